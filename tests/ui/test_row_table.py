from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from oversight.words import mark
from ui.looks import Look, Looks
from ui.theme import Tone, current_theme
from ui.widgets.columns import Align, Column, folded
from ui.widgets.row_model import TONE_ROLE, RowModel
from ui.widgets.row_table import RowTable


@dataclass(frozen=True)
class Firm:
    id: int
    name: str
    persons: int | None
    late_days: int = 0


COLUMNS: tuple[Column[Firm], ...] = (
    Column(mark("委託先"), lambda row: row.name, width=200, stretch=1),
    Column(
        mark("従事者"),
        lambda row: "" if row.persons is None else f"{row.persons:,}",
        sort_key=lambda row: row.persons,
        align=Align.RIGHT,
        figures=True,
    ),
    Column(
        mark("超過"),
        lambda row: f"{row.late_days}日" if row.late_days else "",
        phrase=lambda row: f"期限を{row.late_days}日過ぎています",
        tone=lambda row: Tone.DANGER if row.late_days else None,
        is_tag=True,
    ),
)
FIRMS = (
    Firm(1, "株式会社髙﨑事務サービス", 12, 42),
    Firm(2, "有限会社ひばり印刷", 3),
    Firm(3, "ｻｯﾎﾟﾛ電算", None),
    Firm(4, "サッポロ電算二", 1200, 4),
)


@pytest.fixture
def table(qtbot: QtBot) -> RowTable[Firm]:
    table: RowTable[Firm] = RowTable(COLUMNS, name="委託先の一覧", key=lambda row: row.id)
    qtbot.addWidget(table)
    table.resize(800, 400)
    table.replace_rows(FIRMS)
    table.show()
    qtbot.waitExposed(table)
    return table


def names(table: RowTable[Firm]) -> list[int]:
    return [row.id for row in table.rows_model.shown]


def test_the_model_keeps_qts_rules(table: RowTable[Firm]) -> None:
    tester = QAbstractItemModelTester(
        table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal, table
    )
    table.replace_rows(FIRMS[:2])
    table.narrow(lambda row: row.id == 2)
    table.narrow(None)
    table.rows_model.sort(0)
    table.replace_rows(())
    assert tester.model() is table.rows_model


def test_a_cell_speaks_for_eye_and_ear(table: RowTable[Firm]) -> None:
    model = table.rows_model
    assert model.data(model.index(0, 0)) == "株式会社髙﨑事務サービス"
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 0), spoken) == "委託先 株式会社髙﨑事務サービス"
    assert model.data(model.index(0, 2), spoken) == "期限を42日過ぎています"
    assert model.data(model.index(0, 2), TONE_ROLE) is Tone.DANGER
    assert model.data(model.index(0, 0), TONE_ROLE) is None
    assert model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole) == Align.RIGHT.value
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole) is None


