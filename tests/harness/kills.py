"""Kill the process that enters an inspection, again and again, and hold the store to what it acknowledged.

    python -m tests.harness.kills --count 1000 --seed 7 --folder kills
    python -m tests.harness.window_kills --count 50 --seed 7 --folder kills

Each worker has one encrypted store that lives through all its kills, so that damage would add up. After every
kill: nothing acknowledged is lost or changed, what was cut is whole or absent, pages, foreign keys and the
journal are sound, and the inspection stands where it stood. Moments are drawn from the seed: the same seed
draws the same entries and the same moments, though a machine never runs twice alike. A folder that was
interrupted goes on where it was with the same command.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlcipher3.dbapi2 import Error as SqliteError

from models.base import new_id
from models.department import Role, Staff
from models.inspection import InspectionRecord
from models.marks import Mark
from oversight.access import Actor
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.engines import EmbeddedStore, embedded_engine, open_connection
from oversight.errors import StoreError
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from oversight.journal import JournalService
from oversight.office import open_store
from oversight.upgrading import bring_up_to_date
from oversight.vault.keys import SecretKey
from oversight.vault.lock_file import InstanceLock
from tests.factories import adopt_editions, make_contract, make_place
from tests.harness.entries import Entry, Held, entry_for, read_held, whole_answer
from tests.harness.kill_child import READY, Task, desk_of, enter

KEY = hashlib.sha256(b"kills").digest()
ROOT = Path(__file__).resolve().parents[2]
STATE = "state.json"
AT_OPENING = 0.1
"""So many of the kills fall before the first entry."""
LONGEST_OPENING, LONGEST_WAIT = 0.6, 0.06
"""Seconds within which the moment of a kill is drawn: while opening; after an acknowledged entry."""
MOST_ENTRIES = 8
FRESH = 1_000
PATIENCE = 120


class DamageError(Exception):
    """The store is not what it acknowledged."""


@dataclass
class Tally:
    """What a worker has seen so far; ``entries`` is the number of the next entry to draw."""

    seed: str
    staff_id: str
    inspection_id: str
    entries: int = 1
    kills: int = 0
    acknowledged: int = 0
    cut_whole: int = 0
    cut_absent: int = 0


@dataclass(frozen=True)
class Moment:
    """When to kill: after so many acknowledged entries (none: while it opens), and so many seconds more."""

    after: int
    seconds: float


def moment_of(seed: str, kill: int) -> Moment:
    """Draw the moment of a kill."""
    dice = Random(f"{seed}:kill:{kill}")
    if dice.random() < AT_OPENING:
        return Moment(0, dice.uniform(0, LONGEST_OPENING))
    return Moment(dice.randint(1, MOST_ENTRIES), dice.uniform(0, LONGEST_WAIT))


class Worker:
    """One store and the kills it lives through."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self._state = folder / "store.db", folder / STATE
        self._lock = InstanceLock(folder)  # two at one store would call each other's entries damage
        if self._state.exists():
            self.tally = Tally(**json.loads(self._state.read_text(encoding="utf-8")))
            if self.tally.seed != seed:
                raise SystemExit(f"{folder}: begun with another seed, {self.tally.seed}")
            self._lock.acquire()
            # the store may be further than what was kept of it: no entry is drawn twice
            self.tally.entries = (self.tally.entries // FRESH + 1) * FRESH
        else:
            self._lock.acquire()
            self.tally = make_store(self.path, seed)
            self._keep()
        self._context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        )
        self._context.set_forkserver_preload(["tests.harness.kill_child"])
        with self._opened() as desk:
            self.edition = InspectionsService(desk).get_inspection(self._inspection_id).edition
            self.held = read_held(desk, self._inspection_id)

    @property
    def _inspection_id(self) -> UUID:
        return UUID(self.tally.inspection_id)

    def task(self) -> Task:
        """Return what a process is told to enter next."""
        tally = self.tally
        return Task(self.path, KEY, UUID(tally.staff_id), self._inspection_id, tally.seed, tally.entries)

    def _keep(self) -> None:
        """Keep how far it is, whole or not at all."""
        fresh = self._state.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self.tally)), encoding="utf-8")
        fresh.replace(self._state)

    @contextmanager
    def _opened(self) -> Iterator[Desk]:
        desk = desk_of(self.task())
        try:
            yield desk
        finally:
            desk.store.close()

    def kill_once(self) -> None:
        """Let a process enter, kill it at its moment, and check; raise ``DamageError``."""
        acknowledged = self._run(moment_of(self.tally.seed, self.tally.kills))
        for number in acknowledged:
            if number != self.tally.entries:
                raise DamageError(f"entry {number} was told for entry {self.tally.entries}")
            self.held = self._next().held
            self.tally.entries += 1
        self.check(self._next())
        self.tally.kills += 1
        self.tally.acknowledged += len(acknowledged)
        self._keep()

    def check(self, cut: Entry | None) -> None:
        """Hold the store to what was acknowledged; raise ``DamageError``. ``cut`` may be there or not."""
        with self._opened() as desk:
            self._take(read_held(desk, self._inspection_id), cut)
            refuse_unsound(desk)
        refuse_broken_file(self.path)

    def accept_what_is_there(self) -> None:
        """Take what the store holds for what was acknowledged."""
        with self._opened() as desk:
            self.held = read_held(desk, self._inspection_id)

    def _next(self) -> Entry:
        return entry_for(self.tally.seed, self.tally.entries, self.edition, self.held)

    def _run(self, moment: Moment) -> list[int]:
        """Return the numbers acknowledged before the process died."""
        here, there = self._context.Pipe(duplex=False)
        child = self._context.Process(target=enter, args=(self.task(), there))
        child.start()
        there.close()
        told: list[int] = []
        while moment.after and len([each for each in told if each != READY]) < moment.after:
            told.append(_heard(here))
        time.sleep(moment.seconds)
        if not child.is_alive():
            raise DamageError(f"the process ended by itself ({child.exitcode})")
        child.kill()
        child.join(PATIENCE)
        told += _rest_of(here)
        here.close()
        child.close()
        return [each for each in told if each != READY]

    def _take(self, found: Held, cut: Entry | None) -> None:
        """Hold what is found to what was acknowledged; the entry that was cut is whole or absent."""
        if found == self.held:
            self.tally.cut_absent += 1
        elif cut is not None and found == cut.held:
            self.tally.cut_whole += 1
            self.tally.entries += 1
        else:
            name = cut.name if cut is not None else "nothing"
            raise DamageError(f"not what was acknowledged: {_differing(found, self.held)}; cut: {name}")
        refuse_without_reason(found)
        self.held = found


