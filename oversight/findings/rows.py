"""What windows and papers are shown of findings: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from models.finding import FindingState, StepKind, Urgency, Verification
from models.marks import Severity


@dataclass(frozen=True)
class FindingRow:
    """A finding as lists show it; ``days_overdue`` is 0 until the due day has passed.

    It was found in an inspection, in the monthly report of ``report_month``, or at the door of ``area_id``.
    ``earlier_number`` names the finding on the same item that came before, found on ``earlier_found_on`` and
    closed on ``earlier_closed_on``.
    """

    id: UUID
    version: int
    number: str
    inspection_id: UUID | None
    inspection_number: str
    contract_id: UUID
    report_month: dt.date | None
    contract_number: str
    contract_title: str
    contractor: str
    department: str
    item_id: str
    severity: Severity
    state: FindingState
    fact: str
    basis: str
    measure: str
    found_on: dt.date | None
    due_on: dt.date
    due_explanation: str
    days_overdue: int
    repeated: bool
    reply: str
    corrected_on: dt.date | None
    urgency: Urgency = Urgency.NORMAL
    told_on: dt.date | None = None
    requested_on: dt.date | None = None
    plan: str = ""
    plan_until: dt.date | None = None
    first_due_on: dt.date | None = None
    raised_from: Severity | None = None
    earlier_id: UUID | None = None
    earlier_number: str = ""
    earlier_found_on: dt.date | None = None
    earlier_closed_on: dt.date | None = None
    closure_asked_on: dt.date | None = None
    closure_asked_by: str = ""
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    confirmed_how: Verification | None = None
    area_id: UUID | None = None


@dataclass(frozen=True)
class StepRow:
    """One thing done about a finding."""

    kind: StepKind
    happened_on: dt.date
    noted_by: str
    said: str
    due_on: dt.date | None
    id: UUID | None = None
    attachment_id: UUID | None = None
