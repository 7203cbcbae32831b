"""From where on a reviewer is given a hint: docs/records.md#hints-to-the-reviewer. House defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class HintLimits:
    """The office's limits; no source gives numbers.

    ``quick_answers`` marks given less than ``quick_seconds`` after the one before; ``alike_items`` items of a
    section alike; ``not_applicable_percent`` of the items asked; ``copied_texts`` times the same text;
    ``outside_minutes`` before or after the hours planned; ``clock_seconds`` by which the clock went back.
    """

    quick_seconds: int = 5
    quick_answers: int = 20
    alike_items: int = 8
    not_applicable_percent: int = 40
    copied_texts: int = 4
    outside_minutes: int = 120
    clock_seconds: int = 60


LIMIT_BOUNDS: Mapping[str, tuple[int, int]] = {
    "quick_seconds": (1, 60),
    "quick_answers": (3, 300),
    "alike_items": (3, 300),
    "not_applicable_percent": (1, 100),
    "copied_texts": (2, 100),
    "outside_minutes": (0, 1440),
    "clock_seconds": (1, 3600),
}
"""Between these the office may set each limit."""


def limits_from(stored: Mapping[str, int]) -> HintLimits:
    """Return the limits of the settings; what they do not name is the house's own."""
    known = {each.name for each in fields(HintLimits)}
    return HintLimits(**{name: value for name, value in stored.items() if name in known})


def wrong_limit(given: Mapping[str, int]) -> str:
    """Return the name of a limit that is unknown or out of its bounds, or an empty text."""
    for name, value in given.items():
        low, high = LIMIT_BOUNDS.get(name, (1, 0))
        if not low <= value <= high:
            return name
    return ""
