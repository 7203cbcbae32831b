"""Findings (指摘・是正): from an inspection or a monthly report. Fields: docs/records.md#findings."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, words_column
from models.marks import Severity


class FindingState(StrEnum):
    """指摘 → … → 完了; 取下げ when a corrected record no longer holds it."""

    OPEN = "open"
    CORRECTED = "corrected"
    CLOSED = "closed"
    DROPPED = "dropped"


class Finding(Edited, Base):
    """One nonconformity to be put right by a day; found in an inspection or in a monthly report."""

    __tablename__ = "finding"

    number: Mapped[str] = mapped_column(unique=True)
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("monthly_report.id"), index=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    item_id: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    severity: Mapped[Severity] = mapped_column(words_column(Severity))
    state: Mapped[FindingState] = mapped_column(words_column(FindingState), index=True)
    fact: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    due_on: Mapped[dt.date] = mapped_column(index=True)
    due_explanation: Mapped[str] = mapped_column(default="")
    repeated: Mapped[bool] = mapped_column(default=False)
    reply: Mapped[str] = mapped_column(default="")
    corrected_on: Mapped[dt.date | None]
    confirmed_on: Mapped[dt.date | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
