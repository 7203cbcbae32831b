"""Where everything of a layout stands in an opened workbook, before and after its rows have moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oversight.checklist.edition import Edition
from oversight.checklist.workbook.changes import Laid, SheetChanges, changes_of, row_of
from oversight.checklist.workbook.row_plan import RowPlan

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Part = Mapping[str, Any]
Rows = Mapping[int, int]
"""Where rows stand now, by where they stood."""


@dataclass(frozen=True)
class NewPlace:
    """Rows that came: for which item or section, on which sheet, which item they look like, and where."""

    name: str
    sheet: str
    model: Part
    rows: Rows


class Places:
    """An opened workbook with its layout, the edition that is written into it and the moves of its rows."""

    def __init__(self, book: Workbook, laid: Laid, edition: Edition) -> None:
        self.book, self.laid, self.edition = book, laid, edition
        self.changes: dict[str, SheetChanges] = changes_of(laid, edition)
        self.plans: dict[str, RowPlan] = {name: each.plan for name, each in self.changes.items()}
        self.new: tuple[NewPlace, ...] = tuple(self._new_places())

    def _new_places(self) -> Iterator[NewPlace]:
        by_row = {(one["sheet"], one["rows"][0]): one for one in self.laid.items.values()}
        for sheet, plan in self.plans.items():
            for place, each in enumerate(plan.added):
                start = plan.start_of(place)
                rows = {row: start + at for at, row in enumerate(each.model)}
                yield NewPlace(each.name, sheet, by_row.get((sheet, each.model[0]), {}), rows)

    def sheet(self, part: Part) -> Worksheet:
        """Return the sheet on which a part of the layout stands."""
        found: Worksheet = self.book[part["sheet"]]
        return found

    def moves(self, one: Part) -> dict[int, int]:
        """Return where the rows of an item stand now; empty for one that went."""
        plan = self.plans[one["sheet"]]
        return {row: at for row in one["rows"] if (at := plan.at(row)) is not None}

    def moved(self, sheet: str, cell: str) -> str | None:
        """Return a cell's name where its row stands now; ``None`` for one that went."""
        plan = self.plans.get(sheet)
        at = plan.at(row_of(cell)) if plan is not None else row_of(cell)
        return cell_at(cell, {row_of(cell): at}) if at is not None else None

    def place_of(self, item_id: str) -> tuple[Part, Rows] | None:
        """Return an item's part of the layout (its model's, for a new one) and its rows now."""
        known = self.laid.items.get(item_id)
        if known is not None:
            rows = self.moves(known)
            return (known, rows) if rows else None
        return next(((each.model, each.rows) for each in self.new if each.name == item_id), None)


def cell_at(cell: str, rows: Rows) -> str:
    """Return a cell's name where its row stands now."""
    row = row_of(cell)
    return cell.removesuffix(str(row)) + str(rows.get(row, row))
