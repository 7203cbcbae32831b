"""A part of a document as values of a form, and back: the names of fields are paths, ``title.ja``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any


def values_of(part: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the value at each path; None where there is none."""
    return {name: _at(part, name) for name in names}


def _at(part: Mapping[str, Any], name: str) -> Any:
    here: Any = part
    for key in name.split("."):
        if not isinstance(here, Mapping):
            return None
        here = here.get(key)
    return here


def with_values(part: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part with other values at the paths; what is empty is left out."""
    after = dict(part)
    for name, value in values.items():
        key, _dot, rest = name.partition(".")
        if rest:
            held = after.get(key)
            after[key] = with_values(held if isinstance(held, Mapping) else {}, {rest: value})
        else:
            after[key] = _plain(value)
        if after[key] is None or after[key] in ("", [], {}):
            del after[key]
    return after


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
