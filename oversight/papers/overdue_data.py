"""What the list of late reports says; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class OverdueRow:
    """One report that is late; ``done`` and ``next_step`` come from the ladder of chasing."""

    department: str
    contractor: str
    contract: str
    month: str
    due_on: dt.date
    days: int
    done: str
    next_step: str


@dataclass(frozen=True)
class OverdueListData:
    """The list as of a day; the longest late stands first."""

    city_name: str
    section: str
    on: dt.date
    made_at: dt.datetime
    rows: tuple[OverdueRow, ...]
