"""Forms out and reports in: forms made, files looked at and taken in, paper entered, points decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from models.report_filing import FilingChannel
from oversight.access import Deed, require
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.errors import NotFoundError
from oversight.exchange.course import Course
from oversight.intake import TakenIn, look_at_files, take_in_files, unchanged
from oversight.report_form.answers import Answers
from oversight.report_form.form import FormData
from oversight.report_form.recognising import PDF_TYPE
from oversight.reports import decisions, sent_forms
from oversight.reports.decisions import PointFindingDraft
from oversight.reports.filing_rows import FilingRow, list_filings
from oversight.reports.filings import FilingDraft, Original, file_report
from oversight.reports.lines import ReportKey
from oversight.reports.point_words import tell_point
from oversight.reports.points import find_points
from oversight.reports.register_facts import read_facts
from oversight.reports.return_letters import print_return
from oversight.reports.taking_in import FileLook, ReportLooking
from oversight.words import _

if TYPE_CHECKING:
    from oversight.papers import Paper


class FormKind(StrEnum):
    """What a form is made as; the value is the ending of its file."""

    PDF = "pdf"
    WORKBOOK = "xlsx"


@dataclass(frozen=True)
class PaperDraft:
    """A report that came on paper, typed in, with a scan of it if there is one."""

    key: ReportKey
    received_on: dt.date
    answers: Answers
    scan: Original | None = None


class FilingService:
    """Makes forms, looks at files, takes them in, decides about points."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Forms out

    def get_form(self, key: ReportKey) -> FormData:
        """Return the form of a contract's month, filled in with what the city knows."""
        with self._desk.reading() as session:
            return sent_forms.read_form(session, key)

    def get_blank_form(self) -> FormData:
        """Return a form about no contract in particular."""
        with self._desk.reading() as session:
            return sent_forms.blank_form(session)

    def make_form(self, key: ReportKey | None, kind: FormKind) -> bytes:
        """Return the form of a month, or a blank one, to be filled in."""
        return made_form(self.get_form(key) if key else self.get_blank_form(), kind)

    def list_to_send(self, month: dt.date) -> tuple[ReportKey, ...]:
        """Return the reports of a month that have not come in and are not excused, or were returned."""
        with self._desk.reading() as session:
            return sent_forms.list_to_send(session, month)

    def make_forms(
        self, keys: Sequence[ReportKey], *, kinds: Sequence[FormKind], course: Course | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the forms of many reports, each with the name of its file."""
        course = course or Course()
        course.begin(len(keys))
        for key in keys:
            course.step()
            form = self.get_form(key)
            for kind in kinds:
                yield f"{file_stem(form)}.{kind.value}", made_form(form, kind)

    # Reports in

    def look_at(self, paths: Iterable[Path], *, course: Course | None = None) -> tuple[FileLook, ...]:
        """Tell file by file what taking in would do; folders are gone through; nothing is written."""
        looking = ReportLooking(self._desk.today())
        return look_at_files(self._desk, paths, looking.look_at, course=course)

    def take_in(
        self, looks: Iterable[FileLook], *, received_on: dt.date | None = None, course: Course | None = None
    ) -> TakenIn[FileLook]:
        """Take in the files that can be, each in a transaction of its own; one refused stops no other."""
        require(self._desk.actor, Deed.RECEIVE_REPORT)

        def take(look: FileLook) -> None:
            self._take_one(look, received_on or self._desk.today())

        return take_in_files(looks, take, Change.of(Subject.REPORT), course=course)

    def _take_one(self, look: FileLook, received_on: dt.date) -> None:
        content, form, key = unchanged(look, look.form, look.key)
        channel = FilingChannel.PDF if form.media_type == PDF_TYPE else FilingChannel.WORKBOOK
        original = Original(content, look.name, form.media_type)
        draft = FilingDraft(key, received_on, channel, form.answers, original, form.questions)
        with self._desk.writing(Deed.RECEIVE_REPORT, "report_filing.take_in") as session:
            file_report(session, self._desk, draft)

    def enter(self, draft: PaperDraft) -> Change:
        """Keep a report that came on paper, typed in by hand, with its scan."""
        filing = FilingDraft(
            draft.key, draft.received_on, FilingChannel.PAPER, draft.answers, original=draft.scan
        )
        with self._desk.writing(Deed.RECEIVE_REPORT, "report_filing.enter") as session:
            row = file_report(session, self._desk, filing)
        return Change.of(Subject.REPORT, row_id=row.report_id)

    def tell_points(self, key: ReportKey, answers: Answers) -> tuple[str, ...]:
        """Return what would want a look in answers typed so far."""
        with self._desk.reading() as session:
            facts = read_facts(session, key)
            questions = sent_forms.read_form(session, key).questions
        points = find_points(questions, answers, facts, key.month)
        return tuple(tell_point(point.kind, point.details, questions) for point in points)

    # What came in

    def list_filings(self, key: ReportKey) -> tuple[FilingRow, ...]:
        """Return the submissions of a month, the newest first."""
        with self._desk.reading() as session:
            return list_filings(session, key)

    def print_return(self, key: ReportKey, number: int) -> Paper:
        """Return the letter that sent a month's report back, to be saved or printed."""
        with self._desk.reading() as session:
            paper = print_return(session, key, number)
        if paper is None:
            raise NotFoundError(_("その差戻しは見つかりません。"), _("一覧を開き直してください。"))
        return paper

    def dismiss_point(self, point_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Find nothing wrong with an attention point, and say why."""
        with self._desk.writing(Deed.CHECK_REPORT, "attention_point.dismiss", reason) as session:
            row = decisions.open_point(session, point_id, version)
            decisions.dismiss(self._desk, row, reason=reason)
        return Change.of(Subject.REPORT, row_id=row.report_id)

    def make_finding(self, point_id: UUID, draft: PointFindingDraft, *, version: int | None = None) -> Change:
        """Make a finding of an attention point."""
        require(self._desk.actor, Deed.EDIT_FINDING)
        with self._desk.writing(Deed.CHECK_REPORT, "attention_point.make_finding") as session:
            row = decisions.open_point(session, point_id, version)
            finding = decisions.make_finding(session, self._desk, row, draft)
        return Change.of(Subject.REPORT, Subject.FINDING, row_id=finding.id)


def made_form(form: FormData, kind: FormKind) -> bytes:
    """Return the bytes of a form as PDF or workbook."""
    if kind is FormKind.PDF:
        from oversight.papers import print_report_form

        return print_report_form(form).pdf
    from oversight.report_form.workbook import write_workbook

    return write_workbook(form)


def file_stem(form: FormData) -> str:
    """Return a form's file name without its ending: the contract's number and the month, no names."""
    number = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in form.contract_number)
    return f"{number or 'form'}_{form.month:%Y-%m}" if form.month else "form"
