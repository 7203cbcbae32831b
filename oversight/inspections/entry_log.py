"""What the entry log shows for the items on devices of an inspection's checklist (DEV-…).

Looked at are the areas of the contract through the period the inspection covers, and for the inspectors'
own devices the visits made for the inspection.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import Session

from models.contract import Place
from models.device import (
    DevicePermit,
    DeviceReturn,
    DoorPoint,
    DoorPointKind,
    HandlingArea,
    Treatment,
    Visit,
    VisitDevice,
)
from models.inspection import Inspection
from models.report_filing import PointState
from oversight.clock import day_of, midnight
from oversight.desk import get_row
from oversight.device_classes import known_classes
from oversight.inspections.entry_words import (
    DEPOSITED,
    OWN,
    PERMITTED,
    TAKEN_OUT,
    UNDECLARED,
    WITNESSED,
    with_words,
)
from oversight.inspections.reported import period_of
from oversight.owed_devices import owes
from oversight.papers.door_data import DoorData, LoggedDevice, LoggedVisit
from oversight.settings import read_settings

MOST_NAMED = 10
"""So many visits are named for an item, the newest; the rest is counted."""
_MOST_LOGS = 3


@dataclass(frozen=True)
class LogMonth:
    """Where to look: the entry log of an area in a month (its first day)."""

    area_id: UUID
    area: str
    month: dt.date


@dataclass(frozen=True)
class EntryEvidence:
    """What the log shows for an item, and the months of the log where it stands."""

    item_id: str
    shown: DoorData
    logs: tuple[LogMonth, ...] = ()

    @property
    def told(self) -> str:
        """Return it in the language in use."""
        return with_words(self.item_id, self.shown).told

    @property
    def is_contrary(self) -> bool:
        """Tell whether it speaks against conformity."""
        return self.shown.is_contrary


@dataclass(frozen=True)
class _Found:
    """Visits to be named, the newest first, each with its area; and how many there are."""

    visits: tuple[tuple[UUID, LoggedVisit], ...] = ()
    count: int = 0

    def evidence(self, item_id: str, figures: dict[str, int], **more: Any) -> EntryEvidence:
        shown = DoorData("", figures, tuple(visit for _area, visit in self.visits), self.count, **more)
        return EntryEvidence(item_id, with_words(item_id, shown), self.logs())

    def logs(self) -> tuple[LogMonth, ...]:
        months = (LogMonth(area_id, each.area, each.day.replace(day=1)) for area_id, each in self.visits)
        return tuple(dict.fromkeys(months))[:_MOST_LOGS]


class _Log:
    """The entry log of a contract through a period."""

    def __init__(self, session: Session, contract_id: UUID, first: dt.date, last: dt.date) -> None:
        self.session, self._contract_id = session, contract_id
        self._first, self._following = midnight(first), midnight(last + dt.timedelta(days=1))
        self._classes = known_classes(read_settings(session).device_classes)

    def visits(self) -> tuple[ColumnElement[bool], ...]:
        """Return what makes a visit one of this log."""
        return Visit.contract_id == self._contract_id, *self._within(Visit.entered_at)

    def points(self, *kinds: DoorPointKind) -> tuple[ColumnElement[bool], ...]:
        """Return what makes a point one of these kinds noticed here."""
        return (
            DoorPoint.contract_id == self._contract_id,
            DoorPoint.kind.in_([kind.value for kind in kinds]),
            DoorPoint.withdrawn_on.is_(None),
            *self._within(DoorPoint.noticed_at),
        )

    def _within(self, moment: Any) -> tuple[ColumnElement[bool], ...]:
        return moment >= self._first, moment < self._following

    def word_of(self, class_id: str, word: str = "") -> str:
        """Return what a class was called then, or is called now where that was not kept."""
        known = self._classes.get(class_id)
        return word or (known.word if known else class_id)

    def find(
        self,
        *conditions: ColumnElement[bool],
        treatments: Collection[Treatment] = (),
        owed_only: bool = False,
        with_person: bool = False,
    ) -> _Found:
        """Return the visits that fulfil conditions, with their devices of the given treatments."""
        query = select(Visit.id).where(*conditions).order_by(Visit.entered_at.desc(), Visit.id.desc())
        count = self.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
        ids = self.session.scalars(query.limit(MOST_NAMED)).all()
        devices = self._devices(ids, treatments, owed_only=owed_only)
        rows = self.session.execute(
            select(Visit, HandlingArea.name, Place.name)
            .join(HandlingArea, Visit.area_id == HandlingArea.id)
            .join(Place, HandlingArea.place_id == Place.id)
            .where(Visit.id.in_(ids))
            .order_by(Visit.entered_at.desc(), Visit.id.desc())
        )
        found = []
        for visit, area, place in rows:
            person, day = visit.person if with_person else "", day_of(visit.entered_at)
            logged = LoggedVisit(f"{place} {area}", visit.number, day, person, tuple(devices[visit.id]))
            found.append((visit.area_id, logged))
        return _Found(tuple(found), count)

    def _devices(
        self, ids: Sequence[UUID], treatments: Collection[Treatment], *, owed_only: bool
    ) -> defaultdict[UUID, list[LoggedDevice]]:
        query = (
            select(VisitDevice, func.coalesce(DevicePermit.number, ""), DeviceReturn.id)
            .outerjoin(DevicePermit, VisitDevice.permit_id == DevicePermit.id)
            .outerjoin(DeviceReturn, DeviceReturn.visit_device_id == VisitDevice.id)
            .where(VisitDevice.visit_id.in_(ids), VisitDevice.treatment.in_(treatments))
            .order_by(VisitDevice.position)
        )
        found: defaultdict[UUID, list[LoggedDevice]] = defaultdict(list)
        for device, permit, return_id in self.session.execute(query):
            is_back = bool(return_id)
            if not (is_back and owed_only):
                word = self.word_of(device.device_class, device.class_word)
                at = device.kept_at or permit
                found[device.visit_id].append(LoggedDevice(word, device.count, device.treatment, at, is_back))
        return found


def read_entry_evidence(session: Session, inspection_id: UUID) -> tuple[EntryEvidence, ...]:
    """Return what the log shows, in the order of the items; nothing where it holds nothing."""
    row = get_row(session, Inspection, inspection_id)
    log = _Log(session, row.contract_id, *period_of(session, row))
    totals = select(func.count(Visit.id), func.sum(cast(Visit.carries_nothing, Integer))).where(*log.visits())
    visits, nothing = session.execute(totals).one()
    of_log = _of_log(log, visits, nothing) if visits else ()
    return (*_undeclared(log), *of_log, *_own_devices(log, inspection_id))


def _of_log(log: _Log, visits: int, nothing: int) -> Iterator[EntryEvidence]:
    devices = _counts(log)
    yield _deposited(log, devices, {"visits": visits, "nothing": nothing})
    yield from _witnessed(log)
    if Treatment.ADMITTED in devices:
        yield _permitted(log, devices[Treatment.ADMITTED][0])
        yield _taken_out(log, *devices[Treatment.ADMITTED])


def _counts(log: _Log) -> dict[Treatment, tuple[int, int]]:
    """Return by treatment how many devices there were, and how many of them are accounted for."""
    returned = cast(DeviceReturn.id.is_not(None), Integer) * VisitDevice.count
    query = (
        select(VisitDevice.treatment, func.sum(VisitDevice.count), func.sum(returned))
        .join(Visit, VisitDevice.visit_id == Visit.id)
        .outerjoin(DeviceReturn, DeviceReturn.visit_device_id == VisitDevice.id)
        .where(*log.visits())
        .group_by(VisitDevice.treatment)
    )
    return {treatment: (count, back) for treatment, count, back in log.session.execute(query)}


def _owed(log: _Log, treatment: Treatment) -> _Found:
    conditions = (*log.visits(), owes(Visit.id, [treatment]))
    return log.find(*conditions, treatments=[treatment], owed_only=True)


def _undeclared(log: _Log) -> Iterator[EntryEvidence]:
    query = (
        select(DoorPoint, HandlingArea.name, Place.name, Visit.number)
        .join(HandlingArea, DoorPoint.area_id == HandlingArea.id)
        .join(Place, HandlingArea.place_id == Place.id)
        .outerjoin(Visit, DoorPoint.visit_id == Visit.id)
        .where(*log.points(DoorPointKind.FOUND))
        .order_by(DoorPoint.noticed_at.desc(), DoorPoint.id.desc())
    )
    rows = log.session.execute(query).all()
    if not rows:
        return
    named = []
    for point, area, place, number in rows[:MOST_NAMED]:
        thing = LoggedDevice(log.word_of(point.details["device"]), 1, at=point.details["note"])
        visit = LoggedVisit(f"{place} {area}", number or 0, day_of(point.noticed_at), devices=(thing,))
        named.append((point.area_id, visit))
    is_contrary = any(point.state is not PointState.DISMISSED for point, *_where in rows)
    found = _Found(tuple(named), len(rows))
    yield found.evidence(UNDECLARED, {"found": len(rows)}, is_contrary=is_contrary)


def _deposited(
    log: _Log, devices: dict[Treatment, tuple[int, int]], figures: dict[str, int]
) -> EntryEvidence:
    kept, back = devices.get(Treatment.DEPOSITED, (0, 0))
    more = {
        "declared": sum(count for count, _back in devices.values()),
        "refused": devices.get(Treatment.REFUSED, (0, 0))[0],
        "kept": kept,
        "back": back,
    }
    return _owed(log, Treatment.DEPOSITED).evidence(DEPOSITED, {**figures, **more}, is_contrary=back < kept)


def _witnessed(log: _Log) -> Iterator[EntryEvidence]:
    """Tell of the entries for which the rule asked a witness."""
    asked = Visit.rule["witness_by"].as_string() != "[]"
    wanted = log.session.scalar(select(func.count(Visit.id)).where(*log.visits(), asked)) or 0
    if not wanted:
        return
    missing = log.find(*log.visits(), asked, Visit.witness == "")
    last = log.session.scalars(
        select(Visit)
        .where(*log.visits(), asked, Visit.witness != "", Visit.witnessed_how.is_not(None))
        .order_by(Visit.entered_at.desc())
        .limit(1)
    ).first()
    told = {}
    if last is not None and last.witnessed_how is not None:
        told = {
            "last_witness": last.witness,
            "last_witness_how": last.witnessed_how.value,
            "last_witnessed_on": day_of(last.entered_at),
        }
    figures = {"wanted": wanted, "count": wanted - missing.count}
    yield missing.evidence(WITNESSED, figures, is_contrary=missing.count > 0, **told)


def _permitted(log: _Log, count: int) -> EntryEvidence:
    permitted = log.session.scalar(
        select(func.coalesce(func.sum(VisitDevice.count), 0))
        .join(Visit, VisitDevice.visit_id == Visit.id)
        .where(*log.visits(), VisitDevice.treatment == Treatment.ADMITTED, VisitDevice.permit_id.is_not(None))
    )
    kinds = log.points(DoorPointKind.PERMIT, DoorPointKind.BANNED)
    standing = (*kinds, DoorPoint.state != PointState.DISMISSED)
    wrong = log.session.scalar(select(func.count(DoorPoint.id)).where(*standing)) or 0
    found = log.find(
        Visit.id.in_(select(DoorPoint.visit_id).where(*standing)), treatments=[Treatment.ADMITTED]
    )
    figures = {"count": count, "permitted": permitted or 0, "wrong": wrong}
    return found.evidence(PERMITTED, figures, is_contrary=wrong > 0)


def _taken_out(log: _Log, count: int, back: int) -> EntryEvidence:
    found = _owed(log, Treatment.ADMITTED)
    return found.evidence(TAKEN_OUT, {"count": count, "back": back}, is_contrary=back < count)


def _own_devices(log: _Log, inspection_id: UUID) -> Iterator[EntryEvidence]:
    """Tell what the inspectors brought, each by name."""
    found = log.find(Visit.inspection_id == inspection_id, treatments=tuple(Treatment), with_person=True)
    if not found.count:
        return
    own = (Visit.inspection_id == inspection_id, owes(Visit.id))
    is_owed = log.session.scalar(select(func.count(Visit.id)).where(*own))
    yield found.evidence(OWN, {"visits": found.count}, is_contrary=bool(is_owed))
