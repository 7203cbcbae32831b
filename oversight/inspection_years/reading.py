"""Reading how the years of contracts are covered, in a few queries over all contracts or for one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractPeriod, InspectionCycle, PeriodKind
from models.coverage import InspectionWaiver
from models.inspection import Inspection
from oversight.calendar import first_day, last_day
from oversight.inspection_years.standing import Covering, Excuse, Visit, covering_of
from oversight.inspection_years.states import RECORDED, owes
from oversight.inspection_years.years import CoverKey, CoverYear, Term, years_of

_YEAR = dt.timedelta(days=366)


class CoveredYear(NamedTuple):
    """A year of a contract and how it is covered."""

    key: CoverKey
    year: CoverYear
    covering: Covering


def read_covered(session: Session, today: dt.date, year: int) -> Iterator[CoveredYear]:
    """Yield the years of all contracts that fall due in a fiscal year."""
    span = (first_day(year) - _YEAR, last_day(year) + _YEAR)
    visits, excuses = _visits(session, None, span), _excuses(session, None)
    for key, years in read_years(session).items():
        for each in years:
            if each.fiscal_year == year:
                yield _covered(key, each, visits, excuses, today)


def read_covered_of(session: Session, today: dt.date, contract_id: UUID) -> Iterator[CoveredYear]:
    """Yield all years of a contract, the earliest first."""
    visits, excuses = _visits(session, contract_id), _excuses(session, contract_id)
    for each in read_years(session, contract_id).get(contract_id, ()):
        yield _covered(contract_id, each, visits, excuses, today)


def _covered(
    contract_id: UUID,
    year: CoverYear,
    visits: Mapping[UUID, list[Visit]],
    excuses: Mapping[CoverKey, Excuse],
    today: dt.date,
) -> CoveredYear:
    key = CoverKey(contract_id, year.starts_on)
    return CoveredYear(key, year, covering_of(year, visits.get(contract_id, ()), excuses.get(key), today))


def read_years(session: Session, contract_id: UUID | None = None) -> Mapping[UUID, tuple[CoverYear, ...]]:
    """Return the years that owe an inspection, of each contract that owes any, or of one."""
    columns = (Contract.id, Contract.inspection_cycle, Contract.state, Contract.signed_on)
    query = (
        select(*columns, ContractPeriod.starts_on, ContractPeriod.ends_on)
        .join(ContractPeriod, ContractPeriod.contract_id == Contract.id)
        .where(
            Contract.withdrawn_on.is_(None),
            ContractPeriod.withdrawn_on.is_(None),
            ContractPeriod.kind == PeriodKind.SERVICE,
        )
    )
    terms: dict[UUID, list[Term]] = defaultdict(list)
    cycles: dict[UUID, InspectionCycle] = {}
    for row in session.execute(of_contract(query, Contract.id, contract_id)):
        if owes(row.state, row.signed_on):
            cycles[row.id] = InspectionCycle(row.inspection_cycle)
            terms[row.id].append((row.starts_on, row.ends_on))
    return {key: tuple(years_of(cycles[key], own)) for key, own in terms.items()}


def of_contract(query: Any, column: Any, contract_id: UUID | None) -> Any:
    """Narrow a query to one contract; None stands for all."""
    return query if contract_id is None else query.where(column == contract_id)


def _visits(
    session: Session, contract_id: UUID | None, span: Term | None = None
) -> Mapping[UUID, list[Visit]]:
    """Return the recorded inspections of the contractors themselves, by contract."""
    columns = (
        Inspection.id,
        Inspection.number,
        Inspection.contract_id,
        Inspection.kind,
        Inspection.method,
        Inspection.method_reason,
        Inspection.paper_ground,
        Inspection.conducted_on,
    )
    query = select(*columns).where(
        Inspection.state.in_(RECORDED),
        Inspection.subcontract_id.is_(None),
        Inspection.withdrawn_on.is_(None),
        Inspection.conducted_on.between(*span) if span else Inspection.conducted_on.is_not(None),
    )
    found: dict[UUID, list[Visit]] = defaultdict(list)
    for row in session.execute(of_contract(query, Inspection.contract_id, contract_id)):
        found[row.contract_id].append(Visit(*row))
    return found


def _excuses(session: Session, contract_id: UUID | None) -> Mapping[CoverKey, Excuse]:
    query = select(InspectionWaiver).where(InspectionWaiver.withdrawn_on.is_(None))
    return {
        CoverKey(row.contract_id, row.starts_on): Excuse(
            row.id, row.version, row.approved_on, row.approved_by, row.reason
        )
        for row in session.scalars(of_contract(query, InspectionWaiver.contract_id, contract_id))
    }
