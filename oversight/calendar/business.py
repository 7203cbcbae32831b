"""Which days the office is open: Sundays, Saturdays, national holidays, the city's own closing days.

National holidays come from a kept library's table, offline (国民の祝日に関する法律); the Cabinet Office's
CSV may replace it year by year, because equinoxes after next year are predictions. Municipal closing days
(12/29 to 1/3 by default) are dated rules: 小樽市 closed 12/31 to 1/5 until 2006 (docs/dates.md).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from oversight.errors import RefusedError
from oversight.words import _, mark

_ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class ClosingRule:
    """Closed each year from one (month, day) to another, over the turn of the year; dated."""

    first: tuple[int, int] = (12, 29)
    last: tuple[int, int] = (1, 3)
    word: str = mark("年末年始")
    valid_from: dt.date = dt.date.min
    valid_until: dt.date = dt.date.max

    def closes(self, day: dt.date) -> bool:
        """Tell whether the rule closes a day."""
        if not self.valid_from <= day <= self.valid_until:
            return False
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


@cache
def _holidays_of(year: int) -> Mapping[dt.date, str]:
    import jpholiday

    return dict(jpholiday.year_holidays(year))


@dataclass(frozen=True)
class ClosingCalendar:
    """The office's closing days; ``holidays`` replaces the table for the years it names."""

    rules: tuple[ClosingRule, ...] = (ClosingRule(),)
    extra: Mapping[dt.date, str] = field(default_factory=dict)
    holidays: Mapping[dt.date, str] = field(default_factory=dict)

    def reason_closed(self, day: dt.date) -> str | None:
        """Return why the office is closed on a day (山の日, 土曜日, 年末年始 …), or None."""
        holiday = self._holiday(day)
        if holiday:
            return holiday
        if day in self.extra:
            return self.extra[day]
        for rule in self.rules:
            if rule.closes(day):
                return _(rule.word)
        return {5: _("土曜日"), 6: _("日曜日")}.get(day.weekday())

    def _holiday(self, day: dt.date) -> str | None:
        table = self.holidays if day.year in self._own_years else _holidays_of(day.year)
        return table.get(day)

    @cached_property
    def _own_years(self) -> frozenset[int]:
        return frozenset(each.year for each in self.holidays)

    def is_open(self, day: dt.date) -> bool:
        """Tell whether the office is open."""
        return self.reason_closed(day) is None

    def next_open(self, day: dt.date) -> dt.date:
        """Return the day itself if open, else the first open day after it."""
        while not self.is_open(day):
            day += _ONE
        return day

    def previous_open(self, day: dt.date) -> dt.date:
        """Return the day itself if open, else the last open day before it."""
        while not self.is_open(day):
            day -= _ONE
        return day

    def add_business_days(self, day: dt.date, count: int) -> dt.date:
        """Return the ``count``-th open day after a day (count ≥ 1)."""
        for _step in range(count):
            day = self.next_open(day + _ONE)
        return day


def read_holiday_csv(content: bytes) -> dict[dt.date, str]:
    """Read the Cabinet Office's syukujitsu.csv (cp932; day, name); raise ``RefusedError`` if it is not."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("cp932"))))
        days = {_slashed(row[0]): row[1] for row in rows[1:] if row}
    except (ValueError, IndexError) as error:
        raise _no_table() from error
    if not days:
        raise _no_table()
    return days


def _no_table() -> RefusedError:
    return RefusedError(_("祝日の表として読めません。"), _("内閣府の syukujitsu.csv を選んでください。"))


def _slashed(text: str) -> dt.date:
    year, month, day = (int(part) for part in text.split("/"))
    return dt.date(year, month, day)
