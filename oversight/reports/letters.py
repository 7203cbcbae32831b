"""The letters due on a day: numbered, printed, kept; a letter that was made is never made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.attachment import Attachment
from models.base import new_id
from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.report_chasing import ReportLetter, ReportLetterMonth
from oversight.attachments import attach
from oversight.calendar import fiscal_year_of, show_day, show_fiscal_year_short
from oversight.clock import JAPAN
from oversight.desk import Desk, get_row
from oversight.papers import print_report_letter
from oversight.papers.letter_data import LetterMonth, ReportLetterData
from oversight.reports.chasing import Chased, list_chased
from oversight.reports.climbing import DueLetter, KeptLetter, LetterRow, letter_row, still_due
from oversight.reports.ladder import Rung
from oversight.reports.told import show_month_on_paper
from oversight.settings import read_settings
from oversight.words import _, speaking

_PREFIX = "督"


@dataclass(frozen=True)
class SentLetter:
    """A letter with all that a draft of an e-mail needs; without ``subject`` it is about monthly reports."""

    row: LetterRow
    pdf: bytes
    email: str
    contractor: str
    city: str
    subject: str = ""


def make_letter(session: Session, desk: Desk, due: DueLetter[Chased], on: dt.date) -> LetterRow | None:
    """Make one letter through a writing session; None where it has been made meanwhile."""
    months = still_due(due, list_chased(session, on))
    if not months:
        return None
    with speaking("ja"):  # the city writes to its contractors in Japanese, whatever the window speaks
        return letter_row(_made(session, desk, due.rung, months, on))


def _made(session: Session, desk: Desk, rung: Rung, months: tuple[Chased, ...], on: dt.date) -> ReportLetter:
    number = next_number(session, ReportLetter.number, _PREFIX, fiscal_year_of(on))
    answer_by = on + dt.timedelta(days=rung.answer_days) if rung.answer_days else None
    contract_id = months[0].key.contract_id
    paper = print_report_letter(_data(session, rung, months, number, on, answer_by))
    kept = attach(session, desk, content=paper.pdf, file_name=f"{number}.pdf")
    row = ReportLetter(
        id=new_id(),
        number=number,
        contract_id=contract_id,
        rung=rung.id,
        title=_(rung.title),
        issued_on=on,
        answer_by=answer_by,
        signer=_(rung.signer),
        made_by=desk.actor.signature,
        attachment_id=kept.id,
    )
    session.add(row)
    session.flush()
    session.add_all(_months(row, months))
    return row


def _months(row: ReportLetter, months: tuple[Chased, ...]) -> Iterator[ReportLetterMonth]:
    for each in months:
        yield ReportLetterMonth(
            id=new_id(),
            letter_id=row.id,
            contract_id=row.contract_id,
            month=each.key.month,
            rung=row.rung,
            due_on=each.awaited_on,
        )


def next_number(session: Session, column: InstrumentedAttribute[str], series: str, year: int) -> str:
    """Return the next number of a series and a fiscal year, without a gap: 督R8-0001."""
    prefix = f"{series}{show_fiscal_year_short(year)}-"
    numbers = session.scalars(select(column).where(column.startswith(prefix)))
    last = max((int(number.removeprefix(prefix)) for number in numbers), default=0)
    return f"{prefix}{last + 1:04d}"


def _data(
    session: Session,
    rung: Rung,
    months: tuple[Chased, ...],
    number: str,
    on: dt.date,
    answer_by: dt.date | None,
) -> ReportLetterData:
    contract = get_row(session, Contract, months[0].key.contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    department = get_row(session, Department, contract.department_id)
    return ReportLetterData(
        number=number,
        issued_on=on,
        made_at=dt.datetime.combine(on, dt.time(9), JAPAN),
        city_name=read_settings(session).city,
        section=department.name,
        phone=department.phone,
        signer=_(rung.signer),
        addressee=contractor.name,
        addressee_person=f"{contractor.representative_title} {contractor.representative_name}".strip(),
        title=_(rung.title),
        body=_body(rung, contractor, contract, months, answer_by),
        contract_number=contract.number,
        contract_title=contract.title,
        months=tuple(_month(each, on) for each in months),
        answer_by=answer_by,
    )


def _month(each: Chased, on: dt.date) -> LetterMonth:
    return LetterMonth(show_month_on_paper(each.key.month), each.awaited_on, each.days_late(on))


def _body(
    rung: Rung,
    contractor: Contractor,
    contract: Contract,
    months: tuple[Chased, ...],
    answer_by: dt.date | None,
) -> str:
    """Return the rung's wording with its places filled in."""
    return _(rung.wording).format(
        contractor=contractor.name,
        contract=contract.title,
        months=_("、").join(show_month_on_paper(each.key.month) for each in months),
        answer_by=show_day(answer_by),
    )


def read_sent(session: Session, letter_id: UUID) -> SentLetter:
    """Return a letter as it was made, with the contractor's address for mail."""
    return sent_letter(session, get_row(session, ReportLetter, letter_id))


def sent_letter(session: Session, row: KeptLetter, subject: str = "") -> SentLetter:
    """Return a letter of either kind as it was made, with the contractor's address for mail."""
    contract = get_row(session, Contract, row.contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    pdf = get_row(session, Attachment, row.attachment_id).content
    city = read_settings(session).organisation
    return SentLetter(letter_row(row), pdf, contractor.email, contractor.name, city, subject)
