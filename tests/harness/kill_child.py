"""A process that enters one thing after another into an inspection until it is killed."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from PIL import Image
from sqlalchemy.orm import configure_mappers

from oversight.access import Actor, Role
from oversight.checklist import adopting
from oversight.checklist.reading import builtin_editions
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.inspections import InspectionsService
from oversight.office import open_store
from tests.harness.entries import entry_for, read_held

READY = 0


def _warm_up() -> None:
    """Do once, in the process all children are forked from, what each would only spend time on."""
    configure_mappers()
    Image.init()
    for edition in builtin_editions():
        adopting._read.setdefault(edition.content_hash, edition)


_warm_up()


@dataclass(frozen=True)
class Task:
    """Where to enter what: the first entry to draw is ``number``."""

    path: Path
    key: bytes
    staff_id: UUID
    inspection_id: UUID
    seed: str
    number: int


def desk_of(task: Task) -> Desk:
    """Sit an inspector at the store."""
    clock = MachineClock()
    actor = Actor(task.staff_id, "福井 太郎", "係長", frozenset({Role.INSPECTOR, Role.MANAGER}))
    return Desk(open_store(embedded_engine(task.path, task.key), clock), clock, actor)


def enter(task: Task, told: Connection) -> None:
    """Enter until killed; each number is told once its deed has returned, and never before."""
    desk = desk_of(task)
    service = InspectionsService(desk)
    edition = service.get_inspection(task.inspection_id).edition
    held, number = read_held(desk, task.inspection_id), task.number
    told.send(READY)
    while True:
        entry = entry_for(task.seed, number, edition, held)
        entry.deed(service, task.inspection_id)
        told.send(number)
        held, number = entry.held, number + 1
