"""Reading inspections: the list, and all of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.contract import Contract, Place
from models.contractor import Contractor
from models.department import Department
from models.finding import Finding, FindingState
from models.inspection import (
    Answer,
    Attendee,
    Inspection,
    InspectionRecord,
    Inspector,
    Photo,
)
from models.marks import Mark
from oversight.checklist import AnswerGiven, Edition
from oversight.checklist.adopting import edition_in_store, has_workbook, lineage_in_store
from oversight.checklist.laying_out import Filled, lay_out
from oversight.checklist.unrolling import base_id
from oversight.desk import get_row
from oversight.faces import face_of
from oversight.inspection_years.states import OPEN
from oversight.inspections.door_gaps import read_door_gaps
from oversight.inspections.drafts import AnswerDraft, AttendeeDraft, InspectorDraft, SavedAnswer
from oversight.inspections.evidence import (
    evidence_counts,
    read_evidences,
    read_sketch_drafts,
)
from oversight.inspections.filling import (
    asks_for_picture,
    counted,
    given,
    note_of,
    read_answers,
    settled,
)
from oversight.inspections.reported import read_reported
from oversight.inspections.rows import (
    InspectionDetail,
    InspectionRow,
    PhotoRow,
    PreviousAnswer,
    RecordRow,
    SectionProgress,
)
from oversight.inspections.transcription_reading import read_transcription
from oversight.inspections.value_words import told_value
from oversight.inspections.visiting import body_visited

_OWN = (
    "id",
    "version",
    "number",
    "fiscal_year",
    "contract_id",
    "kind",
    "method",
    "state",
    "planned_on",
    "conducted_on",
    "conclusion",
)


def list_rows(session: Session, *, contract_id: UUID | None = None) -> tuple[InspectionRow, ...]:
    """Return all inspections, newest plan first, or those of one contract."""
    query = _list_query()
    if contract_id is not None:
        query = query.where(Inspection.contract_id == contract_id)
    return tuple(InspectionRow(**row._mapping) for row in session.execute(query))  # noqa: SLF001 - SQLAlchemy's public name


def _list_query() -> Select[Any]:
    answered, found, lead = _answered_counts(), _finding_counts(), _lead_names()
    own = [getattr(Inspection, name) for name in _OWN]
    return (
        select(
            *own,
            Contract.number.label("contract_number"),
            Contract.title.label("contract_title"),
            Contractor.name.label("contractor"),
            Department.name.label("department"),
            func.coalesce(Place.name, "").label("place"),
            func.coalesce(lead.c.lead, "").label("lead"),
            func.coalesce(answered.c.answered, 0).label("answered"),
            func.coalesce(found.c.findings, 0).label("findings"),
        )
        .join(Contract, Inspection.contract_id == Contract.id)
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .join(Department, Contract.department_id == Department.id)
        .outerjoin(Place, Inspection.place_id == Place.id)
        .outerjoin(answered, answered.c.inspection_id == Inspection.id)
        .outerjoin(found, found.c.inspection_id == Inspection.id)
        .outerjoin(lead, lead.c.inspection_id == Inspection.id)
        .where(Inspection.withdrawn_on.is_(None))
        .order_by(Inspection.planned_on.desc(), Inspection.number.desc())
    )


def _answered_counts() -> Subquery:
    """Count answers of open inspections only: a finalised one is whole."""
    return (
        select(Answer.inspection_id, func.count(Answer.mark).label("answered"))
        .join(Inspection, Answer.inspection_id == Inspection.id)
        .where(Inspection.state.in_(OPEN), Answer.withdrawn_on.is_(None))
        .group_by(Answer.inspection_id)
        .subquery()
    )


def _finding_counts() -> Subquery:
    return (
        select(Finding.inspection_id, func.count().label("findings"))
        .where(Finding.state != FindingState.DROPPED)
        .group_by(Finding.inspection_id)
        .subquery()
    )


def _lead_names() -> Subquery:
    return (
        select(Inspector.inspection_id, func.min(Inspector.name).label("lead"))
        .where(Inspector.is_lead, Inspector.withdrawn_on.is_(None))
        .group_by(Inspector.inspection_id)
        .subquery()
    )


def read_detail(session: Session, inspection_id: UUID) -> InspectionDetail:
    """Return all of one inspection: plan, people, answers, last time's answers, photos, versions."""
    row = get_row(session, Inspection, inspection_id)
    contract = get_row(session, Contract, row.contract_id)
    published = edition_in_store(session, row.edition_id)
    detail = face_of(
        InspectionDetail,
        row,
        contract_number=contract.number,
        contract_title=contract.title,
        contractor=get_row(session, Contractor, contract.contractor_id).name,
        department=get_row(session, Department, contract.department_id).name,
        **_where(session, row),
        inspectors=_inspectors(session, row.id),
        attendees=_attendees(session, row.id),
        documents_checked=tuple(row.documents_checked),
        facts=dict(row.facts),
        published=published,
        edition=published,
        repeats=dict(row.repeats),
        answers=read_answers(session, row.id, published),
        previous=_previous(session, row),
        photos=_photos(session, row.id),
        records=_records(session, row.id),
        asked=(),
        **_evidence(session, row),
        transcription=None,
        has_workbook=has_workbook(session, row.edition_id),
    )
    return _with_paper(session, asked_anew(detail))


