"""The sheets of a form's workbook as rows of texts, read behind the guards that every workbook passes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from oversight.checklist.xlsform.notes import FormNote, FormRefusedError, NoteKind
from oversight.errors import RefusedError
from oversight.exchange.guards import (
    Limits,
    check_reach,
    check_size,
    damaged,
    is_encrypted_ole,
    is_ole,
    look_into_workbook,
    protected,
)
from oversight.exchange.sheets import Cell, read_old_sheet, reader_errors
from oversight.personal_number import find_individual_numbers
from oversight.words import _

FORM_LIMITS = Limits(rows=20_000, cells=1_000_000, elements=4_000_000, signs=8_000_000)
"""How large a workbook of a form may be. House default; a form is far smaller than a register."""
_SPACES = re.compile(r"\s+")
_SHORTEST_NUMBER = 12
Grid = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class FormRow:
    """One row: its number as Excel shows it, and the texts under the headings."""

    number: int
    texts: Mapping[str, str]

    def text(self, heading: str) -> str:
        """Return the text under a heading, or nothing."""
        return self.texts.get(heading, "")


@dataclass(frozen=True)
class FormSheet:
    """One sheet. ``stray`` holds the numbers of rows with texts under no heading."""

    name: str
    headings: tuple[str, ...] = ()
    heading_row: int = 1
    rows: tuple[FormRow, ...] = ()
    stray: tuple[int, ...] = ()


Book = Mapping[str, FormSheet]
"""The sheets of a workbook by their names in small letters."""


def read_book(content: bytes, limits: Limits | None = None) -> Book:
    """Read every sheet; raise ``RefusedError`` for what cannot or must not be read.

    An Individual Number anywhere refuses the whole workbook, and its digits are not repeated.
    """
    grids = _read_grids(content, limits or FORM_LIMITS, only_first_rows=False)
    _refuse_individual_numbers(grids)
    book: dict[str, FormSheet] = {}
    for name, rows in grids.items():
        book.setdefault(name.strip().lower(), _sheet(name, rows))
    _refuse_doubled(book)
    return book


def has_macros(content: bytes) -> bool:
    """Tell whether a workbook that was read brings macros; they are never run and never kept."""
    if is_ole(content):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def peek_into_book(content: bytes, limits: Limits | None = None) -> Book:
    """Read the headings of each sheet and no more."""
    grids = _read_grids(content, limits or FORM_LIMITS, only_first_rows=True)
    return {name.strip().lower(): _sheet(name, rows) for name, rows in grids.items()}


def _read_grids(content: bytes, limits: Limits, *, only_first_rows: bool) -> dict[str, Grid]:
    check_size(content, limits)
    if is_encrypted_ole(content):
        raise protected()
    with reader_errors():
        if is_ole(content):
            return _old_grids(content, limits)
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise damaged()
        look_into_workbook(content, limits)
        return _grids(content, limits, only_first_rows=only_first_rows)


def _grids(content: bytes, limits: Limits, *, only_first_rows: bool) -> dict[str, Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    grids: dict[str, Grid] = {}
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for each in book.sheets_metadata:
            if each.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(each.name)
            check_reach(sheet.total_height, sheet.total_width, limits)
            rows = sheet.to_python(skip_empty_area=False, nrows=50 if only_first_rows else None)
            grids[each.name] = tuple(map(tuple, rows))
    return grids


def _old_grids(content: bytes, limits: Limits) -> dict[str, Grid]:
    names = read_old_sheet(content, "", limits).names
    return {name: read_old_sheet(content, name, limits).rows for name in names}


def _sheet(name: str, grid: Grid) -> FormSheet:
    texts = [(number, [text_of(cell) for cell in row]) for number, row in enumerate(grid, start=1)]
    filled = [(number, row) for number, row in texts if any(text.strip() for text in row)]
    if not filled:
        return FormSheet(name)
    heading_row, first = filled[0]
    headings = [_SPACES.sub(" ", text.strip()) for text in first]
    rows = tuple(FormRow(number, _under(headings, row)) for number, row in filled[1:])
    stray = tuple(number for number, row in filled[1:] if _has_stray(headings, row))
    return FormSheet(name, tuple(filter(None, headings)), heading_row, rows, stray)


def _under(headings: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {heading: text for heading, text in zip(headings, row, strict=False) if heading and text.strip()}


def _has_stray(headings: Sequence[str], row: Sequence[str]) -> bool:
    return any(text.strip() for at, text in enumerate(row) if at >= len(headings) or not headings[at])


def _refuse_doubled(book: Book) -> None:
    sentence = _("同じ見出しの列が2つ以上あります。")
    notes = [
        FormNote(NoteKind.REFUSED, sheet.name, sheet.heading_row, name, sentence)
        for sheet in book.values()
        for name, count in Counter(sheet.headings).items()
        if count > 1
    ]
    if notes:
        raise FormRefusedError(notes)


def text_of(cell: Cell) -> str:
    """Return the text of a cell: whole numbers without a point, days as ``YYYY-MM-DD``."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _refuse_individual_numbers(grids: Mapping[str, Grid]) -> None:
    notes = [_found(_("シート名"), 0)] if any(map(_has_number, grids)) else []
    for name, grid in grids.items():
        shown = "" if _has_number(name) else name
        notes += [
            _found(shown, number)
            for number, row in enumerate(grid, start=1)
            if any(_has_number(text_of(cell)) for cell in row)
        ]
    if notes:
        raise FormRefusedError(notes, _("個人番号を消してから、もう一度取り込んでください。"))


def _has_number(text: str) -> bool:
    return len(text) >= _SHORTEST_NUMBER and bool(find_individual_numbers(text))


def _found(sheet: str, row: int) -> FormNote:
    return FormNote(NoteKind.REFUSED, sheet, row, "", _("個人番号らしい数字があります。"))


def looks_like(content: bytes, test: Callable[[Book], bool]) -> bool:
    """Tell whether a workbook's headings pass a test; what cannot be read does not."""
    try:
        return test(peek_into_book(content))
    except RefusedError:
        return False
