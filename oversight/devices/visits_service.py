"""The door as deeds: entering, leaving, handing back; and what the entry log shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.access import Actor, Deed
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.devices import point_deeds, visit_drafts, visit_reading
from oversight.devices.areas import read_area
from oversight.devices.door_points import points_of_entry
from oversight.devices.entering import Coming, enter
from oversight.devices.expected_inspections import ExpectedInspection, list_expected
from oversight.devices.keying_service import SheetDeeds
from oversight.devices.leaving import HandBackDraft, LeavingDraft, hand_back, leave
from oversight.devices.lockers import Locker, list_lockers
from oversight.devices.looking_back import LookingBack
from oversight.devices.permits import Carrier
from oversight.devices.shown_permits import ShownPermit, list_shown
from oversight.devices.visit_document import check_visit
from oversight.devices.visit_rows import (
    CarrierSign,
    Entered,
    EntryDraft,
    InsideRow,
    Regular,
    VisitCheck,
    VisitRow,
    WitnessCount,
)
from oversight.inspections.entry_log import EntryEvidence, read_entry_evidence

if TYPE_CHECKING:
    from models.device import Visit

MOST_REGULARS = 12


class VisitsService(SheetDeeds, LookingBack):
    """Records who and what goes in and out of an area, and tells who and what is inside."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Deeds

    def enter(
        self, draft: EntryDraft, *, signed: CarrierSign | None = None, witness: Actor | None = None
    ) -> Entered:
        """Record that somebody entered; ``witness`` has just proven to be present."""
        return self.enter_group([(draft, signed)], witness=witness)

    def enter_group(self, group: Sequence[Coming], *, witness: Actor | None = None) -> Entered:
        """Record that several entered together, all or nobody; a refusal names ``persons.0.…`` and so on."""
        is_late = any(draft.entered_at is not None for draft, _signed in group)
        name = "visit.enter_late" if is_late else "visit.enter"
        with (
            self._noting_attempts(),
            self._desk.writing(Deed.RECORD_VISIT, name, _reason_of(group)) as session,
        ):
            visits = enter(session, self._desk, group, witness)
            visit_drafts.drop_draft(session, self._desk, visits[0].area_id)
            point_deeds.note_points(
                session,
                self._desk,
                (point for visit in visits for point in points_of_entry(session, visit)),
            )
        return _entered(visits)

    def leave(self, draft: LeavingDraft, *, witness: Actor | None = None) -> Change:
        """Record that visitors left, with what they took back; what is unaccounted keeps a visit open."""
        is_late = draft.at is not None
        name = "visit_exit.leave_late" if is_late else "visit_exit.leave"
        reason = draft.late_reason.strip() if is_late else ""
        with self._noting_attempts(), self._desk.writing(Deed.RECORD_VISIT, name, reason) as session:
            leave(session, self._desk, draft, witness)
        return Change.of(Subject.DEVICE)

    def hand_back(self, draft: HandBackDraft, *, witness: Actor | None = None) -> Change:
        """Record that devices were handed back or checked out, several at once, each visitor signing."""
        reason = draft.late_reason.strip() if draft.at is not None else ""
        name = "device_return.hand_back"
        with self._noting_attempts(), self._desk.writing(Deed.RECORD_VISIT, name, reason) as session:
            hand_back(session, self._desk, draft, witness)
        return Change.of(Subject.DEVICE)

    # Reading

    def inside_now(self, area_id: UUID | None = None) -> tuple[InsideRow, ...]:
        """Return the visits that are not over, the longest first: of one area, or of all."""
        with self._desk.reading() as session:
            return visit_reading.list_inside(session, self._desk.clock.now(), area_id)

    def list_visits(self, area_id: UUID | None, month: dt.date) -> tuple[VisitRow, ...]:
        """Return the entry log of a month: of an area, or of all."""
        with self._desk.reading() as session:
            return visit_reading.list_month(session, area_id, month)

    def get_visit(self, visit_id: UUID) -> VisitRow:
        """Return one visit, or raise ``NotFoundError``."""
        with self._desk.reading() as session:
            return visit_reading.read_visit(session, visit_id)

    def check_visit(self, visit_id: UUID) -> VisitCheck:
        """Tell whether a visit and its signatures are as they were signed."""
        with self._desk.reading() as session:
            return check_visit(session, visit_id)

    def regulars(self, area_id: UUID, *, most: int = MOST_REGULARS) -> tuple[Regular, ...]:
        """Return who entered an area most of late, each with their last declaration."""
        with self._desk.reading() as session:
            return visit_reading.list_regulars(session, area_id, self._desk.today(), most)

    def lockers(self, area_id: UUID) -> tuple[Locker, ...]:
        """Return the locker and seal numbers a door used of late, and which hold something now."""
        with self._desk.reading() as session:
            return list_lockers(session, area_id)

    def permits_of(
        self, area_id: UUID, *, worker_id: UUID | None = None, staff_id: UUID | None = None, person: str = ""
    ) -> tuple[ShownPermit, ...]:
        """Return the permits of whoever stands at a door, those that let a device in today first."""
        with self._desk.reading() as session:
            return list_shown(session, area_id, self._desk.today(), Carrier(person, worker_id, staff_id))

    def expected_inspections(self, area_id: UUID) -> tuple[ExpectedInspection, ...]:
        """Return the inspections of an area's contract for which somebody comes, the earliest first."""
        with self._desk.reading() as session:
            return list_expected(session, read_area(session, area_id).contract_id)

    def who_witnessed(self, area_id: UUID | None, month: dt.date) -> tuple[WitnessCount, ...]:
        """Return who witnessed how often in a month, the most first."""
        with self._desk.reading() as session:
            return visit_reading.count_witnesses(session, area_id, month)

    def entry_evidence(self, inspection_id: UUID) -> tuple[EntryEvidence, ...]:
        """Return what the entry log shows for the items on devices of an inspection's checklist."""
        with self._desk.reading() as session:
            return read_entry_evidence(session, inspection_id)

    # A visit being entered

    def save_draft(self, area_id: UUID, draft: dict[str, Any]) -> None:
        """Keep what was entered so far at the door of an area; when this returns, it is on the disk."""
        with self._desk.writing(Deed.RECORD_VISIT, "visit_draft.save") as session:
            visit_drafts.save_draft(session, self._desk, area_id, draft)

    def read_draft(self, area_id: UUID) -> dict[str, Any] | None:
        """Return what this person was entering for an area, if anything."""
        with self._desk.reading() as session:
            return visit_drafts.read_draft(session, self._desk, area_id)

    def drop_draft(self, area_id: UUID) -> None:
        """Forget what this person was entering for an area."""
        with self._desk.writing(Deed.RECORD_VISIT, "visit_draft.drop") as session:
            visit_drafts.drop_draft(session, self._desk, area_id)


def _reason_of(group: Sequence[Coming]) -> str:
    """Return the reasons given, each once, as the journal keeps them."""
    given = [each for draft, _signed in group for each in (draft.late_reason, draft.exception_reason)]
    return " / ".join(dict.fromkeys(each.strip() for each in given if each.strip()))


def _entered(visits: Sequence[Visit]) -> Entered:
    first = visits[0]
    return Entered(
        tuple(each.id for each in visits),
        tuple(each.number for each in visits),
        Change.of(Subject.DEVICE, row_id=first.id),
    )
