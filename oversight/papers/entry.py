"""What a field to be filled in is: its name, its kind, where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """How a field is filled in; ``HIDDEN`` carries what the city wrote and is never shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Entry:
    """A field: its name in the file, what a screen reader says, and its value.

    The value of a choice is the one that this ring stands for; of a hidden field, what it carries.
    """

    name: str
    kind: EntryKind
    label: str
    value: str = ""


@dataclass(frozen=True)
class PlacedEntry:
    """A field on a page (from 1); ``box`` is left, bottom, right, top in points from the lower left."""

    entry: Entry
    page: int
    box: tuple[float, float, float, float]
