"""Reading the journal for verification: as the driver gives it, in pieces, without mapped objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, column, select, table
from sqlalchemy.orm import Session

from models.journal import JournalEntry
from oversight.ledger.chain import Seal, contents_hash

ACTION, SUBJECT, ROW_ID, CHANGES = "action", "subject", "row_id", "changes"
Told = Callable[[str, str, str, str], object]
"""Takes an entry's subject, row, action and changes."""
Advance = Callable[[int], object]
"""Takes how many more rows are done, several times a second; it may raise to stop the work."""

_HASHED: Final = (
    *("previous_hash", "at", "actor_id", "actor", "deed"),
    *(SUBJECT, ROW_ID, ACTION, CHANGES, "reason"),
)
_AT_ONCE: Final = 5_000


def raw_rows(
    session: Session, name: str, columns: Sequence[str], *, order: str = "", at_once: int = _AT_ONCE
) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield a table's rows in pieces, each value as the driver gives it: no type is looked at or turned."""
    wanted: list[ColumnElement[Any]] = [column(each) for each in columns]
    query = select(*wanted).select_from(table(name))
    if order:
        query = query.order_by(column(order))
    with closing(session.execute(query, execution_options={"yield_per": at_once})) as result:
        yield from result.partitions()


def read_seals(session: Session, told: Told, advance: Advance) -> Generator[Seal, None, None]:
    """Yield what chains each entry, by their numbers; hand what each says of its row to ``told``."""
    actors: dict[Any, str] = {}
    names = (*_HASHED, "sequence", "hash")
    for piece in raw_rows(session, JournalEntry.__tablename__, names, order="sequence"):
        for before, at, actor, *rest, reason, sequence, own in piece:
            if actor not in actors:
                actors[actor] = str(UUID(str(actor))) if actor else ""
            _actor, _deed, subject, row_id, action, changes = rest
            told(subject, row_id, action, changes)
            found = _found_hash((before, moment_text(at), actors[actor], *rest, reason))
            yield Seal(sequence, str(before), str(own), found)
        advance(len(piece))


def moment_text(value: Any) -> Any:
    """Return a moment as it is hashed, from what either engine keeps; anything else as it is."""
    if isinstance(value, str):
        return value.replace(" ", "T", 1) + "+00:00"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value


def _found_hash(contents: tuple[Any, ...]) -> str:
    """Return the hash of what was read, or none that fits where a text is no text any more."""
    try:
        return contents_hash(contents)
    except TypeError:
        return ""
