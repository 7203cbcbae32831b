"""The sheets of a checklist workbook as raw texts: measured first, all of them read, nothing evaluated.

An Individual Number anywhere in the file (a cell, a comment, a footer, a hidden sheet) refuses the whole.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING, Any

from oversight.checklist.workbook.understood import column_name
from oversight.errors import RefusedError
from oversight.exchange.guards import (
    Limits,
    SheetFacts,
    check_reach,
    check_size,
    damaged,
    is_encrypted_ole,
    is_ole,
    look_into_workbook,
    protected,
)
from oversight.exchange.headings import Merged
from oversight.exchange.sheets import read_old_sheet, reader_errors
from oversight.personal_number import PersonalNumberError, find_individual_numbers, mask
from oversight.words import _, _n, mark_n

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIMITS = Limits(
    file_bytes=20 << 20,
    unpacked_bytes=120 << 20,
    rows=5_000,
    columns=200,
    cells=400_000,
    elements=3_000_000,
    signs=8_000_000,
)
"""A checklist is smaller than a register: 5,000 rows."""
MOST_SHEETS = 60
_ROWS_TOLD = 20
LONGEST = 2_000
"""Signs of a cell that are taken in: as many as an edition's texts may have."""
_TEXT_NODES = re.compile(r">([^<>]+)<")
_SHEET_TEXTS = re.compile(
    r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<|(?:prompt|promptTitle|error|errorTitle)=\"([^\"]*)\"|<formula1>([^<]*)<"
)
_OTHER_TEXTS = re.compile(
    r"xl/(comments|threadedcomments|drawings|charts|diagrams|persons)|docprops|content\.xml|meta\.xml|styles\.xml",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RawSheet:
    """A sheet as read: texts by row from the first; rows, columns and merged areas count from 0."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    offered: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    error_values: int = 0
    cut: tuple[tuple[int, int], ...] = ()
    """(row, column) of cells cut to ``LONGEST`` signs."""


@dataclass(frozen=True)
class RawWorkbook:
    """All sheets of a workbook that has been measured."""

    sheets: tuple[RawSheet, ...]
    facts: SheetFacts = field(default_factory=SheetFacts)
    is_package: bool = True
    """Whether the layout can go out again: an .xlsx or .xlsm, small enough to be held whole."""


def is_package(content: bytes) -> bool:
    """Tell whether a file is an Excel package (.xlsx, .xlsm), which can be written back."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "xl/workbook.xml" in archive.namelist()


def read_workbook(content: bytes, file_name: str, limits: Limits | None = None) -> RawWorkbook:
    """Read every sheet of a workbook (.xlsx .xlsm .xls .ods); ``RefusedError`` for what must not be read."""
    limits = limits or LIMITS
    check_size(content, limits)
    _refuse_number(file_name, _("ファイル名"))
    if is_encrypted_ole(content):
        raise protected()
    if is_ole(content):
        return RawWorkbook(tuple(_old_sheets(content, limits)), is_package=False)
    if not content.startswith(b"PK"):
        raise damaged()
    facts = look_into_workbook(content, limits)
    _refuse_numbers_in_parts(content)
    read = tuple(_sheets(content, limits))
    with_lists = _with_lists(content, read) if facts.is_light and is_package(content) else read
    return RawWorkbook(with_lists, facts, facts.is_light and is_package(content))


def _sheets(content: bytes, limits: Limits) -> Iterator[RawSheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with reader_errors(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        tables = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        _refuse_too_many(len(tables))
        for each in tables:
            _refuse_number(each.name, _("シート名"))
            opened = book.get_sheet_by_name(each.name)
            check_reach(opened.total_height, opened.total_width, limits)
            rows = opened.to_python(skip_empty_area=False)
            merged = tuple(opened.merged_cell_ranges or ())
            yield _raw(each.name, rows, merged, is_hidden=each.visible != SheetVisibleEnum.Visible)


def _old_sheets(content: bytes, limits: Limits) -> Iterator[RawSheet]:
    import xlrd

    with (
        reader_errors(),
        xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True) as book,
    ):
        names = [
            (name, bool(book.sheet_by_index(at).visibility)) for at, name in enumerate(book.sheet_names())
        ]
    _refuse_too_many(len(names))
    for name, is_hidden in names:
        _refuse_number(name, _("シート名"))
        sheet = read_old_sheet(content, name, limits)
        made = _raw(name, sheet.rows, sheet.merged, is_hidden=is_hidden)
        yield replace(made, error_values=sheet.error_values)


def _refuse_too_many(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise RefusedError(
            _("シートが{count}枚あります（{most}枚まで）。何も取り込んでいません。").format(
                count=sheets, most=MOST_SHEETS
            ),
            _("点検表のシートだけを別のファイルに写してください。"),
            field="file",
        )


def _raw(
    name: str, rows: Sequence[Sequence[object]], merged: tuple[Merged, ...], *, is_hidden: bool
) -> RawSheet:
    texts: list[tuple[str, ...]] = []
    cut: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        whole = tuple(text_of(cell) for cell in row)
        for column, text in enumerate(whole):
            _refuse_number(text, _("シート「{sheet}」の{row}行目").format(sheet=name, row=at + 1))
            cut += [(at, column)] * (len(text) > LONGEST)
        texts.append(tuple(text[:LONGEST] for text in whole))
    return RawSheet(name, tuple(texts), merged, is_hidden, cut=tuple(cut))


def text_of(cell: object) -> str:
    """Return a cell's value as the text that a person reads in it."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _refuse_number(text: str, place: str) -> None:
    if len(text) > 11 and find_individual_numbers(text):
        raise PersonalNumberError(
            _("{place}に、個人番号らしい12桁の数字があります。何も取り込んでいません。").format(
                place=mask(place)
            ),
            _("数字を消して保存してから、選び直してください。"),
            field="file",
        )


def _refuse_numbers_in_parts(content: bytes) -> None:
    """Refuse a number in what is no cell: comments, shapes, headers, the file's properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if not part.filename.endswith((".xml", ".vml")):
                continue
            is_sheet = part.filename.startswith("xl/worksheets/")
            if is_sheet or _OTHER_TEXTS.match(part.filename):
                wanted = _SHEET_TEXTS if is_sheet else _TEXT_NODES
                written = archive.read(part).decode("utf-8", "replace")
                for found in wanted.finditer(written):
                    text = next((each for each in found.groups() if each), "")
                    _refuse_number(unescape(text), _("コメント、図形、ヘッダー又は文書の情報"))


def loaded(content: bytes) -> Workbook:
    """Open a measured package with its layout: formulas stay formulas, letters their own formats."""
    import openpyxl

    with reader_errors(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that the library does not carry: they are named apart
        return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def _with_lists(content: bytes, sheets: tuple[RawSheet, ...]) -> tuple[RawSheet, ...]:
    """Add what only the layout says: the words that columns offer, what is hidden."""
    try:
        book = loaded(content)
    except RefusedError:  # too odd for this reader: its texts were read all the same
        return sheets
    known = {sheet.title: sheet for sheet in book.worksheets}
    return tuple(
        _with_layout(each, book, known[each.name]) if each.name in known else each for each in sheets
    )


def _with_layout(raw: RawSheet, book: Workbook, sheet: Worksheet) -> RawSheet:
    errors = sum(cell.data_type == "e" for row in sheet.iter_rows() for cell in row)
    return replace(
        raw,
        offered=_offered(book, sheet),
        error_values=errors,
        hidden_rows=tuple(at - 1 for at, each in sheet.row_dimensions.items() if each.hidden),
        hidden_columns=tuple(_hidden_columns(sheet)),
    )


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for each in sheet.column_dimensions.values():
        if each.hidden:
            yield from range((each.min or 1) - 1, min(each.max or each.min or 1, LIMITS.columns))


def _offered(book: Workbook, sheet: Worksheet) -> dict[int, tuple[str, ...]]:
    """Return the words of each column's list of choices, by column from 0."""
    found: dict[int, tuple[str, ...]] = {}
    for rule in sheet.data_validations.dataValidation:
        words = _listed(book, sheet, rule.formula1) if rule.type == "list" else ()
        for area in rule.sqref.ranges if words else ():
            for column in range(area.min_col - 1, min(area.max_col, LIMITS.columns)):
                found.setdefault(column, words)
    return found


def _listed(book: Workbook, sheet: Worksheet, formula: str | None) -> tuple[str, ...]:
    written = (formula or "").removeprefix("=").strip()
    if written.startswith('"'):
        return tuple(word.strip() for word in written.strip('"').split(",") if word.strip())
    name = book.defined_names.get(written) or sheet.defined_names.get(written)
    return _words_at(book, sheet, name.attr_text if name is not None else written)


def _words_at(book: Workbook, sheet: Worksheet, reference: str) -> tuple[str, ...]:
    where, _mark, area = reference.rpartition("!")
    try:
        there: Any = book[where.strip("'")] if where else sheet
        cells: Any = there[area.replace("$", "")]
    except (KeyError, ValueError, IndexError, TypeError, AttributeError):
        return ()
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    flat = [cell for row in rows[:20] for cell in (row if isinstance(row, tuple) else (row,))]
    return tuple(text for cell in flat[:20] if (text := text_of(cell.value)))


def notes_on_file(raw: RawWorkbook) -> Iterator[tuple[str, int, str]]:
    """Yield (sheet, row, sentence) for what was read otherwise than it looks in Excel."""
    if raw.facts.has_macros:
        yield "", 0, _("マクロのあるファイルです。値だけを読み、マクロは取り込みません。")
    if raw.facts.formulas_without_value:
        count = raw.facts.formulas_without_value
        sentence = _n(mark_n("計算結果のない数式が{count}か所あり、空欄として読みました。"), count)
        yield "", 0, sentence.format(count=f"{count:,}")
    for sheet in raw.sheets:
        yield from _notes_on_sheet(sheet)


def _notes_on_sheet(sheet: RawSheet) -> Iterator[tuple[str, int, str]]:
    if sheet.is_hidden:
        yield sheet.name, 0, _("表示されていないシートです。使いません。")
    if sheet.error_values:
        sentence = _n(mark_n("エラー値（#REF!など）が{count}か所あります。"), sheet.error_values)
        yield sheet.name, 0, sentence.format(count=f"{sheet.error_values:,}")
    filled = [at for at in sheet.hidden_rows if at < len(sheet.rows) and any(sheet.rows[at])]
    for at in sorted(filled)[:_ROWS_TOLD]:
        yield sheet.name, at + 1, _("表示されていない行です。この行も読みました。")
    if len(filled) > _ROWS_TOLD:
        more = len(filled) - _ROWS_TOLD
        sentence = _n(mark_n("表示されていない行がほかに{count}行あります。"), more)
        yield sheet.name, 0, sentence.format(count=f"{more:,}")
    wide = max((len(row) for row in sheet.rows), default=0)
    for column in sorted(at for at in set(sheet.hidden_columns) if at < wide):
        if any(column < len(row) and row[column] for row in sheet.rows):
            name = column_name(column)
            yield sheet.name, 0, _("表示されていない列（{name}）です。この列も読みました。").format(name=name)
    for row, _column in sheet.cut:
        yield (
            sheet.name,
            row + 1,
            _("{limit}字より長いセルです。{limit}字までを読みました。").format(limit=f"{LONGEST:,}"),
        )
