"""The forms that are sent out: for a contract and month filled in with what the city knows, or blank."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from oversight.desk import get_row
from oversight.report_form.form import FormData, KnownRow
from oversight.report_form.questions import current_set
from oversight.reports.lines import ReportKey
from oversight.reports.register_facts import RegisterFacts, read_facts
from oversight.settings import read_settings
from oversight.words import speaking


def read_form(session: Session, key: ReportKey) -> FormData:
    """Return the form of a contract's month, filled in with what the city knows."""
    contract = get_row(session, Contract, key.contract_id)
    department = get_row(session, Department, contract.department_id)
    with speaking("ja"):
        known = _known_rows(read_facts(session, key))
    return FormData(
        questions=current_set(),
        city=read_settings(session).city,
        section=department.name,
        phone=department.phone,
        contract_id=contract.id,
        contract_number=contract.number,
        contract_title=contract.title,
        contractor=get_row(session, Contractor, contract.contractor_id).name,
        month=key.month,
        due_on=_due_on(session, key),
        known=known,
    )


def blank_form(session: Session) -> FormData:
    """Return a form about no contract in particular."""
    settings = read_settings(session)
    return FormData(questions=current_set(), city=settings.city, section=settings.section)


def list_to_send(session: Session, month: dt.date) -> tuple[ReportKey, ...]:
    """Return the reports of a month that contractors still have to hand in, again or for the first time."""
    owed = select(OwedReport.contract_id).where(OwedReport.month == month, OwedReport.waiver_id.is_(None))
    returned = select(MonthlyReport.contract_id).where(
        MonthlyReport.withdrawn_on.is_(None),
        MonthlyReport.state == ReportState.RETURNED,
        MonthlyReport.month == month,
    )
    contracts = select(Contract.id).where(Contract.id.in_(owed.union(returned))).order_by(Contract.number)
    return tuple(ReportKey(contract_id, month) for contract_id in session.scalars(contracts))


def _known_rows(facts: RegisterFacts) -> dict[str, tuple[KnownRow, ...]]:
    return {
        "workers": tuple(
            {"name": each.name, "employer": each.employer} for each in facts.workers if each.is_there
        ),
        "subcontracts": tuple(
            {"name": each.name, "scope": each.scope} for each in facts.bodies if each.is_permitted
        ),
        "places": tuple({"name": each.name, "address": each.address} for each in facts.places),
        "media": tuple({"name": word} for word in facts.media),
    }


def _due_on(session: Session, key: ReportKey) -> dt.date | None:
    """Return the day the report is awaited by: of its resubmission, where it was returned."""
    query = select(MonthlyReport.resubmit_on, MonthlyReport.due_on).where(
        MonthlyReport.contract_id == key.contract_id,
        MonthlyReport.month == key.month,
        MonthlyReport.withdrawn_on.is_(None),
    )
    for resubmit_on, due_on in session.execute(query):
        return resubmit_on or due_on
    owed = session.get(OwedReport, key)
    return owed.due_on if owed else None
