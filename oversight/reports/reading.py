"""Reading monthly reports: what is late, what is open, and all months of one contract.

What is late is read from an index of what is owed in the order of its due days, so it costs what is late,
not what is stored.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal_column, null, select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.monthly_report import MonthlyReport, OwedReport, ReportReturn, ReportState, ReportWaiver
from oversight.calendar import DueRule, next_month
from oversight.desk import get_row
from oversight.reports.owed import DueDays
from oversight.reports.rows import (
    LateReport,
    MonthRow,
    OpenReport,
    ReturnRow,
    Standing,
    WaiverRow,
    days_late_of,
    standing_of_owed,
    standing_of_received,
)
from oversight.settings import read_settings

_ONE = dt.timedelta(days=1)
_ABOUT = (
    Contract.number,
    Contract.title,
    Contractor.name.label("contractor"),
    Contract.department_id,
    Department.name.label("department"),
)
_NOT_CLOSED = MonthlyReport.state != literal_column("'closed'"), MonthlyReport.withdrawn_on.is_(None)
"""As the index has it: a bound value would not be recognised."""


def list_late(session: Session, today: dt.date) -> tuple[LateReport, ...]:
    """Return what is late by today, the longest first; resubmissions that are late stand among them."""
    owed = _about(
        select(OwedReport.contract_id, OwedReport.month, OwedReport.due_on, null().label("report_id")).where(
            *_overdue(today)
        ),
        OwedReport.contract_id,
    )
    returned = _about(
        select(
            MonthlyReport.contract_id,
            MonthlyReport.month,
            MonthlyReport.resubmit_on.label("due_on"),
            MonthlyReport.id.label("report_id"),
        ).where(*_resubmission_overdue(today)),
        MonthlyReport.contract_id,
    )
    rows = [*session.execute(owed), *session.execute(returned)]
    streaks = streaks_of((row.contract_id, row.month) for row in rows if row.report_id is None)
    late = (_late(row, today, streaks) for row in rows)
    return tuple(sorted(late, key=lambda row: (row.due_on, row.contract_number, row.month)))


def _overdue(today: dt.date) -> tuple[Any, ...]:
    return OwedReport.waiver_id.is_(None), OwedReport.due_on < today


def _resubmission_overdue(today: dt.date) -> tuple[Any, ...]:
    return *_NOT_CLOSED, MonthlyReport.state == ReportState.RETURNED, MonthlyReport.resubmit_on < today


def _about(query: Any, contract_id: Any) -> Select[Any]:
    whole: Select[Any] = (
        query.add_columns(*_ABOUT)
        .join(Contract, Contract.id == contract_id)
        .join(Contractor, Contractor.id == Contract.contractor_id)
        .join(Department, Department.id == Contract.department_id)
    )
    return whole


def _late(row: Any, today: dt.date, streaks: dict[UUID, int]) -> LateReport:
    standing = Standing.OVERDUE if row.report_id is None else Standing.RESUBMISSION_OVERDUE
    return LateReport(
        contract_id=row.contract_id,
        month=row.month,
        contract_number=row.number,
        contract_title=row.title,
        contractor=row.contractor,
        department_id=row.department_id,
        department=row.department,
        due_on=row.due_on,
        days=(today - row.due_on).days,
        streak=streaks.get(row.contract_id, 0),
        standing=standing,
        report_id=row.report_id,
    )


def streaks_of(late: Iterable[tuple[UUID, dt.date]]) -> dict[UUID, int]:
    """Return, for each contract, how many months in a row are late, ending with its newest late month."""
    months: dict[UUID, list[dt.date]] = defaultdict(list)
    for contract_id, month in late:
        months[contract_id].append(month)
    streaks = {}
    for contract_id, own in months.items():
        own.sort()
        length = 1
        while length < len(own) and next_month(own[-length - 1]) == own[-length]:
            length += 1
        streaks[contract_id] = length
    return streaks


def count_late(session: Session, today: dt.date) -> int:
    """Return how many reports are late by today."""
    owed = select(func.count()).select_from(OwedReport).where(*_overdue(today))
    returned = select(func.count()).select_from(MonthlyReport).where(*_resubmission_overdue(today))
    return session.scalars(owed).one() + session.scalars(returned).one()


def count_due_between(session: Session, first: dt.date, last: dt.date) -> int:
    """Return how many reports not yet received fall due from one day to another, both included."""
    query = (
        select(func.count())
        .select_from(OwedReport)
        .where(OwedReport.waiver_id.is_(None), OwedReport.due_on >= first, OwedReport.due_on <= last)
    )
    return session.scalars(query).one()


def list_open(session: Session, today: dt.date) -> tuple[OpenReport, ...]:
    """Return the reports that have come in and are not closed, the earliest received first."""
    columns = (
        MonthlyReport.id.label("report_id"),
        MonthlyReport.contract_id,
        MonthlyReport.month,
        MonthlyReport.received_on,
        MonthlyReport.state,
        MonthlyReport.resubmit_on,
    )
    query = _about(select(*columns).where(*_NOT_CLOSED), MonthlyReport.contract_id)
    rows = (
        OpenReport(
            report_id=row.report_id,
            contract_id=row.contract_id,
            month=row.month,
            contract_number=row.number,
            contract_title=row.title,
            contractor=row.contractor,
            department_id=row.department_id,
            department=row.department,
            received_on=row.received_on,
            standing=standing_of_received(row.state, row.resubmit_on, today),
            resubmit_on=row.resubmit_on,
        )
        for row in session.execute(query)
    )
    return tuple(sorted(rows, key=lambda row: (row.received_on, row.contract_number, row.month)))


def list_months(session: Session, contract_id: UUID, today: dt.date) -> tuple[MonthRow, ...]:
    """Return every month of a contract that owes or has a report, in order."""
    rule = DueRule.read(get_row(session, Contract, contract_id).report_due_rule)
    days = DueDays(read_settings(session).closing_days.calendar())
    waivers = {row.waiver_id: row for row in list_waivers(session, contract_id)}
    owed = session.scalars(select(OwedReport).where(OwedReport.contract_id == contract_id))
    received = session.scalars(
        select(MonthlyReport).where(
            MonthlyReport.contract_id == contract_id, MonthlyReport.withdrawn_on.is_(None)
        )
    ).all()
    returns = _returns(session, [row.id for row in received])
    rows = [_owed_month(row, rule, days, waivers, today) for row in owed]
    rows += [_received_month(row, rule, days, returns[row.id], today) for row in received]
    return tuple(sorted(rows, key=lambda row: row.month))


def list_waivers(session: Session, contract_id: UUID) -> tuple[WaiverRow, ...]:
    """Return the standing waivers of a contract."""
    query = select(ReportWaiver).where(
        ReportWaiver.contract_id == contract_id, ReportWaiver.withdrawn_on.is_(None)
    )
    return tuple(
        WaiverRow(
            row.id, row.first_month, row.last_month, row.reason, row.approved_on, row.approved_by, row.version
        )
        for row in session.scalars(query.order_by(ReportWaiver.first_month, ReportWaiver.id))
    )


def _owed_month(
    row: OwedReport, rule: DueRule, days: DueDays, waivers: dict[UUID, WaiverRow], today: dt.date
) -> MonthRow:
    standing = standing_of_owed(
        next_month(row.month) - _ONE, row.due_on, today, waived=row.waiver_id is not None
    )
    late = (today - row.due_on).days if standing is Standing.OVERDUE else 0
    explanation = days.of(rule, row.month).explanation
    waiver = waivers.get(row.waiver_id) if row.waiver_id else None
    return MonthRow(row.month, standing, row.due_on, explanation, late, waiver=waiver)


def _received_month(
    row: MonthlyReport, rule: DueRule, days: DueDays, returns: list[ReturnRow], today: dt.date
) -> MonthRow:
    computed = days.of(rule, row.month)
    standing = standing_of_received(row.state, row.resubmit_on, today)
    return MonthRow(
        month=row.month,
        standing=standing,
        due_on=row.due_on,
        explanation=computed.explanation if computed.day == row.due_on else row.due_told,
        days_late=days_late_of(standing, row.due_on, row.received_on, row.resubmit_on, today),
        report_id=row.id,
        version=row.version,
        received_on=row.received_on,
        submitted_by=row.submitted_by,
        resubmit_on=row.resubmit_on,
        checked_on=row.checked_on,
        checked_by=row.checked_by,
        chief_checked_on=row.chief_checked_on,
        chief_checked_by=row.chief_checked_by,
        closed_on=row.closed_on,
        closed_by=row.closed_by,
        remarks=row.remarks,
        returns=tuple(returns),
    )


def _returns(session: Session, report_ids: list[UUID]) -> dict[UUID, list[ReturnRow]]:
    found: dict[UUID, list[ReturnRow]] = defaultdict(list)
    query = select(ReportReturn).where(ReportReturn.report_id.in_(report_ids)).order_by(ReportReturn.number)
    for row in session.scalars(query):
        found[row.report_id].append(
            ReturnRow(
                row.number, row.returned_on, row.returned_by, row.reasons, row.resubmit_on, row.resubmitted_on
            )
        )
    return found
