"""Where in the tree a tier may stand: under its own contract, in no ring, no body above itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.subcontract import Subcontract
from oversight.errors import RefusedError
from oversight.register.standing import get_standing
from oversight.words import _


class Tier(NamedTuple):
    """What of a tier decides the places below it: the tier above (None: the contract) and its body."""

    parent_id: UUID | None
    contractor_id: UUID


def refuse_misplaced(
    session: Session, own_id: UUID, contract_id: UUID, contractor_id: UUID, parent_id: UUID | None
) -> None:
    """Refuse a place for a tier (``own_id``, also one not yet written) under ``parent_id``.

    The contract's row is locked to the end of the deed: two people who move two tiers under one another
    at the same moment on the office server would else make a ring that neither of them sees.
    """
    contract = get_standing(session, Contract, contract_id, field="contract_id")
    session.execute(select(Contract.id).where(Contract.id == contract_id).with_for_update())
    get_standing(session, Contractor, contractor_id, field="contractor_id")
    query = select(Subcontract.id, Subcontract.parent_id, Subcontract.contractor_id).where(
        Subcontract.contract_id == contract_id, Subcontract.withdrawn_on.is_(None)
    )
    tiers = {row_id: Tier(above, body) for row_id, above, body in session.execute(query)}
    above = {contract.contractor_id, *bodies_above(tiers, own_id, parent_id)}
    if contractor_id in above:
        raise RefusedError(
            _("その事業者は、同じ系列の上位にすでにいます。"),
            _("再委託先を選び直してください。"),
            field="contractor_id",
        )
    if bodies_below(tiers, own_id) & (above | {contractor_id}):
        raise RefusedError(
            _("下の段の事業者が、上位にもいることになります。"),
            _("上位の再委託を選び直してください。"),
            field="parent_id",
        )


def bodies_above(tiers: Mapping[UUID, Tier], own_id: UUID, parent_id: UUID | None) -> Iterator[UUID]:
    """Yield the bodies from a parent up to the first tier; refuse a ring and a parent not of the tree."""
    passed = {own_id}
    while parent_id is not None:
        if parent_id in passed:
            raise RefusedError(
                _("再委託の段が輪になります。"), _("上位の再委託を選び直してください。"), field="parent_id"
            )
        passed.add(parent_id)
        tier = tiers.get(parent_id)
        if tier is None:
            raise RefusedError(
                _("上位の再委託が、この契約にありません。"),
                _("この契約の再委託を選んでください。"),
                field="parent_id",
            )
        yield tier.contractor_id
        parent_id = tier.parent_id


def bodies_below(tiers: Mapping[UUID, Tier], own_id: UUID) -> set[UUID]:
    """Return the bodies of all tiers below one."""
    children: dict[UUID | None, list[UUID]] = {}
    for row_id, tier in tiers.items():
        children.setdefault(tier.parent_id, []).append(row_id)
    bodies, waiting = set(), list(children.get(own_id, ()))
    while waiting:
        row_id = waiting.pop()
        bodies.add(tiers[row_id].contractor_id)
        waiting.extend(children.get(row_id, ()))
    return bodies
