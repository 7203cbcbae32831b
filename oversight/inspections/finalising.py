"""Finalising: the gaps told, then the record frozen; a later correction is a new version with a reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.inspection import Inspection, InspectionRecord, InspectionState
from models.journal import JournalHead
from oversight.approvals.deeds import refuse_under_way
from oversight.checklist import gaps
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspections.conducting import open_inspection
from oversight.inspections.evidence_gaps import counted_items, evidence_gaps
from oversight.inspections.findings import put_findings
from oversight.inspections.reading import given_in, read_detail
from oversight.inspections.record_document import Version, build_record, document_from_record
from oversight.inspections.rows import Finished, GapRow, InspectionDetail
from oversight.inspections.transcription_reading import transcription_gaps
from oversight.journal import Head
from oversight.words import _, _n


def list_gaps(detail: InspectionDetail) -> tuple[GapRow, ...]:
    """Return what is missing, in the checklist's order, then evidence not finished, people and closing talk.

    Last come a paper not checked and what is not accounted for at the door.
    Where photography is forbidden an item that owes a photo owes other evidence instead.
    """
    answers = given_in(detail, counted_items(detail))
    found = gaps(
        detail.edition,
        detail.facts,
        answers,
        detail.conclusion,
        today=detail.day,
        may_photograph=not detail.photography_forbidden,
    )
    return (
        *(GapRow.of(gap) for gap in found),
        *evidence_gaps(detail),
        *_people_gaps(detail),
        *transcription_gaps(detail),
        *detail.door_gaps,
    )


def _people_gaps(detail: InspectionDetail) -> tuple[GapRow, ...]:
    rows = []
    if not detail.attendees:
        rows.append(GapRow("attendees", _("委託先の立会者が記録されていません。")))
    if not detail.closing_talk:
        rows.append(GapRow("closing_talk", _("講評が書かれていません。")))
    return tuple(rows)


def finalise(session: Session, desk: Desk, inspection_id: UUID) -> Finished:
    """Freeze the record as its next version and make the findings.

    Raise ``RefusedError`` while a gap is open: the caller lists them with ``list_gaps``.
    """
    row = open_inspection(session, inspection_id)
    detail = read_detail(session, inspection_id)
    missing = list_gaps(detail)
    if missing:
        raise RefusedError(
            _n("まだ確定できません。不足が{count}件あります。", len(missing)).format(count=len(missing)),
            missing[0].sentence,
            field=missing[0].item_id,
        )
    now = desk.clock.now()
    if row.ended_at is None and row.started_at is not None:
        row.ended_at = now
    asked = set(detail.asked) & set(detail.answers)
    answered = [(item, detail.answers[item.id]) for item in detail.edition.items if item.id in asked]
    findings = put_findings(session, row, detail.edition, answered)
    record = _freeze(session, desk, row, now)
    row.state, row.correction_reason = InspectionState.FINALISED, ""
    return Finished(record.id, record.number, tuple(each.number for each in findings))


def _freeze(session: Session, desk: Desk, row: Inspection, at: dt.datetime) -> InspectionRecord:
    count = session.scalar(
        select(func.count()).select_from(InspectionRecord).where(InspectionRecord.inspection_id == row.id)
    )
    head_row = session.get_one(JournalHead, 1, populate_existing=True)
    head, number = Head(head_row.sequence, head_row.hash), (count or 0) + 1
    detail = read_detail(session, row.id)
    built = build_record(session, row, detail, desk, Version(number, head, at))
    document, document_hash = document_from_record(built)
    record = InspectionRecord(
        id=new_id(),
        inspection_id=row.id,
        number=number,
        finalised_at=at,
        finalised_by=desk.actor.signature,
        reason=row.correction_reason,
        document_hash=document_hash,
        journal_sequence=head.sequence,
        journal_hash=head.hash,
        document=document,
    )
    session.add(record)
    session.flush()  # while the inspection is open: the store takes no version of one that is recorded
    return record


def start_correction(session: Session, inspection_id: UUID, reason: str) -> Inspection:
    """Open a finalised inspection for a new version; the versions before it stay as they are."""
    row = get_row(session, Inspection, inspection_id)
    if row.state is not InspectionState.FINALISED:
        raise RefusedError(_("訂正できるのは、確定した記録だけです。"))
    if not reason.strip():
        raise RefusedError(
            _("訂正の理由がありません。"), _("理由を書いてください。"), field="correction_reason"
        )
    refuse_under_way(session, inspection_id)
    row.state, row.correction_reason = InspectionState.CORRECTING, reason.strip()
    return row
