"""Reading and verifying the journal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Select, func, select, table
from sqlalchemy.orm import Session

from models.journal import JournalEntry, JournalHead
from models.setting import Setting
from oversight.desk import Desk
from oversight.device_classes import class_words
from oversight.field_words import deed_word, field_word, table_word
from oversight.journal.values import is_reference, told_value
from oversight.ledger.chain import GENESIS, Departure, Head, RowDifference, Soundness, Verdict, verify_chain
from oversight.ledger.entries import read_seals
from oversight.ledger.replay import Tales, find_differences, first_of, journalled_tables
from oversight.settings import read_settings
from oversight.words import _, mark

ACTION_WORDS = {"added": mark("追加"), "changed": mark("変更"), "removed": mark("削除")}
DEPARTURE_WORDS = {
    Departure.CHANGED: mark("書換え"),
    Departure.DELETED: mark("消去"),
    Departure.INSERTED: mark("割込み"),
}
Progress = Callable[[int, int], object]
"""Takes how many rows are done, and of how many."""
MOST_NAMED: Final = 1_000
"""So many differing rows are named; all are counted."""


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class ChangedField:
    """One field of an entry, in the office's words; a reference is the identifier of another row."""

    word: str
    old: str
    new: str
    is_reference: bool = False


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
            classes = class_words(read_settings(session).device_classes)
            return tuple(_entry(row, classes) for row in session.scalars(query))

    def verify(self, anchors: Iterable[Head] = (), progress: Progress = _silent) -> Verdict:
        """Walk the whole chain, then hold every row against it; ``anchors`` are heads printed on papers.

        All of it reads one unchanging state of the store, in pieces. ``progress`` is told how much is done
        and of how much, several times a second; what it raises stops the work and reaches the caller. Where
        the chain itself is broken the rows are not looked at: there is nothing to hold them against.
        """
        with self._desk.reading() as session:
            head = _head(session)
            walk = _Walk(progress, head.sequence + _row_count(session))
            tales = Tales()
            with closing(read_seals(session, tales.note, walk.advance)) as seals:
                verdict = verify_chain(seals, head, anchors)
            if not verdict.is_sound:
                return verdict
            count, first = first_of(find_differences(session, tales, walk.advance), MOST_NAMED)
        if not count:
            return verdict
        return replace(verdict, soundness=Soundness.ROWS_DIFFER, differing=count, differences=first)

    def count(self) -> int:
        """Return the number of entries."""
        with self._desk.reading() as session:
            return session.scalar(select(func.count()).select_from(JournalEntry)) or 0


def _head(session: Session) -> Head:
    row = session.get(JournalHead, 1)
    return Head(row.sequence, row.hash) if row else Head(0, GENESIS)


def _row_count(session: Session) -> int:
    return sum(
        session.execute(select(func.count()).select_from(table(each.name))).scalar_one()
        for each in journalled_tables()
    )


class _Walk:
    """Adds up what is done."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def advance(self, rows: int) -> None:
        """Tell of so many more rows."""
        self._done += rows
        self._progress(min(self._done, self._total), self._total)


def _entry(row: JournalEntry, classes: Mapping[str, str]) -> Entry:
    return Entry(
        sequence=row.sequence,
        at=row.at,
        actor=row.actor,
        deed=deed_word(row.deed),
        subject=table_word(row.subject),
        action=_(ACTION_WORDS.get(row.action, row.action)),
        changes=_changes(row, classes),
        reason=row.reason,
        row_id=row.row_id,
        hash=row.hash,
    )


def _changes(row: JournalEntry, classes: Mapping[str, str]) -> tuple[ChangedField, ...]:
    """Return the fields of an entry; none where the text was tampered with, which verifying tells."""
    try:
        changes = [(name, old, new) for name, (old, new) in json.loads(row.changes).items()]
        if row.subject == Setting.__tablename__:
            changes = [each for change in changes for each in _settings_changed(*change)]
        return tuple(
            ChangedField(
                field_word(row.subject, name),
                told_value(row.subject, name, old, classes),
                told_value(row.subject, name, new, classes),
                is_reference(row.subject, name),
            )
            for name, old, new in changes
        )
    except (ValueError, TypeError, AttributeError):
        return ()


def _settings_changed(name: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield each setting that a change of them all set anew; anything else as it is."""
    if name != Setting.value.key or not isinstance(new, dict):
        yield name, old, new
        return
    before = old if isinstance(old, dict) else {}
    for each in sorted(new):
        if each not in before or before[each] != new[each]:
            yield each, before.get(each), new[each]


def describe_difference(difference: RowDifference) -> str:
    """Return in the office's words what departs and how: 「委託先 書換え（電話、所在地）」."""
    told = _("{subject} {action}").format(
        subject=table_word(difference.table), action=_(DEPARTURE_WORDS[difference.departure])
    )
    fields = _("、").join(field_word(difference.table, name) for name in difference.fields)
    return _("{told}（{fields}）").format(told=told, fields=fields) if fields else told
