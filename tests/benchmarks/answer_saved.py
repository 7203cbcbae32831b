"""An answer saved (p95) ÷ one plain-SQLite commit with synchronous=FULL on the same disk, in turn."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from functools import partial
from pathlib import Path

from models.base import new_id
from models.department import Role
from models.marks import GIVEN_MARKS
from oversight.access import Actor
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.inspections import AnswerDraft, InspectionsService, InspectorDraft, PlanDraft
from oversight.office import open_store
from oversight.upgrading import bring_up_to_date
from tests.benchmarks.figures import p95, seconds, tell
from tests.factories import adopt_editions, make_contract

ROUNDS = 200


def main() -> None:
    """Save answers and plain rows in turn."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path, clock = Path(folder) / "store.db", MachineClock()
        engine = embedded_engine(path, bytes(32), create=True)
        bring_up_to_date(engine, store_path=path, backups=Path(folder), clock=clock)
        desk = Desk(open_store(engine, clock), clock, Actor(new_id(), "計測", "", frozenset(Role)))
        adopt_editions(desk)
        service = InspectionsService(desk)
        plan = PlanDraft(
            make_contract(desk), clock.today(), inspectors=(InspectorDraft("計測", is_lead=True),)
        )
        inspection_id = service.plan_inspection(plan).row_id
        assert inspection_id is not None
        service.start(inspection_id)
        items = [item.id for item in service.get_inspection(inspection_id).edition.items]
        plain = sqlite3.connect(Path(folder) / "plain.db")
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("PRAGMA synchronous=FULL")
        plain.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT)")
        ours, theirs = [], []
        for at in range(ROUNDS):
            draft = AnswerDraft(mark=GIVEN_MARKS[at % 3], note=f"{at} {dt.UTC}")
            ours.append(seconds(partial(service.save_answer, inspection_id, items[at % 93], draft)))
            theirs.append(seconds(partial(commit, plain, at)))
        tell("answer saved, p95", p95(ours[20:]), p95(theirs[20:]), "≤ 3")
        plain.close()
        engine.dispose()


def commit(connection: sqlite3.Connection, at: int) -> None:
    """Write one plain row and commit."""
    connection.execute("INSERT INTO answer (text) VALUES (?)", (f"回答 {at}",))
    connection.commit()


if __name__ == "__main__":
    main()
