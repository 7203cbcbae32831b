"""The door with 10 thousand, 50 thousand and 200 thousand visits in the encrypted store.

Inside are 60 throughout, and a month has as many visits whatever lies before it: what the door shows must
not grow with what is stored. All visits are of one contract, 250 a day at 20 areas: what is read by contract
meets its worst case. Ratios are against the smallest store; ``--size`` measures one size alone.
"""

from __future__ import annotations

import argparse
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
from models.device import PermitState
from models.monthly_report import ReportState
from models.report_filing import FilingChannel
from models.tables import (
    Contract,
    Contractor,
    Department,
    DevicePermit,
    DeviceReturn,
    HandlingArea,
    MonthlyReport,
    Place,
    ReportFiling,
    Staff,
    Visit,
    VisitDevice,
    VisitExit,
    VisitSignature,
)
from oversight.access import Actor
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.devices import (
    DEFAULT_CLASSES,
    AreasService,
    CarrierSign,
    DeclaredDevice,
    EntryDraft,
    HandBackDraft,
    LeavingDraft,
    VisitsService,
)
from oversight.devices.open_visits import make_anew
from oversight.engines import embedded_engine
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from oversight.office import open_store
from oversight.report_form.questions import current_set
from oversight.upgrading import bring_up_to_date
from tests.benchmarks.figures import middle
from tests.factories import adopt_editions

AREAS, PERSONS, INSIDE = 20, 400, 60
SIZES = (10_000, 50_000, 200_000)
NOW = dt.datetime(2026, 11, 24, 11, tzinfo=JAPAN)
_SAID = {"handling": "deposit", "rules": ["取扱区域"], "classes": [each.id for each in DEFAULT_CLASSES]}
_RULE = {"devices": [_SAID], "exceptions": [], "no_camera_by": [], "witness_by": ["基幹系"], "max_persons": 8}
_DECLINED = CarrierSign(declined_reason="計測")
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


