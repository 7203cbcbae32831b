"""The items of an understood workbook in order, each with its section and the cells it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from oversight.checklist.workbook.numbering import is_number, plain, split_leading
from oversight.checklist.workbook.sheets import LONGEST
from oversight.checklist.workbook.understood import (
    ColumnRole,
    RowKind,
    SheetRow,
    SheetUnderstood,
    WorkbookUnderstood,
)

_LIST_SIGN = re.compile(r"^\s*[・※*○●◇◆■□\-(（①-⑳ア-オ][^ぁ-ん]?")
_BLANKS = re.compile(r"[ \t\u3000]+")


@dataclass(frozen=True)
class Placed:
    """A text and the cells it stands in (column from 0, row as Excel shows); ``before`` is not part of it."""

    text: str
    cells: tuple[tuple[int, int], ...]
    before: str = ""


@dataclass(frozen=True)
class SectionEntry:
    """A section of a sheet: its whole title, and where its own words stand."""

    sheet: str
    title: str
    place: Placed | None = None


@dataclass(frozen=True)
class Entry:
    """One item as it stands in the workbook, with all its rows."""

    sheet: SheetUnderstood
    rows: tuple[SheetRow, ...]
    section: SectionEntry
    number: str
    question: Placed
    look_at: Placed
    basis: Placed
    severity: str = ""
    english: str = ""

    @property
    def row(self) -> int:
        """The first row, as Excel shows it."""
        return self.rows[0].number


def list_entries(understood: WorkbookUnderstood) -> tuple[Entry, ...]:
    """Return the items of all sheets in use, in order."""
    return tuple(entry for sheet in understood.used for entry in _entries(sheet, len(understood.used)))


def _entries(sheet: SheetUnderstood, sheets: int) -> Iterator[Entry]:
    names = _SectionNames(sheet, sheet.name if sheets > 1 else "点検項目")
    groups: list[tuple[SectionEntry, list[SheetRow]]] = []
    for row in sheet.rows:
        if row.kind is RowKind.SECTION:
            names.enter(row)
        elif row.kind is RowKind.ITEM:
            groups.append((names.of_item(row), [row]))
        elif row.kind is RowKind.CONTINUED and groups:
            groups[-1][1].append(row)
    for section, rows in groups:
        entry = _entry(sheet, section, tuple(rows))
        if entry.question.text:
            yield entry


class _SectionNames:
    """Follows rows and columns of sections down a sheet."""

    def __init__(self, sheet: SheetUnderstood, fallback: str) -> None:
        self._sheet, self._fallback = sheet, fallback
        self._columns = sheet.columns(ColumnRole.SECTION)
        self._in_columns: dict[int, Placed] = {}
        self._stack: list[tuple[str, Placed]] = []
        self._has_items = False

    def enter(self, row: SheetRow) -> None:
        """Take a row for the heading of a section; one that follows another directly is part of it."""
        form = _form(_joined(row))
        forms = [each for each, _placed in self._stack]
        if form in forms:
            self._stack = self._stack[: forms.index(form)]
        elif self._has_items:
            self._stack = []
        self._stack.append((form, _title_of(row, self._sheet)))
        self._in_columns, self._has_items = {}, False

    def of_item(self, row: SheetRow) -> SectionEntry:
        """Return the section of an item."""
        self._has_items = True
        for at, column in enumerate(self._columns):
            if row.cell(column):
                for inner in self._columns[at:]:
                    self._in_columns.pop(inner, None)
                self._in_columns[column] = Placed(_even(row.cell(column)), ((column, row.number),))
        parts = [placed for _form, placed in self._stack]
        parts += [self._in_columns[column] for column in self._columns if column in self._in_columns]
        if not parts:
            return SectionEntry(self._sheet.name, self._fallback)
        before = "".join(f"{part.before}{part.text} " for part in parts[:-1])
        last = replace(parts[-1], before=before + parts[-1].before)
        title = (last.before + last.text)[:LONGEST]
        return SectionEntry(self._sheet.name, title, last)


def _joined(row: SheetRow) -> str:
    return " ".join(row.cells[at] for at in row.filled)


def _form(text: str) -> str:
    """Return how a title's number is written, without which number it is: 第1 and 第2 are alike."""
    leading = split_leading(text)[0] or text.split(" ", maxsplit=1)[0]
    if not leading or not is_number(leading):
        return text[:1] if text[:1] in "【■◆●〔<＜《" else ""
    form = re.sub(r"[IVX]+|[一二三四五六七八九十]+|[A-Z]|[ァ-ヶ]", "n", re.sub(r"\d+", "1", plain(leading)))
    return form + ("." if re.match(r"^.{0,4}[.．]", text) else "")


def _title_of(row: SheetRow, sheet: SheetUnderstood) -> Placed:
    """Return a section's own words and cell: a number in a column of its own stands before it."""
    filled = row.filled
    question = sheet.column(ColumnRole.QUESTION)
    own = (
        question
        if question in filled
        else next((at for at in filled if not is_number(row.cells[at])), filled[0])
    )
    before = "".join(f"{_even(row.cells[at])} " for at in filled if at < own)
    return Placed(_even(row.cells[own]), ((own, row.number),), before)


def _even(text: str) -> str:
    return _BLANKS.sub(lambda blanks: blanks[0][0], text).replace("\n", " ")


def _entry(sheet: SheetUnderstood, section: SectionEntry, rows: tuple[SheetRow, ...]) -> Entry:
    number_column, question_column = sheet.column(ColumnRole.NUMBER), sheet.column(ColumnRole.QUESTION)
    number = rows[0].cell(number_column)
    question = _text_down(rows, question_column)
    if number_column < 0:
        number, words = split_leading(question.text)
        question = replace(question, text=words, before=question.text[: len(question.text) - len(words)])
    return Entry(
        sheet,
        rows,
        section,
        number,
        question,
        _texts_across(sheet, rows, ColumnRole.LOOK_AT),
        _texts_across(sheet, rows, ColumnRole.BASIS),
        rows[0].cell(sheet.column(ColumnRole.SEVERITY)),
        _text_down(rows, sheet.column(ColumnRole.ENGLISH)).text,
    )


def _text_down(rows: Sequence[SheetRow], column: int, *, is_prose: bool = True) -> Placed:
    """Join a text that runs over several rows; what begins as a list does starts a new line."""
    cells = [(row.cell(column), (column, row.number)) for row in rows if row.cell(column)]
    text = ""
    for part, _place in cells:
        runs_on = is_prose and not _LIST_SIGN.match(part)
        text += part if not text or runs_on else "\n" + part
    return Placed(text[:LONGEST], tuple(place for _part, place in cells))


def _texts_across(sheet: SheetUnderstood, rows: Sequence[SheetRow], role: ColumnRole) -> Placed:
    parts = [_text_down(rows, column, is_prose=False) for column in sheet.columns(role)]
    filled = [part for part in parts if part.text]
    text = "\n".join(part.text for part in filled)[:LONGEST]
    return Placed(text, tuple(place for part in filled for place in part.cells))
