"""Who is visited: the contractor itself, or a body further down its tree of sub-contracts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contractor import Contractor
from models.subcontract import Subcontract
from oversight.errors import RefusedError
from oversight.words import _


def check_visited(session: Session, contract_id: UUID, subcontract_id: UUID | None) -> None:
    """Refuse a sub-contract of another contract, and one withdrawn."""
    if subcontract_id is None:
        return
    row = session.get(Subcontract, subcontract_id)
    if row is None or row.contract_id != contract_id or row.withdrawn_on is not None:
        raise RefusedError(
            _("その再委託先は、この契約の再委託先ではありません。"),
            _("この契約の再委託先から選んでください。"),
            field="subcontract_id",
        )


def body_visited(session: Session, subcontract_id: UUID | None) -> tuple[str, int]:
    """Return the sub-contractor's name and its tier, 1 directly under the contract; ("", 0) for none."""
    name, depth = "", 0
    query = select(Subcontract.parent_id, Contractor.name).join(
        Contractor, Subcontract.contractor_id == Contractor.id
    )
    link = subcontract_id
    while link is not None:
        link, body = session.execute(query.where(Subcontract.id == link)).one()
        name, depth = name or body, depth + 1
    return name, depth


def told_tier(name: str, depth: int) -> str:
    """Return a body with its tier, 「株式会社乙（再委託先 2段目）」; nothing for the contractor itself."""
    return _("{name}（再委託先 {depth}段目）").format(name=name, depth=depth) if depth else ""
