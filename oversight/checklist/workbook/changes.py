"""What an edition changes in a laid-out workbook, sheet by sheet: rows that go, rows that come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oversight.checklist.edition import Edition, Section
from oversight.checklist.workbook.row_plan import NewRows, RowPlan

Part = Mapping[str, Any]


@dataclass
class SheetChanges:
    """The rows of one sheet that go, and those that come with the item or section each is for."""

    removed: list[int] = field(default_factory=list)
    added: list[NewRows] = field(default_factory=list)

    @property
    def plan(self) -> RowPlan:
        """The plan of the rows."""
        return RowPlan(self.removed, self.added)


class Laid:
    """A layout, looked up by id."""

    def __init__(self, layout: Part) -> None:
        self.layout = layout
        self.items: Mapping[str, Part] = {one["id"]: one for one in layout["items"]}
        self.sections: Sequence[Part] = list(layout["sections"])
        """The places in which sections are named, in order."""
        self._places = {own_id: self._nearest(one) for own_id, one in self.items.items()}

    def _nearest(self, item: Part) -> Part | None:
        above = [
            one
            for one in self.sections
            if one["sheet"] == item["sheet"] and first_row(one) <= item["rows"][0]
        ]
        return max(above, key=first_row, default=None)

    def section_of(self, item: Part) -> Part | None:
        """Return the place of a section nearest above an item of its sheet."""
        return self._places.get(item["id"])

    def items_of(self, section: Part) -> list[Part]:
        """Return the items that stand at a place of a section."""
        return [one for own_id, one in self.items.items() if self._places[own_id] is section]


def first_row(section: Part) -> int:
    """Return the row in which a section is named; 0 where it is by the sheet's name alone."""
    return row_of(section["place"]["cells"][0]) if "place" in section else 0


def row_of(cell: str) -> int:
    """Return the row of a cell's name."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def changes_of(laid: Laid, edition: Edition) -> dict[str, SheetChanges]:
    """Return what an edition changes in the rows of each sheet."""
    changes = {name: SheetChanges() for name in laid.layout["sheets"]}
    items = laid.items
    for one in items.values():
        if edition.find_item(one["id"]) is None:
            changes[one["sheet"]].removed += one["rows"]
    for part in laid.sections:
        headings = laid.layout["sheets"][part["sheet"]]["headings"]
        is_below = first_row(part) > min(headings, default=0)
        if part["is_row"] and is_below and not _has_items(laid, part, edition):
            changes[part["sheet"]].removed.append(first_row(part))
    _add_new(laid, edition, items, changes)
    return changes


def _has_items(laid: Laid, section: Part, edition: Edition) -> bool:
    """Tell whether an item of a section's place stays, or the section has got new ones."""
    stays = any(edition.find_item(one["id"]) is not None for one in laid.items_of(section))
    return stays or any(part.id == section["id"] for part in edition.sections)


def _add_new(
    laid: Laid, edition: Edition, items: Mapping[str, Part], changes: dict[str, SheetChanges]
) -> None:
    last = next(iter(items.values()))
    for section in edition.sections:
        own = [one for one in items.values() if (at := laid.section_of(one)) and at["id"] == section.id]
        if own:
            last = _into_section(section, own, items, changes)
        else:
            last = _as_section(laid, section, last, items, changes)


def _into_section(
    section: Section, own: Sequence[Part], items: Mapping[str, Part], changes: dict[str, SheetChanges]
) -> Part:
    """Put new items after the one before them; those before the first go above it."""
    before: Part | None = None
    for item in section.items:
        if item.id in items:
            before = items[item.id] if items[item.id] in own else before
        elif before is None:
            _add(changes, own[0], own[0]["rows"][0] - 1, item.id)
        else:
            _add(changes, before, before["rows"][-1], item.id)
    return own[-1]


def _as_section(
    laid: Laid, section: Section, last: Part, items: Mapping[str, Part], changes: dict[str, SheetChanges]
) -> Part:
    """Put a new section below the last item of the one before it, with a heading as others have."""
    new = [item for item in section.items if item.id not in items]
    place = laid.section_of(last)
    end = max((one["rows"][-1] for one in laid.items_of(place)), default=0) if place is not None else 0
    end = max(end, last["rows"][-1])
    if new and place is not None and place["is_row"]:
        heading = NewRows(end, (first_row(place),), HEADING + section.id, is_apart=True)
        changes[last["sheet"]].added.append(heading)
    for item in new:
        _add(changes, last, end, item.id, is_apart=True)
    return last


HEADING = "§"
"""Stands before the id of a section in the name of its new heading."""


def _add(
    changes: dict[str, SheetChanges], model: Part, after: int, name: str, *, is_apart: bool = False
) -> None:
    changes[model["sheet"]].added.append(NewRows(after, tuple(model["rows"]), name, is_apart))


def order_changed(laid: Laid, edition: Edition) -> bool:
    """Tell whether items that stay stand in another order in the edition than in the workbook."""
    at = {own_id: place for place, own_id in enumerate(laid.items)}
    places = [at[item.id] for item in edition.items if item.id in at]
    return places != sorted(places)
