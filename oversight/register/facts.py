"""The facts of a contract that conditions of the checklist ask for (names: the edition's own list)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractPeriod, ContractSystem, Medium, PeriodKind
from models.subcontract import Subcontract, SubcontractState
from oversight.desk import get_row

OVER = frozenset({SubcontractState.ENDED, SubcontractState.REFUSED})
"""States in which a tier no longer, or never, did any of the work."""

_MEDIA = {Medium.PAPER: "媒体_紙", Medium.ELECTRONIC: "媒体_電子", Medium.SYSTEM: "媒体_システム"}


def facts_of_contract(session: Session, contract_id: UUID, today: dt.date) -> dict[str, str]:
    """Return yes or no for each fact; a fact that is not known is left out, so that its items are asked."""
    contract = get_row(session, Contract, contract_id)
    systems = session.scalars(
        select(ContractSystem.is_core).where(
            ContractSystem.contract_id == contract_id, ContractSystem.withdrawn_on.is_(None)
        )
    ).all()
    facts = {
        "特定個人情報": contract.handles_specific,
        "再委託": has_subcontract(session, contract_id),
        "契約終了": _has_ended(session, contract_id, today),
    }
    if systems or contract.media:
        facts["基幹系"] = any(systems)
    if contract.media:
        facts |= {name: medium.value in contract.media for medium, name in _MEDIA.items()}
    return {name: "yes" if holds else "no" for name, holds in facts.items()}


def has_subcontract(session: Session, contract_id: UUID) -> bool:
    """Tell whether work is sub-contracted or such a request is pending."""
    query = select(Subcontract.id).where(
        Subcontract.contract_id == contract_id,
        Subcontract.withdrawn_on.is_(None),
        Subcontract.state.not_in(OVER),
    )
    return session.scalars(query).first() is not None


def _has_ended(session: Session, contract_id: UUID, today: dt.date) -> bool:
    last = session.scalar(
        select(func.max(ContractPeriod.ends_on)).where(
            ContractPeriod.contract_id == contract_id,
            ContractPeriod.kind == PeriodKind.SERVICE,
            ContractPeriod.withdrawn_on.is_(None),
        )
    )
    return last is not None and last < today
