"""Days as the office shows them: 令和8年11月24日(火) in titles and on paper, 11/24(火) in tables."""

from __future__ import annotations

import datetime as dt

from oversight.words import _, language

_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ERA_STARTS = (
    (dt.date(2019, 5, 1), "令和", "R"),
    (dt.date(1989, 1, 8), "平成", "H"),
    (dt.date(1926, 12, 25), "昭和", "S"),
    (dt.date(1912, 7, 30), "大正", "T"),
    (dt.date(1868, 1, 25), "明治", "M"),
)


def weekday_word(day: dt.date) -> str:
    """Return the weekday in one sign (火) or three letters (Tue)."""
    return _WEEKDAYS_EN[day.weekday()] if language() == "en" else _WEEKDAYS_JA[day.weekday()]


def _era(day: dt.date) -> tuple[str, str, int]:
    for start, name, letter in _ERA_STARTS:
        if day >= start:
            return name, letter, day.year - start.year + 1
    return "西暦", "", day.year


def show_wareki(day: dt.date, *, weekday: bool = False) -> str:
    """Return a day in its era: 令和元年5月1日; with ``weekday`` 令和6年4月1日(月)."""
    name, _letter, year = _era(day)
    shown = f"{name}{'元' if year == 1 and name != '西暦' else year}年{day.month}月{day.day}日"
    return f"{shown}({_WEEKDAYS_JA[day.weekday()]})" if weekday else shown


def show_day(day: dt.date | None, *, weekday: bool = False) -> str:
    """Return a day in the language in use (令和6年4月1日, 1 Apr 2024); an empty text for None."""
    if day is None:
        return ""
    if language() != "en":
        return show_wareki(day, weekday=weekday)
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    shown = f"{day.day} {months[day.month - 1]} {day.year}"
    return f"{shown} ({weekday_word(day)})" if weekday else shown


def show_short(day: dt.date | None) -> str:
    """Return month, day and weekday for tables: 11/24(火); an empty text for None."""
    return "" if day is None else f"{day.month}/{day.day}({weekday_word(day)})"


def show_dotted(day: dt.date | None) -> str:
    """Return a day as narrow as it goes: R6.4.1, H31.4.1, 2024-04-01 in English; an empty text for None."""
    if day is None:
        return ""
    _name, letter, year = _era(day)
    if not letter or language() == "en":
        return day.isoformat()
    return f"{letter}{year}.{day.month}.{day.day}"


def show_fiscal_year(year: int) -> str:
    """Return a fiscal year: 令和6年度, FY2024."""
    if language() == "en":
        return f"FY{year}"
    name, _letter, number = _era(dt.date(year, 5, 1))
    return f"{name}{'元' if number == 1 else number}年度"


def show_fiscal_year_short(year: int) -> str:
    """Return a fiscal year as numbers carry it: R6."""
    _name, letter, number = _era(dt.date(year, 5, 1))
    return f"{letter}{number}"


def show_period(start: dt.date | None, end: dt.date | None) -> str:
    """Return a period: 令和6年4月1日～令和7年3月31日; open ends stay open."""
    if start is None and end is None:
        return ""
    return _("{start}～{end}").format(start=show_day(start), end=show_day(end))
