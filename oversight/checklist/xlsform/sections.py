"""Sections of an edition from the groups of a form, in the order in which its questions come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from oversight.checklist.xlsform.context import Reading
from oversight.checklist.xlsform.entries import Entry
from oversight.checklist.xlsform.languages import LONGEST, both
from oversight.checklist.xlsform.names import Namer, section_id
from oversight.checklist.xlsform.questions import Part
from oversight.words import _, mark

GENERAL = "general"
"""The id of the section of questions that stand in no group."""
_BETWEEN = " › "


def parts_of(entries: Iterable[Entry]) -> list[Part]:
    """Return the parts in order; one that another interrupts comes twice, a repeat only once."""
    parts: list[Part] = []
    for entry in entries:
        part = entry.question.part
        if not parts or not is_same(parts[-1], part):
            parts.append(part)
    return parts


def is_same(one: Part, other: Part) -> bool:
    """Tell whether two parts are the same group; groups inside a repeat belong to it."""
    return (one.names, one.row) == (other.names, other.row)


def section_ids(parts: Iterable[Part], reading: Callable[[int], str]) -> list[str]:
    """Return an id for each part; ``reading`` gives the one our own columns name for a row."""
    namer = Namer()
    return [
        namer.give(reading(part.row) or section_id(part.name) if part.name else GENERAL) for part in parts
    ]


def section_of(part: Part, id_: str, items: list[dict[str, Any]], reading: Reading) -> dict[str, Any]:
    """Return a section as an edition's document has it."""
    made: dict[str, Any] = {"id": id_, "title": _title(part, reading), "items": items}
    if not part.repeats:
        return made
    count = _count(part, reading)
    return {**made, "repeats": True, **({"repeat_count": count} if count else {})}


def _title(part: Part, reading: Reading) -> dict[str, str]:
    if not part.name:
        return both(mark("全般"))
    told = []
    for words, name in zip(part.titles, part.names, strict=True):
        title = reading.words(words, part.row, part.name)
        if not title and name == part.name:
            reading.ledger.reduce(part.row, name, _("見出し（label）がないので、名前を見出しにしました。"))
            title = {"ja": name}
        if title:
            told.append(title)
    joined = {"ja": _BETWEEN.join(one["ja"] for one in told)}
    if any("en" in one for one in told):
        joined["en"] = _BETWEEN.join(one.get("en", one["ja"]) for one in told)
    return {language: text[:LONGEST] for language, text in joined.items()}


def _count(part: Part, reading: Reading) -> str:
    extra = reading.carried.of(part.row)
    if extra.is_sealed:
        return str(extra.more.get("repeat_count", ""))
    lost = mark("回数は、検査員が足して決めます。")
    return reading.expression(_generated(part.count, reading), part.row, part.name, lost)


def _generated(count: str, reading: Reading) -> str:
    """Return the expression itself where pyxform put a calculation of its own in its place."""
    name = count.removeprefix("${").removesuffix("}")
    made = reading.translator.calculated.get(name)
    return made.text if made is not None and made.row == 0 and count == f"${{{name}}}" else count
