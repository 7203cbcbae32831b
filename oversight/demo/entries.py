"""Entries in the made-up city's logs as the door would have kept them: numbered, hashed, signed, left."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.device import (
    DevicePermit,
    DeviceReturn,
    DoorPointKind,
    HandlingArea,
    Treatment,
    Visit,
    VisitDevice,
    VisitExit,
    VisitSignature,
    VisitSigner,
    WitnessMethod,
)
from models.signature import SignatureMethod
from oversight.demo.doors import DemoArea, DemoPermit, DemoPerson, Doors
from oversight.devices import DEFAULT_CLASSES
from oversight.devices.kept_rule import rule_as_kept
from oversight.devices.open_visits import make_anew
from oversight.devices.visit_document import hash_of_entry, hash_of_leaving
from oversight.store import WritingSession, fresh_values

TABLES = (HandlingArea, DevicePermit, Visit, VisitDevice, VisitExit, DeviceReturn, VisitSignature)
"""Parents before children."""
_WORDS = {each.id: each.word for each in DEFAULT_CLASSES}
_AFTER = dt.timedelta(milliseconds=1)


@dataclass(frozen=True)
class Brought:
    """A device at a door; ``is_returned`` tells whether it was handed back with the leaving."""

    device_class: str
    treatment: Treatment = Treatment.DEPOSITED
    kept_at: str = ""
    permit: DemoPermit | None = None
    is_returned: bool = True


@dataclass(frozen=True)
class Entry:
    """One who entered, as the door will be told; without ``left_at`` they are inside.

    ``late_by`` is how much later it was recorded. ``passed`` is what they were let in with all the same;
    ``truths`` are the fields of the truths in which its number is told.
    """

    area: DemoArea
    person: DemoPerson
    purpose: str
    entered_at: dt.datetime
    left_at: dt.datetime | None
    devices: tuple[Brought, ...] = ()
    group_id: UUID | None = None
    late_by: dt.timedelta | None = None
    late_reason: str = ""
    exit_late_reason: str = ""
    passed: tuple[DoorPointKind, ...] = ()
    exception_reason: str = ""
    truths: tuple[str, ...] = ()

    @property
    def recorded_at(self) -> dt.datetime:
        """Return when it was recorded."""
        return self.entered_at + (self.late_by or dt.timedelta())


def put_entries(doors: Doors, entries: Iterable[Entry]) -> None:
    """Number the entries of each area in the order of recording, and note all their rows."""
    by_area = defaultdict[UUID, list[Entry]](list)
    for entry in entries:
        by_area[entry.area.id].append(entry)
    for some in by_area.values():
        for number, entry in enumerate(sorted(some, key=lambda each: each.recorded_at), start=1):
            _put(doors, entry, number)
            for name in entry.truths:
                getattr(doors.register.truths, name).append(f"{entry.area.told} {number}")


def write_doors(doors: Doors, session: WritingSession) -> None:
    """Write all rows, parents first, and who is inside."""
    for model in TABLES:
        session.add_many(model, doors.rows[model])
    make_anew(session)


def _put(doors: Doors, entry: Entry, number: int) -> None:
    visit_id = doors.register.dice.id_at(entry.recorded_at)
    devices = [
        VisitDevice(
            id=doors.register.dice.id_at(entry.recorded_at),
            visit_id=visit_id,
            position=position,
            device_class=each.device_class,
            class_word=_WORDS[each.device_class],
            count=1,
            treatment=each.treatment,
            kept_at=each.kept_at,
            serial=each.permit.serial if each.permit else "",
            permit_id=each.permit.id if each.permit else None,
        )
        for position, each in enumerate(entry.devices)
    ]
    visit = Visit(id=visit_id, number=number, **_values(doors, entry))
    visit.document_hash = hash_of_entry(visit, devices)
    _note(doors, visit, *devices)
    if entry.late_by is None:
        _sign(doors, entry, visit, visit.document_hash, entry.entered_at, is_leaving=False)
    if entry.left_at is not None:
        _put_exit(doors, entry, visit, devices, entry.left_at)


def _values(doors: Doors, entry: Entry) -> dict[str, Any]:
    area, person, holding = entry.area, entry.person, entry.area.holding
    witness = _witness(doors, entry) if holding.witness_by else None
    escort = _witness(doors, entry) if holding.escort_by and person.staff_id is None else None
    return {
        "area_id": area.id,
        "contract_id": area.contract.id,
        "person": person.name,
        "organisation": person.organisation,
        "worker_id": person.worker_id,
        "staff_id": person.staff_id,
        "inspection_id": None,
        "entered_at": entry.entered_at,
        "purpose": entry.purpose,
        "carries_nothing": not entry.devices,
        "group_id": entry.group_id,
        "late_reason": entry.late_reason,
        "rule": dict(rule_as_kept(holding, entry.passed, entry.exception_reason)),
        "witness": witness.signature if witness else "",
        "witness_id": witness.staff_id if witness and entry.late_by is None else None,
        "witnessed_how": WitnessMethod.SIGHT if witness else None,
        "escort": escort.signature if escort else "",
        "escort_id": escort.staff_id if escort else None,
        "sheet": "",
        "recorded_at": entry.recorded_at,
        "recorded_by": doors.staff[0].signature,
    }


def _witness(doors: Doors, entry: Entry) -> DemoPerson:
    """Return who of the city stood by that day: never the carrier."""
    others = [each for each in doors.staff if each.staff_id != entry.person.staff_id]
    return others[entry.entered_at.toordinal() % len(others)]


def _put_exit(
    doors: Doors, entry: Entry, visit: Visit, devices: list[VisitDevice], left_at: dt.datetime
) -> None:
    dice, recorded_by = doors.register.dice, doors.staff[0].signature
    back = zip(devices, entry.devices, strict=True)
    returns = [
        DeviceReturn(
            id=dice.id_at(left_at),
            visit_device_id=device.id,
            handing=0,
            returned_at=left_at,
            note="",
            recorded_at=left_at,
            recorded_by=recorded_by,
        )
        for device, brought in back
        if brought.is_returned and device.treatment is not Treatment.REFUSED
    ]
    left = VisitExit(
        id=dice.id_at(left_at + _AFTER),
        visit_id=visit.id,
        left_at=left_at,
        late_reason=entry.exit_late_reason,
        recorded_at=left_at,
        recorded_by=recorded_by,
    )
    _note(doors, left, *returns)
    if entry.late_by is None and not entry.exit_late_reason:
        _sign(doors, entry, visit, hash_of_leaving(visit, left, returns), left_at, is_leaving=True)


def _sign(
    doors: Doors, entry: Entry, visit: Visit, signed_hash: str, at: dt.datetime, *, is_leaving: bool
) -> None:
    """Sign as the carrier, and as the witness where the rule asks for one."""
    for kind, person in _signers(doors, entry, is_leaving=is_leaving):
        is_carrier = person is entry.person
        signature = VisitSignature(
            id=doors.register.dice.id_at(at),
            visit_id=visit.id,
            kind=kind,
            handing=0,
            name=person.name,
            post="" if is_carrier else person.post,
            staff_id=None if is_carrier else person.staff_id,
            method=SignatureMethod.TYPED if is_carrier else SignatureMethod.KEY,
            declined_reason="",
            signed_hash=signed_hash,
            picture_sha256="",
            signed_at=at,
            taken_by=doors.staff[0].signature,
        )
        _note(doors, signature)


def _signers(doors: Doors, entry: Entry, *, is_leaving: bool) -> Iterator[tuple[VisitSigner, DemoPerson]]:
    yield VisitSigner.CARRIER_OUT if is_leaving else VisitSigner.CARRIER_IN, entry.person
    if entry.area.holding.witness_by:
        kind = VisitSigner.WITNESS_OUT if is_leaving else VisitSigner.WITNESS_IN
        yield kind, _witness(doors, entry)


def _note(doors: Doors, *rows: Any) -> None:
    for row in rows:
        doors.rows[type(row)].append(fresh_values(row))
