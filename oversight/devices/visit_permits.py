"""The permit under which a device is let in: of this person, this area, this class, this day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from models.device import DevicePermit, PermitState
from oversight.devices.permits import covering
from oversight.japanese import fold


@dataclass(frozen=True)
class Carrier:
    """Who carries: from the roster, of the city, or by name."""

    person: str
    worker_id: UUID | None = None
    staff_id: UUID | None = None


def permit_for(
    session: Session, area_id: UUID, device_class: str, on: dt.date, carrier: Carrier
) -> DevicePermit | None:
    """Return the permit that covers a class of devices of a carrier on a day, the longest first."""
    found = covering(
        session,
        area_id,
        device_class,
        on,
        worker_id=carrier.worker_id,
        staff_id=carrier.staff_id,
        holder=carrier.person,
    )
    longest = max(found, key=lambda each: each.ends_on, default=None)
    return session.get(DevicePermit, longest.id) if longest is not None else None


def covers(permit: DevicePermit, area_id: UUID, device_class: str, on: dt.date, carrier: Carrier) -> bool:
    """Tell whether a permit is one of this area, class and carrier that holds on a day."""
    return (
        permit.area_id == area_id
        and permit.device_class == device_class
        and holds_on(permit, on)
        and is_holder(permit, carrier)
    )


def holds_on(permit: DevicePermit, on: dt.date) -> bool:
    """Tell whether a permit holds on a day: granted, within its period, not ended by then."""
    return permit.starts_on <= on <= permit.ends_on and _held(permit, on)


def is_holder(permit: DevicePermit, carrier: Carrier) -> bool:
    """Tell whether a permit is the carrier's; one of nobody's register entry goes by its holder's name."""
    if permit.worker_id is None and permit.staff_id is None:
        return fold(permit.holder) == fold(carrier.person)
    return (permit.worker_id, permit.staff_id) == (carrier.worker_id, carrier.staff_id)


def _held(permit: DevicePermit, on: dt.date) -> bool:
    if permit.withdrawn_on is not None or permit.decided_on is None or permit.decided_on > on:
        return False
    if permit.state is PermitState.ENDED:
        return permit.ended_on is not None and permit.ended_on > on
    return permit.state is PermitState.PERMITTED
