"""Attachments: content-addressed blobs inside the encrypted store (docs/security.md#vault-and-keys)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import NOT_PROSE, Base, Identified


class Attachment(Identified, Base):
    """A paper as received or a photo as prepared, found by its SHA-256."""

    __tablename__ = "attachment"

    sha256: Mapped[str] = mapped_column(unique=True, info=NOT_PROSE)
    media_type: Mapped[str] = mapped_column(info=NOT_PROSE)
    file_name: Mapped[str] = mapped_column(default="")
    size_bytes: Mapped[int]
    added_at: Mapped[dt.datetime]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