def permits(contract: UUID, areas: list[UUID], total: int) -> list[dict[str, Any]]:
    """Return a permit for every hundred visits, of as many people, half of them run out."""
    last = (dt.date(2026, 9, 30), dt.date(2027, 3, 31))
    return [
        {"id": new_id(), "version": 1, "number": f"持{at:06}", "contract_id": contract,
         "area_id": areas[at % AREAS], "holder": f"従事 {at}", "purpose": "保守", "device_class": "laptop",
         "device": "端末", "serial": f"SN-{at}", "starts_on": dt.date(2026, 4, 1), "ends_on": last[at % 2],
         "state": PermitState.PERMITTED, "requested_on": dt.date(2026, 4, 1),
         "decided_on": dt.date(2026, 4, 1)}
        for at in range(total // 100)
    ]  # fmt: skip


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
        session.execute(insert(DevicePermit), permits(contract, areas, total))
        make_anew(session)
        session.execute(text("ANALYZE"))
    bench = DoorBench(desk, contract, areas)
    figures = {**bench.looked_at(), **bench.done(), **bench.reported()}
    engine.dispose()
    return figures


class DoorBench:
    """What is measured at one filled store."""

    def __init__(self, desk: Desk, contract: UUID, areas: list[UUID]) -> None:
        self._desk, self._contract, self._areas = desk, contract, areas
        self.visits, self._area = VisitsService(desk), areas[0]
        self._came = iter(range(10_000))

    def looked_at(self) -> dict[str, float]:
        """Measure what only reads."""
        service, area = self.visits, self._area
        assert len(service.inside_now()) == INSIDE
        assert len(service.regulars(area)) == 12
        inspection_id = self._plan()
        assert service.entry_evidence(inspection_id)
        log = service.read_month(area, NOW.date())
        assert log.visits
        areas = AreasService(self._desk)
        classes, used = areas.list_all_classes()
        assert "smartphone" in used
        unused = next(each for each in classes if each.id not in used)
        fewer = [each for each in classes if each is not unused]
        return _timed(
            {
                "inside now, all areas": service.inside_now,
                "inside now, one area": lambda: service.inside_now(area),
                "regulars": lambda: service.regulars(area),
                "lockers": lambda: service.lockers(area),
                "permits of a person typed": lambda: service.permits_of(area, person="従事 40"),
                "check of a visit": lambda: service.check_visit(log.visits[0].id),
                "numbers of the first page": service.today,
                "log of a month, one area": lambda: service.list_visits(area, NOW.date()),
                "looking back on a month, one area": lambda: service.read_month(area, NOW.date()),
                "who witnessed, all areas": lambda: service.who_witnessed(None, NOW.date()),
                "evidence at an inspection's items": lambda: service.entry_evidence(inspection_id),
                "classes and which were used": areas.list_all_classes,
                "a class taken off the list": lambda: (
                    areas.change_classes(fewer), areas.change_classes(classes)
                ),
                "points looked for (in the background)": service.note_points,
                "points looked for, nothing new": service.look_for_points,
            }
        )  # fmt: skip

    def done(self, what: str = "") -> dict[str, float]:
        """Measure what is recorded at the door."""
        came = [self._enter(with_device=True) for _each in range(2 * _RUNS)]
        gone, back = iter(came[:_RUNS]), iter(came[_RUNS:])
        for visit_id in came[_RUNS:]:
            self.visits.leave(LeavingDraft((visit_id,), signed={visit_id: _DECLINED}))
        return _timed(
            {
                f"entry recorded{what}": self._enter,
                f"leaving signed{what}": lambda: self._leave(next(gone)),
                f"handing back later, signed{what}": lambda: self._hand_back(next(back)),
            }
        )

    def reported(self) -> dict[str, float]:
        """Measure the same while the month's report has come in: each deed is held against it."""
        today = NOW.date()
        report = MonthlyReport(id=new_id(), contract_id=self._contract, month=today.replace(day=1),
                               due_on=today, received_on=today, state=ReportState.RECEIVED)  # fmt: skip
        filing = ReportFiling(id=new_id(), report_id=report.id, number=1, received_on=today,
                              channel=FilingChannel.PAPER, edition_hash=current_set().content_hash,
                              answers={}, entered_by="係長")  # fmt: skip
        with self._desk.store.writing(self._desk.actor, "report_filing.add") as session:
            session.add(report)
            session.flush()
            session.add(filing)
        return self.done(", its report in")

    def _plan(self) -> UUID:
        adopt_editions(self._desk)
        lead = InspectorDraft(self._desk.actor.name, staff_id=self._desk.actor.staff_id, is_lead=True)
        plan = PlanDraft(self._contract, NOW.date(), inspectors=(lead,))
        planned = InspectionsService(self._desk).plan_inspection(plan).row_id
        assert planned is not None
        return planned

    def _enter(self, *, with_device: bool = False) -> UUID:
        at = next(self._came)
        devices = (DeclaredDevice("smartphone", kept_at=f"新 {at}"),) if with_device else ()
        draft = EntryDraft(self._areas[at % AREAS], f"来訪 {at}", purpose="保守", devices=devices,
                           carries_nothing=not devices, exception_reason="計測")  # fmt: skip
        return self.visits.enter(draft, signed=_DECLINED).visit_ids[0]

    def _leave(self, visit_id: UUID) -> None:
        devices = tuple(each.id for each in self.visits.get_visit(visit_id).owed)
        self.visits.leave(LeavingDraft((visit_id,), devices, signed={visit_id: _DECLINED}))

    def _hand_back(self, visit_id: UUID) -> None:
        devices = tuple(each.id for each in self.visits.get_visit(visit_id).owed)
        self.visits.hand_back(HandBackDraft(devices, signed={visit_id: _DECLINED}))


def _timed(asked: dict[str, Callable[[], object]]) -> dict[str, float]:
    return {name: middle(work, _RUNS) for name, work in asked.items()}


def main() -> None:
    """Measure at each size; tell milliseconds, and ratios against the smallest."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.door", description=__doc__)
    parser.add_argument("--size", type=int, action="append", help="visits stored (again for more sizes)")
    sizes = parser.parse_args().size or SIZES
    with tempfile.TemporaryDirectory() as folder:
        measured = {size: measure(Path(folder), size) for size in sizes}
    for name, first in measured[sizes[0]].items():
        told = ", ".join(
            f"{size // 1000}k {figures[name] * 1000:.1f} ms ({figures[name] / first:.2f})"
            for size, figures in measured.items()
        )
        sys.stdout.write(f"{name}: {told}\n")


if __name__ == "__main__":
    main()
