"""What the entry log shows of an item on devices, as an inspection record holds it: plain frozen data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from models.marks import Treatment


@dataclass(frozen=True)
class LoggedDevice:
    """Devices of one class; ``word`` is what the class was called then, ``at`` the locker or the permit."""

    word: str
    count: int
    treatment: Treatment | None = None
    at: str = ""
    is_back: bool = False


@dataclass(frozen=True)
class LoggedVisit:
    """A visit by its number in the log of its area, 0 where none is known; ``person`` where it matters."""

    area: str
    number: int
    day: dt.date
    person: str = ""
    devices: tuple[LoggedDevice, ...] = ()


@dataclass(frozen=True)
class DoorData:
    """What the log showed: ``figures`` by their names, the visits that stand out, of how many.

    ``is_contrary`` where it speaks against conformity; ``told`` says all of it in the office's words, and
    the rest lets it be told in another language.
    """

    told: str
    figures: dict[str, int] = field(default_factory=dict)
    visits: tuple[LoggedVisit, ...] = ()
    visits_count: int = 0
    is_contrary: bool = False
    last_witness: str = ""
    last_witness_how: str = ""
    last_witnessed_on: dt.date | None = None
