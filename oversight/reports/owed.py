"""Which months of a contract owe a report, and by when. Pure: periods and a calendar in, months out.

Rules (docs/records.md#monthly-reports): each calendar month that a service period touches owes one report,
the first and the last partial month included; preparation months owe none unless the contract says so; the
report of the last month falls due after the contract has ended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from oversight.calendar import ClosingCalendar, ComputedDay, DueRule, due_day, month_of, months_between


@dataclass(frozen=True)
class Term:
    """A stretch of days, both included, whose months owe reports."""

    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class Waiver:
    """Months, both included, that are excused."""

    first_month: dt.date
    last_month: dt.date

    def covers(self, month: dt.date) -> bool:
        """Tell whether a month is excused."""
        return self.first_month <= month <= self.last_month


class Difference(StrEnum):
    """What a change does to a month that has not been received."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class OwedDifference:
    """One month that a change adds, takes away or moves; days are None where the month is not owed."""

    month: dt.date
    kind: Difference
    before: dt.date | None
    after: dt.date | None


def months_owed(terms: Iterable[Term]) -> tuple[dt.date, ...]:
    """Return the first days of all months that the terms touch, each once, in order."""
    months = {month for term in terms for month in months_between(term.starts_on, term.ends_on)}
    return tuple(sorted(months))


class DueDays:
    """Due days over one calendar, each (rule, month) reckoned once: 2,400 contracts share a few rules."""

    def __init__(self, calendar: ClosingCalendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[DueRule, dt.date], ComputedDay] = {}

    def of(self, rule: DueRule, month: dt.date) -> ComputedDay:
        """Return the due day of a month's report and how it came about."""
        key = (rule, month_of(month))
        if key not in self._known:
            self._known[key] = due_day(rule, month, self._calendar)
        return self._known[key]


def differences(
    before: Mapping[dt.date, dt.date], after: Mapping[dt.date, dt.date]
) -> tuple[OwedDifference, ...]:
    """Return what changes between two sets of owed months (month → due day), in order of months."""
    found = []
    for month in sorted({*before, *after}):
        old, new = before.get(month), after.get(month)
        if old != new:
            kind = Difference.MOVED if old and new else Difference.ADDED if new else Difference.REMOVED
            found.append(OwedDifference(month, kind, old, new))
    return tuple(found)
