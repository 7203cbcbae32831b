"""The frozen document of a finalised record: all that its paper shows, photos named by their SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractPeriod, PeriodKind
from models.contractor import Contractor
from models.finding import Finding, FindingState
from models.inspection import Inspection
from models.marks import Mark
from oversight.calendar import is_out_of_era
from oversight.checklist import Item
from oversight.choice_words import word_of
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.faces import face_of
from oversight.inspections.drafts import SavedAnswer
from oversight.inspections.entry_log import read_entry_evidence
from oversight.inspections.record_evidence import evidence_data, with_sketches
from oversight.inspections.record_reported import contradicts_of
from oversight.inspections.record_transcribed import transcribed_data
from oversight.inspections.reported import Statement
from oversight.inspections.rows import InspectionDetail, PhotoRow
from oversight.inspections.value_words import written_value
from oversight.inspections.visiting import told_tier
from oversight.journal import Head
from oversight.papers.door_data import DoorData
from oversight.papers.record_data import (
    DEFAULT_POSTS,
    ApprovalBox,
    AttendeeData,
    ContractData,
    FindingData,
    InspectionRecordData,
    InspectorData,
    ItemData,
    OutOfCondition,
    PhotoData,
    SectionData,
)
from oversight.settings import read_settings
from oversight.words import _, speaking

if TYPE_CHECKING:
    from cattrs import Converter


@cache
def _converter() -> Converter:
    from cattrs.gen import make_dict_unstructure_fn, override
    from cattrs.preconf.json import make_converter

    converter = make_converter()
    converter.register_unstructure_hook(dt.time, lambda time: time.isoformat())
    converter.register_structure_hook(dt.time, lambda text, _kind: dt.time.fromisoformat(text))
    # came after the first records were frozen: where nothing stands in it, it is not written
    later = make_dict_unstructure_fn(ItemData, converter, door=override(omit_if_default=True))
    converter.register_unstructure_hook(ItemData, later)
    whole = make_dict_unstructure_fn(
        InspectionRecordData, converter, transcribed=override(omit_if_default=True)
    )
    converter.register_unstructure_hook(InspectionRecordData, whole)
    return converter


def document_from_record(record: InspectionRecordData) -> tuple[bytes, str]:
    """Return the document as kept (compressed canonical JSON) and the SHA-256 of the JSON, in hex."""
    plain = _converter().unstructure(record)
    for later in ("signatures", "approval_history"):  # given after the record was frozen, and no part of it
        del plain[later]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content = text.encode("utf-8")
    return zlib.compress(content, 9), hashlib.sha256(content).hexdigest()


def source_of_document(document: bytes) -> bytes:
    """Return the canonical JSON of a document: its SHA-256 is the record's hash."""
    return zlib.decompress(document)


def record_from_document(document: bytes) -> InspectionRecordData:
    """Return the record of a document with its own hash; its photos have no bytes yet.

    Raise ``RefusedError`` where the document is none any more.
    """
    try:
        content = source_of_document(document)
        record: InspectionRecordData = _converter().structure(json.loads(content), InspectionRecordData)
    except (zlib.error, ValueError) as error:
        raise RefusedError(
            _("この記録の内容が壊れていて、読めません。"),
            _("控え（バックアップ）から取り出し、管理者に知らせてください。"),
        ) from error
    return replace(record, record_hash=hashlib.sha256(content).hexdigest())


def with_images(record: InspectionRecordData, images: Mapping[str, bytes]) -> InspectionRecordData:
    """Return the record with the bytes of its photos and sketches, found by their SHA-256."""
    sections = tuple(
        replace(section, items=tuple(_with_images(item, images) for item in section.items))
        for section in record.sections
    )
    return replace(record, sections=sections)


def _with_images(item: ItemData, images: Mapping[str, bytes]) -> ItemData:
    photos = tuple(replace(photo, image=images.get(photo.sha256, b"")) for photo in item.photos)
    return replace(item, photos=photos, evidences=with_sketches(item.evidences, images))


def photo_hashes(record: InspectionRecordData) -> frozenset[str]:
    """Return the SHA-256 of every photo and sketch of a record."""
    items = [item for section in record.sections for item in section.items]
    sketches = {each.sha256 for item in items for each in item.evidences if each.sha256}
    return frozenset(photo.sha256 for item in items for photo in item.photos) | sketches


@dataclass(frozen=True)
class Version:
    """A version of a record: its number, where the journal stands, and the moment it is finalised."""

    number: int
    head: Head
    at: dt.datetime


def build_record(
    session: Session, row: Inspection, detail: InspectionDetail, desk: Desk, version: Version
) -> InspectionRecordData:
    """Gather all that the paper shows, in Japanese, as it stands at the moment it is finalised."""
    settings = read_settings(session)
    with speaking("ja"):
        return face_of(
            InspectionRecordData,
            row,
            city_name=settings.city,
            owning_section=detail.department,
            document_number="",
            document_on=desk.today(),
            inspection_number=detail.number,
            version=version.number,
            kind=word_of(detail.kind),
            method=word_of(detail.method),
            contract=_contract_data(session, row, detail),
            sections=_sections(detail, _door_of(session, row)),
            findings=_findings(session, row, detail),
            conclusion=word_of(detail.conclusion) if detail.conclusion else "",
            edition=f"{detail.edition.title.ja} {detail.edition.number_in_words}",
            journal_sequence=version.head.sequence,
            journal_hash=version.head.hash,
            record_hash="",
            finalised_at=version.at,
            finalised_by=desk.actor.signature,
            approval_history=(),
            approval=tuple(ApprovalBox(post) for post in DEFAULT_POSTS),
            **_people_and_papers(detail),
        )


