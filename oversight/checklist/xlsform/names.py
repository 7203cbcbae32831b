"""Names that fit: ids of an edition for the names of a form, and XML names for the ids of an edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_LONGEST = 100
_ITEM = re.compile(r"[^\W\d][\w-]*")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
RESERVED = ("data", "meta", "instanceID", "instanceName", "audit", "facts")
"""Names that pyxform, ODK or our own export give to something else."""


class Namer:
    """Gives each thing a name nothing else has."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def give(self, wanted: str) -> str:
        """Return the wanted name, or one like it with a number."""
        name, number = wanted[:_LONGEST], 1
        while name in self._taken:
            number += 1
            end = f"_{number}"
            name = wanted[: _LONGEST - len(end)] + end
        self._taken.add(name)
        return name


def item_id(name: str) -> str:
    """Return a name as an item's id may be written; the name itself where it may."""
    return _fitting(name, _ITEM, r"[^\w-]", "question")


def section_id(name: str) -> str:
    """Return a name as a section's id may be written: in ASCII."""
    return _fitting(name, _KEY, r"[^A-Za-z0-9._-]", "section")


def field_id(name: str) -> str:
    """Return a name as a field's id may be written."""
    return _fitting(name, re.compile(r"[a-z][a-z0-9_]*"), r"[^a-z0-9_]", "value")


def _fitting(name: str, rule: re.Pattern[str], unfit: str, other: str) -> str:
    if rule.fullmatch(name):
        return name
    plain = re.sub(unfit, "_", name).strip("_")
    for one in (plain, f"{other}_{plain}"):
        if plain and rule.fullmatch(one):
            return one
    return other


def xml_name(name: str, is_name: Callable[[str], bool]) -> str:
    """Return a name as an XML element may be called; the name itself where it may."""
    if _is_fit(name, is_name):
        return name
    plain = re.sub(r"[^\w.-]", "_", name)
    return next((one for one in (plain, f"q_{plain}") if _is_fit(one, is_name)), "q")


def _is_fit(name: str, is_name: Callable[[str], bool]) -> bool:
    return ":" not in name and name not in RESERVED and is_name(name)
