"""The months of a fiscal year as lists and the board show them, one line for each report owed or received.

Whatever is late or not closed is among them, however old: nothing falls out of sight with the year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from oversight.calendar import first_day, last_day, months_of, next_month
from oversight.reports.reading import list_months, streaks_of
from oversight.reports.rows import MonthRow, Standing, days_late_of, standing_of_owed, standing_of_received

_ONE = dt.timedelta(days=1)


class ReportKey(NamedTuple):
    """Which report: of which contract, for the month that begins on ``month``."""

    contract_id: UUID
    month: dt.date


@dataclass(frozen=True)
class ContractHead:
    """What a line says of its contract."""

    contract_id: UUID
    number: str
    title: str
    contractor: str
    contractor_kana: str
    department_id: UUID
    department: str
    handles_specific: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One month of one contract.

    ``days_late`` is how late it came in, or is by today, or is its resubmission; 0 when it is not late.
    ``streak`` counts the contract's months overdue in a row, up to the newest.
    """

    key: ReportKey
    contract: ContractHead
    standing: Standing
    due_on: dt.date
    days_late: int
    streak: int = 0
    report_id: UUID | None = None
    received_on: dt.date | None = None
    resubmit_on: dt.date | None = None

    @property
    def month(self) -> dt.date:
        """The first day of the month the report is for."""
        return self.key.month

    @property
    def awaited_on(self) -> dt.date:
        """The day by which something is to come in: the resubmission's where it was returned."""
        return self.resubmit_on or self.due_on


def list_lines(session: Session, today: dt.date, year: int) -> tuple[ReportLine, ...]:
    """Return the lines of a fiscal year, and what is late or not closed from any other; by day awaited."""
    heads = read_heads(session)
    lines = [*_owed_lines(session, heads, today, year), *_received_lines(session, heads, today, year)]
    return tuple(sorted(lines, key=lambda line: (line.awaited_on, line.contract.number, line.month)))


def read_heads(session: Session, contract_id: UUID | None = None) -> dict[UUID, ContractHead]:
    """Return what lines say of their contracts, of all or of one."""
    query = (
        select(
            Contract.id,
            Contract.number,
            Contract.title,
            Contractor.name.label("contractor"),
            Contractor.kana.label("contractor_kana"),
            Contract.department_id,
            Department.name.label("department"),
            Contract.handles_specific,
        )
        .join(Contractor, Contractor.id == Contract.contractor_id)
        .join(Department, Department.id == Contract.department_id)
    )
    if contract_id is not None:
        query = query.where(Contract.id == contract_id)
    return {row.id: ContractHead(*row) for row in session.execute(query)}


def _owed_lines(
    session: Session, heads: dict[UUID, ContractHead], today: dt.date, year: int
) -> Iterator[ReportLine]:
    is_late = OwedReport.waiver_id.is_(None) & (OwedReport.due_on < today)
    columns = (OwedReport.contract_id, OwedReport.month, OwedReport.due_on, OwedReport.waiver_id)
    query = select(*columns).where(or_(_in_year(OwedReport.month, year), is_late))
    rows = session.execute(query).all()
    streaks = streaks_of(
        (row.contract_id, row.month) for row in rows if row.waiver_id is None and row.due_on < today
    )
    for row in rows:
        ends_on = next_month(row.month) - _ONE
        standing = standing_of_owed(ends_on, row.due_on, today, waived=row.waiver_id is not None)
        is_overdue = standing is Standing.OVERDUE
        yield ReportLine(
            ReportKey(row.contract_id, row.month),
            heads[row.contract_id],
            standing,
            row.due_on,
            days_late=(today - row.due_on).days if is_overdue else 0,
            streak=streaks[row.contract_id] if is_overdue else 0,
        )


def _received_lines(
    session: Session, heads: dict[UUID, ContractHead], today: dt.date, year: int
) -> Iterator[ReportLine]:
    columns = (
        MonthlyReport.contract_id,
        MonthlyReport.month,
        MonthlyReport.due_on,
        MonthlyReport.state,
        MonthlyReport.id,
        MonthlyReport.received_on,
        MonthlyReport.resubmit_on,
    )
    query = select(*columns).where(
        MonthlyReport.withdrawn_on.is_(None),
        or_(_in_year(MonthlyReport.month, year), MonthlyReport.state != ReportState.CLOSED),
    )
    for row in session.execute(query):
        standing = standing_of_received(row.state, row.resubmit_on, today)
        yield ReportLine(
            ReportKey(row.contract_id, row.month),
            heads[row.contract_id],
            standing,
            row.due_on,
            days_late=days_late_of(standing, row.due_on, row.received_on, row.resubmit_on, today),
            report_id=row.id,
            received_on=row.received_on,
            resubmit_on=row.resubmit_on,
        )


def _in_year(month: Any, year: int) -> Any:
    return month.between(first_day(year), last_day(year))


@dataclass(frozen=True)
class BoardRow:
    """A contract with its twelve months from April to March; None where no report is owed."""

    contract: ContractHead
    months: tuple[ReportLine | None, ...]


def board_of(lines: Iterable[ReportLine], year: int) -> tuple[BoardRow, ...]:
    """Return the contracts that owe a report in a fiscal year, those with most overdue first."""
    months = months_of(year)
    found: dict[UUID, dict[dt.date, ReportLine]] = {}
    for line in lines:
        if months[0] <= line.month <= months[-1]:
            found.setdefault(line.key.contract_id, {})[line.month] = line
    rows = [
        BoardRow(next(iter(own.values())).contract, tuple(own.get(month) for month in months))
        for own in found.values()
    ]
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: BoardRow) -> tuple[int, int, str]:
    late = [line.days_late for line in row.months if line is not None and line.standing.is_late]
    return -len(late), -max(late, default=0), row.contract.number


@dataclass(frozen=True)
class MonthDetail:
    """One month with its contract: what the pane shows.

    ``chief`` and ``head`` are the names of the contract's route; empty where it names none.
    """

    contract: ContractHead
    month: MonthRow
    chief: str = ""
    head: str = ""

    @property
    def awaits_chief(self) -> bool:
        """Tell whether the chief has yet to find it right before it can be closed."""
        is_checked = self.month.standing is Standing.CHECKED
        return is_checked and bool(self.chief) and self.month.chief_checked_on is None

    @property
    def key(self) -> ReportKey:
        """Which report this is."""
        return ReportKey(self.contract.contract_id, self.month.month)


def read_month(session: Session, key: ReportKey, today: dt.date) -> MonthDetail | None:
    """Return one month of a contract, or None where no report is owed for it (any more)."""
    rows = list_months(session, key.contract_id, today)
    found = next((row for row in rows if row.month == key.month), None)
    if found is None:
        return None
    head = read_heads(session, key.contract_id)[key.contract_id]
    contract = session.get_one(Contract, key.contract_id)
    return MonthDetail(head, found, contract.section_chief, contract.section_head)
