"""Files of whichever form, sorted: monthly reports and reports of correction in one batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from oversight.change import Change, Subject
from oversight.corrections.form_service import CorrectionFormsService
from oversight.corrections.taking_in import CorrectionLook, CorrectionLooking
from oversight.desk import Desk
from oversight.exchange.course import Course
from oversight.intake import TakenIn, look_at_files
from oversight.report_form.faults import FileFault
from oversight.reports import FileLook, FilingService
from oversight.reports.taking_in import ReportLooking

Look = FileLook | CorrectionLook
"""What becomes of a file of either form."""

Received = TakenIn[Look]
"""What taking in a batch of both did."""


class IntakeService:
    """Looks at files that came in and takes them in, each as what it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look_at(self, paths: Iterable[Path], *, course: Course | None = None) -> tuple[Look, ...]:
        """Tell file by file what taking in would do; folders are gone through; nothing is written.

        A file that is of neither form is named as one that is no monthly report.
        """
        reports, corrections = ReportLooking(self._desk.today()), CorrectionLooking(self._desk.today())

        def look_at(session: Session, path: Path) -> Look:
            look = reports.look_at(session, path)
            return corrections.look_at(session, path) if look.fault is FileFault.CORRECTION_FORM else look

        return look_at_files(self._desk, paths, look_at, course=course)

    def take_in(
        self,
        looks: Sequence[Look],
        *,
        received_on: dt.date | None = None,
        course: Course | None = None,
    ) -> Received:
        """Take in the files that can be; one refused stops no other."""
        reports = tuple(look for look in looks if isinstance(look, FileLook))
        corrections = tuple(look for look in looks if isinstance(look, CorrectionLook))
        filed = FilingService(self._desk).take_in(reports, received_on=received_on, course=course)
        kept = CorrectionFormsService(self._desk).take_in(corrections, received_on=received_on, course=course)
        return TakenIn(
            (*filed.taken, *kept.taken),
            (*filed.refused, *kept.refused),
            Change.of(Subject.REPORT, Subject.FINDING),
        )
