from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.office import Office
from oversight.register import (
    ContractKind,
    ContractState,
    PeriodKind,
    PlaceDraft,
    SystemDraft,
)
from tests.oversight.register.entries import contract_draft, row_id_of
from tests.ui.register.hands import CTRL, Hands
from ui.notices import ConfirmDialog
from ui.register.contract_detail import Wish
from ui.register.contract_sheet import ContractSheet
from ui.register.new_contractor import NewContractorDialog
from ui.widgets.date_field import DateField

pytestmark = pytest.mark.usefixtures("contractor_id", "section_id")


def begin(hands: Hands) -> ContractSheet:
    hands.contracts()
    hands.press(Qt.Key.Key_N, CTRL)
    return hands.sheet(ContractSheet)


def fill_first_look(hands: Hands, sheet: ContractSheet, number: str = "吹高-77") -> None:
    fields = sheet.form.fields
    hands.fill(fields["number"], number)
    hands.fill(fields["title"], "介護保険認定調査等業務委託")
    hands.fill(fields["contractor_id"], "たかさき")
    hands.press(Qt.Key.Key_Return)
    hands.fill(fields["department_id"], "高齢")
    hands.press(Qt.Key.Key_Return)


def test_the_suita_contract_is_entered_by_keyboard_alone(
    hands: Hands, office: Office, contractor_id: UUID, section_id: UUID
) -> None:
    sheet = begin(hands)
    fields = sheet.form.fields
    fill_first_look(hands, sheet)
    hands.choose(fields["kind"], ContractKind.LONG_TERM)
    hands.choose(fields["state"], ContractState.IN_SERVICE)
    hands.fill(fields["service_from"], "令和5年4月1日(土)")
    hands.fill(fields["service_until"], "R8.3.31")
    hands.choose(fields["handles_specific"], True)
    terms, handling, _reports, _papers = sheet.folds
    hands.push(terms.heading)
    hands.fill(fields["preparation_from"], "２０２２/８/３１")
    hands.fill(fields["preparation_until"], "令和5年3月31日")
    hands.fill(fields["signed_on"], "令和4年8月31日")
    hands.fill(fields["hours"], "平日 9:00～17:30")
    hands.push(handling.heading)
    hands.fill(fields["personal_data_items"], "氏名、住所、心身の状況")
    hands.fill(fields["persons_count"], "１２，０００")
    hands.fill(fields["places"], "調査センター／吹田市泉町1-3-40／2階 作業室（撮影禁止）")
    hands.fill(fields["systems"], "介護保険システム（基幹系）\n基幹系端末の貸出簿")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    (row,) = office.contracts.list_contracts()
    draft = office.contracts.get_contract(row.id).draft
    assert (draft.number, draft.contractor_id, draft.department_id) == ("吹高-77", contractor_id, section_id)
    assert (draft.kind, draft.state) == (ContractKind.LONG_TERM, ContractState.IN_SERVICE)
    assert draft.handles_specific
    assert [(each.kind, each.starts_on, each.ends_on) for each in draft.periods] == [
        (PeriodKind.PREPARATION, dt.date(2022, 8, 31), dt.date(2023, 3, 31)),
        (PeriodKind.SERVICE, dt.date(2023, 4, 1), dt.date(2026, 3, 31)),
    ]
    assert draft.periods[0].starts_as_written == "２０２２/８/３１"
    hours = {(each.weekday, each.opens, each.closes) for each in draft.hours}
    assert hours == {(day, dt.time(9), dt.time(17, 30)) for day in range(5)}
    assert draft.personal_data_items == ("氏名", "住所", "心身の状況")
    assert draft.persons_count == 12_000
    assert [replace(place, id=None) for place in draft.places] == [
        PlaceDraft("調査センター", "吹田市泉町1-3-40", "2階 作業室", photography_forbidden=True)
    ]
    assert [replace(system, id=None) for system in draft.systems] == [
        SystemDraft("介護保険システム", is_core=True),
        SystemDraft("基幹系端末の貸出簿"),
    ]
    page = hands.contracts()
    assert page.table.chosen is not None
    assert page.table.chosen.number == "吹高-77"
    assert page.pane is not None


def test_a_day_outside_its_era_is_warned_of_and_kept_as_written(hands: Hands, office: Office) -> None:
    sheet = begin(hands)
    fill_first_look(hands, sheet, "常陸-1")
    hands.fill(sheet.form.fields["service_from"], "平成29年4月1日(火)")
    hands.fill(sheet.form.fields["service_until"], "平成32年3月31日")
    hands.qtbot.waitUntil(lambda: len(sheet.side.remarks) > 0, timeout=3000)
    told = "".join(sheet.side.remarks)
    assert "曜日が合いません" in told
    assert "その元号にない日です" in told
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    (row,) = office.contracts.list_contracts()
    (period,) = office.contracts.get_contract(row.id).draft.periods
    assert (period.ends_on, period.ends_as_written) == (dt.date(2020, 3, 31), "平成32年3月31日")
    hands.contracts().edit()
    again = hands.sheet(ContractSheet)
    until = again.form.fields["service_until"]
    assert isinstance(until, DateField)
    assert until.typed == "平成32年3月31日"
    assert not again.is_changed
    again.leave()


