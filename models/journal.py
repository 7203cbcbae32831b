"""The journal (記録簿): one chained entry per changed row (docs/security.md#journal)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class JournalEntry(Base):
    """Who, when, what deed, which row, old → new, why; ``hash`` covers all of it and the entry before."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_subject_row", "subject", "row_id"),)

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[UUID | None]
    actor: Mapped[str]
    deed: Mapped[str]
    subject: Mapped[str]
    row_id: Mapped[str]
    action: Mapped[str]
    changes: Mapped[str]
    reason: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class JournalHead(Base):
    """The last entry's number and hash, so that a cut-off tail shows."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str]
