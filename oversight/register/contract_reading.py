"""Reading contracts: the list for tables, all of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from models.contract import (
    Amendment,
    BusinessHours,
    Contract,
    ContractPeriod,
    ContractSubject,
    ContractSubjectCheck,
    ContractSystem,
    InspectionCycle,
    Medium,
    PeriodKind,
    Place,
    SubjectCheck,
)
from models.contractor import Contractor
from models.department import Department
from models.inspection import Inspection
from models.subcontract import Subcontract
from oversight.calendar import fiscal_year_of, last_day
from oversight.desk import get_row
from oversight.inspection_years import AHEAD, Covering, read_covered
from oversight.register.amendment_words import FieldChange, changes_of
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
from oversight.register.facts import OVER

_COLUMNS = (
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
    Contract.handles_sensitive,
    Contract.subcontract_allowed,
    Contract.persons_count,
    Contract.search_text,
)


def list_rows(session: Session, today: dt.date) -> tuple[ContractListRow, ...]:
    """Return the contracts that are not withdrawn, by number; few queries however many there are."""
    year = fiscal_year_of(today)
    covers = _covers(session, today, year)
    rows = []
    for row in session.execute(_list_query(year)):
        covering, until = covers.get(row.id), row.service_until
        rows.append(
            ContractListRow(
                **row._mapping,  # noqa: SLF001 - SQLAlchemy's public name
                inspected_on=covering.visit.conducted_on if covering and covering.visit else None,
                cover=covering.cover if covering else None,
                days_left=(until - today).days if until else None,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.number))


def _covers(session: Session, today: dt.date, year: int) -> Mapping[UUID, Covering]:
    """Return how each contract's year is covered that falls due in the fiscal year; one lacking first."""
    found: dict[UUID, Covering] = {}
    for key, _year, covering in read_covered(session, today, year):
        if key.contract_id not in found or covering.cover.is_lacking:
            found[key.contract_id] = covering
    return found


def _list_query(year: int) -> Select[*tuple[Any, ...]]:
    """Let the database join: an identifier made into an object for each helper query cost half the time."""
    service, core, tiers, ahead = _services(), _core_systems(), _tiers(), _inspections_ahead(year)
    return (
        select(
            *_COLUMNS,
            service.c.service_from,
            service.c.service_until,
            ahead.c.planned_on,
            core.c.contract_id.is_not(None).label("uses_core_system"),
            tiers.c.contract_id.is_not(None).label("is_subcontracted"),
        )
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .join(Department, Contract.department_id == Department.id)
        .outerjoin(service, service.c.contract_id == Contract.id)
        .outerjoin(ahead, ahead.c.contract_id == Contract.id)
        .outerjoin(core, core.c.contract_id == Contract.id)
        .outerjoin(tiers, tiers.c.contract_id == Contract.id)
        .where(Contract.withdrawn_on.is_(None))
    )


def _services() -> Subquery:
    """Select first and last day of each contract's service."""
    return (
        select(
            ContractPeriod.contract_id,
            func.min(ContractPeriod.starts_on).label("service_from"),
            func.max(ContractPeriod.ends_on).label("service_until"),
        )
        .where(ContractPeriod.kind == PeriodKind.SERVICE, ContractPeriod.withdrawn_on.is_(None))
        .group_by(ContractPeriod.contract_id)
        .subquery()
    )


def _core_systems() -> Subquery:
    return (
        select(ContractSystem.contract_id)
        .where(ContractSystem.is_core, ContractSystem.withdrawn_on.is_(None))
        .distinct()
        .subquery()
    )


def _tiers() -> Subquery:
    return (
        select(Subcontract.contract_id)
        .where(Subcontract.withdrawn_on.is_(None), Subcontract.state.not_in(OVER))
        .distinct()
        .subquery()
    )


def _inspections_ahead(year: int) -> Subquery:
    """Select what is still to be carried out by the end of the year, a day that has passed included."""
    return (
        select(Inspection.contract_id, func.min(Inspection.planned_on).label("planned_on"))
        .where(
            Inspection.state.in_(AHEAD),
            Inspection.withdrawn_on.is_(None),
            Inspection.planned_on <= last_day(year),
        )
        .group_by(Inspection.contract_id)
        .subquery()
    )


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
        inspection_years=inspection_years(draft.inspection_cycle, draft.periods),
    )


def read_draft(session: Session, row: Contract) -> ContractDraft:
    """Return a contract as it would be entered, with its parts."""
    own = {
        each.name: getattr(row, each.name)
        for each in fields(ContractDraft)
        if each.name not in {"periods", "places", "hours", "systems"}
    }
    own["personal_data_items"] = tuple(row.personal_data_items)
    own["inspection_cycle"] = InspectionCycle(row.inspection_cycle)
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
    """Return all ten subjects; one without a row is unchecked."""
    query = select(ContractSubjectCheck).where(ContractSubjectCheck.contract_id == contract_id)
    rows = {
        row.subject: SubjectRow(row.subject, row.result, row.article, row.checked_on, row.checked_by)
        for row in session.scalars(query)
    }
    return tuple(
        rows.get(subject, SubjectRow(subject, SubjectCheck.UNCHECKED, "", None, ""))
        for subject in ContractSubject
    )


def read_changes(session: Session, contract_id: UUID) -> dict[int, tuple[FieldChange, ...]]:
    """Return what each amendment of a contract changed, by its number, in the office's words."""
    amendments = _amendments(session, contract_id)
    names = names_in(session, [side for each in amendments for side in (each.before, each.after)])
    return {each.number: changes_of(each.before, each.after, names) for each in amendments}


def names_in(session: Session, sides: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of the contractors and sections that plain drafts speak of, by identifier."""
    names: dict[str, str] = {}
    for model, field in ((Contractor, "contractor_id"), (Department, "department_id")):
        wanted = {UUID(side[field]) for side in sides if field in side}
        for row_id, name in session.execute(select(model.id, model.name).where(model.id.in_(wanted))):
            names[str(row_id)] = name
    return names


def _amendments(session: Session, contract_id: UUID) -> tuple[AmendmentRow, ...]:
    query = select(Amendment).where(Amendment.contract_id == contract_id).order_by(Amendment.number)
    return tuple(
        AmendmentRow(row.number, row.amended_on, row.reason, row.before, row.after)
        for row in session.scalars(query)
    )
