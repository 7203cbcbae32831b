"""Rows of a fixed height made taller where a longer text would be cut off on paper; none is made lower."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

_USUAL_WIDTH = 8.43
_USUAL_SIZE = 11.0
_LINE = 1.35
"""Points of a line for each point of its letters, as Excel sets them."""
_TALLEST = 409.0
_WIDE = frozenset("FWA")


def make_room(sheet: Worksheet, name: str, text: str) -> None:
    """Let the rows of a cell (or of the merged area it lies in) grow so that a text fits that wraps.

    Rows without a height of their own grow by themselves when the workbook is opened.
    """
    cell: Any = sheet[name]
    area = _area_of(sheet, cell.coordinate)
    rows = range(area.min_row, area.max_row + 1)
    heights = [sheet.row_dimensions[row].height if row in sheet.row_dimensions else None for row in rows]
    known = [height for height in heights if height is not None]
    if not cell.alignment.wrap_text or len(known) < len(heights):
        return
    needed = _lines(text, _width(sheet, area)) * (cell.font.sz or _USUAL_SIZE) * _LINE
    missing = needed - sum(known)
    if missing > 0:
        sheet.row_dimensions[area.max_row].height = min(known[-1] + missing, _TALLEST)


def _area_of(sheet: Worksheet, coordinate: str) -> CellRange:
    from openpyxl.worksheet.cell_range import CellRange

    merged = (area for area in sheet.merged_cells.ranges if coordinate in area)
    return next(merged, CellRange(coordinate))


def _width(sheet: Worksheet, area: CellRange) -> float:
    """Return the width of an area's columns in half-width signs."""
    width = 0.0
    for column in range(area.min_col, area.max_col + 1):
        own = (
            each.width
            for each in sheet.column_dimensions.values()
            if (each.min or 0) <= column <= (each.max or 0)
        )
        width += next(own, sheet.sheet_format.defaultColWidth or _USUAL_WIDTH)
    return max(width - 1, 1.0)  # what the borders and the margin of the cell take


def _lines(text: str, width: float) -> int:
    return sum(max(-int(-_signs(line) // width), 1) for line in text.split("\n"))


def _signs(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in line)
