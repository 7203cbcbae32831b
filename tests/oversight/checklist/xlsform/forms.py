"""Forms to read, made from rows as a person would write them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from oversight.checklist import Edition, edition_from_document, lint_document
from oversight.checklist.xlsform import FormNote, FormRead, FormRefusedError, read_xlsform

TODAY = dt.date(2026, 12, 1)
Rows = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
    return stream.getvalue()


def form(survey: Sequence[str], choices: Sequence[str] = (), **more: Any) -> bytes:
    """Return a form whose rows are written with ``|`` between their cells."""
    sheets = {"survey": [_cells(row) for row in survey], **more}
    if choices:
        sheets["choices"] = [_cells(row) for row in choices]
    return workbook(sheets)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def read(content: bytes, file_name: str = "form.xlsx") -> FormRead:
    """Read a form and hold the document to schema and linter."""
    found = read_xlsform(content, file_name=file_name, today=TODAY)
    assert lint_document(found.document) == ()
    return found


def edition_of(content: bytes) -> Edition:
    return edition_from_document(read(content).document)


def refused(content: bytes) -> tuple[FormNote, ...]:
    """Return the notes of a form that must be refused."""
    try:
        read(content)
    except FormRefusedError as refusal:
        return refusal.notes
    raise AssertionError("the form was taken in")


def told(notes: Sequence[FormNote]) -> list[tuple[str, int, str]]:
    return [(note.sheet, note.row, note.name) for note in notes]


def sentence_at(found: FormRead, row: int, sheet: str = "survey") -> str:
    return " ".join(note.sentence for note in found.notes if (note.sheet, note.row) == (sheet, row))
