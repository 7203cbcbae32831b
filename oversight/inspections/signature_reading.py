"""Reading signatures: who signs a version, who has, and each held against what lies in the store now."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.inspection import Inspection, InspectionRecord, Inspector
from models.signature import Signature, SignatureMethod, SignatureVoiding, SignerKind
from oversight.choice_words import word_of
from oversight.desk import get_row
from oversight.faces import face_of
from oversight.inspections.signature_rows import (
    RecordCheck,
    SignatureCheck,
    SignatureRow,
    SignerRow,
    Soundness,
    Voided,
    soundness_sentence,
)
from oversight.papers.record_data import InspectionRecordData
from oversight.papers.signature_data import SignatureData


def document_hash_of(document: bytes) -> str:
    """Return the SHA-256 of a frozen document as it lies in the store; empty where it cannot be unpacked."""
    try:
        return hashlib.sha256(zlib.decompress(document)).hexdigest()
    except zlib.error:
        return ""


def newest_number(session: Session, inspection_id: UUID) -> int:
    """Return the number of the newest version of an inspection's record."""
    query = select(func.max(InspectionRecord.number)).where(InspectionRecord.inspection_id == inspection_id)
    return session.scalar(query) or 0


def list_signatures(session: Session, record_id: UUID) -> tuple[SignatureRow, ...]:
    """Return all signatures under a version, voided ones too: attendees first, in the document's order."""
    query = (
        select(Signature, SignatureVoiding)
        .outerjoin(SignatureVoiding, SignatureVoiding.signature_id == Signature.id)
        .where(Signature.record_id == record_id)
        .order_by(Signature.kind, Signature.position, Signature.attempt)
    )
    return tuple(_row(*pair) for pair in session.execute(query))


def _row(row: Signature, voiding: SignatureVoiding | None) -> SignatureRow:
    return face_of(SignatureRow, row, voided=None if voiding is None else face_of(Voided, voiding))


def read_signers(
    session: Session, record: InspectionRecord, data: InspectionRecordData
) -> tuple[SignerRow, ...]:
    """Return those who sign a version, as its document names them, with what each has given."""
    given: dict[tuple[SignerKind, int], list[SignatureRow]] = defaultdict(list)
    for row in list_signatures(session, record.id):
        given[row.kind, row.position].append(row)
    firm = data.contract.contractor
    attendees = [
        SignerRow(SignerKind.ATTENDEE, at, each.name, each.post, each.organisation or firm)
        for at, each in enumerate(data.attendees)
    ]
    staff = _staff_ids(session, record.inspection_id)
    inspectors = [
        replace(
            SignerRow(SignerKind.INSPECTOR, at, each.name, each.post, data.owning_section),
            staff_id=staff.get((each.post, each.name)),
        )
        for at, each in enumerate(data.inspectors)
    ]
    return tuple(_with_given(each, given[each.kind, each.position]) for each in (*attendees, *inspectors))


def _with_given(signer: SignerRow, given: Sequence[SignatureRow]) -> SignerRow:
    standing = next((row for row in given if row.voided is None), None)
    return replace(signer, signature=standing, voided=tuple(row for row in given if row.voided is not None))


def _staff_ids(session: Session, inspection_id: UUID) -> dict[tuple[str, str], UUID | None]:
    query = select(Inspector).where(
        Inspector.inspection_id == inspection_id, Inspector.withdrawn_on.is_(None)
    )
    return {(row.post, row.name): row.staff_id for row in session.scalars(query)}


def check_record(session: Session, record_id: UUID) -> RecordCheck:
    """Hold a version and everything signed under it against what lies in the store."""
    row = get_row(session, InspectionRecord, record_id)
    found = document_hash_of(row.document)
    newest = newest_number(session, row.inspection_id)
    signatures = list_signatures(session, record_id)
    pictures = _picture_hashes(session, signatures)
    return RecordCheck(
        record_id,
        get_row(session, Inspection, row.inspection_id).number,
        row.number,
        newest,
        row.document_hash,
        is_unchanged=found == row.document_hash,
        signatures=tuple(
            SignatureCheck(each, row.number, _soundness(each, found, pictures), newest) for each in signatures
        ),
    )


def _soundness(row: SignatureRow, found: str, pictures: dict[UUID, str]) -> Soundness:
    if row.signed_hash != found:
        return Soundness.RECORD_CHANGED
    if row.picture_id is not None and pictures.get(row.picture_id) != row.picture_sha256:
        return Soundness.PICTURE_CHANGED
    return Soundness.SOUND


def _pictures(session: Session, signatures: Sequence[SignatureRow]) -> dict[UUID, bytes]:
    wanted = [row.picture_id for row in signatures if row.picture_id is not None]
    query = select(Attachment.id, Attachment.content).where(Attachment.id.in_(wanted))
    return dict(session.execute(query).all())


def _picture_hashes(session: Session, signatures: Sequence[SignatureRow]) -> dict[UUID, str]:
    found = _pictures(session, signatures)
    return {picture_id: hashlib.sha256(content).hexdigest() for picture_id, content in found.items()}


def printed_signatures(session: Session, record: InspectionRecord) -> tuple[SignatureData, ...]:
    """Return what the paper shows beside each row: the signatures that stand, in the language in use."""
    checks = check_record(session, record.id).signatures
    standing = [each for each in checks if each.signature.voided is None]
    pictures = _pictures(session, [each.signature for each in standing])
    return tuple(_printed(each, pictures) for each in standing)


def _printed(check: SignatureCheck, pictures: dict[UUID, bytes]) -> SignatureData:
    row, is_sound = check.signature, check.soundness is Soundness.SOUND
    return SignatureData(
        is_inspector=row.kind is SignerKind.INSPECTOR,
        position=row.position,
        name=row.name,
        how=word_of(row.method),
        signed_at=row.signed_at,
        signed_hash=row.signed_hash,
        is_declined=row.method is SignatureMethod.DECLINED,
        declined_reason=row.declined_reason,
        image=pictures[row.picture_id] if is_sound and row.picture_id is not None else b"",
        fault="" if is_sound else soundness_sentence(check.soundness),
    )
