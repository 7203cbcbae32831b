from __future__ import annotations

import gc
import time
import weakref
from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.office import Office
from oversight.register import HoursDraft
from tests.factories import make_contract, make_contractor
from tests.ui.register.hands import CTRL, Hands
from ui.register.contract_columns import Show
from ui.register.contract_sheet import ContractSheet
from ui.register.contracts_page import Listed
from ui.register.hours import hours_of_line, lines_of_hours
from ui.rooms import OpenRows


@pytest.mark.parametrize("typed", ["高橋", "ﾀｶﾊｼ", "たかはし", "R8-002", "㈱高橋"])
def test_a_contract_is_found_by_any_spelling(typed: str, hands: Hands, office: Office, desk: Desk) -> None:
    make_contract(desk, number="R8-001")
    contractor = make_contractor(desk, "株式会社髙橋データ", kana="タカハシデータ")
    row_id = make_contract(desk, number="R8-002", contractor_id=contractor)
    detail = office.contracts.get_contract(row_id)
    office.contracts.change_contract(row_id, detail.draft)
    page = hands.contracts()
    hands.press(Qt.Key.Key_F, CTRL)
    page.search.setFocus()
    hands.commit(typed)
    hands.qtbot.waitUntil(lambda: len(page.table.rows_model.shown) == 1, timeout=3000)
    assert page.table.rows_model.shown[0].number == "R8-002"


def test_an_empty_list_and_an_empty_search_say_what_to_do(hands: Hands, desk: Desk) -> None:
    page = hands.contracts()
    assert page.body.currentWidget() is page.empty
    make_contract(desk)
    page.on_show()
    hands.rest()
    assert page.body.currentWidget() is page.table
    page.search.setText("どこにもない")
    hands.qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty, timeout=3000)


def test_rows_another_page_asks_for_come_before_the_chips(hands: Hands, desk: Desk) -> None:
    make_contract(desk, number="R8-001")
    wanted = make_contract(desk, number="R8-002")
    page = hands.contracts()
    page.on_open(OpenRows(frozenset({wanted}), "今年度 未実施"))
    assert [row.id for row in page.table.rows_model.shown] == [wanted]
    page.only_chip.click()
    assert len(page.table.rows_model.shown) == 2


def test_2400_contracts_are_shown_and_narrowed_without_a_pause(
    hands: Hands, office: Office, desk: Desk
) -> None:
    make_contract(desk)
    page = hands.contracts()
    (row,) = page.table.rows_model.rows
    rows = tuple(replace(row, id=uuid4(), number=f"R8-{at:04}") for at in range(2400))
    began = time.perf_counter()
    page._show(Listed(rows, None))
    page.table.viewport().grab()
    shown = time.perf_counter() - began
    began = time.perf_counter()
    page._search("髙﨑 運営")
    page.chips.choose(Show.NOT_INSPECTED)
    page.table.viewport().grab()
    narrowed = time.perf_counter() - began
    assert len(page.table.rows_model.rows) == 2400
    assert shown < 1
    assert narrowed < 1


def test_a_closed_sheet_is_freed(hands: Hands, qtbot: QtBot) -> None:
    hands.contracts()
    hands.press(Qt.Key.Key_N, CTRL)
    sheet = hands.sheet(ContractSheet)
    gone: list[bool] = []
    sheet.destroyed.connect(lambda: gone.append(True))
    ghost: weakref.ref[QWidget] = weakref.ref(sheet)
    sheet.leave()
    del sheet
    qtbot.waitUntil(lambda: bool(gone), timeout=5000)

    def is_freed() -> bool:
        gc.collect()
        return ghost() is None

    qtbot.waitUntil(is_freed, timeout=8000)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("月-金 9:00-17:30", "月-金 9:00-17:30"),
        ("平日　９：００～１７：３０", "月-金 9:00-17:30"),
        ("月曜日から金曜日 午前9時から午後5時30分まで", "月-金 9:00-17:30"),
        ("毎日 24時間", "月-日 24時間"),
        ("月・水・金 9時半-正午", "月・水・金 9:30-12:00"),
        ("Mon-Fri 9:00-17:30", "月-金 9:00-17:30"),
    ],
)
def test_hours_are_read_as_people_write_them(line: str, read: str) -> None:
    spans = hours_of_line(line)
    assert spans is not None
    drafts = [HoursDraft(day, *span) for day, span in spans.items()]
    assert lines_of_hours(drafts) == [read]
    assert hours_of_line(read) == spans


@pytest.mark.parametrize("line", ["月", "9:00-17:00", "月-金 25:00-26:00", "月-金 9:00-12:00 13:00-17:00"])
def test_what_names_no_hours_is_not_guessed(line: str) -> None:
    assert hours_of_line(line) is None
