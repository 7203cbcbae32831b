"""Looking back on an area's month: its visits, who witnessed, which permits were used or ran out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from models.device import DevicePermit, PermitState
from oversight.calendar import next_month
from oversight.clock import day_of
from oversight.devices.areas import AreaRow, read_area, read_holding
from oversight.devices.classes import DeviceClass, all_classes_of
from oversight.devices.kept_rule import holding_as_kept
from oversight.devices.permits import holds_on
from oversight.devices.rules import Holding
from oversight.devices.visit_reading import count_witnesses, list_month
from oversight.devices.visit_rows import VisitDeviceRow, VisitRow, WitnessCount
from oversight.settings import read_settings


@dataclass(frozen=True)
class PermitUse:
    """A permit of the area that was used in the month, or whose last day fell in it.

    ``visit_ids`` are the visits that brought something in under it, ``wrong_ids`` those on whose day it did
    not hold. ``over_on`` is its last day, or the day it was ended (``was_ended``).
    """

    id: UUID
    number: str
    holder: str
    device: str
    serial: str
    starts_on: dt.date
    over_on: dt.date
    was_ended: bool
    visit_ids: tuple[UUID, ...]
    wrong_ids: tuple[UUID, ...]

    def is_over(self, on: dt.date) -> bool:
        """Tell whether it lets nobody in any more on a day."""
        return self.over_on <= on if self.was_ended else self.over_on < on


@dataclass(frozen=True)
class MonthLog:
    """The entry log of an area and month as it stands ``on`` a day, in the order of entering.

    ``holding`` is what holds at the door now; what held then stands in each visit.
    """

    area: AreaRow
    month: dt.date
    on: dt.date
    visits: tuple[VisitRow, ...]
    witnesses: tuple[WitnessCount, ...]
    permits: tuple[PermitUse, ...]
    holding: Holding
    classes: tuple[DeviceClass, ...]

    @property
    def exceptional(self) -> tuple[VisitRow, ...]:
        """Return the visits that were let in with something the rule forbids."""
        return tuple(each for each in self.visits if each.exceptions)

    @property
    def unreturned(self) -> tuple[tuple[VisitRow, VisitDeviceRow], ...]:
        """Return the devices whose visitors left without them, each with its visit."""
        return tuple((visit, device) for visit in self.visits for device in visit.unaccounted)

    @property
    def rules(self) -> tuple[tuple[int, Holding], ...]:
        """Return the rules that held, each with the number of the first visit under it; 0 for today's."""
        found: list[tuple[int, Holding]] = []
        for visit in self.visits:
            holding = holding_as_kept(visit.rule)
            if not found or found[-1][1] != holding:
                found.append((visit.number, holding))
        return tuple(found) or ((0, self.holding),)


def read_month(session: Session, area_id: UUID, month: dt.date, today: dt.date) -> MonthLog:
    """Return the entry log of an area and month with all that one looks back on."""
    area = read_area(session, area_id)
    visits = list_month(session, area_id, month)
    return MonthLog(
        area,
        month,
        today,
        visits,
        count_witnesses(session, area_id, month),
        _permits(session, area_id, month, visits),
        read_holding(session, area),
        all_classes_of(read_settings(session).device_classes),
    )


def _permits(
    session: Session, area_id: UUID, month: dt.date, visits: Sequence[VisitRow]
) -> tuple[PermitUse, ...]:
    uses = [(each.permit_id, visit) for visit in visits for each in visit.devices if each.permit_id]
    first, following = month.replace(day=1), next_month(month)
    over_on = case(
        (DevicePermit.state == PermitState.ENDED, DevicePermit.ended_on), else_=DevicePermit.ends_on
    )
    ran_out = and_(
        DevicePermit.area_id == area_id,
        DevicePermit.state.in_((PermitState.PERMITTED, PermitState.ENDED)),
        DevicePermit.decided_on.is_not(None),
        DevicePermit.withdrawn_on.is_(None),
        over_on >= first,
        over_on < following,
    )
    used = DevicePermit.id.in_({permit_id for permit_id, _visit in uses})
    query = select(DevicePermit).where(or_(used, ran_out)).order_by(DevicePermit.number)
    return tuple(
        _use_of(row, [visit for permit_id, visit in uses if permit_id == row.id])
        for row in session.scalars(query)
    )


def _use_of(row: DevicePermit, visits: Sequence[VisitRow]) -> PermitUse:
    ids = {each.id: holds_on(row, day_of(each.entered_at)) for each in visits}
    ended_on = row.ended_on if row.state is PermitState.ENDED else None
    return PermitUse(
        row.id,
        row.number,
        row.holder,
        row.device,
        row.serial,
        row.starts_on,
        ended_on or row.ends_on,
        ended_on is not None,
        tuple(ids),
        tuple(visit_id for visit_id, holds in ids.items() if not holds),
    )
