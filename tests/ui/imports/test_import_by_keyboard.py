"""Taking in a table by keyboard: chosen, looked at, corrected, taken in, taken back, stopped."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from oversight.office import Office
from oversight.words import use_language
from tests.ui.opening import active_window
from tests.ui.tab_walk import stops, told, unreached
from ui.imports.page import ImportsPage
from ui.imports.preview_panel import PreviewPanel
from ui.notices import Notice, Notices
from ui.shell import Shell
from ui.window import Window

Settle = Callable[[], None]
CONTRACTORS = (
    "会社名（正式名称）,よみ,法人番号,住所\n"
    "株式会社髙﨑,タカサキ,7000012050002,札幌市\n"
    "有限会社誤,ゴ,7000012050003,小樽市\n"
)
CONTRACTS = (
    "契約番号,件名,委託先,所管課,履行開始日,履行終了日\n"
    "委8-1,健診業務,株式会社髙﨑,保健課,令和8年4月1日,R9.3.31\n"
)


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle) -> Iterator[Window]:
    with active_window(shell, notices, qtbot, settle, ImportsPage) as window:
        yield window


@pytest.fixture
def page(window: Window) -> ImportsPage:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, ImportsPage)
    return page


@pytest.fixture
def said(notices: Notices) -> list[Notice]:
    heard: list[Notice] = []
    notices.raised.connect(heard.append)
    return heard


def tab_to(widget: QWidget) -> None:
    for _step in range(80):
        focused = QApplication.focusWidget()
        if focused is widget or (focused is not None and widget.isAncestorOf(focused)):
            return
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError(f"{told(widget)} is not reached")


def press(button: QAbstractButton, settle: Settle) -> None:
    tab_to(button)
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def choose(page: ImportsPage, path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> PreviewPanel:
    """Press 「ファイルを選ぶ」 and answer the system's dialog with a path."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    press(page.choose_button, settle)
    return shown(page)


def shown(page: ImportsPage) -> PreviewPanel:
    panel = page.stack.currentWidget()
    assert isinstance(panel, PreviewPanel)
    return panel


def names(office: Office) -> set[str]:
    return {row.name for row in office.contractors.list_contractors()}


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_contractors_and_their_contracts_come_in_by_keyboard_and_go_back(
    page: ImportsPage,
    office: Office,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
) -> None:
    path = tmp_path / "委託先.csv"
    path.write_bytes(CONTRACTORS.encode(encoding))
    panel = choose(page, path, settle, monkeypatch)
    assert panel.preview.columns == {"name": 0, "corporate_number": 2, "address": 3}
    assert any("似た見出し" in label.text() for label in panel.findChildren(QLabel))
    assert names(office) == set()
    kana = panel.columns_form.fields["kana"].control
    tab_to(kana)
    QTest.keyClick(kana, Qt.Key.Key_Down)
    QTest.keyClick(kana, Qt.Key.Key_Down)
    press(panel.match_button, settle)
    panel = shown(page)
    assert panel.preview.columns["kana"] == 1
    assert panel.preview.near == ()
    press(panel.run_button, settle)
    assert names(office) == {"株式会社髙﨑"}
    contracts = tmp_path / "契約.csv"
    contracts.write_bytes(CONTRACTS.encode(encoding))
    page.chips.choose("contracts")
    press(choose(page, contracts, settle, monkeypatch).run_button, settle)
    (contract,) = office.contracts.list_contracts()
    assert (contract.number, contract.department) == ("委8-1", "保健課")
    undo(page, settle)
    assert office.contracts.list_contracts() == ()


def test_the_room_has_one_name_before_and_after_a_file_was_looked_at(
    page: ImportsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("en")
    path = tmp_path / "委託先.csv"
    path.write_bytes(CONTRACTORS.encode())
    choose(page, path, settle, monkeypatch)
    page.show_history()
    settle()
    assert page.accessibleName() == "Imports"


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        (
            "会社名（正式名称）,住所",
            "1 column was chosen by a heading that is only alike. Check it under Columns.",
        ),
        (
            "会社名（正式名称）,所在地（本社）",
            "2 columns were chosen by headings that are only alike. Check them under Columns.",
        ),
    ],
)
def test_columns_chosen_by_likeness_are_counted_in_english(
    page: ImportsPage,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    heading: str,
    told: str,
) -> None:
    use_language("en")
    path = tmp_path / "委託先.csv"
    path.write_bytes(f"{heading}\n株式会社髙﨑,札幌市\n".encode())
    panel = choose(page, path, settle, monkeypatch)
    assert told in [label.text() for label in panel.findChildren(QLabel)]


