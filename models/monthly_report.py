"""Monthly handling reports (取扱状況報告書). Rules and states: docs/records.md#monthly-reports.

What is still owed is derived from contracts, waivers and the closing calendar, and lies in a table of its
own that can be made anew at any time. What has come in is evidence: its due day is the one that held then.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import DERIVED, Base, Edited, words_column


class ReportState(StrEnum):
    """Where a report that has come in stands: 提出済 → 確認中 → 差戻 → 再提出 → 確認済 → 完結."""

    RECEIVED = "received"
    UNDER_CHECK = "under_check"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    CHECKED = "checked"
    CLOSED = "closed"


class OwedReport(Base):
    """A month whose report has not come in: ``month`` is its first day; ``waiver_id`` excuses it.

    Derived, never journalled. The index holds only what is not excused, in the order of the due days: what
    is overdue is read without looking at the rest.
    """

    __tablename__ = "owed_report"
    __table_args__ = (
        Index(
            "ix_owed_report_due_on",
            "due_on",
            sqlite_where=text("waiver_id IS NULL"),
            postgresql_where=text("waiver_id IS NULL"),
        ),
        {"info": DERIVED},
    )

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    due_on: Mapped[dt.date]
    waiver_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_waiver.id"), index=True)


class MonthlyReport(Edited, Base):
    """The report of one month that has come in; ``due_on`` and ``due_told`` are as they held that day."""

    __tablename__ = "monthly_report"
    __table_args__ = (
        Index(
            "ix_monthly_report_contract_id_month",
            "contract_id",
            "month",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
        Index(
            "ix_monthly_report_open",
            "state",
            "resubmit_on",
            sqlite_where=text("state <> 'closed' AND withdrawn_on IS NULL"),
            postgresql_where=text("state <> 'closed' AND withdrawn_on IS NULL"),
        ),
    )

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"))
    month: Mapped[dt.date]
    due_on: Mapped[dt.date]
    due_told: Mapped[str] = mapped_column(default="")
    state: Mapped[ReportState] = mapped_column(words_column(ReportState))
    received_on: Mapped[dt.date]
    submitted_by: Mapped[str] = mapped_column(default="")
    resubmit_on: Mapped[dt.date | None]
    checked_on: Mapped[dt.date | None]
    checked_by: Mapped[str] = mapped_column(default="")
    chief_checked_on: Mapped[dt.date | None]
    chief_checked_by: Mapped[str] = mapped_column(default="", server_default="")
    closed_on: Mapped[dt.date | None]
    closed_by: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")


class ReportReturn(Edited, Base):
    """差戻: why a report went back and by when it must come again; the original due day stays."""

    __tablename__ = "report_return"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_report.id"), index=True)
    number: Mapped[int]
    returned_on: Mapped[dt.date]
    returned_by: Mapped[str]
    reasons: Mapped[str]
    resubmit_on: Mapped[dt.date]
    resubmitted_on: Mapped[dt.date | None]


class ReportWaiver(Edited, Base):
    """A run of months, both included, that need no report: who approved it and why (免除)."""

    __tablename__ = "report_waiver"
    __table_args__ = (CheckConstraint("first_month <= last_month", name="order"),)

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    first_month: Mapped[dt.date]
    last_month: Mapped[dt.date]
    reason: Mapped[str]
    approved_on: Mapped[dt.date]
    approved_by: Mapped[str]
