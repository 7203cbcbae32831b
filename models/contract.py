"""Contracts (委託契約), the unit of the yearly inspection. Fields: docs/records.md#contracts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, JsonDocument, words_column


class ContractKind(StrEnum):
    """契約種別; 長期継続 is Local Autonomy Act 234-3."""

    SINGLE_YEAR = "single_year"
    LONG_TERM = "long_term"
    DEBT_OBLIGATION = "debt_obligation"
    UNIT_PRICE = "unit_price"
    DESIGNATED_MANAGEMENT = "designated_management"


class ContractState(StrEnum):
    """起案 → 周知 → 安全管理確認 → 締結 → 履行中 → 完了 → 終結 / 解除 (docs/records.md#contracts)."""

    DRAFTED = "drafted"
    ANNOUNCED = "announced"
    SAFETY_CHECK = "safety_check"
    SIGNED = "signed"
    IN_SERVICE = "in_service"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class InspectionCycle(StrEnum):
    """検査周期: once in each fiscal year, or once in each year counted from the first day of service."""

    FISCAL_YEAR = "fiscal_year"
    CONTRACT_YEAR = "contract_year"


class PeriodKind(StrEnum):
    """準備期間 or 履行期間."""

    PREPARATION = "preparation"
    SERVICE = "service"


class Medium(StrEnum):
    """媒体: in what form personal data is handled."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    SYSTEM = "system"


class ContractSubject(StrEnum):
    """The ten subjects a contract must hold (PPC guideline for public bodies 4-2-(1) ②, as of 2025-09-24)."""

    CONFIDENTIALITY = "confidentiality"
    NO_TAKING_OUT = "no_taking_out"
    NO_OTHER_PURPOSE = "no_other_purpose"
    SUBCONTRACT_TERMS = "subcontract_terms"
    LEAK_LIABILITY = "leak_liability"
    RETURN_OR_DISPOSAL = "return_or_disposal"
    NAMED_WORKERS = "named_workers"
    SUPERVISION_AND_TRAINING = "supervision_and_training"
    COMPLIANCE_REPORT = "compliance_report"
    ON_SITE_INSPECTION = "on_site_inspection"


class SubjectCheck(StrEnum):
    """Whether the contract text holds the subject."""

    UNCHECKED = "unchecked"
    PRESENT = "present"
    MISSING = "missing"


class Contract(Edited, Base):
    """One entrusted operation."""

    __tablename__ = "contract"
    __table_args__ = (CheckConstraint("persons_count IS NULL OR persons_count >= 0", name="persons_count"),)

    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    title_kana: Mapped[str] = mapped_column(default="")
    contractor_id: Mapped[UUID] = mapped_column(ForeignKey("contractor.id"), index=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("department.id"), index=True)
    kind: Mapped[ContractKind] = mapped_column(words_column(ContractKind))
    state: Mapped[ContractState] = mapped_column(words_column(ContractState), index=True)
    signed_on: Mapped[dt.date | None]
    signed_as_written: Mapped[str] = mapped_column(default="")
    amount_yen: Mapped[int | None] = mapped_column(BigInteger)
    payment_cycle: Mapped[str] = mapped_column(default="")
    personal_data_items: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    media: Mapped[list[str]] = mapped_column(JsonDocument, default=list, info=NOT_PROSE)
    handles_sensitive: Mapped[bool] = mapped_column(default=False)
    handles_specific: Mapped[bool] = mapped_column(default=False)
    persons_count: Mapped[int | None]
    subcontract_allowed: Mapped[bool] = mapped_column(default=False)
    special_terms_edition: Mapped[str] = mapped_column(default="")
    inspection_cycle: Mapped[str] = mapped_column(default="fiscal_year", info=NOT_PROSE)
    report_due_rule: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    officer_in_charge: Mapped[str] = mapped_column(default="")
    section_chief: Mapped[str] = mapped_column(default="")
    section_head: Mapped[str] = mapped_column(default="")
    pia_number: Mapped[str] = mapped_column(default="")
    file_register_number: Mapped[str] = mapped_column(default="")
    remarks: Mapped[str] = mapped_column(default="")
    search_text: Mapped[str] = mapped_column(default="", info=NOT_PROSE)


class ContractPeriod(Edited, Base):
    """A preparation or service period; a contract has one or several. The dates as written are kept."""

    __tablename__ = "contract_period"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="order"),)

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    kind: Mapped[PeriodKind] = mapped_column(words_column(PeriodKind))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date] = mapped_column(index=True)
    starts_as_written: Mapped[str] = mapped_column(default="")
    ends_as_written: Mapped[str] = mapped_column(default="")


class Amendment(Edited, Base):
    """変更契約: what was changed, before and after."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("contract_id", "number"),)

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    number: Mapped[int]
    amended_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")
    before: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)


class Place(Edited, Base):
    """履行場所: where the work is done, with its areas."""

    __tablename__ = "place"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    photography_forbidden: Mapped[bool] = mapped_column(default=False)
    floor_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    remarks: Mapped[str] = mapped_column(default="")


class BusinessHours(Edited, Base):
    """業務時間 of one weekday (0 = Monday … 6 = Sunday, 7 = holidays), local wall-clock times."""

    __tablename__ = "business_hours"
    __table_args__ = (
        UniqueConstraint("contract_id", "weekday"),
        CheckConstraint("weekday BETWEEN 0 AND 7", name="weekday"),
    )

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    weekday: Mapped[int]
    opens: Mapped[dt.time]
    closes: Mapped[dt.time]


class ContractSystem(Edited, Base):
    """使用システム: a system the work uses, and whether it is a core system (基幹系)."""

    __tablename__ = "contract_system"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    name: Mapped[str]
    is_core: Mapped[bool] = mapped_column(default=False)


class ContractSubjectCheck(Edited, Base):
    """The check of one of the ten subjects in the contract's text."""

    __tablename__ = "contract_subject_check"
    __table_args__ = (UniqueConstraint("contract_id", "subject"),)

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    subject: Mapped[ContractSubject] = mapped_column(words_column(ContractSubject))
    result: Mapped[SubjectCheck] = mapped_column(words_column(SubjectCheck))
    article: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[dt.date | None]
    checked_by: Mapped[str] = mapped_column(default="")
