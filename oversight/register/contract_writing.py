"""Writing a contract: the row, its parts matched by identifier, what was there before an amendment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base, new_id
from models.contract import (
    Amendment,
    BusinessHours,
    Contract,
    ContractPeriod,
    ContractSubject,
    ContractSubjectCheck,
    ContractSystem,
    Place,
    SubjectCheck,
)
from oversight.desk import touch
from oversight.errors import RefusedError
from oversight.ledger.noting import plain
from oversight.register.contract_checks import refuse_unsound, refuse_unsound_new
from oversight.register.contract_drafts import (
    ContractDraft,
    HoursDraft,
    PeriodDraft,
    PlaceDraft,
    SystemDraft,
)
from oversight.register.contract_reading import read_draft
from oversight.register.kana import normalise_kana
from oversight.register.search_texts import renew_contract
from oversight.store import WritingSession, fresh_values
from oversight.words import _

PARTS: dict[str, Any] = {
    "periods": ContractPeriod,
    "places": Place,
    "hours": BusinessHours,
    "systems": ContractSystem,
}
_Part = PeriodDraft | PlaceDraft | HoursDraft | SystemDraft


def add_contract_row(session: Session, draft: ContractDraft) -> Contract:
    """Add a contract with its parts and its ten unchecked subjects, through a writing session."""
    row = Contract(id=new_id())
    refuse_unsound(session, draft, row.id)
    _fill(session, row, draft)
    session.add(row)
    session.flush()
    for name in PARTS:
        _put_parts(session, row.id, name, getattr(draft, name), {})
    for subject in ContractSubject:
        session.add(ContractSubjectCheck(contract_id=row.id, subject=subject, result=SubjectCheck.UNCHECKED))
    return row


def draw_up_contract(session: Session, draft: ContractDraft) -> tuple[Base, ...]:
    """Return a contract whose number is free and its parts, checked but not added (``add_drawn_up`` does).

    Its subjects get no rows: one without a row is unchecked.
    """
    refuse_unsound_new(session, draft)
    row = Contract(id=new_id())
    _fill(session, row, draft)
    parts = [
        _filled(PARTS[name](id=new_id(), contract_id=row.id), part)
        for name in PARTS
        for part in getattr(draft, name)
    ]
    return (row, *parts)


def add_drawn_up(session: WritingSession, rows: Iterable[Base]) -> None:
    """Write contracts drawn up before, with their parts, kind by kind."""
    by_model: dict[type[Base], list[dict[str, Any]]] = {Contract: []}
    for row in rows:
        by_model.setdefault(type(row), []).append(fresh_values(row))
    for model, values in by_model.items():
        session.add_many(model, values)


def change_contract_row(session: Session, row: Contract, draft: ContractDraft, today: dt.date) -> None:
    """Change a contract; parts no longer named are withdrawn, not deleted, and come back if named again."""
    refuse_unsound(session, draft, row.id)
    _fill(session, row, draft)
    touch(row)
    session.flush()
    for name, model in PARTS.items():
        query = select(model).where(model.contract_id == row.id)
        old = {part.id: part for part in session.scalars(query)}
        kept = _put_parts(session, row.id, name, getattr(draft, name), old)
        for part in old.values():
            if part not in kept and part.withdrawn_on is None:
                part.withdrawn_on, part.withdrawn_reason = today, _("契約の変更で除かれた")
        session.flush()


def _fill(session: Session, row: Contract, draft: ContractDraft) -> None:
    for each in fields(ContractDraft):
        if each.name in PARTS:
            continue
        value: Any = getattr(draft, each.name)
        if type(value) is str:
            value = value.strip()
        elif isinstance(value, tuple):
            value = [word for part in value if (word := str(part).strip())]
        if getattr(row, each.name) != value:
            setattr(row, each.name, value)
    row.title_kana = normalise_kana(draft.title_kana, field="title_kana")
    with session.no_autoflush:
        renew_contract(session, row)


def _put_parts(
    session: Session, contract_id: UUID, name: str, parts: Iterable[_Part], old: dict[UUID, Any]
) -> list[Any]:
    """Write one kind of parts over the old rows they match; return the rows that stand now."""
    model = PARTS[name]
    by_weekday = {row.weekday: row for row in old.values()} if name == "hours" else {}
    rows = []
    for part in parts:
        if isinstance(part, HoursDraft):
            row = by_weekday.get(part.weekday)  # a weekday has one row, whatever identifier was kept
        else:
            row = old.get(part.id) if part.id else None
        if row is None:
            row = model(id=_free_id(session, model, part), contract_id=contract_id)
            session.add(row)
        elif row.withdrawn_on is not None:
            row.withdrawn_on, row.withdrawn_reason = None, ""
        _fill_part(row, part)
        rows.append(row)
    return rows


def _free_id(session: Session, model: Any, part: _Part) -> UUID:
    """Return the part's own identifier unless a row has it: a copied contract brings those of the first."""
    if part.id is None or isinstance(part, HoursDraft) or session.get(model, part.id) is not None:
        return new_id()
    return part.id


def _filled(row: Any, part: _Part) -> Any:
    _fill_part(row, part)
    return row


def _fill_part(row: Any, part: _Part) -> None:
    for each in fields(part):
        value = getattr(part, each.name)
        if each.name != "id" and getattr(row, each.name) != value:
            setattr(row, each.name, value.strip() if type(value) is str else value)


def amend(
    session: Session,
    row: Contract,
    draft: ContractDraft,
    *,
    amended_on: dt.date,
    reason: str,
    today: dt.date,
) -> Amendment:
    """Change a contract by an amendment (変更契約) that keeps the changed fields before and after."""
    _refuse_amendment(row, amended_on, reason)
    before = plain_draft(read_draft(session, row))
    change_contract_row(session, row, draft, today)
    after = plain_draft(read_draft(session, row))
    changed = [name for name in after if before[name] != after[name]]
    numbers = session.scalars(select(Amendment.number).where(Amendment.contract_id == row.id))
    amendment = Amendment(
        contract_id=row.id,
        number=max(numbers, default=0) + 1,
        amended_on=amended_on,
        reason=reason.strip(),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    session.add(amendment)
    return amendment


def _refuse_amendment(row: Contract, amended_on: dt.date, reason: str) -> None:
    if not reason.strip():
        raise RefusedError(
            _("変更の内容・理由がありません。"), _("何をなぜ変えたかを書いてください。"), field="reason"
        )
    if row.signed_on is not None and amended_on < row.signed_on:
        raise RefusedError(
            _("変更日が契約締結日より前です。"), _("日付を見直してください。"), field="amended_on"
        )


def plain_draft(draft: ContractDraft) -> dict[str, Any]:
    """Return a draft as JSON can carry it; parts without their identifiers."""
    values: dict[str, Any] = {}
    for each in fields(draft):
        value = getattr(draft, each.name)
        if each.name in PARTS:
            values[each.name] = [
                {part.name: plain(getattr(one, part.name)) for part in fields(one) if part.name != "id"}
                for one in value
            ]
        else:
            values[each.name] = [plain(one) for one in value] if isinstance(value, tuple) else plain(value)
    return values
