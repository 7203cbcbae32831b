"""Re-inspections that may verify a correction: recorded on or after the day of correction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.finding import Finding
from models.inspection import Inspection
from oversight.calendar import show_day
from oversight.findings.steps import reinspections_of
from oversight.words import _


@dataclass(frozen=True)
class ReinspectionRow:
    """A re-inspection that is on record."""

    id: UUID
    number: str
    conducted_on: dt.date | None

    @property
    def told(self) -> str:
        """再検査 R8-0012（令和8年11月30日）."""
        return _("再検査 {number}（{day}）").format(number=self.number, day=show_day(self.conducted_on))


def list_reinspections(session: Session, row: Finding) -> tuple[ReinspectionRow, ...]:
    """Return those of the finding's contract, the newest first."""
    if row.corrected_on is None:
        return ()
    ids = reinspections_of(row)
    query = select(Inspection).where(Inspection.id.in_(ids)).order_by(Inspection.conducted_on.desc())
    return tuple(ReinspectionRow(each.id, each.number, each.conducted_on) for each in session.scalars(query))
