"""A process that stands at a door and records one deed after another until it is killed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import configure_mappers

from models.device import Treatment
from models.tables import DeviceReturn, DoorPoint, Visit, VisitDevice, VisitExit, VisitSignature
from oversight.access import Actor, Role
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.devices import (
    CarrierSign,
    DeclaredDevice,
    EntryDraft,
    HandBackDraft,
    LeavingDraft,
    VisitsService,
)
from oversight.engines import embedded_engine
from oversight.office import open_store

READY = 0
KEPT = (Visit, VisitDevice, VisitSignature, VisitExit, DeviceReturn, DoorPoint)
"""Tables whose rows never go away once they are there."""
_DEVICES = (
    DeclaredDevice("smartphone", kept_at="ロッカー3"),
    DeclaredDevice("usb_memory", 2, kept_at="封印 12"),
    DeclaredDevice("medical", treatment=Treatment.ADMITTED),
    DeclaredDevice("camera", treatment=Treatment.REFUSED),
)

configure_mappers()


@dataclass(frozen=True)
class DoorTask:
    """Which door; the first deed to draw is ``number``."""

    path: Path
    key: bytes
    staff_id: UUID
    area_id: UUID
    seed: str
    number: int


@dataclass(frozen=True)
class DoorHeld:
    """What the store holds: every row that stays, by identifier, and the number of the draft kept."""

    rows: frozenset[UUID]
    draft: int


Told = tuple[int, DoorHeld | None]


def door_desk(task: DoorTask) -> Desk:
    """Sit somebody at the store."""
    clock = MachineClock()
    actor = Actor(task.staff_id, "福井 太郎", "係長", frozenset({Role.INSPECTOR, Role.MANAGER}))
    return Desk(open_store(embedded_engine(task.path, task.key), clock), clock, actor)


def read_door(desk: Desk, area_id: UUID) -> DoorHeld:
    """Read what the store holds."""
    with desk.reading() as session:
        rows = frozenset(row_id for model in KEPT for row_id in session.scalars(select(model.id)))
    draft = VisitsService(desk).read_draft(area_id)
    return DoorHeld(rows, draft["number"] if draft else 0)


def stand_at_door(task: DoorTask, told: Connection) -> None:
    """Record until killed; each number is told once its deed has returned, with what the store then holds."""
    desk, number = door_desk(task), task.number
    service = VisitsService(desk)
    told.send((READY, None))
    while True:
        deed_for(task, number, service)(service, task.area_id, number)
        told.send((number, read_door(desk, task.area_id)))
        number += 1


DoorDeed = Callable[[VisitsService, UUID, int], object]


def deed_for(task: DoorTask, number: int, service: VisitsService) -> DoorDeed:
    """Draw a deed from the seed and from who is inside."""
    dice = Random(f"{task.seed}:{number}")
    open_ones = service.inside_now(task.area_id)
    inside = [each.visit.id for each in open_ones if each.visit.is_inside]
    owed = [device.id for each in open_ones for device in each.visit.owed]
    if len(inside) > 6 or (inside and dice.random() < 0.3):
        some = dice.sample(inside, min(len(inside), 3))
        return _leaving(some, service if dice.random() < 0.7 else None)
    if owed and dice.random() < 0.2:
        back = tuple(dice.sample(owed, min(len(owed), 2)))
        signed = dict.fromkeys(
            (each.visit.id for each in open_ones), CarrierSign(declined_reason="試験のため")
        )
        return lambda visits, _area, _number: visits.hand_back(HandBackDraft(back, signed=signed))
    if dice.random() < 0.3:
        return lambda visits, area, count: visits.save_draft(area, {"number": count, "person": "書きかけ"})
    if dice.random() < 0.1:
        return lambda visits, area, count: visits.note_found_device(area, "smartphone", f"机{count}番の下")
    return _entering(dice)


def _entering(dice: Random) -> DoorDeed:
    names = [f"従事 {dice.randrange(10**9)}" for _person in range(dice.choice((1, 1, 3, 8)))]
    devices = [tuple(dice.sample(_DEVICES, dice.randrange(3))) for _name in names]

    def enter(visits: VisitsService, area_id: UUID, _number: int) -> object:
        signed = CarrierSign(declined_reason="試験のため")
        group = [
            (EntryDraft(area_id, name, "委託先", "入力", devices=brought, carries_nothing=not brought,
                        exception_reason="試験"), signed)
            for name, brought in zip(names, devices, strict=True)
        ]  # fmt: skip
        return visits.enter_group(group)

    return enter


def _leaving(visit_ids: Sequence[UUID], returning: VisitsService | None) -> DoorDeed:
    """Leave with all that was brought, or leave it behind."""
    visits = [returning.get_visit(each) for each in visit_ids] if returning else []
    devices = tuple(device.id for visit in visits for device in visit.owed)
    signed = dict.fromkeys(visit_ids, CarrierSign(declined_reason="試験のため"))
    draft = LeavingDraft(tuple(visit_ids), devices, signed=signed)
    return lambda service, _area, _number: service.leave(draft)
