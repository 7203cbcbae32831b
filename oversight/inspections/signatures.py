"""Signatures as deeds: attendees under the session's own name, city staff each as themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from models.inspection import Inspection, InspectionRecord, InspectionState
from models.signature import Signature, SignatureVoiding
from oversight.access import Actor, Deed
from oversight.change import Change, Subject
from oversight.checklist.adopting import edition_in_store
from oversight.desk import Desk, get_row
from oversight.faces import face_of
from oversight.inspections import signing
from oversight.inspections.record_document import record_from_document
from oversight.inspections.record_spoken import spoken_record
from oversight.inspections.signature_reading import check_record, newest_number, read_signers
from oversight.inspections.signature_rows import Drawing, RecordCheck, SignerRow
from oversight.words import language

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from oversight.papers.record_data import InspectionRecordData


@dataclass(frozen=True)
class SigningSheet:
    """What stands before the signer: the version itself, its hash, and who signs it.

    ``is_open`` tells whether this version takes signatures: the newest one, while nothing is corrected.
    """

    record_id: UUID
    inspection_id: UUID
    number: str
    version: int
    document_hash: str
    finalised_at: dt.datetime
    finalised_by: str
    is_open: bool
    record: InspectionRecordData
    signers: tuple[SignerRow, ...]

    @property
    def missing(self) -> int:
        """Return how many have neither signed nor declined."""
        return sum(each.is_open for each in self.signers)


class SignaturesService:
    """Signs the frozen versions of records, and says whether they still are what was signed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def read_sheet(self, record_id: UUID) -> SigningSheet:
        """Return a version with its signers, in the language in use."""
        with self._desk.reading() as session:
            return _sheet(session, get_row(session, InspectionRecord, record_id))

    def check(self, record_id: UUID) -> RecordCheck:
        """Hold a version, the signatures under it and their pictures against what lies in the store."""
        with self._desk.reading() as session:
            return check_record(session, record_id)

    def check_all(self) -> tuple[RecordCheck, ...]:
        """Check every version of every record, in the order of their numbers."""
        query = (
            select(InspectionRecord.id)
            .join(Inspection, InspectionRecord.inspection_id == Inspection.id)
            .order_by(Inspection.fiscal_year, Inspection.number, InspectionRecord.number)
        )
        with self._desk.reading() as session:
            return tuple(check_record(session, record_id) for record_id in session.scalars(query).all())

    # The contractor's attendees

    def sign_drawn(self, record_id: UUID, position: int, *, seen_hash: str, drawing: Drawing) -> Change:
        """Keep an attendee's drawn signature under the document whose hash was on the screen."""
        return self._give(
            "signature.sign",
            lambda session: signing.sign_drawn(session, self._desk, record_id, position, seen_hash, drawing),
        )

    def sign_typed(
        self, record_id: UUID, position: int, *, seen_hash: str, name: str, was_spoken: bool
    ) -> Change:
        """Keep an attendee's typed name; they said aloud that the facts are so."""
        return self._give(
            "signature.sign",
            lambda session: signing.sign_typed(
                session, self._desk, record_id, position, seen_hash, name=name, was_spoken=was_spoken
            ),
        )

    def decline(self, record_id: UUID, position: int, *, seen_hash: str, reason: str) -> Change:
        """Keep that an attendee does not sign, with the reason given."""
        return self._give(
            "signature.decline",
            lambda session: signing.decline(session, self._desk, record_id, position, seen_hash, reason),
            reason,
        )

    # City staff

    def sign_as_inspector(
        self,
        record_id: UUID,
        position: int,
        *,
        signer: Actor,
        seen_hash: str,
        drawing: Drawing | None = None,
    ) -> Change:
        """Let an inspector sign as themselves; ``signer`` has just proven to be present by passphrase."""
        desk = self._desk.of_person(signer)
        with desk.writing(Deed.SIGN_RECORD, "signature.sign") as session:
            row = signing.sign_as_inspector(session, desk, record_id, position, seen_hash, drawing)
        return _change(row)

    def void(self, signature_id: UUID, *, by: Actor, reason: str) -> Change:
        """Void a signature given by mistake; ``by`` has just proven to be present by passphrase."""
        desk = self._desk.of_person(by)
        with desk.writing(Deed.SIGN_RECORD, "signature.void", reason) as session:
            row = signing.void(session, desk, signature_id, reason)
        return _change(row)

    def _give(self, name: str, deed: Callable[[Session], Signature], reason: str = "") -> Change:
        with self._desk.writing(Deed.SIGN_RECORD, name, reason) as session:
            row = deed(session)
        return _change(row)


def _change(row: Signature | SignatureVoiding) -> Change:
    return Change.of(Subject.INSPECTION, row_id=row.id)


def _sheet(session: Session, row: InspectionRecord) -> SigningSheet:
    inspection = get_row(session, Inspection, row.inspection_id)
    record = record_from_document(row.document)
    signers = read_signers(session, row, record)
    if language() != "ja":
        record = spoken_record(record, edition_in_store(session, inspection.edition_id))
    is_newest = row.number == newest_number(session, inspection.id)
    return face_of(
        SigningSheet,
        row,
        record_id=row.id,
        number=inspection.number,
        version=row.number,
        is_open=is_newest and inspection.state is not InspectionState.CORRECTING,
        record=record,
        signers=signers,
    )
