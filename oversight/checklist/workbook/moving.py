"""The rows of a sheet moved with all that hangs on them: merged cells, heights, choices, print layout.

The library moves cells alone; what is tied to rows by number is moved here, from one plan of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from oversight.checklist.workbook.heading_words import has_box
from oversight.checklist.workbook.references import LOST, moved_area, moved_formula, moved_reference
from oversight.checklist.workbook.row_plan import RowPlan

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
    from openpyxl.worksheet.worksheet import Worksheet

_QUOTED = re.compile(r"('(?:[^']|'')+'|[^,!']+)!([^,]+)")


Model = list[tuple[int, Any, Any]]
"""(offset of the row, row dimension, its cells) of rows that new ones look like."""


def move_rows(book: Workbook, plans: Mapping[str, RowPlan]) -> None:
    """Move the rows of each sheet that has a plan, and every reference to them in the workbook."""
    real = {name: plan for name, plan in plans.items() if not plan.is_empty}
    if not real:
        return
    models = {name: _models(book[name], plan) for name, plan in real.items()}
    for sheet in book.worksheets:
        _move_formulas(sheet, real)
    for name, plan in real.items():
        _move_sheet(book[name], plan, models[name])
    scopes: list[Any] = [book, *book.worksheets]
    for scope in scopes:
        for defined in scope.defined_names.values():
            defined.attr_text = _moved_name(defined.attr_text or "", real)


def _moved_name(text: str, plans: Mapping[str, RowPlan]) -> str:
    """Return what a name stands for; only plain areas (点検表!$A$1:$C$9) are moved."""
    return _QUOTED.sub(lambda found: moved_reference(found[0], "", plans), text)


def _move_formulas(sheet: Worksheet, plans: Mapping[str, RowPlan]) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = moved_formula(cell.value, sheet.title, plans)


def _move_sheet(sheet: Worksheet, plan: RowPlan, models: Sequence[Model]) -> None:
    merged = list(sheet.merged_cells.ranges)
    anchors = _anchors_to_move(sheet, merged, plan)
    _move_cells(sheet, plan)
    _move_dimensions(sheet, plan)
    for place in range(len(plan.added)):
        _fill_in(sheet, plan, place, models[place])
    sheet.merged_cells = _moved_areas(merged, plan, is_merged=True)
    for (row, column), cell in anchors.items():
        _put_anchor(sheet, row, column, cell)
    _cover(sheet)
    _move_rules(sheet, plan)
    _move_print_layout(sheet, plan)
    _move_drawings(sheet, plan)


def _models(sheet: Worksheet, plan: RowPlan) -> list[Model]:
    """Keep what new rows look like before anything moves: a model may itself go."""
    rows: dict[int, list[Any]] = {}
    cells: dict[tuple[int, int], Any] = dict(sheet._cells)  # noqa: SLF001 - the library has no other way to its cells
    for (row, _column), cell in cells.items():
        rows.setdefault(row, []).append((cell.column, copy(cell._style), _carried_over(cell)))  # noqa: SLF001
    return [
        [(row - each.model[0], _height(sheet, row), rows.get(row, [])) for row in each.model]
        for each in plan.added
    ]


def _height(sheet: Worksheet, row: int) -> float | None:
    return sheet.row_dimensions[row].height if row in sheet.row_dimensions else None


def _carried_over(cell: Any) -> Any:
    """Return what a new row takes over of a cell's contents: boxes to tick and formulas, nothing else."""
    value = cell.value
    is_kept = cell.data_type == "f" or (isinstance(value, str) and has_box(value))
    return value if is_kept else None


def _fill_in(sheet: Worksheet, plan: RowPlan, place: int, model: Model) -> None:
    start = plan.start_of(place)
    plans = {sheet.title: plan.seen_from(place)}
    for offset, height, cells in model:
        if height is not None:
            sheet.row_dimensions[start + offset].height = height
        for column, style, value in cells:
            made: Any = sheet.cell(start + offset, column)
            made._style = copy(style)  # noqa: SLF001
            is_formula = isinstance(value, str) and value.startswith("=")
            made.value = moved_formula(value, sheet.title, plans) if is_formula else value


def _move_cells(sheet: Worksheet, plan: RowPlan) -> None:
    moved: dict[tuple[int, int], Any] = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001
        at = plan.at(row)
        if at is not None:
            cell.row = at
            moved[at, column] = cell
            link = getattr(cell, "hyperlink", None)
            if link is not None:
                link.ref = cell.coordinate
    sheet._cells = moved  # noqa: SLF001


