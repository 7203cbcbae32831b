"""Imports (取込): each finished run, with what it made and changed, so that it can be undone."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, JsonDocument, words_column


class ImportState(StrEnum):
    """Whether the run stands."""

    FINISHED = "finished"
    UNDONE = "undone"


class ImportRun(Edited, Base):
    """One import of a file; ``made`` and ``changed`` list rows with the version they were left at."""

    __tablename__ = "import_run"

    kind: Mapped[str] = mapped_column(info=NOT_PROSE)
    state: Mapped[ImportState] = mapped_column(words_column(ImportState))
    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(info=NOT_PROSE)
    run_at: Mapped[dt.datetime]
    run_by: Mapped[str]
    rows_total: Mapped[int]
    made: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list, info=NOT_PROSE)
    changed: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list, info=NOT_PROSE)