def test_without_an_import_the_page_says_what_to_do_and_offers_nothing_to_undo(
    page: ImportsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.empty.isVisible()
    assert not page.undo_button.isVisible()
    path = tmp_path / "委託先.csv"
    path.write_bytes("名称,住所\n株式会社髙﨑,札幌市\n".encode())
    press(choose(page, path, settle, monkeypatch).run_button, settle)
    assert not page.empty.isVisible()
    assert page.undo_button.isVisible()


def undo(page: ImportsPage, settle: Settle) -> None:
    tab_to(page.table)
    page.table.choose_first()
    field = page.reason_field.control
    tab_to(field)
    QTest.keyClicks(field, "test")
    press(page.undo_button, settle)


def test_a_dry_run_leaves_the_store_as_it_was(
    page: ImportsPage,
    office: Office,
    engine: Engine,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def counts() -> dict[str, int]:
        with engine.connect() as connection:
            tables = (
                connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
                .scalars()
                .all()
            )
            return {
                table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()
                for table in tables
            }

    store = tmp_path / "store.db"
    path = tmp_path / "委託先.csv"
    path.write_bytes(CONTRACTORS.encode())
    before, bytes_before = counts(), store.read_bytes()
    choose(page, path, settle, monkeypatch)
    assert counts() == before
    assert store.read_bytes() == bytes_before


def test_faulty_rows_come_back_as_a_workbook_with_the_reason_beside_them(
    page: ImportsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for row in CONTRACTORS.splitlines():
        book.worksheets[0].append(row.split(","))
    path = tmp_path / "委託先.xlsx"
    book.save(path)
    panel = choose(page, path, settle, monkeypatch)
    target = tmp_path / "返し.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    press(panel.faults_button, settle)
    sheet = openpyxl.load_workbook(io.BytesIO(target.read_bytes())).worksheets[0]
    assert sheet["E2"].value is None
    assert "検査数字" in str(sheet["E3"].value)


def test_another_sheet_is_read_when_it_is_chosen(
    page: ImportsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for name, company in (("令和7年度", "北海"), ("令和8年度", "南海")):
        sheet = book.create_sheet(name)
        sheet.append(["名称", "住所"])
        sheet.append([company, "札幌市"])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    panel = choose(page, tmp_path / "a.xlsx", settle, monkeypatch)
    combo = panel.sheet_field.control
    tab_to(combo)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    settle()
    panel = shown(page)
    assert panel.preview.table.sheet == "令和8年度"
    assert [row.label for row in panel.preview.outcomes] == ["南海"]


def test_what_is_stopped_leaves_nothing_behind(
    page: ImportsPage,
    office: Office,
    said: list[Notice],
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "".join(f"会社{at},小樽市\n" for at in range(200))
    path = tmp_path / "委託先.csv"
    path.write_bytes(f"名称,住所\n{rows}".encode())
    panel = choose(page, path, settle, monkeypatch)
    entries = office.journal.count()
    tab_to(panel.run_button)
    QTest.keyClick(panel.run_button, Qt.Key.Key_Space)
    assert panel.course_bar.isVisible()
    panel.course_bar.stop()
    settle()
    assert [notice.sentence for notice in said] == ["途中で止めました。何も書き込んでいません。"]
    assert names(office) == set()
    assert office.journal.count() == entries
    assert panel.run_button.isEnabled()
    assert not panel.course_bar.isVisible()


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7"])
def test_a_file_that_cannot_be_read_is_told_and_the_page_stays(
    page: ImportsPage, said: list[Notice], tmp_path: Path, settle: Settle, content: bytes | None
) -> None:
    path = tmp_path / "a.xlsx"
    if content is not None:
        path.write_bytes(content)
    page.look_at(path)
    settle()
    assert len(said) == 1
    assert said[0].remedy
    assert page.stack.count() == 1
    assert not page.course_bar.isVisible()


def test_everything_is_reached_by_tab_and_bears_a_name(
    window: Window, page: ImportsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "委託先.csv"
    path.write_bytes(CONTRACTORS.encode())
    for step in ("history", "preview"):
        if step == "preview":
            choose(page, path, settle, monkeypatch)
        page.choose_button.setFocus()
        assert unreached(window) == []
        nameless = [
            told(widget)
            for widget in stops(window)
            if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
        ]
        assert nameless == []
