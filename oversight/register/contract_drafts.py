"""A contract as entered: frozen values with the parts that hang on it. Fields: docs/records.md#contracts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.contract import (
    ContractKind,
    ContractState,
    ContractSubject,
    InspectionCycle,
    Medium,
    PeriodKind,
    SubjectCheck,
)
from oversight.inspection_years import Cover, CoverYear


@dataclass(frozen=True)
class PeriodDraft:
    """A preparation or service period, both days included, and its days as written."""

    kind: PeriodKind
    starts_on: dt.date
    ends_on: dt.date
    starts_as_written: str = ""
    ends_as_written: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class PlaceDraft:
    """A place of performance (履行場所)."""

    name: str
    address: str = ""
    area: str = ""
    photography_forbidden: bool = False
    remarks: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class HoursDraft:
    """Business hours of a weekday (0 Monday … 6 Sunday, 7 holidays), Japan's wall clock.

    ``closes`` before ``opens`` is of the next day; midnight to midnight is the whole day (24時間).
    """

    weekday: int
    opens: dt.time
    closes: dt.time
    id: UUID | None = None


@dataclass(frozen=True)
class SystemDraft:
    """A system the work uses, and whether it is a core system (基幹系)."""

    name: str
    is_core: bool = False
    id: UUID | None = None


@dataclass(frozen=True)
class ContractDraft:
    """All of a contract."""

    number: str
    title: str
    contractor_id: UUID
    department_id: UUID
    title_kana: str = ""
    kind: ContractKind = ContractKind.SINGLE_YEAR
    state: ContractState = ContractState.DRAFTED
    signed_on: dt.date | None = None
    signed_as_written: str = ""
    amount_yen: int | None = None
    payment_cycle: str = ""
    personal_data_items: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()
    handles_sensitive: bool = False
    handles_specific: bool = False
    persons_count: int | None = None
    subcontract_allowed: bool = False
    special_terms_edition: str = ""
    inspection_cycle: InspectionCycle = InspectionCycle.FISCAL_YEAR
    report_due_rule: dict[str, Any] = field(default_factory=dict)
    officer_in_charge: str = ""
    section_chief: str = ""
    section_head: str = ""
    pia_number: str = ""
    file_register_number: str = ""
    remarks: str = ""
    periods: tuple[PeriodDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    hours: tuple[HoursDraft, ...] = ()
    systems: tuple[SystemDraft, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something to look at before saving; it does not forbid. ``field`` names the input."""

    field: str
    sentence: str


@dataclass(frozen=True)
class SubjectRow:
    """The check of one of the ten subjects."""

    subject: ContractSubject
    result: SubjectCheck
    article: str
    checked_on: dt.date | None
    checked_by: str


@dataclass(frozen=True)
class AmendmentRow:
    """A change of contract: before and after, by field."""

    number: int
    amended_on: dt.date
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class ContractListRow:
    """A contract as lists show it.

    ``cover`` tells how the year that falls due in the current fiscal year is covered, None where none is
    owed; ``inspected_on`` is the day of the inspection that covers it, ``planned_on`` the next one planned,
    also one whose day has passed. ``days_left`` counts from today to the end of the service, negative after.
    """

    id: UUID
    version: int
    number: str
    title: str
    contractor_id: UUID
    contractor: str
    department_id: UUID
    department: str
    kind: ContractKind
    state: ContractState
    service_from: dt.date | None
    service_until: dt.date | None
    handles_specific: bool
    subcontract_allowed: bool
    persons_count: int | None
    inspected_on: dt.date | None
    planned_on: dt.date | None
    search_text: str
    handles_sensitive: bool = False
    uses_core_system: bool = False
    is_subcontracted: bool = False
    cover: Cover | None = None
    days_left: int | None = None

    @property
    def lacks_inspection(self) -> bool:
        """Tell whether the year is without an inspection and not excused."""
        return self.cover is not None and self.cover.is_lacking


@dataclass(frozen=True)
class ContractDetail:
    """All of a contract, ready to be shown and changed."""

    id: UUID
    version: int
    draft: ContractDraft
    contractor: str
    department: str
    subjects: tuple[SubjectRow, ...]
    amendments: tuple[AmendmentRow, ...]
    inspection_years: tuple[CoverYear, ...]