def _with_paper(session: Session, detail: InspectionDetail) -> InspectionDetail:
    """Return an inspection with where its checklist on paper stands, by what is asked and answered."""
    transcription = read_transcription(session, detail.id, detail.edition, detail.asked, detail.answers)
    return replace(detail, transcription=transcription)


def _evidence(session: Session, row: Inspection) -> dict[str, Any]:
    """Return what speaks of the items: evidence, the monthly reports, the doors."""
    return {
        "evidences": read_evidences(session, row.id),
        "sketch_drafts": read_sketch_drafts(session, row.id),
        "reported": read_reported(session, row, lineage_in_store(session, row.edition_id)),
        "door_gaps": read_door_gaps(session, row.id),
    }


def _where(session: Session, row: Inspection) -> dict[str, Any]:
    """Return whom and which place the visit is paid to."""
    place = session.get(Place, row.place_id) if row.place_id else None
    body, depth = body_visited(session, row.subcontract_id)
    return {
        "subcontractor": body,
        "subcontract_depth": depth,
        "place": place.name if place else "",
        "place_address": place.address if place else "",
        "photography_forbidden": place.photography_forbidden if place else False,
        "floor_plan_id": place.floor_plan_id if place else None,
    }


def asked_anew(detail: InspectionDetail) -> InspectionDetail:
    """Return an inspection with its edition laid out, and what is asked in it, by the answers it now has."""
    filled = filled_of(detail)
    return replace(detail, edition=filled.edition, asked=filled.asked)


def filled_of(detail: InspectionDetail) -> Filled:
    """Return the edition as an inspection fills it, and what is asked in it now."""
    answers = given(detail.answers, counted(detail.photos))
    return lay_out(detail.published, detail.repeats, detail.facts, answers, today=detail.day)


def given_in(detail: InspectionDetail, counted_items: Iterable[str] = ()) -> dict[str, AnswerGiven]:
    """Return the answers as the checklist's rules want them, each with the number of its photos and evidence.

    ``counted_items`` are the items that tell a sample's result themselves.
    """
    noted = evidence_counts(detail.evidences, counted_items)
    return given(detail.answers, counted(detail.photos), noted)


