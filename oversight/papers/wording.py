"""How papers write days, times, marks and yes or no."""

from __future__ import annotations

import datetime as dt

from models.marks import Mark, Severity
from oversight.clock import at_japan
from oversight.words import _, language, mark

NOTHING = "―"
"""Printed where nothing was entered: an empty box would look forgotten."""

_ERAS = (
    (dt.date(2019, 5, 1), "令和"),
    (dt.date(1989, 1, 8), "平成"),
    (dt.date(1926, 12, 25), "昭和"),
)
_WEEKDAYS = "月火水木金土日"
_MARKS = {
    Mark.CONFORMING: mark("適"),
    Mark.NONCONFORMING: mark("不適"),
    Mark.NOT_APPLICABLE: mark("非該当"),
}
_SEVERITIES = {
    Severity.A: mark("A 重大"),
    Severity.B: mark("B 要改善"),
    Severity.C: mark("C 改善が望ましい"),
}


def day_text(day: dt.date | None, *, weekday: bool = False) -> str:
    """Write a day: 令和6年4月1日（月） in Japanese, 2024-04-01 in English; a dash for None."""
    if day is None:
        return NOTHING
    if language() != "ja":
        return f"{day:%Y-%m-%d}"
    written = _wareki(day)
    return f"{written}（{_WEEKDAYS[day.weekday()]}）" if weekday else written


def _wareki(day: dt.date) -> str:
    for start, era in _ERAS:
        if day >= start:
            year = day.year - start.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def period_text(start: dt.date | None, end: dt.date | None) -> str:
    """Write a period: 令和6年4月1日～令和7年3月31日; a dash when both ends are open."""
    if start is None and end is None:
        return NOTHING
    return "～".join("" if day is None else day_text(day) for day in (start, end))


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


def blank(text: str) -> str:
    """Return the text without blanks around it, or a dash where nothing was entered."""
    return text.strip() or NOTHING