def make_store(path: Path, seed: str) -> Tally:
    """Make a store with an inspection under way, every item answered."""
    path.unlink(missing_ok=True)
    clock, staff_id = MachineClock(), new_id()
    engine = embedded_engine(path, KEY, create=True)
    bring_up_to_date(engine, store_path=path, backups=path.parent / "backups", clock=clock)
    actor = Actor(staff_id, "福井 太郎", "係長", frozenset(Role) - {Role.AUDITOR})
    desk = Desk(open_store(engine, clock), clock, actor)
    with desk.store.writing(actor, "staff.add") as session:
        session.add(Staff(id=staff_id, name=actor.name, post=actor.post, roles=["inspector", "manager"]))
    adopt_editions(desk)
    contract_id = make_contract(desk, handles_specific=True, core_system="介護保険")
    service = InspectionsService(desk)
    lead = InspectorDraft(actor.name, actor.post, staff_id, is_lead=True)
    place_id = make_place(desk, contract_id)
    plan = PlanDraft(contract_id, clock.today(), place_id=place_id, inspectors=(lead,))
    inspection_id = service.plan_inspection(plan).row_id
    assert inspection_id is not None
    service.start(inspection_id)
    for item in service.get_inspection(inspection_id).edition.items:
        service.save_answer(inspection_id, item.id, whole_answer(item))
    desk.store.close()
    return Tally(seed, str(staff_id), str(inspection_id))


def _heard(here: Connection) -> int:
    if not here.poll(PATIENCE):
        raise DamageError("the process has fallen silent")
    try:
        return int(here.recv())
    except EOFError:
        raise DamageError("the process ended by itself") from None


def _rest_of(here: Connection) -> list[int]:
    """Return what the process had still told before it died; a number cut in the middle was not told."""
    told = []
    try:
        while here.poll(0):
            told.append(int(here.recv()))
    except (EOFError, OSError):
        pass
    return told


def _differing(found: Held, expected: Held) -> str:
    names = (each.name for each in fields(Held))
    return ", ".join(name for name in names if getattr(found, name) != getattr(expected, name))


def refuse_unsound(desk: Desk) -> None:
    """Raise unless the journal verifies, the rows agree with it, and each record is what was frozen."""
    verdict = JournalService(desk).verify()
    if not verdict.is_sound:
        raise DamageError(f"the journal: {verdict.soundness}")
    with desk.reading() as session:
        for row in session.scalars(select(InspectionRecord)):
            if hashlib.sha256(zlib.decompress(row.document)).hexdigest() != row.document_hash:
                raise DamageError(f"record {row.number} is not what was frozen")


