"""Points of the door as deeds; the part of ``VisitsService`` that is about what wants a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.device import DeviceReturn, DoorPoint, DoorPointKind, Visit, VisitExit
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.devices import point_deeds
from oversight.devices.door_points import find_points, left_open
from oversight.devices.exceptions import OwnWitnessError
from oversight.devices.point_deeds import DoorPointRow, DoorToday
from oversight.findings.from_points import PointFindingDraft, dismiss, open_point


@dataclass(frozen=True)
class _Looked:
    """What must have changed since the log was looked through, for a look to find anything new."""

    day: dt.date
    left_open: frozenset[tuple[DoorPointKind, str]]
    newest: tuple[UUID | None, ...]


class DoorPointDeeds:
    """Notes points, lists them, decides them."""

    _desk: Desk
    _looked: _Looked | None = None

    def today(self) -> DoorToday:
        """Return the points nobody decided, and the visits that go on past the closing hour."""
        with self._desk.reading() as session:
            return point_deeds.read_today(session, self._desk.clock.now())

    def list_points(self, *, open_only: bool = True, area_id: UUID | None = None) -> tuple[DoorPointRow, ...]:
        """Return the points, the newest first."""
        with self._desk.reading() as session:
            return point_deeds.list_points(session, open_only=open_only, area_id=area_id)

    def note_points(self) -> Change:
        """Look through the log and note what wants a look; the same is not noted twice."""
        with self._desk.reading() as session:
            found = point_deeds.unnoted(session, find_points(session, self._desk.clock.now()))
        if not found:
            return Change()
        with self._desk.writing(Deed.RECORD_VISIT, "door_point.notice") as session:
            point_deeds.note_points(session, self._desk, found)
        return Change.of(Subject.DEVICE)

    def look_for_points(self) -> Change:
        """Note what wants a look if anything can have come since this desk looked last.

        That is on a new day, after a deed at a door, and when a closing hour passes with somebody inside.
        """
        with self._desk.reading() as session:
            standing = self._standing(session)
        if standing == self._looked:
            return Change()
        change = self.note_points()
        self._looked = standing
        return change

    def _standing(self, session: Session) -> _Looked:
        newest = (
            session.scalar(select(kind.id).order_by(kind.id.desc()).limit(1))
            for kind in (Visit, VisitExit, DeviceReturn)
        )
        standing = left_open(session, self._desk.clock.now())
        keys = frozenset((each.kind, each.key) for each in standing)
        return _Looked(self._desk.today(), keys, tuple(newest))

    def note_found_device(
        self, area_id: UUID, class_id: str, note: str, *, visit_id: UUID | None = None
    ) -> Change:
        """Note a device found inside that nobody declared; ``visit_id`` says whose, if that is known."""
        with self._desk.writing(Deed.RECORD_VISIT, "door_point.notice") as session:
            found = point_deeds.found_device(session, area_id, class_id, note, visit_id)
            (row_id,) = point_deeds.note_points(session, self._desk, [found])
        return Change.of(Subject.DEVICE, row_id=row_id)

    def dismiss_point(self, point_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Find nothing wrong with a point, and say why."""
        with self._desk.writing(Deed.EDIT_FINDING, "door_point.dismiss", reason) as session:
            dismiss(self._desk, open_point(session, DoorPoint, point_id, version), reason=reason)
        return Change.of(Subject.DEVICE, row_id=point_id)

    def make_finding(self, point_id: UUID, draft: PointFindingDraft, *, version: int | None = None) -> Change:
        """Make a finding of a point; the change names the finding."""
        with self._desk.writing(Deed.EDIT_FINDING, "door_point.make_finding") as session:
            finding = point_deeds.make_finding(session, self._desk, point_id, draft, version)
        return Change.of(Subject.DEVICE, Subject.FINDING, row_id=finding.id)

    @contextmanager
    def _noting_attempts(self) -> Iterator[None]:
        """Note in a transaction of its own that somebody was to be their own witness; refuse the deed."""
        try:
            yield
        except OwnWitnessError as error:
            with self._desk.writing(Deed.RECORD_VISIT, "door_point.notice") as session:
                attempt = point_deeds.attempted(self._desk, error.attempt)
                point_deeds.note_points(session, self._desk, [attempt])
            raise