def with_pictures_marked(detail: InspectionDetail, at: dt.datetime, by: str) -> InspectionDetail:
    """Return an inspection in which what its photos answer is marked as they stand now."""
    held = counted([*detail.photos, *detail.evidences])
    answers = dict(detail.answers)
    for item in filter(asks_for_picture, detail.edition.items):
        before = answers.get(item.id, SavedAnswer(AnswerDraft(), at, by))
        draft = settled(item, before.draft, held.get(item.id, 0))
        if draft != before.draft:
            answers[item.id] = replace(before, draft=draft)
    return replace(detail, answers=answers)


def progress_of(detail: InspectionDetail) -> tuple[SectionProgress, ...]:
    """Return how far each section is; sections with nothing to ask are left out."""
    asked = set(detail.asked)
    rows = []
    for section in detail.edition.sections:
        ids = [item.id for item in section.items if item.id in asked]
        marks = [detail.answers[each].draft.mark for each in ids if each in detail.answers]
        if ids:
            rows.append(
                SectionProgress(
                    section_id=section.id,
                    title=section.title.spoken(),
                    answered=sum(mark is not None for mark in marks),
                    asked=len(ids),
                    nonconforming=sum(mark is Mark.NONCONFORMING for mark in marks),
                )
            )
    return tuple(rows)


def _previous(session: Session, row: Inspection) -> dict[str, PreviousAnswer]:
    """Return last time's answers, each told by the edition it was given in."""
    if row.previous_id is None:
        return {}
    before = get_row(session, Inspection, row.previous_id)
    edition = edition_in_store(session, before.edition_id)
    day = before.conducted_on or before.planned_on
    return {
        item_id: PreviousAnswer(day, saved.draft.mark, _told_before(edition, item_id, saved.draft))
        for item_id, saved in read_answers(session, before.id, edition).items()
    }


def _told_before(edition: Edition, item_id: str, draft: AnswerDraft) -> str:
    item = edition.find_item(base_id(item_id))
    if draft.mark is not Mark.RECORDED or item is None or item.only_field is None:
        return note_of(draft)
    return told_value(item.only_field, draft.values.get(item.only_field.id))


def _inspectors(session: Session, inspection_id: UUID) -> tuple[InspectorDraft, ...]:
    query = (
        select(Inspector)
        .where(Inspector.inspection_id == inspection_id, Inspector.withdrawn_on.is_(None))
        .order_by(Inspector.is_lead.desc(), Inspector.position)
    )
    return tuple(
        InspectorDraft(row.name, row.post, row.staff_id, row.is_lead) for row in session.scalars(query)
    )


def _attendees(session: Session, inspection_id: UUID) -> tuple[AttendeeDraft, ...]:
    query = (
        select(Attendee)
        .where(Attendee.inspection_id == inspection_id, Attendee.withdrawn_on.is_(None))
        .order_by(Attendee.position)
    )
    return tuple(
        AttendeeDraft(row.name, row.post, row.organisation, row.role) for row in session.scalars(query)
    )


def _photos(session: Session, inspection_id: UUID) -> tuple[PhotoRow, ...]:
    query = (
        select(Photo, Attachment.sha256, Attachment.file_name)
        .join(Attachment, Photo.attachment_id == Attachment.id)
        .where(Photo.inspection_id == inspection_id, Photo.withdrawn_on.is_(None))
        .order_by(Photo.item_id, Photo.position)
    )
    return tuple(
        PhotoRow(
            row.id,
            row.item_id,
            row.attachment_id,
            sha256,
            file_name,
            row.caption,
            row.taken_at,
            row.source_sha256,
            row.is_blacked_out,
        )
        for row, sha256, file_name in session.execute(query)
    )


def _records(session: Session, inspection_id: UUID) -> tuple[RecordRow, ...]:
    query = (
        select(InspectionRecord)
        .where(InspectionRecord.inspection_id == inspection_id)
        .order_by(InspectionRecord.number)
    )
    return tuple(
        RecordRow(row.id, row.number, row.finalised_at, row.finalised_by, row.reason, row.document_hash)
        for row in session.scalars(query)
    )
