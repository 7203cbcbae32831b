"""What the page of the year's plan reads; all of it runs off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.coverage import CalendarYear, CoverRow, Risk

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class Listed:
    """A fiscal year: its contracts' years, their points, its days, how many notices have not gone out."""

    year: int
    rows: tuple[CoverRow, ...]
    risks: Mapping[UUID, Risk]
    calendar: CalendarYear


def read_listed(office: Office, year: int) -> Listed:
    """Read a fiscal year."""
    plan = office.year_plan
    return Listed(year, office.coverage.list_year(year), plan.list_risks(), plan.read_calendar(year))
