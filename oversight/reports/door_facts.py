"""What the entry log says of a contract in a month: docs/records.md#the-entry-log-beside-the-report."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.contract import Contract, Place
from models.contractor import Contractor
from models.device import (
    DevicePermit,
    DeviceReturn,
    DoorPoint,
    DoorPointKind,
    HandlingArea,
    PermitState,
    Treatment,
    Visit,
    VisitDevice,
    VisitExit,
)
from models.report_filing import PointState
from models.worker import Worker
from oversight.calendar import next_month
from oversight.clock import day_of, midnight
from oversight.desk import get_row
from oversight.device_classes import known_classes
from oversight.japanese import fold
from oversight.reports.lines import ReportKey
from oversight.settings import OfficeSettings, read_settings

_NOTHING = (None, "[]")


@dataclass(frozen=True)
class Area:
    """An area as its log is found again."""

    id: UUID
    place: str
    name: str

    @property
    def told(self) -> str:
        """Return place and area in a line."""
        return f"{self.place} {self.name}"


@dataclass(frozen=True)
class Brought:
    """Devices of one class that a visitor had along.

    ``serial`` is its own or its permit's; ``is_admitted`` tells it from what was deposited or refused;
    ``is_unaccounted``: its visitor left, and nobody handed it back or checked it out.
    """

    word: str
    count: int = 1
    is_admitted: bool = True
    serial: str = ""
    permit: str = ""
    is_unaccounted: bool = False


@dataclass(frozen=True)
class Entry:
    """One visit: who, of what employer as written, let in with which exceptions, with what devices.

    ``is_listed``: entered from the contract's roster. ``is_city``: of the city, or for an inspection.
    """

    area: Area
    number: int
    day: dt.date
    person: str
    organisation: str = ""
    is_listed: bool = False
    is_city: bool = False
    exceptions: tuple[str, ...] = ()
    devices: tuple[Brought, ...] = ()


@dataclass(frozen=True)
class DoorFacts:
    """The log of a month. ``found`` holds the area of each device found inside that nobody declared.

    ``is_whole``: every place of the contract has areas, and each area has entries in the month: who or what
    is not in the log then was not there. ``permits_in_force`` counts those of the contract in the month.
    """

    contractor: str = ""
    entries: tuple[Entry, ...] = ()
    found: tuple[Area, ...] = ()
    is_whole: bool = False
    permits_in_force: int = 0


@dataclass(frozen=True)
class _Span:
    """The first moment of a month in Japan, and that of the next."""

    key: ReportKey
    first: dt.datetime
    following: dt.datetime

    def holds(self, moment: Any) -> tuple[ColumnElement[bool], ...]:
        return moment >= self.first, moment < self.following

    @property
    def visits(self) -> tuple[ColumnElement[bool], ...]:
        return Visit.contract_id == self.key.contract_id, *self.holds(Visit.entered_at)


def read_door(session: Session, key: ReportKey) -> DoorFacts:
    """Read what the log says of a contract's month; nothing where it holds nothing."""
    first, following = (midnight(day) for day in (key.month, next_month(key.month)))
    span, areas = _Span(key, first, following), _areas(session, key.contract_id)
    visits = session.execute(_visits(span)).all() if areas else []
    found = _found(session, span, areas) if areas else ()
    if not visits and not found:
        return DoorFacts()
    settings, contract = read_settings(session), get_row(session, Contract, key.contract_id)
    devices = _devices(session, span, settings)
    city = frozenset(fold(name) for name in (settings.city, settings.organisation) if name)
    entries = tuple(_entry(row, areas, devices[row.id], city) for row in visits)
    return DoorFacts(
        get_row(session, Contractor, contract.contractor_id).name,
        entries,
        found,
        _is_whole(session, key.contract_id, entries),
        _permits_in_force(session, key),
    )


def _areas(session: Session, contract_id: UUID) -> dict[UUID, Area]:
    """Return the areas of a contract's places, those that were taken off the list among them."""
    query = (
        select(HandlingArea.id, Place.name, HandlingArea.name)
        .join(Place, HandlingArea.place_id == Place.id)
        .where(Place.contract_id == contract_id)
    )
    return {row[0]: Area(*row) for row in session.execute(query)}


