"""Days as people write them and as the office counts them; every computed day explains itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.calendar import (
    ClosingCalendar,
    ClosingRule,
    DueKind,
    DueRule,
    Shift,
    deadline,
    due_day,
    first_day,
    fiscal_year_of,
    fiscal_years_between,
    last_day,
    month_of,
    months_between,
    months_of,
    next_month,
    parse_day,
    parse_month,
    read_holiday_csv,
    show_day,
    show_dotted,
    show_fiscal_year,
    show_fiscal_year_short,
    show_period,
    show_short,
    show_wareki,
    weekday_word,
)
from oversight.errors import RefusedError
from oversight.words import use_language

CALENDAR = ClosingCalendar()
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2098, 12, 31))
D = dt.date


@pytest.mark.parametrize(
    "text",
    [
        "令和6年4月1日",
        "令和６年４月１日",
        "令和六年四月一日",
        "令和 6 年 4 月 1 日",
        "R6.4.1",
        "r6/4/1",
        "R6-4-1",
        "Ｒ６．４．１",
        "令6.4.1",
        "㋿6年4月1日",
        "2024-04-01",
        "2024/4/1",
        "２０２４/４/１",
        "2024.4.1",
        "2024年4月1日",
        "20240401",
        "令和6年4月1日(月)",
        "令和6年4月1日（月）",
        "令和6年4月1日月曜日",
        "2024-04-01 (Mon)",
    ],
)
def test_the_same_day_is_read_however_it_is_written(text: str) -> None:
    typed = parse_day(text)
    assert typed.day == D(2024, 4, 1)
    assert typed.as_written == text.strip()
    assert typed.warnings == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", D(2019, 5, 1)),
        ("令和元年五月一日", D(2019, 5, 1)),
        ("平成31年4月30日", D(2019, 4, 30)),
        ("昭和64年1月7日", D(1989, 1, 7)),
        ("平成元年1月8日", D(1989, 1, 8)),
        ("大正十五年十二月二十四日", D(1926, 12, 24)),
        ("明治45年7月29日", D(1912, 7, 29)),
        ("令和二〇年十月二十日", D(2038, 10, 20)),
        ("令和4年7月31日(日)", D(2022, 7, 31)),
    ],
)
def test_days_of_all_eras_are_read_to_their_edges(text: str, day: dt.date) -> None:
    typed = parse_day(text)
    assert (typed.day, typed.out_of_era, typed.warnings) == (day, False, ())


def test_a_day_out_of_its_era_is_converted_kept_as_written_and_told() -> None:
    typed = parse_day("平成32年3月31日")
    assert typed.day == D(2020, 3, 31)
    assert typed.as_written == "平成32年3月31日"
    assert typed.out_of_era
    assert "2020-03-31" in typed.warnings[0]


def test_a_weekday_that_does_not_match_is_a_warning_never_mended() -> None:
    typed = parse_day("令和６年６月４日（月）")
    assert typed.day == D(2024, 6, 4)
    assert "火" in typed.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "あした",
        "11/12/2026",
        "令和0年4月1日",
        "2024-02-30",
        "令和6年13月1日",
        "0999-01-01",
        "4月1日",
        "R6.4",
    ],
)
def test_what_is_no_day_is_refused_with_an_example_or_reason(text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse_day(text)
    assert refusal.value.remedy


@pytest.mark.parametrize("text", ["令和6年4月", "R6.4", "2024-04", "2024年4月分", "２０２４/４"])
def test_a_month_is_read(text: str) -> None:
    assert parse_month(text) == D(2024, 4, 1)


@pytest.mark.parametrize("text", ["2024-13", "四月", "令和0年4月"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        parse_month(text)


@given(DAYS)
def test_every_shown_day_reads_back(day: dt.date) -> None:
    for shown in (show_wareki(day), show_wareki(day, weekday=True), day.isoformat()):
        typed = parse_day(shown)
        assert (typed.day, typed.warnings) == (day, ())


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_day(text)
    except RefusedError as refusal:
        assert refusal.sentence  # noqa: PT017 - reading is as good an outcome as refusing


def test_days_are_shown_in_the_language_in_use() -> None:
    day = D(2026, 11, 24)
    assert show_day(day, weekday=True) == "令和8年11月24日(火)"
    assert show_short(day) == "11/24(火)"
    assert show_wareki(D(2019, 5, 1)) == "令和元年5月1日"
    assert show_wareki(D(1700, 1, 1)) == "西暦1700年1月1日"
    assert show_period(D(2024, 4, 1), None) == "令和6年4月1日～"
    assert show_period(None, None) == show_day(None) == show_short(None) == ""
    assert show_fiscal_year(2019) == "令和元年度"
    assert show_fiscal_year_short(2026) == "R8"
    assert show_dotted(day) == "R8.11.24"
    assert show_dotted(D(2019, 4, 1)) == "H31.4.1"
    assert show_dotted(D(1700, 1, 1)) == "1700-01-01"
    assert show_dotted(None) == ""
    use_language("en")
    assert show_dotted(day) == "2026-11-24"
    assert show_day(day, weekday=True) == "24 Nov 2026 (Tue)"
    assert show_day(day) == "24 Nov 2026"
    assert show_fiscal_year(2026) == "FY2026"
    assert weekday_word(day) == "Tue"


def test_the_fiscal_year_runs_from_april_to_march() -> None:
    assert fiscal_year_of(D(2025, 3, 31)) == 2024
    assert fiscal_year_of(D(2025, 4, 1)) == 2025
    assert (first_day(2024), last_day(2024)) == (D(2024, 4, 1), D(2025, 3, 31))
    assert months_of(2024)[0] == D(2024, 4, 1)
    assert months_of(2024)[-1] == D(2025, 3, 1)
    assert fiscal_years_between(D(2023, 4, 1), D(2026, 3, 31)) == (2023, 2024, 2025)


@given(DAYS)
def test_a_day_lies_within_its_fiscal_year(day: dt.date) -> None:
    year = fiscal_year_of(day)
    assert first_day(year) <= day <= last_day(year)
    assert day.replace(day=1) in months_of(year)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (D(2026, 11, 24), None),
        (D(2026, 11, 23), "勤労感謝の日"),
        (D(2026, 11, 21), "土曜日"),
        (D(2026, 11, 22), "日曜日"),
        (D(2026, 12, 29), "年末年始"),
        (D(2027, 1, 3), "年末年始"),
        (D(2026, 9, 22), "国民の休日"),
    ],
)
def test_a_closed_day_says_why(day: dt.date, reason: str | None) -> None:
    assert CALENDAR.reason_closed(day) == reason


def test_closing_rules_are_dated_and_may_be_the_citys_own() -> None:
    otaru = ClosingCalendar(
        rules=(
            ClosingRule((12, 31), (1, 5), valid_until=D(2006, 12, 30)),
            ClosingRule(valid_from=D(2006, 12, 31)),
            ClosingRule((8, 13), (8, 15), word="夏季休館"),
        ),
        extra={D(2026, 6, 1): "開庁記念日"},
    )
    assert not otaru.is_open(D(2006, 1, 5))
    assert otaru.is_open(D(2007, 1, 5))
    assert otaru.reason_closed(D(2026, 8, 14)) == "夏季休館"
    assert otaru.reason_closed(D(2026, 6, 1)) == "開庁記念日"


def test_the_cabinet_offices_table_replaces_the_years_it_names() -> None:
    csv = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/6/3,試しの日\r\n".encode("cp932")
    calendar = ClosingCalendar(holidays=read_holiday_csv(csv))
    assert calendar.reason_closed(D(2026, 6, 3)) == "試しの日"
    assert calendar.is_open(D(2026, 11, 23))
    assert not calendar.is_open(D(2027, 11, 23))


@pytest.mark.parametrize("content", [b"\xff\xfe", "a\r\nb".encode("cp932"), "a\r\n2026/6/3".encode("cp932")])
def test_another_file_is_no_table_of_holidays(content: bytes) -> None:
    with pytest.raises(RefusedError):
        read_holiday_csv(content)


@pytest.mark.parametrize(
    ("month", "day", "explanation"),
    [
        (D(2024, 7, 1), D(2024, 8, 13), "8/10(土) → 8/11 山の日 → 8/12 山の日 振替休日 → 8/13(火)"),
        (D(2024, 10, 1), D(2024, 11, 11), "11/10(日) → 11/11(月)"),
        (D(2026, 9, 1), D(2026, 10, 13), "10/10(土) → 10/11 日曜日 → 10/12 スポーツの日 → 10/13(火)"),
        (D(2026, 3, 1), D(2026, 4, 10), "4/10(金)"),
        (D(2025, 3, 31), D(2025, 4, 10), "4/10(木)"),
    ],
)
def test_the_worked_examples_fall_due_as_written_down(month: dt.date, day: dt.date, explanation: str) -> None:
    computed = due_day(DueRule(), month, CALENDAR)
    assert (computed.day, computed.explanation) == (day, explanation)


def test_a_closed_weekday_says_its_reason_at_once() -> None:
    rule = DueRule(number=29)
    assert due_day(rule, D(2024, 3, 1), CALENDAR).explanation == "4/29(月) 昭和の日 → 4/30(火)"


def test_each_rule_finds_its_day() -> None:
    business = DueRule(DueKind.NEXT_MONTH_BUSINESS_DAY, 5)
    assert due_day(business, D(2024, 4, 1), CALENDAR).day == D(2024, 5, 9)
    end = DueRule(DueKind.END_OF_NEXT_MONTH, shift=Shift.NONE)
    assert due_day(end, D(2024, 1, 1), CALENDAR).day == D(2024, 2, 29)
    assert due_day(DueRule(number=31, shift=Shift.NONE), D(2024, 1, 15), CALENDAR).day == D(2024, 2, 29)
    fixed = DueRule(DueKind.FIXED_DAY, shift=Shift.EARLIER, day=D(2024, 8, 12))
    assert due_day(fixed, D(2024, 1, 1), CALENDAR).day == D(2024, 8, 9)
    assert CALENDAR.previous_open(D(2024, 8, 12)) == D(2024, 8, 9)


RULES = st.builds(
    DueRule, st.sampled_from(DueKind), st.integers(1, 31), st.sampled_from(Shift), st.none() | DAYS
)


@given(RULES)
def test_a_rule_survives_being_kept(rule: DueRule) -> None:
    assert DueRule.read(rule.document()) == rule


@pytest.mark.parametrize(
    "document",
    [{}, {"kind": "whenever"}, {"number": 0}, {"number": "x"}, {"number": None}, {"shift": 3}, {"day": "?"}],
)
def test_a_rule_not_understood_is_the_tenth_of_the_next_month(document: dict[str, object]) -> None:
    assert DueRule.read(document) == DueRule()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (DueRule(), "翌月10日（閉庁日なら次の開庁日）"),
        (DueRule(DueKind.NEXT_MONTH_BUSINESS_DAY, 5), "翌月の第5開庁日"),
        (DueRule(DueKind.END_OF_NEXT_MONTH, shift=Shift.EARLIER), "翌月末日（閉庁日なら前の開庁日）"),
        (DueRule(DueKind.FIXED_DAY, shift=Shift.NONE, day=D(2024, 8, 12)), "指定日 令和6年8月12日"),
    ],
)
def test_a_rule_is_told_in_the_office_s_words(rule: DueRule, words: str) -> None:
    assert rule.words == words


@given(DAYS, st.integers(0, 1500))
def test_the_months_of_a_period_are_those_of_its_days(start: dt.date, days: int) -> None:
    end = start + dt.timedelta(days=days)
    seen = {month_of(start + dt.timedelta(days=at)) for at in range(days + 1)}
    assert months_between(start, end) == tuple(sorted(seen))


def test_december_is_followed_by_january() -> None:
    assert next_month(D(2026, 12, 31)) == D(2027, 1, 1)


@given(st.dates(D(2019, 1, 1), D(2035, 12, 1)), st.integers(1, 31), st.sampled_from(Shift))
def test_a_shifted_due_day_is_open_and_moves_only_its_own_way(
    month: dt.date, number: int, shift: Shift
) -> None:
    nominal = due_day(DueRule(number=number, shift=Shift.NONE), month, CALENDAR).day
    computed = due_day(DueRule(number=number, shift=shift), month, CALENDAR)
    assert computed.explanation.endswith(show_short(computed.day))
    if shift is Shift.LATER:
        assert computed.day >= nominal
    if shift is Shift.EARLIER:
        assert computed.day <= nominal
    if shift is not Shift.NONE:
        assert CALENDAR.is_open(computed.day)


@pytest.mark.parametrize(
    ("known", "days", "day"),
    [
        (D(2024, 6, 4), 30, D(2024, 7, 3)),
        (D(2024, 6, 4), 60, D(2024, 8, 2)),
        (D(2024, 12, 2), 30, D(2025, 1, 6)),
        (D(2025, 4, 4), 30, D(2025, 5, 7)),
    ],
)
def test_the_leak_clock_counts_the_day_known_as_day_one(known: dt.date, days: int, day: dt.date) -> None:
    assert deadline(known, days, first_day_counts=True, calendar=CALENDAR).day == day


def test_other_terms_do_not_count_the_first_day() -> None:
    term = deadline(D(2026, 11, 24), 7, first_day_counts=False, calendar=CALENDAR)
    assert term.day == D(2026, 12, 1)
