"""Sub-contracts (再委託) as a tree; the city permits each tier (番号法 10; PPC guideline 4-2-(1) 2B)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.subcontract import Subcontract, SubcontractState
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version
from oversight.errors import RefusedError
from oversight.register.standing import get_standing, owe_reason, withdraw
from oversight.register.subcontract_places import refuse_misplaced
from oversight.register.subcontract_tree import SubcontractDraft, SubcontractNode, list_attention, tree_of
from oversight.words import _

__all__ = ["SubcontractDraft", "SubcontractNode", "SubcontractsService"]

_PERMITTED = frozenset({SubcontractState.PERMITTED, SubcontractState.ACTIVE})
_MANAGERS_WORD = frozenset({SubcontractState.PERMITTED, SubcontractState.REFUSED})


class SubcontractsService:
    """Applies for, permits, refuses, ends, moves and lists tiers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_subcontract(self, draft: SubcontractDraft) -> Change:
        """Record an application (承諾申請)."""
        with self._desk.writing(Deed.EDIT_REGISTER, "subcontract.add") as session:
            row = Subcontract(id=new_id(), state=SubcontractState.APPLIED)
            _fill(session, row, draft)
            session.add(row)
        return self._changed(row.id)

    def change_subcontract(
        self, subcontract_id: UUID, draft: SubcontractDraft, *, version: int | None = None
    ) -> Change:
        """Change what was entered; the place in the tree may change too."""
        with self._changing(subcontract_id, Deed.EDIT_REGISTER, "subcontract.change", version) as (
            session,
            row,
        ):
            _refuse_other_body(row, draft)
            _fill(session, row, draft)
        return self._changed(subcontract_id)

    def move_subcontract(
        self, subcontract_id: UUID, *, parent_id: UUID | None, version: int | None = None
    ) -> Change:
        """Put a tier, with all below it, under another; a cycle is refused."""
        with self._changing(subcontract_id, Deed.EDIT_REGISTER, "subcontract.move", version) as (
            session,
            row,
        ):
            refuse_misplaced(session, row.id, row.contract_id, row.contractor_id, parent_id)
            row.parent_id = parent_id
        return self._changed(subcontract_id)

    def permit_subcontract(
        self,
        subcontract_id: UUID,
        *,
        permitted_on: dt.date,
        number: str = "",
        conditions: str = "",
        version: int | None = None,
    ) -> Change:
        """Permit a tier as the first entruster; only a manager may (課長許諾).

        A permission given after the work began is recorded as it is: ``attention`` goes on telling it.
        """
        if permitted_on > self._desk.today():
            raise RefusedError(
                _("許諾日が今日より後です。"), _("日付を見直してください。"), field="permitted_on"
            )
        with self._changing(subcontract_id, Deed.PERMIT_SUBCONTRACT, "subcontract.permit", version) as (
            _s,
            row,
        ):
            if row.state is SubcontractState.ENDED:
                raise RefusedError(
                    _("終了した再委託は許諾できません。"), _("新しい再委託として登録してください。")
                )
            row.state, row.permitted_on = SubcontractState.PERMITTED, permitted_on
            row.permitted_by = self._desk.actor.signature
            row.permission_number, row.conditions = number.strip(), conditions.strip()
        return self._changed(subcontract_id)

    def set_state(
        self, subcontract_id: UUID, state: SubcontractState, *, reason: str = "", version: int | None = None
    ) -> Change:
        """Move a tier on: 審査, 不許諾, 稼働, 終了, or 無断再委託 when found.

        稼働 needs the city's permission; permitting has its own deed. 不許諾 is a manager's and takes an
        earlier permission away: work under it would need a new one.
        """
        deed = Deed.PERMIT_SUBCONTRACT if state in _MANAGERS_WORD else Deed.EDIT_REGISTER
        name = _DEEDS.get(state, "subcontract.change")
        with self._changing(subcontract_id, deed, name, version, reason) as (_s, row):
            if state in _PERMITTED and row.permitted_on is None:
                raise RefusedError(
                    _("市の許諾がありません。"), _("先に許諾を記録してください。"), field="permitted_on"
                )
            if state is SubcontractState.REFUSED:
                row.permitted_on, row.permitted_by = None, ""
                row.permission_number = row.conditions = ""
            row.state = state
        return self._changed(subcontract_id)

    def end_subcontract(
        self, subcontract_id: UUID, *, ends_on: dt.date, version: int | None = None
    ) -> Change:
        """Record that a tier's work has ended, and on which day."""
        with self._changing(subcontract_id, Deed.EDIT_REGISTER, "subcontract.end", version) as (_s, row):
            _refuse_order(row.starts_on, ends_on)
            row.state, row.ends_on = SubcontractState.ENDED, ends_on
        return self._changed(subcontract_id)

    def withdraw_subcontract(
        self, subcontract_id: UUID, *, reason: str, version: int | None = None
    ) -> Change:
        """Withdraw a tier entered by mistake; one with tiers below stays."""
        owe_reason(reason)
        below = select(Subcontract.id).where(
            Subcontract.parent_id == subcontract_id, Subcontract.withdrawn_on.is_(None)
        )
        with self._changing(subcontract_id, Deed.EDIT_REGISTER, "subcontract.withdraw", version, reason) as (
            session,
            row,
        ):
            if session.scalars(below).first() is not None:
                raise RefusedError(
                    _("下に再委託があるため取り下げられません。"), _("先に下の段を移してください。")
                )
            withdraw(row, on=self._desk.today(), reason=reason)
        return self._changed(subcontract_id)

    def list_tree(self, contract_id: UUID) -> tuple[SubcontractNode, ...]:
        """Return the tree, each tier directly after the one above it."""
        with self._desk.reading() as session:
            return tree_of(session, contract_id, self._desk.today())

    def list_attention(self) -> tuple[tuple[UUID, SubcontractNode], ...]:
        """Return every tier of every contract that wants attention, with its contract."""
        with self._desk.reading() as session:
            return list_attention(session, self._desk.today())

    @contextmanager
    def _changing(
        self, subcontract_id: UUID, deed: Deed, name: str, version: int | None, reason: str = ""
    ) -> Iterator[tuple[Session, Subcontract]]:
        with self._desk.writing(deed, name, reason) as session:
            row = get_standing(session, Subcontract, subcontract_id)
            check_version(row, version)
            yield session, row

    def _changed(self, row_id: UUID) -> Change:
        return Change.of(Subject.SUBCONTRACT, Subject.CONTRACT, row_id=row_id)


