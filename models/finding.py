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
    """指摘 → 通知 → 計画受領 → 報告受領 → 確認待ち → 完了; 取下げ when a corrected record drops it."""

    OPEN = "open"
    REQUESTED = "requested"
    PLANNED = "planned"
    CORRECTED = "corrected"
    CLOSURE_ASKED = "closure_asked"
    CLOSED = "closed"
    DROPPED = "dropped"


class Urgency(StrEnum):
    """緊急性, stated beside the severity; an urgent finding is told on the spot."""

    NORMAL = "normal"
    URGENT = "urgent"


class Verification(StrEnum):
    """How a correction was verified: 書面 or 再検査."""

    PAPER = "paper"
    REINSPECTION = "reinspection"


class StepKind(StrEnum):
    """What was done about a finding."""

    REQUESTED = "requested"
    PLAN = "plan"
    EXTENSION = "extension"
    REPORT = "report"
    REFUSAL = "refusal"
    CLOSURE_ASKED = "closure_asked"
    CONFIRMED = "confirmed"


class Finding(Edited, Base):
    """One nonconformity to be put right by a day; found in an inspection or in a monthly report.

    ``earlier_id`` is the finding on the same item that came before; ``raised_from`` the severity it would
    have had without it. ``first_due_on`` keeps the first day where it was extended or set anew.
    """

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
    confirmed_how: Mapped[Verification | None] = mapped_column(words_column(Verification))
    urgency: Mapped[Urgency] = mapped_column(
        words_column(Urgency), default=Urgency.NORMAL, server_default=Urgency.NORMAL.value
    )
    told_on: Mapped[dt.date | None]
    requested_on: Mapped[dt.date | None]
    plan: Mapped[str] = mapped_column(default="", server_default="")
    plan_until: Mapped[dt.date | None]
    first_due_on: Mapped[dt.date | None]
    raised_from: Mapped[Severity | None] = mapped_column(words_column(Severity))
    earlier_id: Mapped[UUID | None] = mapped_column(ForeignKey("finding.id"))
    closure_asked_on: Mapped[dt.date | None]
    closure_asked_by: Mapped[str] = mapped_column(default="", server_default="")
    closure_asked_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class FindingStep(Edited, Base):
    """One thing done about a finding, by whom and when; ``due_on`` is the day set with it, if one was.

    ``attachment_id`` is the form as received, where it came in on one.
    """

    __tablename__ = "finding_step"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    position: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(words_column(StepKind))
    happened_on: Mapped[dt.date]
    noted_by: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    due_on: Mapped[dt.date | None]
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"), index=True)
