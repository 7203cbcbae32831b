"""Approval (決裁) of a finalised record: who drafted it, its route, each decision (docs/records.md#approval).

Both tables only grow (``models.freezing``): what stands follows from what was decided.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Identified, words_column


class Decision(StrEnum):
    """What ends or passes a step: 承認, 差戻; or 起案取下げ by the drafter."""

    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Approval(Identified, Base):
    """起案: one version of a record sent on its route; ``route`` is the section's as it stood then.

    ``number`` counts the draftings of the same version, ``steps`` the steps of its route.
    """

    __tablename__ = "approval"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    record_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_record.id"))
    number: Mapped[int]
    steps: Mapped[int]
    route: Mapped[list[dict[str, Any]]] = mapped_column(info=NOT_PROSE)
    drafted_at: Mapped[dt.datetime]
    drafted_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    drafted_name: Mapped[str]
    drafted_by: Mapped[str]
    comment: Mapped[str] = mapped_column(default="")


class ApprovalStep(Identified, Base):
    """One decision; ``position`` is the step of the route, from 1: each is decided once, in order.

    ``proxy_for`` names for whom another decided (代決), ``proxy_reason`` why.
    """

    __tablename__ = "approval_step"
    __table_args__ = (UniqueConstraint("approval_id", "position"),)

    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approval.id"))
    position: Mapped[int]
    decision: Mapped[Decision] = mapped_column(words_column(Decision))
    post: Mapped[str]
    decided_at: Mapped[dt.datetime]
    decided_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    decided_name: Mapped[str]
    decided_by: Mapped[str]
    proxy_for: Mapped[str] = mapped_column(default="")
    proxy_reason: Mapped[str] = mapped_column(default="")
    comment: Mapped[str] = mapped_column(default="")
