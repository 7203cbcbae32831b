"""A form that came back as an Excel workbook: its code, its cells by name, the labels beside them.

The file comes from outside: it is measured before any reader lays it out (oversight.exchange.guards).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from oversight.errors import RefusedError
from oversight.exchange.guards import (
    DamagedFileError,
    Limits,
    OversizeFileError,
    ProtectedFileError,
    check_reach,
    is_encrypted_ole,
    is_ole,
    look_into_workbook,
)
from oversight.exchange.sheets import reader_errors
from oversight.report_form.answers import Cell, plain
from oversight.report_form.correction_form import correction_identity_from_code
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.form import CODE_FIELD, FiledForm
from oversight.report_form.identity import identity_from_code
from oversight.report_form.questions import (
    QuestionSet,
    correction_sets,
    current_set,
    find_correction_set,
    find_set,
)
from oversight.report_form.workbook import ANSWER, FIRST, HIDDEN_SHEET, KEY, NIL_COLUMN, place_of

LIMITS = Limits(
    file_bytes=20 << 20,
    unpacked_bytes=120 << 20,
    rows=5_000,
    columns=120,
    cells=300_000,
    elements=3_000_000,
    signs=6_000_000,
)
"""A form of 400 workers has 700 rows of 7 columns; the rest is room for what people paste beside it."""

_BY_REFUSAL = {
    ProtectedFileError: FileFault.PROTECTED,
    OversizeFileError: FileFault.TOO_LARGE,
    DamagedFileError: FileFault.DAMAGED,
}
Row = Sequence[Cell]


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook or an office file of the same kind."""
    return content.startswith(b"PK") or is_ole(content)


def read_workbook(content: bytes) -> FiledForm:
    """Read a form; raise ``FileFaultError`` for what cannot or must not be read."""
    sheets = _read_sheets(content)
    rows = next((rows for rows in sheets.values() if _holds_form(rows)), None)
    texts = [plain(cell) for each in sheets.values() for row in each for cell in row if cell is not None]
    if rows is None:
        return FiledForm("", {}, {}, texts)
    code = _hidden_code(sheets) or _shown_code(rows)
    reader = _Rows(rows, _questions_of(code))
    return FiledForm(code, reader.fields, reader.labels, texts)


def _questions_of(code: str) -> QuestionSet:
    """Return the questions a code names, of whichever form; the newest monthly ones where it names none."""
    correction = correction_identity_from_code(code)
    if correction is not None:
        return find_correction_set(correction.edition) or correction_sets()[-1]
    identity = identity_from_code(code)
    return find_set(identity.edition if identity else "") or current_set()


def _is_code(code: str) -> bool:
    return identity_from_code(code) is not None or correction_identity_from_code(code) is not None


def _read_sheets(content: bytes) -> dict[str, list[Row]]:
    if is_encrypted_ole(content):
        raise FileFaultError(FileFault.PROTECTED)
    if is_ole(content):
        raise FileFaultError(FileFault.NOT_A_FORM)
    with _faults():
        facts = look_into_workbook(content, LIMITS)
    if facts.has_macros:
        raise FileFaultError(FileFault.ACTIVE)
    if not _is_excel(content):
        raise FileFaultError(FileFault.NOT_A_FORM)
    with _faults():
        return dict(_sheets(content))


@contextmanager
def _faults() -> Iterator[None]:
    """Turn the refusals of the guards into faults of the file."""
    try:
        yield
    except RefusedError as error:
        raise FileFaultError(_BY_REFUSAL.get(type(error), FileFault.NOT_A_FORM)) from error


def _is_excel(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _sheets(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    from python_calamine import CalamineWorkbook

    with reader_errors(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            check_reach(sheet.total_height, sheet.total_width, LIMITS)
            yield name, [_cells(row) for row in sheet.to_python(skip_empty_area=False)]


def _cells(row: Sequence[object]) -> Row:
    return [None if cell == "" else _whole(cell) for cell in row]


def _whole(cell: object) -> Cell:
    """Return a cell; Excel keeps every number as a fraction."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell  # type: ignore[return-value]


def _holds_form(rows: Sequence[Row]) -> bool:
    return any(row and plain(row[KEY]).startswith("question:") for row in rows)


def _hidden_code(sheets: dict[str, list[Row]]) -> str:
    rows = sheets.get(HIDDEN_SHEET, [])
    code = plain(rows[0][0]) if rows and rows[0] else ""
    return code if _is_code(code) else ""


def _shown_code(rows: Sequence[Row]) -> str:
    """Return the code as it stands among the facts at the head."""
    key = f"fact:{CODE_FIELD}"
    return next((plain(_at(row, ANSWER)) for row in rows if row and plain(row[KEY]) == key), "")


class _Rows:
    """Goes through the sheet; the hidden first column says what each row answers."""

    def __init__(self, rows: Sequence[Row], questions: QuestionSet) -> None:
        self.fields: dict[str, Cell] = {}
        self.labels: dict[str, str] = {}
        self._tables = {table.id: table for table in questions.tables}
        for row in rows:
            kind, _colon, rest = plain(row[KEY] if row else None).partition(":")
            if kind == "fact":
                self.fields[rest] = _at(row, ANSWER)
            elif kind == "question":
                self._take_question(rest, row)
            elif kind == "head":
                self._take_head(rest, row)
            elif kind == "row":
                self._take_row(rest, row)

    def _take_question(self, name: str, row: Row) -> None:
        self.labels[name] = plain(_at(row, FIRST))
        self.fields[name] = _at(row, ANSWER)
        self.fields[f"{name}.nil"] = _at(row, NIL_COLUMN + 1)

    def _take_head(self, name: str, row: Row) -> None:
        table = self._tables.get(name)
        for at, column in enumerate(table.columns if table else ()):
            self.labels[f"{name}.{column.id}"] = plain(_at(row, place_of(at)[0]))

    def _take_row(self, rest: str, row: Row) -> None:
        name, number, origin = (*rest.split(":"), "", "")[:3]
        table = self._tables.get(name)
        for at, column in enumerate(table.columns if table else ()):
            self.fields[f"{name}.{number}.{column.id}"] = _at(row, place_of(at)[0])
        self.fields[f"{name}.{number}.known"] = origin == "known"


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None
