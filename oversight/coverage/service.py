"""Coverage as deeds: which years are inspected, excused, open or missed; each deed says what it touched."""

from __future__ import annotations

from uuid import UUID

from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.coverage import reading, waiving
from oversight.coverage.detail_reading import read_inspections, read_places
from oversight.coverage.planning import read_risks
from oversight.coverage.reading import CoverRow
from oversight.coverage.rows import CoverDetail
from oversight.desk import Desk
from oversight.inspection_years import CoverKey


class CoverageService:
    """Lists years of contracts and excuses them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list_year(self, year: int) -> tuple[CoverRow, ...]:
        """Return the years of contracts that fall due in a fiscal year; each has one standing."""
        with self._desk.reading() as session:
            return reading.list_cover(session, self._desk.today(), year)

    def list_years(self, contract_id: UUID) -> tuple[CoverRow, ...]:
        """Return all years of a contract that have begun, the newest first."""
        with self._desk.reading() as session:
            return reading.list_years(session, contract_id, self._desk.today())

    def get_year(self, key: CoverKey) -> CoverDetail | None:
        """Return one year with its places, inspections and points; None where the contract owes none."""
        today = self._desk.today()
        with self._desk.reading() as session:
            row = reading.read_year(session, key, today)
            if row is None:
                return None
            return CoverDetail(
                row,
                read_places(session, key.contract_id),
                read_inspections(session, row),
                read_risks(session, today, key.contract_id)[key.contract_id],
            )

    def waive(self, key: CoverKey, *, reason: str) -> Change:
        """Excuse a year from its inspection; the acting manager approves it."""
        with self._desk.writing(Deed.WAIVE_INSPECTION, "inspection_waiver.add") as session:
            row = waiving.waive(session, self._desk, key, reason=reason)
        return Change.of(Subject.INSPECTION, row_id=row.id)

    def end_waiver(self, waiver_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Take an excuse back; the year lacks an inspection again."""
        with self._desk.writing(Deed.WAIVE_INSPECTION, "inspection_waiver.withdraw", reason) as session:
            waiving.end_waiver(session, self._desk, waiver_id, reason=reason, version=version)
        return Change.of(Subject.INSPECTION, row_id=waiver_id)
