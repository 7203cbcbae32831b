"""The register of contracts (委託契約台帳) as deeds."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import select

from models.base import new_id
from models.contract import Contract, ContractSubject, ContractSubjectCheck, SubjectCheck
from models.inspection import Inspection, InspectionState
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.register import contract_reading, contract_writing
from oversight.register.amendment_words import FieldChange, changes_of
from oversight.register.contract_checks import list_remarks
from oversight.register.contract_drafts import (
    ContractDetail,
    ContractDraft,
    ContractListRow,
    Remark,
)
from oversight.register.floor_plans import FloorPlanDeeds
from oversight.register.standing import get_standing, owe_reason, withdraw
from oversight.words import _


class ContractsService(FloorPlanDeeds):
    """Adds, changes, amends, checks, withdraws, lists and finds contracts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add_contract(self, draft: ContractDraft) -> Change:
        """Register a contract with its periods, places, hours and systems."""
        with self._desk.writing(Deed.EDIT_REGISTER, "contract.add") as session:
            row = contract_writing.add_contract_row(session, draft)
        return Change.of(Subject.CONTRACT, row_id=row.id)

    def change_contract(
        self, contract_id: UUID, draft: ContractDraft, *, version: int | None = None, reason: str = ""
    ) -> Change:
        """Mend what was entered; a change agreed with the contractor is an amendment."""
        with self._desk.writing(Deed.EDIT_REGISTER, "contract.change", reason) as session:
            row = get_standing(session, Contract, contract_id)
            check_version(row, version)
            contract_writing.change_contract_row(session, row, draft, self._desk.today())
        return Change.of(Subject.CONTRACT, row_id=contract_id)

    def amend_contract(
        self,
        contract_id: UUID,
        draft: ContractDraft,
        *,
        amended_on: dt.date,
        reason: str,
        version: int | None = None,
    ) -> Change:
        """Record 変更契約: the draft after it; the fields changed are kept before and after."""
        with self._desk.writing(Deed.EDIT_REGISTER, "contract.amend", reason) as session:
            row = get_standing(session, Contract, contract_id)
            check_version(row, version)
            contract_writing.amend(
                session, row, draft, amended_on=amended_on, reason=reason, today=self._desk.today()
            )
        return Change.of(Subject.CONTRACT, row_id=contract_id)

    def check_subject(
        self, contract_id: UUID, subject: ContractSubject, result: SubjectCheck, *, article: str = ""
    ) -> Change:
        """Record whether the contract's text holds one of the ten subjects, and in which article."""
        query = select(ContractSubjectCheck).where(
            ContractSubjectCheck.contract_id == contract_id, ContractSubjectCheck.subject == subject
        )
        with self._desk.writing(Deed.EDIT_REGISTER, "contract_subject_check.check") as session:
            get_standing(session, Contract, contract_id)
            row = session.scalars(query).one_or_none()
            if row is None:
                row = ContractSubjectCheck(id=new_id(), contract_id=contract_id, subject=subject)
                session.add(row)
            row.result, row.article = result, article.strip()
            row.checked_on, row.checked_by = self._desk.today(), self._desk.actor.signature
        return Change.of(Subject.CONTRACT, row_id=contract_id)

    def withdraw_contract(self, contract_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Withdraw a contract entered by mistake; its number is free again. One with inspections stays."""
        owe_reason(reason)
        inspected = select(Inspection.id).where(
            Inspection.contract_id == contract_id, Inspection.state != InspectionState.CALLED_OFF
        )
        with self._desk.writing(Deed.EDIT_REGISTER, "contract.withdraw", reason) as session:
            row = get_standing(session, Contract, contract_id)
            check_version(row, version)
            if session.scalars(inspected).first() is not None:
                raise RefusedError(
                    _("検査のある契約は取り下げられません。"), _("状態を「終結」か「解除」にしてください。")
                )
            withdraw(row, on=self._desk.today(), reason=reason)
            row.number = _("{number}（取下げ {mark}）").format(number=row.number, mark=row.id.hex[-8:])
        return Change.of(Subject.CONTRACT, row_id=contract_id)

    def get_contract(self, contract_id: UUID) -> ContractDetail:
        """Return all of a contract."""
        with self._desk.reading() as session:
            return contract_reading.read_detail(session, contract_id)

    def list_amended_fields(self, contract_id: UUID) -> dict[int, tuple[FieldChange, ...]]:
        """Return what each amendment changed, by its number, ready to be shown."""
        with self._desk.reading() as session:
            return contract_reading.read_changes(session, contract_id)

    def list_changes(self, before: ContractDraft, after: ContractDraft) -> tuple[FieldChange, ...]:
        """Return what lies between two drafts, ready to be shown before an amendment is saved."""
        old, new = contract_writing.plain_draft(before), contract_writing.plain_draft(after)
        changed = [name for name in new if old[name] != new[name]]
        sides = [{name: side[name] for name in changed} for side in (old, new)]
        with self._desk.reading() as session:
            names = contract_reading.names_in(session, sides)
        return changes_of(sides[0], sides[1], names)

    def list_contracts(self) -> tuple[ContractListRow, ...]:
        """Return the contracts that are not withdrawn, by number."""
        with self._desk.reading() as session:
            return contract_reading.list_rows(session, self._desk.today())

    def search_contracts(self, text: str) -> tuple[ContractListRow, ...]:
        """Return the contracts whose number, title, contractor or section holds every word of the text."""
        words = [fold(word) for word in text.split()]
        return tuple(row for row in self.list_contracts() if all(word in row.search_text for word in words))

    def review_contract(self, draft: ContractDraft) -> tuple[Remark, ...]:
        """Return what to look at before saving; nothing is written."""
        return list_remarks(draft)
