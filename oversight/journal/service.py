"""Reading and verifying the journal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.journal import JournalEntry, JournalHead
from oversight.desk import Desk
from oversight.field_words import deed_word, field_word, table_word
from oversight.ledger.chain import GENESIS, Head, Link, Verdict, verify_chain
from oversight.words import _, mark

ACTION_WORDS = {"added": mark("追加"), "changed": mark("変更"), "removed": mark("削除")}
_CHUNK = 5_000


@dataclass(frozen=True)
class ChangedField:
    """One field of an entry, in the office's words."""

    word: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One entry as a person reads it; ``at`` is aware, in UTC."""

    sequence: int
    at: dt.datetime
    actor: str
    deed: str
    subject: str
    action: str
    changes: tuple[ChangedField, ...]
    reason: str
    row_id: str
    hash: str


class JournalService:
    """Lists and verifies; nothing here writes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def head(self) -> Head:
        """Return the number and hash of the last entry; (0, zeros) for an empty journal."""
        with self._desk.reading() as session:
            return _head(session)

    def list_entries(
        self, *, before: int | None = None, subject: str = "", row_id: str = "", limit: int = 200
    ) -> tuple[Entry, ...]:
        """Return entries newest first, from below ``before``; ``subject`` is a table's name."""
        query: Select[JournalEntry] = select(JournalEntry).order_by(JournalEntry.sequence.desc()).limit(limit)
        if before is not None:
            query = query.where(JournalEntry.sequence < before)
        if subject:
            query = query.where(JournalEntry.subject == subject)
        if row_id:
            query = query.where(JournalEntry.row_id == row_id)
        with self._desk.reading() as session:
            return tuple(_entry(row) for row in session.scalars(query))

    def verify(self, anchors: Iterable[Head] = ()) -> Verdict:
        """Walk the whole chain; ``anchors`` are heads printed on papers. Reads in pieces."""
        with self._desk.reading() as session:
            head = _head(session)
            with closing(_links(session)) as links:
                return verify_chain(links, head, anchors)

    def count(self) -> int:
        """Return the number of entries."""
        with self._desk.reading() as session:
            return session.scalar(select(func.count()).select_from(JournalEntry)) or 0


def _head(session: Session) -> Head:
    row = session.get(JournalHead, 1)
    return Head(row.sequence, row.hash) if row else Head(0, GENESIS)


def _links(session: Session) -> Generator[Link, None, None]:
    query = select(JournalEntry.__table__).order_by(JournalEntry.sequence)
    result = session.execute(query, execution_options={"yield_per": _CHUNK})
    try:
        for row in result:
            yield Link(**{**row._mapping, "actor_id": str(row.actor_id or "")})  # noqa: SLF001 - public
    finally:
        result.close()


def _entry(row: JournalEntry) -> Entry:
    changes: dict[str, list[Any]] = json.loads(row.changes)
    return Entry(
        sequence=row.sequence,
        at=row.at,
        actor=row.actor,
        deed=deed_word(row.deed),
        subject=table_word(row.subject),
        action=_(ACTION_WORDS[row.action]),
        changes=tuple(
            ChangedField(field_word(row.subject, name), _shown(old), _shown(new))
            for name, (old, new) in changes.items()
        ),
        reason=row.reason,
        row_id=row.row_id,
        hash=row.hash,
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, list):
        return "、".join(_shown(inner) for inner in value)
    if isinstance(value, dict):
        return "、".join(f"{key}: {_shown(inner)}" for key, inner in value.items())
    return str(value)
