"""What a workbook looks like, read back by two readers, so that two can be compared cell by cell."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook


@dataclass(frozen=True)
class Look:
    """One sheet: values and styles by cell, and what is tied to rows, columns and the page."""

    values: Mapping[str, Any]
    styles: Mapping[str, Any]
    merged: frozenset[str]
    heights: Mapping[int, float]
    widths: Mapping[str, float]
    page: tuple[Any, ...]
    choices: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, Any], ...]


def looks_of(content: bytes) -> dict[str, Look]:
    return {sheet.title: _look(sheet) for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets}


def style_of(cell: Any) -> tuple[Any, ...]:
    return tuple(map(repr, (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)))


def _look(sheet: Worksheet) -> Look:
    cells: list[Any] = [cell for row in sheet.iter_rows() for cell in row]
    return Look(
        {cell.coordinate: cell.value for cell in cells if cell.value is not None},
        {cell.coordinate: style_of(cell) for cell in cells if cell.has_style},
        frozenset(map(str, sheet.merged_cells.ranges)),
        {row: each.height for row, each in sheet.row_dimensions.items() if each.height},
        {name: each.width for name, each in sheet.column_dimensions.items()},
        _page(sheet),
        tuple((str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation),
        tuple(
            (str(each.sqref), [rule.formula for rule in each.rules]) for each in sheet.conditional_formatting
        ),
    )


def _page(sheet: Any) -> tuple[Any, ...]:
    setup, margins = sheet.page_setup, sheet.page_margins
    return (
        sheet.print_area,
        sheet.print_title_rows,
        setup.orientation,
        setup.paperSize,
        setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage,
        margins.left,
        margins.right,
        sheet.print_options.horizontalCentered,
        sheet.oddFooter.center.text,
        sheet.oddHeader.right.text,
        sheet.freeze_panes,
        sheet.auto_filter.ref,
        tuple(each.id for each in sheet.row_breaks.brk),
        sheet.sheet_state,
    )


def read_by_another(content: bytes) -> dict[str, list[list[Any]]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
