"""Numbers of items that count on: written anew where they did so before and rows went or came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from oversight.checklist.workbook.changes import row_of
from oversight.checklist.workbook.filling import holds_figure, put, renumbered
from oversight.checklist.workbook.numbering import are_running, running_number, split_leading
from oversight.checklist.workbook.placing import Part, Places, cell_at
from oversight.checklist.workbook.understood import WorkbookNote
from oversight.words import _


@dataclass(frozen=True)
class _Numbered:
    cell: str
    section: str
    text: str | None
    """The number as it was; ``None`` for a new item."""


def count_on(places: Places) -> Iterator[WorkbookNote]:
    """Renumber each sheet whose rows moved; say where numbers do not count on and new items stay without."""
    for name, changes in places.changes.items():
        own = [one for one in places.laid.items.values() if one["sheet"] == name and "number" in one]
        if changes.plan.is_empty or not own:
            continue
        if are_running([one["number"]["text"] for one in own]):
            _write(places, name, own)
        elif changes.added:
            told = _("番号が通し番号ではないため、加えた項目の番号は空けてあります。")
            yield WorkbookNote(name, 0, told)


def _write(places: Places, name: str, own: Sequence[Part]) -> None:
    original: dict[str, list[str]] = {}
    for one in own:
        original.setdefault(_section_id(places, one), []).append(one["number"]["text"])
    by_section: dict[str, list[_Numbered]] = {}
    for numbered_one in sorted(_numbered(places, name), key=lambda one: row_of(one.cell)):
        by_section.setdefault(numbered_one.section, []).append(numbered_one)
    made = renumbered(
        [[each.text for each in numbered] for numbered in by_section.values()],
        list(original.values()),
        [_figures_of(places, section) for section in by_section],
    )
    sheet = places.book[name]
    now = [each.cell for numbered in by_section.values() for each in numbered]
    are_figures = any(holds_figure(sheet[cell].value) for cell in now)
    for numbered, numbers in zip(by_section.values(), made, strict=True):
        for each, number in zip(numbered, numbers, strict=True):
            cell: Any = sheet[each.cell]
            if number != each.text and cell.data_type != "f":
                put(sheet, each.cell, number, is_figure=are_figures)


def _figures_of(places: Places, section_id: str) -> str:
    """Return the number that leads a section's title, in figures; empty where none does."""
    title = next((part.title.ja for part in places.edition.sections if part.id == section_id), "")
    found = running_number(split_leading(title)[0])
    return str(found.count) if found is not None else ""


def _section_id(places: Places, one: Part) -> str:
    """Return the section an item stands in on the sheet, also when the edition has it no more."""
    place = places.laid.section_of(one)
    return str(place["id"]) if place is not None else ""


def _numbered(places: Places, name: str) -> Iterator[_Numbered]:
    for one in places.laid.items.values():
        rows = places.moves(one)
        if one["sheet"] == name and rows and "number" in one:
            cell = cell_at(one["number"]["cells"][0], rows)
            yield _Numbered(cell, _section_id(places, one), one["number"]["text"])
    for each in places.new:
        section = places.edition.section_of(each.name)
        if each.sheet == name and "number" in each.model and section is not None:
            yield _Numbered(cell_at(each.model["number"]["cells"][0], each.rows), section.id, None)
