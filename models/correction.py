"""Letters, contacts, evidence about findings (文書・連絡・証跡): docs/records.md#letters-about-findings."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, words_column
from models.report_chasing import ContactKind


class LetterKind(StrEnum):
    """結果通知書, 是正要求書, 督促状・催告書, 差戻通知書, 完了通知書."""

    RESULT = "result"
    REQUEST = "request"
    REMINDER = "reminder"
    RETURN = "return"
    CLOSURE = "closure"


class FindingLetter(Edited, Base):
    """A letter to the contractor: its number, its day, and the PDF as it was made.

    A result notice names the inspection and the version of its record (``record_number``); ``rung`` is the
    step of the ladder that a reminder takes, or empty.
    """

    __tablename__ = "finding_letter"
    __table_args__ = (
        Index(
            "ix_finding_letter_result",
            "inspection_id",
            "record_number",
            unique=True,
            sqlite_where=text("record_number IS NOT NULL AND withdrawn_on IS NULL"),
            postgresql_where=text("record_number IS NOT NULL AND withdrawn_on IS NULL"),
        ),
    )

    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[LetterKind] = mapped_column(words_column(LetterKind))
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    record_number: Mapped[int | None]
    rung: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    title: Mapped[str]
    issued_on: Mapped[dt.date]
    answer_by: Mapped[dt.date | None]
    signer: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))


class FindingLetterItem(Edited, Base):
    """A finding a letter is about; no finding gets the same step of the ladder twice for one due day."""

    __tablename__ = "finding_letter_item"
    __table_args__ = (
        Index(
            "ix_finding_letter_item_step",
            "finding_id",
            "rung",
            "due_on",
            unique=True,
            sqlite_where=text("rung <> '' AND withdrawn_on IS NULL"),
            postgresql_where=text("rung <> '' AND withdrawn_on IS NULL"),
        ),
    )

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("finding_letter.id"), index=True)
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    rung: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    due_on: Mapped[dt.date]


class FindingContact(Edited, Base):
    """A call, mail or visit about a finding: when, with whom, what was said, what was promised.

    ``rung`` names the step of the ladder it took, or is empty; ``due_on`` is the day the correction was
    awaited by; ``promised_on`` pauses the ladder.
    """

    __tablename__ = "finding_contact"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    kind: Mapped[ContactKind] = mapped_column(words_column(ContactKind))
    rung: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    due_on: Mapped[dt.date]
    happened_on: Mapped[dt.date]
    person: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    promised_on: Mapped[dt.date | None]
    noted_by: Mapped[str]


class FindingEvidence(Edited, Base):
    """証跡: a photo or paper that came with a report, kept as received, with the step it stands with."""

    __tablename__ = "finding_evidence"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    step_id: Mapped[UUID] = mapped_column(ForeignKey("finding_step.id"), index=True)
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))
    file_name: Mapped[str]
    added_on: Mapped[dt.date]
    added_by: Mapped[str]
