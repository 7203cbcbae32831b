"""Permits to bring a device in (持込許可): how each stands on a day, which let a device in.

Rules: docs/records.md#permits.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.device import DevicePermit, PermitState
from oversight.japanese import fold
from oversight.words import _, mark

SOON = dt.timedelta(days=30)
"""How long before its last day a permit is said to run out (docs/records.md#permits)."""


class PermitStanding(StrEnum):
    """How a permit stands on a day, the most pressing first."""

    WAITING = "waiting"
    EXPIRING = "expiring"
    VALID = "valid"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    ENDED = "ended"
    REFUSED = "refused"

    @property
    def word(self) -> str:
        """Return its word in the language in use."""
        return _(_WORDS[self])

    @property
    def is_granted(self) -> bool:
        """Tell whether it lets in today, or will: its paper is handed out."""
        return self in (PermitStanding.EXPIRING, PermitStanding.VALID, PermitStanding.NOT_BEGUN)

    @property
    def is_over(self) -> bool:
        """Tell whether it never lets in again."""
        return self in (PermitStanding.EXPIRED, PermitStanding.ENDED, PermitStanding.REFUSED)


_WORDS = {
    PermitStanding.WAITING: mark("許可待ち"),
    PermitStanding.EXPIRING: mark("期限間近"),
    PermitStanding.VALID: mark("有効"),
    PermitStanding.NOT_BEGUN: mark("開始前"),
    PermitStanding.EXPIRED: mark("期限切れ"),
    PermitStanding.ENDED: mark("終了"),
    PermitStanding.REFUSED: mark("不許可"),
}
_BY_STATE = {
    PermitState.REQUESTED: PermitStanding.WAITING,
    PermitState.REFUSED: PermitStanding.REFUSED,
    PermitState.ENDED: PermitStanding.ENDED,
}
MEASURES = (
    mark("暗号化"),
    mark("封印"),
    mark("通信断"),
    mark("マルウェア検査"),
)
"""What protects the data on a device, as offered; others are written out (docs/records.md#permits)."""


@dataclass(frozen=True)
class PermitDays:
    """What the standing of a permit is derived from."""

    state: PermitState
    starts_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None = None

    def standing(self, on: dt.date) -> PermitStanding:
        """Return how it stands on a day."""
        if self.state in _BY_STATE:
            return _BY_STATE[self.state]
        if on > self.ends_on:
            return PermitStanding.EXPIRED if self.ended_on is None else PermitStanding.ENDED
        if on < self.starts_on:
            return PermitStanding.NOT_BEGUN
        return PermitStanding.EXPIRING if self.ends_on - on <= SOON else PermitStanding.VALID


@dataclass(frozen=True)
class CoveringPermit:
    """A permit that lets a device in, as the door asks for it."""

    id: UUID
    number: str
    device: str
    serial: str
    ends_on: dt.date


@dataclass(frozen=True)
class Carrier:
    """Who carries: from the roster, of the city, or by name."""

    person: str
    worker_id: UUID | None = None
    staff_id: UUID | None = None


def covers(permit: DevicePermit, area_id: UUID, device_class: str, on: dt.date, carrier: Carrier) -> bool:
    """Tell whether a permit lets a carrier bring a device of a class into an area on a day."""
    is_for = (permit.area_id, permit.device_class) == (area_id, device_class)
    return is_for and holds_on(permit, on) and _is_holder(permit, carrier)


def holds_on(permit: DevicePermit, on: dt.date) -> bool:
    """Tell whether a permit holds on a day: granted by then, within its period, not ended by then."""
    if permit.withdrawn_on is not None or permit.decided_on is None or permit.decided_on > on:
        return False
    if not permit.starts_on <= on <= permit.ends_on:
        return False
    if permit.state is PermitState.ENDED:
        return permit.ended_on is not None and permit.ended_on > on
    return permit.state is PermitState.PERMITTED


def _is_holder(permit: DevicePermit, carrier: Carrier) -> bool:
    """Tell whether a permit is the carrier's; one of nobody's register entry goes by its holder's name."""
    if permit.worker_id is None and permit.staff_id is None:
        return (carrier.worker_id, carrier.staff_id) == (None, None) and (
            fold(permit.holder) == fold(carrier.person)
        )
    return (permit.worker_id, permit.staff_id) == (carrier.worker_id, carrier.staff_id)


def covering(
    session: Session,
    area_id: UUID,
    device_class: str,
    on: dt.date,
    *,
    worker_id: UUID | None = None,
    staff_id: UUID | None = None,
    holder: str = "",
) -> tuple[CoveringPermit, ...]:
    """Return the permits that let a person bring a device of a class into an area on a day, by number.

    Name one person: a worker of the roster, a member of staff, or somebody else by ``holder``; a name alone
    never finds the permit of one who is known. No permit lets in before the day it was granted.
    """
    carrier = Carrier(holder, worker_id, staff_id)
    query = (
        select(DevicePermit)
        .where(DevicePermit.area_id == area_id, DevicePermit.device_class == device_class)
        .where(DevicePermit.starts_on <= on, DevicePermit.ends_on >= on)
        .order_by(DevicePermit.number)
    )
    return tuple(
        CoveringPermit(row.id, row.number, row.device, row.serial, row.ends_on)
        for row in session.scalars(query)
        if covers(row, area_id, device_class, on, carrier)
    )


def list_pressing(session: Session, on: dt.date) -> dict[PermitStanding, frozenset[UUID]]:
    """Return which permits wait for a decision and which run out soon, for the first page."""
    query = select(
        DevicePermit.id,
        DevicePermit.state,
        DevicePermit.starts_on,
        DevicePermit.ends_on,
        DevicePermit.ended_on,
    ).where(
        DevicePermit.withdrawn_on.is_(None),
        or_(
            DevicePermit.state == PermitState.REQUESTED,
            (DevicePermit.state == PermitState.PERMITTED) & DevicePermit.ends_on.between(on, on + SOON),
        ),
    )
    found: dict[PermitStanding, set[UUID]] = {each: set() for each in PermitStanding}
    for row_id, state, starts_on, ends_on, ended_on in session.execute(query):
        found[PermitDays(state, starts_on, ends_on, ended_on).standing(on)].add(row_id)
    return {each: frozenset(ids) for each, ids in found.items()}
