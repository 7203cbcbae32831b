"""The functions a condition may call: those of XPath 1.0 that need no document, and ODK's own.

Every function is total: any values give a value, so that a condition cannot fail while it is asked.
``regex`` and ``today`` need more than their arguments and are built in ``expression``.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oversight.checklist.values import Value, as_number, as_text, as_truth, day_from_text


@dataclass(frozen=True)
class Function:
    """A function with the least and the most arguments it takes (``None``: any number)."""

    least: int
    most: int | None
    call: Callable[..., Value]

    def takes(self, count: int) -> bool:
        """Tell whether the function may be called with so many arguments."""
        return self.least <= count and (self.most is None or count <= self.most)


def _selected(chosen: Value, choice: Value) -> bool:
    return as_text(choice).strip() in as_text(chosen).split()


def _count_selected(chosen: Value) -> float:
    return float(len(as_text(chosen).split()))


def _if(truth: Value, then: Value, otherwise: Value) -> Value:
    return then if as_truth(truth) else otherwise


def _coalesce(first: Value, second: Value) -> Value:
    return first if as_text(first) else second


def _date(value: Value) -> Value:
    if isinstance(value, dt.date):
        return value
    return day_from_text(as_text(value).strip()) or ""


def _int(value: Value) -> float:
    number = as_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


FUNCTIONS: Mapping[str, Function] = {
    "boolean": Function(1, 1, as_truth),
    "coalesce": Function(2, 2, _coalesce),
    "concat": Function(2, None, lambda *values: "".join(map(as_text, values))),
    "contains": Function(2, 2, lambda text, part: as_text(part) in as_text(text)),
    "count": Function(1, 1, as_number),
    "count-selected": Function(1, 1, _count_selected),
    "date": Function(1, 1, _date),
    "false": Function(0, 0, lambda: False),
    "if": Function(3, 3, _if),
    "int": Function(1, 1, _int),
    "normalize-space": Function(1, 1, lambda text: " ".join(as_text(text).split())),
    "not": Function(1, 1, lambda value: not as_truth(value)),
    "number": Function(1, 1, as_number),
    "selected": Function(2, 2, _selected),
    "starts-with": Function(2, 2, lambda text, start: as_text(text).startswith(as_text(start))),
    "string": Function(1, 1, as_text),
    "string-length": Function(1, 1, lambda text: float(len(as_text(text)))),
    "true": Function(0, 0, lambda: True),
}

BUILT_APART = ("regex", "today")
