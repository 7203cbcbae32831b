from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from oversight.desk import Desk
from oversight.office import Office
from oversight.register import SubcontractState, WorkerState
from tests.factories import make_contract, make_contractor
from tests.ui.register.hands import CTRL, Hands
from ui.notices import ConfirmDialog
from ui.register.contract_detail import Wish
from ui.register.contractor_sheet import ContractorSheet
from ui.register.deed_dialog import DeedDialog
from ui.register.roster_many import lines_of, wrong_lines
from ui.register.roster_sheet import RosterSheet
from ui.register.tier_deeds import TierWish
from ui.register.tiers_sheet import TiersSheet


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    make_contractor(desk, "有限会社ひばり印刷")
    return make_contract(desk)


def open_on(hands: Hands, contract_id: UUID, wish: Wish) -> None:
    page = hands.contracts()
    page.table.choose(contract_id)
    hands.rest()
    assert page.pane is not None
    page.pane.wished.emit(wish)
    hands.rest()


def test_a_tier_is_applied_for_and_permitted_as_the_city(
    hands: Hands, office: Office, contract_id: UUID
) -> None:
    open_on(hands, contract_id, Wish.TIERS)
    sheet = hands.sheet(TiersSheet)
    hands.fill(sheet.contractor_field, "ひばり")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    (node,) = office.subcontracts.list_tree(contract_id)
    assert node.state is SubcontractState.APPLIED
    sheet.table.choose(node.id)
    sheet.wishes[TierWish.PERMIT].click()
    (dialog,) = sheet.findChildren(DeedDialog)
    dialog.submit()
    hands.rest()
    (node,) = office.subcontracts.list_tree(contract_id)
    assert (node.state, node.permitted_on) == (SubcontractState.PERMITTED, dt.date(2026, 11, 24))
    assert sheet.wishes[TierWish.PERMIT].isHidden()


def test_workers_are_entered_one_after_another(hands: Hands, office: Office, contract_id: UUID) -> None:
    open_on(hands, contract_id, Wish.ROSTER)
    sheet = hands.sheet(RosterSheet)
    for name in ("伊藤 直樹", "柏木 美咲"):
        hands.fill(sheet.form.fields["name"], name)
        hands.press(Qt.Key.Key_S, CTRL)
        hands.rest()
        assert sheet.row is None
        assert sheet.form.fields["name"].value() == ""
    assert {row.draft.name for row in office.workers.list_workers(contract_id)} == {"伊藤 直樹", "柏木 美咲"}


def test_another_line_is_not_entered_over_what_was_typed(
    hands: Hands, office: Office, contract_id: UUID
) -> None:
    open_on(hands, contract_id, Wish.ROSTER)
    sheet = hands.sheet(RosterSheet)
    hands.fill(sheet.form.fields["name"], "伊藤 直樹")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    hands.fill(sheet.form.fields["name"], "書きかけ")
    sheet.table.choose_first()
    (question,) = sheet.findChildren(ConfirmDialog)
    question.reject()
    assert sheet.form.fields["name"].value() == "書きかけ"
    sheet.form.fill({})


def test_a_leaver_is_struck_off(hands: Hands, office: Office, contract_id: UUID) -> None:
    open_on(hands, contract_id, Wish.ROSTER)
    sheet = hands.sheet(RosterSheet)
    hands.fill(sheet.form.fields["name"], "伊藤 直樹")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    sheet.table.choose_first()
    sheet.strike_button.click()
    (dialog,) = sheet.findChildren(DeedDialog)
    dialog.submit()
    hands.rest()
    (row,) = office.workers.list_workers(contract_id)
    assert (row.draft.state, row.draft.ends_on) == (WorkerState.STRUCK, dt.date(2026, 11, 24))


def test_pasted_lines_name_workers_and_the_wrong_one_is_told() -> None:
    lines = lines_of("福井 太郎\tフクイ タロウ\t\tR8.4.1\n舘 花子、タテ ハナコ")
    assert [(line.name, line.oath) for line in lines] == [("福井 太郎", "R8.4.1"), ("舘 花子", "")]
    assert wrong_lines("福井 太郎\n舘 花子、、、いつか") == "2行目「いつか」: 日付として読めません。"
    assert "1行目に氏名" in wrong_lines("、フクイ")


def test_a_corporate_number_is_checked_while_it_is_typed(hands: Hands, office: Office) -> None:
    hands.contractors()
    hands.press(Qt.Key.Key_N, CTRL)
    sheet = hands.sheet(ContractorSheet)
    field = sheet.number_field
    hands.fill(field, "７０００-０１２０-５０００２")
    assert "7-0000-1205-0002" in field._hint.text()
    hands.fill(field, "7000012050003")
    assert "検査数字" in field._hint.text()
    hands.fill(sheet.form.fields["name"], "国税庁")
    hands.press(Qt.Key.Key_S, CTRL)
    assert "検査数字" in field.error
    hands.fill(field, "7000012050002")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    assert [row.corporate_number for row in office.contractors.list_contractors()] == ["7000012050002"]
