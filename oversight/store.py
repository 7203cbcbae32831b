"""Reading and writing sessions. Reading rolls back; writing is one deed, one transaction, one journal.

Every row that a deed adds, changes or removes gets one chained journal entry in the same transaction, and
every text is looked through for Individual Numbers before it is written: no deed can forget either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, insert, inspect
from sqlalchemy.orm import Session

from models.base import Base
from oversight.access import Actor
from oversight.clock import Clock
from oversight.engines import store_errors
from oversight.ledger.noting import Journalling, NotedRow
from oversight.prose import refuse_in_row

_extra_reason: ContextVar[str] = ContextVar("extra_reason", default="")


Derivation = Callable[["WritingSession", Sequence[NotedRow]], None]
"""Keeps rows made from others up to date: called with what a deed did, before the deed is committed."""


class WritingSession(Session):
    """A session whose flushes are journalled; ``add_many`` is the fast road for many rows at once."""

    journalling: Journalling

    def add_many(self, model: type[Base], rows: list[dict[str, Any]]) -> None:
        """Insert rows (column → value, identifiers included) at once, each checked and journalled."""
        if not rows:
            return
        for row in rows:
            refuse_in_row(model, row)
            self.journalling.note_added(model, row)
        self.execute(insert(model), rows)


def fresh_values(row: Base) -> dict[str, Any]:
    """Return a new mapped object as ``add_many`` takes it: every column, defaults where nothing is set."""
    values = {}
    for attribute in inspect(type(row)).column_attrs:
        column, value = attribute.columns[0], vars(row).get(attribute.key)
        if value is None and column.default is not None and column.default.is_scalar:
            value = column.default.arg
        values[attribute.key] = 1 if attribute.key == "version" else value
    return values


class Store:
    """The one way to the rows: an engine, the clock that dates the journal, what is derived after a deed."""

    def __init__(self, engine: Engine, clock: Clock, derivations: Sequence[Derivation] = ()) -> None:
        self.engine = engine
        self._derivations = derivations
        self._writing_engine = engine.execution_options(oversight_write=True)
        self._clock = clock

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading; whatever is done in it is rolled back."""
        with store_errors(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self, actor: Actor, deed: str, reason: str = "") -> Iterator[WritingSession]:
        """Give a session for one deed; commit with its journal at the end, or leave nothing behind.

        ``deed`` is the name of the deed, ``reason`` why, where the office asks for one; the reason is
        written in the same transaction as the change.
        """
        with store_errors(), WritingSession(self._writing_engine, expire_on_commit=False) as session:
            session.journalling = Journalling(session)
            yield session
            session.flush()
            for derive in self._derivations:
                derive(session, session.journalling.noted_rows())
            whole_reason = " / ".join(part for part in (reason, _extra_reason.get()) if part)
            session.journalling.write(actor, deed, whole_reason, self._clock.now())
            session.commit()

    @contextmanager
    def trying(self) -> Iterator[WritingSession]:
        """Give a session in which a deed is tried for real and taken back at the end: a dry run."""
        with store_errors(), WritingSession(self._writing_engine, expire_on_commit=False) as session:
            session.journalling = Journalling(session)
            yield session

    @contextmanager
    def extra_reason(self, reason: str) -> Iterator[None]:
        """Add a reason to every deed written inside: why a check was overruled."""
        token = _extra_reason.set(reason)
        try:
            yield
        finally:
            _extra_reason.reset(token)

    def take_up(self, opened: Store) -> None:
        """Go on with the connections of one that was opened anew: what holds this one stays good."""
        self.engine, self._writing_engine = opened.engine, opened._writing_engine

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
