"""Errors come back as the same workbook with a reason beside each row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from oversight.exchange.defusing import defused
from oversight.exchange.reading import SheetTable
from oversight.exchange.rows import ReadRow, cell_text
from oversight.personal_number import find_individual_numbers
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_RED = "FFFDEEEE"


def write_faults_book(
    content: bytes, table: SheetTable, rows: Sequence[ReadRow], reasons: Mapping[int, str]
) -> bytes:
    """Return the workbook as sent, with a column of reasons (row number → sentence) at the right.

    A CSV or an older format comes back as a workbook of its values. Individual Numbers are blanked
    wherever they stand, on other sheets and in comments too; formulas come back as the values they had
    and links to other files are dropped, so nothing in it is evaluated; macros are not carried along.
    """
    import openpyxl
    from openpyxl.styles import Alignment, PatternFill

    is_xlsx = zipfile.is_zipfile(io.BytesIO(content)) and bool(table.sheets) and _is_ooxml(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # parts openpyxl does not carry, such as drawings
        book = _loaded(content) if is_xlsx else openpyxl.Workbook()
    sheet: Worksheet = book[table.sheet] if is_xlsx else book.worksheets[0]
    if not is_xlsx:
        _write_values(sheet, table)
    _empty_hidden(sheet, rows)
    for each in book.worksheets:
        _empty_numbers(each)
    column = max(sheet.max_column, len(table.headings)) + 1
    sheet.cell(table.heading_row, column, _("取り込めない理由"))
    for number, reason in reasons.items():
        cell = sheet.cell(number, column, defused(reason))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", start_color=_RED)
    sheet.column_dimensions[cell_letters(column)].width = 60
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell_letters(column: int) -> str:
    """Return the letters of a column counted from 1: 27 is AA."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _is_ooxml(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _write_values(sheet: Worksheet, table: SheetTable) -> None:
    for column, heading in enumerate(table.headings, start=1):
        sheet.cell(table.heading_row, column, defused(heading))
    for number, cells in table.rows:
        for column, value in enumerate(cells, start=1):
            sheet.cell(number, column, defused(value) if isinstance(value, str) else value)


def _loaded(content: bytes) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)


def _empty_numbers(sheet: Worksheet) -> None:
    """Blank every cell and comment with an Individual Number, also where no row was read."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and find_individual_numbers(cell.comment.text):
                cell.comment = None
            if cell.value is not None and find_individual_numbers(cell_text(cell.value)):
                cell.value = None


def _empty_hidden(sheet: Worksheet, rows: Sequence[ReadRow]) -> None:
    for row in rows:
        for column in row.hidden:
            sheet.cell(row.number, column + 1).value = None
