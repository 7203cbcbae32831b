"""Printing: a finalised version from its frozen document, the notice from the plan."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.contract import Contract
from models.contractor import Contractor
from models.inspection import Inspection, InspectionRecord
from oversight.approvals.on_paper import with_approvals
from oversight.checklist.adopting import edition_in_store
from oversight.choice_words import word_of
from oversight.desk import Desk, get_row
from oversight.faces import face_of
from oversight.inspections.reading import progress_of, read_detail
from oversight.inspections.record_document import (
    photo_hashes,
    record_from_document,
    source_of_document,
    with_images,
)
from oversight.inspections.record_spoken import spoken_record
from oversight.inspections.signature_reading import printed_signatures
from oversight.inspections.visiting import told_tier
from oversight.papers import Paper, print_inspection_notice, print_inspection_record
from oversight.papers.notice_data import InspectionNoticeData
from oversight.papers.record_data import InspectionRecordData, InspectorData
from oversight.settings import read_settings
from oversight.words import language


def print_record(session: Session, record_id: UUID) -> Paper:
    """Return the PDF of a finalised version: its frozen document and photos, who signed it, who approved it.

    In another language than Japanese the titles of the items come from the edition, which never changes.
    """
    record, source = read_record(session, record_id)
    return print_inspection_record(record, source)


def read_record(session: Session, record_id: UUID) -> tuple[InspectionRecordData, bytes]:
    """Return a finalised version as it is printed in the language in use, and the JSON it was frozen as."""
    row = get_row(session, InspectionRecord, record_id)
    record = record_from_document(row.document)
    if language() != "ja":
        inspection = get_row(session, Inspection, row.inspection_id)
        record = spoken_record(record, edition_in_store(session, inspection.edition_id))
    query = select(Attachment.sha256, Attachment.content).where(Attachment.sha256.in_(photo_hashes(record)))
    images = dict(session.execute(query).all())
    record = replace(with_images(record, images), signatures=printed_signatures(session, row))
    return with_approvals(session, record_id, record), source_of_document(row.document)


def print_notice(session: Session, desk: Desk, inspection_id: UUID) -> Paper:
    """Return the PDF of the notice (実施通知書) of a planned inspection."""
    row = get_row(session, Inspection, inspection_id)
    return print_inspection_notice(_notice(session, desk, row))


def _notice(session: Session, desk: Desk, row: Inspection) -> InspectionNoticeData:
    detail = read_detail(session, row.id)
    contract = get_row(session, Contract, row.contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    settings = read_settings(session)
    return face_of(
        InspectionNoticeData,
        detail,
        city_name=settings.city,
        owning_section=detail.department,
        document_number=detail.notice_number,
        document_on=detail.notice_on or desk.today(),
        addressee=contractor.name,
        addressee_person=_joined(contractor.representative_title, contractor.representative_name),
        sender=_joined(settings.city, detail.department),
        inspection_number=detail.number,
        place=_joined(detail.place, detail.place_address),
        kind=word_of(detail.kind),
        method=word_of(detail.method),
        inspectors=tuple(face_of(InspectorData, each) for each in detail.inspectors),
        sections=tuple(each.title for each in progress_of(detail)),
        made_at=desk.clock.now(),
        documents=(),
        devices_note="",
        contact=contract.officer_in_charge,
        seal_omitted=True,
        subcontractor=told_tier(detail.subcontractor, detail.subcontract_depth),
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
