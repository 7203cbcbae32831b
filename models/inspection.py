"""On-site inspections (実地検査): plan, answers, frozen records. Fields: docs/records.md#inspections."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import NOT_PROSE, Base, Edited, Identified, JsonDocument, words_column
from models.marks import Conclusion, Mark


class InspectionKind(StrEnum):
    """種別: 契約前/定期/随時/事故後/再検査."""

    PRE_CONTRACT = "pre_contract"
    REGULAR = "regular"
    SPECIAL = "special"
    AFTER_INCIDENT = "after_incident"
    REINSPECTION = "reinspection"


class InspectionMethod(StrEnum):
    """方法: on site in principle; else a reason is owed (PPC Q&A 3-1-4)."""

    VISIT = "visit"
    VIDEO = "video"
    PHOTOS = "photos"
    PAPER = "paper"


class PaperGround(StrEnum):
    """Which condition let paper stand in for a visit (docs/records.md#coverage)."""

    PERSONS = "persons"
    DAYS = "days"
    CERTIFICATE = "certificate"


class InspectionState(StrEnum):
    """計画 → 通知済 → 実施中 → 記録確定; 取止め when called off; 訂正中 while a new version is written."""

    PLANNED = "planned"
    NOTIFIED = "notified"
    IN_PROGRESS = "in_progress"
    FINALISED = "finalised"
    CORRECTING = "correcting"
    CALLED_OFF = "called_off"


class Inspection(Edited, Base):
    """One inspection of a contract at a place."""

    __tablename__ = "inspection"
    __table_args__ = (Index("ix_inspection_contract_fiscal_year", "contract_id", "fiscal_year"),)

    number: Mapped[str] = mapped_column(unique=True)
    fiscal_year: Mapped[int] = mapped_column(index=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    subcontract_id: Mapped[UUID | None] = mapped_column(ForeignKey("subcontract.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("checklist_edition.id"))
    previous_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"))
    kind: Mapped[InspectionKind] = mapped_column(words_column(InspectionKind))
    method: Mapped[InspectionMethod] = mapped_column(words_column(InspectionMethod))
    method_reason: Mapped[str] = mapped_column(default="")
    paper_ground: Mapped[PaperGround | None] = mapped_column(words_column(PaperGround))
    state: Mapped[InspectionState] = mapped_column(words_column(InspectionState), index=True)
    planned_on: Mapped[dt.date] = mapped_column(index=True)
    planned_from: Mapped[dt.time | None]
    planned_until: Mapped[dt.time | None]
    purpose: Mapped[str] = mapped_column(default="")
    plan_reason: Mapped[str] = mapped_column(default="", server_default="")
    notice_number: Mapped[str] = mapped_column(default="")
    notice_on: Mapped[dt.date | None]
    conducted_on: Mapped[dt.date | None] = mapped_column(index=True)
    started_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    period_from: Mapped[dt.date | None]
    period_until: Mapped[dt.date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    repeats: Mapped[dict[str, Any]] = mapped_column(
        JsonDocument, default=dict, server_default="{}", info=NOT_PROSE
    )
    current_item: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    documents_checked: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    conclusion: Mapped[Conclusion | None] = mapped_column(words_column(Conclusion))
    closing_talk: Mapped[str] = mapped_column(default="")
    opinion_heard_on: Mapped[dt.date | None]
    opinion: Mapped[str] = mapped_column(default="")
    correction_reason: Mapped[str] = mapped_column(default="")
    called_off_reason: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")


class Inspector(Edited, Base):
    """検査員: a member of staff on an inspection; name and post as they were that day."""

    __tablename__ = "inspector"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    is_lead: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Attendee(Edited, Base):
    """立会者: a person of the contractor who attends."""

    __tablename__ = "attendee"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Answer(Edited, Base):
    """The answer to one item: finding, measure and day on 不適, ``reason`` on 非該当."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("inspection_id", "item_id"),
        CheckConstraint(
            "sample_size IS NULL OR population IS NULL OR sample_size <= population", name="sample"
        ),
    )

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    item_id: Mapped[str] = mapped_column(info=NOT_PROSE)
    mark: Mapped[Mark | None] = mapped_column(words_column(Mark))
    finding_text: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    correct_by: Mapped[dt.date | None]
    values: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    population: Mapped[int | None]
    sample_size: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime]
    answered_by: Mapped[str] = mapped_column(default="")


class Transcription(Edited, Base):
    """転記: the checklist was filled in on paper and keyed in; another person holds it against the paper.

    ``checked_hash`` is SHA-256 over the answers as they were checked: a later change makes the check void.
    """

    __tablename__ = "transcription"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), unique=True)
    paper_on: Mapped[dt.date]
    filled_in_by: Mapped[str]
    transcribed_by: Mapped[str]
    transcribed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    transcribed_at: Mapped[dt.datetime]
    checked_by: Mapped[str] = mapped_column(default="")
    checked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    checked_at: Mapped[dt.datetime | None]
    checked_hash: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    remarks: Mapped[str] = mapped_column(default="")


class Photo(Edited, Base):
    """A photo that stands with its item.

    ``source_sha256`` is the hash of the file as received, ``is_blacked_out`` tells that parts were blackened
    before it was kept (docs/checklists.md#photos); photos of before both were noted have neither.
    """

    __tablename__ = "photo"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    item_id: Mapped[str] = mapped_column(info=NOT_PROSE)
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))
    caption: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[dt.datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    source_sha256: Mapped[str] = mapped_column(default="", server_default="", info=NOT_PROSE)
    is_blacked_out: Mapped[bool] = mapped_column(default=False, server_default=false())


class InspectionRecord(Identified, Base):
    """A finalised version, frozen: papers are printed from ``document`` only; never changed afterwards."""

    __tablename__ = "inspection_record"
    __table_args__ = (UniqueConstraint("inspection_id", "number"),)

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    number: Mapped[int]
    finalised_at: Mapped[dt.datetime]
    finalised_by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    document_hash: Mapped[str] = mapped_column(info=NOT_PROSE)
    journal_sequence: Mapped[int]
    journal_hash: Mapped[str] = mapped_column(info=NOT_PROSE)
    document: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
