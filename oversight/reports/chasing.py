"""Who is to be chased and how: calls, promises and letters, each noted at the month it is about.

What is waived, received or withdrawn is never chased; a returned report is chased from its own day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from models.report_chasing import ContactKind, ReportContact, ReportLetter, ReportLetterMonth
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.reports.ladder import Channel, Rung, Step, next_step, read_ladder
from oversight.reports.ladder import Standing as OnLadder
from oversight.reports.lines import ContractHead, ReportKey, read_heads
from oversight.settings import read_settings
from oversight.words import _

_TAKES = {
    Channel.NOTICE: frozenset({ContactKind.CALL, ContactKind.MAIL, ContactKind.VISIT}),
    Channel.CALL: frozenset({ContactKind.CALL, ContactKind.MAIL, ContactKind.VISIT}),
    Channel.CONSULTATION: frozenset({ContactKind.CONSULTATION}),
    Channel.LETTER: frozenset[ContactKind](),
}
"""Which contacts take a step; a letter's step is taken by the letter alone."""


@dataclass(frozen=True)
class ContactDraft:
    """A call, mail, visit or consultation about a month's report."""

    key: ReportKey
    kind: ContactKind
    happened_on: dt.date
    person: str = ""
    said: str = ""
    promised_on: dt.date | None = None


@dataclass(frozen=True)
class Past:
    """What was done about a month so far, and the newest promise."""

    contacts: int = 0
    letters: int = 0
    taken: frozenset[str] = frozenset()
    promised_on: dt.date | None = None


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


@dataclass
class _Noted:
    contacts: list[Any] = field(default_factory=list)
    letters: list[Any] = field(default_factory=list)

    def past(self) -> Past:
        taken = {row.rung for row in (*self.contacts, *self.letters) if row.rung}
        promises = [row.promised_on for row in self.contacts if row.promised_on is not None]
        newest = promises[-1] if promises else None
        return Past(len(self.contacts), len(self.letters), frozenset(taken), newest)


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


def _noted(session: Session, contract_ids: set[UUID]) -> defaultdict[tuple[ReportKey, dt.date], _Noted]:
    """Return what was noted, by month and the day it was awaited by, in the order it happened."""
    found: defaultdict[tuple[ReportKey, dt.date], _Noted] = defaultdict(_Noted)
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


def note_contact(session: Session, desk: Desk, draft: ContactDraft) -> ReportContact:
    """Note a contact; it takes the step of the ladder that it answers."""
    today = desk.today()
    check_contact(draft.happened_on, draft.promised_on, draft.said, today)
    chased = chased_of(session, draft.key, today)
    if chased is None:
        raise RefusedError(_("この月の報告は、いま提出を待っていません。"), _("一覧を開き直してください。"))
    row = ReportContact(
        id=new_id(),
        contract_id=get_row(session, Contract, draft.key.contract_id).id,
        month=draft.key.month,
        kind=draft.kind,
        rung=taken_by(draft.kind, chased.step),
        due_on=chased.awaited_on,
        happened_on=draft.happened_on,
        person=draft.person.strip(),
        said=draft.said.strip(),
        promised_on=draft.promised_on,
        noted_by=desk.actor.signature,
    )
    session.add(row)
    return row


def check_contact(happened_on: dt.date, promised_on: dt.date | None, said: str, today: dt.date) -> None:
    """Refuse a contact of a day to come, one that says nothing, and a promise for a day before it."""
    if happened_on > today:
        raise RefusedError(
            _("まだ来ていない日です。"), _("連絡した日を入力してください。"), field="happened_on"
        )
    if promised_on is not None and promised_on < happened_on:
        raise RefusedError(
            _("約束の日が連絡した日より前です。"),
            _("約束された提出日を入力してください。"),
            field="promised_on",
        )
    if not (said.strip() or promised_on):
        raise RefusedError(
            _("連絡の内容がありません。"), _("話したことか、約束の日を残してください。"), field="said"
        )


def taken_by(kind: ContactKind, step: Step) -> str:
    """Return the step of the ladder that a contact takes, or an empty text."""
    rung = step.rung
    if rung is None or step.standing is not OnLadder.DUE or kind not in _TAKES[rung.channel]:
        return ""
    return rung.id


def withdraw_contact(desk: Desk, row: ReportContact, *, reason: str) -> None:
    """Take back a contact noted by mistake; its step is open again."""
    if not reason.strip():
        raise RefusedError(_("取り消す理由がありません。"), _("理由を書いてください。"), field="reason")
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason.strip()


@dataclass(frozen=True)
class ContactRow:
    """A contact as the pane of a month shows it."""

    contact_id: UUID
    kind: ContactKind
    happened_on: dt.date
    person: str
    said: str
    promised_on: dt.date | None
    noted_by: str
    version: int


@dataclass(frozen=True)
class LetterRow:
    """A letter as lists show it."""

    letter_id: UUID
    number: str
    contract_id: UUID
    rung: str
    title: str
    issued_on: dt.date
    answer_by: dt.date | None
    made_by: str
    attachment_id: UUID


def list_contacts(session: Session, key: ReportKey) -> tuple[ContactRow, ...]:
    """Return the contacts about a month, in the order they happened."""
    query = select(ReportContact).where(
        ReportContact.contract_id == key.contract_id,
        ReportContact.month == key.month,
        ReportContact.withdrawn_on.is_(None),
    )
    return tuple(
        ContactRow(
            row.id,
            row.kind,
            row.happened_on,
            row.person,
            row.said,
            row.promised_on,
            row.noted_by,
            row.version,
        )
        for row in session.scalars(query.order_by(ReportContact.happened_on, ReportContact.id))
    )


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


def letter_row(row: ReportLetter) -> LetterRow:
    """Return a letter as lists show it."""
    return LetterRow(
        row.id,
        row.number,
        row.contract_id,
        row.rung,
        row.title,
        row.issued_on,
        row.answer_by,
        row.made_by,
        row.attachment_id,
    )
