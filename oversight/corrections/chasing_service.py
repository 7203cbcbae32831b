"""Chasing of corrections as deeds: each checks access, writes, journals and says what it touched."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from models.correction import FindingContact
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.corrections import chasing
from oversight.corrections.chasing import ChasedFinding, FindingContactDraft
from oversight.corrections.ladder import finding_ladder
from oversight.corrections.reminders import make_reminder
from oversight.desk import Desk, check_version, get_row, take_back
from oversight.reports import ContactRow, DueLetter, LetterRow, Rung, climbing
from oversight.reports.climbing import ChaseOutcome


class FindingChasingService:
    """The ladder of findings: what is due, what was done, the reminders."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read_ladder(self) -> tuple[Rung, ...]:
        """Return the office's ladder of findings."""
        with self._desk.reading() as session:
            return finding_ladder(session)

    def list_chased(self, on: dt.date | None = None) -> tuple[ChasedFinding, ...]:
        """Return what is awaited with its next step, today or on another day."""
        with self._desk.reading() as session:
            return chasing.list_chased(session, on or self._desk.today())

    def get_chased(self, finding_id: UUID) -> ChasedFinding | None:
        """Return one finding with its next step, or None where nothing is awaited."""
        with self._desk.reading() as session:
            return chasing.chased_of(session, finding_id, self._desk.today())

    def list_contacts(self, finding_id: UUID) -> tuple[ContactRow, ...]:
        """Return the contacts about a finding."""
        with self._desk.reading() as session:
            return chasing.list_contacts(session, finding_id)

    def note_contact(self, draft: FindingContactDraft) -> Change:
        """Note a call, mail, visit or consultation, and what was promised."""
        with self._desk.writing(Deed.CHASE_REPORT, "finding_contact.add") as session:
            row = chasing.note_contact(session, self._desk, draft)
        return Change.of(Subject.FINDING, row_id=row.id)

    def withdraw_contact(self, contact_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Take back a contact noted by mistake."""
        with self._desk.writing(Deed.CHASE_REPORT, "finding_contact.withdraw", reason) as session:
            row = get_row(session, FindingContact, contact_id)
            check_version(row, version)
            take_back(self._desk, row, reason=reason)
        return Change.of(Subject.FINDING, row_id=contact_id)

    def chase(self, on: dt.date | None = None) -> ChaseOutcome[ChasedFinding]:
        """Make exactly the reminders due on a day, each in a transaction of its own; again, make none."""
        day = on or self._desk.today()

        def make(session: Session, due: DueLetter[ChasedFinding]) -> LetterRow | None:
            return make_reminder(session, self._desk, due, day)

        return climbing.chase(self._desk, "finding_letter.add", self.list_chased(day), make)
