"""Each migration goes up, down and up over rows on both engines, and ends where the models are."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Enum,
    MetaData,
    Table,
    column,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import table as lightweight

from models.tables import Base
from oversight.engines import embedded_engine

LOCATION = Path(__file__).resolve().parents[2] / "models" / "migrations"
KEPT = {"journal_head"}


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(LOCATION))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(LOCATION)).walk_revisions()))]


@pytest.fixture
def empty_embedded(tmp_path: Path) -> Iterator[Engine]:
    engine = embedded_engine(tmp_path / "store.db", bytes(32), create=True)
    yield engine
    engine.dispose()


@pytest.fixture(params=["embedded", "postgres"])
def bare(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Give a connection to a store without any table, foreign keys off on SQLite as when upgrading."""
    if request.param == "embedded":
        engine: Engine = request.getfixturevalue("empty_embedded")
        with engine.execution_options(oversight_write=True).connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            yield connection
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        return
    server: Engine = request.getfixturevalue("postgres")
    name = f"s{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        connection.execute(text(f"SET search_path TO {name}"))
        yield connection
        connection.rollback()


SAMPLES: dict[type, object] = {
    bool: True,
    int: 1,
    dt.datetime: dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC),
    dt.date: dt.date(2026, 11, 24),
    dt.time: dt.time(9),
    dict: {"語": "値"},
    bytes: b"x",
}


def value_for(column: Column[Any], ids: dict[str, uuid.UUID]) -> Any:
    """Return a value that fits a column; foreign keys point at the row already put into their table."""
    for key in column.foreign_keys:
        return ids.get(key.column.table.name)
    kind = getattr(column.type, "impl_instance", column.type).python_type
    if kind is uuid.UUID:
        return uuid.uuid4()
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    return SAMPLES.get(kind, f"{column.table.name} 髙﨑"[:32])


def fill(connection: Connection) -> dict[str, int]:
    """Put a row into every table there is; return how many rows each holds."""
    metadata = MetaData()
    metadata.reflect(connection)
    ids: dict[str, uuid.UUID] = {}
    for table in metadata.sorted_tables:
        if table.name not in KEPT and table.name != "alembic_version":
            put(connection, table, ids)
    return counts(connection)


def put(connection: Connection, table: Table, ids: dict[str, uuid.UUID]) -> None:
    """Put a row into a table as it stood at that revision; the models say what fits the columns they know."""
    known = Base.metadata.tables.get(table.name, table).c
    columns = [known.get(each.name, each) for each in table.columns]
    values = {each.name: value_for(each, ids) for each in columns}
    then = lightweight(table.name, *(column(each.name, each.type) for each in columns))
    connection.execute(insert(then).values({k: v for k, v in values.items() if v is not None}))
    if "id" in values and isinstance(values["id"], uuid.UUID):
        ids[table.name] = values["id"]


def counts(connection: Connection) -> dict[str, int]:
    metadata = MetaData()
    metadata.reflect(connection)
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


def test_the_newest_migration_and_the_models_are_the_same(bare: Connection) -> None:
    command.upgrade(configured(bare), "head")
    context = MigrationContext.configure(bare, opts={"compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_migration_goes_up_down_and_up_over_rows(bare: Connection, revision: str) -> None:
    config = configured(bare)
    command.upgrade(config, revision)
    before = fill(bare)
    assert all(count >= 1 for count in before.values())
    at = REVISIONS.index(revision)
    lower = REVISIONS[at - 1] if at else "base"
    command.downgrade(config, lower)
    left = counts(bare)
    assert all(left[name] == before[name] for name in left if name != "alembic_version")
    command.upgrade(config, revision)
    again = counts(bare)
    assert set(again) == set(before)
    assert all(again[name] == before[name] for name in left if name != "alembic_version")


def test_all_migrations_go_down_to_nothing(bare: Connection) -> None:
    config = configured(bare)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert set(inspect(bare).get_table_names()) <= {"alembic_version"}


def test_a_new_store_begins_its_journal_at_zero(bare: Connection) -> None:
    command.upgrade(configured(bare), "head")
    assert bare.execute(text("SELECT id, sequence, hash FROM journal_head")).one() == (1, 0, "0" * 64)
