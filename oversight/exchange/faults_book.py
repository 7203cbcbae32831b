"""Errors come back as the same workbook with a reason beside each row."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING

from oversight.exchange.defusing import defused
from oversight.exchange.export import fitted
from oversight.exchange.reading import SheetTable
from oversight.exchange.rows import ReadRow, cell_text
from oversight.exchange.sheets import Cell
from oversight.personal_number import find_individual_numbers
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_RED = "FDEEEE"
_WIDTH = 60
_FIRST_YEAR = 1900  # a workbook knows no day before
_WRITTEN = re.compile(r">([^<>]+)<|\"([^\"<>]+)\"")
_SIGNS_OF_A_SENTENCE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_faults_book(
    content: bytes, table: SheetTable, rows: Sequence[ReadRow], reasons: Mapping[int, str]
) -> bytes:
    """Return the workbook as sent, with a column of reasons (row number → sentence) at the right.

    A CSV, an older format, a workbook too large to be held whole or too odd for the library comes back as
    a workbook of its values. Individual Numbers are blanked wherever they stand, on other sheets and in
    comments too; formulas come back as the values they had and links to other files are dropped, so
    nothing in it is evaluated; macros are not carried along.
    """
    if table.is_light:
        whole = _carried(content, table, rows, reasons)
        if whole is not None and not _shows_number(whole):
            return whole
    return _values_book(table, rows, reasons)


def _carried(
    content: bytes, table: SheetTable, rows: Sequence[ReadRow], reasons: Mapping[int, str]
) -> bytes | None:
    """Return the workbook as sent with its reasons; None if the library cannot carry it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # parts openpyxl does not carry, such as drawings
            return _with_reasons(_loaded(content), table, rows, reasons)
    except Exception:  # whatever it meets in a stranger's file: the values come back instead
        return None


def _loaded(content: bytes) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)


def _with_reasons(
    book: Workbook, table: SheetTable, rows: Sequence[ReadRow], reasons: Mapping[int, str]
) -> bytes:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book[table.sheet]
    for row in rows:
        for at in row.hidden:
            sheet.cell(row.number, at + 1).value = None
    for each in book.worksheets:
        _empty_numbers(each)
    column = max(sheet.max_column, len(table.headings)) + 1
    sheet.cell(table.heading_row, column, _("取り込めない理由"))
    for number, reason in reasons.items():
        cell = sheet.cell(number, column, defused(_SIGNS_OF_A_SENTENCE.sub("", reason)))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", start_color=f"FF{_RED}")
    sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _empty_numbers(sheet: Worksheet) -> None:
    """Blank every cell and comment with an Individual Number, also where no row was read."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and find_individual_numbers(cell.comment.text):
                cell.comment = None
            if cell.value is not None and find_individual_numbers(cell_text(cell.value)):
                cell.value = None


def _shows_number(workbook: bytes) -> bool:
    """Tell whether anything written in any part (a chart, a footer, a rule) holds an Individual Number."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = [
            archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels", ".vml"))
        ]
    return any(find_individual_numbers(text) for part in parts for text in _texts(part))


def _texts(part: bytes) -> Iterator[str]:
    for match in _WRITTEN.finditer(part.decode("utf-8")):
        yield unescape(match[1] or match[2])


def _values_book(table: SheetTable, rows: Sequence[ReadRow], reasons: Mapping[int, str]) -> bytes:
    """Return a workbook of the values read, each in its row of the file, with the reasons at the right."""
    import xlsxwriter

    hidden = {row.number: row.hidden for row in rows}
    last = max(len(table.headings), *(len(cells) for _number, cells in table.rows))
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        told = book.add_format({"text_wrap": True, "valign": "top", "bg_color": f"#{_RED}"})
        day = book.add_format({"num_format": "yyyy/mm/dd"})
        for column, heading in enumerate((*table.headings, *[""] * (last - len(table.headings)))):
            sheet.write_string(table.heading_row - 1, column, defused(heading))
        sheet.write_string(table.heading_row - 1, last, _("取り込めない理由"))
        for number, cells in table.rows:
            for column, value in enumerate(cells):
                if value is not None and column not in hidden.get(number, ()):
                    _write_value(sheet, number - 1, column, value, day)
        for number, reason in reasons.items():
            sheet.write_string(number - 1, last, defused(reason), told)
        sheet.set_column(last, last, _WIDTH)
    return stream.getvalue()


def _write_value(sheet: object, row: int, column: int, value: Cell, day: object) -> None:
    write = sheet  # the library's worksheet, untyped
    if isinstance(value, bool):
        write.write_boolean(row, column, value)  # type: ignore[attr-defined]
    elif isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        write.write_datetime(row, column, value, day)  # type: ignore[attr-defined]
    elif isinstance(value, int | float) and math.isfinite(value):
        write.write_number(row, column, value)  # type: ignore[attr-defined]
    else:
        write.write_string(row, column, fitted(defused(str(value))))  # type: ignore[attr-defined]
