"""Due days by rule, each able to explain itself in one line.

Rules: {翌月N日, 翌月N営業日, 月末, 指定日} × {後倒し, 前倒し, なし} (docs/dates.md#due-rules). Counting: by
default the first day is not counted; the PPC's leak clock counts the day known as day 1 and moves a closed
last day to the next open one (PPC guideline annex 2, 3E, as of 2025-09-24).
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oversight.calendar.business import ClosingCalendar
from oversight.calendar.fiscal import next_month
from oversight.calendar.shown import show_day, show_short
from oversight.words import _, mark

_ONE = dt.timedelta(days=1)


class DueKind(StrEnum):
    """How the nominal day is found from the month reported on."""

    NEXT_MONTH_DAY = "next_month_day"
    NEXT_MONTH_BUSINESS_DAY = "next_month_business_day"
    END_OF_NEXT_MONTH = "end_of_next_month"
    FIXED_DAY = "fixed_day"


class Shift(StrEnum):
    """Where a closed day goes: 後倒し, 前倒し, なし."""

    LATER = "later"
    EARLIER = "earlier"
    NONE = "none"


@dataclass(frozen=True)
class DueRule:
    """A contract's rule; ``number`` is N of the day or business day, ``day`` the 指定日."""

    kind: DueKind = DueKind.NEXT_MONTH_DAY
    number: int = 10
    shift: Shift = Shift.LATER
    day: dt.date | None = None

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> DueRule:
        """Return the rule kept as JSON; what is missing or not understood is as by default."""
        try:
            rule = cls(
                DueKind(document.get("kind", DueKind.NEXT_MONTH_DAY)),
                int(document.get("number", 10)),
                Shift(document.get("shift", Shift.LATER)),
                dt.date.fromisoformat(document["day"]) if document.get("day") else None,
            )
        except (ValueError, TypeError):
            return cls()
        return rule if 1 <= rule.number <= 31 else cls()

    def document(self) -> dict[str, Any]:
        """Return the rule as JSON can carry it."""
        day = self.day.isoformat() if self.day else None
        return {"kind": self.kind.value, "number": self.number, "shift": self.shift.value, "day": day}

    @property
    def words(self) -> str:
        """Return the rule as the office says it: 翌月10日（閉庁日なら次の開庁日）."""
        nominal = _(_NOMINAL[self.kind]).format(number=self.number, day=show_day(self.day))
        if self.kind is DueKind.NEXT_MONTH_BUSINESS_DAY:
            return nominal
        return nominal + _(_SHIFTED[self.shift])


_NOMINAL = {
    DueKind.NEXT_MONTH_DAY: mark("翌月{number}日"),
    DueKind.NEXT_MONTH_BUSINESS_DAY: mark("翌月の第{number}開庁日"),
    DueKind.END_OF_NEXT_MONTH: mark("翌月末日"),
    DueKind.FIXED_DAY: mark("指定日 {day}"),
}
_SHIFTED = {
    Shift.LATER: mark("（閉庁日なら次の開庁日）"),
    Shift.EARLIER: mark("（閉庁日なら前の開庁日）"),
    Shift.NONE: "",
}


@dataclass(frozen=True)
class ComputedDay:
    """A computed day and how it came about: 8/10(土) → 8/11 山の日 → 8/12 振替休日 → 8/13(火)."""

    day: dt.date
    explanation: str


def due_day(rule: DueRule, month: dt.date, calendar: ClosingCalendar) -> ComputedDay:
    """Return the day on which the report of a month (any day of it) falls due."""
    following = next_month(month)
    if rule.kind is DueKind.NEXT_MONTH_BUSINESS_DAY:
        day = calendar.add_business_days(following - _ONE, rule.number)
        return ComputedDay(day, show_short(day))
    if rule.kind is DueKind.FIXED_DAY and rule.day is not None:
        return shifted(rule.day, rule.shift, calendar)
    last = months.monthrange(following.year, following.month)[1]
    number = last if rule.kind is DueKind.END_OF_NEXT_MONTH else min(rule.number, last)
    return shifted(following.replace(day=number), rule.shift, calendar)


def shifted(day: dt.date, shift: Shift, calendar: ClosingCalendar) -> ComputedDay:
    """Move a closed day as the rule says and tell each step."""
    steps = [show_short(day)]
    step = -_ONE if shift is Shift.EARLIER else _ONE
    first = day
    while shift is not Shift.NONE and (reason := calendar.reason_closed(day)):
        steps.append(f"{day.month}/{day.day} {reason}" if day != first else reason)
        day += step
    if day == first:
        return ComputedDay(day, steps[0])
    told = [f"{steps[0]} {steps[1]}" if first.weekday() < 5 else steps[0], *steps[2:], show_short(day)]
    return ComputedDay(day, " → ".join(told))


def deadline(
    start: dt.date,
    days: int,
    *,
    first_day_counts: bool,
    calendar: ClosingCalendar,
    shift: Shift = Shift.LATER,
) -> ComputedDay:
    """Return the last day of a term of ``days``; ``first_day_counts`` makes the start day 1."""
    return shifted(start + dt.timedelta(days=days - first_day_counts), shift, calendar)