def test_a_refusal_stands_at_its_field(hands: Hands, office: Office, desk: Desk) -> None:
    office.contracts.add_contract(contract_draft(desk, "R5-100"))
    sheet = begin(hands)
    fill_first_look(hands, sheet, "R5-100")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    number = sheet.form.fields["number"]
    assert "同じ契約番号" in number.error
    assert number.control.hasFocus()
    hands.fill(number, "R5-101")
    hands.choose(sheet.form.fields["state"], ContractState.IN_SERVICE)
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    assert "履行期間" in sheet.form.fields["service_from"].error
    hands.fill(sheet.form.fields["service_from"], "R5.4.1")
    hands.press(Qt.Key.Key_S, CTRL)
    assert "両方" in sheet.form.fields["service_until"].error
    hands.fill(sheet.form.fields["service_until"], "R4.4.1")
    hands.press(Qt.Key.Key_S, CTRL)
    assert "始まりより前" in sheet.form.fields["service_until"].error


def test_an_individual_number_is_refused_at_its_field_and_declared_with_a_reason(
    hands: Hands, office: Office
) -> None:
    sheet = begin(hands)
    fill_first_look(hands, sheet)
    remarks = sheet.form.fields["remarks"]
    hands.push(sheet.folds[3].heading)
    hands.fill(remarks, "受付 123456789018")
    hands.press(Qt.Key.Key_S, CTRL)
    assert "4文字目" in remarks.error
    assert "123456789018" not in remarks.error
    assert not sheet.override_panel.isHidden()
    assert office.contracts.list_contracts() == ()
    hands.push(sheet.override_panel.declare_button)
    assert sheet.override_panel.reason_field.error
    hands.fill(sheet.override_panel.reason_field, "受付簿の通し番号")
    hands.push(sheet.override_panel.declare_button)
    hands.rest()
    (row,) = office.contracts.list_contracts()
    assert office.contracts.get_contract(row.id).draft.remarks == "受付 123456789018"
    entries = office.journal.list_entries(limit=20)
    assert any("受付簿の通し番号" in entry.reason for entry in entries)
    assert not any("123456789018" in str(entry) for entry in entries)


def test_a_new_contractor_is_registered_where_it_is_missing(hands: Hands, office: Office) -> None:
    sheet = begin(hands)
    hands.fill(sheet.contractor_field, "有限会社ひばり印刷")
    hands.push(sheet.contractor_field.add_button)
    (dialog,) = sheet.findChildren(NewContractorDialog)
    assert dialog.form.fields["name"].value() == "有限会社ひばり印刷"
    dialog.form.fields["kana"].set_value("ひばりいんさつ")
    dialog.submit()
    hands.rest()
    assert {row.name for row in office.contractors.list_contractors()} >= {"有限会社ひばり印刷"}
    assert sheet.contractor_field.typed == "有限会社ひばり印刷"
    assert sheet.contractor_field.value() is not None


def test_what_was_typed_is_not_lost_without_a_question(hands: Hands, qtbot: QtBot) -> None:
    sheet = begin(hands)
    hands.fill(sheet.form.fields["title"], "書きかけ")
    assert hands.contracts().has_unsaved()
    hands.press(Qt.Key.Key_Escape)
    (question,) = sheet.findChildren(ConfirmDialog)
    question.reject()
    assert sheet.form.fields["title"].value() == "書きかけ"
    sheet.leave()
    question = sheet.findChildren(ConfirmDialog)[-1]
    question.accept()
    hands.rest()
    assert hands.window.layers.currentWidget() is hands.window.desk
    assert not hands.contracts().has_unsaved()


@pytest.mark.parametrize("leaving", ["Key_Escape", "Key_S"])
def test_leaving_the_sheet_leads_back_to_the_page_not_to_the_lock(hands: Hands, leaving: str) -> None:
    page = hands.contracts()
    sheet = begin(hands)
    if leaving == "Key_S":
        fill_first_look(hands, sheet)
    hands.press(Qt.Key[leaving], CTRL if leaving == "Key_S" else Qt.KeyboardModifier.NoModifier)
    hands.rest()
    assert hands.window.layers.currentWidget() is hands.window.desk
    focused = QApplication.focusWidget()
    assert focused is page or (focused is not None and page.isAncestorOf(focused))


def test_an_amendment_shows_before_and_after_and_is_kept(hands: Hands, office: Office, desk: Desk) -> None:
    row_id = row_id_of(office.contracts.add_contract(contract_draft(desk, "R5-100", persons_count=800)))
    page = hands.contracts()
    page.table.choose(row_id)
    hands.rest()
    assert page.pane is not None
    page.pane.wished.emit(Wish.AMEND)
    sheet = hands.sheet(ContractSheet)
    fields = sheet.form.fields
    hands.fill(fields["amended_on"], "R6.4.1")
    hands.fill(fields["reason"], "対象の拡大")
    sheet.folds[1].unfold(True)
    hands.fill(fields["persons_count"], "1200")
    hands.qtbot.waitUntil(lambda: len(sheet.side.changes) == 1, timeout=3000)
    (change,) = sheet.side.changes
    assert (change.before, change.after) == ("800", "1,200")
    assert "1項目" in sheet.save_button.text()
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    (kept,) = office.contracts.list_amended_fields(row_id)[1]
    assert (kept.before, kept.after) == ("800", "1,200")
