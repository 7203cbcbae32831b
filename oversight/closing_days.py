"""The office's closing days as settings keep them, and the calendar they make.

Dated rules, because the year-end range is not the same everywhere nor for ever: 小樽市 closed from 12/31 to
1/5 until 2006; 当別町 changed in 2019. National holidays come with the product and may be replaced year by
year by the Cabinet Office's table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from oversight.calendar import ClosingCalendar, ClosingRule
from oversight.words import mark

DEFAULT_RULES: tuple[dict[str, str], ...] = (
    {"first": "12-29", "last": "01-03", "word": mark("年末年始"), "from": "", "until": ""},
)


@dataclass(frozen=True)
class ClosingDays:
    """``rules``: yearly ranges, first and last as month-day; ``extra`` and ``holidays``: ISO day → name."""

    rules: tuple[Mapping[str, str], ...]
    extra: Mapping[str, str]
    holidays: Mapping[str, str]

    def calendar(self) -> ClosingCalendar:
        """Return the calendar; the same settings give the same object, with all it has looked up."""
        return _calendar(
            tuple(tuple(sorted(rule.items())) for rule in self.rules),
            tuple(sorted(self.extra.items())),
            tuple(sorted(self.holidays.items())),
        )


def wrong_with(days: ClosingDays) -> str:
    """Return the name of the setting that cannot be read, or an empty text."""
    for name, part in (
        ("closing_rules", days.rules),
        ("closed_days", days.extra),
        ("holidays", days.holidays),
    ):
        try:
            _read(part)
        except (ValueError, KeyError, TypeError):
            return name
    return ""


def _read(part: Any) -> None:
    if isinstance(part, Mapping):
        _days(tuple(part.items()))
    else:
        for rule in part:
            _rule(dict(rule))


@lru_cache(maxsize=8)
def _calendar(rules: Any, extra: Any, holidays: Any) -> ClosingCalendar:
    return ClosingCalendar(tuple(_rule(dict(rule)) for rule in rules), _days(extra), _days(holidays))


def _rule(rule: Mapping[str, str]) -> ClosingRule:
    return ClosingRule(
        _month_day(rule["first"]),
        _month_day(rule["last"]),
        rule["word"],
        dt.date.fromisoformat(rule["from"]) if rule["from"] else dt.date.min,
        dt.date.fromisoformat(rule["until"]) if rule["until"] else dt.date.max,
    )


def _month_day(text: str) -> tuple[int, int]:
    day = dt.date.fromisoformat(f"2000-{text}")  # a leap year: 02-29 may be named
    return day.month, day.day


def _days(pairs: tuple[tuple[str, str], ...]) -> dict[dt.date, str]:
    return {dt.date.fromisoformat(day): word for day, word in pairs}
