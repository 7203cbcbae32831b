"""The roster of workers (従事者名簿): true employer, oath, training, leaver. Fields: DOMAIN §2.5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.contractor import Contractor
from models.subcontract import Subcontract, SubcontractState
from models.worker import Employment, Worker, WorkerState
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.words import _

_PERMITTED = (SubcontractState.PERMITTED, SubcontractState.ACTIVE)
TRAINING_DAYS = 365
"""About once a year (番号法 29の2; PPC guideline annex 1 D b)."""


@dataclass(frozen=True)
class WorkerDraft:
    """A worker as notified."""

    contract_id: UUID
    name: str
    kana: str = ""
    employer: str = ""
    employment: Employment = Employment.EMPLOYEE
    state: WorkerState = WorkerState.NOTIFIED
    subcontract_id: UUID | None = None
    role: str = ""
    scope: str = ""
    system_account: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    oath_on: dt.date | None = None
    trained_on: dt.date | None = None
    entry_card_number: str = ""
    entry_card_until: dt.date | None = None
    returned_on: dt.date | None = None
    remarks: str = ""


@dataclass(frozen=True)
class WorkerRow:
    """A worker as lists show it; ``attention`` says what to look at."""

    id: UUID
    version: int
    draft: WorkerDraft
    attention: tuple[str, ...]


class WorkersService:
    """Adds, changes, strikes and lists workers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_workers(self, drafts: Iterable[WorkerDraft]) -> Change:
        """Add workers, all or none."""
        row_id = None
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.add") as session:
            for draft in drafts:
                row = Worker(id=new_id())
                _fill(row, draft)
                session.add(row)
                row_id = row.id
        return Change.of(Subject.WORKER, row_id=row_id)

    def change_worker(self, worker_id: UUID, draft: WorkerDraft, *, version: int | None = None) -> Change:
        """Change a worker."""
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.change") as session:
            row = get_row(session, Worker, worker_id)
            check_version(row, version)
            _fill(row, draft)
        return Change.of(Subject.WORKER, row_id=worker_id)

    def strike_worker(self, worker_id: UUID, *, ends_on: dt.date, returned_on: dt.date | None) -> Change:
        """Strike a leaver off; ``returned_on`` is the day card and account came back, None if not yet."""
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.strike") as session:
            row = get_row(session, Worker, worker_id)
            row.state, row.ends_on, row.returned_on = WorkerState.STRUCK, ends_on, returned_on
        return Change.of(Subject.WORKER, row_id=worker_id)

    def list_workers(self, contract_id: UUID) -> tuple[WorkerRow, ...]:
        """Return a contract's roster by kana, the struck ones too."""
        with self._desk.reading() as session:
            return roster_of(session, contract_id, self._desk.today())

    def list_attention(self) -> tuple[WorkerRow, ...]:
        """Return every worker of every contract that wants attention."""
        with self._desk.reading() as session:
            contracts = session.scalars(select(Worker.contract_id).distinct()).all()
            today = self._desk.today()
            return tuple(
                row
                for contract_id in contracts
                for row in roster_of(session, contract_id, today)
                if row.attention
            )


def roster_of(session: Session, contract_id: UUID, today: dt.date) -> tuple[WorkerRow, ...]:
    """Return a contract's roster through a session already open."""
    employers = _known_employers(session, contract_id)
    query = (
        select(Worker)
        .where(Worker.contract_id == contract_id, Worker.withdrawn_on.is_(None))
        .order_by(Worker.kana, Worker.name, Worker.id)
    )
    names = [each.name for each in fields(WorkerDraft)]
    rows = []
    for row in session.scalars(query):
        draft = WorkerDraft(**{name: getattr(row, name) for name in names})
        rows.append(WorkerRow(row.id, row.version, draft, tuple(attention_of(draft, employers, today))))
    return tuple(rows)


def _known_employers(session: Session, contract_id: UUID) -> frozenset[str]:
    contract = get_row(session, Contract, contract_id)
    prime = get_row(session, Contractor, contract.contractor_id).name
    permitted = session.scalars(
        select(Contractor.name)
        .join(Subcontract, Subcontract.contractor_id == Contractor.id)
        .where(
            Subcontract.contract_id == contract_id,
            Subcontract.state.in_(_PERMITTED),
            Subcontract.withdrawn_on.is_(None),
        )
    )
    return frozenset(fold(name) for name in (prime, *permitted))


def attention_of(draft: WorkerDraft, employers: frozenset[str], today: dt.date) -> Iterator[str]:
    """Yield what to look at about a worker on a day; ``employers`` are folded names that may employ."""
    if draft.ends_on is not None and draft.ends_on < today:
        yield from _leaver(draft)
    elif draft.state is not WorkerState.STRUCK:
        yield from _present(draft, employers)
        yield from _dates(draft, today)


def _leaver(draft: WorkerDraft) -> Iterator[str]:
    if draft.state is not WorkerState.STRUCK:
        yield _("離任日を過ぎていますが、名簿で有効のままです。")
    if (draft.entry_card_number or draft.system_account) and draft.returned_on is None:
        yield _("入室許可証・システムIDが返されていません。")


def _present(draft: WorkerDraft, employers: frozenset[str]) -> Iterator[str]:
    is_dispatched = draft.employment is Employment.DISPATCHED
    if draft.employer and not is_dispatched and fold(draft.employer) not in employers:
        yield _("実所属が、受託者とも許諾した再委託先とも違います。")
    if draft.oath_on is None:
        yield _("誓約書がありません。")


def _dates(draft: WorkerDraft, today: dt.date) -> Iterator[str]:
    if draft.trained_on is None:
        yield _("研修の記録がありません。")
    elif (today - draft.trained_on).days > TRAINING_DAYS:
        yield _("研修から1年を超えています。")
    if draft.entry_card_until is not None and draft.entry_card_until < today:
        yield _("入室許可証の期限が切れています。")


def _fill(row: Worker, draft: WorkerDraft) -> None:
    if not draft.name.strip():
        raise RefusedError(_("氏名がありません。"), _("氏名を入力してください。"), field="name")
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise RefusedError(_("終了日が開始日より前です。"), _("日付を見直してください。"), field="ends_on")
    for each in fields(WorkerDraft):
        value = getattr(draft, each.name)
        if getattr(row, each.name) != value:
            setattr(row, each.name, value.strip() if type(value) is str else value)
