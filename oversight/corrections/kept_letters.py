"""Letters about findings as they were made: of a finding, of an inspection, one to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.correction import FindingLetter, FindingLetterItem, LetterKind
from models.department import Department
from models.inspection import Inspection, InspectionRecord, InspectionState
from oversight.desk import get_row
from oversight.reports import LetterRow, SentLetter
from oversight.reports.climbing import letter_row
from oversight.reports.letters import sent_letter
from oversight.words import _


def list_letters(session: Session, finding_id: UUID) -> tuple[LetterRow, ...]:
    """Return the letters about a finding, the first first."""
    query = (
        select(FindingLetter)
        .join(FindingLetterItem, FindingLetterItem.letter_id == FindingLetter.id)
        .where(FindingLetterItem.finding_id == finding_id, FindingLetterItem.withdrawn_on.is_(None))
        .order_by(FindingLetter.issued_on, FindingLetter.id)
    )
    return tuple(letter_row(row) for row in session.scalars(query))


def read_sent(session: Session, letter_id: UUID) -> SentLetter:
    """Return a letter as it was made, with the contractor's address for mail."""
    row = get_row(session, FindingLetter, letter_id)
    subject = _("個人情報の取扱いに係る{title}の送付について").format(title=row.title)
    return sent_letter(session, row, subject)


def parties_of(session: Session, contract_id: UUID) -> tuple[Contract, Contractor, Department]:
    """Return a contract, its contractor and the section that owns it."""
    contract = get_row(session, Contract, contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    return contract, contractor, get_row(session, Department, contract.department_id)


def person_of(contractor: Contractor) -> str:
    """Return whom letters go to: the representative."""
    return f"{contractor.representative_title} {contractor.representative_name}".strip()


def newest_record(session: Session, inspection_id: UUID) -> InspectionRecord | None:
    """Return the newest finalised version of an inspection's record."""
    query = select(InspectionRecord).where(InspectionRecord.inspection_id == inspection_id)
    return session.scalars(query.order_by(InspectionRecord.number.desc()).limit(1)).first()


def results_of(session: Session, inspection_id: UUID) -> tuple[FindingLetter, ...]:
    """Return the result notices of an inspection, one for each version told."""
    query = select(FindingLetter).where(
        FindingLetter.inspection_id == inspection_id,
        FindingLetter.kind == LetterKind.RESULT,
        FindingLetter.withdrawn_on.is_(None),
    )
    return tuple(session.scalars(query.order_by(FindingLetter.record_number)))


@dataclass(frozen=True)
class ResultNotices:
    """The result notices of an inspection, and whether its newest version still owes one."""

    letters: tuple[LetterRow, ...]
    is_owed: bool


def read_results(session: Session, inspection_id: UUID) -> ResultNotices:
    """Return the result notices of an inspection."""
    letters = results_of(session, inspection_id)
    record = newest_record(session, inspection_id)
    state = get_row(session, Inspection, inspection_id).state
    told = {letter.record_number for letter in letters}
    is_owed = state is InspectionState.FINALISED and record is not None and record.number not in told
    return ResultNotices(tuple(map(letter_row, letters)), is_owed)
