"""What must I do today? Each number is the length of the list it opens."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractPeriod, ContractState, PeriodKind
from models.finding import Finding, FindingState
from models.inspection import Inspection, InspectionKind, InspectionState
from oversight.calendar import first_day, fiscal_year_of, last_day
from oversight.desk import Desk
from oversight.inspections.conducting import OPEN
from oversight.inspections.planning import CHANGEABLE, RECORDED
from oversight.reports.today import ReportsToday, read_today

WEEK = dt.timedelta(days=7)
_NOT_RUNNING = frozenset({ContractState.DRAFTED, ContractState.ANNOUNCED, ContractState.CANCELLED})


@dataclass(frozen=True)
class HomeView:
    """The identifiers behind each number of the first page, and how far the year is."""

    today: dt.date
    fiscal_year: int
    contracts: int
    inspected: frozenset[UUID]
    not_inspected: frozenset[UUID]
    planned_this_week: frozenset[UUID]
    past_plan: frozenset[UUID]
    in_progress: frozenset[UUID]
    findings_open: frozenset[UUID]
    findings_overdue: frozenset[UUID]
    longest_overdue_days: int
    reports: ReportsToday


class HomeService:
    """Answers the first page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self) -> HomeView:
        """Return the lists of the day.

        A contract owes an inspection in each fiscal year that its service touches (PPC Q&A 3-1-4: once a
        year for each entrusted operation; the fiscal year is the city's setting).
        """
        today = self._desk.today()
        year = fiscal_year_of(today)
        with self._desk.reading() as session:
            owing = contracts_owing(session, year)
            inspected = contracts_inspected(session, year) & owing
            plans = _inspections(session, CHANGEABLE)
            running = _inspections(session, OPEN)
            findings = _open_findings(session)
            reports = read_today(session, self._desk.actor, today)
        overdue = {row: due for row, due in findings.items() if due < today}
        return HomeView(
            today=today,
            fiscal_year=year,
            contracts=len(owing),
            inspected=inspected,
            not_inspected=owing - inspected,
            planned_this_week=frozenset(row for row, day in plans.items() if today <= day < today + WEEK),
            past_plan=frozenset(row for row, day in plans.items() if day < today),
            in_progress=frozenset(running),
            findings_open=frozenset(findings),
            findings_overdue=frozenset(overdue),
            longest_overdue_days=max(((today - due).days for due in overdue.values()), default=0),
            reports=reports,
        )


def contracts_owing(session: Session, year: int) -> frozenset[UUID]:
    """Return the contracts whose service touches the fiscal year."""
    query = (
        select(ContractPeriod.contract_id)
        .join(Contract, ContractPeriod.contract_id == Contract.id)
        .where(
            ContractPeriod.kind == PeriodKind.SERVICE,
            ContractPeriod.withdrawn_on.is_(None),
            ContractPeriod.starts_on <= last_day(year),
            ContractPeriod.ends_on >= first_day(year),
            Contract.withdrawn_on.is_(None),
            Contract.state.not_in(_NOT_RUNNING),
        )
    )
    return frozenset(session.scalars(query))


def contracts_inspected(session: Session, year: int) -> frozenset[UUID]:
    """Return the contracts with a recorded inspection carried out in the fiscal year."""
    query = select(Inspection.contract_id).where(
        Inspection.state.in_(RECORDED),
        Inspection.kind != InspectionKind.PRE_CONTRACT,
        Inspection.conducted_on >= first_day(year),
        Inspection.conducted_on <= last_day(year),
        Inspection.withdrawn_on.is_(None),
    )
    return frozenset(session.scalars(query))


def _inspections(session: Session, states: frozenset[InspectionState]) -> dict[UUID, dt.date]:
    query = select(Inspection.id, Inspection.planned_on).where(
        Inspection.state.in_(states), Inspection.withdrawn_on.is_(None)
    )
    return dict(session.execute(query).all())


def _open_findings(session: Session) -> dict[UUID, dt.date]:
    query = select(Finding.id, Finding.due_on).where(Finding.state == FindingState.OPEN)
    return dict(session.execute(query).all())
