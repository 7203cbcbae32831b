"""Deeds on files of checklists; part of the service of checklists."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from models.checklist import ChecklistEdition
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.checklist import drafts
from oversight.checklist.adopting import edition_in_store, workbook_in_store
from oversight.checklist.edition import Edition
from oversight.checklist.giving_out import Given, GivenAs, give_out
from oversight.checklist.lint import lint_document
from oversight.checklist.reading import edition_from_document
from oversight.checklist.taking_in import Drafted, FileLooked, drafted, look_into, new_draft
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.exchange.course import Course
from oversight.words import _


class ChecklistFiles:
    """Takes checklists in from files and gives them out."""

    _desk: Desk

    def look_into(self, content: bytes, file_name: str, *, course: Course | None = None) -> FileLooked:
        """Tell what a file is and read it whole; nothing is written.

        Raise ``FileRefusedError``, with the list of its faults, for what cannot be taken in.
        """
        return look_into(content, file_name=file_name, today=self._desk.today(), course=course)

    def base_of(self, looked: FileLooked) -> UUID | None:
        """Return the edition in the store that a file was written from, if it says one."""
        if not looked.comes_from:
            return None
        query = select(ChecklistEdition.id).where(ChecklistEdition.key == looked.comes_from)
        with self._desk.reading() as session:
            return session.scalar(query.order_by(ChecklistEdition.adopted_at.desc()))

    def would_become(self, looked: FileLooked, *, title: str, based_on: Edition | None = None) -> Drafted:
        """Return the draft that a file would become; nothing is written."""
        return drafted(looked, title=title, today=self._desk.today(), based_on=based_on)

    def take_in(self, looked: FileLooked, *, title: str, based_on_id: UUID | None = None) -> Change:
        """Begin a draft of a file; with ``based_on_id`` it is the next edition of that one's checklist."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.begin") as session:
            base = drafts.copy_of(session, based_on_id) if based_on_id is not None else None
            edition = edition_in_store(session, based_on_id) if based_on_id is not None else None
            made = drafted(looked, title=title, today=self._desk.today(), based_on=edition)
            draft_id = drafts.begin(session, self._desk, new_draft(looked, made, base))
        return Change.of(Subject.CHECKLIST, row_id=draft_id)

    def give_out(self, edition_id: UUID, given_as: GivenAs) -> Given:
        """Return an edition as a file, with what the file cannot say."""
        with self._desk.reading() as session:
            edition, workbook = edition_in_store(session, edition_id), None
            if given_as is GivenAs.OWN_EXCEL:
                workbook = workbook_in_store(session, edition_id)
        return give_out(edition, given_as, workbook)

    def give_out_draft(self, draft_id: UUID, given_as: GivenAs) -> Given:
        """Return a draft as a file; one that has faults is refused: a file could not say them."""
        with self._desk.reading() as session:
            document = drafts.read_draft(session, draft_id).document
            workbook = drafts.workbook_of(session, draft_id) if given_as is GivenAs.OWN_EXCEL else None
        faults = lint_document(document)
        if faults:
            told = _("この案には直すところが{count}あります。書き出していません。最初の1つ: {first}")
            raise RefusedError(
                told.format(count=len(faults), first=faults[0].sentence),
                _("案を開き、「直すところ」の一覧で直してから書き出してください。"),
            )
        return give_out(edition_from_document(document), given_as, workbook)
