"""A process that stands at a door and records one deed after another until it is killed."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.connection import Connection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import configure_mappers

from models.tables import DeviceReturn, DoorPoint, Visit, VisitDevice, VisitExit, VisitSignature
from oversight.access import Actor, Role
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.devices import VisitsService
from oversight.engines import embedded_engine
from oversight.office import open_store
from tests.harness.door_deeds import DoorTask, deed_for

READY = 0
KEPT = (Visit, VisitDevice, VisitSignature, VisitExit, DeviceReturn, DoorPoint)
"""Tables whose rows never go away once they are there."""

configure_mappers()


@dataclass(frozen=True)
class DoorHeld:
    """What the store holds: every row that stays, by identifier, and the numbers of the drafts kept.

    ``draft`` is an entry half made, ``sheet`` a sheet half keyed in; 0 where there is none.
    """

    rows: frozenset[UUID]
    draft: int = 0
    sheet: int = 0


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
    service = VisitsService(desk)
    drafts = (service.read_draft(area_id), service.read_sheet_draft(area_id))
    return DoorHeld(rows, *(draft["number"] if draft else 0 for draft in drafts))


def stand_at_door(task: DoorTask, told: Connection) -> None:
    """Record until killed; each number is told once its deed has returned, with what the store then holds."""
    desk, number = door_desk(task), task.number
    service = VisitsService(desk)
    told.send((READY, None))
    while True:
        deed_for(task, number, service)(service)
        told.send((number, read_door(desk, task.area_id)))
        number += 1
