"""The store's refusals are the same however it came to be, and stay when tables are rebuilt."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Connection, Engine, Text, text

from models.freezing import APPEND_ONLY, PARTS, freeze, present, statements, thaw
from models.tables import Base
from oversight.backup import copy_store
from oversight.engines import EmbeddedStore, embedded_engine
from oversight.vault.keys import SecretKey

LOCATION = Path(__file__).resolve().parents[2] / "models" / "migrations"


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(LOCATION))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@pytest.fixture(params=["embedded", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """Give a connection to a store without any table."""
    if request.param == "embedded":
        engine = embedded_engine(tmp_path / "bare.db", bytes(32), create=True)
        with engine.execution_options(oversight_write=True).connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys = OFF")
            yield connection
        engine.dispose()
        return
    server: Engine = request.getfixturevalue("postgres")
    name = f"s{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        connection.execute(text(f"SET search_path TO {name}"))
        yield connection
        connection.rollback()


def written(connection: Connection) -> set[str]:
    """Return the text of every trigger of a store, as the engine keeps it, without the schema's name."""
    if connection.dialect.name == "sqlite":
        return set(connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")))
    rows = connection.execute(
        text(
            "SELECT pg_get_triggerdef(t.oid), p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
        )
    ).all()
    schema = connection.scalar(text("SELECT current_schema()"))
    return {f"{one} {source}".replace(f"{schema}.", "") for one, source in rows}


def test_a_store_made_from_the_models_refuses_what_a_migrated_one_does(bare: Connection) -> None:
    command.upgrade(configured(bare), "head")
    migrated = written(bare)
    names = present(bare)
    command.downgrade(configured(bare), "base")
    assert present(bare) == ()
    bare.execute(text("DROP TABLE alembic_version"))
    Base.metadata.create_all(bare)
    assert present(bare) == names
    assert written(bare) == migrated
    if bare.dialect.name == "sqlite":
        assert migrated == set(statements(bare))
    there = set(Base.metadata.tables)
    guarded = {table for _name, table in names}
    assert guarded == ({*APPEND_ONLY, *PARTS} & there) | {"inspection"}
    assert len(names) > 15


def test_each_step_down_and_up_leaves_the_refusals_whole(bare: Connection) -> None:
    command.upgrade(configured(bare), "head")
    before = written(bare)
    command.downgrade(configured(bare), "-1")
    command.upgrade(configured(bare), "head")
    assert written(bare) == before


def test_a_store_older_than_approval_gets_none(bare: Connection) -> None:
    command.upgrade(configured(bare), "0008")
    assert statements(bare) == ()
    freeze(bare)
    assert present(bare) == ()


def test_rebuilt_tables_have_their_refusals_again_and_a_new_column_is_guarded(tmp_path: Path) -> None:
    engine = embedded_engine(tmp_path / "rebuilt.db", bytes(32), create=True)
    with engine.execution_options(oversight_write=True).connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        command.upgrade(configured(connection), "head")
        before = written(connection)
        thaw(connection)
        operations = Operations(MigrationContext.configure(connection))
        for table in ("inspection", "answer"):
            with operations.batch_alter_table(table, recreate="always") as batch:
                batch.add_column(Column("later", Text(), nullable=True))
        freeze(connection)
        after = written(connection)
        connection.rollback()
    engine.dispose()
    assert len(after) == len(before)
    (changed,) = after - before
    assert "NEW.later IS NOT OLD.later" in changed


def test_a_copied_store_refuses_as_well(tmp_path: Path) -> None:
    first = EmbeddedStore(tmp_path / "first.db", SecretKey(bytes(32)))
    second = EmbeddedStore(tmp_path / "second.db", SecretKey(bytes(range(32))))
    engine = embedded_engine(first.path, first.key, create=True)
    with engine.execution_options(oversight_write=True).begin() as connection:
        Base.metadata.create_all(connection)
        before = written(connection)
    engine.dispose()
    copy_store(first, second)
    copied = embedded_engine(second.path, second.key)
    with copied.connect() as connection:
        assert written(connection) == before
    copied.dispose()
