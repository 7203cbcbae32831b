"""The only module that asks the machine for the time (docs/dates.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")


class Clock(Protocol):
    """Whatever can tell the present moment."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def today(self) -> dt.date:
        """Return the calendar day in Japan."""
        ...


class MachineClock:
    """The machine's own clock."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """Return the calendar day in Japan."""
        return day_of(self.now())


@dataclass
class FixedClock:
    """A clock that stands still until it is moved: tests, demonstrations, the day played off-screen."""

    moment: dt.datetime
    step: dt.timedelta = field(default=dt.timedelta(0))

    def now(self) -> dt.datetime:
        """Return the moment set, then move on by ``step``."""
        moment = self.moment
        self.moment = moment + self.step
        return moment

    def today(self) -> dt.date:
        """Return the calendar day in Japan."""
        return day_of(self.moment)


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day in Japan on which an aware moment falls."""
    return moment.astimezone(JAPAN).date()


def midnight(day: dt.date) -> dt.datetime:
    """Return the first moment of a day in Japan."""
    return dt.datetime.combine(day, dt.time(), JAPAN)


def at_japan(moment: dt.datetime) -> dt.datetime:
    """Return an aware moment on Japan's wall clock."""
    return moment.astimezone(JAPAN)