def test_a_heading_speaks_the_language_in_use(table: RowTable[Firm]) -> None:
    head = table.rows_model.headerData
    assert head(1, Qt.Orientation.Horizontal) == "従事者"
    assert head(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == Align.RIGHT.value
    assert head(0, Qt.Orientation.Vertical) == "1"
    assert head(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is None
    assert head(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is None


def test_numbers_sort_as_numbers_and_what_is_missing_comes_last(table: RowTable[Firm]) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(table) == [2, 1, 4, 3]


def test_clearing_the_order_restores_the_one_given(table: RowTable[Firm]) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert names(table) == [1, 2, 3, 4]


def test_half_width_kana_sorts_beside_full_width(table: RowTable[Firm]) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    ids = names(table)
    assert abs(ids.index(3) - ids.index(4)) == 1


def test_narrowing_shows_only_what_passes_and_counts(table: RowTable[Firm], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.counted) as counted:
        table.narrow(lambda row: row.late_days > 0)
    assert counted.args == [2, 4]
    assert names(table) == [1, 4]
    table.replace_rows(FIRMS[1:])
    assert names(table) == [4]


def test_the_cursor_stays_on_its_row(table: RowTable[Firm]) -> None:
    assert table.choose(2)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert table.chosen == FIRMS[1]
    table.replace_rows(FIRMS[1:])
    assert table.chosen == FIRMS[1]


def test_losing_the_row_under_the_cursor_is_told(table: RowTable[Firm], qtbot: QtBot) -> None:
    table.choose(2)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        table.replace_rows(FIRMS[:1])
    assert chosen.args == [None]
    assert table.chosen is None
    assert not table.choose(99)


def test_the_first_row_is_chosen_once(table: RowTable[Firm]) -> None:
    table.choose_first()
    assert table.chosen == FIRMS[0]
    table.choose(3)
    table.choose_first()
    assert table.chosen == FIRMS[2]
    table.replace_rows(())
    table.choose_first()
    assert table.chosen is None


def test_without_a_key_the_row_itself_is_the_key(qtbot: QtBot) -> None:
    table: RowTable[Firm] = RowTable(COLUMNS, name="一覧")
    qtbot.addWidget(table)
    table.replace_rows(FIRMS)
    assert table.choose(FIRMS[2])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_row_under_the_cursor(table: RowTable[Firm], qtbot: QtBot, key: Qt.Key) -> None:
    table.choose(1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.row_opened) as opened:
        QTest.keyClick(table, key)
    assert opened.args == [FIRMS[1]]


def test_enter_without_a_row_opens_nothing(table: RowTable[Firm], qtbot: QtBot) -> None:
    table.replace_rows(())
    with qtbot.assertNotEmitted(table.row_opened):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_a_double_click_opens(table: RowTable[Firm], qtbot: QtBot) -> None:
    where = table.visualRect(table.rows_model.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(table.row_opened) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [FIRMS[1]]


def test_letters_do_not_move_the_cursor(table: RowTable[Firm], qtbot: QtBot) -> None:
    table.choose(1)
    QTest.keyClicks(table, "s")
    assert table.chosen == FIRMS[0]


def test_columns_share_the_width_and_never_cut_their_heading(table: RowTable[Firm]) -> None:
    total = sum(table.columnWidth(place) for place in range(3))
    assert table.viewport().width() - 3 <= total <= table.viewport().width()
    table.resize(1200, 400)
    assert sum(table.columnWidth(place) for place in range(3)) > total
    table.resize(200, 400)
    assert table.columnWidth(0) >= 200


@dataclass(frozen=True)
class Long:
    name: str
    kind: str
    number: str


NARROW: tuple[Column[Long], ...] = (
    Column(mark("名称"), lambda row: row.name, stretch=1),
    Column(mark("種別"), lambda row: row.kind, width=100, spare=2),
    Column(mark("番号"), lambda row: row.number, width=100, spare=1),
)


@pytest.mark.parametrize(
    ("width", "left_out"), [(700, set()), (420, set()), (350, {1}), (250, {1, 2}), (90, {1, 2})]
)
def test_spare_columns_are_left_out_where_there_is_no_room(
    qtbot: QtBot, width: int, left_out: set[int]
) -> None:
    table: RowTable[Long] = RowTable(NARROW, name="名簿", key=lambda row: row.number)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    table.replace_rows([Long("株式会社髙﨑事務サービス" * 3, "民間", "1")])
    assert {place for place in range(3) if table.isColumnHidden(place)} == left_out
    shown = sum(table.columnWidth(place) for place in range(3) if place not in left_out)
    assert shown <= max(width, 170)
    table.resize(900, 300)
    assert not any(table.isColumnHidden(place) for place in range(3))


def test_a_column_with_nothing_to_say_leaves_its_room_to_the_others(qtbot: QtBot) -> None:
    table: RowTable[Long] = RowTable(NARROW, name="名簿", key=lambda row: row.number)
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.show()
    long = "株式会社髙﨑事務サービス" * 3
    table.replace_rows([Long(long, "民間", ""), Long(long, "", "")])
    assert [table.isColumnHidden(place) for place in range(3)] == [False, False, True]
    table.replace_rows([Long(long, "", "1")])
    assert [table.isColumnHidden(place) for place in range(3)] == [False, True, False]
    table.resize(900, 300)
    assert not any(table.isColumnHidden(place) for place in range(3))


HEADING = "とても長い見出しの欄"
OWN_WIDTH: tuple[Column[Long], ...] = (
    Column(mark("名称"), lambda row: row.name),
    Column(HEADING, lambda row: row.kind, width=20),
    Column(mark("番号"), lambda row: row.number, stretch=1, spare=1),
)


@pytest.fixture
def own_width(qtbot: QtBot) -> RowTable[Long]:
    table: RowTable[Long] = RowTable(OWN_WIDTH, name="名簿", key=lambda row: row.number)
    qtbot.addWidget(table)
    table.resize(320, 200)
    table.show()
    return table


def test_a_width_of_its_own_never_cuts_a_heading(own_width: RowTable[Long]) -> None:
    head = QFontMetrics(current_theme().font(bold=True)).horizontalAdvance(HEADING)
    assert own_width.columnWidth(1) > head


def test_where_nothing_stretches_the_last_column_shown_takes_the_room_left(
    own_width: RowTable[Long],
) -> None:
    assert own_width.isColumnHidden(2)
    assert own_width.columnWidth(0) + own_width.columnWidth(1) == own_width.viewport().width()


def test_a_column_left_out_by_the_page_stays_out(table: RowTable[Firm]) -> None:
    table.setColumnHidden(1, True)
    table.resize(900, 400)
    assert table.isColumnHidden(1)
    shown = table.columnWidth(0) + table.columnWidth(2)
    assert table.viewport().width() - 3 <= shown <= table.viewport().width()


def test_no_row_can_be_chosen(table: RowTable[Firm], qtbot: QtBot) -> None:
    table.choose(2)
    with qtbot.assertNotEmitted(table.row_chosen):
        table.choose_none()
        table.replace_rows(FIRMS)
    assert table.chosen is None


def test_rows_grow_with_the_text(table: RowTable[Firm], looks: Looks, qtbot: QtBot) -> None:
    before = table.rowHeight(0)
    assert before >= 36
    looks.choose(Look("ja", "light", 200))
    qtbot.waitUntil(lambda: table.verticalHeader().defaultSectionSize() == current_theme().row_height)
    assert table.rowHeight(0) > before


def test_a_late_row_is_painted_with_its_word_on_its_ground(table: RowTable[Firm]) -> None:
    image = table.viewport().grab().toImage()
    box = table.visualRect(table.rows_model.index(0, 2))
    colours = {image.pixelColor(QPoint(x, box.center().y())).name() for x in range(box.left(), box.right())}
    assert current_theme().colours["danger_ground"] in colours


def test_the_focus_is_painted_round_the_row(table: RowTable[Firm], qtbot: QtBot) -> None:
    table.activateWindow()
    table.choose(2)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    image = table.viewport().grab().toImage()
    box = table.visualRect(table.rows_model.index(1, 0))
    ring = QColor(current_theme().colours["focus"])
    down = [image.pixelColor(QPoint(60, y)) for y in range(box.top(), box.bottom())]
    assert ring in down
    assert QColor("black") in down


def test_a_long_list_opens_sorts_and_narrows_without_a_pause(table: RowTable[Firm]) -> None:
    rows = [Firm(number, f"株式会社{number % 97}", number * 7 % 501) for number in range(2400)]
    began = time.perf_counter()
    table.replace_rows(rows)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.narrow(lambda row: "9" in row.name)
    table.viewport().grab()
    assert time.perf_counter() - began < 0.5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    counts=st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=30),
    order=st.sampled_from(Qt.SortOrder),
)
def test_sorting_loses_and_invents_no_row(counts: list[int | None], order: Qt.SortOrder) -> None:
    model: RowModel[Firm] = RowModel(COLUMNS)
    rows = [Firm(number, "x", count) for number, count in enumerate(counts)]
    model.replace_rows(rows)
    model.sort(1, order)
    assert sorted(row.id for row in model.shown) == [row.id for row in rows]
    known = [row.persons for row in model.shown if row.persons is not None]
    assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
