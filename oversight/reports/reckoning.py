"""Keeps the table of what is owed: after each deed that bears on it, for the contracts it touched.

The table is derived: from the contracts' service periods and rules, the waivers, the reports received and the
closing days. Making it anew gives the same rows (idempotent); what has been received is never touched.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from models.contract import Contract, ContractPeriod, PeriodKind
from models.monthly_report import MonthlyReport, OwedReport, ReportWaiver
from oversight.calendar import DueRule
from oversight.inspection_years.states import owes
from oversight.ledger.noting import NotedRow
from oversight.reports.owed import DueDays, Term, Waiver, months_owed
from oversight.settings import OfficeSettings, read_settings

_AT_ONCE = 400
_OF_A_CONTRACT: dict[str, Any] = {
    "contract_period": ContractPeriod,
    "monthly_report": MonthlyReport,
    "report_waiver": ReportWaiver,
}
_BEARING_SETTINGS = ("reports_from", "closing_rules", "closed_days", "holidays")

Owed = dict[dt.date, tuple[dt.date, UUID | None]]
"""Month → due day and the waiver that excuses it."""


@dataclass
class Terms:
    """What a contract's reports follow from."""

    rule: DueRule = field(default_factory=DueRule)
    is_owing: bool = True
    terms: list[Term] = field(default_factory=list)
    waivers: dict[UUID, Waiver] = field(default_factory=dict)
    received: set[dt.date] = field(default_factory=set)


def counts_as_term(kind: PeriodKind, document: Mapping[str, Any]) -> bool:
    """Tell whether the months of a period owe reports; a preparation's only if the contract says so."""
    return kind is PeriodKind.SERVICE or bool(document.get("preparation"))


def owed_of(terms: Terms, first_month: dt.date, days: DueDays) -> Owed:
    """Return the months that are owed and not received."""
    if not terms.is_owing:
        return {}
    return {
        month: (
            days.of(terms.rule, month).day,
            next((key for key, waiver in terms.waivers.items() if waiver.covers(month)), None),
        )
        for month in months_owed(terms.terms)
        if month >= first_month and month not in terms.received
    }


def keep_owed(session: Session, noted: Sequence[NotedRow]) -> None:
    """Bring the table up to date after a deed; the deed's own transaction carries it."""
    if any(_bears(row) for row in noted if row.table == "setting"):
        reckon(session)
        return
    touched = {UUID(row.row_id) for row in noted if row.table == Contract.__tablename__}
    for table, model in _OF_A_CONTRACT.items():
        rows = [UUID(row.row_id) for row in noted if row.table == table]
        for some in _batches(rows):
            touched |= set(session.scalars(select(model.contract_id).where(model.id.in_(some))))
    if touched:
        reckon(session, touched)


def _bears(row: NotedRow) -> bool:
    standing = asdict(OfficeSettings())
    old, new = ({**standing, **(side or {})} for side in row.changes.get("value", ({}, {})))
    return any(old[name] != new[name] for name in _BEARING_SETTINGS)


def reckon(session: Session, contract_ids: Iterable[UUID] | None = None) -> None:
    """Make what is owed anew for some contracts, or for all."""
    for before, after in reckoned(session, read_settings(session), contract_ids):
        _write(session, before, after)


def reckoned(
    session: Session, settings: OfficeSettings, contract_ids: Iterable[UUID] | None = None
) -> Iterator[tuple[dict[UUID, Owed], dict[UUID, Owed]]]:
    """Yield what stands and what should, by contract, for some contracts at a time."""
    days = DueDays(settings.closing_days.calendar())
    ids = session.scalars(select(Contract.id)) if contract_ids is None else contract_ids
    for some in _batches(list(ids)):
        wanted = {
            contract_id: owed_of(terms, settings.first_report_month, days)
            for contract_id, terms in read_terms(session, some).items()
        }
        yield standing_rows(session, some), wanted


def read_terms(session: Session, contract_ids: Sequence[UUID]) -> dict[UUID, Terms]:
    """Return what the reports of the contracts follow from."""
    found: dict[UUID, Terms] = {}
    documents: dict[UUID, Mapping[str, Any]] = {}
    contracts = select(
        Contract.id, Contract.state, Contract.signed_on, Contract.withdrawn_on, Contract.report_due_rule
    ).where(Contract.id.in_(contract_ids))
    for row in session.execute(contracts):
        owing = row.withdrawn_on is None and owes(row.state, row.signed_on)
        found[row.id] = Terms(DueRule.read(row.report_due_rule), owing)
        documents[row.id] = row.report_due_rule
    for period in session.scalars(_parts(ContractPeriod, contract_ids)):
        if counts_as_term(period.kind, documents[period.contract_id]):
            found[period.contract_id].terms.append(Term(period.starts_on, period.ends_on))
    for waiver in session.scalars(_parts(ReportWaiver, contract_ids)):
        found[waiver.contract_id].waivers[waiver.id] = Waiver(waiver.first_month, waiver.last_month)
    received = _parts(MonthlyReport, contract_ids).with_only_columns(
        MonthlyReport.contract_id, MonthlyReport.month
    )
    for contract_id, month in session.execute(received):
        found[contract_id].received.add(month)
    return found


def _parts(model: Any, contract_ids: Sequence[UUID]) -> Select[Any]:
    standing = model.contract_id.in_(contract_ids) & model.withdrawn_on.is_(None)
    return select(model).where(standing).order_by(model.id)


def standing_rows(session: Session, contract_ids: Sequence[UUID]) -> dict[UUID, Owed]:
    """Return what the table says is owed by the contracts."""
    rows: dict[UUID, Owed] = defaultdict(dict)
    columns = (OwedReport.contract_id, OwedReport.month, OwedReport.due_on, OwedReport.waiver_id)
    query = select(*columns).where(OwedReport.contract_id.in_(contract_ids))
    for contract_id, month, due_on, waiver_id in session.execute(query):
        rows[contract_id][month] = (due_on, waiver_id)
    return rows


def _write(session: Session, before: Mapping[UUID, Owed], after: Mapping[UUID, Owed]) -> None:
    """Write the difference; a row that is right already is not touched."""
    added = []
    for contract_id, wanted in after.items():
        standing = before.get(contract_id, {})
        gone = [month for month in standing if month not in wanted]
        of_contract = OwedReport.contract_id == contract_id
        if gone:
            session.execute(delete(OwedReport).where(of_contract, OwedReport.month.in_(gone)))
        for month, (due_on, waiver_id) in wanted.items():
            values = {"due_on": due_on, "waiver_id": waiver_id}
            if month not in standing:
                added.append({"contract_id": contract_id, "month": month, **values})
            elif standing[month] != (due_on, waiver_id):
                row = of_contract & (OwedReport.month == month)
                session.execute(update(OwedReport).where(row).values(**values))
    if added:
        session.execute(insert(OwedReport), added)


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
