"""What hints are made from: an inspection, the journal about it, its photos elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.inspection import Answer, Attendee, Inspection, Photo
from models.journal import JournalEntry
from oversight.inspections.reading import read_detail
from oversight.inspections.rows import InspectionDetail


@dataclass(frozen=True)
class Noted:
    """An entry of the journal about the inspection; ``gave_mark`` where a mark was given or changed."""

    sequence: int
    at: dt.datetime
    actor: str
    item_id: str = ""
    gave_mark: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """Another inspection in which the same picture stands."""

    number: str
    conducted_on: dt.date | None


@dataclass(frozen=True)
class HintFacts:
    """``noted`` in the order of the journal; ``elsewhere`` by the SHA-256 of the picture."""

    detail: InspectionDetail
    noted: tuple[Noted, ...] = ()
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)


def read_hint_facts(session: Session, inspection_id: UUID) -> HintFacts:
    """Read all that hints about an inspection are made from."""
    detail = read_detail(session, inspection_id)
    return HintFacts(detail, _noted(session, inspection_id), _elsewhere(session, detail))


def _noted(session: Session, inspection_id: UUID) -> tuple[Noted, ...]:
    items = {
        str(row_id): item_id
        for model in (Answer, Photo)
        for row_id, item_id in session.execute(
            select(model.id, model.item_id).where(model.inspection_id == inspection_id)
        )
    }
    attend = select(Attendee.id).where(Attendee.inspection_id == inspection_id)
    people = {str(each) for each in session.scalars(attend)}
    query = (
        select(JournalEntry)
        .where(
            or_(
                _about(Inspection.__tablename__, {str(inspection_id)}),
                _about(Answer.__tablename__, items),
                _about(Photo.__tablename__, items),
                _about(Attendee.__tablename__, people),
            )
        )
        .order_by(JournalEntry.sequence)
    )
    return tuple(_entry(row, items) for row in session.scalars(query))


def _about(table: str, row_ids: Collection[str]) -> ColumnElement[bool]:
    return and_(JournalEntry.subject == table, JournalEntry.row_id.in_(row_ids))


def _entry(row: JournalEntry, items: Mapping[str, str]) -> Noted:
    changes = json.loads(row.changes) if row.subject == Answer.__tablename__ else {}
    gave_mark = changes.get("mark", (None, None))[1] is not None
    return Noted(row.sequence, row.at, row.actor, items.get(row.row_id, ""), gave_mark)


def _elsewhere(session: Session, detail: InspectionDetail) -> dict[str, Elsewhere]:
    pictures = {photo.sha256 for photo in detail.photos}
    query = (
        select(Attachment.sha256, Inspection.number, Inspection.conducted_on)
        .join(Photo, Photo.attachment_id == Attachment.id)
        .join(Inspection, Inspection.id == Photo.inspection_id)
        .where(
            Attachment.sha256.in_(pictures),
            Photo.inspection_id != detail.id,
            Photo.withdrawn_on.is_(None),
        )
        .order_by(Inspection.number.desc())
    )
    return {sha256: Elsewhere(number, day) for sha256, number, day in session.execute(query)}
