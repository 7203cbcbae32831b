"""The cells of one sheet of a workbook: the one asked for, else the first whose headings we know."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from oversight.errors import RefusedError
from oversight.exchange.guards import ROWS_ABOVE, Limits, bomb, check_reach, damaged, protected
from oversight.exchange.headings import Merged, count_known
from oversight.words import _

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Sheet:
    """One sheet as read: its rows from the first, and the names of all that a person can see."""

    name: str
    names: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()
    error_values: int = 0


def read_sheet(content: bytes, wanted: str, limits: Limits) -> Sheet:
    """Read a sheet of a workbook that has been measured (.xlsx .xlsm .ods)."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with reader_errors(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        tables = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        seen = [each.name for each in tables if each.visible == SheetVisibleEnum.Visible]
        names = tuple(seen or (each.name for each in tables))
        name = wanted or _chosen(names, lambda each: book.get_sheet_by_name(each).to_python(nrows=ROWS_ABOVE))
        opened = book.get_sheet_by_name(name)
        check_reach(opened.total_height, opened.total_width, limits)
        rows = tuple(tuple(_plain(cell) for cell in row) for row in opened.to_python(skip_empty_area=False))
        return Sheet(name, names, rows, tuple(opened.merged_cell_ranges or ()))


def read_old_sheet(content: bytes, wanted: str, limits: Limits) -> Sheet:
    """Read a sheet of an .xls: its reader allots rows as far as each reaches, 256 columns at most."""
    import xlrd

    with (
        reader_errors(),
        xlrd.open_workbook(
            file_contents=content, logfile=_Silence(), on_demand=True, ragged_rows=True, formatting_info=True
        ) as book,
    ):
        seen = [each for at, each in enumerate(book.sheet_names()) if not book.sheet_by_index(at).visibility]
        names = tuple(seen or book.sheet_names())
        name = wanted or _chosen(names, lambda each: _old_rows(book.sheet_by_name(each), ROWS_ABOVE))
        opened = book.sheet_by_name(name)
        check_reach(opened.nrows, opened.ncols, limits)
        errors = sum(
            kind == xlrd.XL_CELL_ERROR for at in range(opened.nrows) for kind in opened.row_types(at)
        )
        merged = tuple(((top, left), (end - 1, right - 1)) for top, end, left, right in opened.merged_cells)
        return Sheet(name, names, tuple(_old_rows(opened, opened.nrows)), merged, errors)


def no_rows() -> RefusedError:
    """Return the refusal of a file in which nothing is written."""
    return RefusedError(_("表に何も書かれていません。"), _("行のある表を選んでください。"), field="file")


@contextmanager
def reader_errors() -> Iterator[None]:
    """Turn whatever a reader of workbooks raises over a file into a refusal with what to do."""
    from python_calamine import PasswordError

    try:
        yield
    except RefusedError:
        raise
    except PasswordError as error:
        raise protected() from error
    except MemoryError as error:
        raise bomb() from error
    except Exception as error:  # the readers let through what their parsers meet
        raise (protected() if "encrypted" in str(error) else damaged()) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a compiled reader's own, no Exception
            raise
        raise damaged() from error


def _chosen(names: Sequence[str], first_rows: Callable[[str], Iterable[Sequence[object]]]) -> str:
    filled = []
    for name in names:
        rows = [row for row in first_rows(name) if any(cell not in (None, "") for cell in row)]
        if any(count_known(row) > 1 for row in rows):
            return name
        filled += [name] * bool(rows)
    if not filled:
        raise no_rows()
    return filled[0]


def _plain(cell: object) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str | int | float | bool | dt.date | dt.time | dt.timedelta) and cell != "":
        return cell
    return None


def _old_rows(sheet: Any, count: int) -> Iterator[tuple[Cell, ...]]:
    for at in range(min(count, sheet.nrows)):
        yield tuple(_old_cell(cell, sheet.book.datemode) for cell in sheet.row(at))


def _old_cell(cell: Any, datemode: int) -> Cell:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE and cell.value >= 1:
        moment: dt.datetime = xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        return moment
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype == xlrd.XL_CELL_ERROR else _plain(cell.value)


class _Silence(io.TextIOBase):
    """Takes what a reader would print about a file, and keeps none of it."""

    @override
    def write(self, text: str, /) -> int:
        """Drop a text."""
        return len(text)
