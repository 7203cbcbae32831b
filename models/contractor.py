"""Contractors (委託先). Fields: docs/records.md#contractors."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, words_column


class ContractorKind(StrEnum):
    """種別: what sort of body the contractor is."""

    PRIVATE = "private"
    DESIGNATED_MANAGER = "designated_manager"
    GOVERNMENT = "government"
    SOLE_PROPRIETOR = "sole_proprietor"


class ContractorState(StrEnum):
    """候補 → 確認中 → 適 → 契約中 → 終了 / 不適 (docs/records.md#contractors)."""

    CANDIDATE = "candidate"
    CHECKING = "checking"
    SUITABLE = "suitable"
    UNDER_CONTRACT = "under_contract"
    ENDED = "ended"
    UNSUITABLE = "unsuitable"


class Contractor(Edited, Base):
    """A body that handles personal data for the city, at any tier."""

    __tablename__ = "contractor"

    name: Mapped[str]
    kana: Mapped[str] = mapped_column(default="")
    corporate_number: Mapped[str | None] = mapped_column(unique=True, info=NOT_PROSE)
    kind: Mapped[ContractorKind] = mapped_column(words_column(ContractorKind))
    state: Mapped[ContractorState] = mapped_column(words_column(ContractorState))
    representative_title: Mapped[str] = mapped_column(default="")
    representative_name: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    fax: Mapped[str] = mapped_column(default="")
    contact_department: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    privacy_mark_number: Mapped[str] = mapped_column(default="")
    privacy_mark_until: Mapped[dt.date | None]
    iso27001_number: Mapped[str] = mapped_column(default="")
    iso27001_until: Mapped[dt.date | None]
    past_incidents: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str] = mapped_column(default="", info=NOT_PROSE)
