"""Checklists (点検表): editions, immutable once adopted; which of them is in use; drafts of the next one."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import DERIVED, NOT_PROSE, Base, Edited, Identified, JsonDocument, refuse_changes

SHIPPED_SERIES = "standard"
"""The series of the editions that ship with the product."""


def _document(**more: Any) -> Any:
    return deferred(mapped_column(JsonDocument, info=NOT_PROSE, **more))


class ChecklistEdition(Identified, Base):
    """One edition as published; an inspection keeps its edition for ever.

    ``workbook_id`` is the office's own workbook it came from, ``workbook_layout`` which cell holds what.
    """

    __tablename__ = "checklist_edition"

    key: Mapped[str] = mapped_column(info=NOT_PROSE)
    title: Mapped[str]
    content_hash: Mapped[str] = mapped_column(unique=True, info=NOT_PROSE)
    adopted_at: Mapped[dt.datetime]
    document: Mapped[dict[str, Any]] = _document(nullable=False)
    series: Mapped[str] = mapped_column(default=SHIPPED_SERIES, server_default=SHIPPED_SERIES, info=NOT_PROSE)
    based_on_id: Mapped[UUID | None] = mapped_column(ForeignKey("checklist_edition.id"))
    published_by: Mapped[str] = mapped_column(default="", server_default="")
    change_note: Mapped[str] = mapped_column(default="", server_default="")
    workbook_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    workbook_layout: Mapped[dict[str, Any]] = _document(default=dict, server_default="{}", nullable=False)


class ChecklistSeries(Edited, Base):
    """The editions of one checklist, and which of them new inspections take (none: it is not in use)."""

    __tablename__ = "checklist_series"

    key: Mapped[str] = mapped_column(unique=True, info=NOT_PROSE)
    title: Mapped[str]
    edition_in_use_id: Mapped[UUID | None] = mapped_column(ForeignKey("checklist_edition.id"))
    is_usual: Mapped[bool] = mapped_column(default=False, server_default=false())


class ChecklistDraft(Identified, Base):
    """A copy of an edition that is being changed, or one that came from a file; publishing makes an edition.

    ``came_from`` names the file, ``notes`` what was reduced or left out when it was taken in.
    """

    __tablename__ = "checklist_draft"
    __table_args__ = ({"info": DERIVED},)

    series: Mapped[str] = mapped_column(info=NOT_PROSE)
    title: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    based_on_id: Mapped[UUID | None] = mapped_column(ForeignKey("checklist_edition.id"))
    document: Mapped[dict[str, Any]] = _document(nullable=False)
    begun_by: Mapped[str] = mapped_column(default="")
    saved_by: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[dt.datetime]
    came_from: Mapped[str] = mapped_column(default="")
    notes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    workbook_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    workbook_layout: Mapped[dict[str, Any]] = _document(default=dict, nullable=False)


refuse_changes(ChecklistEdition)
