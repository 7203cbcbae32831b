"""Signatures under a frozen record, and what voids one. Fields: docs/records.md#signatures."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import NOT_PROSE, Base, Identified, refuse_changes, words_column


class SignerKind(StrEnum):
    """Who signs: 立会者 of the contractor for the facts, 検査員 of the city for the inspection."""

    ATTENDEE = "attendee"
    INSPECTOR = "inspector"


class SignatureMethod(StrEnum):
    """手書き, 氏名の入力 with the spoken word, 本人のパスフレーズ, or 署名しない with its reason.

    本人の暗証番号 is a witness's way at a door alone, never one under a record.
    """

    PEN = "pen"
    TYPED = "typed"
    KEY = "key"
    PIN = "pin"
    DECLINED = "declined"


class Signature(Identified, Base):
    """One person's signature under one version of a record; never changed, never deleted.

    ``position`` is the signer's place among the attendees or inspectors of the frozen document, from 0;
    ``attempt`` counts from 1 and grows only after the signature before it was voided. ``signed_hash`` is the
    hash of the document that was on the screen.
    """

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("record_id", "kind", "position", "attempt"),)

    record_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_record.id"), index=True)
    kind: Mapped[SignerKind] = mapped_column(words_column(SignerKind))
    position: Mapped[int]
    attempt: Mapped[int] = mapped_column(default=1)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    method: Mapped[SignatureMethod] = mapped_column(words_column(SignatureMethod))
    declined_reason: Mapped[str] = mapped_column(default="")
    signed_hash: Mapped[str] = mapped_column(info=NOT_PROSE)
    picture_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    picture_sha256: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
    strokes: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    signed_at: Mapped[dt.datetime]
    taken_by: Mapped[str] = mapped_column(default="")


class SignatureVoiding(Identified, Base):
    """A signature was given by mistake: who said so, when and why. The signature itself stays."""

    __tablename__ = "signature_voiding"

    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"), unique=True)
    reason: Mapped[str]
    voided_at: Mapped[dt.datetime]
    voided_by: Mapped[str]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


refuse_changes(Signature, SignatureVoiding)
