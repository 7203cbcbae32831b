"""Evidence that needs no camera: sketches, numbers, counts, statements, documents.

Fields: docs/records.md#evidence.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import DERIVED, NOT_PROSE, Base, Edited, Identified, JsonDocument, words_column
from models.marks import EvidenceKind

__all__ = ["Evidence", "EvidenceKind", "SketchDraft"]


class Evidence(Edited, Base):
    """A piece of evidence that stands with its item.

    ``subject`` is what a number is on, what was counted, a sketch's title or a document's name; ``number``
    the serial, seal or document number. ``labels`` holds the words in a sketch. ``seed`` and ``picks`` tell
    how a sample was drawn (docs/checklists.md#sampling); ``rate`` and ``confidence`` are per cent.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(
            "sample_size IS NULL OR population IS NULL OR sample_size <= population", name="sample"
        ),
        CheckConstraint("failed IS NULL OR sample_size IS NULL OR failed <= sample_size", name="failed"),
    )

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    item_id: Mapped[str] = mapped_column(info=NOT_PROSE)
    kind: Mapped[EvidenceKind] = mapped_column(words_column(EvidenceKind))
    position: Mapped[int] = mapped_column(default=0)
    subject: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    population: Mapped[int | None]
    sample_size: Mapped[int | None]
    failed: Mapped[int | None]
    seed: Mapped[str] = mapped_column(default="")
    picks: Mapped[list[int]] = mapped_column(JsonDocument, default=list, info=NOT_PROSE)
    rate: Mapped[int | None]
    confidence: Mapped[int | None]
    said: Mapped[str] = mapped_column(default="")
    speaker: Mapped[str] = mapped_column(default="")
    speaker_post: Mapped[str] = mapped_column(default="")
    witness: Mapped[str] = mapped_column(default="")
    pages: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[dt.date | None]
    labels: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    drawing_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    noted_at: Mapped[dt.datetime]
    noted_by: Mapped[str]


class SketchDraft(Identified, Base):
    """A sketch being drawn, kept after each stroke until it is evidence or given up; not journalled.

    ``evidence_id`` is the sketch it draws anew; ``drawing`` a document of ``oversight.inspections.drawing``.
    """

    __tablename__ = "sketch_draft"
    __table_args__ = ({"info": DERIVED},)

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    item_id: Mapped[str] = mapped_column(info=NOT_PROSE)
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"))
    drawing: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    saved_at: Mapped[dt.datetime]