_DEEDS = {
    SubcontractState.REFUSED: "subcontract.refuse",
    SubcontractState.ENDED: "subcontract.end",
    SubcontractState.UNPERMITTED: "subcontract.mark_unpermitted",
}


def _fill(session: Session, row: Subcontract, draft: SubcontractDraft) -> None:
    _refuse_order(draft.starts_on, draft.ends_on)
    with session.no_autoflush:
        refuse_misplaced(session, row.id, draft.contract_id, draft.contractor_id, draft.parent_id)
    for each in fields(SubcontractDraft):
        value = getattr(draft, each.name)
        value = list(value) if isinstance(value, tuple) else value
        setattr(row, each.name, value.strip() if type(value) is str else value)


def _refuse_order(starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise RefusedError(
            _("期間の終わりが始まりより前です。"), _("日付を見直してください。"), field="ends_on"
        )


def _refuse_other_body(row: Subcontract, draft: SubcontractDraft) -> None:
    """A permission holds for one body under one contract (番号法 10; PPC guideline 4-2-(1) 2B)."""
    if row.contract_id != draft.contract_id:
        raise RefusedError(
            _("再委託を別の契約へは移せません。"), _("その契約に登録し直してください。"), field="contract_id"
        )
    if row.permitted_on is not None and row.contractor_id != draft.contractor_id:
        raise RefusedError(
            _("許諾した再委託の相手は変えられません。許諾は事業者ごとに要ります。"),
            _("新しい再委託として登録し、許諾を受けてください。"),
            field="contractor_id",
        )
