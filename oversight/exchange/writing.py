"""One row of a file onto the register: found among what stands, then added, changed or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select

from models.base import Base
from models.contract import Contract, PeriodKind
from models.contractor import Contractor
from models.department import Department
from oversight.calendar import TypedDay
from oversight.errors import RefusedError
from oversight.exchange.outcomes import Action
from oversight.exchange.rows import Problem
from oversight.field_words import field_word, table_word
from oversight.japanese import fold
from oversight.ledger.noting import plain
from oversight.people.departments import add_department_row
from oversight.prose import refuse_in_row
from oversight.register.contract_drafts import ContractDraft, PeriodDraft, PlaceDraft
from oversight.register.contract_reading import read_draft
from oversight.register.contract_writing import (
    add_drawn_up,
    change_contract_row,
    draw_up_contract,
    plain_draft,
)
from oversight.register.contractors import (
    ContractorDraft,
    add_contractor_row,
    change_contractor_row,
    draft_of,
)
from oversight.register.standing import get_standing
from oversight.store import WritingSession
from oversight.words import _

Changes = dict[str, tuple[str, str]]


class Taker(Protocol):
    """Takes the rows of one kind of file, one after the other, through a writing session."""

    def take(self, values: Mapping[str, Any]) -> tuple[Action, Changes, list[Problem]]:
        """Write one row; raise ``RefusedError`` if it cannot be written."""

    def takes_whole(self, values: Mapping[str, Any]) -> bool:
        """Tell whether the row is refused before anything of it is written, so that nothing is taken back."""

    def finish(self) -> None:
        """Write what waits to be written in one go."""


class ContractorTaker:
    """Contractors: known by corporate number, else by folded name and, if several bear it, address."""

    def __init__(self, session: WritingSession, today: dt.date) -> None:
        self._session, self._today = session, today
        self._by_number: dict[str, Contractor] = {}
        self._by_name: dict[str, list[Contractor]] = {}
        for row in session.scalars(select(Contractor).where(Contractor.withdrawn_on.is_(None))):
            self._know(row)

    def take(self, values: Mapping[str, Any]) -> tuple[Action, Changes, list[Problem]]:
        """Add or change one contractor."""
        row = self._find(values)
        if row is None:
            added = add_contractor_row(self._session, ContractorDraft(**values))
            self._know(added)
            return Action.NEW, {}, []
        before = draft_of(row)
        after = replace(before, **values)
        changes = _changes("contractor", vars(before), vars(after))
        if not changes:
            return Action.UNCHANGED, {}, []
        change_contractor_row(self._session, row, after)
        self._session.flush()  # what is remembered must stand
        self._know(row)
        return Action.CHANGED, changes, []

    def takes_whole(self, values: Mapping[str, Any]) -> bool:  # noqa: ARG002 - the protocol's
        """Tell that each row is written at once."""
        return False

    def finish(self) -> None:
        """Leave nothing waiting."""

    def _know(self, row: Contractor) -> None:
        """Remember what a row is found by; a name it no longer bears is told apart when looked up."""
        if row.corporate_number:
            self._by_number[row.corporate_number] = row
        same = self._by_name.setdefault(fold(row.name), [])
        if row not in same:
            same.append(row)

    def _find(self, values: Mapping[str, Any]) -> Contractor | None:
        number, name = values.get("corporate_number", ""), fold(values["name"])
        known = self._by_number.get(number) if number else None
        if known is not None and known.corporate_number == number:
            return known
        found = [
            row
            for row in self._by_name.get(name, [])
            if fold(row.name) == name and not (number and row.corporate_number)
        ]
        if len(found) > 1:
            address = fold(values.get("address", ""))
            found = [row for row in found if fold(row.address) == address] or _refuse_ambiguous()
        return found[0] if found else None


def _refuse_ambiguous() -> list[Contractor]:
    raise RefusedError(
        _("同じ名称の委託先が2つ以上あります。"), _("法人番号を書き加えてください。"), field="name"
    )


class ContractTaker:
    """Contracts: known by number; the contractor by corporate number or name; sections made as needed."""

    def __init__(self, session: WritingSession, today: dt.date) -> None:
        self._session, self._today = session, today
        query = select(Contractor).where(Contractor.withdrawn_on.is_(None))
        self._contractors = list(session.scalars(query))  # held, so that no contract loads its own again
        self._by_number = {row.corporate_number: row.id for row in self._contractors if row.corporate_number}
        self._by_name: dict[str, list[UUID]] = {}
        for row in self._contractors:
            self._by_name.setdefault(fold(row.name), []).append(row.id)
        sections = session.scalars(select(Department).where(Department.withdrawn_on.is_(None)))
        self._departments = {fold(row.name): row for row in sections}
        numbers = select(Contract.number, Contract.id)  # whatever bears a number, it is not free
        self._contracts = {row.number: row.id for row in session.execute(numbers)}
        self._waiting: dict[UUID, tuple[Base, ...]] = {}

    def takes_whole(self, values: Mapping[str, Any]) -> bool:
        """Tell that of a new contract of a known section nothing is written before ``finish``."""
        is_new = values["number"].strip() not in self._contracts
        return is_new and fold(values["department"]) in self._departments

    def take(self, values: Mapping[str, Any]) -> tuple[Action, Changes, list[Problem]]:
        """Add or change one contract."""
        contractor_id = self._contractor(values)
        department, problems = self._department(values["department"].strip())
        known = self._contracts.get(values["number"].strip())
        if known is None:
            action, changes = Action.NEW, Changes()
            self._add(values, contractor_id, department.id)
        else:
            row = get_standing(self._session, Contract, known, field="number")
            action, changes = self._change(row, values, contractor_id, department.id)
            self._session.flush()  # what is remembered must stand
        self._departments[fold(values["department"])] = department
        return action, changes, problems

    def finish(self) -> None:
        """Write the contracts that wait, with their parts."""
        add_drawn_up(self._session, chain.from_iterable(self._waiting.values()))
        self._waiting = {}

    def _add(self, values: Mapping[str, Any], contractor_id: UUID, department_id: UUID) -> None:
        """Draw a contract up; what could be refused on writing is refused here."""
        base = ContractDraft(values["number"], values["title"], contractor_id, department_id)
        rows = draw_up_contract(self._session, _drafted(base, values, contractor_id, department_id))
        for row in rows:
            refuse_in_row(type(row), vars(row))
        own_id: UUID = vars(rows[0])["id"]
        self._waiting[own_id] = rows
        self._contracts[values["number"].strip()] = own_id

    def _change(
        self, row: Contract, values: Mapping[str, Any], contractor_id: UUID, department_id: UUID
    ) -> tuple[Action, Changes]:
        before = read_draft(self._session, row)
        after = _drafted(before, values, contractor_id, department_id)
        changes = _changes("contract", plain_draft(before), plain_draft(after))
        if not changes:
            return Action.UNCHANGED, {}
        change_contract_row(self._session, row, after, self._today)
        return Action.CHANGED, changes

    def _contractor(self, values: Mapping[str, Any]) -> UUID:
        number, name = values.get("corporate_number", ""), values.get("contractor", "")
        if number in self._by_number:
            return self._by_number[number]
        found = self._by_name.get(fold(name), []) if name and not number else []
        if len(found) == 1:
            return found[0]
        sentence = _("同じ名称の委託先が2つ以上あります。") if found else _("委託先が登録されていません。")
        remedy = _("先に委託先を登録するか、法人番号を書き加えてください。")
        raise RefusedError(sentence, remedy, field="contractor")

    def _department(self, name: str) -> tuple[Department, list[Problem]]:
        known = self._departments.get(fold(name))
        if known is not None:
            return known, []
        row = add_department_row(self._session, name=name)
        told = _("所管課「{name}」を新しく登録します。").format(name=name)
        return row, [Problem("department", told, is_warning=True)]


_OWN = frozenset(each.name for each in fields(ContractDraft))


def _drafted(
    base: ContractDraft, values: Mapping[str, Any], contractor_id: UUID, department_id: UUID
) -> ContractDraft:
    """Return the draft with what the file's columns say; other fields stay as they are."""
    own = {name: value for name, value in values.items() if name in _OWN and name != "signed_on"}
    signed = values.get("signed_on")
    if isinstance(signed, TypedDay):
        own |= {"signed_on": signed.day, "signed_as_written": signed.as_written}
    place = values.get("place")
    if place and all(each.name != place for each in base.places):
        own["places"] = (*base.places, PlaceDraft(place))
    return replace(
        base,
        **own,
        contractor_id=contractor_id,
        department_id=department_id,
        periods=tuple(_periods(base, values)),
    )


