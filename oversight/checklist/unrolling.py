"""Sections that repeat, laid out as often as they are filled: one part for each room, person or device.

An inspection works on the unrolled edition: the second part of section ``ROOM`` is ``ROOM#2`` with the items
``ROOM-01#2``. Names inside a part speak of the same part, names from elsewhere of the first. ``#`` stands in
no id of an edition, so the two never clash (XLSForm calls such a section a repeat).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from oversight.checklist.edition import Bilingual, Choice, Edition, ExtraField, Item, Section
from oversight.checklist.expression import names_replaced

SIGN = "#"
MOST_PARTS = 100
"""The most often a section is filled in one inspection. House default."""


def base_id(part_id: str) -> str:
    """Return the id in the edition itself of a section or item of an unrolled edition."""
    return part_id.partition(SIGN)[0]


def part_of(part_id: str) -> int:
    """Return which part of its section an id belongs to, from 1."""
    number = part_id.partition(SIGN)[2]
    return int(number) if number else 1


def part_id(base: str, number: int) -> str:
    """Return the id of a section or item in a part of its section, counted from 1."""
    return base if number == 1 else f"{base}{SIGN}{number}"


def parts_wanted(number: float) -> int:
    """Return how many parts the number of a ``repeat_count`` asks for: none below 1, never more than 100."""
    return 0 if math.isnan(number) else int(min(max(number, 0), MOST_PARTS))


def unroll(edition: Edition, counts: Mapping[str, int]) -> Edition:
    """Lay each repeating section out as often as ``counts`` says by its id; once where it says nothing."""
    repeating = [section.id for section in edition.sections if section.repeats]
    if not repeating:
        return edition
    wanted = {one: min(max(counts.get(one, 1), 0), MOST_PARTS) for one in repeating}
    return _unrolled(edition, tuple(wanted.items()))


@lru_cache(maxsize=32)
def _unrolled(edition: Edition, wanted: tuple[tuple[str, int], ...]) -> Edition:
    counts = dict(wanted)
    parts = tuple(part for one in edition.sections for part in _parts(one, counts))
    absent = tuple(one for one in edition.sections if one.repeats and not counts[one.id])
    return replace(edition, sections=parts, absent=absent)


def _parts(section: Section, counts: Mapping[str, int]) -> Iterator[Section]:
    if not section.repeats:
        yield section
        return
    count = counts[section.id]
    own = frozenset(item.id for item in section.items)
    for number in range(1, count + 1):
        end = "" if number == 1 else f"{SIGN}{number}"
        title = section.title if count == 1 else _numbered(section.title, number)
        items = section.items if number == 1 else tuple(_item(one, own, end) for one in section.items)
        yield replace(section, id=section.id + end, title=title, items=items)


def _numbered(title: Bilingual, number: int) -> Bilingual:
    return Bilingual(f"{title.ja} ({number})", f"{title.en} ({number})" if title.en else "")


def _item(item: Item, own: frozenset[str], end: str) -> Item:
    def new_name(name: str) -> str:
        item_id, dot, field_id = name.partition(".")
        return f"{item_id}{end}{dot}{field_id}" if item_id in own else name

    fields = tuple(_field(one, new_name) for one in item.fields)
    condition = names_replaced(item.condition, new_name)
    return replace(item, id=item.id + end, fields=fields, condition=condition)


def _field(field: ExtraField, new_name: Callable[[str], str]) -> ExtraField:
    choices = tuple(_choice(one, new_name) for one in field.choices)
    return replace(field, choices=choices, constraint=names_replaced(field.constraint, new_name))


def _choice(choice: Choice, new_name: Callable[[str], str]) -> Choice:
    return replace(choice, condition=names_replaced(choice.condition, new_name))
