"""On-site inspections as deeds: each checks access, writes, journals and says what it touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from models.inspection import Inspection, InspectionState
from models.marks import Conclusion
from oversight.access import Deed
from oversight.approvals.reading import read_marks
from oversight.change import Change, Subject
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.hint_limits import limits_from
from oversight.inspection_years.states import CHANGEABLE
from oversight.inspections import conducting, finalising, photographing, planning, reading, workbook_filling
from oversight.inspections.drafts import AnswerDraft, AttendeeDraft, PlanDraft
from oversight.inspections.edition_deeds import EditionDeeds
from oversight.inspections.evidence_deeds import EvidenceDeeds
from oversight.inspections.hint_facts import read_hint_facts
from oversight.inspections.hints import Hint, find_hints
from oversight.inspections.method_rules import PaperRuling, rule_on_paper
from oversight.inspections.rows import (
    Finished,
    GapRow,
    InspectionDetail,
    InspectionRow,
    SectionProgress,
)
from oversight.inspections.transcription_deeds import TranscriptionDeeds
from oversight.pictures import Blackened, prepare
from oversight.settings import read_settings
from oversight.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from oversight.checklist.giving_out import Given
    from oversight.inspections.batch import PrintedYear, Told
    from oversight.papers import Paper


def _tell_nobody(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True)
class Saved:
    """An answer is in the store: since when, and what it touched."""

    saved_at: dt.datetime
    change: Change


class InspectionsService(EvidenceDeeds, EditionDeeds, TranscriptionDeeds):
    """Plan, notify, conduct, finalise, correct, print."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def list_inspections(self, *, contract_id: UUID | None = None) -> tuple[InspectionRow, ...]:
        """Return all inspections, or those of a contract, newest plan first."""
        with self._desk.reading() as session:
            rows = reading.list_rows(session, contract_id=contract_id)
            marks = read_marks(session, self._desk.actor)
        return tuple(replace(row, approval=marks.get(row.id)) if row.id in marks else row for row in rows)

    def get_inspection(self, inspection_id: UUID) -> InspectionDetail:
        """Return all of one inspection."""
        with self._desk.reading() as session:
            return reading.read_detail(session, inspection_id)

    def fill_workbook(self, inspection_id: UUID) -> Given:
        """Return the office's own checklist workbook with the answers as they stand."""
        with self._desk.reading() as session:
            return workbook_filling.fill_workbook(session, reading.read_detail(session, inspection_id))

    def list_progress(self, detail: InspectionDetail) -> tuple[SectionProgress, ...]:
        """Return how far each section is."""
        return reading.progress_of(detail)

    def list_gaps(self, inspection_id: UUID) -> tuple[GapRow, ...]:
        """Return what is missing before the record can be finalised."""
        return finalising.list_gaps(self.get_inspection(inspection_id))

    def list_hints(self, inspection_id: UUID) -> tuple[Hint, ...]:
        """Return what a reviewer may want to look at; none of it stops anything."""
        with self._desk.reading() as session:
            limits = limits_from(read_settings(session).hint_limits)
            return find_hints(read_hint_facts(session, inspection_id), limits)

    def rule_on_paper(self, contract_id: UUID, on: dt.date) -> PaperRuling:
        """Tell whether paper may stand in for a visit to this contract, and why."""
        with self._desk.reading() as session:
            circumstances = planning.circumstances_of(session, contract_id)
            return rule_on_paper(circumstances, read_settings(session), on)

    # Planning

    def plan_inspection(self, draft: PlanDraft) -> Change:
        """Plan an inspection; it gets its number and keeps the edition in force."""
        with self._desk.writing(Deed.PLAN_INSPECTION, "inspection.plan") as session:
            row = planning.plan(session, self._desk, draft)
        return Change.of(Subject.INSPECTION, row_id=row.id)

    def change_plan(self, inspection_id: UUID, draft: PlanDraft, *, version: int | None = None) -> Change:
        """Change a plan that has not been started."""
        with self._desk.writing(Deed.PLAN_INSPECTION, "inspection.change") as session:
            planning.change_plan(session, self._desk, inspection_id, draft, version)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def notify(
        self, inspection_id: UUID, *, notice_number: str, notice_on: dt.date, version: int | None = None
    ) -> Change:
        """Record that the notice has gone out, with its document number and day."""
        with self._desk.writing(Deed.PLAN_INSPECTION, "inspection.notify") as session:
            planning.notify(session, inspection_id, notice_number, notice_on, version)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def call_off(self, inspection_id: UUID, *, reason: str) -> Change:
        """Call an inspection off; it stays in the list with its reason."""
        if not reason.strip():
            raise RefusedError(
                _("取り止める理由がありません。"), _("理由を書いてください。"), field="called_off_reason"
            )
        with self._desk.writing(Deed.PLAN_INSPECTION, "inspection.call_off", reason) as session:
            row = get_row(session, Inspection, inspection_id)
            if row.state not in CHANGEABLE:
                raise RefusedError(_("始めた検査は取り止められません。"))
            row.state, row.called_off_reason = InspectionState.CALLED_OFF, reason.strip()
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    # Conducting

    def start(self, inspection_id: UUID) -> Change:
        """Start today, or go on with what is under way."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.start") as session:
            conducting.start(session, self._desk, inspection_id)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def save_answer(self, inspection_id: UUID, item_id: str, draft: AnswerDraft) -> Saved:
        """Save one answer; when this returns, it is on the disk."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "answer.answer") as session:
            saved_at = conducting.save_answer(session, self._desk, inspection_id, item_id, draft)
        return Saved(saved_at, Change.of(Subject.INSPECTION, row_id=inspection_id))

    def stand_at(self, inspection_id: UUID, item_id: str) -> None:
        """Remember which item is on the screen."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.stand") as session:
            conducting.stand_at(session, inspection_id, item_id)

    def put_attendees(self, inspection_id: UUID, drafts: Iterable[AttendeeDraft]) -> Change:
        """Record who of the contractor attends; replaces the list."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.attend") as session:
            conducting.put_attendees(session, self._desk, inspection_id, drafts)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def add_photo(
        self,
        inspection_id: UUID,
        item_id: str,
        *,
        content: bytes,
        file_name: str,
        caption: str = "",
        taken_at: dt.datetime | None = None,
        source_sha256: str = "",
        blackened: Sequence[Blackened] = (),
    ) -> Change:
        """Add a photo (JPEG or PNG) to an item; it is made ready, and blackened, before anything is kept.

        ``taken_at`` and ``source_sha256`` are those of the file as received where ``content`` was prepared
        from it before; else both are read from ``content``.
        """
        with self._desk.reading() as session:
            photographing.refuse_where_forbidden(session, inspection_id)
        picture = prepare(content, blackened)
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "photo.add") as session:
            row = photographing.add_photo(
                session,
                self._desk,
                inspection_id,
                item_id,
                picture,
                file_name=file_name,
                caption=caption,
                taken_at=taken_at,
                source_sha256=source_sha256,
                is_blacked_out=bool(blackened),
            )
        return Change.of(Subject.INSPECTION, Subject.ATTACHMENT, row_id=row.id)

    def caption_photo(self, photo_id: UUID, caption: str) -> Change:
        """Give a photo another caption."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "photo.caption") as session:
            row = photographing.caption_photo(session, photo_id, caption)
        return Change.of(Subject.INSPECTION, row_id=row.inspection_id)

    def withdraw_photo(self, photo_id: UUID, *, reason: str = "") -> Change:
        """Take a photo out of the record."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "photo.withdraw", reason) as session:
            row = photographing.withdraw_photo(session, self._desk, photo_id, reason)
        return Change.of(Subject.INSPECTION, row_id=row.inspection_id)

    def conclude(
        self,
        inspection_id: UUID,
        *,
        conclusion: Conclusion | None,
        closing_talk: str = "",
        opinion: str = "",
        documents_checked: tuple[str, ...] = (),
    ) -> Change:
        """Record the conclusion, the closing talk, the contractor's opinion, the documents looked at."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.conclude") as session:
            conducting.conclude(
                session,
                self._desk,
                inspection_id,
                conclusion=conclusion,
                closing_talk=closing_talk,
                opinion=opinion,
                documents_checked=documents_checked,
            )
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    # The record

    def finalise(self, inspection_id: UUID) -> Finished:
        """Freeze the record and make the findings; refuse while something is missing."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.finalise") as session:
            return finalising.finalise(session, self._desk, inspection_id)

    def start_correction(self, inspection_id: UUID, *, reason: str) -> Change:
        """Open a finalised inspection for its next version; the old ones stay."""
        with self._desk.writing(Deed.CORRECT_RECORD, "inspection.correct", reason) as session:
            finalising.start_correction(session, inspection_id, reason)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def print_record(self, record_id: UUID) -> Paper:
        """Return the PDF of a finalised version; the same version gives the same bytes."""
        from oversight.inspections.printing import print_record

        with self._desk.reading() as session:
            return print_record(session, record_id)

    def print_year(
        self,
        year: int,
        folder: Path,
        told: Told = _tell_nobody,
        *,
        processes: int | None = None,
    ) -> PrintedYear:
        """Print the newest version of each record of a fiscal year into a folder, with a list of hashes.

        ``told`` hears how far it is and stops it by ``StoppedError``; what is finished stays.
        """
        from oversight.inspections.batch import print_year

        return print_year(self._desk, year, folder, told, processes)

    def print_notice(self, inspection_id: UUID) -> Paper:
        """Return the PDF of the notice to the contractor."""
        from oversight.inspections.printing import print_notice

        with self._desk.reading() as session:
            return print_notice(session, self._desk, inspection_id)
