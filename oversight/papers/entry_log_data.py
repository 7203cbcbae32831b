"""What the entry log of a month and the blank sheet say; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Labelled = tuple[str, str]
"""A label and what stands beside it."""


@dataclass(frozen=True)
class AreaData:
    """An area as papers name it, and whose papers they are; ``facts`` are its level, systems and contract."""

    city_name: str
    section: str
    place: str
    area: str
    facts: tuple[Labelled, ...]

    @property
    def told(self) -> str:
        """Place and area in a line."""
        return f"{self.place} {self.area}".strip()


@dataclass(frozen=True)
class HeldRule:
    """The rule that held: its lines by label; ``since`` says from which visit, where it changed."""

    since: str
    lines: tuple[Labelled, ...]


@dataclass(frozen=True)
class LogLine:
    """A line of the log; all but the texts are lines of their cells.

    ``attended`` are who witnessed and who escorted.
    """

    number: str
    entered: str
    left: str
    person: str
    organisation: str
    purpose: str
    devices: tuple[str, ...]
    attended: tuple[str, ...]
    signatures: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class LookedBack:
    """A list one looks back on: heading, heads and widths of its columns, rows, what is said of none."""

    heading: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str


@dataclass(frozen=True)
class EntryLogData:
    """入退室記録 of an area and month as of a day."""

    area: AreaData
    month: str
    on: dt.date
    made_at: dt.datetime
    rules: tuple[HeldRule, ...]
    visits: tuple[LogLine, ...]
    parts: tuple[LookedBack, ...]


@dataclass(frozen=True)
class EntrySheetData:
    """入退室記録票 to be written by hand: one page for each of ``numbers``.

    ``asks_escort`` tells that the rule asks for a member of staff beside who enters.
    """

    area: AreaData
    made_at: dt.datetime
    rule: tuple[Labelled, ...]
    numbers: tuple[str, ...]
    lines: int
    asks_escort: bool = False
