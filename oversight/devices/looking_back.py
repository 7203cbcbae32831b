"""Looking back on what the doors recorded; the part of ``VisitsService`` about months and papers."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from oversight.desk import Desk
from oversight.devices import log_papers
from oversight.devices.month_log import MonthLog, read_month
from oversight.papers import Paper


class LookingBack:
    """Reads the log of a month and prints it; prints blank sheets for a door without a laptop."""

    _desk: Desk

    def read_month(self, area_id: UUID, month: dt.date) -> MonthLog:
        """Return the entry log of an area and month, with witnesses, exceptions, permits, what is owed."""
        with self._desk.reading() as session:
            return read_month(session, area_id, month, self._desk.today())

    def print_month(self, area_id: UUID, month: dt.date) -> Paper:
        """Print 入退室記録 of an area and month as it stands today, in the language in use."""
        with self._desk.reading() as session:
            log = read_month(session, area_id, month, self._desk.today())
            return log_papers.log_paper(session, log)

    def print_sheets(self, area_id: UUID, count: int = 1) -> Paper:
        """Print blank sheets for the door of an area, each under a number of its own."""
        with self._desk.reading() as session:
            return log_papers.sheet_paper(session, area_id, count, self._desk.clock.now())