def _visits(span: _Span) -> Any:
    return (
        select(
            Visit.id,
            Visit.area_id,
            Visit.number,
            Visit.entered_at,
            func.coalesce(Worker.name, Visit.person).label("person"),
            Visit.organisation,
            Visit.worker_id,
            Visit.staff_id,
            Visit.inspection_id,
            Visit.rule["exceptions"].as_string().label("exceptions"),
        )
        .outerjoin(Worker, Visit.worker_id == Worker.id)
        .where(*span.visits)
        .order_by(Visit.entered_at, Visit.number, Visit.id)
    )


def _entry(row: Any, areas: dict[UUID, Area], devices: Sequence[Brought], city: Container[str]) -> Entry:
    return Entry(
        areas[row.area_id],
        row.number,
        day_of(row.entered_at),
        row.person,
        row.organisation,
        is_listed=row.worker_id is not None,
        is_city=bool(row.staff_id or row.inspection_id or fold(row.organisation) in city),
        exceptions=tuple(json.loads(row.exceptions)) if row.exceptions not in _NOTHING else (),
        devices=tuple(devices),
    )


def _devices(session: Session, span: _Span, settings: OfficeSettings) -> defaultdict[UUID, list[Brought]]:
    """Return what was brought, by visit; paper and pens are no devices."""
    known = known_classes(settings.device_classes)
    found = defaultdict[UUID, list[Brought]](list)
    for row in session.execute(_declared(span)):
        kind = known.get(row.device_class)
        if kind is not None and not kind.is_electronic:
            continue
        brought = Brought(
            row.class_word or (kind.word if kind else row.device_class),
            row.times,
            row.treatment is Treatment.ADMITTED,
            row.serial,
            row.permit,
            row.treatment is not Treatment.REFUSED and row.is_lacking,
        )
        found[row.visit_id].append(brought)
    return found


def _declared(span: _Span) -> Any:
    lacking = VisitExit.id.is_not(None) & DeviceReturn.id.is_(None)
    return (
        select(
            VisitDevice.visit_id,
            VisitDevice.device_class,
            VisitDevice.class_word,
            VisitDevice.count.label("times"),
            VisitDevice.treatment,
            func.coalesce(func.nullif(VisitDevice.serial, ""), DevicePermit.serial, "").label("serial"),
            func.coalesce(DevicePermit.number, "").label("permit"),
            lacking.label("is_lacking"),
        )
        .join(Visit, VisitDevice.visit_id == Visit.id)
        .outerjoin(DevicePermit, VisitDevice.permit_id == DevicePermit.id)
        .outerjoin(VisitExit, VisitExit.visit_id == Visit.id)
        .outerjoin(DeviceReturn, DeviceReturn.visit_device_id == VisitDevice.id)
        .where(*span.visits)
        .order_by(VisitDevice.visit_id, VisitDevice.position)
    )


def _found(session: Session, span: _Span, areas: dict[UUID, Area]) -> tuple[Area, ...]:
    query = (
        select(DoorPoint.area_id)
        .where(
            DoorPoint.contract_id == span.key.contract_id,
            DoorPoint.kind == DoorPointKind.FOUND.value,
            DoorPoint.state != PointState.DISMISSED,
            DoorPoint.withdrawn_on.is_(None),
            *span.holds(DoorPoint.noticed_at),
        )
        .order_by(DoorPoint.noticed_at, DoorPoint.id)
    )
    return tuple(areas[area_id] for area_id in session.scalars(query))


def _is_whole(session: Session, contract_id: UUID, entries: Sequence[Entry]) -> bool:
    """Tell whether each standing place has a standing area, and each of those has entries."""
    entered = {entry.area.id for entry in entries}
    query = (
        select(HandlingArea.id)
        .select_from(Place)
        .outerjoin(HandlingArea, (HandlingArea.place_id == Place.id) & HandlingArea.withdrawn_on.is_(None))
        .where(Place.contract_id == contract_id, Place.withdrawn_on.is_(None))
    )
    return bool(entered) and all(area_id in entered for area_id in session.scalars(query))


def _permits_in_force(session: Session, key: ReportKey) -> int:
    """Count the permits of the contractor's people that were granted and held on some day of the month."""
    query = select(func.count(DevicePermit.id)).where(
        DevicePermit.contract_id == key.contract_id,
        DevicePermit.staff_id.is_(None),
        DevicePermit.withdrawn_on.is_(None),
        DevicePermit.state.in_([PermitState.PERMITTED, PermitState.ENDED]),
        DevicePermit.decided_on < next_month(key.month),
        DevicePermit.starts_on < next_month(key.month),
        DevicePermit.ends_on >= key.month,
    )
    return session.scalars(query).one()
