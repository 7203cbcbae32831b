"""An edition goes out from its pane as each kind of file; what the file cannot say is told after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from oversight.checklist import builtin_editions, read_edition
from oversight.checklist.giving_out import GivenAs
from oversight.office import Office
from tests.factories import adopt_editions
from tests.oversight.checklist.workbook.offices import ORG, aoba
from tests.oversight.papers.reading_pdf import text_of
from tests.ui.checklist.test_importing import press, tab_to
from tests.ui.opening import active_window
from ui.checklist.export_panel import ExportPanel, maker_of
from ui.checklist.page import ChecklistsPage
from ui.checklist.pane import Wish
from ui.notices import Notices
from ui.shell import Shell
from ui.window import Window

Settle = Callable[[], None]


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle, office: Office) -> Iterator[Window]:
    adopt_editions(office.desk)
    checklists = office.checklists
    draft_id = checklists.take_in(checklists.look_into(aoba(), "あおば.xlsx"), title="Aoba").row_id
    assert draft_id is not None
    checklists.publish(draft_id, revision=1, change_note="取込")
    checklists.take_in(checklists.look_into(aoba(), "次.xlsx"), title="Draft")
    with active_window(shell, notices, qtbot, settle, ChecklistsPage) as window:
        yield window


@pytest.fixture
def page(window: Window) -> ChecklistsPage:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, ChecklistsPage)
    return page


def opened(page: ChecklistsPage, title: str, settle: Settle) -> ExportPanel:
    """Go to a row by its title, and press 「書き出す」 in its pane."""
    row = next(row for row in page.table.rows_model.rows if title in row.title)
    tab_to(page.table)
    page.table.choose(row.id)
    page.open_row(row)
    settle()
    QApplication.processEvents()
    assert page.pane is not None
    press(page.pane.buttons[Wish.EXPORT], settle)
    assert page.split is not None
    panel = page.split.detail
    assert isinstance(panel, ExportPanel)
    QApplication.processEvents()
    return panel


def saved_as(
    panel: ExportPanel, given_as: GivenAs, path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Press the button of a kind, answer the system's dialog, and return the name it proposed."""
    proposed: list[str] = []

    def ask(*given: object) -> tuple[str, str]:
        proposed.append(Path(str(given[2])).name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(panel.rows[given_as].save_button, settle)
    settle()
    return proposed


def test_an_edition_without_a_workbook_goes_out_as_three_kinds_of_file(
    page: ChecklistsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(page, "実地検査点検表", settle)
    assert list(panel.rows) == [GivenAs.EXCEL, GivenAs.XLSFORM, GivenAs.YAML]
    path = tmp_path / "a.yaml"
    proposed = saved_as(panel, GivenAs.YAML, path, settle, monkeypatch)
    assert proposed == ["個人情報取扱委託 実地検査点検表_第1版.yaml"]
    assert read_edition(path.read_bytes()) == builtin_editions()[0]
    assert panel.rows[GivenAs.YAML].said.text() == "書き出しました: a.yaml"
    assert len(panel.notes.table.rows_model.rows) == 0
    saved_as(panel, GivenAs.XLSFORM, tmp_path / "a.xlsx", settle, monkeypatch)
    assert "survey" in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert panel.notes.isVisible()
    told: int = panel.notes.table.rows_model.rowCount()
    assert told > 0
    QApplication.processEvents()
    assert not panel.notes.heading.visibleRegion().isEmpty()


def test_an_edition_of_a_workbook_goes_out_in_its_layout(
    page: ChecklistsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(page, "Aoba", settle)
    path = tmp_path / "out.xlsx"
    assert saved_as(panel, GivenAs.OWN_EXCEL, path, settle, monkeypatch) == ["Aoba_第1版.xlsx"]
    assert openpyxl.load_workbook(path)["実地検査"].print_title_rows == "$3:$4"


def test_an_edition_is_printed_to_be_filled_in_by_hand_and_a_draft_is_not(
    page: ChecklistsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(page, "Aoba", settle)
    assert panel.paper is not None
    path = tmp_path / "a.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    press(panel.paper.save_button, settle)
    assert ORG[0] in "".join(text_of(path.read_bytes()).split())
    assert opened(page, "Draft", settle).paper is None


def test_a_sound_draft_goes_out_too(
    page: ChecklistsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(page, "Draft", settle)
    saved_as(panel, GivenAs.OWN_EXCEL, tmp_path / "out.xlsx", settle, monkeypatch)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["実地検査"].print_title_rows == "$3:$4"


def test_a_draft_with_faults_is_refused_with_what_to_do(
    page: ChecklistsPage, office: Office, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = office.checklists.list_drafts()
    document = dict(office.checklists.read_draft(line.id).document)
    document["sections"] = [{"id": "A", "title": {"ja": "空"}, "items": [{"id": "A-1"}]}]
    office.checklists.keep_draft(line.id, document, revision=line.revision)
    panel = opened(page, "Draft", settle)
    saved_as(panel, GivenAs.YAML, tmp_path / "out.yaml", settle, monkeypatch)
    assert "書き出していません" in panel.rows[GivenAs.YAML].said.text()
    assert not (tmp_path / "out.yaml").exists()


def test_without_a_place_nothing_is_written_and_one_goes_back_to_the_pane(
    page: ChecklistsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(page, "Aoba", settle)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: ("", ""))
    press(panel.rows[GivenAs.EXCEL].save_button, settle)
    assert panel.rows[GivenAs.EXCEL].said.text() == ""
    tab_to(panel.back_button)
    QTest.keyClick(panel.back_button, Qt.Key.Key_Space)
    settle()
    assert page.pane is not None


def test_where_nothing_can_be_written_it_is_said(
    page: ChecklistsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = opened(page, "Aoba", settle)
    saved_as(panel, GivenAs.EXCEL, tmp_path / "nowhere" / "a.xlsx", settle, monkeypatch)
    assert "保存できませんでした" in panel.rows[GivenAs.EXCEL].said.text()
    assert panel.rows[GivenAs.EXCEL].save_button.isEnabled()


def test_the_file_of_a_draft_and_of_an_edition_are_made_alike(page: ChecklistsPage, office: Office) -> None:
    (draft,) = office.checklists.list_drafts()
    line = office.checklists.list_editions()[0]
    for row_id, is_draft in ((draft.id, True), (line.id, False)):
        given = maker_of(row_id, GivenAs.YAML, is_draft=is_draft)(office)
        assert given.file_name.endswith(".yaml")
