"""What the charts of monthly reports show; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Share:
    """Months whose due day is past: came by it, came after it, have not come, or were waived.

    A waived month is never among the due: it was not done, and it was not missed.
    """

    on_time: int = 0
    late: int = 0
    missing: int = 0
    waived: int = 0

    @property
    def due(self) -> int:
        """How many reports were to come."""
        return self.on_time + self.late + self.missing

    @property
    def percent(self) -> int | None:
        """The share that came in time, rounded down so that 100 means all; None where none was due."""
        return self.on_time * 100 // self.due if self.due else None

    def __add__(self, other: Share) -> Share:
        """Add up two shares."""
        return Share(
            self.on_time + other.on_time,
            self.late + other.late,
            self.missing + other.missing,
            self.waived + other.waived,
        )


NOTHING_DUE = Share()


@dataclass(frozen=True)
class SectionTrend:
    """One section, or all: the share of each month from April to March, and what is late by ``AGES``."""

    department_id: UUID | None
    department: str
    months: tuple[Share, ...]
    late: tuple[int, ...]

    @property
    def year(self) -> Share:
        """The share over all months that have fallen due."""
        return sum(self.months, NOTHING_DUE)

    @property
    def late_count(self) -> int:
        """How many reports are late."""
        return sum(self.late)


@dataclass(frozen=True)
class Trends:
    """The figures of a fiscal year as of a day; ``late`` counts what is late from any year.

    The sections with the lowest share stand first, those where nothing has fallen due last.
    """

    year: int
    on: dt.date
    whole: SectionTrend
    sections: tuple[SectionTrend, ...]

    @property
    def with_due(self) -> tuple[SectionTrend, ...]:
        """The sections where a month of the year has fallen due, waived or not."""
        return tuple(section for section in self.sections if section.year != NOTHING_DUE)

    @property
    def with_late(self) -> tuple[SectionTrend, ...]:
        """The sections with something late, those with most first."""
        found = [section for section in self.sections if section.late_count]
        return tuple(sorted(found, key=lambda section: (-section.late_count, section.department)))


@dataclass(frozen=True)
class TrendChartsData:
    """The trends of a fiscal year; ``bands`` names the ages; ``is_part``: only some reports were counted."""

    city_name: str
    section: str
    made_at: dt.datetime
    trends: Trends
    bands: tuple[str, ...]
    is_part: bool = False
