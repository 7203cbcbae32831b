"""What at the doors wants a look (注意点): found in the entry log, noted once, until somebody decides.

Pure: nothing here writes. What a visit was let in with stands in the rule it keeps; the rest follows from
the log and the register as they are now. Kinds: docs/records.md#door-points.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.device import DevicePermit, DoorPointKind, OpenVisit, Treatment, Visit, VisitDevice, VisitExit
from models.worker import Worker
from oversight.clock import at_japan, day_of
from oversight.devices.classes import all_classes_of
from oversight.devices.closing_hours import read_closing_hours
from oversight.devices.permits import holds_on
from oversight.settings import read_settings

LOOKED_BACK = dt.timedelta(days=62)
"""So far back the log is looked through; what is still open, however old it is (house default)."""
CITY_DEVICE = "city_device"
"""The city's own terminals are bound by the city's own rules on their cameras."""


@dataclass(frozen=True)
class FoundPoint:
    """Something that wants a look: ``kind`` and ``key`` say what about, ``details`` hold its figures."""

    kind: DoorPointKind
    key: str
    area_id: UUID
    contract_id: UUID
    visit_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


def find_points(session: Session, now: dt.datetime) -> tuple[FoundPoint, ...]:
    """Return all that wants a look, whether noted already or not, each once."""
    since = now - LOOKED_BACK
    found = (
        *left_open(session, now),
        *_let_in(session, since),
        *_permits(session, now, since),
        *_leavers(session, now, since),
        *_cameras(session, since),
        *_too_many(session, since),
    )
    once: dict[tuple[DoorPointKind, str], FoundPoint] = {}
    for each in found:
        once.setdefault((each.kind, each.key), each)
    return tuple(once.values())


def points_of_entry(session: Session, visit: Visit) -> tuple[FoundPoint, ...]:
    """Return what a visit was let in with."""
    reason = visit.rule.get("exception_reason") or visit.late_reason
    kinds = [DoorPointKind(each) for each in visit.rule.get("exceptions", ())]
    return tuple(of_visit(kind, visit, reason=reason, **_figures(session, kind, visit)) for kind in kinds)


def of_visit(kind: DoorPointKind, visit: Visit, **details: Any) -> FoundPoint:
    """Return a point about a visit."""
    told = {
        "person": visit.person,
        "organisation": visit.organisation,
        "number": visit.number,
        "entered_at": at_japan(visit.entered_at).isoformat(timespec="minutes"),
    }
    return FoundPoint(kind, str(visit.id), visit.area_id, visit.contract_id, visit.id, {**told, **details})


def _figures(session: Session, kind: DoorPointKind, visit: Visit) -> dict[str, Any]:
    if kind is DoorPointKind.OVER_MOST:
        return {"most": visit.rule.get("max_persons")}
    return _wrong_permit(session, visit) if kind is DoorPointKind.PERMIT else {}


def _wrong_permit(session: Session, visit: Visit) -> dict[str, Any]:
    """Return which permit named at the door did not hold on that day, if any was named."""
    named = (
        select(DevicePermit)
        .join(VisitDevice, VisitDevice.permit_id == DevicePermit.id)
        .where(VisitDevice.visit_id == visit.id, VisitDevice.treatment == Treatment.ADMITTED)
        .order_by(VisitDevice.position)
    )
    day = day_of(visit.entered_at)
    wrong = [permit for permit in session.scalars(named) if not holds_on(permit, day)]
    return _told_permit(wrong[0]) if wrong else {}


def _told_permit(permit: DevicePermit) -> dict[str, Any]:
    return {"permit": permit.number, "ends_on": (permit.ended_on or permit.ends_on).isoformat()}


def left_open(session: Session, now: dt.datetime) -> Iterator[FoundPoint]:
    """Find who is inside past the closing hour, and what nobody handed back when the visitor left."""
    query = select(Visit, OpenVisit.left_at).join(OpenVisit, OpenVisit.visit_id == Visit.id)
    rows = session.execute(query.order_by(OpenVisit.entered_at, Visit.id)).all()
    hours = read_closing_hours(session, {visit.area_id for visit, _left_at in rows})
    for visit, left_at in rows:
        closes_at = hours.closing_of(visit.area_id, left_at or visit.entered_at)
        if now > closes_at:
            kind = DoorPointKind.LEFT_OPEN if left_at is None else DoorPointKind.NOT_RETURNED
            yield of_visit(kind, visit, closes_at=at_japan(closes_at).isoformat(timespec="minutes"))


def _let_in(session: Session, since: dt.datetime) -> Iterator[FoundPoint]:
    excepted = Visit.rule["exceptions"].as_string() != "[]"
    for visit in session.scalars(select(Visit).where(Visit.entered_at >= since, excepted).order_by(Visit.id)):
        yield from points_of_entry(session, visit)


def _permits(session: Session, now: dt.datetime, since: dt.datetime) -> Iterator[FoundPoint]:
    """Find devices let in under a permit that did not hold that day, or does not while they are inside."""
    query = (
        select(Visit, DevicePermit, OpenVisit.visit_id.is_not(None))
        .join(VisitDevice, VisitDevice.visit_id == Visit.id)
        .join(DevicePermit, VisitDevice.permit_id == DevicePermit.id)
        .outerjoin(OpenVisit, OpenVisit.visit_id == Visit.id)
        .where(
            VisitDevice.treatment == Treatment.ADMITTED,
            (Visit.entered_at >= since) | OpenVisit.visit_id.is_not(None),
        )
        .order_by(Visit.id)
    )
    for visit, permit, is_open in session.execute(query):
        days = [day_of(visit.entered_at), *([day_of(now)] if is_open else [])]
        if not all(holds_on(permit, day) for day in days):
            yield of_visit(DoorPointKind.PERMIT, visit, **_told_permit(permit))


def _leavers(session: Session, now: dt.datetime, since: dt.datetime) -> Iterator[FoundPoint]:
    query = (
        select(Visit, Worker.ends_on)
        .join(Worker, Visit.worker_id == Worker.id)
        .where(Visit.entered_at >= since, Worker.ends_on < day_of(now))
        .order_by(Visit.id)
    )
    for visit, ends_on in session.execute(query):
        if ends_on is not None and ends_on < day_of(visit.entered_at):
            yield of_visit(DoorPointKind.LEAVER, visit, ends_on=ends_on.isoformat())


def _cameras(session: Session, since: dt.datetime) -> Iterator[FoundPoint]:
    """Find what takes pictures and was let in without a permit where none may be taken."""
    classes = {each.id: each for each in all_classes_of(read_settings(session).device_classes)}
    seeing = [name for name, each in classes.items() if each.takes_pictures and name != CITY_DEVICE]
    query = (
        select(Visit, VisitDevice.device_class)
        .join(VisitDevice, VisitDevice.visit_id == Visit.id)
        .where(
            Visit.entered_at >= since,
            Visit.rule["no_camera_by"].as_string() != "[]",
            VisitDevice.treatment == Treatment.ADMITTED,
            VisitDevice.permit_id.is_(None),
            VisitDevice.device_class.in_(seeing),
        )
        .order_by(Visit.id, VisitDevice.position)
    )
    for visit, class_id in session.execute(query):
        yield of_visit(DoorPointKind.CAMERA, visit, device=class_id)


def _too_many(session: Session, since: dt.datetime) -> Iterator[FoundPoint]:
    """Find who entered while as many were inside as may be."""
    most = Visit.rule["max_persons"].as_integer()
    query = (
        select(Visit.id, Visit.area_id, Visit.entered_at, VisitExit.left_at, most)
        .outerjoin(VisitExit, VisitExit.visit_id == Visit.id)
        .where(Visit.entered_at >= since, most.is_not(None))
        .order_by(Visit.entered_at, Visit.number)
    )
    stays: dict[UUID, list[Any]] = defaultdict(list)
    for stay in session.execute(query):
        stays[stay.area_id].append(stay)
    ids = [each for some in stays.values() for each in _over(some)]
    for visit in session.scalars(select(Visit).where(Visit.id.in_(ids)).order_by(Visit.id)):
        yield of_visit(DoorPointKind.OVER_MOST, visit, most=visit.rule["max_persons"])


def _over(stays: Sequence[Any]) -> Iterator[UUID]:
    """Yield the visits of one area, in the order of entering, that found it full."""
    inside: list[dt.datetime | None] = []
    for visit_id, _area_id, entered_at, left_at, most in stays:
        inside = [left for left in inside if left is None or left > entered_at]
        if len(inside) >= most:
            yield visit_id
        inside.append(left_at)
