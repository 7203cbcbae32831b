"""Entering: visits, their devices and signatures in one deed, numbered without gaps in the area's log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.device import DoorPointKind, HandlingArea, OpenVisit, Visit, VisitDevice, VisitExit, VisitSigner
from oversight.access import Actor
from oversight.desk import Desk
from oversight.devices.areas import AreaRow, read_area, read_holding
from oversight.devices.arrivals import Arrival, arrival_of
from oversight.devices.classes import DeviceClass, classes_of
from oversight.devices.exceptions import Doorway, refuse_breaches
from oversight.devices.kept_rule import rule_as_kept
from oversight.devices.persons import told_of
from oversight.devices.visit_document import hash_of_entry
from oversight.devices.visit_rows import CarrierSign, EntryDraft
from oversight.devices.visit_signing import Signing, sign_as_carrier, sign_as_witness
from oversight.errors import RefusedError
from oversight.field_words import field_word
from oversight.japanese import fold
from oversight.personal_number import refuse_individual_number
from oversight.settings import read_settings
from oversight.words import _

_LONGEST_STAY = dt.timedelta(days=7)
"""How far back one looks for who was inside at a moment long past."""

Coming = tuple[EntryDraft, CarrierSign | None]
"""One who enters, and what they give as a signature."""


@dataclass(frozen=True)
class _Door:
    session: Session
    desk: Desk
    area: AreaRow
    doorway: Doorway
    group_id: UUID | None
    classes: Mapping[str, DeviceClass]


def enter(session: Session, desk: Desk, group: Sequence[Coming], witness: Actor | None) -> list[Visit]:
    """Record that a group entered one area, each with what they declared; all of them or nobody."""
    area = _area_of(session, group)
    # one entry at a time: the numbers have no gaps, and nobody slips in over the most
    session.scalar(select(HandlingArea.id).where(HandlingArea.id == area.id).with_for_update())
    classes = {each.id: each for each in classes_of(read_settings(session).device_classes)}
    arrivals = []
    for place, (draft, signed) in enumerate(group):
        with told_of(place, len(group)):
            arrivals.append(arrival_of(session, desk, area, classes, draft, signed))
    inside = _count_inside(session, area.id, arrivals[0])
    doorway = Doorway(session, area.contract_id, read_holding(session, area), inside, len(group), witness)
    group_id = group[0][0].group_id or (new_id() if len(group) > 1 else None)
    door = _Door(session, desk, area, doorway, group_id, classes)
    return _record(door, arrivals)


def _area_of(session: Session, group: Sequence[Coming]) -> AreaRow:
    areas = {draft.area_id for draft, _signed in group}
    if len(areas) != 1:
        raise RefusedError(
            _("一組で入るのは、一つの区域だけです。"), _("区域を選び直してください。"), field="area_id"
        )
    return read_area(session, areas.pop())


def _record(door: _Door, arrivals: Sequence[Arrival]) -> list[Visit]:
    first = _next_number(door.session, door.area.id)
    visits = []
    for place, arrival in enumerate(arrivals):
        with told_of(place, len(arrivals)):
            _refuse_inside(door, arrival, arrivals[:place])
            passed = refuse_breaches(door.doorway, arrival, place)
            visits.append(_put(door, arrival, first + place, passed))
    return visits


def _put(door: _Door, arrival: Arrival, number: int, passed: Sequence[DoorPointKind]) -> Visit:
    visit = Visit(id=new_id(), number=number, group_id=door.group_id, **_values(door, arrival, passed))
    devices = [
        VisitDevice(
            id=new_id(),
            visit_id=visit.id,
            position=position,
            device_class=each.class_id,
            class_word=door.classes[each.class_id].word,
            count=each.count,
            treatment=each.treatment,
            kept_at=each.kept_at.strip(),
            serial=each.serial.strip(),
            permit_id=each.permit_id,
        )
        for position, each in enumerate(arrival.draft.devices)
    ]
    visit.document_hash = hash_of_entry(visit, devices)
    door.session.add(visit)
    door.session.flush()
    door.session.add_all(devices)
    _sign(door, visit, arrival)
    door.session.flush()
    open_row = {name: getattr(visit, name) for name in ("area_id", "inspection_id", "entered_at")}
    door.session.execute(insert(OpenVisit).values(visit_id=visit.id, left_at=None, **open_row))
    return visit


def _values(door: _Door, arrival: Arrival, passed: Sequence[DoorPointKind]) -> Mapping[str, Any]:
    draft, witness = arrival.draft, door.doorway.witness
    refuse_individual_number(draft.exception_reason, field=field_word("visit", "rule"))
    own = (
        "area_id",
        "person",
        "organisation",
        "worker_id",
        "staff_id",
        "inspection_id",
        "escort",
        "escort_id",
    )
    return {
        **{name: getattr(draft, name) for name in own},
        "contract_id": door.area.contract_id,
        "entered_at": arrival.at,
        "purpose": draft.purpose.strip(),
        "carries_nothing": draft.carries_nothing,
        "late_reason": draft.late_reason.strip() if arrival.is_late else "",
        "rule": rule_as_kept(door.doorway.holding, passed, draft.exception_reason),
        "witness": witness.signature if witness else _written_witness(arrival),
        "witness_id": witness.staff_id if witness else None,
        "witnessed_how": draft.witnessed_how,
        "sheet": draft.sheet.strip(),
        "recorded_at": door.desk.clock.now(),
        "recorded_by": door.desk.actor.signature,
    }


def _written_witness(arrival: Arrival) -> str:
    return arrival.draft.witness_written.strip() if arrival.is_late else ""


def _sign(door: _Door, visit: Visit, arrival: Arrival) -> None:
    signing = Signing(door.session, door.desk, visit, visit.document_hash)
    if arrival.signed is not None:
        sign_as_carrier(signing, VisitSigner.CARRIER_IN, arrival.signed)
    if door.doorway.witness is not None:
        sign_as_witness(signing, VisitSigner.WITNESS_IN, door.doorway.witness)


def _next_number(session: Session, area_id: UUID) -> int:
    return (session.scalar(select(func.max(Visit.number)).where(Visit.area_id == area_id)) or 0) + 1


def _count_inside(session: Session, area_id: UUID, arrival: Arrival) -> int:
    """Return how many are inside: now, or at the moment of what is entered afterwards."""
    if not arrival.is_late:
        inside = select(func.count()).where(OpenVisit.area_id == area_id, OpenVisit.left_at.is_(None))
        return session.scalar(inside) or 0
    were = (
        select(func.count(Visit.id))
        .outerjoin(VisitExit, VisitExit.visit_id == Visit.id)
        .where(
            Visit.area_id == area_id,
            Visit.entered_at <= arrival.at,
            Visit.entered_at > arrival.at - _LONGEST_STAY,
            VisitExit.left_at.is_(None) | (VisitExit.left_at > arrival.at),
        )
    )
    return session.scalar(were) or 0


def _refuse_inside(door: _Door, arrival: Arrival, before: Sequence[Arrival]) -> None:
    """Refuse somebody who is inside already: a forgotten leaving is entered first."""
    inside = (
        select(Visit.person, Visit.organisation, Visit.worker_id, Visit.staff_id)
        .join(OpenVisit, OpenVisit.visit_id == Visit.id)
        .where(OpenVisit.area_id == door.area.id, OpenVisit.left_at.is_(None))
    )
    there = set() if arrival.is_late else {_who(*row) for row in door.session.execute(inside)}
    if _of(arrival) in there | {_of(each) for each in before}:
        raise RefusedError(
            _("この人は、すでに入室しています。"),
            _("前の退室を記録してから、入室を記録してください。"),
            field="person",
        )


def _of(arrival: Arrival) -> object:
    draft = arrival.draft
    return _who(draft.person, draft.organisation, draft.worker_id, draft.staff_id)


def _who(person: str, organisation: str, worker_id: UUID | None, staff_id: UUID | None) -> object:
    return worker_id or staff_id or (fold(person), fold(organisation))
