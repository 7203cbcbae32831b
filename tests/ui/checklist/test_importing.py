"""A checklist comes in from a file by keyboard: looked at, corrected, made a draft; or refused whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from oversight.checklist.giving_out import GivenAs
from oversight.checklist.rows import DraftDetail
from oversight.checklist.workbook import ColumnRole, RowKind, understand, with_kind, with_role
from oversight.errors import RefusedError
from oversight.office import Office
from tests.factories import adopt_editions
from tests.oversight.checklist.workbook.offices import ORG, aoba, minato, saved
from tests.ui.opening import active_window
from tests.ui.tab_walk import unreached
from ui.checklist.correcting import corrected
from ui.checklist.editor import Editor
from ui.checklist.import_page import ImportPage
from ui.checklist.import_parts import BESIDE, CONTENT, HEAD
from ui.checklist.note_list import NoteList
from ui.checklist.page import ChecklistsPage
from ui.checklist.refused_page import RefusedPage
from ui.checklist.sheet_model import SheetModel
from ui.checklist.side_part import Side
from ui.checklist.taken_panel import TakenPanel
from ui.checklist.workbook_panel import WorkbookPanel
from ui.notices import Notice, Notices
from ui.shell import Shell
from ui.window import Window

Settle = Callable[[], None]
Cover = TypeVar("Cover", bound=QWidget)
Choose = Callable[[bytes, str], None]


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle, office: Office) -> Iterator[Window]:
    adopt_editions(office.desk)
    with active_window(shell, notices, qtbot, settle, ChecklistsPage) as window:
        yield window


@pytest.fixture
def page(window: Window) -> ChecklistsPage:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, ChecklistsPage)
    return page


@pytest.fixture
def said(notices: Notices) -> list[Notice]:
    heard: list[Notice] = []
    notices.raised.connect(heard.append)
    return heard


@pytest.fixture
def choose(page: ChecklistsPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Return a function that presses 「取り込む」 and answers the system's dialog with a file."""

    def chosen(content: bytes, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
        press(page.import_button, settle)

    return chosen


def tab_to(widget: QWidget) -> None:
    for _step in range(120):
        focused = QApplication.focusWidget()
        if focused is widget or (focused is not None and widget.isAncestorOf(focused)):
            return
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError(f"{widget.accessibleName()} is not reached")


def press(button: QWidget, settle: Settle) -> None:
    tab_to(button)
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def covering(window: Window, kind: type[Cover]) -> Cover:
    cover = window.layers.currentWidget()
    assert isinstance(cover, kind), cover
    return cover


def book_panel(window: Window) -> tuple[ImportPage, WorkbookPanel]:
    cover = covering(window, ImportPage)
    assert isinstance(cover.panel, WorkbookPanel)
    return cover, cover.panel


def drafts(office: Office) -> list[DraftDetail]:
    return [office.checklists.read_draft(line.id) for line in office.checklists.list_drafts()]


def titles(detail: DraftDetail) -> list[list[str]]:
    return [[one["title"]["ja"] for one in part["items"]] for part in detail.document["sections"]]


def form_of(*survey: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    for row in (("type", "name", "label::日本語 (ja)", "label::English (en)", "relevant"), *survey):
        sheet.append(row)
    return saved(book)


FORM = form_of(
    ("begin group", "g", "体制", "Structure"),
    ("text", "q1", "規程があるか", "Is there a rule?"),
    ("geopoint", "where", "場所", "Place"),
    ("end group", "", "", ""),
)
BAD_FORM = form_of(("begin group", "g", "区分", ""))


def test_a_workbook_is_corrected_by_keyboard_and_becomes_a_draft_open_in_the_editor(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    QAbstractItemModelTester(panel.table.sheet_model)
    assert panel.sheet.name == "実地検査"
    assert "点検項目 8" in cover.counted.text()
    assert drafts(office) == []

    # the second question only goes on with the first: Enter on its row, the list of kinds
    table = panel.table
    tab_to(table)
    table.go_to(table.sheet_model.place_of(7), 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    choose_in_menu(panel, "点検項目", "上の項目の続き")
    settle()
    assert "点検項目 7" in cover.counted.text()

    # the column of papers names the basis: Shift+Enter on the column
    tab_to(table)
    table.go_to(0, 2)
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    choose_in_menu(panel, "確認資料・確認方法", "根拠")
    settle()
    assert panel.sheet.roles[2] is ColumnRole.BASIS

    tab_to(cover.title_field)
    cover.title_field.control.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(cover.title_field.control, "Aoba 2026")
    press(cover.make_button, settle)
    settle()
    (draft,) = drafts(office)
    assert draft.line.title == "Aoba 2026"
    assert draft.line.came_from == "あおば市.xlsx"
    assert draft.line.has_workbook
    assert draft.document["sections"][0]["items"][0]["basis"][0]["clause"] == {
        "ja": "規程、手順書\n体制図、届出書の控え"
    }
    assert sum(map(len, titles(draft))) == 7
    covering(window, Editor)


def choose_in_menu(panel: WorkbookPanel, now: str, wanted: str) -> None:
    """Walk the list that opened, from what is ticked to what is wanted, by keys."""
    menu = panel.table.menu
    assert menu.isVisible()
    words = [action.text() for action in menu.actions()]
    assert [action.text() for action in menu.actions() if action.isChecked()] == [now]
    step = words.index(wanted) - words.index(now)
    for _each in range(abs(step)):
        QTest.keyClick(menu, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    panel.window().activateWindow()  # off screen, a list that closes stays the active window
    QTest.qWaitForWindowActive(panel.window())


def test_the_fields_beside_the_sheet_correct_it_too_and_say_why(
    window: Window, choose: Choose, settle: Settle
) -> None:
    choose(aoba(), "あおば市.xlsx")
    _cover, panel = book_panel(window)
    tab_to(panel.table)
    panel.table.go_to(panel.table.sheet_model.place_of(6), 1)
    assert panel.kind_field.label == "6行目の種類"
    assert panel.role_field.label == "B列の役割"
    assert panel.why.text().startswith("理由: ")
    combo = panel.kind_field.control
    tab_to(combo)
    QTest.keyClick(combo, Qt.Key.Key_End)
    settle()
    place = panel.table.sheet_model.place_of(6)
    assert panel.table.sheet_model.row_at(place).kind is RowKind.IGNORED
    combo = panel.role_field.control
    tab_to(combo)
    QTest.keyClick(combo, Qt.Key.Key_End)
    settle()
    assert panel.sheet.roles[1] is ColumnRole.IGNORED


def test_nothing_chosen_in_the_fields_changes_nothing(window: Window, choose: Choose, settle: Settle) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    for field in (panel.kind_field, panel.role_field):
        before = field.value()
        tab_to(field.control)
        QTest.keyClick(field.control, Qt.Key.Key_Home)
        settle()
        assert field.value() == before
    assert not cover.correcting.is_changed


def test_several_rows_are_corrected_in_one_go(window: Window, choose: Choose, settle: Settle) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    table = panel.table
    tab_to(table)
    table.go_to(table.sheet_model.place_of(6), 0)
    for _each in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.kind_field.label == "6～8行目の種類（3行）"
    QTest.keyClick(table, Qt.Key.Key_Return)
    choose_in_menu(panel, "点検項目", "使わない")
    settle()
    assert "点検項目 5" in cover.counted.text()


def test_a_press_on_the_heads_asks_as_well(window: Window, choose: Choose, settle: Settle) -> None:
    choose(aoba(), "あおば市.xlsx")
    _cover, panel = book_panel(window)
    head = panel.table.verticalHeader()
    place = panel.table.sheet_model.place_of(7)
    at = QPoint(10, head.sectionViewportPosition(place) + 5)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    choose_in_menu(panel, "点検項目", "上の項目の続き")
    settle()
    assert panel.table.sheet_model.row_at(place).kind is RowKind.CONTINUED
    head = panel.table.horizontalHeader()
    QTest.mouseClick(
        head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.sectionViewportPosition(2) + 5, 10)
    )
    choose_in_menu(panel, "確認資料・確認方法", "使わない")
    settle()
    assert panel.sheet.roles[2] is ColumnRole.IGNORED


def test_a_sheet_is_left_out_and_without_any_item_no_draft_is_offered(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    yes, no = panel.use_field.buttons
    tab_to(yes)
    QTest.keyClick(yes, Qt.Key.Key_Right)
    settle()
    assert not cover.make_button.isEnabled()
    assert "点検項目が1つも見つかりません" in cover.error.text
    QTest.keyClick(no, Qt.Key.Key_Left)
    settle()
    assert cover.make_button.isEnabled()
    assert cover.error.text == ""
    assert drafts(office) == []


def test_a_note_leads_to_its_sheet(window: Window, choose: Choose, settle: Settle) -> None:
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    book.create_sheet("記入例")["A1"] = "例"
    choose(saved(book), "あおば市.xlsx")
    _cover, panel = book_panel(window)
    tab_to(panel.notes.table)
    panel.notes.table.choose_first()
    assert panel.notes.chosen_text.text().startswith("記入例: 使いません")
    QTest.keyClick(panel.notes.table, Qt.Key.Key_Return)
    assert panel.sheet.name == "記入例"
    panel.go_to("どこにもない", 1)
    assert panel.sheet.name == "記入例"
    panel.go_to("実地検査", 7)
    assert panel.kind_field.label == "7行目の種類"


def test_in_a_narrow_window_the_parts_stand_one_at_a_time_and_a_wrong_title_is_brought_into_sight(
    window: Window, choose: Choose, settle: Settle
) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    window.resize(800, 768)
    QApplication.processEvents()
    assert panel.table.isVisible()
    assert not cover.title_field.isVisible()
    panel.parts.turn(BESIDE)
    assert panel.kind_field.isVisible()
    assert not panel.table.isVisible()
    panel.parts.turn(HEAD)
    cover.title_field.set_value("")
    panel.parts.turn(CONTENT)
    press(cover.make_button, settle)
    assert cover.title_field.isVisible()
    assert cover.title_field.error


def test_every_control_of_the_pages_is_reached_by_tab_in_both_directions(
    window: Window, choose: Choose, settle: Settle
) -> None:
    for content, name in ((aoba(), "あおば市.xlsx"), (FORM, "form.xlsx"), (BAD_FORM, "form.xlsx")):
        choose(content, name)
        cover = window.layers.currentWidget()
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            assert unreached(window, key) == []
        assert cover is not None
        QTest.keyClick(cover, Qt.Key.Key_Escape)


def test_the_pages_are_named_for_readers_aloud(window: Window, choose: Choose, settle: Settle) -> None:
    choose(aoba(), "あおば市.xlsx")
    _cover, panel = book_panel(window)
    model = panel.table.sheet_model
    place = model.place_of(6)
    spoken = model.data(model.index(place, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"6行目 点検項目　B列 問い　{ORG[0]}"
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) == "B　問い"
    assert model.headerData(place, Qt.Orientation.Vertical) == "6　点検項目"
    assert model.headerData(99, Qt.Orientation.Vertical) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(place, 1), Qt.ItemDataRole.ToolTipRole) == ORG[0]
    assert model.data(model.index(-1, -1)) is None
    assert model.data(model.index(place, 1), Qt.ItemDataRole.CheckStateRole) is None


def test_corrections_in_a_row_are_all_kept_and_one_that_fails_is_said(
    window: Window, choose: Choose, settle: Settle, said: list[Notice]
) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    for row in (6, 7):
        cover.correcting.correct(partial(with_kind, sheet="実地検査", row=row, kind=RowKind.IGNORED))
    cover.correcting.correct(partial(with_role, sheet="実地検査", column=99, role=ColumnRole.NOTE))
    settle()
    assert said[-1].sentence == "その列はありません。"
    cover.correcting.correct(partial(with_kind, sheet="実地検査", row=8, kind=RowKind.IGNORED))
    settle()
    assert "点検項目 5" in cover.counted.text()
    assert panel.table.sheet_model.row_at(panel.table.sheet_model.place_of(8)).kind is RowKind.IGNORED


def test_a_correction_that_does_not_hold_takes_no_other_with_it() -> None:
    understood = understand(aoba(), file_name="あおば市.xlsx")
    bad = partial(with_role, sheet="実地検査", column=99, role=ColumnRole.NOTE)
    good = partial(with_kind, sheet="実地検査", row=6, kind=RowKind.IGNORED)
    book, refusal = corrected(understood, (bad, good))
    assert book.item_count == 7
    assert refusal is not None
    assert corrected(understood, (good,)) == (book, None)


def test_only_the_last_of_several_bases_counts(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    line = office.checklists.list_editions()[0]
    choose(FORM, "form.xlsx")
    cover = covering(window, ImportPage)
    combo = cover.base_field.control
    tab_to(combo)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    QTest.keyClick(combo, Qt.Key.Key_Up)
    settle()
    assert cover.base_field.value() is None
    assert cover.correcting.based_on is None
    cover.correcting.reckon()
    cover.correcting.reckon()
    settle()
    assert cover.correcting.drafted is not None
    assert line.used_by == 0


def test_a_file_that_makes_no_draft_is_refused_on_the_page(
    window: Window, office: Office, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise RefusedError("だめ", "こうする")

    monkeypatch.setattr(office.checklists, "would_become", refuse)
    choose(FORM, "form.xlsx")
    cover = covering(window, ImportPage)
    assert cover.error.text == "だめ こうする"
    assert not cover.make_button.isEnabled()


def test_the_other_button_of_the_mouse_asks_nothing(window: Window, choose: Choose) -> None:
    choose(aoba(), "あおば市.xlsx")
    _cover, panel = book_panel(window)
    head = panel.table.verticalHeader()
    QTest.mouseClick(head.viewport(), Qt.MouseButton.RightButton, pos=QPoint(10, 5))
    assert not panel.table.menu.isVisible()


def test_an_own_fault_while_looking_covers_nothing(
    window: Window, page: ChecklistsPage, tmp_path: Path
) -> None:
    page.importing._refuse(tmp_path / "a.xlsx", ValueError())
    assert window.layers.currentWidget() is window.desk


def test_another_sheet_is_shown_when_it_is_chosen(window: Window, choose: Choose, settle: Settle) -> None:
    choose(minato(), "みなと.xlsx")
    _cover, panel = book_panel(window)
    first = panel.sheet.name
    combo = panel.sheet_field.control
    tab_to(combo)
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert panel.sheet.name != first
    assert panel.table.sheet_model.sheet.name == panel.sheet.name


def test_a_workbook_based_on_an_edition_keeps_ids_and_is_its_next_edition(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    line = office.checklists.list_editions()[0]
    choose(office.checklists.give_out(line.id, GivenAs.EXCEL).content, "標準.xlsx")
    cover, _panel = book_panel(window)
    combo = cover.base_field.control
    tab_to(combo)
    QTest.keyClick(combo, Qt.Key.Key_Down)
    settle()
    press(cover.make_button, settle)
    (draft,) = drafts(office)
    assert (draft.line.series, draft.line.based_on_id) == (line.series, line.id)
    ids = [one["id"] for part in draft.document["sections"] for one in part["items"]]
    assert ids == [item.id for item in office.checklists.read_edition(line.id).items]


def test_leaving_after_a_correction_asks_once_and_writes_nothing(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    choose(aoba(), "あおば市.xlsx")
    cover, panel = book_panel(window)
    tab_to(panel.table)
    panel.table.go_to(panel.table.sheet_model.place_of(6), 0)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    choose_in_menu(panel, "点検項目", "使わない")
    settle()
    QTest.keyClick(cover, Qt.Key.Key_Escape)
    assert "もう一度で捨てます" in cover.said.text()
    assert window.layers.currentWidget() is cover
    QTest.keyClick(cover, Qt.Key.Key_Escape)
    assert window.layers.currentWidget() is not cover
    assert drafts(office) == []


def test_a_form_is_shown_with_what_it_loses_and_becomes_a_draft(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    choose(FORM, "form.xlsx")
    cover = covering(window, ImportPage)
    panel = cover.panel
    assert isinstance(panel, TakenPanel)
    rows = panel.content.rows_model.rows
    assert [row.title for row in rows] == ["体制", "規程があるか"]
    (note, *_more) = [each for each in panel.notes.table.rows_model.rows if each.row == 4]
    assert (note.sheet, note.name) == ("survey", "where")
    press(cover.make_button, settle)
    (draft,) = drafts(office)
    assert titles(draft) == [["規程があるか"]]
    assert any(each["row"] == 4 and each["name"] == "where" for each in draft.notes)
    editor = covering(window, Editor)
    assert editor.side.side is Side.TAKEN_IN
    (told,) = editor.side.findChildren(NoteList)
    assert [each.row for each in told.table.rows_model.rows if each.name == "where"] == [4]


def test_the_notes_are_narrowed_and_copied(
    window: Window, choose: Choose, settle: Settle, said: list[Notice]
) -> None:
    choose(FORM, "form.xlsx")
    panel = covering(window, ImportPage).panel
    tab_to(panel.notes.search)
    QTest.keyClicks(panel.notes.search, "where")
    QTest.keyClick(panel.notes.search, Qt.Key.Key_Return)
    assert all("where" in each.told for each in panel.notes.table.rows_model.shown)
    press(panel.notes.copy_button, settle)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t") == ["結果", "シート", "行", "名前", "理由"]
    assert copied[1].split("\t")[1:4] == ["survey", "4", "where"]
    assert said[-1].sentence.endswith("写し取りました。")


@pytest.mark.parametrize("given_as", [GivenAs.XLSFORM, GivenAs.YAML])
def test_what_went_out_comes_in_as_the_next_edition_without_being_asked(
    window: Window, office: Office, choose: Choose, settle: Settle, given_as: GivenAs
) -> None:
    line = office.checklists.list_editions()[0]
    given = office.checklists.give_out(line.id, given_as)
    choose(given.content, given.file_name)
    cover = covering(window, ImportPage)
    assert cover.base_field.value() == line.id
    press(cover.make_button, settle)
    (draft,) = drafts(office)
    assert (draft.line.series, draft.line.based_on_id) == (line.series, line.id)


def test_a_title_is_asked_for_and_an_individual_number_in_it_is_refused(
    window: Window, office: Office, choose: Choose, settle: Settle
) -> None:
    choose(FORM, "form.xlsx")
    cover = covering(window, ImportPage)
    control = cover.title_field.control
    tab_to(control)
    control.selectAll()  # type: ignore[attr-defined]
    QTest.keyClick(control, Qt.Key.Key_Delete)
    press(cover.make_button, settle)
    assert cover.title_field.error
    QTest.keyClicks(control, "123456789018")
    press(cover.make_button, settle)
    assert "個人番号" in cover.title_field.error
    assert "1234" not in cover.title_field.error
    assert drafts(office) == []


def test_a_refusal_of_the_store_is_said_on_the_page(
    window: Window, office: Office, choose: Choose, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(FORM, "form.xlsx")
    cover = covering(window, ImportPage)
    monkeypatch.setattr("oversight.checklist.drafts.MOST_ITEMS", 0)
    press(cover.make_button, settle)
    assert "1つの点検表に入るのは0まで" in cover.error.text
    assert cover.make_button.isEnabled()
    assert drafts(office) == []


def test_a_faulty_form_is_refused_with_its_faults_and_another_file_is_chosen_from_there(
    window: Window, office: Office, choose: Choose, settle: Settle, tmp_path: Path
) -> None:
    choose(BAD_FORM, "form.xlsx")
    cover = covering(window, RefusedPage)
    assert "何も取り込んでいません" in cover.box.text
    (fault, *_more) = cover.notes.table.rows_model.rows
    assert (fault.word, fault.sheet) == ("誤り", "survey")
    (tmp_path / "form.xlsx").write_bytes(FORM)
    press(cover.another_button, settle)
    covering(window, ImportPage)
    assert drafts(office) == []


def test_a_file_that_is_no_checklist_is_refused_without_a_list(
    window: Window, choose: Choose, page: ChecklistsPage, settle: Settle
) -> None:
    choose(b"%PDF-1.7", "a.pdf")
    cover = covering(window, RefusedPage)
    assert "点検表として読める種類のファイルではありません" in cover.box.text
    assert not cover.notes.isVisible()
    QTest.keyClick(cover, Qt.Key.Key_Escape)
    assert page.isVisible()


def test_a_file_dropped_onto_the_page_is_looked_at(
    window: Window, page: ChecklistsPage, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(FORM)
    drop(page, path, tmp_path)
    settle()
    assert window.layers.currentWidget() is window.desk
    drop(page, path)
    settle()
    covering(window, ImportPage)


def drop(page: ChecklistsPage, *paths: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    accepted: list[bool] = []
    along = SimpleNamespace(mimeData=lambda: dropped, acceptProposedAction=lambda: accepted.append(True))
    page.dragEnterEvent(along)  # type: ignore[arg-type]
    assert bool(accepted) == (len(paths) == 1)
    page.dropEvent(along)  # type: ignore[arg-type]


def test_choosing_no_file_changes_nothing(
    window: Window, page: ChecklistsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: ("", ""))
    press(page.import_button, settle)
    assert window.layers.currentWidget() is window.desk


def test_looking_into_a_file_can_be_stopped(
    window: Window, page: ChecklistsPage, tmp_path: Path, settle: Settle, said: list[Notice]
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(FORM)
    page.importing.look_into(path)
    page.importing.course_bar.stop()
    settle()
    assert window.layers.currentWidget() is window.desk
    assert "止めました" in said[-1].sentence


def test_a_sheet_of_a_thousand_rows_is_asked_only_for_what_is_in_sight(
    window: Window, choose: Choose, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("No.", "点検項目", "適", "不適"))
    for number in range(1, 1001):
        sheet.append((number, f"{number}番目の規程を守っているか。"))
    choose(saved(book), "大きい.xlsx")
    cover, panel = book_panel(window)
    assert "点検項目 1,000" in cover.counted.text()
    window.resize(1300, 760)
    asked: list[int] = []
    original = SheetModel.data

    def counted(self: SheetModel, index: object, role: int = 0) -> object:
        asked.append(role)
        return original(self, index, role)  # type: ignore[arg-type]

    monkeypatch.setattr(SheetModel, "data", counted)
    tab_to(panel.table)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    choose_in_menu(panel, "列の見出し", "使わない")
    settle()
    assert len(asked) < 4_000
