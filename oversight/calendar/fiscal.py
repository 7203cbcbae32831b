"""Fiscal years (年度): 1 April to 31 March, named by the year they begin in (地方自治法 208)."""

from __future__ import annotations

import datetime as dt


def fiscal_year_of(day: dt.date) -> int:
    """Return the fiscal year a day falls in: 2025-03-31 is of 2024."""
    return day.year if day.month >= 4 else day.year - 1


def first_day(year: int) -> dt.date:
    """Return 1 April of the fiscal year."""
    return dt.date(year, 4, 1)


def last_day(year: int) -> dt.date:
    """Return 31 March that ends the fiscal year."""
    return dt.date(year + 1, 3, 31)


def months_of(year: int) -> tuple[dt.date, ...]:
    """Return the first days of the twelve months, April first."""
    return tuple(dt.date(year + (month < 4), month, 1) for month in (*range(4, 13), 1, 2, 3))


def fiscal_years_between(start: dt.date, end: dt.date) -> tuple[int, ...]:
    """Return the fiscal years that a period, both days included, touches."""
    return tuple(range(fiscal_year_of(start), fiscal_year_of(end) + 1))


def month_of(day: dt.date) -> dt.date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(month: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def months_between(start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    """Return the first days of the months that a period, both days included, touches."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return tuple(
        dt.date(start.year + at // 12, at % 12 + 1, 1)
        for at in range(start.month - 1, start.month - 1 + count)
    )
