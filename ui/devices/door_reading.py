"""What the page at a door shows, read in one go off the window's thread."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.devices import (
    AreaRow,
    DeclaredDevice,
    DeviceClass,
    Holding,
    InsideRow,
    Locker,
    Regular,
    Treatment,
    VisitRow,
)
from oversight.people import StaffRow
from oversight.register import WorkerRow
from ui.devices.declared_field import Declaration

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class DoorStanding:
    """An area, what holds at its door, who is inside, who comes often, and an entry begun before."""

    area: AreaRow
    holding: Holding
    classes: tuple[DeviceClass, ...]
    inside: tuple[InsideRow, ...]
    regulars: tuple[Regular, ...]
    lockers: tuple[Locker, ...]
    workers: tuple[WorkerRow, ...]
    staff: tuple[StaffRow, ...]
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
        office.visits.read_draft(area_id),
    )


def kept_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return an entry half made as it is kept: no signature, no passphrase."""
    declared: Declaration = values["declared"]
    return {
        "who": list(values["who"]) if values["who"] else None,
        "person": values["person"],
        "organisation": values["organisation"],
        "purpose": values["purpose"],
        "exception_reason": values["exception_reason"],
        "carries_nothing": declared.carries_nothing,
        "devices": [
            [each.class_id, each.count, each.treatment.value, each.kept_at, each.serial]
            for each in declared.devices
        ],
    }


def values_of(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the form for an entry that was kept."""
    devices = tuple(
        DeclaredDevice(class_id, count, Treatment(treatment), kept_at, serial)
        for class_id, count, treatment, kept_at, serial in kept.get("devices", ())
    )
    who = kept.get("who")
    return {
        "who": (who[0], who[1]) if who else None,
        "person": kept.get("person", ""),
        "organisation": kept.get("organisation", ""),
        "purpose": kept.get("purpose", ""),
        "exception_reason": kept.get("exception_reason", ""),
        "declared": Declaration(devices, bool(kept.get("carries_nothing"))),
    }


def values_of_regular(regular: Regular) -> dict[str, Any]:
    """Return the values of the form for somebody who comes often; a locker is given anew each time."""
    worker, staff = regular.worker_id, regular.staff_id
    who = ("worker", str(worker)) if worker else ("staff", str(staff)) if staff else None
    return {
        "who": who,
        "person": "" if who else regular.person,
        "organisation": "" if who else regular.organisation,
        "purpose": regular.purpose,
        "declared": Declaration(regular.devices, regular.carries_nothing),
    }
