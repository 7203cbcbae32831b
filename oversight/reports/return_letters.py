"""差戻通知書: the letter of a return, made from what was recorded when the report went back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.monthly_report import MonthlyReport, ReportReturn
from oversight.clock import JAPAN
from oversight.desk import get_row
from oversight.papers import Paper, print_return_letter
from oversight.papers.letter_data import ReturnLetterData
from oversight.reports.filings import standing_report_of
from oversight.reports.lines import ReportKey
from oversight.reports.told import show_month_on_paper
from oversight.settings import read_settings
from oversight.words import speaking


def print_return(session: Session, key: ReportKey, number: int) -> Paper | None:
    """Print the letter of the month's return of that number, in Japanese; None where there is none.

    Its own number is the contract's, the month's and the return's; the same return gives the same bytes.
    """
    report = standing_report_of(session, key)
    if report is None:
        return None
    query = select(ReportReturn).where(ReportReturn.report_id == report.id, ReportReturn.number == number)
    returned = session.scalars(query).one_or_none()
    if returned is None:
        return None
    with speaking("ja"):
        return print_return_letter(_data(session, report, returned))


def _received_on(session: Session, report: MonthlyReport, number: int) -> dt.date:
    """Return the day on which what went back had come: again after the return before, or at first."""
    query = select(ReportReturn.resubmitted_on).where(
        ReportReturn.report_id == report.id, ReportReturn.number == number - 1
    )
    return session.scalars(query).one_or_none() or report.received_on


def _data(session: Session, report: MonthlyReport, returned: ReportReturn) -> ReturnLetterData:
    contract = get_row(session, Contract, report.contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    department = get_row(session, Department, contract.department_id)
    person = f"{contractor.representative_title} {contractor.representative_name}".strip()
    return ReturnLetterData(
        number=f"{contract.number}-{report.month:%Y%m}-差{returned.number}",
        issued_on=returned.returned_on,
        made_at=dt.datetime.combine(returned.returned_on, dt.time(9), JAPAN),
        city_name=read_settings(session).city,
        section=department.name,
        phone=department.phone,
        signer="",
        addressee=contractor.name,
        addressee_person=person,
        contract_number=contract.number,
        contract_title=contract.title,
        month=show_month_on_paper(report.month),
        received_on=_received_on(session, report, returned.number),
        count=returned.number,
        reasons=returned.reasons,
        resubmit_on=returned.resubmit_on,
    )
