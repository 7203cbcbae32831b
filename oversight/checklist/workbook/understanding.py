"""An office's own checklist workbook understood, and understood anew after each correction in the preview."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from oversight.checklist.workbook.heading_words import is_side_sheet
from oversight.checklist.workbook.kinds import RowReader
from oversight.checklist.workbook.numbering import is_number
from oversight.checklist.workbook.roles import Headings, find_roles
from oversight.checklist.workbook.sheets import RawSheet, notes_on_file, read_workbook
from oversight.checklist.workbook.understood import (
    ColumnRole,
    RowKind,
    SheetRow,
    SheetUnderstood,
    WorkbookNote,
    WorkbookUnderstood,
)
from oversight.errors import RefusedError
from oversight.exchange.guards import Limits
from oversight.exchange.sheets import no_rows
from oversight.words import _

_DAY = re.compile(r"\d{4}-(\d{2})-(\d{2})")


def understand(content: bytes, *, file_name: str, limits: Limits | None = None) -> WorkbookUnderstood:
    """Understand a workbook (.xlsx .xlsm .xls .ods): sheets, columns, sections, items.

    Raise ``RefusedError`` for what cannot or must not be read; nothing is half adopted. A workbook in which
    nothing was recognised is understood all the same, so that a person can say what is what.
    """
    raw = read_workbook(content, file_name, limits)
    sheets = tuple(_understood(each) for each in raw.sheets if any(any(row) for row in each.rows))
    if not sheets:
        raise no_rows()
    notes = tuple(WorkbookNote(*note) for note in notes_on_file(raw))
    return WorkbookUnderstood(file_name, sheets, (*notes, *_notes(sheets)))


def _understood(raw: RawSheet) -> SheetUnderstood:
    found = find_roles(raw)
    sheet = _with_rows(_start(raw), found)
    why = _why_unused(raw, sheet)
    return replace(sheet, is_used=not why, why=why or _("点検項目がある"))


def _start(raw: RawSheet) -> SheetUnderstood:
    width = max(len(row) for row in raw.rows)
    rows = tuple(SheetRow(at, row) for at, row in enumerate(raw.rows, start=1) if any(row))
    roles = (ColumnRole.IGNORED,) * width
    return SheetUnderstood(raw.name, rows, roles, is_used=False, merged=raw.merged, offered=raw.offered)


def _why_unused(raw: RawSheet, sheet: SheetUnderstood) -> str:
    if raw.is_hidden:
        return _("表示されていないシート")
    if is_side_sheet(raw.name):
        return _("名前から、記入例や表紙などのシート")
    return "" if sheet.rows_of(RowKind.ITEM) else _("点検項目が見つからない")


def _with_rows(sheet: SheetUnderstood, found: Headings | None) -> SheetUnderstood:
    """Return the sheet with roles as found, save those pinned, and its rows read by them."""
    width = len(sheet.roles)
    plain = found.roles if found is not None else (ColumnRole.IGNORED,) * width
    roles = tuple(sheet.pinned_roles.get(at, role) for at, role in enumerate(plain))
    heading_rows = [at + 1 for at in found.rows] if found is not None else []
    rows = _with_numbers(sheet.rows, roles)
    reader = RowReader(rows, roles, sheet.merged, heading_rows, sheet.pinned_kinds)
    return replace(sheet, roles=roles, rows=reader.read())


def _with_numbers(rows: Sequence[SheetRow], roles: Sequence[ColumnRole]) -> tuple[SheetRow, ...]:
    """Read back a number that Excel took for a day when it was typed: 1-2 became 2 January."""
    column = next((at for at, role in enumerate(roles) if role is ColumnRole.NUMBER), -1)
    return tuple(_with_number(row, column) for row in rows)


def _with_number(row: SheetRow, column: int) -> SheetRow:
    found = _DAY.fullmatch(row.cell(column))
    if found is None:
        return row
    number = f"{int(found[1])}-{int(found[2])}"
    return replace(row, cells=(*row.cells[:column], number, *row.cells[column + 1 :]))


def _notes(sheets: Sequence[SheetUnderstood]) -> Iterator[WorkbookNote]:
    for sheet in sheets:
        if not sheet.is_used:
            yield WorkbookNote(sheet.name, 0, _("使いません（{why}）。").format(why=sheet.why))
            continue
        for row in sheet.rows_of(RowKind.IGNORED):
            column = sheet.column(ColumnRole.NUMBER)
            if row.filled == (column,) and is_number(row.cell(column)):
                yield WorkbookNote(
                    sheet.name, row.number, _("番号だけで、問いがありません。読みませんでした。")
                )


def with_role(
    understood: WorkbookUnderstood, sheet: str, column: int, role: ColumnRole
) -> WorkbookUnderstood:
    """Say what a column (from 0) holds; the rows are understood anew by it.

    A role that only one column can have is taken from the column that had it.
    """
    before = understood.sheet(sheet)
    if not 0 <= column < len(before.roles):
        raise RefusedError(_("その列はありません。"), _("表の中の列を選んでください。"), field="column")
    pinned = {**before.pinned_roles, column: role}
    if role in _ONLY_ONE:
        pinned |= {at: ColumnRole.IGNORED for at in before.columns(role) if at != column}
    roles = tuple(pinned.get(at, each) for at, each in enumerate(before.roles))
    changed = replace(before, roles=roles, pinned_roles=pinned)
    return understood.with_sheet_in_place(_reread(changed))


_ONLY_ONE = frozenset(
    (
        ColumnRole.NUMBER,
        ColumnRole.QUESTION,
        ColumnRole.SEVERITY,
        ColumnRole.ENGLISH,
        ColumnRole.CONFORMING,
        ColumnRole.NONCONFORMING,
        ColumnRole.NOT_APPLICABLE,
    )
)


def with_kind(understood: WorkbookUnderstood, sheet: str, row: int, kind: RowKind) -> WorkbookUnderstood:
    """Say what a row (as Excel numbers it) is; headings said by hand name the columns anew."""
    before = understood.sheet(sheet)
    if all(each.number != row for each in before.rows):
        raise RefusedError(_("その行はありません。"), _("表の中の行を選んでください。"), field="row")
    changed = replace(before, pinned_kinds={**before.pinned_kinds, row: kind})
    is_heading_moved = RowKind.HEADING in (kind, before.pinned_kinds.get(row))
    return understood.with_sheet_in_place(
        _with_rows(changed, _headings_of(changed)) if is_heading_moved else _reread(changed)
    )


def _headings_of(sheet: SheetUnderstood) -> Headings | None:
    """Return the headings that a person pointed at, else those that would be found."""
    texts: Mapping[int, tuple[str, ...]] = {row.number: row.cells for row in sheet.rows}
    rows = tuple(texts.get(at, ()) for at in range(1, max(texts) + 1))
    raw = RawSheet(sheet.name, rows, sheet.merged, offered=sheet.offered)
    pinned = sorted(at - 1 for at, kind in sheet.pinned_kinds.items() if kind is RowKind.HEADING)
    return find_roles(raw, pinned[:2] or None)


def _reread(sheet: SheetUnderstood) -> SheetUnderstood:
    """Read the rows anew with the roles as they stand."""
    headings = [row.number for row in sheet.rows_of(RowKind.HEADING)]
    first = headings[:1] + [at for at in headings[1:2] if at == headings[0] + 1]
    kept = [at for at in first if sheet.pinned_kinds.get(at, RowKind.HEADING) is RowKind.HEADING]
    rows = _with_numbers(sheet.rows, sheet.roles)
    reader = RowReader(rows, sheet.roles, sheet.merged, kept, sheet.pinned_kinds)
    return replace(sheet, rows=reader.read())


def with_sheet(understood: WorkbookUnderstood, sheet: str, *, is_used: bool) -> WorkbookUnderstood:
    """Say whether a sheet is part of the checklist."""
    before = understood.sheet(sheet)
    return understood.with_sheet_in_place(replace(before, is_used=is_used, why=_("手で直した")))
