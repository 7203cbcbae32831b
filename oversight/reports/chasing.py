"""Who is to be chased and how: calls, promises and letters, each noted at the month it is about.

What is waived, received or withdrawn is never chased; a returned report is chased from its own day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from models.report_chasing import ReportContact, ReportLetter, ReportLetterMonth
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.reports.climbing import (
    ContactDraft,
    ContactRow,
    LetterRow,
    Noted,
    Past,
    check_contact,
    contact_columns,
    contact_row,
    letter_row,
)
from oversight.reports.ladder import Rung, Step, next_step, read_ladder
from oversight.reports.lines import ContractHead, ReportKey, read_heads
from oversight.settings import read_settings
from oversight.words import _


@dataclass(frozen=True)
class Chased:
    """A report that is awaited: since when, what was done so far, what comes next."""

    key: ReportKey
    contract: ContractHead
    awaited_on: dt.date
    past: Past
    step: Step

    def days_late(self, today: dt.date) -> int:
        """Return by how many days it is late."""
        return max((today - self.awaited_on).days, 0)

    @property
    def contract_id(self) -> UUID:
        """The contract it is owed under."""
        return self.key.contract_id

    @property
    def awaited(self) -> tuple[ReportKey, dt.date]:
        """Which report is awaited, and by which day."""
        return self.key, self.awaited_on


def ladder_of(session: Session) -> tuple[Rung, ...]:
    """Return the office's ladder."""
    return read_ladder(read_settings(session).report_ladder)


def list_chased(session: Session, on: dt.date) -> tuple[Chased, ...]:
    """Return what is awaited and on the ladder on a day, the longest awaited first."""
    rungs = ladder_of(session)
    awaited = _awaited(session, on + dt.timedelta(days=max(0, -rungs[0].days)))
    heads, noted = read_heads(session), _noted(session, {key.contract_id for key in awaited})
    chased = []
    for key, awaited_on in awaited.items():
        past = noted[key, awaited_on].past()
        step = next_step(rungs, awaited_on, past.taken, past.promised_on, on)
        chased.append(Chased(key, heads[key.contract_id], awaited_on, past, step))
    return tuple(sorted(chased, key=lambda row: (row.awaited_on, row.contract.number, row.key.month)))


def _awaited(session: Session, until: dt.date) -> dict[ReportKey, dt.date]:
    owed = select(OwedReport.contract_id, OwedReport.month, OwedReport.due_on).where(
        OwedReport.waiver_id.is_(None), OwedReport.due_on <= until
    )
    returned = select(MonthlyReport.contract_id, MonthlyReport.month, MonthlyReport.resubmit_on).where(
        MonthlyReport.state != literal_column("'closed'"),
        MonthlyReport.withdrawn_on.is_(None),
        MonthlyReport.state == ReportState.RETURNED,
        MonthlyReport.resubmit_on <= until,
    )
    rows = (*session.execute(owed), *session.execute(returned))
    return {ReportKey(contract_id, month): day for contract_id, month, day in rows}


def _noted(session: Session, contract_ids: set[UUID]) -> defaultdict[tuple[ReportKey, dt.date], Noted]:
    """Return what was noted, by month and the day it was awaited by, in the order it happened."""
    found: defaultdict[tuple[ReportKey, dt.date], Noted] = defaultdict(Noted)
    contacts = select(ReportContact).where(
        ReportContact.contract_id.in_(contract_ids), ReportContact.withdrawn_on.is_(None)
    )
    for row in session.scalars(contacts.order_by(ReportContact.happened_on, ReportContact.id)):
        found[ReportKey(row.contract_id, row.month), row.due_on].contacts.append(row)
    letters = select(ReportLetterMonth).where(
        ReportLetterMonth.contract_id.in_(contract_ids), ReportLetterMonth.withdrawn_on.is_(None)
    )
    for letter in session.scalars(letters):
        found[ReportKey(letter.contract_id, letter.month), letter.due_on].letters.append(letter)
    return found


def chased_of(session: Session, key: ReportKey, on: dt.date) -> Chased | None:
    """Return one report on the ladder, or None where nothing is awaited (yet)."""
    return next((row for row in list_chased(session, on) if row.key == key), None)


def note_contact(session: Session, desk: Desk, draft: ContactDraft[ReportKey]) -> ReportContact:
    """Note a contact; it takes the step of the ladder that it answers."""
    today, key = desk.today(), draft.about
    check_contact(draft, today)
    chased = chased_of(session, key, today)
    if chased is None:
        raise RefusedError(_("この月の報告は、いま提出を待っていません。"), _("一覧を開き直してください。"))
    row = ReportContact(
        id=new_id(),
        contract_id=get_row(session, Contract, key.contract_id).id,
        month=key.month,
        due_on=chased.awaited_on,
        **contact_columns(draft, chased.step, desk),
    )
    session.add(row)
    return row


def list_contacts(session: Session, key: ReportKey) -> tuple[ContactRow, ...]:
    """Return the contacts about a month, in the order they happened."""
    query = select(ReportContact).where(
        ReportContact.contract_id == key.contract_id,
        ReportContact.month == key.month,
        ReportContact.withdrawn_on.is_(None),
    )
    rows = session.scalars(query.order_by(ReportContact.happened_on, ReportContact.id))
    return tuple(map(contact_row, rows))


def list_letters(session: Session, key: ReportKey) -> tuple[LetterRow, ...]:
    """Return the letters about a month, the first first."""
    query = (
        select(ReportLetter)
        .join(ReportLetterMonth, ReportLetterMonth.letter_id == ReportLetter.id)
        .where(
            ReportLetterMonth.contract_id == key.contract_id,
            ReportLetterMonth.month == key.month,
            ReportLetterMonth.withdrawn_on.is_(None),
        )
        .order_by(ReportLetter.issued_on, ReportLetter.number)
    )
    return tuple(letter_row(row) for row in session.scalars(query))
