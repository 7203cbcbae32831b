"""PINs as they lie in the store: past the journal, which tells of them as deeds and holds no digest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from models.base import new_id
from models.department import Staff
from models.device import DoorPin

MOST_FAILURES: Final = 5
"""Wrong ones in a row after which a PIN is blocked: NIST SP 800-63B (Rev. 4) 3.2.10 allows ten."""

_HOLDS: Final[tuple[ColumnElement[bool], ...]] = (
    Staff.withdrawn_on.is_(None),
    Staff.left_on.is_(None),
    Staff.slot_id.is_not(None),
)
"""Who has left or may not sign in has no PIN, whatever lies there."""


@dataclass(frozen=True)
class PinStanding:
    """That somebody has a PIN: since when, and whether too many wrong ones blocked it."""

    set_at: dt.datetime
    is_blocked: bool


class KeptPin(NamedTuple):
    """A PIN under lock, and whose it is."""

    id: UUID
    digest: str
    failures: int
    name: str
    post: str


def read_standings(session: Session) -> Mapping[UUID, PinStanding]:
    """Return who has a PIN, by staff."""
    query = (
        select(DoorPin.staff_id, DoorPin.set_at, DoorPin.failures)
        .join(Staff, Staff.id == DoorPin.staff_id)
        .where(*_HOLDS)
    )
    return {
        staff_id: PinStanding(set_at, failures >= MOST_FAILURES)
        for staff_id, set_at, failures in session.execute(query)
    }


def lock_pin(session: Session, staff_id: UUID) -> KeptPin | None:
    """Return somebody's PIN, if any; nobody else tries it until the deed has ended."""
    query = (
        select(DoorPin.id, DoorPin.digest, DoorPin.failures, Staff.name, Staff.post)
        .join(Staff, Staff.id == DoorPin.staff_id)
        .where(DoorPin.staff_id == staff_id, *_HOLDS)
        .with_for_update(of=DoorPin)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else KeptPin(*found)


def put_failures(session: Session, kept: KeptPin, failures: int) -> None:
    """Keep how many wrong ones there were in a row."""
    session.execute(update(DoorPin).where(DoorPin.id == kept.id).values(failures=failures))


def put_pin(session: Session, staff_id: UUID, digest: str, set_at: dt.datetime) -> None:
    """Keep a new PIN in place of the one before, with no wrong ones counted."""
    session.execute(select(Staff.id).where(Staff.id == staff_id).with_for_update())  # one at a time
    new = {"digest": digest, "failures": 0, "set_at": set_at}
    known = session.scalar(select(DoorPin.id).where(DoorPin.staff_id == staff_id))
    if known is None:
        session.execute(insert(DoorPin).values(id=new_id(), staff_id=staff_id, **new))
    else:
        session.execute(update(DoorPin).where(DoorPin.id == known).values(**new))


def drop_pin(session: Session, staff_id: UUID) -> bool:
    """Take somebody's PIN away; tell whether there was one."""
    query = delete(DoorPin).where(DoorPin.staff_id == staff_id).returning(DoorPin.id)
    return session.scalars(query).one_or_none() is not None
