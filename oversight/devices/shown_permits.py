"""The permits of whoever stands at a door: which let a device in here and now, and which no longer do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.device import DevicePermit
from oversight.devices.permits import Carrier, PermitDays, PermitStanding, covers
from oversight.faces import face_of
from oversight.japanese import fold


@dataclass(frozen=True)
class ShownPermit:
    """A permit of a person for an area; ``holds`` tells that it lets its device in today."""

    id: UUID
    number: str
    device_class: str
    device: str
    serial: str
    ends_on: dt.date
    conditions: str
    standing: PermitStanding
    holds: bool


def list_shown(session: Session, area_id: UUID, on: dt.date, carrier: Carrier) -> tuple[ShownPermit, ...]:
    """Return a person's permits for an area, those that hold first; one renewed stands by its newest."""
    query = select(DevicePermit).where(
        DevicePermit.area_id == area_id, DevicePermit.withdrawn_on.is_(None), _of(carrier)
    )
    shown = [
        _shown(row, on, covers(row, area_id, row.device_class, on, carrier))
        for row in session.scalars(query)
        if carrier.worker_id or carrier.staff_id or fold(row.holder) == fold(carrier.person)
    ]
    shown.sort(key=lambda each: (not each.holds, -each.ends_on.toordinal(), each.number))
    newest: dict[tuple[str, str], ShownPermit] = {}
    for each in shown:
        newest.setdefault((each.device_class, fold(each.serial)), each)
    return tuple(newest.values())


def _of(carrier: Carrier) -> ColumnElement[bool]:
    if carrier.worker_id is not None:
        return DevicePermit.worker_id == carrier.worker_id
    if carrier.staff_id is not None:
        return DevicePermit.staff_id == carrier.staff_id
    return DevicePermit.worker_id.is_(None) & DevicePermit.staff_id.is_(None)


def _shown(row: DevicePermit, on: dt.date, holds: bool) -> ShownPermit:
    days = PermitDays(row.state, row.starts_on, row.ends_on, row.ended_on)
    return face_of(ShownPermit, row, standing=days.standing(on), holds=holds)