def _anchors_to_move(
    sheet: Worksheet, merged: Iterable[CellRange], plan: RowPlan
) -> dict[tuple[int, int], Any]:
    """Return the first cells of merged areas whose first row changes, by their new place."""
    moved = {}
    for area in merged:
        span = plan.span(area.min_row, area.max_row, is_merged=True)
        if span is not None and span[0] != plan.at(area.min_row):
            moved[span[0], area.min_col] = sheet.cell(area.min_row, area.min_col)
    return moved


def _put_anchor(sheet: Worksheet, row: int, column: int, cell: Any) -> None:
    sheet._cells.pop((row, column), None)  # noqa: SLF001 - what stands there is covered and takes no value
    made: Any = sheet.cell(row, column)
    made.value, made._style = cell.value, copy(cell._style)  # noqa: SLF001


def _cover(sheet: Worksheet) -> None:
    """Empty what merged areas cover, save their first cells."""
    from openpyxl.cell.cell import Cell

    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                cell = sheet._cells.get((row, column))  # noqa: SLF001
                if (row, column) != (area.min_row, area.min_col) and isinstance(cell, Cell):
                    cell.value = None


def _move_dimensions(sheet: Worksheet, plan: RowPlan) -> None:
    before = dict(sheet.row_dimensions.items())
    sheet.row_dimensions.clear()
    for row, dimension in before.items():
        at = plan.at(row)
        if at is not None:
            dimension.index = at
            sheet.row_dimensions[at] = dimension


def _moved_areas(areas: Iterable[CellRange], plan: RowPlan, *, is_merged: bool = False) -> MultiCellRange:
    from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

    made: list[CellRange] = []
    for area in areas:
        whole = plan.span(area.min_row, area.max_row, is_merged=is_merged)
        spans = [whole, *plan.copies(area.min_row, area.max_row)]
        for top, bottom in filter(None, spans):
            moved = CellRange(min_col=area.min_col, max_col=area.max_col, min_row=top, max_row=bottom)
            if not is_merged or moved.size["rows"] * moved.size["columns"] > 1:
                made.append(moved)
    return MultiCellRange(made)


def _move_rules(sheet: Worksheet, plan: RowPlan) -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList

    plans = {sheet.title: plan}
    kept = []
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = _moved_areas(rule.sqref.ranges, plan)
        for name in ("formula1", "formula2"):
            setattr(rule, name, _moved_rule(getattr(rule, name), sheet.title, plans))
        kept += [rule] if rule.sqref.ranges else []
    sheet.data_validations.dataValidation = kept
    formats = ConditionalFormattingList()
    for each in sheet.conditional_formatting:
        areas = _moved_areas(each.sqref.ranges, plan)
        for one in each.rules if areas.ranges else ():
            one.formula = [_moved_rule(text, sheet.title, plans) for text in one.formula]
            formats.add(str(areas), one)
    sheet.conditional_formatting = formats


def _moved_rule(text: str | None, home: str, plans: Mapping[str, RowPlan]) -> str | None:
    if not text or text.startswith('"'):
        return text
    return moved_formula("=" + text.removeprefix("="), home, plans).removeprefix("=")


def _move_print_layout(sheet: Worksheet, plan: RowPlan) -> None:
    if sheet.print_area:
        areas = [part.rpartition("!")[2] for part in sheet.print_area.split(",")]
        sheet.print_area = ",".join(filter(None, (_left_of(area, plan) for area in areas)))
    if sheet.print_title_rows:
        sheet.print_title_rows = _left_of(sheet.print_title_rows, plan) or None
    for each in sheet.row_breaks.brk:
        each.id = next((at for row in range(each.id, 0, -1) if (at := plan.at(row)) is not None), 1)
    if sheet.freeze_panes:
        sheet.freeze_panes = _left_of(sheet.freeze_panes, plan) or sheet.freeze_panes
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _left_of(sheet.auto_filter.ref, plan) or None
    _move_tables(sheet, plan)


def _move_tables(sheet: Worksheet, plan: RowPlan) -> None:
    for name, table in dict(sheet.tables).items():
        left = _left_of(table.ref, plan)
        if not left:
            del sheet.tables[name]
            continue
        table.ref = left
        if table.autoFilter is not None:
            table.autoFilter.ref = left


def _left_of(area: str, plan: RowPlan) -> str:
    """Return an area after the move; empty where all of it went."""
    moved = moved_area(area, plan)
    return "" if moved == LOST else moved


def _move_drawings(sheet: Worksheet, plan: RowPlan) -> None:
    for drawn in (*sheet._images, *sheet._charts):  # type: ignore[attr-defined] # noqa: SLF001
        for corner in _corners(drawn.anchor):
            at = plan.at(corner.row + 1)
            corner.row = at - 1 if at is not None else max(corner.row - 1, 0)


def _corners(anchor: Any) -> Iterator[Any]:
    for name in ("_from", "to"):
        corner = getattr(anchor, name, None)
        if corner is not None:
            yield corner
