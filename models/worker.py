"""Workers (従事者) on a contract's roster. Fields: docs/records.md#workers."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Edited, words_column


class Employment(StrEnum):
    """雇用形態."""

    EMPLOYEE = "employee"
    DISPATCHED = "dispatched"
    SUBCONTRACT = "subcontract"


class WorkerState(StrEnum):
    """届出 → 確認 → 有効 → 抹消 (docs/records.md#workers)."""

    NOTIFIED = "notified"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    STRUCK = "struck"


class Worker(Edited, Base):
    """A person who handles personal data, with the true employer (実所属)."""

    __tablename__ = "worker"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    subcontract_id: Mapped[UUID | None] = mapped_column(ForeignKey("subcontract.id"), index=True)
    name: Mapped[str]
    kana: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="")
    employment: Mapped[Employment] = mapped_column(words_column(Employment))
    state: Mapped[WorkerState] = mapped_column(words_column(WorkerState))
    role: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")
    system_account: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    oath_on: Mapped[dt.date | None]
    trained_on: Mapped[dt.date | None]
    entry_card_number: Mapped[str] = mapped_column(default="")
    entry_card_until: Mapped[dt.date | None]
    returned_on: Mapped[dt.date | None]
    remarks: Mapped[str] = mapped_column(default="")
