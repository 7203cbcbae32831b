"""Sub-contracts (再委託) as a tree under a contract. Fields: docs/records.md#sub-contracts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Edited, JsonDocument, words_column


class SubcontractState(StrEnum):
    """申請 → 審査 → 許諾/不許諾 → 稼働 → 終了; 無断再委託 when found (docs/records.md#sub-contracts)."""

    APPLIED = "applied"
    EXAMINING = "examining"
    PERMITTED = "permitted"
    REFUSED = "refused"
    ACTIVE = "active"
    ENDED = "ended"
    UNPERMITTED = "unpermitted"


class Subcontract(Edited, Base):
    """One tier: the city, as first entruster, permits each (番号法 10(2); PPC guideline 4-2-(1) 2B).

    A subsidiary counts as a sub-contractor (MIC, 2018-10-22).
    """

    __tablename__ = "subcontract"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("subcontract.id"), index=True)
    contractor_id: Mapped[UUID] = mapped_column(ForeignKey("contractor.id"), index=True)
    state: Mapped[SubcontractState] = mapped_column(words_column(SubcontractState))
    is_subsidiary: Mapped[bool] = mapped_column(default=False)
    scope: Mapped[str] = mapped_column(default="")
    personal_data_items: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    reason: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    safety_check_result: Mapped[str] = mapped_column(default="")
    supervision_method: Mapped[str] = mapped_column(default="")
    applied_on: Mapped[dt.date | None]
    permitted_on: Mapped[dt.date | None]
    permitted_by: Mapped[str] = mapped_column(default="")
    permission_number: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    has_notice_clause: Mapped[bool] = mapped_column(default=False)
    remarks: Mapped[str] = mapped_column(default="")
