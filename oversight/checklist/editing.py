"""Changing the document of a draft: pure functions, each answers with a new document and leaves the old.

What did not change is shared between the two, so that a change of one item costs the same in a long list.
A draft may be half written: nothing here relies on more than sections with lists of items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oversight.checklist.expression import names_replaced

Document = Mapping[str, Any]
Part = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where something stands: a section by its position, an item by its position in it (from 0)."""

    section: int
    item: int | None = None

    @property
    def is_section(self) -> bool:
        """Tell whether it is a section itself."""
        return self.item is None


HEAD = Place(-1)
"""The place of what belongs to no section: title, rules, facts, sources."""


def sections_of(document: Document) -> list[dict[str, Any]]:
    """Return the sections."""
    return list(document.get("sections", ()))


def items_of(section: Part) -> list[dict[str, Any]]:
    """Return the items of a section."""
    return list(section.get("items", ()))


def places_of_items(document: Document) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every item with its place, in order."""
    for at, section in enumerate(document.get("sections", ())):
        for number, item in enumerate(section.get("items", ())):
            yield Place(at, number), item


def part_at(document: Document, place: Place) -> dict[str, Any]:
    """Return the item or the section at a place; the document itself for the head."""
    if place == HEAD:
        return dict(document)
    section: dict[str, Any] = document["sections"][place.section]
    found: dict[str, Any] = section if place.item is None else section["items"][place.item]
    return found


def is_there(document: Document, place: Place) -> bool:
    """Tell whether something stands at a place."""
    if place == HEAD:
        return True
    sections = document.get("sections", ())
    if not 0 <= place.section < len(sections):
        return False
    return place.item is None or 0 <= place.item < len(sections[place.section].get("items", ()))


def with_part(document: Document, place: Place, part: Part) -> dict[str, Any]:
    """Put another item or section in the place of one; the head in place of the document."""
    if place == HEAD:
        return dict(part)
    sections = sections_of(document)
    if place.item is None:
        sections[place.section] = dict(part)
    else:
        items = items_of(sections[place.section])
        items[place.item] = dict(part)
        sections[place.section] = {**sections[place.section], "items": items}
    return {**document, "sections": sections}


def _with_items(document: Document, at: int, items: list[dict[str, Any]]) -> dict[str, Any]:
    return with_part(document, Place(at), {**document["sections"][at], "items": items})


# adding


def with_item_added(document: Document, place: Place, item: Part) -> tuple[dict[str, Any], Place]:
    """Add an item after the one at a place, or at the end of the section there."""
    items = items_of(part_at(document, Place(place.section)))
    at = len(items) if place.item is None else place.item + 1
    items.insert(at, dict(item))
    return _with_items(document, place.section, items), Place(place.section, at)


def with_section_added(document: Document, after: int, section: Part) -> tuple[dict[str, Any], Place]:
    """Add a section after another."""
    sections = sections_of(document)
    sections.insert(after + 1, dict(section))
    return {**document, "sections": sections}, Place(after + 1)


def duplicated(document: Document, place: Place) -> tuple[dict[str, Any], Place]:
    """Add a copy of an item after it, under the next free id of its section."""
    copy = {**part_at(document, place), "id": next_item_id(document, place.section)}
    return with_item_added(document, place, copy)


# moving


def moved(document: Document, place: Place, to: Place) -> tuple[dict[str, Any], Place]:
    """Move an item so that it stands at ``to``, or a section to the position of another."""
    if place.item is None:
        sections = sections_of(document)
        sections.insert(to.section, sections.pop(place.section))
        return {**document, "sections": sections}, Place(to.section)
    items = items_of(part_at(document, Place(place.section)))
    item = items.pop(place.item)
    document = _with_items(document, place.section, items)
    there = items_of(part_at(document, Place(to.section)))
    at = len(there) if to.item is None else min(to.item, len(there))
    there.insert(at, item)
    return _with_items(document, to.section, there), Place(to.section, at)


def step(document: Document, place: Place, by: int) -> Place | None:
    """Return where one step up (-1) or down (1) leads: into the next section at the end of one."""
    sections = document.get("sections", ())
    if place == HEAD:
        return None
    if place.item is None:
        at = place.section + by
        return Place(at) if 0 <= at < len(sections) else None
    at = place.item + by
    if 0 <= at < len(sections[place.section].get("items", ())):
        return Place(place.section, at)
    neighbour = place.section + by
    if not 0 <= neighbour < len(sections):
        return None
    return Place(neighbour, len(sections[neighbour].get("items", ())) if by < 0 else 0)


# retiring


def without(document: Document, place: Place) -> dict[str, Any]:
    """Take an item or a section out; nothing else is noted."""
    if place.item is None:
        sections = sections_of(document)
        del sections[place.section]
        return {**document, "sections": sections}
    items = items_of(part_at(document, Place(place.section)))
    del items[place.item]
    return _with_items(document, place.section, items)


def retired(document: Document, place: Place, reason: str, published: Iterable[str]) -> dict[str, Any]:
    """Retire an item, or all of a section: the ids that were ``published`` go into the list of retired.

    What never was in an edition leaves no trace.
    """
    part = part_at(document, place)
    gone = items_of(part) if place.item is None else [part]
    known = frozenset(published)
    notes = [_note_of(item, reason) for item in gone if item.get("id") in known]
    after = without(document, place)
    return {**after, "retired": [*document.get("retired", ()), *notes]} if notes else after


def _note_of(item: Part, reason: str) -> dict[str, Any]:
    title = item.get("title") or {"ja": str(item["id"])}
    note = {"id": item["id"], "title": dict(title)}
    return {**note, "reason": reason} if reason else note


def taken_back(document: Document, item: Part, at: int) -> tuple[dict[str, Any], Place]:
    """Put a retired item back at the end of a section, and off the list of retired."""
    left = [one for one in document.get("retired", ()) if one.get("id") != item["id"]]
    after = {key: value for key, value in document.items() if key != "retired"}
    if left:
        after["retired"] = left
    return with_item_added(after, Place(at), item)


# ids


def used_ids(document: Document) -> frozenset[str]:
    """Return every id of items, retired ones too: none of them is free."""
    items = (str(item.get("id", "")) for _place, item in places_of_items(document))
    return frozenset((*items, *(str(one.get("id", "")) for one in document.get("retired", ()))))


_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)\Z", re.ASCII)
_NO_ID = re.compile(r"[^\w-]|\A[\W\d]+")


def next_item_id(document: Document, at: int) -> str:
    """Return the next free id in a section's own numbering: after ORG-09 comes ORG-10.

    The stem most of the section's items have goes on; the number is above all that were ever used with it.
    """
    section = part_at(document, Place(at))
    found = [_NUMBERED.match(str(item.get("id", ""))) for item in items_of(section)]
    stems = Counter(match["stem"] for match in found if match)
    stem = stems.most_common(1)[0][0] if stems else f"{_NO_ID.sub('', str(section.get('id', ''))) or 'ITEM'}-"
    return _next_of(stem, used_ids(document), 2)


def next_section_id(document: Document) -> str:
    """Return a free id for a section."""
    return _next_of("SEC-", {str(one.get("id", "")) for one in sections_of(document)}, 1)


def next_field_id(fields: Iterable[Part]) -> str:
    """Return a free id for a field of an item."""
    return _next_of("field_", {str(one.get("id", "")) for one in fields}, 1)


def _next_of(stem: str, used: Iterable[str], width: int) -> str:
    """Return the stem with the number after the highest one used, as wide as the widest."""
    digits = [one[len(stem) :] for one in used if one.startswith(stem) and one[len(stem) :].isdecimal()]
    number = max(map(int, digits), default=0) + 1
    return f"{stem}{number:0{max([width, *map(len, digits)])}d}"


def item_renamed(document: Document, place: Place, new_id: str) -> dict[str, Any]:
    """Give an item another id; every expression that speaks of it or of its fields follows."""
    old = str(part_at(document, place).get("id", ""))

    def new_name(name: str) -> str:
        item_id, dot, field_id = name.partition(".")
        return f"{new_id}{dot}{field_id}" if item_id == old else name

    after = with_part(document, place, {**part_at(document, place), "id": new_id})
    return names_changed(after, new_name) if old else after


def section_renamed(document: Document, place: Place, new_id: str) -> dict[str, Any]:
    """Give a section another id; expressions that speak of it follow."""
    old = str(part_at(document, place).get("id", ""))
    after = with_part(document, place, {**part_at(document, place), "id": new_id})
    return names_changed(after, lambda name: new_id if name == old else name) if old else after


def names_changed(document: Document, new_name: Callable[[str], str]) -> dict[str, Any]:
    """Return the document with other names in all its expressions."""

    def told(part: Any) -> Any:
        if isinstance(part, Mapping):
            return {
                key: _expression(value) if key in _EXPRESSIONS else told(value) for key, value in part.items()
            }
        return [told(each) for each in part] if isinstance(part, list) else part

    def _expression(source: Any) -> Any:
        return names_replaced(source, new_name) if isinstance(source, str) else source

    return {**document, "sections": told(sections_of(document))}


_EXPRESSIONS = frozenset({"condition", "constraint", "repeat_count"})