def _people_and_papers(detail: InspectionDetail) -> dict[str, Any]:
    return {
        "inspectors": tuple(face_of(InspectorData, each) for each in detail.inspectors),
        "attendees": tuple(face_of(AttendeeData, each, signed_at=None) for each in detail.attendees),
        "documents_checked": detail.documents_checked,
        "signatures": (),
        "transcribed": transcribed_data(detail),
    }


def _contract_data(session: Session, row: Inspection, detail: InspectionDetail) -> ContractData:
    contract = get_row(session, Contract, row.contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    periods = session.scalars(
        select(ContractPeriod)
        .where(
            ContractPeriod.contract_id == contract.id,
            ContractPeriod.kind == PeriodKind.SERVICE,
            ContractPeriod.withdrawn_on.is_(None),
        )
        .order_by(ContractPeriod.starts_on)
    ).all()
    as_written = [text for each in periods for text in (each.starts_as_written, each.ends_as_written)]
    place = " ".join(part for part in (detail.place, detail.place_address) if part)
    return ContractData(
        number=contract.number,
        title=contract.title,
        contractor=contractor.name,
        corporate_number=contractor.corporate_number or "",
        place=place,
        subcontractor=told_tier(detail.subcontractor, detail.subcontract_depth),
        service_from=periods[0].starts_on if periods else None,
        service_until=periods[-1].ends_on if periods else None,
        as_written="、".join(text for text in as_written if is_out_of_era(text)),
        persons_count=contract.persons_count,
        personal_data_items="、".join(contract.personal_data_items),
        handles_specific=contract.handles_specific,
        uses_core_system=detail.facts.get("基幹系") == "yes",
        has_subcontract=detail.facts.get("再委託") == "yes",
    )


def _door_of(session: Session, row: Inspection) -> dict[str, DoorData]:
    return {each.item_id: each.shown for each in read_entry_evidence(session, row.id)}


def _sections(detail: InspectionDetail, door: Mapping[str, DoorData]) -> tuple[SectionData, ...]:
    asked = set(detail.asked)
    return tuple(
        SectionData(
            code=section.id,
            title=section.title.ja,
            items=tuple(
                _item_data(item, detail, door.get(item.id)) for item in section.items if item.id in asked
            ),
            out_of_condition=tuple(
                OutOfCondition(item.id, item.title.ja) for item in section.items if item.id not in asked
            ),
        )
        for section in detail.edition.sections
    )


def _item_data(item: Item, detail: InspectionDetail, door: DoorData | None) -> ItemData:
    saved = detail.answers.get(item.id)
    previous = detail.previous.get(item.id)
    photos = tuple(_photo_data(photo) for photo in detail.photos if photo.item_id == item.id)
    base = ItemData(
        item.id,
        item.title.ja,
        None,
        photos=photos,
        previous=previous.mark if previous else None,
        evidences=evidence_data(item, detail),
        door=door,
    )
    reported = detail.reported.statements.get(item.id, ())
    return _answered(base, item, saved, reported) if saved else base


def _answered(base: ItemData, item: Item, saved: SavedAnswer, reported: tuple[Statement, ...]) -> ItemData:
    draft = saved.draft
    is_left_out = item.only_field is not None and draft.mark is Mark.NOT_APPLICABLE
    values = tuple(
        (field.label.ja, written_value(field, draft.values[field.id]))
        for field in item.fields
        if draft.values.get(field.id) not in (None, "") and not is_left_out
    )
    is_nonconforming = draft.mark is Mark.NONCONFORMING
    return replace(
        base,
        contradicts=contradicts_of(draft.mark, reported),
        mark=draft.mark,
        values=values,
        population=draft.population,
        sample_size=draft.sample_size,
        evidence=draft.evidence,
        finding=draft.finding_text if is_nonconforming else "",
        note=draft.note,
        reason=draft.reason if draft.mark is Mark.NOT_APPLICABLE else "",
    )


def _photo_data(photo: PhotoRow) -> PhotoData:
    return PhotoData(
        b"",
        photo.caption or photo.file_name,
        photo.taken_at,
        photo.sha256,
        photo.source_sha256,
        photo.is_blacked_out,
    )


def _findings(session: Session, row: Inspection, detail: InspectionDetail) -> tuple[FindingData, ...]:
    query = (
        select(Finding)
        .where(Finding.inspection_id == row.id, Finding.state != FindingState.DROPPED)
        .order_by(Finding.number)
    )
    return tuple(_finding_data(session, each, detail) for each in session.scalars(query))


def _finding_data(session: Session, row: Finding, detail: InspectionDetail) -> FindingData:
    item = detail.edition.find_item(row.item_id)
    earlier = session.get(Finding, row.earlier_id) if row.earlier_id else None
    seen = session.get(Inspection, earlier.inspection_id) if earlier and earlier.inspection_id else None
    return face_of(
        FindingData,
        row,
        item_title=item.title.ja if item else "",
        basis_as_of=None,
        earlier_number=earlier.number if earlier else "",
        earlier_found_on=seen.conducted_on if seen else None,
        earlier_closed_on=earlier.confirmed_on if earlier else None,
    )
