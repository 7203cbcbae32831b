"""A made-up city to try the product on: deterministic by seed and day, with planted oddities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.checklist import ChecklistEdition
from models.department import Staff
from models.device import Visit
from models.inspection import Inspection, InspectionRecord
from models.monthly_report import MonthlyReport
from oversight.checklist.adopting import edition_in_store
from oversight.clock import Clock, MachineClock, at_japan
from oversight.demo.comings import inside_now, ordinary_days
from oversight.demo.dice import Dice
from oversight.demo.doors import DemoPerson, Doors, hire_colleagues, lay_doors
from oversight.demo.entries import put_entries, write_doors
from oversight.demo.ground import Register
from oversight.demo.irregularities import attempt, planted
from oversight.demo.register import make_register
from oversight.demo.reporting import TABLES as REPORT_TABLES
from oversight.demo.reporting import followed_from, make_reports
from oversight.demo.truths import Truths, read_truths
from oversight.demo.visits import TABLES, Visits, make_visits
from oversight.inspections.reading import read_detail
from oversight.inspections.record_document import Version, build_record, document_from_record
from oversight.journal import Head
from oversight.office import Founder, Office, create_office
from oversight.words import _

__all__ = ["DEMO_PASSPHRASE", "DEMO_USER", "MadeDemo", "Truths", "make_demo", "read_truths"]

DEMO_USER = "demo"
DEMO_COLLEAGUE = "demo2"
DEMO_PASSPHRASE = "seven bells in the snow"  # noqa: S105 - of a made-up city, printed for whoever tries it
SCALES = {"small": (24, 16), "city": (2_400, 1_500)}
"""Contracts and contractors of each scale."""

_CHUNK = 50


@dataclass(frozen=True)
class MadeDemo:
    """Where the city lies and how to get in."""

    folder: Path
    user_id: str
    passphrase: str
    truths: Path


def make_demo(
    folder: Path,
    *,
    scale: str = "small",
    seed: int = 77,
    clock: Clock | None = None,
    tell: Callable[[str], None] = lambda _sentence: None,
) -> MadeDemo:
    """Make a vault with the city in ``folder``; the truths file lies beside the vault.

    The same seed, scale and day give the same rows. Raise ``VaultError`` if the folder will not do.
    """
    clock = clock or MachineClock()
    contracts, contractors = SCALES[scale]
    founder = Founder("須田 一郎", "情報公開係長", DEMO_USER, DEMO_PASSPHRASE)
    tell(_("架空の市を作っています（契約{count}件）。").format(count=f"{contracts:,}"))
    office = create_office(folder, city="雪見市", section="行政情報課", founder=founder, clock=clock)
    with closing(office):
        dice, truths = Dice(seed), _truths(clock, seed)
        register = make_register(dice, clock.today(), truths, contracts=contracts, contractors=contractors)
        doors = _make_doors(office, register)
        office.settings.change(reports_from=followed_from(clock.today()).isoformat())
        with office.desk.store.writing(office.actor, "contract.import") as session:
            register.write(session)
        _write_doors(office, doors, tell)
        _write_reports(office, dice, truths, doors.told, tell)
        visits = _visits(office, register)
        make_visits(visits)
        tell(_("実地検査{count}件を書いています。").format(count=f"{len(visits.recorded):,}"))
        with office.desk.store.writing(office.actor, "inspection.import") as session:
            for model in TABLES:
                session.add_many(model, visits.rows.get(model, []))
        _freeze_records(office, visits, tell)
    return MadeDemo(folder, DEMO_USER, DEMO_PASSPHRASE, truths.write(folder))


def _truths(clock: Clock, seed: int) -> Truths:
    return Truths(clock.today().isoformat(), seed, DEMO_USER, DEMO_PASSPHRASE, DEMO_COLLEAGUE)


def _make_doors(office: Office, register: Register) -> Doors:
    """Make areas, permits and the entry log, and who of the city stands at the doors."""
    city, actor = office.settings.read().organisation, office.actor
    founder = DemoPerson(actor.name, city, staff_id=actor.staff_id, post=actor.post)
    doors = lay_doors(register, (founder, *hire_colleagues(register, city)), office.desk.clock.now())
    special = [*planted(doors), *inside_now(doors)]
    areas = [area for rooms in doors.areas.values() for area in rooms.values()]
    taken = {(each.area.id, at_japan(each.entered_at).date()) for each in special}
    ordinary = (
        each
        for area in areas
        for each in ordinary_days(doors, area, {day for area_id, day in taken if area_id == area.id})
    )
    put_entries(doors, [*special, *ordinary])
    return doors


def _write_doors(office: Office, doors: Doors, tell: Callable[[str], None]) -> None:
    """Write the doors; what the office itself refuses or notes is tried at them."""
    tell(_("入退室{count}件を書いています。").format(count=f"{len(doors.rows[Visit]):,}"))
    with office.desk.store.writing(office.actor, "visit.import") as session:
        write_doors(doors, session)
    attempt(office, doors)
    colleague_id = next(each.staff_id for each in doors.staff[1:] if each.staff_id is not None)
    office.people.give_key(colleague_id, user_id=DEMO_COLLEAGUE, passphrase=DEMO_PASSPHRASE)


def _write_reports(
    office: Office,
    dice: Dice,
    truths: Truths,
    told: Mapping[UUID, Mapping[str, int]],
    tell: Callable[[str], None],
) -> None:
    """Write the monthly reports that have come in; the office itself says which are owed."""
    with office.desk.reading() as session:
        made = make_reports(session, dice, office.desk.today(), truths, office.actor.signature, told)
    tell(_("月次報告{count}件を書いています。").format(count=f"{len(made.rows[MonthlyReport]):,}"))
    with office.desk.store.writing(office.actor, "monthly_report.import") as session:
        for model in REPORT_TABLES:
            session.add_many(model, made.rows[model])


def _visits(office: Office, register: Register) -> Visits:
    with office.desk.reading() as session:
        edition_id = session.scalars(select(ChecklistEdition.id)).one()
        edition = edition_in_store(session, edition_id)
        staff = session.get_one(Staff, office.actor.staff_id)
        return Visits(register, edition, edition_id, (staff.id, staff.post, staff.name))


def _freeze_records(office: Office, visits: Visits, tell: Callable[[str], None]) -> None:
    """Freeze each inspection as the record it would have been finalised to, some at a time."""
    count = len(visits.recorded)
    for at in range(0, count, _CHUNK):
        head = office.journal.head()
        with office.desk.store.writing(office.actor, "inspection_record.import") as session:
            rows = [
                _record(session, office, visits, each, head) for each in visits.recorded[at : at + _CHUNK]
            ]
            session.add_many(InspectionRecord, rows)
        done = min(at + _CHUNK, count)
        if done % 1_000 < _CHUNK:
            tell(_("記録を確定しています {done} / {count}").format(done=done, count=count))


def _record(
    session: Session, office: Office, visits: Visits, inspection_id: UUID, head: Head
) -> dict[str, Any]:
    row = session.get_one(Inspection, inspection_id)
    detail = read_detail(session, inspection_id)
    ended_at = row.ended_at or office.desk.clock.now()
    built = build_record(session, row, detail, office.desk, Version(1, head, ended_at))
    document, document_hash = document_from_record(built)
    return {
        "id": visits.register.dice.new_id(),
        "inspection_id": inspection_id,
        "number": 1,
        "finalised_at": ended_at,
        "finalised_by": office.actor.signature,
        "reason": "",
        "document_hash": document_hash,
        "journal_sequence": head.sequence,
        "journal_hash": head.hash,
        "document": document,
    }
