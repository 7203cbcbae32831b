"""The roster of workers (従事者名簿): employer, oath, training, leaver. Fields: docs/records.md#workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.contractor import Contractor
from models.subcontract import Subcontract, SubcontractState
from models.worker import Employment, Worker, WorkerState
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.leavers import end_at_once, end_with_roster
from oversight.register.kana import normalise_kana
from oversight.register.standing import get_standing, owe_reason, withdraw
from oversight.words import _

_PERMITTED = (SubcontractState.PERMITTED, SubcontractState.ACTIVE)


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
    """Adds, changes, strikes, withdraws and lists workers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_workers(self, drafts: Iterable[WorkerDraft]) -> Change:
        """Add workers, all or none."""
        row_id = None
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.add") as session:
            for draft in drafts:
                row = Worker(id=new_id())
                _fill(session, row, draft)
                session.add(row)
                row_id = row.id
        return Change.of(Subject.WORKER, row_id=row_id)

    def change_worker(self, worker_id: UUID, draft: WorkerDraft, *, version: int | None = None) -> Change:
        """Change a worker."""
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.change") as session:
            row = get_standing(session, Worker, worker_id)
            check_version(row, version)
            if row.contract_id != draft.contract_id:
                raise RefusedError(
                    _("従事者を別の契約の名簿へは移せません。"),
                    _("その契約の名簿に登録し直してください。"),
                    field="contract_id",
                )
            _fill(session, row, draft)
            has_ended = _end_permits(session, row, self._desk.today())
        return _change(worker_id, has_ended)

    def strike_worker(
        self,
        worker_id: UUID,
        *,
        ends_on: dt.date,
        returned_on: dt.date | None,
        version: int | None = None,
    ) -> Change:
        """Strike a leaver off; ``returned_on`` is the day card and account came back, None if not yet.

        Strike once more to record a later return.
        """
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.strike") as session:
            row = get_standing(session, Worker, worker_id)
            check_version(row, version)
            _refuse_order(row.starts_on, ends_on)
            row.state, row.ends_on, row.returned_on = WorkerState.STRUCK, ends_on, returned_on
            has_ended = _end_permits(session, row, self._desk.today())
        return _change(worker_id, has_ended)

    def withdraw_worker(self, worker_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Withdraw a worker entered by mistake; one who leaves is struck off instead."""
        owe_reason(reason)
        with self._desk.writing(Deed.EDIT_REGISTER, "worker.withdraw", reason) as session:
            row = get_standing(session, Worker, worker_id)
            check_version(row, version)
            withdraw(row, on=self._desk.today(), reason=reason)
            has_ended = end_at_once(session, worker_id, today=self._desk.today(), why=reason.strip())
        return _change(worker_id, has_ended)

    def list_workers(self, contract_id: UUID, *, on: dt.date | None = None) -> tuple[WorkerRow, ...]:
        """Return a contract's roster by kana, the struck ones too, judged as of a day (today)."""
        with self._desk.reading() as session:
            return roster_of(session, contract_id, on or self._desk.today())

    def list_attention(self) -> tuple[WorkerRow, ...]:
        """Return every worker of every standing contract that wants attention today."""
        with self._desk.reading() as session:
            return tuple(row for row in _rows(session, true(), self._desk.today()) if row.attention)


def _end_permits(session: Session, row: Worker, today: dt.date) -> bool:
    """End a leaver's permits with the roster entry, in its own deed (docs/records.md#permits)."""
    if row.ends_on is not None:
        return end_with_roster(session, row.id, last_day=row.ends_on, today=today)
    return row.state is WorkerState.STRUCK and end_at_once(session, row.id, today=today)


def _change(worker_id: UUID, has_ended: bool) -> Change:
    subjects = (Subject.WORKER, Subject.DEVICE) if has_ended else (Subject.WORKER,)
    return Change.of(*subjects, row_id=worker_id)


def roster_of(session: Session, contract_id: UUID, on: dt.date) -> tuple[WorkerRow, ...]:
    """Return a contract's roster through a session already open."""
    return _rows(session, Contract.id == contract_id, on)


def _rows(session: Session, which: ColumnElement[bool], on: dt.date) -> tuple[WorkerRow, ...]:
    """Return the workers of standing contracts in order of kana: three queries however many they are."""
    columns = [getattr(Worker, each.name) for each in fields(WorkerDraft)]
    query = (
        select(Worker.id, Worker.version, *columns)
        .join(Contract, Worker.contract_id == Contract.id)
        .where(which, Worker.withdrawn_on.is_(None), Contract.withdrawn_on.is_(None))
    )
    folded = cache(fold)
    employers = _known_employers(session, which, folded)
    rows = []
    for row_id, version, *values in session.execute(query):
        draft = WorkerDraft(*values)
        attention = tuple(attention_of(draft, employers[draft.contract_id], on, folded))
        rows.append(WorkerRow(row_id, version, draft, attention))
    return tuple(sorted(rows, key=lambda row: (row.draft.kana, row.draft.name, row.id)))


def _known_employers(
    session: Session, which: ColumnElement[bool], folded: Callable[[str], str]
) -> dict[UUID, frozenset[str]]:
    """Return for each contract the folded names that may employ: the prime, tiers the city permitted."""
    primes = (
        select(Contract.id, Contractor.name)
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .where(which)
    )
    permitted = (
        select(Contract.id, Contractor.name)
        .join(Subcontract, Subcontract.contract_id == Contract.id)
        .join(Contractor, Subcontract.contractor_id == Contractor.id)
        .where(
            which,
            Subcontract.state.in_(_PERMITTED),
            Subcontract.permitted_on.is_not(None),
            Subcontract.withdrawn_on.is_(None),
        )
    )
    names: dict[UUID, set[str]] = {}
    for contract_id, name in (*session.execute(primes), *session.execute(permitted)):
        names.setdefault(contract_id, set()).add(folded(name))
    return {contract_id: frozenset(found) for contract_id, found in names.items()}


def attention_of(
    draft: WorkerDraft, employers: frozenset[str], on: dt.date, folded: Callable[[str], str] = fold
) -> Iterator[str]:
    """Yield what to look at about a worker on a day; ``employers`` are folded names that may employ."""
    if draft.state is WorkerState.STRUCK or (draft.ends_on is not None and draft.ends_on < on):
        yield from _leaver(draft)
    else:
        yield from _present(draft, employers, folded)
        yield from _dates(draft, on)


def _leaver(draft: WorkerDraft) -> Iterator[str]:
    if draft.state is not WorkerState.STRUCK:
        yield _("離任日を過ぎていますが、名簿で有効のままです。")
    if (draft.entry_card_number or draft.system_account) and draft.returned_on is None:
        yield _("入室許可証・システムIDが返されていません。")


def _present(draft: WorkerDraft, employers: frozenset[str], folded: Callable[[str], str]) -> Iterator[str]:
    """Compare the true employer with those who may employ (Amagasaki 2022: tiers concealed as own staff).

    A dispatched worker's employer is the agency, which is no sub-contractor.
    """
    if not draft.employer:
        yield _("実所属が書かれていません。")
    elif draft.employment is not Employment.DISPATCHED and folded(draft.employer) not in employers:
        yield _("実所属が、受託者とも許諾した再委託先とも違います。")
    if draft.oath_on is None:
        yield _("誓約書がありません。")


def _dates(draft: WorkerDraft, on: dt.date) -> Iterator[str]:
    if draft.trained_on is None:
        yield _("研修の記録がありません。")
    elif _is_over_a_year(draft.trained_on, on):
        yield _("研修から1年を超えています。")
    if draft.entry_card_until is not None and draft.entry_card_until < on:
        yield _("入室許可証の期限が切れています。")


def _is_over_a_year(day: dt.date, on: dt.date) -> bool:
    """Tell whether a calendar year has run out.

    Training is owed about once a year, by everyone (番号法 29の2; PPC guideline annex 1 D b).
    """
    return (on.year - 1, on.month, on.day) > (day.year, day.month, day.day)


def _fill(session: Session, row: Worker, draft: WorkerDraft) -> None:
    if not draft.name.strip():
        raise RefusedError(_("氏名がありません。"), _("氏名を入力してください。"), field="name")
    _refuse_order(draft.starts_on, draft.ends_on)
    with session.no_autoflush:
        get_standing(session, Contract, draft.contract_id, field="contract_id")
        _refuse_other_tree(session, draft)
    for each in fields(WorkerDraft):
        value = getattr(draft, each.name)
        if getattr(row, each.name) != value:
            setattr(row, each.name, value.strip() if type(value) is str else value)
    row.kana = normalise_kana(draft.kana, field="kana")


def _refuse_other_tree(session: Session, draft: WorkerDraft) -> None:
    if draft.subcontract_id is None:
        return
    tier = get_standing(session, Subcontract, draft.subcontract_id, field="subcontract_id")
    if tier.contract_id != draft.contract_id:
        raise RefusedError(
            _("別の契約の再委託です。"), _("この契約の再委託を選んでください。"), field="subcontract_id"
        )


def _refuse_order(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise RefusedError(_("終了日が開始日より前です。"), _("日付を見直してください。"), field="ends_on")
