"""Approvals as deeds: each checks access, writes, journals and says what it touched."""

from __future__ import annotations

from uuid import UUID

from oversight.access import Actor, Deed
from oversight.approvals import deeds
from oversight.approvals.reading import read_awaiting, read_view
from oversight.approvals.route import Routes, RouteStep, kept_routes, read_routes
from oversight.approvals.rows import ApprovalsView, AwaitingRow, DecisionDraft
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.settings import read_settings, write_settings

_DEEDS = {
    "approved": "approval_step.approve",
    "returned": "approval_step.return",
}


class ApprovalsService:
    """Draft, decide, take back; the routes of the sections."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def as_person(self, actor: Actor) -> ApprovalsService:
        """Return the same service for a colleague who has just proven to be present on this machine."""
        return ApprovalsService(self._desk.of_person(actor))

    # Reading

    def get_approvals(self, inspection_id: UUID) -> ApprovalsView:
        """Return all approvals of an inspection and what the acting person may do now."""
        with self._desk.reading() as session:
            return read_view(session, self._desk.actor, inspection_id)

    def list_awaiting(self) -> tuple[AwaitingRow, ...]:
        """Return the records that await a decision, the longest waiting first."""
        with self._desk.reading() as session:
            return read_awaiting(session, self._desk.actor)

    # The way of a record

    def draft(self, inspection_id: UUID, *, comment: str = "") -> Change:
        """Send the newest version of a record on its section's route (起案)."""
        with self._desk.writing(Deed.DRAFT_APPROVAL, "approval.draft", comment) as session:
            deeds.draft(session, self._desk, inspection_id, comment)
        return Change.of(Subject.INSPECTION, row_id=inspection_id)

    def decide(self, approval_id: UUID, draft: DecisionDraft, *, position: int | None = None) -> Change:
        """Pass the next step or send the record back; ``position`` is the step the caller saw."""
        name = _DEEDS[draft.decision.value]
        with self._desk.writing(Deed.DECIDE_APPROVAL, name, draft.comment) as session:
            deeds.decide(session, self._desk, approval_id, draft, position)
        return Change.of(Subject.INSPECTION, row_id=approval_id)

    def withdraw(self, approval_id: UUID, *, reason: str = "") -> Change:
        """Take one's own drafting back before the first decision."""
        with self._desk.writing(Deed.DRAFT_APPROVAL, "approval_step.withdraw", reason) as session:
            deeds.withdraw(session, self._desk, approval_id, reason)
        return Change.of(Subject.INSPECTION, row_id=approval_id)

    # Routes

    def read_routes(self) -> dict[str, tuple[RouteStep, ...]]:
        """Return the routes by section (identifier in hex); under an empty text that of all others."""
        with self._desk.reading() as session:
            return read_routes(read_settings(session).approval_routes)

    def change_routes(self, routes: Routes, *, inspector_may_approve_last: bool, reason: str = "") -> Change:
        """Set all routes, and whether who inspected may decide last; what is under way keeps its route."""
        kept = kept_routes(routes)
        with self._desk.writing(Deed.CHANGE_SETTINGS, "setting.change", reason) as session:
            values = {"approval_routes": kept, "inspector_may_approve_last": inspector_may_approve_last}
            write_settings(session, values)
        return Change.of(Subject.SETTINGS)
