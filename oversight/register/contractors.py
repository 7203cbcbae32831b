"""The register of contractors (委託先台帳)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.contractor import Contractor, ContractorKind, ContractorState
from models.subcontract import Subcontract
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.contact import is_phone, is_postal_code, normalise_phone, normalise_postal_code
from oversight.corporate_number import parse_corporate_number
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.japanese import fold, search_text_of
from oversight.register.contract_drafts import Remark
from oversight.register.kana import normalise_kana
from oversight.register.search_texts import renew_contracts_of
from oversight.register.standing import get_standing, owe_reason, withdraw
from oversight.words import _


@dataclass(frozen=True)
class ContractorDraft:
    """A contractor as entered (docs/records.md#contractors); the corporate number may be empty (個人事業)."""

    name: str
    kana: str = ""
    corporate_number: str = ""
    kind: ContractorKind = ContractorKind.PRIVATE
    state: ContractorState = ContractorState.CANDIDATE
    representative_title: str = ""
    representative_name: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    contact_department: str = ""
    contact_name: str = ""
    email: str = ""
    privacy_mark_number: str = ""
    privacy_mark_until: dt.date | None = None
    iso27001_number: str = ""
    iso27001_until: dt.date | None = None
    past_incidents: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class ContractorRow:
    """A contractor as lists show it."""

    id: UUID
    version: int
    name: str
    kana: str
    corporate_number: str
    kind: ContractorKind
    state: ContractorState
    address: str
    contracts: int
    search_text: str


@dataclass(frozen=True)
class ContractorDetail:
    """All of a contractor, ready to be changed."""

    id: UUID
    version: int
    draft: ContractorDraft


class ContractorsService:
    """Adds, changes, withdraws and lists contractors."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_contractor(self, draft: ContractorDraft) -> Change:
        """Register a contractor; a corporate number already registered is refused."""
        with self._desk.writing(Deed.EDIT_REGISTER, "contractor.add") as session:
            row = add_contractor_row(session, draft)
        return Change.of(Subject.CONTRACTOR, row_id=row.id)

    def change_contractor(
        self, contractor_id: UUID, draft: ContractorDraft, *, version: int | None = None, reason: str = ""
    ) -> Change:
        """Change a contractor; a stale ``version`` is refused."""
        with self._desk.writing(Deed.EDIT_REGISTER, "contractor.change", reason) as session:
            row = get_standing(session, Contractor, contractor_id)
            check_version(row, version)
            change_contractor_row(session, row, draft)
        return Change.of(Subject.CONTRACTOR, Subject.CONTRACT, row_id=contractor_id)

    def withdraw_contractor(self, contractor_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Withdraw a contractor that has no contract and no tier; its corporate number is free again."""
        owe_reason(reason)
        with self._desk.writing(Deed.EDIT_REGISTER, "contractor.withdraw", reason) as session:
            row = get_standing(session, Contractor, contractor_id)
            check_version(row, version)
            _refuse_used(session, contractor_id)
            withdraw(row, on=self._desk.today(), reason=reason)
            row.corporate_number = None
        return Change.of(Subject.CONTRACTOR, row_id=contractor_id)

    def get_contractor(self, contractor_id: UUID) -> ContractorDetail:
        """Return all of a contractor."""
        with self._desk.reading() as session:
            row = get_row(session, Contractor, contractor_id)
            return ContractorDetail(row.id, row.version, draft_of(row))

    def list_contractors(self) -> tuple[ContractorRow, ...]:
        """Return the contractors that are not withdrawn, by kana."""
        counts = (
            select(Contract.contractor_id, func.count().label("contracts"))
            .where(Contract.withdrawn_on.is_(None))
            .group_by(Contract.contractor_id)
            .subquery()
        )
        query = (
            select(
                Contractor.id,
                Contractor.version,
                Contractor.name,
                Contractor.kana,
                func.coalesce(Contractor.corporate_number, "").label("corporate_number"),
                Contractor.kind,
                Contractor.state,
                Contractor.address,
                func.coalesce(counts.c.contracts, 0).label("contracts"),
                Contractor.search_text,
            )
            .outerjoin(counts, counts.c.contractor_id == Contractor.id)
            .where(Contractor.withdrawn_on.is_(None))
        )
        with self._desk.reading() as session:
            rows = [ContractorRow(*row) for row in session.execute(query)]
        return tuple(sorted(rows, key=lambda row: (row.kana, row.name)))

    def find_contractor(self, corporate_number: str) -> ContractorDetail | None:
        """Return the contractor of a corporate number, if registered."""
        digits = parse_corporate_number(corporate_number)
        with self._desk.reading() as session:
            row = _by_number(session, digits)
            return ContractorDetail(row.id, row.version, draft_of(row)) if row else None

    def list_similar(self, draft: ContractorDraft, *, apart_from: UUID | None = None) -> tuple[str, ...]:
        """Return the names of registered contractors that read or fold alike: perhaps the same body."""
        name, kana = fold(draft.name), fold(draft.kana)
        query = select(Contractor.id, Contractor.name, Contractor.kana).where(
            Contractor.withdrawn_on.is_(None)
        )
        with self._desk.reading() as session:
            others = [row for row in session.execute(query) if row.id != apart_from]
        return tuple(
            sorted(row.name for row in others if fold(row.name) == name or (kana and fold(row.kana) == kana))
        )

    def review_contractor(
        self, draft: ContractorDraft, *, apart_from: UUID | None = None
    ) -> tuple[Remark, ...]:
        """Return what to look at before saving; nothing is written and nothing is refused."""
        similar = self.list_similar(draft, apart_from=apart_from)
        sentence = _("似た名称の委託先「{name}」が登録されています。")
        return (
            *(Remark("name", sentence.format(name=name)) for name in similar),
            *_remarks(draft, self._desk.today()),
        )


def add_contractor_row(session: Session, draft: ContractorDraft) -> Contractor:
    """Add a contractor through a writing session."""
    row = Contractor(id=new_id())
    _fill(session, row, draft)
    session.add(row)
    session.flush()
    return row


def change_contractor_row(session: Session, row: Contractor, draft: ContractorDraft) -> None:
    """Change a contractor through a writing session, and what its contracts are found by."""
    before = (row.name, row.kana)
    _fill(session, row, draft)
    if before != (row.name, row.kana):
        session.flush()
        renew_contracts_of(session, row)


def draft_of(row: Contractor) -> ContractorDraft:
    """Return a row as it would be entered."""
    values = {each.name: getattr(row, each.name) for each in fields(ContractorDraft)}
    return ContractorDraft(**{**values, "corporate_number": row.corporate_number or ""})


def _fill(session: Session, row: Contractor, draft: ContractorDraft) -> None:
    if not draft.name.strip():
        raise RefusedError(_("委託先の名称がありません。"), _("名称を入力してください。"), field="name")
    number = parse_corporate_number(draft.corporate_number)
    with session.no_autoflush:
        other = _by_number(session, number)
    if other is not None and other.id != row.id:
        sentence = _("同じ法人番号の委託先「{name}」が登録されています。").format(name=other.name)
        raise RefusedError(sentence, _("その委託先を選んでください。"), field="corporate_number")
    for each in fields(ContractorDraft):
        value = getattr(draft, each.name)
        setattr(row, each.name, value.strip() if type(value) is str else value)
    row.kana = normalise_kana(draft.kana, field="kana")
    row.corporate_number = number or None
    row.postal_code = normalise_postal_code(draft.postal_code)
    row.phone, row.fax = normalise_phone(draft.phone), normalise_phone(draft.fax)
    row.search_text = search_text_of(row.name, row.kana, number, row.address, row.representative_name)


def _by_number(session: Session, number: str) -> Contractor | None:
    if not number:
        return None
    return session.scalar(select(Contractor).where(Contractor.corporate_number == number))


def _refuse_used(session: Session, contractor_id: UUID) -> None:
    contracts = select(Contract.id).where(
        Contract.contractor_id == contractor_id, Contract.withdrawn_on.is_(None)
    )
    if session.scalars(contracts).first() is not None:
        raise RefusedError(_("契約のある委託先は取り下げられません。"), _("先に契約を取り下げてください。"))
    tiers = (
        select(Subcontract.id)
        .join(Contract, Subcontract.contract_id == Contract.id)
        .where(
            Subcontract.contractor_id == contractor_id,
            Subcontract.withdrawn_on.is_(None),
            Contract.withdrawn_on.is_(None),
        )
    )
    if session.scalars(tiers).first() is not None:
        raise RefusedError(
            _("再委託先になっている委託先は取り下げられません。"), _("先に再委託を取り下げてください。")
        )


def _remarks(draft: ContractorDraft, today: dt.date) -> Iterator[Remark]:
    if not draft.corporate_number.strip() and draft.kind is not ContractorKind.SOLE_PROPRIETOR:
        yield Remark("corporate_number", _("法人番号がありません。"))
    if draft.postal_code.strip() and not is_postal_code(draft.postal_code):
        yield Remark("postal_code", _("郵便番号として読めません（例 060-8611）。"))
    for field in ("phone", "fax"):
        number = getattr(draft, field)
        if number.strip() and not is_phone(number):
            yield Remark(field, _("電話番号として読めません（例 011-211-2167）。"))
    if draft.privacy_mark_until is not None and draft.privacy_mark_until < today:
        yield Remark("privacy_mark_until", _("プライバシーマークの有効期限が過ぎています。"))
    if draft.iso27001_until is not None and draft.iso27001_until < today:
        yield Remark("iso27001_until", _("ISO/IEC 27001の有効期限が過ぎています。"))
