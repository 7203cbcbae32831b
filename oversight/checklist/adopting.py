"""Adopting editions into the store: by content hash, once, for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.base import new_id
from models.checklist import SHIPPED_SERIES, ChecklistEdition
from oversight.checklist.edition import Edition, document_from_edition
from oversight.checklist.reading import builtin_editions, edition_from_document
from oversight.clock import Clock
from oversight.desk import get_row

_read: dict[str, Edition] = {}


@dataclass(frozen=True)
class Origin:
    """Where an edition comes from: its series and, where the office published it, by whom and why."""

    series: str = SHIPPED_SERIES
    based_on_id: UUID | None = None
    published_by: str = ""
    change_note: str = ""
    workbook_id: UUID | None = None
    workbook_layout: Mapping[str, Any] = field(default_factory=dict)


def adopt(session: Session, clock: Clock, edition: Edition, origin: Origin | None = None) -> UUID:
    """Keep an edition through a writing session; one with the same content is kept already."""
    origin = origin or Origin()
    row = session.scalar(
        select(ChecklistEdition).where(ChecklistEdition.content_hash == edition.content_hash)
    )
    if row is None:
        row = ChecklistEdition(
            id=new_id(),
            key=edition.id,
            title=edition.title.ja,
            content_hash=edition.content_hash,
            adopted_at=clock.now(),
            document=document_from_edition(edition),
            series=origin.series,
            based_on_id=origin.based_on_id,
            published_by=origin.published_by,
            change_note=origin.change_note,
            workbook_id=origin.workbook_id,
            workbook_layout=dict(origin.workbook_layout),
        )
        session.add(row)
        session.flush()
    return row.id


def adopt_builtin(session: Session, clock: Clock) -> None:
    """Adopt every edition that ships with the product and is not yet in the store."""
    for edition in builtin_editions():
        adopt(session, clock, edition)


def edition_in_store(session: Session, edition_id: UUID) -> Edition:
    """Return an adopted edition; editions never change, so each is read once a process."""
    query = select(ChecklistEdition.content_hash).where(ChecklistEdition.id == edition_id)
    known = _read.get(session.scalar(query) or "")
    if known is not None:
        return known
    row = get_row(session, ChecklistEdition, edition_id)
    return _read.setdefault(row.content_hash, edition_from_document(row.document))


def lineage_in_store(session: Session, edition_id: UUID) -> tuple[str, ...]:
    """Return the id of an edition and of those it was copied from, back to the first.

    A copy keeps the ids of the items it keeps, so what is known of their items holds for it too.
    """
    keys: list[str] = []
    step: UUID | None = edition_id
    while step is not None:
        row = session.execute(
            select(ChecklistEdition.key, ChecklistEdition.based_on_id).where(ChecklistEdition.id == step)
        ).one()
        keys.append(row.key)
        step = row.based_on_id
    return tuple(keys)


def workbook_in_store(session: Session, edition_id: UUID) -> tuple[bytes, Mapping[str, Any]] | None:
    """Return the office's own workbook an edition came from, and which cell of it holds what."""
    row = get_row(session, ChecklistEdition, edition_id)
    if row.workbook_id is None:
        return None
    return get_row(session, Attachment, row.workbook_id).content, dict(row.workbook_layout)


def has_workbook(session: Session, edition_id: UUID) -> bool:
    """Tell whether an edition came from a workbook of the office's own."""
    query = select(ChecklistEdition.workbook_id).where(ChecklistEdition.id == edition_id)
    return session.scalar(query) is not None
