"""Reading what of contracts makes a visit urgent; all contracts at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.finding import Finding, FindingState
from models.inspection import Inspection
from models.marks import Severity
from models.monthly_report import MonthlyReport, OwedReport
from models.subcontract import Subcontract
from oversight.coverage.reading import last_seen
from oversight.coverage.risk import LATE_MONTHS, SEVERE_YEARS, Factor, RiskFacts
from oversight.inspection_years import of_contract


def read_risk_facts(
    session: Session, today: dt.date, contract_id: UUID | None = None
) -> Mapping[UUID, RiskFacts]:
    """Return the facts of every contract, or of one."""
    severe, late = _severe(session, today, contract_id), _late(session, today, contract_id)
    tiers, seen = _subcontracted(session, contract_id), last_seen(session, contract_id)
    query = of_contract(select(Contract.id, Contract.handles_specific), Contract.id, contract_id)
    found = {}
    for key, handles_specific in session.execute(query):
        last = seen.get(key)
        found[key] = {
            Factor.SPECIFIC: int(handles_specific),
            Factor.SUBCONTRACTED: int(key in tiers),
            Factor.SEVERE_FINDINGS: severe[key],
            Factor.LATE_REPORTS: late[key],
            Factor.MONTHS_SINCE: _months(last, today) if last else 0,
            Factor.NEVER_SEEN: int(last is None),
        }
    return found


def _months(since: dt.date, until: dt.date) -> int:
    """Return the whole months between two days."""
    apart = relativedelta(until, since)
    return apart.years * 12 + apart.months


def _subcontracted(session: Session, contract_id: UUID | None) -> frozenset[UUID]:
    query = select(Subcontract.contract_id).where(Subcontract.withdrawn_on.is_(None))
    return frozenset(session.scalars(of_contract(query, Subcontract.contract_id, contract_id)))


def _severe(session: Session, today: dt.date, contract_id: UUID | None) -> Counter[UUID]:
    """Count A findings of the years that count, by the day of the inspection or the month of the report."""
    since = today - relativedelta(years=SEVERE_YEARS)
    found_on = func.coalesce(Inspection.conducted_on, MonthlyReport.month)
    query = (
        select(Finding.contract_id)
        .outerjoin(Inspection, Finding.inspection_id == Inspection.id)
        .outerjoin(MonthlyReport, Finding.report_id == MonthlyReport.id)
        .where(Finding.severity == Severity.A, Finding.state != FindingState.DROPPED, found_on >= since)
    )
    return Counter(session.scalars(of_contract(query, Finding.contract_id, contract_id)))


def _late(session: Session, today: dt.date, contract_id: UUID | None) -> Counter[UUID]:
    """Count the months whose report is late or came late, of those due in the months that count."""
    since = today - relativedelta(months=LATE_MONTHS)
    owed = select(OwedReport.contract_id).where(
        OwedReport.waiver_id.is_(None), OwedReport.due_on >= since, OwedReport.due_on < today
    )
    received = select(MonthlyReport.contract_id).where(
        MonthlyReport.withdrawn_on.is_(None),
        MonthlyReport.due_on >= since,
        MonthlyReport.received_on > MonthlyReport.due_on,
    )
    return Counter(
        [
            *session.scalars(of_contract(owed, OwedReport.contract_id, contract_id)),
            *session.scalars(of_contract(received, MonthlyReport.contract_id, contract_id)),
        ]
    )
