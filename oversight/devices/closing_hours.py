"""When the areas close: their own hour, else the contract's business hours of that weekday, else midnight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import BusinessHours, Place
from models.device import HandlingArea
from oversight.calendar.business import ClosingCalendar
from oversight.clock import JAPAN, day_of, midnight
from oversight.settings import read_settings

_HOLIDAY = 7
_SATURDAY = 5


@dataclass(frozen=True)
class ClosingHours:
    """The hours of some areas, by area; those of a contract by weekday (7 = holidays)."""

    calendar: ClosingCalendar
    own: dict[UUID, dt.time | None] = field(default_factory=dict)
    contract: dict[UUID, dict[int, dt.time]] = field(default_factory=dict)

    def closing_of(self, area_id: UUID, entered_at: dt.datetime) -> dt.datetime:
        """Return the moment by which who entered then should have left; who came later has until midnight."""
        day = day_of(entered_at)
        closes = self.own.get(area_id) or self._business(area_id, day)
        following = midnight(day + dt.timedelta(days=1))
        if closes is None:
            return following
        moment = dt.datetime.combine(day, closes, JAPAN)
        return moment if moment > entered_at else following

    def _business(self, area_id: UUID, day: dt.date) -> dt.time | None:
        hours = self.contract.get(area_id, {})
        weekday = day.weekday()
        if weekday < _SATURDAY and not self.calendar.is_open(day):
            return hours.get(_HOLIDAY, hours.get(weekday))
        return hours.get(weekday)


def read_closing_hours(session: Session, area_ids: Collection[UUID]) -> ClosingHours:
    """Return the closing hours of some areas."""
    hours = ClosingHours(read_settings(session).closing_days.calendar())
    query = (
        select(HandlingArea.id, HandlingArea.closes_at, BusinessHours.weekday, BusinessHours.closes)
        .join(Place, HandlingArea.place_id == Place.id)
        .outerjoin(
            BusinessHours,
            (BusinessHours.contract_id == Place.contract_id) & BusinessHours.withdrawn_on.is_(None),
        )
        .where(HandlingArea.id.in_(area_ids))
    )
    for area_id, own, weekday, closes in session.execute(query):
        hours.own[area_id] = own
        if weekday is not None:
            hours.contract.setdefault(area_id, {})[weekday] = closes
    return hours
