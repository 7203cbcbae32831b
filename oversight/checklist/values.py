"""Values in a condition and how they turn into one another, as XPath 1.0 and the ODK XForms extensions say.

An empty answer is the empty text. A day counts as the number of days since 1970-01-01 where a number is
asked for, and as ``YYYY-MM-DD`` where a text is (ODK XForms specification, "XPath data types").
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection
from decimal import Decimal

Value = str | float | bool | dt.date

YES = "yes"
NO = "no"

_EPOCH = dt.date(1970, 1, 1)
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def value_from(given: object) -> Value:
    """Turn what a record holds (fact or answer) into a value; ``None`` is empty, a list is space-separated.

    A Python truth value becomes ``yes`` or ``no``, because that is how a form's choice is written.
    """
    if given is None:
        return ""
    if isinstance(given, bool):
        return YES if given else NO
    if isinstance(given, int | float | Decimal):
        return float(given)
    if isinstance(given, dt.datetime):
        return given.date()
    if isinstance(given, dt.date):
        return given
    if isinstance(given, Collection) and not isinstance(given, str):
        return " ".join(sorted(str(one) for one in given))
    return str(given)


def as_number(value: Value) -> float:
    """Return the number a value stands for; not-a-number when it stands for none."""
    if isinstance(value, dt.date):
        return float((value - _EPOCH).days)
    if isinstance(value, str):
        return _number_from_text(value.strip())
    return float(value)


def _number_from_text(text: str) -> float:
    if _NUMBER.fullmatch(text):
        return float(text)
    day = day_from_text(text)
    return math.nan if day is None else as_number(day)


def day_from_text(text: str) -> dt.date | None:
    """Return the day written as ``YYYY-MM-DD``, or ``None``."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def as_text(value: Value) -> str:
    """Return the text of a value; a whole number has no decimal point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _text_from_number(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _text_from_number(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() else str(number)


def as_truth(value: Value) -> bool:
    """Return whether a value counts as true: a text that is not empty, a number that is not 0."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def is_equal(left: Value, right: Value) -> bool:
    """Tell whether two values are equal: as truth, else as numbers, else as texts (XPath 1.0, 3.4)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return as_text(left) == as_text(right)