def refuse_without_reason(held: Held) -> None:
    """Raise where a mark stands without the words it owes."""
    for item_id, draft in held.answers.items():
        owed = {Mark.NONCONFORMING: draft.finding_text, Mark.NOT_APPLICABLE: draft.reason}
        if draft.mark is not None and owed.get(draft.mark, "-") == "":
            raise DamageError(f"{item_id}: a mark without its reason")


def refuse_broken_file(path: Path) -> None:
    """Raise unless pages, indexes and foreign keys are sound, all of it taken in from the log first."""
    try:
        broken, orphans, sound = _look_into(path)
    except (SqliteError, StoreError) as error:  # a spoilt page may stop the very look for it
        raise DamageError(f"the file: {error}") from error
    if broken or orphans or not sound:
        raise DamageError(f"the file: pages {broken}, orphans {orphans}, sound {sound}")


def _look_into(path: Path) -> tuple[int, int, bool]:
    """Return how many pages are broken, how many rows are orphans, and whether all else is sound."""
    connection = open_connection(EmbeddedStore(path, SecretKey(KEY)))
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connection.close()
    return len(broken), len(orphans), sound


def run_worker(folder: Path, seed: str, count: int) -> Tally:
    """Kill until there are ``count`` kills, telling each on the standard output."""
    worker = Worker(folder, seed)
    say(json.dumps(asdict(worker.tally)))
    while worker.tally.kills < count:
        worker.kill_once()
        say(json.dumps(asdict(worker.tally)))
    return worker.tally


# all workers


def main() -> int:
    """Run the workers side by side, tell how far they are, and sum up."""
    asked = _asked()
    if asked.worker is not None:
        run_worker(asked.folder, asked.seed, asked.count)
        return 0
    started = time.monotonic()
    say(f"seed {asked.seed}, {asked.count} kills, {asked.workers} at a time, in {asked.folder}")
    running = [_start(asked, number) for number in range(asked.workers)]
    try:
        tallies = _watch(running, asked.count)
    finally:
        for child in running:
            child.kill()
    if any(child.wait() for child in running) or len(tallies) < asked.workers:
        say(f"DAMAGED: see above; the stores are kept in {asked.folder}, seed {asked.seed}")
        return 1
    say(_summary(tallies, asked.seed, time.monotonic() - started))
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.harness.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many kills in all")
    parser.add_argument("--seed", default=time.strftime("%Y%m%d"), help="draws entries and moments")
    parser.add_argument(
        "--folder", type=Path, default=Path("kills"), help="where the stores lie; goes on there"
    )
    parser.add_argument("--workers", type=int, default=2, help="how many at a time")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _start(asked: argparse.Namespace, number: int) -> subprocess.Popen[str]:
    own = asked.count // asked.workers + (number < asked.count % asked.workers)
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.harness.kills", "--worker", str(number)),
            *("--count", str(own), "--seed", f"{asked.seed}.{number}"),
            *("--folder", str(asked.folder / f"worker-{number}")),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _watch(running: list[subprocess.Popen[str]], count: int) -> list[Tally]:
    """Read each worker's last word; tell how far they are now and then."""
    last: dict[int, Tally] = {}
    told_at = time.monotonic()
    open_ones = dict(enumerate(running))
    while open_ones:
        for number, child in list(open_ones.items()):
            line = child.stdout.readline() if child.stdout is not None else ""
            if not line:
                del open_ones[number]
                continue
            last[number] = Tally(**json.loads(line))
        if time.monotonic() - told_at > 10:
            told_at = time.monotonic()
            done, entries = (
                sum(getattr(each, name) for each in last.values()) for name in ("kills", "acknowledged")
            )
            say(f"{done} of {count} kills, {entries} entries acknowledged, nothing lost")
    return list(last.values())


def _summary(tallies: list[Tally], seed: str, seconds: float) -> str:
    kills, entries, whole, absent = (
        sum(getattr(each, name) for each in tallies)
        for name in ("kills", "acknowledged", "cut_whole", "cut_absent")
    )
    return (
        f"seed {seed}: {kills} kills, {entries} entries acknowledged, 0 lost or changed; "
        f"cut entries {absent} absent, {whole} whole, 0 in part; "
        f"store and journal sound after {kills} of {kills}, reopened where it stood {kills} of {kills}; "
        f"{seconds / 60:.1f} minutes"
    )


def say(line: str) -> None:
    """Tell whoever started it."""
    print(line, flush=True)  # noqa: T201 - a command's output


if __name__ == "__main__":
    sys.exit(main())
