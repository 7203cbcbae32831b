"""Deeds on the edition an inspection works with: its parts, and moving to another; part of the service."""

from __future__ import annotations

from uuid import UUID

from models.inspection import Inspection
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.checklist.rows import EditionLine
from oversight.checklist.service import ChecklistsService
from oversight.desk import Desk, get_row
from oversight.inspections import moving, parts
from oversight.inspections.moving import MovePreview


class EditionDeeds:
    """Adds and takes out parts of sections that repeat; moves an open inspection to another edition."""

    _desk: Desk

    def add_part(self, inspection_id: UUID, section_id: str) -> Change:
        """Fill a repeating section once more: one more room, person or device."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.repeat") as session:
            parts.add_part(session, inspection_id, section_id)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def drop_part(self, inspection_id: UUID, section_id: str) -> Change:
        """Take out the last part of a section with its answers; adding one again brings them back."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.repeat") as session:
            parts.drop_part(session, self._desk, inspection_id, section_id)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def list_newer_editions(self, inspection_id: UUID) -> tuple[EditionLine, ...]:
        """Return the later editions of the inspection's checklist, the newest first; none once recorded."""
        with self._desk.reading() as session:
            row = get_row(session, Inspection, inspection_id)
            edition_id, may_move = row.edition_id, moving.may_move(row)
        if not may_move:
            return ()
        lines = ChecklistsService(self._desk).list_editions()
        now = next(line for line in lines if line.id == edition_id)
        newer = [line for line in lines if line.series == now.series and line.number > now.number]
        return tuple(sorted(newer, key=lambda line: line.number, reverse=True))

    def preview_move(self, inspection_id: UUID, edition_id: UUID) -> MovePreview:
        """Tell what moving to an edition would change, and what would become of the answers."""
        with self._desk.reading() as session:
            return moving.preview(session, inspection_id, edition_id)

    def move_to_edition(self, inspection_id: UUID, edition_id: UUID) -> Change:
        """Let an inspection that is not recorded yet ask by another edition; no answer is lost by it."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "inspection.move_to_edition") as session:
            moving.move(session, self._desk, inspection_id, edition_id)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)
