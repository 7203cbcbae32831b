"""Where devices are deposited at a door: the numbers in use there of late, and which hold something now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.device import DeviceReturn, OpenVisit, Treatment, Visit, VisitDevice

LAST_ENTRIES = 300
"""Among so many last entries of an area one looks for what is usual there."""


@dataclass(frozen=True)
class Locker:
    """A locker or seal number; ``holds`` tells that a device deposited there was not handed back."""

    name: str
    holds: bool


def list_lockers(session: Session, area_id: UUID) -> tuple[Locker, ...]:
    """Return the numbers an area's door used of late, in their order, so that one need not be typed."""
    last = (
        select(Visit.id)
        .where(Visit.area_id == area_id)
        .order_by(Visit.number.desc())
        .limit(LAST_ENTRIES)
        .subquery()
    )
    query = (
        select(VisitDevice.kept_at)
        .join(last, VisitDevice.visit_id == last.c.id)
        .where(VisitDevice.treatment == Treatment.DEPOSITED)
        .distinct()
    )
    held = held_at(session, area_id)
    names = set(session.scalars(query)) | held
    return tuple(Locker(name, name in held) for name in sorted(names, key=_in_order))


def held_at(session: Session, area_id: UUID) -> set[str]:
    """Return the numbers that hold something now, however long ago it was deposited."""
    query = (
        select(VisitDevice.kept_at)
        .join(OpenVisit, OpenVisit.visit_id == VisitDevice.visit_id)
        .where(
            OpenVisit.area_id == area_id,
            VisitDevice.treatment == Treatment.DEPOSITED,
            ~exists().where(DeviceReturn.visit_device_id == VisitDevice.id),
        )
    )
    return set(session.scalars(query))


def _in_order(name: str) -> tuple[str, int, str]:
    """Let locker 10 come after locker 9."""
    words = name.rstrip("0123456789")
    figures = name[len(words) :]
    return words, int(figures or 0), name
