"""Functions of a condition that reckon, as ODK reckons (ODK XForms specification, "XPath functions").

Each is total: what has no answer is not-a-number, never an error.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal

from oversight.checklist.values import Value, as_number, as_truth

_MOST_PLACES = 30
_EXACT = Context(prec=400)


def floor(value: Value) -> float:
    """Return the largest whole number not above a value."""
    return _whole(as_number(value), ROUND_FLOOR)


def ceiling(value: Value) -> float:
    """Return the smallest whole number not below a value."""
    return _whole(as_number(value), ROUND_CEILING)


def rounded(value: Value, places: Value = 0.0) -> float:
    """Return a value rounded to so many figures after the point; a half goes up (XPath 1.0, 4.4).

    A negative count rounds to tens and hundreds; more than 30 gives not-a-number, as in ODK.
    """
    number, wanted = as_number(value), as_number(places)
    if not math.isfinite(number):
        return number
    if math.isnan(wanted) or abs(wanted) > _MOST_PLACES:
        return math.nan
    step = Decimal(1).scaleb(-int(wanted))
    half = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    return float(Decimal(str(number)).quantize(step, rounding=half, context=_EXACT))


def _whole(number: float, rounding: str) -> float:
    if not math.isfinite(number):
        return number
    return float(Decimal(number).to_integral_value(rounding))


def largest(*values: Value) -> float:
    """Return the largest of the values that are numbers; not-a-number when none is."""
    return max(_numbers(values), default=math.nan)


def smallest(*values: Value) -> float:
    """Return the smallest of the values that are numbers; not-a-number when none is."""
    return min(_numbers(values), default=math.nan)


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [number for number in map(as_number, values) if not math.isnan(number)]


def power(base: Value, exponent: Value) -> float:
    """Return a power; what is too large is endless, what is no real number is not-a-number."""
    number, raised = as_number(base), as_number(exponent)
    try:
        return math.pow(number, raised)
    except OverflowError:
        return -math.inf if number < 0 and raised % 2 == 1 else math.inf
    except ValueError:
        return math.inf if number == 0 else math.nan


def root(value: Value) -> float:
    """Return the square root; not-a-number below 0."""
    number = as_number(value)
    return math.sqrt(number) if number >= 0 else math.nan


def checklist(least: Value, most: Value, *marks: Value) -> bool:
    """Tell whether the count of true values lies within the bounds; a bound below 0 does not bind."""
    count, low, high = sum(map(as_truth, marks)), as_number(least), as_number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def weighted_checklist(least: Value, most: Value, *pairs: Value) -> bool:
    """Tell whether the weights of the true values (value, weight, value, weight …) lie within the bounds."""
    weights = zip(pairs[::2], pairs[1::2], strict=False)
    total = sum(as_number(weight) for mark, weight in weights if as_truth(mark))
    return as_number(least) <= total <= as_number(most)
