"""Findings made when a record is finalised: those of its nonconforming answers, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.finding import Finding, FindingState
from models.inspection import Inspection
from models.marks import Mark
from oversight.checklist import Edition, Item
from oversight.findings.severity import corrective_due, raised, told_due
from oversight.inspections.drafts import AnswerDraft, SavedAnswer
from oversight.settings import OfficeSettings, read_settings
from oversight.words import speaking


def put_findings(
    session: Session, inspection: Inspection, edition: Edition, answers: Iterable[tuple[Item, SavedAnswer]]
) -> tuple[Finding, ...]:
    """Make, renew or drop the inspection's findings so that they are those of its nonconforming answers."""
    query = select(Finding).where(Finding.inspection_id == inspection.id)
    known = {row.item_id: row for row in session.scalars(query)}
    settings = read_settings(session)
    standing = []
    for item, saved in (each for each in answers if each[1].draft.mark is Mark.NONCONFORMING):
        row = known.pop(item.id, None) or _new_finding(session, inspection, item)
        _fill(row, inspection, edition, item, saved.draft, settings)
        standing.append(row)
    for row in known.values():
        row.state = FindingState.DROPPED
    session.flush()
    return tuple(standing)


def _new_finding(session: Session, inspection: Inspection, item: Item) -> Finding:
    """Make the next finding of the inspection; the number of one that was dropped is never given again."""
    query = select(func.count()).select_from(Finding).where(Finding.inspection_id == inspection.id)
    number = 1 + session.scalars(query).one()
    earlier_id = _earlier(session, inspection, item.id)
    row = Finding(
        id=new_id(),
        number=f"{inspection.number}-{number:02d}",
        inspection_id=inspection.id,
        contract_id=inspection.contract_id,
        item_id=item.id,
        state=FindingState.OPEN,
        repeated=earlier_id is not None,
        earlier_id=earlier_id,
    )
    session.add(row)
    return row


def _earlier(session: Session, inspection: Inspection, item_id: str) -> UUID | None:
    """Return the newest finding on the same item in an earlier inspection of the contract."""
    query = (
        select(Finding.id)
        .join(Inspection, Finding.inspection_id == Inspection.id)
        .where(
            Finding.contract_id == inspection.contract_id,
            Finding.inspection_id != inspection.id,
            Finding.item_id == item_id,
            Finding.state != FindingState.DROPPED,
        )
        .order_by(Inspection.conducted_on.desc(), Finding.number.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def cited(edition: Edition, item: Item) -> str:
    """Return the basis of an item in a line, in Japanese: a finding is kept and printed in it."""
    with speaking("ja"):
        return "、".join(edition.cite(basis) for basis in item.basis)


def _fill(
    row: Finding,
    inspection: Inspection,
    edition: Edition,
    item: Item,
    draft: AnswerDraft,
    settings: OfficeSettings,
) -> None:
    found_on = inspection.conducted_on or inspection.planned_on
    row.severity = raised(item.severity) if row.repeated else item.severity
    row.raised_from = item.severity if row.severity is not item.severity else None
    computed = corrective_due(row.severity, found_on, settings)
    row.fact, row.measure = draft.finding_text, draft.measure
    row.basis = cited(edition, item)
    row.due_on = draft.correct_by or computed.day
    row.due_explanation = "" if draft.correct_by else told_due(row.severity, computed, settings)
    if row.state is FindingState.DROPPED:
        row.state = FindingState.OPEN
