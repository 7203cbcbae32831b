"""The door with 10 thousand, 50 thousand and 200 thousand visits in the encrypted store.

Inside are 60 throughout, and a month has as many visits whatever lies before it: what the door shows must
not grow with what is stored. Ratios are against the smallest store.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, text

from models.base import new_id
from models.department import Role
from models.tables import (
    Contract,
    Contractor,
    Department,
    DeviceReturn,
    HandlingArea,
    Place,
    Staff,
    Visit,
    VisitDevice,
    VisitExit,
    VisitSignature,
)
from oversight.access import Actor
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.devices import DEFAULT_CLASSES, CarrierSign, EntryDraft, VisitsService
from oversight.devices.open_visits import make_anew
from oversight.engines import embedded_engine
from oversight.office import open_store
from oversight.upgrading import bring_up_to_date
from tests.benchmarks.figures import middle

AREAS, PERSONS, INSIDE = 20, 400, 60
SIZES = (10_000, 50_000, 200_000)
NOW = dt.datetime(2026, 11, 24, 11, tzinfo=JAPAN)
_SAID = {"handling": "deposit", "rules": ["取扱区域"], "classes": [each.id for each in DEFAULT_CLASSES]}
_RULE = {"devices": [_SAID], "exceptions": [], "no_camera_by": [], "witness_by": [], "max_persons": 8}
_PER_DAY = 250
_RUNS = 9


def ground(engine: Engine, witness: Actor) -> tuple[UUID, list[UUID]]:
    """Put down a contract with its areas; return the contract and the areas."""
    section, contractor, contract, place = (new_id() for _each in range(4))
    areas = [new_id() for _each in range(AREAS)]
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (Department, [{"id": section, "name": "介護保険課"}]),
        (Staff, [{"id": witness.staff_id, "name": witness.name, "roles": []}]),
        (Contractor, [{"id": contractor, "name": "株式会社髙﨑", "kind": "private",
                       "state": "under_contract"}]),
        (Contract, [{"id": contract, "number": "B-1", "title": "業務", "contractor_id": contractor,
                     "department_id": section, "kind": "single_year", "state": "in_service"}]),
        (Place, [{"id": place, "contract_id": contract, "name": "センター"}]),
        (HandlingArea, [{"id": each, "place_id": place, "name": f"区域{at}", "level": "handling",
                         "systems": [], "max_persons": 8, "closes_at": dt.time(18, 30)}
                        for at, each in enumerate(areas)]),
    ]  # fmt: skip
    with engine.begin() as connection:
        for model, values in rows:
            connection.execute(insert(model), [{**each, "version": 1} for each in values])
    return contract, areas


def visits(contract: UUID, areas: list[UUID], first: int, last: int, total: int) -> Iterator[dict[str, Any]]:
    """Yield visits, the newest last; the last of all are this morning's."""
    dice = random.Random(first)
    for at in range(first, last):
        before = total - 1 - at
        entered_at = NOW - dt.timedelta(days=before // _PER_DAY, minutes=before % _PER_DAY)
        yield {
            "id": new_id(), "area_id": areas[at % AREAS], "contract_id": contract, "number": at // AREAS + 1,
            "entered_at": entered_at, "person": f"従事 {dice.randrange(PERSONS)}",
            "organisation": "株式会社髙﨑", "purpose": "データ入力", "carries_nothing": False, "rule": _RULE,
            "witness": "主任 舘 花子", "document_hash": "0" * 64, "recorded_at": entered_at,
            "recorded_by": "係長", "late_reason": "",
        }  # fmt: skip


def fill(engine: Engine, contract: UUID, areas: list[UUID], total: int) -> None:
    """Store so many visits, each with a device and two signatures; all but the last have left."""
    for start in range(0, total, 10_000):
        some = list(visits(contract, areas, start, min(start + 10_000, total), total))
        gone = some if start + 10_000 < total else some[:-INSIDE]
        devices = [{"id": new_id(), "visit_id": each["id"], "position": 0, "device_class": "smartphone",
                    "count": 1, "treatment": "deposited", "kept_at": "ロッカー3"}
                   for each in some]  # fmt: skip
        signatures = [{"id": new_id(), "visit_id": each["id"], "kind": kind, "name": each["person"],
                       "method": "typed", "signed_hash": "0" * 64, "signed_at": each["entered_at"]}
                      for each in some for kind in ("carrier_in", "witness_in")]  # fmt: skip
        with engine.begin() as connection:
            connection.execute(insert(Visit), some)
            connection.execute(insert(VisitDevice), devices)
            connection.execute(insert(VisitSignature), signatures)
            connection.execute(insert(VisitExit), [_exit(each) for each in gone])
            _hand_back(connection, gone, devices)


def _exit(visit: dict[str, Any]) -> dict[str, Any]:
    left_at = visit["entered_at"] + dt.timedelta(minutes=40)
    return {"id": new_id(), "visit_id": visit["id"], "left_at": left_at, "recorded_at": left_at,
            "recorded_by": "係長", "late_reason": ""}  # fmt: skip


def _hand_back(connection: Any, gone: list[dict[str, Any]], devices: list[dict[str, Any]]) -> None:
    rows = [{"id": new_id(), "visit_device_id": device["id"], "returned_at": visit["entered_at"],
             "recorded_at": visit["entered_at"], "recorded_by": "係長", "note": ""}
            for visit, device in zip(gone, devices, strict=False)]  # fmt: skip
    connection.execute(insert(DeviceReturn), rows)


def measure(folder: Path, total: int) -> dict[str, float]:
    """Return how long each thing takes, in seconds, with so many visits stored."""
    clock = FixedClock(NOW)
    path = folder / f"{total}.db"
    engine = embedded_engine(path, bytes(range(32)), create=True)
    bring_up_to_date(engine, store_path=path, backups=folder / "backups", clock=clock)
    actor = Actor(new_id(), "舘 花子", "主任", frozenset(Role))
    writing = engine.execution_options(oversight_write=True)
    contract, areas = ground(writing, actor)
    fill(writing, contract, areas, total)
    desk = Desk(open_store(engine, clock), clock, actor)
    with desk.store.writing(actor, "store.upgrade") as session:
        make_anew(session)
        session.execute(text("ANALYZE"))
    figures = _figures(VisitsService(desk), areas)
    engine.dispose()
    return figures


def _figures(service: VisitsService, areas: list[UUID]) -> dict[str, float]:
    assert len(service.inside_now()) == INSIDE
    assert len(service.regulars(areas[0])) == 12
    came = iter(range(1_000))

    def enter() -> None:
        draft = EntryDraft(areas[0], f"来訪 {next(came)}", purpose="保守", carries_nothing=True,
                           exception_reason="計測")  # fmt: skip
        service.enter(draft, signed=CarrierSign(declined_reason="計測"))

    asked: dict[str, Callable[[], object]] = {
        "inside now, all areas": service.inside_now,
        "inside now, one area": lambda: service.inside_now(areas[0]),
        "regulars": lambda: service.regulars(areas[0]),
        "log of a month, one area": lambda: service.list_visits(areas[0], NOW.date()),
        "numbers of the first page": service.today,
        "points looked for (in the background)": service.note_points,
        "entry recorded": enter,
    }
    return {name: middle(work, _RUNS) for name, work in asked.items()}


def main() -> None:
    """Measure at each size; tell milliseconds, and ratios against the smallest."""
    with tempfile.TemporaryDirectory() as folder:
        measured = {size: measure(Path(folder), size) for size in SIZES}
    for name, first in measured[SIZES[0]].items():
        told = ", ".join(
            f"{size // 1000}k {figures[name] * 1000:.1f} ms ({figures[name] / first:.2f})"
            for size, figures in measured.items()
        )
        sys.stdout.write(f"{name}: {told}\n")


if __name__ == "__main__":
    main()
