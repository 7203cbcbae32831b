"""Functions of a condition that take texts apart (XPath 1.0, 4.2; ODK XForms specification)."""

from __future__ import annotations

import math

from oversight.checklist.functions_of_numbers import rounded
from oversight.checklist.values import Value, as_number, as_text


def selected(chosen: Value, choice: Value) -> bool:
    """Tell whether a choice is among those chosen, which spaces part."""
    return as_text(choice).strip() in as_text(chosen).split()


def count_selected(chosen: Value) -> float:
    """Return how many were chosen."""
    return float(len(as_text(chosen).split()))


def selected_at(chosen: Value, place: Value) -> str:
    """Return the choice at a place, the first being 0; nothing where there is none."""
    choices, at = as_text(chosen).split(), as_number(place)
    is_there = math.isfinite(at) and 0 <= int(at) < len(choices)
    return choices[int(at)] if is_there else ""


def boolean_from_string(value: Value) -> bool:
    """Tell whether a text says true: ``true`` in any case, or ``1``."""
    text = as_text(value)
    return text.lower() == "true" or text == "1"


def join(separator: Value, *values: Value) -> str:
    """Return the texts in a row with a separator between them."""
    return as_text(separator).join(map(as_text, values))


def substr(value: Value, start: Value, end: Value | None = None) -> str:
    """Return the signs from ``start`` (the first is 0) to before ``end``; below 0 counts from the end."""
    text = as_text(value)
    return text[_index(start, len(text)) : len(text) if end is None else _index(end, len(text))]


def _index(value: Value, length: int) -> int:
    number = as_number(value)
    if math.isnan(number):
        return 0
    bounded = int(min(max(number, -length), length))
    return bounded + length if bounded < 0 else bounded


def substring(value: Value, start: Value, count: Value | None = None) -> str:
    """Return so many signs from a place on, the first being 1 (XPath 1.0, 4.2)."""
    first = rounded(start)
    last = math.inf if count is None else first + rounded(count)
    return "".join(sign for at, sign in enumerate(as_text(value), start=1) if first <= at < last)


def substring_before(value: Value, part: Value) -> str:
    """Return what stands before the first place of a part; nothing where it does not occur."""
    before, found, _after = _parted(value, part)
    return before if found else ""


def substring_after(value: Value, part: Value) -> str:
    """Return what stands after the first place of a part; nothing where it does not occur."""
    _before, found, after = _parted(value, part)
    return after if found else ""


def _parted(value: Value, part: Value) -> tuple[str, bool, str]:
    text, wanted = as_text(value), as_text(part)
    at = text.find(wanted)
    return text[: max(at, 0)], at >= 0, text[at + len(wanted) :]


def translate(value: Value, old: Value, new: Value) -> str:
    """Return a text with each sign of ``old`` replaced by that of ``new`` at its place, or left out."""
    signs = as_text(new)
    table: dict[int, str] = {}
    for at, sign in enumerate(as_text(old)):
        table.setdefault(ord(sign), signs[at : at + 1])
    return as_text(value).translate(table)
