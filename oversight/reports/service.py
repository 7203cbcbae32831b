"""Monthly handling reports as deeds: each checks access, writes, journals and says what it touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

from models.monthly_report import MonthlyReport, ReportWaiver
from oversight.access import Deed
from oversight.calendar import Shift
from oversight.calendar.due import shifted
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row, take_back
from oversight.register import ContractDraft
from oversight.reports import deeds, lines, reading
from oversight.reports.deeds import ReceiptDraft, WaiverDraft
from oversight.reports.filings import refuse_undecided
from oversight.reports.lines import MonthDetail, ReportKey, ReportLine
from oversight.reports.owed import OwedDifference
from oversight.reports.previewing import preview_contract, preview_settings
from oversight.reports.rows import LateReport, MonthRow, OpenReport, WaiverRow
from oversight.reports.today import ReportsToday, read_today
from oversight.settings import read_settings


class ReportsService:
    """Receive, return, check, close, waive; list what is late, open, owed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def list_late(self) -> tuple[LateReport, ...]:
        """Return what is late today, the longest first."""
        with self._desk.reading() as session:
            return reading.list_late(session, self._desk.today())

    def count_late(self) -> int:
        """Return how many reports are late today."""
        with self._desk.reading() as session:
            return reading.count_late(session, self._desk.today())

    def count_due_between(self, first: dt.date, last: dt.date) -> int:
        """Return how many reports not yet received fall due in a stretch of days."""
        with self._desk.reading() as session:
            return reading.count_due_between(session, first, last)

    def list_open(self) -> tuple[OpenReport, ...]:
        """Return what has come in and is not closed."""
        with self._desk.reading() as session:
            return reading.list_open(session, self._desk.today())

    def list_months(self, contract_id: UUID) -> tuple[MonthRow, ...]:
        """Return every month of a contract that owes or has a report."""
        with self._desk.reading() as session:
            return reading.list_months(session, contract_id, self._desk.today())

    def list_year(self, year: int) -> tuple[ReportLine, ...]:
        """Return the reports of a fiscal year, and what is late or not closed from any other."""
        with self._desk.reading() as session:
            return lines.list_lines(session, self._desk.today(), year)

    def get_month(self, key: ReportKey) -> MonthDetail | None:
        """Return one month of a contract, or None where no report is owed for it."""
        with self._desk.reading() as session:
            return lines.read_month(session, key, self._desk.today())

    def read_today(self) -> ReportsToday:
        """Return what is late, due, waiting and returned, for the person who asks."""
        with self._desk.reading() as session:
            return read_today(session, self._desk.actor, self._desk.today())

    def list_waivers(self, contract_id: UUID) -> tuple[WaiverRow, ...]:
        """Return the waivers of a contract."""
        with self._desk.reading() as session:
            return reading.list_waivers(session, contract_id)

    def propose_resubmission(self) -> dt.date:
        """Return the day offered for a resubmission: the office's days from today, on an open day."""
        with self._desk.reading() as session:
            settings = read_settings(session)
        day = self._desk.today() + dt.timedelta(days=settings.resubmit_days)
        return shifted(day, Shift.LATER, settings.closing_days.calendar()).day

    def preview_contract(self, contract_id: UUID | None, draft: ContractDraft) -> tuple[OwedDifference, ...]:
        """Return what a contract as drafted would change of what is owed; nothing is written."""
        with self._desk.reading() as session:
            return preview_contract(session, contract_id, draft)

    def preview_settings(self, **values: object) -> dict[UUID, tuple[OwedDifference, ...]]:
        """Return, by contract, what changed settings would change of what is owed; nothing is written."""
        with self._desk.reading() as session:
            return preview_settings(session, values)

    # Writing

    def receive_report(self, draft: ReceiptDraft) -> Change:
        """Record that a month's report has come in."""
        with self._desk.writing(Deed.RECEIVE_REPORT, "monthly_report.receive") as session:
            row = deeds.receive(session, self._desk, draft)
        return Change.of(Subject.REPORT, row_id=row.id)

    def begin_check(self, report_id: UUID, *, version: int | None = None) -> Change:
        """Take a report up for checking."""
        with self._changing(Deed.CHECK_REPORT, "monthly_report.begin_check", report_id, version) as (
            _session,
            row,
        ):
            deeds.begin_check(row)
        return Change.of(Subject.REPORT, row_id=report_id)

    def return_report(
        self, report_id: UUID, *, reasons: str, resubmit_on: dt.date, version: int | None = None
    ) -> Change:
        """Send a report back with reasons and a resubmission day."""
        with self._changing(Deed.CHECK_REPORT, "monthly_report.return", report_id, version) as (session, row):
            deeds.send_back(session, self._desk, row, reasons=reasons, resubmit_on=resubmit_on)
        return Change.of(Subject.REPORT, row_id=report_id)

    def receive_again(self, report_id: UUID, *, received_on: dt.date, version: int | None = None) -> Change:
        """Record that a returned report has come again."""
        with self._changing(Deed.RECEIVE_REPORT, "monthly_report.receive_again", report_id, version) as (
            session,
            row,
        ):
            deeds.resubmit(session, self._desk, row, received_on=received_on)
        return Change.of(Subject.REPORT, row_id=report_id)

    def check_report(self, report_id: UUID, *, version: int | None = None) -> Change:
        """Find a report right."""
        with self._changing(Deed.CHECK_REPORT, "monthly_report.check", report_id, version) as (session, row):
            refuse_undecided(session, row.id)
            deeds.check(self._desk, row)
        return Change.of(Subject.REPORT, row_id=report_id)

    def check_by_chief(self, report_id: UUID, *, version: int | None = None) -> Change:
        """Let the section's chief find a checked report right as well."""
        name = "monthly_report.check_by_chief"
        with self._changing(Deed.CHECK_REPORT, name, report_id, version) as (session, row):
            refuse_undecided(session, row.id)
            deeds.check_by_chief(session, self._desk, row)
        return Change.of(Subject.REPORT, row_id=report_id)

    def close_report(self, report_id: UUID, *, version: int | None = None) -> Change:
        """Close a checked report."""
        with self._changing(Deed.CLOSE_REPORT, "monthly_report.close", report_id, version) as (session, row):
            refuse_undecided(session, row.id)
            deeds.close(session, self._desk, row)
        return Change.of(Subject.REPORT, row_id=report_id)

    def withdraw_report(self, report_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Take back a receipt entered by mistake."""
        with self._changing(Deed.RECEIVE_REPORT, "monthly_report.withdraw", report_id, version, reason) as (
            _session,
            row,
        ):
            deeds.withdraw(self._desk, row, reason=reason)
        return Change.of(Subject.REPORT, row_id=report_id)

    def waive(self, draft: WaiverDraft) -> Change:
        """Excuse months of a contract."""
        with self._desk.writing(Deed.WAIVE_REPORT, "report_waiver.add", draft.reason) as session:
            row = deeds.waive(session, self._desk, draft)
        return Change.of(Subject.REPORT, row_id=row.id)

    def end_waiver(self, waiver_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Take a waiver back."""
        with self._desk.writing(Deed.WAIVE_REPORT, "report_waiver.end", reason) as session:
            row = get_row(session, ReportWaiver, waiver_id)
            check_version(row, version)
            take_back(self._desk, row, reason=reason)
        return Change.of(Subject.REPORT, row_id=waiver_id)

    @contextmanager
    def _changing(
        self, deed: Deed, name: str, report_id: UUID, version: int | None, reason: str = ""
    ) -> Iterator[tuple[Session, MonthlyReport]]:
        with self._desk.writing(deed, name, reason) as session:
            yield session, deeds.standing_report(session, report_id, version)