def _periods(base: ContractDraft, values: Mapping[str, Any]) -> Iterator[PeriodDraft]:
    for kind, prefix in ((PeriodKind.PREPARATION, "preparation"), (PeriodKind.SERVICE, "service")):
        known = [each for each in base.periods if each.kind is kind]
        start, end = values.get(f"{prefix}_from"), values.get(f"{prefix}_until")
        if isinstance(start, TypedDay) and isinstance(end, TypedDay):
            own_id = known[0].id if known else None
            yield PeriodDraft(kind, start.day, end.day, start.as_written, end.as_written, own_id)
            known = known[1:]
        yield from known


def _changes(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    return {
        _word(table, name): (_shown(before[name]), _shown(after[name]))
        for name in after
        if plain(before[name]) != plain(after[name])
    }


_PART_TABLES = {
    "periods": "contract_period",
    "places": "place",
    "hours": "business_hours",
    "systems": "contract_system",
}


def _word(table: str, name: str) -> str:
    return table_word(_PART_TABLES[name]) if name in _PART_TABLES else field_word(table, name)


def _shown(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return _("、").join(_shown(each) for each in value)
    if isinstance(value, Mapping):
        return " ".join(str(each) for each in value.values() if each)
    return str(value)


TAKERS: dict[str, type[ContractorTaker] | type[ContractTaker]] = {
    "contractors": ContractorTaker,
    "contracts": ContractTaker,
}
