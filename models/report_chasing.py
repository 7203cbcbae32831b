"""Chasing (督促・催告) of monthly reports: calls, promises, letters. Rules: docs/records.md#chasing."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, words_column


class ContactKind(StrEnum):
    """How the contractor was reached."""

    CALL = "call"
    MAIL = "mail"
    VISIT = "visit"
    CONSULTATION = "consultation"


class ReportContact(Edited, Base):
    """A call, mail or visit about a month's report: when, with whom, what was said, what was promised.

    ``rung`` names the step of the ladder it took, or is empty; ``due_on`` is the day the report was awaited
    by; ``promised_on`` pauses the ladder.
    """

    __tablename__ = "report_contact"
    __table_args__ = (Index("ix_report_contact_contract_id_month", "contract_id", "month"),)

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"))
    month: Mapped[dt.date]
    kind: Mapped[ContactKind] = mapped_column(words_column(ContactKind))
    rung: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    due_on: Mapped[dt.date]
    happened_on: Mapped[dt.date]
    person: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    promised_on: Mapped[dt.date | None]
    noted_by: Mapped[str]


class ReportLetter(Edited, Base):
    """A letter sent on a day: its number, the step it takes, and the PDF as it was made."""

    __tablename__ = "report_letter"

    number: Mapped[str] = mapped_column(unique=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    rung: Mapped[str] = mapped_column(info=NOT_PROSE)
    title: Mapped[str]
    issued_on: Mapped[dt.date]
    answer_by: Mapped[dt.date | None]
    signer: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id"))


class ReportLetterMonth(Edited, Base):
    """A month a letter is about; no month gets the same step of the ladder twice.

    ``due_on`` is the day the report was awaited by: a returned report climbs the ladder anew.
    """

    __tablename__ = "report_letter_month"
    __table_args__ = (
        Index(
            "ix_report_letter_month_step",
            "contract_id",
            "month",
            "rung",
            "due_on",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    letter_id: Mapped[UUID] = mapped_column(ForeignKey("report_letter.id"), index=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"))
    month: Mapped[dt.date]
    rung: Mapped[str] = mapped_column(info=NOT_PROSE)
    due_on: Mapped[dt.date]
