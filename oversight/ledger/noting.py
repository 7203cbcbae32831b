"""How a deed's changes become journal entries: one a row, old → new, chained at the end of the deed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Text, event, insert, inspect, select, update
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from models.base import Base
from models.journal import JournalEntry, JournalHead
from oversight.access import Actor
from oversight.ledger.chain import GENESIS, Link, link_hash
from oversight.prose import blacked_out, refuse_in_object, without_digits

SILENT = frozenset({"id", "version", "search_text", "current_item"})
"""Columns that say nothing of their own: identifiers stand in the entry, texts to search are derived, and
where an inspection stands on the screen is no evidence."""


@dataclass
class Noted:
    """What is noted of one row until the deed ends."""

    action: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class NotedRow:
    """What a deed did to one row: ``changes`` is field → (old, new), as JSON carries them."""

    table: str
    row_id: str
    action: str
    changes: Mapping[str, tuple[Any, Any]]


class Journalling:
    """Notes what one writing session does to rows; ``write`` turns the notes into entries."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._noted: dict[tuple[str, str], Noted] = {}
        self._since: dict[tuple[str, str], Noted | None] = {}
        event.listen(session, "before_flush", self._look_through)
        event.listen(session, "after_flush", self._note)

    def _look_through(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        for row in (*session.new, *session.dirty):
            refuse_in_object(row)

    def _note(self, session: Session, _context: UOWTransaction) -> None:
        for row in session.new:
            self._merge(row.__tablename__, row.id, "added", dict(_values_of(row)))
        for row in session.dirty:
            changes = dict(_changes_of(row))
            if changes:
                self._merge(row.__tablename__, row.id, "changed", changes)
        for row in session.deleted:
            removed = {name: (value, None) for name, (_old, value) in _values_of(row)}
            self._merge(row.__tablename__, row.id, "removed", removed)

    def note_added(self, model: type[Base], row: Mapping[str, Any]) -> None:
        """Note a row that is inserted without being a mapped object."""
        changes = {
            name: (None, plain(value))
            for name, value in row.items()
            if name not in SILENT and value not in (None, "", [], {})
        }
        self._merge(model.__tablename__, row["id"], "added", changes)

    def note_deed(self, model: type[Base], row_id: UUID) -> None:
        """Note a deed that leaves no trace in the row itself, such as a changed passphrase."""
        self._merge(model.__tablename__, row_id, "changed", {})

    def _merge(self, table: str, row_id: UUID, action: str, changes: dict[str, tuple[Any, Any]]) -> None:
        key = (table, str(row_id))
        if key not in self._since:
            known = self._noted.get(key)
            self._since[key] = known and Noted(known.action, dict(known.changes))
        noted = self._noted.setdefault(key, Noted(action))
        for name, (old, new) in changes.items():
            first = noted.changes[name][0] if name in noted.changes else old
            noted.changes[name] = (first, new)
        if action == "removed":
            noted.action = action

    def bookmark(self) -> None:
        """Remember where the notes stand, to go back to when a part of the deed is taken back."""
        self._since = {}

    def go_back(self) -> None:
        """Forget what was noted since the last bookmark; costs what that part did, not what came before."""
        for key, known in self._since.items():
            if known is None:
                del self._noted[key]
            else:
                self._noted[key] = known
        self._since = {}

    def noted_rows(self) -> tuple[NotedRow, ...]:
        """Return what has been noted so far, in the order it was first done."""
        return tuple(
            NotedRow(table, row_id, noted.action, dict(noted.changes))
            for (table, row_id), noted in self._noted.items()
        )

    def write(self, actor: Actor, deed: str, reason: str, at: dt.datetime) -> None:
        """Chain the notes to the journal's end and move its head on."""
        if not self._noted:
            return
        head = self._session.execute(
            select(JournalHead).where(JournalHead.id == 1).with_for_update()
        ).scalar_one()
        rows = list(self._links(actor, deed, reason, at, head))
        self._session.execute(insert(JournalEntry), rows)
        self._session.execute(
            update(JournalHead)
            .where(JournalHead.id == 1)
            .values(sequence=rows[-1]["sequence"], hash=rows[-1]["hash"])
        )
        self._noted, self._since = {}, {}

    def _links(
        self, actor: Actor, deed: str, reason: str, at: dt.datetime, head: JournalHead
    ) -> Iterator[dict[str, Any]]:
        sequence, previous = head.sequence, head.hash or GENESIS
        for (table, row_id), noted in self._noted.items():
            sequence += 1
            link = Link(
                sequence=sequence,
                at=at,
                actor_id=str(actor.staff_id or ""),
                actor=actor.signature,
                deed=deed,
                subject=table,
                row_id=row_id,
                action=noted.action,
                changes=changes_text(table, noted.changes),
                reason=without_digits(reason),
                previous_hash=previous,
                hash="",
            )
            link = replace(link, hash=link_hash(link))
            previous = link.hash
            yield {**vars(link), "actor_id": actor.staff_id}


def _values_of(row: Base) -> Iterator[tuple[str, tuple[Any, Any]]]:
    state: InstanceState[Any] = inspect(row)
    for attribute in state.mapper.column_attrs:
        value = state.dict.get(attribute.key)
        if attribute.key not in SILENT and value not in (None, "", [], {}):
            yield attribute.key, (None, plain(value))


def _changes_of(row: Base) -> Iterator[tuple[str, tuple[Any, Any]]]:
    state: InstanceState[Any] = inspect(row)
    for attribute in state.mapper.column_attrs:
        if attribute.key in SILENT:
            continue
        history = state.attrs[attribute.key].history
        if history.added:
            old = plain(history.deleted[0]) if history.deleted else None
            new = plain(history.added[0])
            if old != new:
                yield attribute.key, (old, new)


def plain(value: Any) -> Any:
    """Return a value as JSON can carry it; bytes are named by their SHA-256 only."""
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def changes_text(table: str, changes: Mapping[str, tuple[Any, Any]]) -> str:
    """Return the changes as canonical JSON: field → [old, new], names sorted.

    Texts that people write are blacked out one by one: two numbers side by side are no Individual Number.
    """
    written = written_columns(table)
    shown = {
        name: [blacked_out(value) for value in pair] if name in written else pair
        for name, pair in changes.items()
    }
    return json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def written_columns(table: str) -> frozenset[str]:
    """Return the columns of a table that hold texts, as distinct from identifiers, days and numbers."""
    columns = Base.metadata.tables[table].columns
    return frozenset(column.key for column in columns if isinstance(column.type, Text | JSON))
