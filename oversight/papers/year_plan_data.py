"""What the year's plan of inspections says; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class PlannedRow:
    """One inspection of the plan; ``day`` is empty where none is planned yet."""

    day: dt.date | None
    number: str
    department: str
    contractor: str
    contract: str
    place: str
    method: str
    inspectors: str
    reason: str


@dataclass(frozen=True)
class YearPlanData:
    """The plan of a fiscal year: how many contracts stand how, what is planned, what is not planned yet.

    ``told`` holds a word and a number for each way of being covered.
    """

    city_name: str
    section: str
    year: str
    on: dt.date
    made_at: dt.datetime
    told: tuple[tuple[str, int], ...]
    planned: tuple[PlannedRow, ...]
    unplanned: tuple[PlannedRow, ...]
