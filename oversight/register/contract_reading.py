"""Reading contracts: the list for tables, all of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contract import (
    Amendment,
    BusinessHours,
    Contract,
    ContractPeriod,
    ContractSubject,
    ContractSubjectCheck,
    ContractSystem,
    Medium,
    PeriodKind,
    Place,
)
from models.contractor import Contractor
from models.department import Department
from models.inspection import Inspection, InspectionState
from oversight.calendar import first_day, fiscal_year_of, last_day
from oversight.desk import get_row
from oversight.register.contract_checks import inspection_years
from oversight.register.contract_drafts import (
    AmendmentRow,
    ContractDetail,
    ContractDraft,
    ContractListRow,
    HoursDraft,
    PeriodDraft,
    PlaceDraft,
    SubjectRow,
    SystemDraft,
)

_RECORDED = (InspectionState.FINALISED, InspectionState.CORRECTING)
_AHEAD = (InspectionState.PLANNED, InspectionState.NOTIFIED, InspectionState.IN_PROGRESS)


def list_rows(session: Session, today: dt.date) -> tuple[ContractListRow, ...]:
    """Return the contracts that are not withdrawn, in one query each for rows, periods, inspections."""
    query = (
        select(
            Contract.id,
            Contract.version,
            Contract.number,
            Contract.title,
            Contract.contractor_id,
            Contractor.name.label("contractor"),
            Contract.department_id,
            Department.name.label("department"),
            Contract.kind,
            Contract.state,
            Contract.handles_specific,
            Contract.subcontract_allowed,
            Contract.persons_count,
            Contract.search_text,
        )
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .join(Department, Contract.department_id == Department.id)
        .where(Contract.withdrawn_on.is_(None))
        .order_by(Contract.number)
    )
    services = _service_spans(session)
    inspected, planned = _inspections(session, fiscal_year_of(today))
    rows = []
    for row in session.execute(query):
        start, end = services.get(row.id, (None, None))
        rows.append(
            ContractListRow(
                **row._mapping,  # noqa: SLF001 - SQLAlchemy's public name
                service_from=start,
                service_until=end,
                inspected_on=inspected.get(row.id),
                planned_on=planned.get(row.id),
            )
        )
    return tuple(rows)


def _service_spans(session: Session) -> dict[UUID, tuple[dt.date, dt.date]]:
    query = (
        select(
            ContractPeriod.contract_id,
            func.min(ContractPeriod.starts_on),
            func.max(ContractPeriod.ends_on),
        )
        .where(ContractPeriod.kind == PeriodKind.SERVICE, ContractPeriod.withdrawn_on.is_(None))
        .group_by(ContractPeriod.contract_id)
    )
    return {own_id: (start, end) for own_id, start, end in session.execute(query)}


def _inspections(
    session: Session, year: int
) -> tuple[dict[UUID, dt.date | None], dict[UUID, dt.date | None]]:
    done = (
        select(Inspection.contract_id, func.max(Inspection.conducted_on))
        .where(
            Inspection.state.in_(_RECORDED),
            Inspection.conducted_on.between(first_day(year), last_day(year)),
        )
        .group_by(Inspection.contract_id)
    )
    ahead = (
        select(Inspection.contract_id, func.min(Inspection.planned_on))
        .where(Inspection.state.in_(_AHEAD))
        .group_by(Inspection.contract_id)
    )
    return dict(session.execute(done).all()), dict(session.execute(ahead).all())


def read_detail(session: Session, contract_id: UUID) -> ContractDetail:
    """Return all of a contract."""
    row = get_row(session, Contract, contract_id)
    draft = read_draft(session, row)
    return ContractDetail(
        id=row.id,
        version=row.version,
        draft=draft,
        contractor=get_row(session, Contractor, row.contractor_id).name,
        department=get_row(session, Department, row.department_id).name,
        subjects=_subjects(session, contract_id),
        amendments=_amendments(session, contract_id),
        inspection_years=inspection_years(draft.periods),
    )


def read_draft(session: Session, row: Contract) -> ContractDraft:
    """Return a contract as it would be entered, with its parts."""
    own = {
        each.name: getattr(row, each.name)
        for each in fields(ContractDraft)
        if each.name not in {"periods", "places", "hours", "systems"}
    }
    own["personal_data_items"] = tuple(row.personal_data_items)
    own["media"] = tuple(Medium(word) for word in row.media)
    own["report_due_rule"] = dict(row.report_due_rule)
    return ContractDraft(
        **own,
        periods=_parts(session, ContractPeriod, PeriodDraft, row.id, ContractPeriod.starts_on),
        places=_parts(session, Place, PlaceDraft, row.id, Place.id),
        hours=_parts(session, BusinessHours, HoursDraft, row.id, BusinessHours.weekday),
        systems=_parts(session, ContractSystem, SystemDraft, row.id, ContractSystem.id),
    )


def _parts(session: Session, model: Any, draft: Any, contract_id: UUID, order: Any) -> tuple[Any, ...]:
    query = (
        select(model).where(model.contract_id == contract_id, model.withdrawn_on.is_(None)).order_by(order)
    )
    names = [each.name for each in fields(draft)]
    return tuple(draft(**{name: getattr(row, name) for name in names}) for row in session.scalars(query))


def _subjects(session: Session, contract_id: UUID) -> tuple[SubjectRow, ...]:
    query = select(ContractSubjectCheck).where(ContractSubjectCheck.contract_id == contract_id)
    rows = {row.subject: row for row in session.scalars(query)}
    return tuple(
        SubjectRow(subject, row.result, row.article, row.checked_on, row.checked_by)
        for subject in ContractSubject
        if (row := rows.get(subject)) is not None
    )


def _amendments(session: Session, contract_id: UUID) -> tuple[AmendmentRow, ...]:
    query = select(Amendment).where(Amendment.contract_id == contract_id).order_by(Amendment.number)
    return tuple(
        AmendmentRow(row.number, row.amended_on, row.reason, row.before, row.after)
        for row in session.scalars(query)
    )
