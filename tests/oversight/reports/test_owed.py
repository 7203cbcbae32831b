"""Which months owe a report and by when: rules over many years, the worked examples, real contracts."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.calendar import ClosingCalendar, DueKind, DueRule, Shift, month_of, months_of, next_month
from oversight.reports.owed import Difference, DueDays, Term, differences, months_owed

D = dt.date
CALENDAR = ClosingCalendar()
DAYS = st.dates(D(2015, 1, 1), D(2040, 12, 31))
TERMS = st.lists(
    st.builds(
        lambda start, length: Term(start, start + dt.timedelta(days=length)), DAYS, st.integers(0, 900)
    ),
    max_size=4,
)


@given(TERMS)
def test_a_month_is_owed_exactly_when_a_day_of_service_falls_in_it(terms: list[Term]) -> None:
    expected = {
        month_of(term.starts_on + dt.timedelta(days=at))
        for term in terms
        for at in range((term.ends_on - term.starts_on).days + 1)
    }
    assert months_owed(terms) == tuple(sorted(expected))


@given(st.lists(st.tuples(DAYS, DAYS)), st.lists(st.tuples(DAYS, DAYS)))
def test_applying_the_differences_turns_one_set_of_owed_months_into_the_other(
    before: list[tuple[D, D]], after: list[tuple[D, D]]
) -> None:
    old, new = dict(before), dict(after)
    turned = dict(old)
    for change in differences(old, new):
        assert change.before == old.get(change.month)
        if change.kind is Difference.REMOVED:
            del turned[change.month]
        else:
            assert change.after is not None
            turned[change.month] = change.after
    assert turned == new
    assert differences(new, new) == ()


@given(st.sampled_from(list(DueKind)[:3]), st.integers(1, 31), st.sampled_from(Shift), DAYS)
def test_every_rule_but_the_fixed_day_falls_due_after_its_month_and_in_order(
    kind: DueKind, number: int, shift: Shift, month: D
) -> None:
    days = DueDays(CALENDAR)
    number = min(number, 15) if kind is DueKind.NEXT_MONTH_BUSINESS_DAY else number
    rule = DueRule(kind, number, shift)
    this, following = days.of(rule, month), days.of(rule, next_month(month))
    assert this.day < following.day
    if shift is not Shift.EARLIER or number > 10:  # the office was closed for ten days in May 2019
        assert this.day >= next_month(month)
    assert days.of(rule, month) is this


def test_a_contract_with_a_preparation_and_three_years_of_service_owes_36_reports() -> None:
    months = months_owed([Term(D(2023, 4, 1), D(2026, 3, 31))])
    assert (len(months), months[0], months[-1]) == (36, D(2023, 4, 1), D(2026, 3, 1))
    assert DueDays(CALENDAR).of(DueRule(), months[-1]).day == D(2026, 4, 10)


def test_the_report_of_a_month_that_ends_early_falls_due_in_the_next_fiscal_year() -> None:
    months = months_owed([Term(D(2024, 6, 20), D(2025, 3, 14))])
    assert (months[0], months[-1]) == (D(2024, 6, 1), D(2025, 3, 1))
    assert DueDays(CALENDAR).of(DueRule(), months[-1]).day == D(2025, 4, 10)


@pytest.mark.parametrize(
    ("month", "day", "told"),
    [
        (D(2024, 7, 1), D(2024, 8, 13), "8/10(土) → 8/11 山の日 → 8/12 山の日 振替休日 → 8/13(火)"),
        (D(2024, 10, 1), D(2024, 11, 11), "11/10(日) → 11/11(月)"),
        (D(2026, 9, 1), D(2026, 10, 13), "10/10(土) → 10/11 日曜日 → 10/12 スポーツの日 → 10/13(火)"),
    ],
)
def test_a_shifted_day_tells_its_way_in_one_line(month: D, day: D, told: str) -> None:
    computed = DueDays(CALENDAR).of(DueRule(), month)
    assert (computed.day, computed.explanation) == (day, told)


def golden() -> list[tuple[DueRule, D, D]]:
    """Return (rule, month, due day) of ten fiscal years, reckoned by another program from another table."""
    found: list[tuple[DueRule, D, D]] = []
    path = Path(__file__).parents[2] / "golden" / "due_days.csv"
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        rule = DueRule(DueKind(row["kind"]), int(row["number"]), Shift(row["shift"]))
        months = months_of(int(row["fiscal_year"]))
        found += [(rule, month, D.fromisoformat(row[f"{month.month:02}"])) for month in months]
    return found


def test_ten_fiscal_years_under_all_rules_are_as_in_the_golden_table() -> None:
    days = DueDays(CALENDAR)
    table = golden()
    wrong = [(rule, month, day) for rule, month, day in table if days.of(rule, month).day != day]
    assert wrong == []
    assert len(table) == 25 * 10 * 12
