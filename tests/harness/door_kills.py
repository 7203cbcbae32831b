"""Kill the process that records at a door, again and again, and hold the store to what it acknowledged.

    python -m tests.harness.door_kills --count 1000 --seed 7 --folder kills

One encrypted store lives through all kills. After each: every row acknowledged is there, what was cut is
whole or absent, the numbers have no gaps, each visit it touched is as it was signed, who is inside is what
the log says, pages, foreign keys and the journal are sound, and the drafts are those kept last. At the end
every visit is held against its signatures.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

from models.base import new_id
from models.department import Role, Staff
from oversight.access import Actor
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.devices import AreaDraft, AreasService
from oversight.engines import embedded_engine
from oversight.office import open_store
from oversight.upgrading import bring_up_to_date
from tests.factories import make_contract, make_place
from tests.harness.door_checks import refuse_wrong_door, refuse_wrong_visits
from tests.harness.door_child import READY, DoorHeld, Told, door_desk, read_door, stand_at_door
from tests.harness.door_deeds import DoorTask
from tests.harness.kills import (
    KEY,
    PATIENCE,
    DamageError,
    moment_of,
    refuse_broken_file,
    refuse_unsound,
    say,
)


@dataclass
class DoorTally:
    """What was seen so far."""

    kills: int = 0
    acknowledged: int = 0
    cut_whole: int = 0
    cut_absent: int = 0


class DoorKills:
    """One store, one door, and the kills it lives through."""

    def __init__(self, folder: Path, seed: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.task = make_door(folder / "door.db", seed)
        self.tally = DoorTally()
        self.held = DoorHeld(frozenset())
        self._checked: frozenset[UUID] = frozenset()
        self._context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        )
        # each process reads the main module again: what it needs is there before
        self._context.set_forkserver_preload(["tests.harness.door_child", "tests.harness.kills"])

    def kill_once(self) -> None:
        """Let a process record, kill it at its moment, and check; raise ``DamageError``."""
        told = self._run()
        for number, held in told:
            if number != self.task.number or held is None or not self.held.rows <= held.rows:
                raise DamageError(f"deed {number} was told for deed {self.task.number}")
            self.held = held
            self.task = replace(self.task, number=number + 1)
        self.check()
        self.tally.kills += 1
        self.tally.acknowledged += len(told)
        self.task = replace(self.task, number=self.task.number + 1)

    def check(self) -> None:
        """Hold the store to what was acknowledged; raise ``DamageError``."""
        desk = door_desk(self.task)
        with closing(desk.store):
            found = read_door(desk, self.task.area_id)
            self._take(found)
            refuse_wrong_door(desk)
            refuse_wrong_visits(desk, found.rows - self._checked)
            refuse_unsound(desk)
            self._checked = found.rows
        refuse_broken_file(self.task.path)

    def check_all(self) -> None:
        """Hold every visit in the store to what was signed; raise ``DamageError``."""
        desk = door_desk(self.task)
        with closing(desk.store):
            refuse_wrong_visits(desk, self.held.rows)

    def _take(self, found: DoorHeld) -> None:
        if not self.held.rows <= found.rows:
            raise DamageError(f"{len(self.held.rows - found.rows)} rows that were acknowledged are lost")
        dropped = {0} if found.rows != self.held.rows else set()
        for name in ("draft", "sheet"):
            last, kept = getattr(self.held, name), getattr(found, name)
            if kept not in {last, self.task.number, *dropped}:
                raise DamageError(f"{name} {kept} is kept in place of {last}")
        if found == self.held:
            self.tally.cut_absent += 1
        else:
            self.tally.cut_whole += 1
        self.held = found

    def _run(self) -> list[Told]:
        """Return what was acknowledged before the process died."""
        moment = moment_of(self.task.seed, self.tally.kills)
        here, there = self._context.Pipe(duplex=False)
        child = self._context.Process(target=stand_at_door, args=(self.task, there))
        child.start()
        there.close()
        told: list[Told] = []
        while moment.after and len(told) < moment.after + 1:
            told.append(_heard(here))
        time.sleep(moment.seconds)
        if not child.is_alive():
            raise DamageError(f"the process ended by itself ({child.exitcode})")
        child.kill()
        child.join(PATIENCE)
        told += _rest_of(here)
        here.close()
        child.close()
        return [each for each in told if each[0] != READY]


def _heard(here: Connection) -> Told:
    if not here.poll(PATIENCE):
        raise DamageError("the process has fallen silent")
    try:
        told: Told = here.recv()
    except EOFError:
        raise DamageError("the process ended by itself") from None
    return told


def _rest_of(here: Connection) -> list[Told]:
    """Return what the process had still told before it died; what was cut in the middle was not told."""
    told: list[Told] = []
    try:
        while here.poll(0):
            told.append(here.recv())
    except (EOFError, OSError):
        pass
    return told


def make_door(path: Path, seed: str) -> DoorTask:
    """Make a store with one area at whose door devices are deposited."""
    path.unlink(missing_ok=True)
    clock = MachineClock()
    engine = embedded_engine(path, KEY, create=True)
    bring_up_to_date(engine, store_path=path, backups=path.parent / "backups", clock=clock)
    actor = Actor(new_id(), "福井 太郎", "係長", frozenset(Role) - {Role.AUDITOR})
    desk = Desk(open_store(engine, clock), clock, actor)
    with closing(desk.store):
        with desk.store.writing(actor, "staff.add") as session:
            session.add(Staff(id=actor.staff_id, name=actor.name, post=actor.post, roles=["inspector"]))
            witness = Staff(id=new_id(), name="舘 花子", post="主任", roles=[])
            session.add(witness)
            witness_id = witness.id
        place_id = make_place(desk, make_contract(desk))
        area_id = AreasService(desk).add_area(AreaDraft(place_id, "作業室", max_persons=8)).row_id
    assert area_id is not None
    assert actor.staff_id is not None
    return DoorTask(path, KEY, actor.staff_id, witness_id, area_id, seed, 1)


def main() -> int:
    """Kill as often as asked, tell how far it is, and sum up."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.door_kills", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many kills in all")
    parser.add_argument("--seed", default=time.strftime("%Y%m%d"), help="draws deeds and moments")
    parser.add_argument("--folder", type=Path, default=Path("kills"), help="where the store lies")
    asked = parser.parse_args()
    started = time.monotonic()
    kills = DoorKills(asked.folder, asked.seed)
    while kills.tally.kills < asked.count:
        kills.kill_once()
        if kills.tally.kills % 50 == 0:
            say(f"{kills.tally.kills} of {asked.count} kills, {kills.tally.acknowledged} deeds, nothing lost")
    kills.check_all()
    tally = kills.tally
    say(
        f"seed {asked.seed}: {tally.kills} kills, {tally.acknowledged} deeds acknowledged, 0 lost; cut deeds "
        f"{tally.cut_absent} absent, {tally.cut_whole} whole, 0 in part; "
        f"{(time.monotonic() - started) / 60:.1f} minutes"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
