"""Which item of an earlier edition each item of a workbook is, so that it keeps its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from oversight.checklist.edition import Edition, Item
from oversight.checklist.workbook.entries import Entry
from oversight.checklist.workbook.numbering import split_leading
from oversight.japanese import fold

_ALIKE = 0.72
_LAST_COUNT = re.compile(r"(\d+)$")


@dataclass(frozen=True)
class _Keys:
    """What an item is known by: its id, its section and title as compared, and its place in the section."""

    own_id: str
    section: str
    title: str
    place: int


_STEPS: tuple[Callable[[_Keys], Hashable], ...] = (
    lambda keys: keys.own_id,
    lambda keys: (keys.section, keys.title),
    lambda keys: keys.title,
)


def match_items(entries: Sequence[Entry], edition: Edition | None) -> dict[int, Item]:
    """Return the earlier item of each entry, by the entry's position; none is given twice.

    By the id written as the number; by title in the same section, then anywhere; then by place (section
    and running number) with a title that is alike: a question put in other words stays the same item.
    """
    if edition is None:
        return {}
    items = edition.items
    known = [
        _Keys(item.id, title_key(part.title.ja), fold(item.title.ja), at)
        for part in edition.sections
        for at, item in enumerate(part.items)
    ]
    wanted = list(_keys_of(entries))
    found: dict[int, int] = {}
    for step in _STEPS:
        _take(wanted, known, found, step)
    _take_alike(entries, items, (wanted, known), found)
    return {at: items[place] for at, place in found.items()}


def _keys_of(entries: Iterable[Entry]) -> Iterator[_Keys]:
    counts: dict[str, int] = {}
    for entry in entries:
        section = title_key(entry.section.title)
        place = counts.get(section, 0)
        counts[section] = place + 1
        yield _Keys(entry.number, section, fold(entry.question.text), place)


def _take(
    wanted: Sequence[_Keys], known: Sequence[_Keys], found: dict[int, int], key: Callable[[_Keys], Hashable]
) -> None:
    """Give each entry without an item the first one free that bears the same key."""
    taken = set(found.values())
    free: dict[Hashable, list[int]] = {}
    for place, keys in enumerate(known):
        if place not in taken:
            free.setdefault(key(keys), []).append(place)
    for at, keys in enumerate(wanted):
        if at not in found and free.get(key(keys)):
            found[at] = free[key(keys)].pop(0)


def _take_alike(
    entries: Sequence[Entry],
    items: Sequence[Item],
    keys: tuple[Sequence[_Keys], Sequence[_Keys]],
    found: dict[int, int],
) -> None:
    """Give an entry the item of its place, if the titles are alike."""
    wanted, known = keys
    taken = set(found.values())
    by_place: dict[tuple[str, int], list[int]] = {}
    for place, one in enumerate(known):
        count = _LAST_COUNT.search(one.own_id)
        places = {one.place, int(count[1]) - 1 if count is not None else one.place}
        for each in sorted(places) if place not in taken else ():
            by_place.setdefault((one.section, each), []).append(place)
    for at, one in enumerate(wanted):
        for place in by_place.get((one.section, one.place), ()) if at not in found else ():
            if place not in taken and _are_alike(entries[at].question.text, items[place].title.ja):
                found[at] = place
                taken.add(place)
                break


def title_key(title: str) -> str:
    """Return a title as it is compared: without its number, folded."""
    return fold(split_leading(title)[1])


def _are_alike(a: str, b: str) -> bool:
    matcher = SequenceMatcher(None, a[:300], b[:300], autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
