"""What came in as a monthly report, and what in it wants a look: docs/records.md#report-forms."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, JsonDocument, words_column


class FilingChannel(StrEnum):
    """How a report came in."""

    PDF = "pdf"
    WORKBOOK = "workbook"
    PAPER = "paper"


class PointKind(StrEnum):
    """What in a report wants a look (注意点)."""

    UNKNOWN_SUBCONTRACTOR = "unknown_subcontractor"
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_WORKER = "unknown_worker"
    WORKER_LEFT = "worker_left"
    TRAINING_OLD = "training_old"
    INCIDENT = "incident"
    COUNT_JUMP = "count_jump"
    NO_PERMIT = "no_permit"
    SELF_CHECK = "self_check"
    LOG_ANOMALY = "log_anomaly"
    DOOR_STRANGER = "door_stranger"
    DOOR_OFF_ROSTER = "door_off_roster"
    DOOR_UNREPORTED = "door_unreported"
    DOOR_NEVER = "door_never"
    DOOR_COUNT = "door_count"
    DOOR_DEVICES = "door_devices"
    DOOR_PERMITS = "door_permits"
    DOOR_SELF_CHECK = "door_self_check"
    DOOR_INCIDENT = "door_incident"


class PointState(StrEnum):
    """注意 → 支障なし / 指摘; 再提出 where a newer filing took its place."""

    OPEN = "open"
    DISMISSED = "dismissed"
    FINDING = "finding"
    REPLACED = "replaced"


class ReportFiling(Edited, Base):
    """One submission of a report: the first is number 1, each resubmission counts on.

    ``answers`` is the document of ``oversight.report_form.answers``; ``edition_hash`` names the questions it
    answers. ``attachment_id`` is the file as received, or a scan of the paper.
    """

    __tablename__ = "report_filing"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_report.id"), index=True)
    number: Mapped[int]
    received_on: Mapped[dt.date]
    submitted_on: Mapped[dt.date | None]
    submitted_by: Mapped[str] = mapped_column(default="")
    channel: Mapped[FilingChannel] = mapped_column(words_column(FilingChannel))
    edition_hash: Mapped[str] = mapped_column(info=NOT_PROSE)
    answers: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    entered_by: Mapped[str]
    attachment_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"), index=True)


class AttentionPoint(Edited, Base):
    """注意点: something in a filing that does not fit the register, the entry log or the month before.

    ``details`` are the facts it is told with: names, counts, days. ``finding_id`` is what it became.
    """

    __tablename__ = "attention_point"
    __table_args__ = (
        Index(
            "ix_attention_point_open",
            "report_id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    report_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_report.id"))
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("report_filing.id"), index=True)
    kind: Mapped[PointKind] = mapped_column(words_column(PointKind))
    details: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    state: Mapped[PointState] = mapped_column(words_column(PointState))
    decided_on: Mapped[dt.date | None]
    decided_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("finding.id"))
