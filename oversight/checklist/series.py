"""Which editions there are, and which of them new inspections take.

A series is the editions of one checklist. The series that ships is the usual one and its newest edition is in
use until a deed says otherwise; then a row says it (``models.checklist.ChecklistSeries``).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.checklist import SHIPPED_SERIES, ChecklistEdition, ChecklistSeries
from oversight.desk import get_row
from oversight.errors import RefusedError
from oversight.words import _


@dataclass(frozen=True)
class SeriesStanding:
    """A series: the edition new inspections take (``None``: not in use), and whether it is the usual one."""

    key: str
    edition_id: UUID | None
    is_usual: bool


def read_standings(session: Session) -> dict[str, SeriesStanding]:
    """Return every series by its key; the usual one is taken where nothing else is said."""
    query = select(ChecklistEdition.series, ChecklistEdition.id)
    in_order = session.execute(query.order_by(ChecklistEdition.adopted_at, ChecklistEdition.id))
    newest: dict[str, UUID] = {row.series: row.id for row in in_order}
    rows = {row.key: row for row in session.scalars(select(ChecklistSeries))}
    usual = next((row.key for row in rows.values() if row.is_usual), SHIPPED_SERIES)
    return {
        key: SeriesStanding(
            key, rows[key].edition_in_use_id if key in rows else _unsaid(key, edition_id), key == usual
        )
        for key, edition_id in newest.items()
    }


def _unsaid(key: str, newest: UUID) -> UUID | None:
    return newest if key == SHIPPED_SERIES else None


def edition_for_plan(session: Session, edition_id: UUID | None) -> UUID:
    """Return the edition a new inspection takes: the one asked for, if it is in use, or the usual one."""
    standings = read_standings(session)
    if edition_id is not None:
        if edition_id not in {each.edition_id for each in standings.values()}:
            raise RefusedError(
                _("その点検表の版は、今は使われていません。"),
                _("使われている点検表から選んでください。"),
                field="edition_id",
            )
        return edition_id
    usual = next((each.edition_id for each in standings.values() if each.is_usual), None)
    if usual is None:
        raise RefusedError(
            _("ふだん使う点検表がありません。"),
            _("「点検表」の画面で、使う版を選んでください。"),
            field="edition_id",
        )
    return usual


def row_of_series(session: Session, key: str, title: str) -> ChecklistSeries:
    """Return the row that says what is in use of a series; made on first use, saying what held unsaid."""
    row = session.scalar(select(ChecklistSeries).where(ChecklistSeries.key == key))
    if row is None:
        standing = read_standings(session).get(key)
        row = ChecklistSeries(
            key=key,
            title=title,
            edition_in_use_id=standing.edition_id if standing else None,
            is_usual=standing is not None and standing.is_usual,
        )
        session.add(row)
    return row


def put_in_use(session: Session, edition_id: UUID) -> ChecklistSeries:
    """Let new inspections take this edition of its series from now on."""
    edition = get_row(session, ChecklistEdition, edition_id)
    row = row_of_series(session, edition.series, edition.title)
    row.edition_in_use_id, row.title = edition.id, edition.title
    return row


def take_out_of_use(session: Session, edition_id: UUID) -> ChecklistSeries:
    """Let new inspections take no edition of a series; the usual one cannot be taken out."""
    edition = get_row(session, ChecklistEdition, edition_id)
    row = row_of_series(session, edition.series, edition.title)
    if row.is_usual:
        raise RefusedError(
            _("ふだん使う点検表は、使用をやめられません。"),
            _("先に、別の点検表を「ふだん使う」にしてください。"),
        )
    row.edition_in_use_id = None
    return row


def make_usual(session: Session, edition_id: UUID) -> ChecklistSeries:
    """Take this edition, and its series, wherever nothing else is said."""
    row = put_in_use(session, edition_id)
    key, standings = row.key, read_standings(session)
    for other in standings.values():
        if other.is_usual and other.key != key and other.edition_id is not None:
            before = get_row(session, ChecklistEdition, other.edition_id)
            row_of_series(session, other.key, before.title).is_usual = False
    row.is_usual = True
    return row
