"""What windows and papers are shown of coverage beyond a row of the list: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from models.inspection import InspectionKind, InspectionMethod, InspectionState
from oversight.coverage.reading import CoverRow
from oversight.coverage.risk import Risk, tell_risk
from oversight.inspection_years import CoverYear
from oversight.reports.lines import ContractHead
from oversight.words import _n


@dataclass(frozen=True)
class PlaceSeen:
    """A place of a contract: when it was last seen on site, and when in another way; None for never."""

    place_id: UUID
    name: str
    address: str
    seen_on: dt.date | None
    seen_in: str
    otherwise_on: dt.date | None


@dataclass(frozen=True)
class YearInspection:
    """An inspection of the contract in the year, whatever became of it."""

    inspection_id: UUID
    number: str
    day: dt.date
    method: InspectionMethod
    state: InspectionState


@dataclass(frozen=True)
class CoverDetail:
    """A year of a contract as the pane shows it."""

    row: CoverRow
    places: tuple[PlaceSeen, ...]
    inspections: tuple[YearInspection, ...]
    risk: Risk


@dataclass(frozen=True)
class TeamMember:
    """An inspector proposed or planned."""

    staff_id: UUID | None
    name: str
    post: str


@dataclass(frozen=True)
class Proposal:
    """A visit proposed: for which year of which contract, on which day, by whom, why.

    ``day`` is None where no day is left before the last one.
    """

    contract: ContractHead
    year: CoverYear
    risk: Risk
    day: dt.date | None
    team: tuple[TeamMember, ...]

    @property
    def why(self) -> str:
        """Return why this contract stands where it does: its points and what they come from."""
        points = self.risk.points
        return _n("{points}点: {parts}", points).format(points=points, parts=tell_risk(self.risk))


@dataclass(frozen=True)
class DayEntry:
    """An inspection on the calendar; ``clashing`` names who has another one on the same day."""

    inspection_id: UUID
    version: int
    number: str
    contract: ContractHead
    day: dt.date
    starts: dt.time | None
    ends: dt.time | None
    state: InspectionState
    kind: InspectionKind
    method: InspectionMethod
    place: str
    plan_reason: str
    team: tuple[TeamMember, ...]
    clashing: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarYear:
    """The inspections of a fiscal year by day, and the days the office is closed with their reason."""

    year: int
    entries: tuple[DayEntry, ...]
    closed: dict[dt.date, str]
