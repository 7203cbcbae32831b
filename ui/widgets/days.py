"""Days and moments as the window writes them: 令和8年11月24日(火) in titles, 11/24(火) in tables."""

from __future__ import annotations

import datetime as dt

from oversight.clock import at_japan
from oversight.words import _, language

_ERAS = (
    (dt.date(2019, 5, 1), "令和", "R"),
    (dt.date(1989, 1, 8), "平成", "H"),
    (dt.date(1926, 12, 25), "昭和", "S"),
)
_WEEKDAYS = "月火水木金土日"


def _era_year(day: dt.date) -> tuple[str, str, int]:
    """Return era, its letter and the year in it; the western year before Showa."""
    for begin, era, letter in _ERAS:
        if day >= begin:
            return era, letter, day.year - begin.year + 1
    return "西暦", "", day.year


def day_in_full(day: dt.date) -> str:
    """Return a day for titles: 令和8年11月24日(火); in English, Tue 24 Nov 2026."""
    if language() != "ja":
        return f"{day:%a} {day.day} {day:%b %Y}"
    era, _letter, year = _era_year(day)
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日({_WEEKDAYS[day.weekday()]})"


def day_short(day: dt.date | None) -> str:
    """Return a day for tables: 11/24(火); nothing for no day."""
    if day is None:
        return ""
    if language() != "ja":
        return f"{day:%a} {day.day} {day:%b}"
    return f"{day.month}/{day.day}({_WEEKDAYS[day.weekday()]})"


def day_dated(day: dt.date | None) -> str:
    """Return a day with its year for tables that span years: R8.11.24; nothing for no day."""
    if day is None:
        return ""
    if language() != "ja":
        return day.isoformat()
    _era, letter, year = _era_year(day)
    return f"{letter}{year}.{day.month}.{day.day}"


def day_typed(day: dt.date) -> str:
    """Return a day as a field shows it, in a form that reads back: 令和8年11月24日."""
    if language() != "ja":
        return day.isoformat()
    return day_in_full(day).split("(")[0]


def moment_in_full(moment: dt.datetime) -> str:
    """Return an aware moment on Japan's wall clock: 令和8年11月24日(火) 13:42."""
    at = at_japan(moment)
    return f"{day_in_full(at.date())} {at:%H:%M}"


def moment_short(moment: dt.datetime) -> str:
    """Return an aware moment for tables: R8.11.24 13:42:07."""
    at = at_japan(moment)
    return f"{day_dated(at.date())} {at:%H:%M:%S}"


def saved_at(moment: dt.datetime) -> str:
    """Say quietly when something was saved: 保存済み 13:42:07."""
    return _("保存済み {time}").format(time=f"{at_japan(moment):%H:%M:%S}")
