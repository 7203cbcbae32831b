"""Keying in paper sheets as a deed; the part of ``VisitsService`` about sheets, and what is half keyed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.devices import point_deeds, visit_drafts
from oversight.devices.door_points import points_of_entry
from oversight.devices.door_points_service import DoorPointDeeds
from oversight.devices.keying import SheetDraft, key_in
from oversight.devices.visit_drafts import DraftOf
from oversight.devices.visit_rows import Entered
from oversight.words import _


class SheetDeeds(DoorPointDeeds):
    """Records a sheet whole or not at all; keeps one half keyed in."""

    def key_in(self, draft: SheetDraft) -> Entered:
        """Record the lines of a paper sheet as entries and leavings afterwards, all or none.

        A refusal names the line and field: ``lines.3.entered_at``.
        """
        told = _("紙の記録票 {sheet}").format(sheet=draft.name)
        reason = " / ".join(filter(None, (told, draft.reason.strip())))
        with (
            self._noting_attempts(),
            self._desk.writing(Deed.RECORD_VISIT, "visit.key_in", reason) as session,
        ):
            visits = key_in(session, self._desk, draft)
            visit_drafts.drop_draft(session, self._desk, draft.area_id, DraftOf.SHEET)
            points = (point for visit in visits for point in points_of_entry(session, visit))
            point_deeds.note_points(session, self._desk, points)
        return Entered(
            tuple(each.id for each in visits),
            tuple(each.number for each in visits),
            Change.of(Subject.DEVICE, row_id=visits[0].id),
        )

    def save_sheet_draft(self, area_id: UUID, draft: dict[str, Any]) -> None:
        """Keep a sheet half keyed in; when this returns, it is on the disk."""
        with self._desk.writing(Deed.RECORD_VISIT, "visit_draft.save") as session:
            visit_drafts.save_draft(session, self._desk, area_id, draft, DraftOf.SHEET)

    def read_sheet_draft(self, area_id: UUID) -> dict[str, Any] | None:
        """Return the sheet this person was keying in for an area, if any."""
        with self._desk.reading() as session:
            return visit_drafts.read_draft(session, self._desk, area_id, DraftOf.SHEET)

    def drop_sheet_draft(self, area_id: UUID) -> None:
        """Forget the sheet this person was keying in for an area."""
        with self._desk.writing(Deed.RECORD_VISIT, "visit_draft.drop") as session:
            visit_drafts.drop_draft(session, self._desk, area_id, DraftOf.SHEET)
