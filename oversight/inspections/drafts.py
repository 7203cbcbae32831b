"""What a person enters about an inspection, as frozen values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from models.inspection import InspectionKind, InspectionMethod
from models.marks import Mark

Value = str | int | float


@dataclass(frozen=True)
class InspectorDraft:
    """検査員; ``staff_id`` when the person is on the city's staff list."""

    name: str
    post: str = ""
    staff_id: UUID | None = None
    is_lead: bool = False


@dataclass(frozen=True)
class AttendeeDraft:
    """立会者 of the contractor."""

    name: str
    post: str = ""
    organisation: str = ""
    role: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """The plan of an inspection. Times are Japan's wall clock; the period covered is inclusive."""

    contract_id: UUID
    planned_on: dt.date
    place_id: UUID | None = None
    subcontract_id: UUID | None = None
    kind: InspectionKind = InspectionKind.REGULAR
    method: InspectionMethod = InspectionMethod.VISIT
    method_reason: str = ""
    planned_from: dt.time | None = None
    planned_until: dt.time | None = None
    period_from: dt.date | None = None
    period_until: dt.date | None = None
    purpose: str = ""
    inspectors: tuple[InspectorDraft, ...] = ()
    remarks: str = ""
    edition_id: UUID | None = None
    """The edition of the checklist; ``None``: the one that is usually taken."""


@dataclass(frozen=True)
class AnswerDraft:
    """The answer to one item as it stands on the screen; ``values`` holds the item's extra fields."""

    mark: Mark | None = None
    finding_text: str = ""
    reason: str = ""
    measure: str = ""
    correct_by: dt.date | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    population: int | None = None
    sample_size: int | None = None
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True)
class SavedAnswer:
    """An answer in the store: what was entered, when and by whom."""

    draft: AnswerDraft
    answered_at: dt.datetime
    answered_by: str
