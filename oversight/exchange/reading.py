"""Reading a table from a workbook or CSV: headings, rows as text and typed values, what to tell the user."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight.errors import RefusedError
from oversight.exchange.fields import FIELDS
from oversight.exchange.guards import (
    ROWS_ABOVE,
    Limits,
    SheetFacts,
    check_reach,
    check_size,
    damaged,
    is_encrypted_ole,
    is_ole,
    look_into_workbook,
    protected,
    too_many_rows,
)
from oversight.japanese import fold
from oversight.words import _

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
_ENCODINGS = ("utf-8-sig", "cp932", "euc_jp")


@dataclass(frozen=True)
class SheetTable:
    """A table as read: ``rows`` are (row number in the file from 1, cells), headings apart.

    ``notes`` are sentences about the file that the user should read (merged cells, formulas, macros).
    """

    file_name: str
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    notes: tuple[str, ...] = field(default=())


def read_table(
    content: bytes, file_name: str, *, sheet: str = "", limits: Limits | None = None
) -> SheetTable:
    """Read the table of a workbook (.xlsx .xlsm .xls .ods) or a text file (CSV, tab-separated).

    Raise ``RefusedError`` with a sentence for whatever cannot or must not be read; memory stays bounded.
    """
    limits = limits or Limits()
    check_size(content, limits)
    if is_encrypted_ole(content):
        raise protected()
    if zipfile.is_zipfile(io.BytesIO(content)) or content.startswith(b"PK") or is_ole(content):
        return _read_workbook(content, file_name, sheet, limits)
    if b"\x00" in content[:4096]:
        raise damaged()
    return _read_text(content, file_name, limits)


def _read_workbook(content: bytes, file_name: str, sheet: str, limits: Limits) -> SheetTable:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    facts = SheetFacts() if is_ole(content) else look_into_workbook(content, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = tuple(book.sheet_names)
            name = sheet or _first_filled(book, names)
            opened = book.get_sheet_by_name(name)
            check_reach(opened.total_height, opened.total_width, limits)  # an .xls was not measured
            cells = opened.to_python(skip_empty_area=False)
            merged = opened.merged_cell_ranges or []
    except PasswordError as error:
        raise protected() from error
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise damaged() from error
    rows = [(at, tuple(_plain(cell) for cell in row)) for at, row in enumerate(cells, start=1)]
    return _table(file_name, name, names, rows, _notes(facts, merged), limits)


def _first_filled(book: object, names: Sequence[str]) -> str:
    for name in names:
        if book.get_sheet_by_name(name).height:  # type: ignore[attr-defined]
            return name
    raise _no_rows()


def _plain(cell: object) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str | int | float | bool | dt.date | dt.time | dt.timedelta) and cell != "":
        return cell
    return None


def _notes(facts: SheetFacts, merged: Sequence[object]) -> tuple[str, ...]:
    notes = []
    if facts.has_macros:
        notes.append(_("マクロのあるファイルです。値だけを読み、マクロは取り込みません。"))
    if facts.formulas_without_value:
        notes.append(
            _("計算結果のない数式が{count}か所あり、空欄として読みました。").format(
                count=facts.formulas_without_value
            )
        )
    if facts.error_values:
        notes.append(
            _("エラー値（#REF!など）が{count}か所あり、空欄として読みました。").format(
                count=facts.error_values
            )
        )
    if merged:
        notes.append(
            _("結合されたセルが{count}か所あります。値は左上の1か所だけにあります。").format(
                count=len(merged)
            )
        )
    return tuple(notes)


def _read_text(content: bytes, file_name: str, limits: Limits) -> SheetTable:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    try:
        for at, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if at > limits.rows + ROWS_ABOVE:
                raise too_many_rows(text.count("\n"), limits)
            rows.append((at, tuple(cell.strip() or None for cell in row)))
    except csv.Error as error:
        raise damaged() from error
    return _table(file_name, "", (), rows, (), limits)


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError(
        _("文字コードを読み取れません。何も取り込んでいません。"),
        _("CSVをUTF-8かシフトJISで保存し直してください。"),
        field="file",
    )


def _table(
    file_name: str,
    sheet: str,
    sheets: tuple[str, ...],
    rows: list[tuple[int, tuple[Cell, ...]]],
    notes: tuple[str, ...],
    limits: Limits,
) -> SheetTable:
    filled = [(at, row) for at, row in rows if any(cell is not None for cell in row)]
    if not filled:
        raise _no_rows()
    heading_at, headings = _heading_row(filled)
    body = tuple((at, row) for at, row in filled if at > heading_at)
    if not body:
        raise RefusedError(
            _("見出しだけで、行がありません。"), _("行のある表を選んでください。"), field="file"
        )
    check_reach(0, max(len(row) for _at, row in filled), limits)
    if len(body) > limits.rows:
        raise too_many_rows(len(body), limits)
    doubled = {name for name in headings if name and headings.count(name) > 1}
    if doubled:
        told = _("同じ見出しの列が2つ以上あります（{names}）。").format(names="、".join(sorted(doubled)))
        notes = (*notes, told)
    return SheetTable(file_name, sheet, sheets, headings, heading_at, body, notes)


def _heading_row(filled: list[tuple[int, tuple[Cell, ...]]]) -> tuple[int, tuple[str, ...]]:
    """Return the row of headings among the first ones; a title may stand above it.

    The row with the most known headings; where fewer than two are known, the first that has more than half
    as many texts as the fullest: a heading left blank must not make a row of data the headings.
    """
    first = filled[:ROWS_ABOVE]
    known = [len({fold(str(cell)) for cell in row if cell} & _known_headings()) for _at, row in first]
    texts = [sum(isinstance(cell, str) for cell in row) for _at, row in first]
    if max(known) > 1:
        best = known.index(max(known))
    else:
        best = next(at for at, count in enumerate(texts) if count * 2 > max(texts) or not max(texts))
    at, row = first[best]
    return at, tuple("" if cell is None else str(cell).strip() for cell in row)


@functools.cache
def _known_headings() -> frozenset[str]:
    fields = (each for kind in FIELDS.values() for each in kind)
    return frozenset(fold(name) for each in fields for name in (each.word, *each.headings))


def _no_rows() -> RefusedError:
    return RefusedError(_("表に何も書かれていません。"), _("行のある表を選んでください。"), field="file")
