"""Editions of checklists (点検表の版) adopted into the store by content hash; immutable once adopted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import NOT_PROSE, Base, Identified, JsonDocument


class ChecklistEdition(Identified, Base):
    """One edition as published; an inspection keeps its edition for ever."""

    __tablename__ = "checklist_edition"

    key: Mapped[str] = mapped_column(info=NOT_PROSE)
    title: Mapped[str]
    content_hash: Mapped[str] = mapped_column(unique=True, info=NOT_PROSE)
    adopted_at: Mapped[dt.datetime]
    document: Mapped[dict[str, Any]] = deferred(mapped_column(JsonDocument, nullable=False, info=NOT_PROSE))
