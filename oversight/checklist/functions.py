"""The functions a condition may call: those of XPath 1.0 that need no document, and ODK's own.

Every function is total: any values give a value, so that a condition cannot fail while it is asked.
``regex`` and ``today`` need more than their arguments and are built in ``expression``; those that reckon and
those that take texts apart are in ``functions_of_numbers`` and ``functions_of_texts``.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oversight.checklist import functions_of_numbers as numbers
from oversight.checklist import functions_of_texts as texts
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
    "abs": Function(1, 1, lambda value: abs(as_number(value))),
    "boolean": Function(1, 1, as_truth),
    "boolean-from-string": Function(1, 1, texts.boolean_from_string),
    "ceiling": Function(1, 1, numbers.ceiling),
    "checklist": Function(2, None, numbers.checklist),
    "coalesce": Function(2, 2, _coalesce),
    "concat": Function(2, None, lambda *values: "".join(map(as_text, values))),
    "contains": Function(2, 2, lambda text, part: as_text(part) in as_text(text)),
    "count": Function(1, 1, as_number),
    "count-selected": Function(1, 1, texts.count_selected),
    "date": Function(1, 1, _date),
    "ends-with": Function(2, 2, lambda text, end: as_text(text).endswith(as_text(end))),
    "false": Function(0, 0, lambda: False),
    "floor": Function(1, 1, numbers.floor),
    "if": Function(3, 3, _if),
    "int": Function(1, 1, _int),
    "join": Function(1, None, texts.join),
    "max": Function(1, None, numbers.largest),
    "min": Function(1, None, numbers.smallest),
    "normalize-space": Function(1, 1, lambda text: " ".join(as_text(text).split())),
    "not": Function(1, 1, lambda value: not as_truth(value)),
    "number": Function(1, 1, as_number),
    "pow": Function(2, 2, numbers.power),
    "round": Function(1, 2, numbers.rounded),
    "selected": Function(2, 2, texts.selected),
    "selected-at": Function(2, 2, texts.selected_at),
    "sqrt": Function(1, 1, numbers.root),
    "starts-with": Function(2, 2, lambda text, start: as_text(text).startswith(as_text(start))),
    "string": Function(1, 1, as_text),
    "string-length": Function(1, 1, lambda text: float(len(as_text(text)))),
    "substr": Function(2, 3, texts.substr),
    "substring": Function(2, 3, texts.substring),
    "substring-after": Function(2, 2, texts.substring_after),
    "substring-before": Function(2, 2, texts.substring_before),
    "translate": Function(3, 3, texts.translate),
    "true": Function(0, 0, lambda: True),
    "weighted-checklist": Function(2, None, numbers.weighted_checklist),
}

BUILT_APART = ("regex", "today")
