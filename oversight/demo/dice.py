"""Chance with a seed: the same seed and day give the same city, identifiers included."""

from __future__ import annotations

import datetime as dt
import random
from uuid import UUID

_MOMENT_BITS = 80
_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_CLEARED = ~((0xF << 76) | (0x3 << 62))


class Dice(random.Random):
    """A seeded source of numbers, identifiers and days."""

    def new_id(self) -> UUID:
        """Return an identifier in the form of UUIDv7, drawn from the seed."""
        return UUID(int=(self.getrandbits(128) & _CLEARED) | _VERSION_7 | _VARIANT)

    def id_at(self, moment: dt.datetime) -> UUID:
        """Return an identifier drawn from the seed that sorts after those of earlier milliseconds."""
        drawn = self.new_id().int & ((1 << _MOMENT_BITS) - 1)
        return UUID(int=int(moment.timestamp() * 1000) << _MOMENT_BITS | drawn)

    def day_between(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a day between two, both included."""
        return first + dt.timedelta(days=self.randint(0, (last - first).days))

    def happens(self, share: float) -> bool:
        """Tell whether something that happens in a share of cases happens now."""
        return self.random() < share
