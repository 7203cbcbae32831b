"""Holding the present rows against the journal: what a direct change of the store's file leaves behind.

A row as its entries leave it must be the row that lies there. The version column and the text that is
searched are not journalled and not compared; both follow from the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import DERIVED
from models.journal import JournalEntry, JournalHead
from models.tables import Base
from oversight.ledger.chain import Departure, RowDifference
from oversight.ledger.entries import Advance
from oversight.ledger.present import UNSET, PresentTable
from oversight.prose import blacked_out

_NOT_JOURNALLED: Final = frozenset({JournalEntry.__tablename__, JournalHead.__tablename__})
_GONE: Final = b"gone"
_SEVERAL: Final = b"several"
_AT_ONCE: Final = 200
Entries = Sequence[tuple[str, str]]
"""The entries of one row in the order of their numbers: action and changes."""


class Tales:
    """What the journal says of each row, kept small: a digest where one entry says all, else a mark."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, bytes]] = {}

    def note(self, subject: str, row_id: str, action: str, changes: str) -> None:
        """Take in one entry; to be called in the order of their numbers."""
        rows = self._rows.setdefault(subject, {})
        if action == "removed":
            rows[row_id] = _GONE
        elif action == "added" and row_id not in rows:
            rows[row_id] = digest_of(changes)
        else:
            rows[row_id] = _SEVERAL

    def take(self, table: str, row_id: str) -> bytes | None:
        """Take a row out: the digest of its one entry, a mark, or None where it should not be there."""
        tale = self._rows.get(table, {}).pop(row_id, _GONE)
        return None if tale == _GONE else tale

    def missing(self, table: str) -> Iterator[str]:
        """Yield the rows that were told of, not said to be gone, and not taken."""
        return (row_id for row_id, tale in self._rows.get(table, {}).items() if tale != _GONE)


def digest_of(text: str) -> bytes:
    """Return 16 octets that stand for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def journalled_tables() -> tuple[PresentTable, ...]:
    """Return the tables whose rows the journal tells of: all but its own and those derived from others."""
    models = (mapper.class_ for mapper in Base.registry.mappers)
    return tuple(
        PresentTable(model)
        for model in sorted(models, key=lambda each: str(each.__tablename__))
        if model.__tablename__ not in _NOT_JOURNALLED and not model.__table__.info.items() >= DERIVED.items()
    )


def find_differences(session: Session, tales: Tales, advance: Advance) -> Iterator[RowDifference]:
    """Yield the rows that are not what the journal says, table by table; ``tales`` is used up."""
    for table in journalled_tables():
        doubtful: list[tuple[str, str]] = []
        for piece in table.read(session):
            for row_id, told in piece:
                tale = tales.take(table.name, row_id)
                if tale is None:
                    yield RowDifference(Departure.INSERTED, table.name, row_id)
                elif tale != digest_of(told):
                    doubtful.append((row_id, told))
            advance(len(piece))
        yield from _look_closer(session, table, doubtful, advance)
        for row_id in tales.missing(table.name):
            yield RowDifference(Departure.DELETED, table.name, row_id)


def _look_closer(
    session: Session, table: PresentTable, doubtful: list[tuple[str, str]], advance: Advance
) -> Iterator[RowDifference]:
    for start in range(0, len(doubtful), _AT_ONCE):
        several = doubtful[start : start + _AT_ONCE]
        entries = _entries_of(session, table.name, [row_id for row_id, _told in several])
        for row_id, told in several:
            present = {name: new for name, (_old, new) in json.loads(told).items()}
            fields = differing_fields(table, entries[row_id], present)
            if fields:
                yield RowDifference(Departure.CHANGED, table.name, row_id, fields)
        advance(0)


def _entries_of(session: Session, table: str, row_ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    query = (
        select(JournalEntry.row_id, JournalEntry.action, JournalEntry.changes)
        .where(JournalEntry.subject == table, JournalEntry.row_id.in_(row_ids))
        .order_by(JournalEntry.sequence)
    )
    found: dict[str, list[tuple[str, str]]] = {row_id: [] for row_id in row_ids}
    for row_id, action, changes in session.execute(query):
        found[row_id].append((action, changes))
    return found


def differing_fields(table: PresentTable, entries: Entries, present: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields in which a row departs from its entries, now or at a change in between."""
    state: dict[str, Any] = {}
    wrong: set[str] = set()
    for action, changes in entries:
        if action != "changed":
            state = {}
        for name, (old, new) in json.loads(changes).items():
            if action == "changed" and old is not None and not _fits(table, name, state, old):
                wrong.add(name)
            state[name] = new
    wrong.update(name for name in table.names if not _fits(table, name, state, present.get(name)))
    return tuple(sorted(wrong & set(table.names)))


def _fits(table: PresentTable, name: str, state: dict[str, Any], value: Any) -> bool:
    """Tell whether a value is what the journal says; empty values and own defaults it leaves out."""
    if name not in state:
        return value in UNSET or value == table.defaults.get(name)
    told = state[name]
    if told in UNSET:
        return value in UNSET
    return bool(told == value or blacked_out(told) == blacked_out(value))


def first_of(differences: Iterable[RowDifference], most: int) -> tuple[int, tuple[RowDifference, ...]]:
    """Return how many there are, and the first ``most`` of them."""
    count, kept = 0, []
    for each in differences:
        count += 1
        if count <= most:
            kept.append(each)
    return count, tuple(kept)
