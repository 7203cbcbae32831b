"""Reading one year of a contract, and a fiscal year's inspections by day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contract import Place
from models.inspection import Inspection, InspectionMethod, InspectionState, Inspector
from oversight.calendar import first_day, last_day
from oversight.coverage.reading import CoverRow
from oversight.coverage.rows import CalendarYear, DayEntry, PlaceSeen, TeamMember, YearInspection
from oversight.inspection_years import RECORDED
from oversight.reports.lines import read_heads
from oversight.settings import read_settings

_ONE = dt.timedelta(days=1)
_DAY = func.coalesce(Inspection.conducted_on, Inspection.planned_on)


def read_places(session: Session, contract_id: UUID) -> tuple[PlaceSeen, ...]:
    """Return the places of a contract, those never or longest not seen on site first."""
    places = select(Place).where(Place.contract_id == contract_id, Place.withdrawn_on.is_(None))
    visits = select(Inspection.place_id, Inspection.conducted_on, Inspection.method, Inspection.number).where(
        Inspection.contract_id == contract_id,
        Inspection.state.in_(RECORDED),
        Inspection.withdrawn_on.is_(None),
    )
    found = session.execute(visits.order_by(Inspection.conducted_on)).all()
    rows = [
        _place(place, [row for row in found if row.place_id == place.id]) for place in session.scalars(places)
    ]
    return tuple(sorted(rows, key=lambda row: (row.seen_on or dt.date.min, row.name)))


def _place(place: Place, visits: Iterable[Any]) -> PlaceSeen:
    on_site, otherwise = None, None
    for row in visits:
        if row.method is InspectionMethod.VISIT:
            on_site = row
        else:
            otherwise = row
    return PlaceSeen(
        place.id,
        place.name,
        place.address,
        on_site.conducted_on if on_site else None,
        on_site.number if on_site else "",
        otherwise.conducted_on if otherwise else None,
    )


def read_inspections(session: Session, row: CoverRow) -> tuple[YearInspection, ...]:
    """Return the inspections of the contract within a year, whatever became of them."""
    query = (
        select(Inspection.id, Inspection.number, _DAY, Inspection.method, Inspection.state)
        .where(
            Inspection.contract_id == row.contract.contract_id,
            Inspection.withdrawn_on.is_(None),
            _DAY.between(row.year.starts_on, row.year.ends_on),
        )
        .order_by(_DAY, Inspection.number)
    )
    return tuple(YearInspection(*each) for each in session.execute(query))


def read_calendar(session: Session, year: int) -> CalendarYear:
    """Return the inspections of a fiscal year by day; those called off are left out."""
    entries = tuple(
        entry for entry in read_entries(session, year) if entry.state is not InspectionState.CALLED_OFF
    )
    calendar = read_settings(session).closing_days.calendar()
    days = ((first_day(year) + _ONE * at) for at in range((last_day(year) - first_day(year)).days + 1))
    closed = {day: reason for day in days if (reason := calendar.reason_closed(day)) is not None}
    return CalendarYear(year, entries, closed)


def read_entries(session: Session, year: int) -> Iterable[DayEntry]:
    """Yield the inspections of a fiscal year by day, those called off included."""
    heads, teams = read_heads(session), read_teams(session, year)
    found = session.execute(_year_query(year)).all()
    taken: dict[tuple[dt.date, str], int] = defaultdict(int)
    for row in found:
        for member in teams.get(row.id, ()):
            taken[row.day, _who(member)] += row.state is not InspectionState.CALLED_OFF
    for row in found:
        team = teams.get(row.id, ())
        yield DayEntry(
            row.id,
            row.version,
            row.number,
            heads[row.contract_id],
            row.day,
            row.planned_from,
            row.planned_until,
            row.state,
            row.kind,
            row.method,
            row.place or "",
            row.plan_reason,
            team,
            tuple(member.name for member in team if taken[row.day, _who(member)] > 1),
        )


def _year_query(year: int) -> Any:
    return (
        select(
            Inspection.id,
            Inspection.version,
            Inspection.number,
            Inspection.contract_id,
            _DAY.label("day"),
            Inspection.planned_from,
            Inspection.planned_until,
            Inspection.state,
            Inspection.kind,
            Inspection.method,
            Inspection.plan_reason,
            Place.name.label("place"),
        )
        .outerjoin(Place, Inspection.place_id == Place.id)
        .where(
            Inspection.withdrawn_on.is_(None),
            _DAY.between(first_day(year), last_day(year)),
        )
        .order_by(_DAY, Inspection.planned_from, Inspection.number)
    )


def _who(member: TeamMember) -> str:
    return str(member.staff_id or member.name)


def read_teams(session: Session, year: int) -> Mapping[UUID, tuple[TeamMember, ...]]:
    """Return the inspectors of a fiscal year's inspections, the leading one first."""
    query = (
        select(Inspector.inspection_id, Inspector.staff_id, Inspector.name, Inspector.post)
        .join(Inspection, Inspector.inspection_id == Inspection.id)
        .where(Inspector.withdrawn_on.is_(None), _DAY.between(first_day(year), last_day(year)))
        .order_by(Inspector.inspection_id, Inspector.is_lead.desc(), Inspector.position)
    )
    found: dict[UUID, list[TeamMember]] = defaultdict(list)
    for inspection_id, staff_id, name, post in session.execute(query):
        found[inspection_id].append(TeamMember(staff_id, name, post))
    return {key: tuple(team) for key, team in found.items()}
