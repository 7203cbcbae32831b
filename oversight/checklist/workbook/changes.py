"""What an edition changes in a laid-out workbook, sheet by sheet: rows that go, rows that come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oversight.checklist.edition import Edition, Item, Section
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


@dataclass(frozen=True)
class Laid:
    """A layout, looked up by id."""

    layout: Part

    @property
    def items(self) -> Mapping[str, Part]:
        """The items by id."""
        return {one["id"]: one for one in self.layout["items"]}

    @property
    def sections(self) -> Sequence[Part]:
        """The places in which sections are named, in order."""
        return list(self.layout["sections"])

    def section_of(self, item: Part) -> Part | None:
        """Return the place of a section nearest above an item of its sheet."""
        above = [
            one
            for one in self.sections
            if one["sheet"] == item["sheet"] and first_row(one) <= item["rows"][0]
        ]
        return max(above, key=first_row, default=None)


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
        if part["is_row"] and not _has_items(laid, part, edition):
            changes[part["sheet"]].removed.append(first_row(part))
    _add_new(laid, edition, items, changes)
    return changes


def _has_items(laid: Laid, section: Part, edition: Edition) -> bool:
    """Tell whether an item of a section's place stays, or a new one comes into its section."""
    stays = any(
        edition.find_item(one["id"]) is not None
        for one in laid.items.values()
        if (place := laid.section_of(one)) is not None and place == section
    )
    return stays or any(part.id == section["id"] for part in edition.sections)


def _add_new(
    laid: Laid, edition: Edition, items: Mapping[str, Part], changes: dict[str, SheetChanges]
) -> None:
    last = next(iter(items.values()))
    for section in edition.sections:
        own = [one for one in items.values() if (place := laid.section_of(one)) and place["id"] == section.id]
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
    heading = next(
        (
            one
            for one in laid.sections
            if one["is_row"] and one["sheet"] == last["sheet"] and first_row(one) > 0
        ),
        None,
    )
    end = _end_of_section(laid, last)
    if new and heading is not None and first_row(heading) < last["rows"][0]:
        changes[last["sheet"]].added.append(NewRows(end, (first_row(heading),), f"§{section.id}"))
    for item in new:
        _add(changes, last, end, item.id)
    return last


def _end_of_section(laid: Laid, last: Part) -> int:
    """Return the last row of the section of an item."""
    place = laid.section_of(last)
    rows = [
        one["rows"][-1]
        for one in laid.items.values()
        if one["sheet"] == last["sheet"] and laid.section_of(one) == place
    ]
    return int(max(rows))


def _add(changes: dict[str, SheetChanges], model: Part, after: int, name: str) -> None:
    changes[model["sheet"]].added.append(NewRows(after, tuple(model["rows"]), name))


def new_items(edition: Edition, items: Mapping[str, Part]) -> Iterator[Item]:
    """Yield the items that the workbook does not have yet."""
    yield from (item for item in edition.items if item.id not in items)
