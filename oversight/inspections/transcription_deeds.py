"""Deeds on checklists on paper; part of the service of inspections: blank ones, keying in, checking."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.access import Actor, Deed
from oversight.blank_checklists import BlankWish
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.inspections import transcribing
from oversight.inspections.transcription_rows import TranscriptionDraft

if TYPE_CHECKING:
    from oversight.papers import Paper


class TranscriptionDeeds:
    """Prints blank checklists, begins to key one in, and keeps that another person checked it."""

    _desk: Desk

    def print_blank(self, inspection_id: UUID, *, parts: int = 1, is_roomy: bool = False) -> Paper:
        """Return the PDF of the checklist of an inspection, to be filled in by hand.

        ``parts`` is how often sections that repeat are printed; ``is_roomy`` leaves more room to write.
        """
        from oversight.inspections.blank import print_blank

        with self._desk.reading() as session:
            return print_blank(session, self._desk, inspection_id, BlankWish(parts, is_roomy))

    def begin_transcription(
        self, inspection_id: UUID, *, paper_on: dt.date, filled_in_by: str, remarks: str = ""
    ) -> Change:
        """Begin keying in a checklist filled in on paper, or say anew what the paper is.

        A planned inspection is started by it, on the day of the paper; answers go through ``save_answer``.
        """
        draft = TranscriptionDraft(paper_on, filled_in_by, remarks)
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.transcribe") as session:
            transcribing.begin(session, self._desk, inspection_id, draft)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def check_transcription(self, inspection_id: UUID, checker: Actor, *, seen_hash: str) -> Change:
        """Keep that ``checker``, who has just proven to be present by passphrase, held it against the paper.

        ``seen_hash`` is that of the answers on the screen (``TranscriptionRow.answers_hash``).
        """
        desk = self._desk.of_person(checker)
        with desk.writing(Deed.CONDUCT_INSPECTION, "inspection.check_transcription") as session:
            transcribing.check(session, desk, inspection_id, seen_hash)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)
