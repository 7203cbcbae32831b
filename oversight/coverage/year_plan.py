"""The year's plan as deeds: propose, adopt, move, print, notify; each says what it touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from models.inspection import InspectionState
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.coverage import planning
from oversight.coverage.detail_reading import read_calendar, read_entries
from oversight.coverage.notices import NoticeGiven, Numbering, give_notices
from oversight.coverage.plan_paper import plan_data
from oversight.coverage.risk import Risk, RiskRule, read_rules
from oversight.coverage.rows import CalendarYear, DayEntry, Proposal
from oversight.desk import Desk
from oversight.inspections import planning as inspections
from oversight.inspections.printing import print_notice
from oversight.papers import Paper, print_year_plan
from oversight.settings import read_settings


class YearPlanService:
    """Which contract is visited when and by whom."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def read_rules(self) -> tuple[RiskRule, ...]:
        """Return the office's table of points."""
        with self._desk.reading() as session:
            return read_rules(read_settings(session).inspection_risks)

    def list_risks(self) -> Mapping[UUID, Risk]:
        """Return the points of every contract."""
        with self._desk.reading() as session:
            return planning.read_risks(session, self._desk.today())

    def propose(self, year: int) -> tuple[Proposal, ...]:
        """Return a day and inspectors for each open year that has nothing planned; nothing is written."""
        with self._desk.reading() as session:
            return planning.list_proposals(session, self._desk.today(), year)

    def read_calendar(self, year: int) -> CalendarYear:
        """Return the inspections of a fiscal year by day, and the closing days."""
        with self._desk.reading() as session:
            return read_calendar(session, year)

    def list_unnotified(self, year: int) -> tuple[DayEntry, ...]:
        """Return the planned inspections of a fiscal year whose notice has not gone out, by day."""
        entries = self.read_calendar(year).entries
        return tuple(entry for entry in entries if entry.state is InspectionState.PLANNED)

    # Writing

    def adopt(self, proposals: Iterable[Proposal]) -> Change:
        """Plan the visits proposed: all of them, or none where one does not stand any more."""
        with self._desk.writing(Deed.PLAN_INSPECTION, "inspection.plan") as session:
            planning.adopt(session, self._desk, tuple(proposals))
        return Change.of(Subject.INSPECTION)

    def move(self, inspection_id: UUID, day: dt.date, *, version: int | None = None) -> Change:
        """Put a planned inspection on another day on which the office is open."""
        with self._desk.writing(Deed.PLAN_INSPECTION, "inspection.reschedule") as session:
            inspections.move(session, inspection_id, day, version)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def give_notices(
        self, entries: Sequence[DayEntry], numbering: Numbering, on: dt.date
    ) -> tuple[NoticeGiven, ...]:
        """Number and record the notices of planned inspections: all of them, or none."""
        return give_notices(self._desk, entries, numbering, on)

    # Papers

    def print_plan(self, year: int) -> Paper:
        """Return the plan of a fiscal year."""
        with self._desk.reading() as session:
            return print_year_plan(plan_data(session, self._desk.today(), year))

    def print_notices(self, given: Collection[NoticeGiven]) -> tuple[tuple[str, Paper], ...]:
        """Return the notices by the number of their inspection."""
        with self._desk.reading() as session:
            return tuple(
                (each.inspection_number, print_notice(session, self._desk, each.inspection_id))
                for each in given
            )

    def write_diary(self, year: int) -> bytes:
        """Return the inspections of a fiscal year as iCalendar; those called off leave the calendar."""
        from oversight.coverage.diary import diary_of

        with self._desk.reading() as session:
            return diary_of(read_entries(session, year), self._desk.clock.now())
