"""Reading the trees of sub-contracts: each tier with its path and what wants attention about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.subcontract import Subcontract, SubcontractState
from oversight.register.facts import OVER
from oversight.words import _, mark


@dataclass(frozen=True)
class SubcontractDraft:
    """A tier as applied for (docs/records.md#sub-contracts); ``parent_id`` None: under the contract."""

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
    """A tier in the tree; ``depth`` 1 is the first. ``attention`` says what is wrong, if anything.

    ``path`` names the bodies from the first tier down to this one.
    """

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
    path: tuple[str, ...] = ()


_NOT_PERMITTED = {
    (False, False): mark("市の許諾がまだありません。"),
    (False, True): mark("市の許諾がまだありません（子会社も再委託先です）。"),
    (True, False): mark("市の許諾のないまま始まっています。"),
    (True, True): mark("市の許諾のないまま始まっています（子会社も再委託先です）。"),
}
"""By (has started, is a subsidiary); subsidiaries count (MIC, 2018-10-22)."""

_Found = tuple[Subcontract, str]


def tree_of(session: Session, contract_id: UUID, today: dt.date) -> tuple[SubcontractNode, ...]:
    """Return a contract's tree, each tier directly after the one above it."""
    query = _standing().where(Subcontract.contract_id == contract_id)
    return tuple(_nodes([(row, name) for row, name in session.execute(query)], today))


def list_attention(session: Session, today: dt.date) -> tuple[tuple[UUID, SubcontractNode], ...]:
    """Return every tier of every standing contract that wants attention, with its contract."""
    by_contract: dict[UUID, list[_Found]] = {}
    for row, name in session.execute(_standing()):
        by_contract.setdefault(row.contract_id, []).append((row, name))
    return tuple(
        (contract_id, node)
        for contract_id, found in by_contract.items()
        for node in _nodes(found, today)
        if node.attention
    )


def _standing() -> Select[Subcontract, str]:
    return (
        select(Subcontract, Contractor.name)
        .join(Contractor, Subcontract.contractor_id == Contractor.id)
        .join(Contract, Subcontract.contract_id == Contract.id)
        .where(Subcontract.withdrawn_on.is_(None), Contract.withdrawn_on.is_(None))
        .order_by(Contract.id, Subcontract.id)
    )


def _nodes(found: Iterable[_Found], today: dt.date) -> Iterator[SubcontractNode]:
    children: dict[UUID | None, list[_Found]] = {}
    for row, name in found:
        children.setdefault(row.parent_id, []).append((row, name))
    waiting: list[tuple[Subcontract, str, tuple[str, ...], bool]]
    waiting = [(row, name, (name,), True) for row, name in reversed(children.get(None, []))]
    while waiting:
        row, name, path, is_above_permitted = waiting.pop()
        yield _node(row, name, path, tuple(attention_of(row, is_above_permitted, today)))
        is_permitted = row.permitted_on is not None
        waiting.extend(
            (below, own, (*path, own), is_permitted) for below, own in reversed(children.get(row.id, []))
        )


def _node(row: Subcontract, name: str, path: tuple[str, ...], attention: tuple[str, ...]) -> SubcontractNode:
    values = {each.name: getattr(row, each.name) for each in fields(SubcontractDraft)}
    values["personal_data_items"] = tuple(row.personal_data_items)
    return SubcontractNode(
        id=row.id,
        version=row.version,
        depth=len(path),
        contractor=name,
        state=row.state,
        permitted_on=row.permitted_on,
        permitted_by=row.permitted_by,
        permission_number=row.permission_number,
        conditions=row.conditions,
        attention=attention,
        draft=SubcontractDraft(**values),
        path=path,
    )


def attention_of(row: Subcontract, is_above_permitted: bool, today: dt.date) -> Iterator[str]:
    """Yield what to look at about a tier on a day.

    The city permits each tier itself (番号法 10(2); PPC guideline 4-2-(1) 2B, as of 2025-09-24).
    """
    if row.state in OVER:
        return
    has_started = row.state is SubcontractState.ACTIVE or (
        row.starts_on is not None and row.starts_on <= today
    )
    if row.state is SubcontractState.UNPERMITTED:
        yield _("市の許諾のない再委託です。")
    elif row.permitted_on is None:
        yield _(_NOT_PERMITTED[has_started, row.is_subsidiary])
    if row.permitted_on and row.starts_on and row.starts_on < row.permitted_on:
        yield _("許諾より前に始まっています。")
    if not is_above_permitted:
        yield _("上位の段に市の許諾がありません。")
    if not row.has_notice_clause:
        yield _("再々委託の通知義務の条項がありません。")
