"""The due rule and further periods of a contract are entered, read back, kept, and told before saving."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from oversight.calendar import DueKind, DueRule, Shift
from oversight.office import Office
from oversight.register import PeriodDraft, PeriodKind
from oversight.words import use_language
from tests.factories import make_contract
from tests.ui.register.hands import CTRL, Hands
from ui.register.contract_sheet import ContractSheet
from ui.register.periods_field import PeriodsField
from ui.register.report_terms import report_document, report_values

D = dt.date


def open_sheet(hands: Hands) -> ContractSheet:
    page = hands.contracts()
    page.table.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_F2)
    return hands.sheet(ContractSheet)


def test_a_due_rule_is_chosen_told_before_saving_and_kept(hands: Hands, office: Office) -> None:
    contract_id = make_contract(office.desk, number="R8-500")
    sheet = open_sheet(hands)
    fold = next(part for part in sheet.folds if part.heading.text() == "月次報告の期日")
    hands.push(fold.heading)
    hands.choose(sheet.form.fields["report_kind"], DueKind.END_OF_NEXT_MONTH)
    assert not sheet.form.fields["report_number"].isVisible()
    hands.choose(sheet.form.fields["report_shift"], Shift.EARLIER)
    hands.qtbot.wait(500)
    hands.rest()
    (told,) = [each for each in sheet.side.remarks if each.startswith("月次報告")]
    assert (
        told
        == "月次報告: 2026年4月分～2027年3月分（12か月）の期限が変わります。受け取り済みの月は変わりません。"
    )
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    rule = DueRule.read(office.contracts.get_contract(contract_id).draft.report_due_rule)
    assert rule == DueRule(DueKind.END_OF_NEXT_MONTH, 10, Shift.EARLIER)
    assert office.reports.list_months(contract_id)[0].due_on == D(2026, 5, 29)


def test_a_second_period_is_typed_read_back_and_kept_as_written(hands: Hands, office: Office) -> None:
    contract_id = make_contract(office.desk, number="R8-501")
    sheet = open_sheet(hands)
    hands.push(sheet.folds[0].heading)
    field = sheet.form.fields["more_periods"]
    assert isinstance(field, PeriodsField)
    hands.fill(field, "履行 R9.6.1～R9.8.31")
    assert field.understood == "履行期間 令和9年6月1日～令和9年8月31日"
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    periods = office.contracts.get_contract(contract_id).draft.periods
    assert [(each.starts_on, each.starts_as_written) for each in periods] == [
        (D(2026, 4, 1), ""),
        (D(2027, 6, 1), "R9.6.1"),
    ]
    assert len(office.reports.list_months(contract_id)) == 15
    again = open_sheet(hands)
    assert again.form.values()["more_periods"] == periods[1:]
    assert not again.is_changed


@pytest.mark.parametrize("language", ["ja", "en"])
def test_periods_read_back_what_they_show(qtbot: QtBot, language: str) -> None:
    use_language(language)
    field = PeriodsField("more_periods", "ほかの期間")
    qtbot.addWidget(field)
    periods = (
        PeriodDraft(PeriodKind.PREPARATION, D(2026, 4, 1), D(2026, 5, 31)),
        PeriodDraft(PeriodKind.SERVICE, D(2019, 4, 1), D(2020, 3, 31), "平成31年4月1日", "平成32年3月31日"),
    )
    read = field.parse("\n".join(field.lines_of(periods)))
    assert [(each.kind, each.starts_on, each.ends_on) for each in read] == [
        (each.kind, each.starts_on, each.ends_on) for each in periods
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("いつか", "読めません"), ("履行 R9.6.1", "読めません"), ("R9.8.31～R9.6.1", "終わりが始まりより前")],
)
def test_a_line_that_is_no_period_says_so(qtbot: QtBot, line: str, complaint: str) -> None:
    field = PeriodsField("more_periods", "ほかの期間")
    qtbot.addWidget(field)
    field.lines.setPlainText(line)
    assert complaint in field.wrong()


def test_a_rule_that_says_the_same_stays_as_it_was_kept() -> None:
    assert report_document(report_values({}), {}) == {}
    changed = report_document({**report_values({}), "report_preparation": True}, {})
    assert changed["preparation"] is True
    assert report_values(changed) == {**report_values({}), "report_preparation": True}
