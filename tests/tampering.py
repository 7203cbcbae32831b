"""Write to a store past every refusal, as whoever holds its key could: what a test then wants told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text

from models.freezing import freeze, thaw


@contextmanager
def past_the_store(engine: Engine) -> Iterator[Connection]:
    """Give a connection on which the store's refusals are off; they are on again when it is committed."""
    with engine.execution_options(oversight_write=True).begin() as connection:
        thaw(connection)
        yield connection
        freeze(connection)


def tamper(engine: Engine, *statements: Any) -> None:
    """Run statements past the store."""
    with past_the_store(engine) as connection:
        for statement in statements:
            connection.execute(statement)


def take_pictures_away(engine: Engine) -> None:
    """Delete every attachment from under its foreign keys, where the engine can (SQLite)."""
    with engine.execution_options(oversight_write=True).connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        connection.execute(text("DELETE FROM attachment"))
        connection.commit()
        raw.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]
