"""Chasing as deeds: each checks access, writes, journals and says what it touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from models.report_chasing import ReportContact
from oversight.access import Deed
from oversight.calendar import fiscal_year_of
from oversight.change import Change, Subject
from oversight.clock import JAPAN
from oversight.desk import Desk, check_version, get_row, take_back
from oversight.papers import Paper, count_pages, print_overdue_list
from oversight.papers.overdue_data import OverdueListData, OverdueRow
from oversight.reports import chasing, climbing
from oversight.reports.chasing import Chased
from oversight.reports.climbing import ChaseOutcome, ContactDraft, ContactRow, DueLetter, LetterRow
from oversight.reports.ladder import Rung, tell_step
from oversight.reports.letters import SentLetter, make_letter, read_sent
from oversight.reports.lines import ReportKey, list_lines
from oversight.reports.told import show_month_short
from oversight.settings import read_settings
from oversight.words import _, _n


class ChasingService:
    """The ladder of monthly reports: what is due, what was done, the letters."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def read_ladder(self) -> tuple[Rung, ...]:
        """Return the office's ladder."""
        with self._desk.reading() as session:
            return chasing.ladder_of(session)

    def list_chased(self, on: dt.date | None = None) -> tuple[Chased, ...]:
        """Return what is awaited with its next step, today or on another day."""
        with self._desk.reading() as session:
            return chasing.list_chased(session, on or self._desk.today())

    def get_chased(self, key: ReportKey) -> Chased | None:
        """Return one report with its next step, or None where nothing is awaited."""
        with self._desk.reading() as session:
            return chasing.chased_of(session, key, self._desk.today())

    def list_contacts(self, key: ReportKey) -> tuple[ContactRow, ...]:
        """Return the contacts about a month."""
        with self._desk.reading() as session:
            return chasing.list_contacts(session, key)

    def list_letters(self, key: ReportKey) -> tuple[LetterRow, ...]:
        """Return the letters about a month."""
        with self._desk.reading() as session:
            return chasing.list_letters(session, key)

    def read_letter(self, letter_id: UUID) -> SentLetter:
        """Return a letter as it was made."""
        with self._desk.reading() as session:
            return read_sent(session, letter_id)

    def print_letter(self, letter_id: UUID) -> Paper:
        """Return the PDF of a letter as it was made, to be saved or printed."""
        pdf = self.read_letter(letter_id).pdf
        return Paper(pdf, count_pages(pdf))

    def print_overdue(self, keys: Collection[ReportKey] | None = None) -> Paper:
        """Return the list of what is late today, of all reports or of some, with the next step of each."""
        today = self._desk.today()
        with self._desk.reading() as session:
            late = [
                each
                for each in chasing.list_chased(session, today)
                if each.days_late(today) and (keys is None or each.key in keys)
            ]
            settings = read_settings(session)
        return print_overdue_list(
            OverdueListData(
                city_name=settings.city,
                section=settings.section,
                on=today,
                made_at=dt.datetime.combine(today, dt.time(9), JAPAN),
                rows=tuple(_overdue_row(each, today) for each in late),
            )
        )

    def write_diary(self) -> bytes:
        """Return the due days of the fiscal year and what is still late, and the promises, as iCalendar."""
        from oversight.reports.diary import diary_of

        today = self._desk.today()
        with self._desk.reading() as session:
            lines = list_lines(session, today, fiscal_year_of(today))
            chased = chasing.list_chased(session, today)
        return diary_of(lines, chased, self._desk.clock.now())

    # Writing

    def note_contact(self, draft: ContactDraft[ReportKey]) -> Change:
        """Note a call, mail, visit or consultation, and what was promised."""
        with self._desk.writing(Deed.CHASE_REPORT, "report_contact.add") as session:
            row = chasing.note_contact(session, self._desk, draft)
        return Change.of(Subject.REPORT, row_id=row.id)

    def withdraw_contact(self, contact_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Take back a contact noted by mistake."""
        with self._desk.writing(Deed.CHASE_REPORT, "report_contact.withdraw", reason) as session:
            row = get_row(session, ReportContact, contact_id)
            check_version(row, version)
            take_back(self._desk, row, reason=reason)
        return Change.of(Subject.REPORT, row_id=contact_id)

    def chase(self, on: dt.date | None = None) -> ChaseOutcome[Chased]:
        """Make exactly the letters due on a day, each in a transaction of its own; again, make none."""
        day = on or self._desk.today()

        def make(session: Session, due: DueLetter[Chased]) -> LetterRow | None:
            return make_letter(session, self._desk, due, day)

        return climbing.chase(self._desk, "report_letter.add", self.list_chased(day), make)


def _overdue_row(each: Chased, today: dt.date) -> OverdueRow:
    head = each.contract
    return OverdueRow(
        department=head.department,
        contractor=head.contractor,
        contract=f"{head.number} {head.title}",
        month=show_month_short(each.key.month),
        due_on=each.awaited_on,
        days=each.days_late(today),
        done=_told_done(each),
        next_step=tell_step(each.step),
    )


def _told_done(each: Chased) -> str:
    """Return what was done so far: 連絡2回・文書1通, or none."""
    contacts, letters = each.past.contacts, each.past.letters
    parts = (
        _n("連絡{count}回", contacts).format(count=contacts) if contacts else "",
        _n("文書{count}通", letters).format(count=letters) if letters else "",
    )
    return _("・").join(filter(None, parts)) or _("なし")
