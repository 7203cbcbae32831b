"""What is shown, as a workbook or CSV: made in memory, nothing in the clear on disk but the user's file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from oversight.exchange.defusing import defused
from oversight.words import _

Value = str | int | float | bool | dt.date | None
_FONT = "Meiryo UI"
_WIDEST = 60
_LONGEST = 32_767
"""Characters an Excel cell holds; the library would leave out a longer text without a word."""


def export_workbook(headings: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str) -> bytes:
    """Return an .xlsx of one sheet: headings frozen and filterable, days as real days, texts as texts."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "font_name": _FONT, "bg_color": "#F2F2F2", "border": 1})
        cell = book.add_format({"font_name": _FONT, "valign": "top"})
        day = book.add_format({"font_name": _FONT, "valign": "top", "num_format": "yyyy/mm/dd"})
        widths = [_width(heading) for heading in headings]
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                widths[column] = max(widths[column], _write(sheet, last, column, value, cell, day))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), max(len(headings) - 1, 0))
    return stream.getvalue()


def _write(sheet: object, row: int, column: int, value: Value, cell: object, day: object) -> int:
    """Write one value and return its width in half-width signs."""
    write = sheet  # the library's worksheet, untyped
    if isinstance(value, dt.date):
        write.write_datetime(row, column, value, day)  # type: ignore[attr-defined]
        return 11
    if isinstance(value, int | float) and not isinstance(value, bool):
        write.write_number(row, column, value, cell)  # type: ignore[attr-defined]
        return len(str(value))
    text = fitted(_said(value))
    write.write_string(row, column, text, cell)  # type: ignore[attr-defined]
    return _width(text)


def fitted(text: str) -> str:
    """Return a text as long as a cell holds; a longer one is cut and says so."""
    if len(text) <= _LONGEST:
        return text
    cut = _("…（長いため、ここまで）")
    return text[: _LONGEST - len(cut)] + cut


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def _sheet_name(title: str) -> str:
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\'")
    return plain[:31] or "Sheet1"


def export_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV in UTF-8 with its mark, as Excel opens it; formulas defused, days as 2026-11-24."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([defused(heading) for heading in headings])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str:
    return defused(value) if isinstance(value, str) else _said(value)


def _said(value: Value) -> str:
    """Return a value as people write it: yes and no are 有 and 無, as on the form."""
    if isinstance(value, bool):
        return _("有") if value else _("無")
    return "" if value is None else str(value)
