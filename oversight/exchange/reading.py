"""Reading a table from a workbook or CSV: headings, rows as text and typed values, what to tell the user."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from oversight.errors import RefusedError
from oversight.exchange.guards import (
    Limits,
    SheetFacts,
    check_reach,
    check_size,
    is_encrypted_ole,
    is_ole,
    look_into_workbook,
    protected,
    too_many_rows,
)
from oversight.exchange.headings import Merged, find_headings
from oversight.exchange.plain_text import read_text_rows
from oversight.exchange.sheets import Cell, no_rows, read_old_sheet, read_sheet
from oversight.words import _, _n, mark_n


@dataclass(frozen=True)
class SheetTable:
    """A table as read: ``rows`` are (row number in the file from 1, cells), headings apart.

    ``notes`` are sentences about the file that the user should read (merged cells, formulas, macros).
    """

    file_name: str
    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...] = ()
    heading_row: int = 0
    rows: tuple[tuple[int, tuple[Cell, ...]], ...] = ()
    notes: tuple[str, ...] = field(default=())
    is_1904: bool = False
    """Days written as bare numbers count from 1904-01-01."""
    is_light: bool = False
    """The whole workbook may be held in memory, to be written again with reasons beside its rows."""


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
    return _table(SheetTable(file_name, "", ()), read_text_rows(content, limits), (), limits)


def _read_workbook(content: bytes, file_name: str, wanted: str, limits: Limits) -> SheetTable:
    if is_ole(content):
        sheet, facts = read_old_sheet(content, wanted, limits), SheetFacts()
    else:
        facts = look_into_workbook(content, limits)
        sheet = read_sheet(content, wanted, limits)
    notes = _notes(replace(facts, error_values=facts.error_values + sheet.error_values), sheet.merged)
    start = SheetTable(file_name, sheet.name, sheet.names, notes=notes)
    start = replace(start, is_1904=facts.is_1904, is_light=facts.is_light)
    return _table(start, list(enumerate(sheet.rows, start=1)), sheet.merged, limits)


def _notes(facts: SheetFacts, merged: Sequence[Merged]) -> tuple[str, ...]:
    counted = (
        (mark_n("計算結果のない数式が{count}か所あり、空欄として読みました。"), facts.formulas_without_value),
        (mark_n("エラー値（#REF!など）が{count}か所あり、空欄として読みました。"), facts.error_values),
        (mark_n("結合されたセルが{count}か所あります。値は左上の1か所だけにあります。"), len(merged)),
        (mark_n("表示されていない行が{count}行あり、その行も読みました。"), facts.hidden_rows),
    )
    macros = (
        [_("マクロのあるファイルです。値だけを読み、マクロは取り込みません。")] if facts.has_macros else []
    )
    return (
        *macros,
        *(_n(sentence, count).format(count=f"{count:,}") for sentence, count in counted if count),
    )


def _table(
    start: SheetTable,
    rows: Sequence[tuple[int, tuple[Cell, ...]]],
    merged: Sequence[Merged],
    limits: Limits,
) -> SheetTable:
    filled = [(at, row) for at, row in rows if any(cell is not None for cell in row)]
    if not filled:
        raise no_rows()
    heading_row, headings = find_headings(filled, merged)
    body = tuple((at, row) for at, row in filled if at > heading_row)
    if not body:
        raise RefusedError(
            _("見出しだけで、行がありません。"), _("行のある表を選んでください。"), field="file"
        )
    check_reach(0, max(len(row) for _at, row in filled), limits)
    if len(body) > limits.rows:
        raise too_many_rows(len(body), limits)
    notes = (*start.notes, *_doubled(headings))
    return replace(start, headings=headings, heading_row=heading_row, rows=body, notes=notes)


def _doubled(headings: Sequence[str]) -> Iterator[str]:
    names = {name for name in headings if name and headings.count(name) > 1}
    if names:
        yield _("同じ見出しの列が2つ以上あります（{names}）。").format(names=_("、").join(sorted(names)))
