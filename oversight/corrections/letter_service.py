"""Letters about findings as deeds: offered, made, kept; each is journalled with what it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from models.correction import LetterKind
from models.finding import Finding, StepKind, Urgency
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.corrections import kept_letters, letters
from oversight.corrections.kept_letters import ResultNotices
from oversight.corrections.letters import LetterOffer
from oversight.desk import Desk, check_version, get_row
from oversight.findings import steps
from oversight.findings.reading import list_findings, list_steps
from oversight.papers import Paper, count_pages
from oversight.reports import LetterRow, SentLetter


class CorrectionLettersService:
    """結果通知書, 是正要求書, 差戻通知書, 完了通知書; reminders are made by the chasing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def offer_request(self, finding_id: UUID) -> LetterOffer:
        """Return what 是正要求書 could ask for together with a finding; nothing is written."""
        with self._desk.reading() as session:
            return letters.offer(session, LetterKind.REQUEST, finding_id, self._desk.today())

    def offer_closure(self, finding_id: UUID) -> LetterOffer:
        """Return what 完了通知書 could hold together with a finding; nothing is written."""
        with self._desk.reading() as session:
            return letters.offer(session, LetterKind.CLOSURE, finding_id, self._desk.today())

    def list_letters(self, finding_id: UUID) -> tuple[LetterRow, ...]:
        """Return the letters about a finding."""
        with self._desk.reading() as session:
            return kept_letters.list_letters(session, finding_id)

    def is_closure_told(self, finding_id: UUID) -> bool:
        """Tell whether a finding stands in a 完了通知書."""
        with self._desk.reading() as session:
            return finding_id in letters.told_already(session, LetterKind.CLOSURE, {finding_id})

    def read_results(self, inspection_id: UUID) -> ResultNotices:
        """Return the result notices of an inspection, and whether one is owed."""
        with self._desk.reading() as session:
            return kept_letters.read_results(session, inspection_id)

    def read_letter(self, letter_id: UUID) -> SentLetter:
        """Return a letter as it was made."""
        with self._desk.reading() as session:
            return kept_letters.read_sent(session, letter_id)

    def print_letter(self, letter_id: UUID) -> Paper:
        """Return the PDF of a letter as it was made, to be saved or printed."""
        pdf = self.read_letter(letter_id).pdf
        return Paper(pdf, count_pages(pdf))

    # Writing

    def make_request(
        self,
        finding_ids: Collection[UUID],
        *,
        issued_on: dt.date,
        signer: str = "",
        urgent_ids: Collection[UUID] = (),
        told_on: dt.date | None = None,
    ) -> LetterRow:
        """Make 是正要求書; each of its findings is thereby asked for in writing, in one deed.

        ``urgent_ids`` are those that were told on the spot, on ``told_on``.
        """
        with self._desk.writing(Deed.EDIT_FINDING, "finding_letter.request") as session:
            today = self._desk.today()
            rows = letters.chosen_rows(session, finding_ids, LetterKind.REQUEST, today)
            for row in rows:
                is_urgent = row.id in urgent_ids
                steps.request(
                    session,
                    self._desk,
                    get_row(session, Finding, row.id),
                    on=issued_on,
                    urgency=Urgency.URGENT if is_urgent else Urgency.NORMAL,
                    told_on=told_on if is_urgent else None,
                )
            session.flush()
            asked = list_findings(session, today, ids={row.id for row in rows})
            return letters.make_request(session, self._desk, asked, on=issued_on, signer=signer)

    def send_back(
        self,
        finding_id: UUID,
        *,
        reasons: str,
        due_on: dt.date,
        signer: str = "",
        version: int | None = None,
    ) -> Change:
        """Refuse a report with reasons and a new day, and make 差戻通知書, in one deed."""
        with self._desk.writing(Deed.EDIT_FINDING, "finding.send_back", reasons) as session:
            row = get_row(session, Finding, finding_id)
            check_version(row, version)
            reports = [each for each in list_steps(session, finding_id) if each.kind is StepKind.REPORT]
            steps.refuse(session, self._desk, row, reasons=reasons, due_on=due_on)
            session.flush()
            (shown,) = list_findings(session, self._desk.today(), ids={finding_id})
            received_on = reports[-1].happened_on if reports else row.corrected_on
            letters.make_return(
                session, self._desk, shown, reasons=reasons, received_on=received_on, signer=signer
            )
        return Change.of(Subject.FINDING, row_id=finding_id)

    def make_closure(
        self, finding_ids: Collection[UUID], *, issued_on: dt.date, signer: str = ""
    ) -> LetterRow:
        """Make 完了通知書 about findings that were verified."""
        with self._desk.writing(Deed.EDIT_FINDING, "finding_letter.add") as session:
            rows = letters.chosen_rows(session, finding_ids, LetterKind.CLOSURE, self._desk.today())
            return letters.make_closure(session, self._desk, rows, on=issued_on, signer=signer)

    def make_result(self, inspection_id: UUID, *, issued_on: dt.date, signer: str = "") -> LetterRow:
        """Make 結果通知書 from the newest version of an inspection's record."""
        with self._desk.writing(Deed.EDIT_FINDING, "finding_letter.notify") as session:
            return letters.make_result(session, self._desk, inspection_id, on=issued_on, signer=signer)
