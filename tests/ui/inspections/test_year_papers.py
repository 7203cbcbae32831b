"""The records of a year from the window: written, stopped, failed, told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from oversight.errors import StoppedError
from oversight.inspections import InspectionsService, batch
from oversight.inspections.batch import PrintedRecord, PrintedYear
from tests.oversight.inspections.test_batch import freeze, planned
from tests.ui.inspections.inspection_site import Settle, Site
from tests.ui.test_names import nameless
from ui.inspections.page import InspectionsPage
from ui.inspections.year_papers_panel import YearPapersPanel, told_of
from ui.window import Window


@pytest.fixture
def recorded(site: Site) -> UUID:
    inspection_id = planned(site.office.inspections, site.contract_id)
    freeze(site.desk, inspection_id, 1)
    return inspection_id


@pytest.fixture
def panel(recorded: UUID, window: Window, settle: Settle) -> YearPapersPanel:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    settle()
    page.year_button.click()
    assert page.split is not None
    panel = page.split.detail
    assert isinstance(panel, YearPapersPanel)
    settle()
    return panel


def choosing(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: folder)


def test_the_records_are_written_with_their_list_and_the_folder_can_be_opened(
    panel: YearPapersPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settle: Settle
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    folder = tmp_path / "papers"
    choosing(monkeypatch, str(folder))
    assert panel.year_field.value() == 2026
    panel.write_button.click()
    settle()
    assert {each.name for each in folder.iterdir()} == {
        "実地検査記録_R8-0001_第1版.pdf",
        "実地検査記録_令和8年度_一覧.csv",
    }
    assert panel.said.text() == "1件の記録書を書き出しました。\n一覧: 実地検査記録_令和8年度_一覧.csv"
    assert panel.write_button.isEnabled()
    assert not panel.course_bar.isVisible()
    panel.folder_button.click()
    assert opened == [str(folder)]


def test_without_a_folder_nothing_happens(
    panel: YearPapersPanel, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    choosing(monkeypatch, "")
    panel.write()
    settle()
    assert panel.write_button.isEnabled()
    panel.year_field.set_value(None)
    choosing(monkeypatch, "/nowhere")
    panel.write()
    assert not panel.said.isVisible()


def test_the_stop_button_stops_it_and_says_how_many_are_there(
    panel: YearPapersPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    def endless(*given: Any) -> PrintedYear:
        told: Callable[[int, int], None] = given[3]

        try:
            while True:
                told(1, 7)
        except StoppedError:
            return PrintedYear((), 7, True, "")

    monkeypatch.setattr(batch, "print_year", endless)
    choosing(monkeypatch, str(tmp_path))
    panel.write()
    qtbot.waitUntil(lambda: panel.course_bar.said.text() == "1/7件")
    assert not panel.write_button.isEnabled()
    panel.course_bar.stop_button.click()
    settle()
    assert panel.said.text() == "途中で止めました。7件のうち0件を書き出しました。"
    assert panel.write_button.isEnabled()
    assert not panel.folder_button.isVisible()


def test_a_folder_that_cannot_be_written_is_told(
    panel: YearPapersPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settle: Settle
) -> None:
    shown: list[Exception] = []
    monkeypatch.setattr(panel._shell.notices, "show_error", shown.append)
    (tmp_path / "file").write_bytes(b"")
    choosing(monkeypatch, str(tmp_path / "file"))
    panel.write()
    settle()
    assert "フォルダーに書けません" in str(shown[0])
    assert panel.write_button.isEnabled()


def test_what_is_told_of_none_of_some_and_of_warnings() -> None:
    assert told_of(PrintedYear((), 0, False, "")) == ["この年度に確定した記録はありません。"]
    one = PrintedRecord("R8-0001", 1, "a.pdf", 3, "ab", "cd", tuple(f"注意{n}" for n in range(7)))
    lines = told_of(PrintedYear((one,), 1, False, "list.csv"))
    assert lines[1:3] == ["一覧: list.csv", "a.pdf: 注意0"]
    assert lines[-1] == "ほか2件の注意は、一覧にあります。"
    assert len(lines) == 8


def test_every_control_of_the_panel_has_a_name(panel: YearPapersPanel) -> None:
    panel.course_bar.start()
    panel.folder_button.show()
    assert nameless(panel) == []


def test_the_service_is_asked_with_the_year_shown(
    panel: YearPapersPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settle: Settle
) -> None:
    asked: list[int] = []

    def note(_service: InspectionsService, year: int, _folder: Path, _told: object) -> PrintedYear:
        asked.append(year)
        return PrintedYear((), 0, False, "")

    monkeypatch.setattr(InspectionsService, "print_year", note)
    choosing(monkeypatch, str(tmp_path))
    panel.write()
    settle()
    assert asked == [2026]
    assert panel.said.text() == "この年度に確定した記録はありません。"
