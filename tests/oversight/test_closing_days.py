"""Closing days as settings keep them: dated, named, readable or refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oversight.calendar import ClosingCalendar
from oversight.closing_days import DEFAULT_RULES, ClosingDays, wrong_with
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.settings import OfficeSettings, SettingsService

D = dt.date


def test_an_office_starts_with_the_closing_days_of_the_product() -> None:
    assert OfficeSettings().closing_days.calendar() == ClosingCalendar()


def test_a_rule_holds_from_and_until_its_days() -> None:
    until_2006 = {
        "first": "12-31",
        "last": "01-05",
        "word": "年末年始（旧）",
        "from": "",
        "until": "2006-03-31",
    }
    since = {**DEFAULT_RULES[0], "from": "2006-04-01"}
    calendar = ClosingDays((until_2006, since), {}, {}).calendar()
    assert calendar.reason_closed(D(2006, 1, 4)) == "年末年始（旧）"
    assert calendar.reason_closed(D(2005, 12, 30)) is None
    assert calendar.reason_closed(D(2007, 1, 4)) is None
    assert calendar.reason_closed(D(2006, 12, 29)) == "年末年始"


def test_an_own_table_of_holidays_replaces_the_years_it_names() -> None:
    calendar = ClosingDays(
        DEFAULT_RULES, {"2027-06-01": "開市記念日"}, {"2027-05-06": "国民の休日"}
    ).calendar()
    assert calendar.reason_closed(D(2027, 5, 6)) == "国民の休日"
    assert calendar.reason_closed(D(2027, 5, 5)) is None
    assert calendar.reason_closed(D(2026, 5, 5)) == "こどもの日"
    assert calendar.reason_closed(D(2027, 6, 1)) == "開市記念日"


def test_the_same_settings_share_one_calendar() -> None:
    assert OfficeSettings().closing_days.calendar() is OfficeSettings().closing_days.calendar()


RULE = DEFAULT_RULES[0]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closing_rules": [{**RULE, "first": "13-01"}]}, "closing_rules"),
        ({"closing_rules": [{**RULE, "from": "昨日"}]}, "closing_rules"),
        ({"closing_rules": [{"first": "12-29"}]}, "closing_rules"),
        ({"closing_rules": [7]}, "closing_rules"),
        ({"closed_days": {"2026-02-30": "誤"}}, "closed_days"),
        ({"holidays": {"?": "誤"}}, "holidays"),
        ({"reports_from": "2026-02-02"}, "reports_from"),
        ({"reports_from": "昨日"}, "reports_from"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(desk: Desk, values: dict[str, Any], field: str) -> None:
    before = SettingsService(desk).read()
    with pytest.raises(RefusedError) as refusal:
        SettingsService(desk).change(**values)
    assert refusal.value.field == field
    assert SettingsService(desk).read() == before


def test_a_leap_day_may_close() -> None:
    rule = {**RULE, "first": "02-29", "last": "02-29"}
    assert wrong_with(ClosingDays((rule,), {}, {})) == ""
