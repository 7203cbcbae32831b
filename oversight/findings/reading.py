"""Reading findings: the list, and what was done about one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.device import DoorPoint
from models.finding import Finding, FindingStep
from models.inspection import Inspection
from models.monthly_report import MonthlyReport
from models.report_filing import AttentionPoint
from oversight.faces import face_of
from oversight.findings.rows import FindingRow, StepRow
from oversight.findings.states import AWAITED, STANDING


def list_findings(
    session: Session, today: dt.date, *, standing_only: bool = False, ids: Collection[UUID] | None = None
) -> tuple[FindingRow, ...]:
    """Return findings, the earliest due day first: all, those not ended, or those of some identifiers."""
    query = _query()
    if standing_only:
        query = query.where(Finding.state.in_(STANDING))
    if ids is not None:
        query = query.where(Finding.id.in_(ids))
    return tuple(_row(each, today) for each in session.execute(query))


def _query() -> Select[*tuple[Any, ...]]:
    earlier, seen = aliased(Finding), aliased(Inspection)
    return (
        select(
            Finding,
            Contract,
            Contractor.name.label("contractor"),
            Department.name.label("department"),
            Inspection.number.label("inspection_number"),
            func.coalesce(Inspection.conducted_on, AttentionPoint.decided_on, DoorPoint.decided_on).label(
                "found_on"
            ),
            MonthlyReport.month,
            DoorPoint.area_id,
            earlier.number.label("earlier_number"),
            earlier.confirmed_on.label("earlier_closed_on"),
            seen.conducted_on.label("earlier_found_on"),
        )
        .outerjoin(Inspection, Finding.inspection_id == Inspection.id)
        .outerjoin(MonthlyReport, Finding.report_id == MonthlyReport.id)
        .outerjoin(AttentionPoint, AttentionPoint.finding_id == Finding.id)
        .outerjoin(DoorPoint, DoorPoint.finding_id == Finding.id)
        .outerjoin(earlier, Finding.earlier_id == earlier.id)
        .outerjoin(seen, earlier.inspection_id == seen.id)
        .join(Contract, Finding.contract_id == Contract.id)
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .join(Department, Contract.department_id == Department.id)
        .order_by(Finding.due_on, Finding.number)
    )


def _row(found: Any, today: dt.date) -> FindingRow:
    row: Finding = found.Finding
    overdue = (today - row.due_on).days if row.state in AWAITED else 0
    return face_of(
        FindingRow,
        row,
        inspection_number=found.inspection_number or "",
        report_month=found.month,
        contract_number=found.Contract.number,
        contract_title=found.Contract.title,
        contractor=found.contractor,
        department=found.department,
        found_on=found.found_on,
        days_overdue=max(overdue, 0),
        earlier_number=found.earlier_number or "",
        earlier_closed_on=found.earlier_closed_on,
        earlier_found_on=found.earlier_found_on,
        area_id=found.area_id,
    )


def list_steps(session: Session, finding_id: UUID) -> tuple[StepRow, ...]:
    """Return what was done about a finding, the earliest first."""
    query = select(FindingStep).where(FindingStep.finding_id == finding_id).order_by(FindingStep.position)
    return tuple(face_of(StepRow, row) for row in session.scalars(query))
