"""A small encrypted store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from oversight.engines import EmbeddedStore, embedded_engine, office_engine
from oversight.vault import SecretKey

ROWS = 40


def fill(engine: Engine) -> None:
    """Make a parent and a child table with rows whose text is known."""
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(
            text("CREATE TABLE contractor (id integer PRIMARY KEY, name text UNIQUE NOT NULL)")
        )
        connection.execute(
            text(
                "CREATE TABLE contract (id integer PRIMARY KEY, note text,"
                " contractor_id integer NOT NULL REFERENCES contractor(id) ON DELETE CASCADE)"
            )
        )
        for number in range(ROWS):
            connection.execute(
                text("INSERT INTO contractor VALUES (:id, :name)"), {"id": number, "name": f"委託先{number}"}
            )
            connection.execute(
                text("INSERT INTO contract VALUES (:id, :note, :id)"),
                {"id": number, "note": "検査" * (1500 if number % 10 == 9 else 60)},
            )


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    """Give the place and the key of a store that is yet to be made."""
    (tmp_path / "v").mkdir()
    return EmbeddedStore(tmp_path / "v" / "store.db", SecretKey(bytes(range(32))))


@pytest.fixture
def filled(store: EmbeddedStore) -> Iterator[Engine]:
    """Give an engine on a store with rows."""
    engine = embedded_engine(store.path, store.key, create=True)
    fill(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def spare_url(postgres: Engine) -> URL:
    """Make a second, empty database on the office server the test run has started."""
    with postgres.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.autocommit = True
        driver.execute("CREATE DATABASE spare")
        driver.autocommit = False
    return postgres.url.set(database="spare")


@pytest.fixture
def server(spare_url: URL) -> Iterator[Engine]:
    """Give an engine on an empty schema of the office server."""
    engine = office_engine(spare_url)
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    yield engine
    engine.dispose()
