"""Which item of an earlier edition each item of a workbook is, so that it keeps its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from oversight.checklist.edition import Edition, Item
from oversight.checklist.workbook.entries import Entry
from oversight.checklist.workbook.numbering import split_leading
from oversight.japanese import fold

_ALIKE = 0.72
_LAST_COUNT = re.compile(r"(\d+)$")


@dataclass(frozen=True)
class Known:
    """An item of the earlier edition with its place in it."""

    item: Item
    section: str
    place: int


def match_items(entries: Sequence[Entry], edition: Edition | None) -> dict[int, Item]:
    """Return the earlier item of each entry, by the entry's position; none is given twice.

    By the id written as the number; by title in the same section, then anywhere; then by place (section
    and running number) with a title that is alike: a question put in other words stays the same item.
    """
    if edition is None:
        return {}
    known = [
        Known(item, title_key(part.title.ja), at)
        for part in edition.sections
        for at, item in enumerate(part.items)
    ]
    places = _places(entries)
    steps: tuple[Callable[[int, Entry, Known], bool], ...] = (
        lambda _at, entry, one: entry.number == one.item.id,
        lambda _at, entry, one: _is_same_title(entry, one) and title_key(entry.section.title) == one.section,
        lambda _at, entry, one: _is_same_title(entry, one),
        lambda at, entry, one: _is_same_place(entry, places[at], one) and _is_alike(entry, one),
    )
    found: dict[int, Item] = {}
    for step in steps:
        _take(entries, known, found, step)
    return found


def _take(
    entries: Sequence[Entry],
    known: Sequence[Known],
    found: dict[int, Item],
    fits: Callable[[int, Entry, Known], bool],
) -> None:
    taken = {item.id for item in found.values()}
    left = [one for one in known if one.item.id not in taken]
    for at, entry in enumerate(entries):
        if at in found or not left:
            continue
        one = next((one for one in left if fits(at, entry, one)), None)
        if one is not None:
            found[at] = one.item
            left.remove(one)


def title_key(title: str) -> str:
    """Return a title as it is compared: without its number, folded."""
    return fold(split_leading(title)[1])


def _places(entries: Iterable[Entry]) -> list[int]:
    counts: dict[str, int] = {}
    places = []
    for entry in entries:
        key = title_key(entry.section.title)
        places.append(counts.get(key, 0))
        counts[key] = places[-1] + 1
    return places


def _is_same_title(entry: Entry, one: Known) -> bool:
    return fold(entry.question.text) == fold(one.item.title.ja)


def _is_same_place(entry: Entry, place: int, one: Known) -> bool:
    count = _LAST_COUNT.search(one.item.id)
    is_same = place == one.place or (count is not None and int(count[1]) == place + 1)
    return is_same and title_key(entry.section.title) == one.section


def _is_alike(entry: Entry, one: Known) -> bool:
    a, b = entry.question.text[:300], one.item.title.ja[:300]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
