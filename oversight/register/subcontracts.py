"""Sub-contracts (再委託) as a tree; the city permits each tier (番号法 10; PPC guideline 4-2-(1) 2B)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.contractor import Contractor
from models.subcontract import Subcontract, SubcontractState
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.words import _

_OVER = frozenset({SubcontractState.ENDED, SubcontractState.REFUSED})


@dataclass(frozen=True)
class SubcontractDraft:
    """A tier as applied for (DOMAIN §2.3); ``parent_id`` None is directly under the contract."""

    contract_id: UUID
    contractor_id: UUID
    parent_id: UUID | None = None
    is_subsidiary: bool = False
    scope: str = ""
    personal_data_items: tuple[str, ...] = ()
    reason: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    safety_check_result: str = ""
    supervision_method: str = ""
    applied_on: dt.date | None = None
    has_notice_clause: bool = False
    remarks: str = ""


@dataclass(frozen=True)
class SubcontractNode:
    """A tier in the tree; ``depth`` 1 is the first. ``attention`` says what is wrong, if anything."""

    id: UUID
    version: int
    depth: int
    contractor: str
    state: SubcontractState
    permitted_on: dt.date | None
    permitted_by: str
    permission_number: str
    conditions: str
    attention: tuple[str, ...]
    draft: SubcontractDraft


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
        with self._desk.writing(Deed.EDIT_REGISTER, "subcontract.change") as session:
            row = get_row(session, Subcontract, subcontract_id)
            check_version(row, version)
            _fill(session, row, draft)
        return self._changed(subcontract_id)

    def move_subcontract(self, subcontract_id: UUID, *, parent_id: UUID | None) -> Change:
        """Put a tier, with all below it, under another; a cycle is refused."""
        with self._desk.writing(Deed.EDIT_REGISTER, "subcontract.move") as session:
            row = get_row(session, Subcontract, subcontract_id)
            _refuse_cycle(session, row.id, row.contract_id, row.contractor_id, parent_id)
            row.parent_id = parent_id
        return self._changed(subcontract_id)

    def permit_subcontract(
        self, subcontract_id: UUID, *, permitted_on: dt.date, number: str = "", conditions: str = ""
    ) -> Change:
        """Permit a tier as the first entruster; only a manager may (課長許諾)."""
        with self._desk.writing(Deed.PERMIT_SUBCONTRACT, "subcontract.permit") as session:
            row = get_row(session, Subcontract, subcontract_id)
            row.state, row.permitted_on = SubcontractState.PERMITTED, permitted_on
            row.permitted_by = self._desk.actor.signature
            row.permission_number, row.conditions = number.strip(), conditions.strip()
        return self._changed(subcontract_id)

    def set_state(self, subcontract_id: UUID, state: SubcontractState, *, reason: str = "") -> Change:
        """Move a tier on: 審査, 不許諾, 稼働, 終了, or 無断再委託 when found.

        稼働 needs the city's permission; permitting has its own deed.
        """
        deed = Deed.PERMIT_SUBCONTRACT if state is SubcontractState.REFUSED else Deed.EDIT_REGISTER
        with self._desk.writing(deed, _DEEDS.get(state, "subcontract.change"), reason) as session:
            row = get_row(session, Subcontract, subcontract_id)
            needs_permission = state in {SubcontractState.ACTIVE, SubcontractState.PERMITTED}
            if needs_permission and row.permitted_on is None:
                raise RefusedError(
                    _("市の許諾がありません。"), _("先に許諾を記録してください。"), field="permitted_on"
                )
            row.state = state
        return self._changed(subcontract_id)

    def withdraw_subcontract(self, subcontract_id: UUID, *, reason: str) -> Change:
        """Withdraw a tier entered by mistake; one with tiers below stays."""
        if not reason.strip():
            raise RefusedError(
                _("取り下げる理由がありません。"), _("理由を書いてください。"), field="withdrawn_reason"
            )
        with self._desk.writing(Deed.EDIT_REGISTER, "subcontract.withdraw", reason) as session:
            row = get_row(session, Subcontract, subcontract_id)
            if any(each.parent_id == row.id for each in _rows(session, row.contract_id)):
                raise RefusedError(
                    _("下に再委託があるため取り下げられません。"), _("先に下の段を移してください。")
                )
            row.withdrawn_on, row.withdrawn_reason = self._desk.today(), reason.strip()
        return self._changed(subcontract_id)

    def list_tree(self, contract_id: UUID) -> tuple[SubcontractNode, ...]:
        """Return the tree, each tier directly after the one above it."""
        with self._desk.reading() as session:
            return tree_of(session, contract_id)

    def list_attention(self) -> tuple[tuple[UUID, SubcontractNode], ...]:
        """Return every tier of every contract that wants attention, with its contract."""
        with self._desk.reading() as session:
            contracts = session.scalars(select(Subcontract.contract_id).distinct()).all()
            return tuple(
                (contract_id, node)
                for contract_id in contracts
                for node in tree_of(session, contract_id)
                if node.attention
            )

    def _changed(self, row_id: UUID) -> Change:
        return Change.of(Subject.SUBCONTRACT, Subject.CONTRACT, row_id=row_id)


_DEEDS = {
    SubcontractState.REFUSED: "subcontract.refuse",
    SubcontractState.ENDED: "subcontract.end",
    SubcontractState.UNPERMITTED: "subcontract.mark_unpermitted",
}


def _fill(session: Session, row: Subcontract, draft: SubcontractDraft) -> None:
    with session.no_autoflush:
        _refuse_cycle(session, row.id, draft.contract_id, draft.contractor_id, draft.parent_id)
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise RefusedError(
            _("期間の終わりが始まりより前です。"), _("日付を見直してください。"), field="ends_on"
        )
    for each in fields(SubcontractDraft):
        value = getattr(draft, each.name)
        value = list(value) if isinstance(value, tuple) else value
        setattr(row, each.name, value.strip() if type(value) is str else value)


def _refuse_cycle(
    session: Session, own_id: UUID, contract_id: UUID, contractor_id: UUID, parent_id: UUID | None
) -> None:
    """Refuse a parent of another contract, below the tier itself, or a body above itself."""
    contract = get_row(session, Contract, contract_id)
    above = {contract.contractor_id}
    seen: set[UUID] = {own_id}
    while parent_id is not None:
        if parent_id in seen:
            raise RefusedError(
                _("再委託の段が輪になります。"), _("上位の再委託を選び直してください。"), field="parent_id"
            )
        seen.add(parent_id)
        parent = get_row(session, Subcontract, parent_id)
        if parent.contract_id != contract_id:
            raise RefusedError(
                _("別の契約の再委託です。"), _("この契約の再委託を選んでください。"), field="parent_id"
            )
        above.add(parent.contractor_id)
        parent_id = parent.parent_id
    if contractor_id in above or contractor_id in _bodies_below(session, own_id, contract_id) & above:
        raise RefusedError(
            _("その事業者は、同じ系列の上位にすでにいます。"),
            _("再委託先を選び直してください。"),
            field="contractor_id",
        )
    if _bodies_below(session, own_id, contract_id) & (above | {contractor_id}):
        raise RefusedError(
            _("下の段の事業者が、上位にもいることになります。"),
            _("上位の再委託を選び直してください。"),
            field="parent_id",
        )


def _bodies_below(session: Session, own_id: UUID, contract_id: UUID) -> set[UUID]:
    children: dict[UUID | None, list[Subcontract]] = {}
    for row in _rows(session, contract_id):
        children.setdefault(row.parent_id, []).append(row)
    bodies, waiting = set(), list(children.get(own_id, ()))
    while waiting:
        row = waiting.pop()
        bodies.add(row.contractor_id)
        waiting.extend(children.get(row.id, ()))
    return bodies


def _rows(session: Session, contract_id: UUID) -> list[Subcontract]:
    query = (
        select(Subcontract)
        .where(Subcontract.contract_id == contract_id, Subcontract.withdrawn_on.is_(None))
        .order_by(Subcontract.id)
    )
    return list(session.scalars(query))


def tree_of(session: Session, contract_id: UUID) -> tuple[SubcontractNode, ...]:
    """Return a contract's tree through a session already open."""
    children: dict[UUID | None, list[Subcontract]] = {}
    for row in _rows(session, contract_id):
        children.setdefault(row.parent_id, []).append(row)
    names = dict(session.execute(select(Contractor.id, Contractor.name)).all()) if children else {}

    def walk(parent_id: UUID | None, depth: int) -> Iterator[SubcontractNode]:
        for row in children.get(parent_id, ()):
            yield _node(row, depth, names[row.contractor_id])
            yield from walk(row.id, depth + 1)

    return tuple(walk(None, 1))


def _node(row: Subcontract, depth: int, contractor: str) -> SubcontractNode:
    values = {each.name: getattr(row, each.name) for each in fields(SubcontractDraft)}
    values["personal_data_items"] = tuple(row.personal_data_items)
    return SubcontractNode(
        id=row.id,
        version=row.version,
        depth=depth,
        contractor=contractor,
        state=row.state,
        permitted_on=row.permitted_on,
        permitted_by=row.permitted_by,
        permission_number=row.permission_number,
        conditions=row.conditions,
        attention=tuple(_attention(row)),
        draft=SubcontractDraft(**values),
    )


def _attention(row: Subcontract) -> Iterator[str]:
    if row.state in _OVER:
        return
    if row.state is SubcontractState.UNPERMITTED:
        yield _("市の許諾のない再委託です。")
    elif row.permitted_on is None and row.starts_on is not None:
        subsidiary = _("市の許諾がまだありません（子会社も再委託先です）。")
        yield subsidiary if row.is_subsidiary else _("市の許諾がまだありません。")
    if row.permitted_on and row.starts_on and row.starts_on < row.permitted_on:
        yield _("許諾より前に始まっています。")
    if not row.has_notice_clause:
        yield _("再々委託の通知義務の条項がありません。")
