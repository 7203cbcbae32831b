"""How papers write days, times, marks and yes or no."""

from __future__ import annotations

import datetime as dt

from models.marks import Mark, Severity
from oversight.calendar import show_day, show_period, show_wareki, weekday_word
from oversight.calendar.era import ERAS
from oversight.clock import at_japan
from oversight.words import _, language, mark

NOTHING = "―"
"""Printed where nothing was entered: an empty box would look forgotten."""

_MARKS = {
    Mark.CONFORMING: mark("適"),
    Mark.NONCONFORMING: mark("不適"),
    Mark.NOT_APPLICABLE: mark("非該当"),
    Mark.RECORDED: mark("記入済"),
}
_SEVERITIES = {
    Severity.A: mark("A 重大"),
    Severity.B: mark("B 要改善"),
    Severity.C: mark("C 改善が望ましい"),
}


def day_text(day: dt.date | None, *, weekday: bool = False) -> str:
    """Write a day: 令和6年4月1日（月） in Japanese, 1 Apr 2024 in English; a dash for None."""
    if day is None:
        return NOTHING
    if weekday and language() == "ja":
        return f"{show_day(day)}（{weekday_word(day)}）"
    return show_day(day, weekday=weekday)


def short_day_text(day: dt.date) -> str:
    """Write a day where there is little room: R6.4.1 in Japanese, 1 Apr 2024 in English."""
    era = next((era for era in reversed(ERAS) if day >= era.first), None)
    if language() != "ja" or era is None:
        return show_day(day)
    return f"{era.letter}{day.year - era.first.year + 1}.{day.month}.{day.day}"


def period_text(start: dt.date | None, end: dt.date | None) -> str:
    """Write a period: 令和6年4月1日～令和7年3月31日; a dash when both ends are open."""
    return show_period(start, end) or NOTHING


def time_text(moment: dt.datetime | None) -> str:
    """Write the time of a moment on Japan's wall clock, such as 9:30."""
    if moment is None:
        return NOTHING
    local = at_japan(moment)
    return f"{local.hour}:{local.minute:02d}"


def moment_text(moment: dt.datetime | None) -> str:
    """Write the day and time of a moment on Japan's wall clock."""
    if moment is None:
        return NOTHING
    return f"{day_text(at_japan(moment).date())} {time_text(moment)}"


def hours_text(start: dt.datetime | None, end: dt.datetime | None) -> str:
    """Write from when to when on one day; a dash when neither is known."""
    if start is None and end is None:
        return NOTHING
    return "～".join("" if moment is None else time_text(moment) for moment in (start, end))


def mark_text(answer: Mark | None) -> str:
    """Write a mark; 未回答 for None."""
    return _("未回答") if answer is None else _(_MARKS[answer])


def severity_text(severity: Severity) -> str:
    """Write a severity with its letter."""
    return _(_SEVERITIES[severity])


def tell_earlier(number: str, found_on: dt.date | None, closed_on: dt.date | None) -> str:
    """Write what a finding is a recurrence of: 令和7年の指摘 R7-0003-01（令和8年3月1日完了）の再発."""
    if not number:
        return ""
    year = year_text(found_on) if found_on else ""
    closed = _("{day}完了").format(day=day_text(closed_on)) if closed_on else _("完了していない")
    told = _("{year}の指摘 {number}（{closed}）の再発") if year else _("指摘 {number}（{closed}）の再発")
    return told.format(year=year, number=number, closed=closed)


def year_text(day: dt.date) -> str:
    """Write the calendar year of a day: 令和7年 in Japanese, 2025 in English."""
    return show_wareki(day).partition("年")[0] + "年" if language() == "ja" else str(day.year)


def blank(text: str) -> str:
    """Return the text without blanks around it, or a dash where nothing was entered."""
    return text.strip() or NOTHING
