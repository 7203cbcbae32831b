"""What the page at a door shows, read in one go off the window's thread."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.devices import (
    AreaRow,
    DeviceClass,
    ExpectedInspection,
    Holding,
    InsideRow,
    Locker,
    Regular,
    VisitRow,
)
from oversight.people import StaffRow
from oversight.register import WorkerRow

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class DoorStanding:
    """An area, what holds at its door, who is inside, who and what is expected, and an entry begun before."""

    area: AreaRow
    holding: Holding
    classes: tuple[DeviceClass, ...]
    inside: tuple[InsideRow, ...]
    regulars: tuple[Regular, ...]
    lockers: tuple[Locker, ...]
    workers: tuple[WorkerRow, ...]
    staff: tuple[StaffRow, ...]
    inspections: tuple[ExpectedInspection, ...]
    draft: dict[str, Any] | None

    @property
    def awaited(self) -> tuple[Regular, ...]:
        """Return who comes often and is not inside."""
        inside = {_who_is(row.visit) for row in self.inside if row.visit.is_inside}
        return tuple(each for each in self.regulars if _who_is(each) not in inside)


def _who_is(each: Regular | VisitRow) -> Hashable:
    return each.worker_id or each.staff_id or (each.person, each.organisation)


def read_door(office: Office, area_id: UUID) -> DoorStanding:
    """Read how a door stands now."""
    area = office.areas.get_area(area_id)
    return DoorStanding(
        area,
        office.areas.get_holding(area_id),
        office.areas.list_classes(),
        office.visits.inside_now(area_id),
        office.visits.regulars(area_id),
        office.visits.lockers(area_id),
        office.workers.list_workers(area.contract_id),
        tuple(row for row in office.people.list_staff() if row.left_on is None),
        office.visits.expected_inspections(area_id),
        office.visits.read_draft(area_id),
    )
