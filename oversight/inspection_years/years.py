"""Which years of a contract owe an inspection (docs/records.md#coverage). Pure: periods in, years out.

Once a year for each entrusted operation (PPC guide 4-8-9 (3), as of 2025-09-24). Which year is the
contract's own setting: the city's fiscal year, or the year counted from its first day of service.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from dateutil.relativedelta import relativedelta

from models.contract import InspectionCycle
from oversight.calendar import first_day, fiscal_year_of, last_day, show_fiscal_year, show_period

_ONE = dt.timedelta(days=1)
Term = tuple[dt.date, dt.date]
"""A period of service, both days included."""


class CoverKey(NamedTuple):
    """Which year of which contract: ``starts_on`` is the year's first day."""

    contract_id: UUID
    starts_on: dt.date


@dataclass(frozen=True, slots=True)
class CoverYear:
    """A year that owes one inspection, both days included.

    ``serves_from`` is the first day of service in it, ``due_on`` the last day for the inspection: the
    year's end, or the last day of service in it where the work ends before.
    """

    cycle: InspectionCycle
    starts_on: dt.date
    ends_on: dt.date
    serves_from: dt.date
    due_on: dt.date

    @property
    def fiscal_year(self) -> int:
        """Return the fiscal year in which it falls due: the one that lists it."""
        return fiscal_year_of(self.due_on)

    @property
    def word(self) -> str:
        """Return the year in words: 令和8年度, or the days of a contract year."""
        if self.cycle is InspectionCycle.FISCAL_YEAR:
            return show_fiscal_year(self.fiscal_year)
        return show_period(self.starts_on, self.ends_on)


def years_of(cycle: InspectionCycle, terms: Sequence[Term]) -> Iterator[CoverYear]:
    """Yield the years that the terms of service touch, earliest first; one without service owes nothing."""
    if not terms:
        return
    first, last = min(start for start, _end in terms), max(end for _start, end in terms)
    spans = _fiscal(first, last) if cycle is InspectionCycle.FISCAL_YEAR else _own(first, last)
    for starts_on, ends_on in spans:
        served = [
            (max(start, starts_on), min(end, ends_on))
            for start, end in terms
            if start <= ends_on and end >= starts_on
        ]
        if served:
            begins, ends = (min(start for start, _end in served), max(end for _start, end in served))
            yield CoverYear(cycle, starts_on, ends_on, begins, ends)


def _fiscal(first: dt.date, last: dt.date) -> Iterator[Term]:
    for year in range(fiscal_year_of(first), fiscal_year_of(last) + 1):
        yield first_day(year), last_day(year)


def _own(first: dt.date, last: dt.date) -> Iterator[Term]:
    """Count years from the first day of service; from 29 February, others begin on the 28th."""
    starts_on, at = first, 1
    while starts_on <= last:
        following = first + relativedelta(years=at)
        yield starts_on, following - _ONE
        starts_on, at = following, at + 1
