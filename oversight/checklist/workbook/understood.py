"""What was understood of an office's own checklist workbook, as plain frozen facts that a preview shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from oversight.errors import RefusedError
from oversight.exchange.headings import Merged
from oversight.words import _, mark


class ColumnRole(StrEnum):
    """What a column of a checklist holds."""

    NUMBER = "number"
    QUESTION = "question"
    LOOK_AT = "look_at"
    BASIS = "basis"
    SEVERITY = "severity"
    SECTION = "section"
    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    MARK = "mark"
    NOTE = "note"
    ENGLISH = "english"
    IGNORED = "ignored"


ROLE_WORDS: Mapping[ColumnRole, str] = {
    ColumnRole.NUMBER: mark("番号"),
    ColumnRole.QUESTION: mark("問い"),
    ColumnRole.LOOK_AT: mark("確認資料・確認方法"),
    ColumnRole.BASIS: mark("根拠"),
    ColumnRole.SEVERITY: mark("重大性"),
    ColumnRole.SECTION: mark("区分"),
    ColumnRole.CONFORMING: mark("適の欄"),
    ColumnRole.NONCONFORMING: mark("不適の欄"),
    ColumnRole.NOT_APPLICABLE: mark("非該当の欄"),
    ColumnRole.MARK: mark("判定の欄"),
    ColumnRole.NOTE: mark("備考"),
    ColumnRole.ENGLISH: mark("英語の問い"),
    ColumnRole.IGNORED: mark("使わない"),
}
"""The office's word for each role; pass through ``_`` when shown."""

ANSWER_ROLES = (ColumnRole.CONFORMING, ColumnRole.NONCONFORMING, ColumnRole.NOT_APPLICABLE)
"""The roles of columns of which the one that fits gets a sign."""


class RowKind(StrEnum):
    """What a row of a checklist is."""

    HEADING = "heading"
    SECTION = "section"
    ITEM = "item"
    CONTINUED = "continued"
    IGNORED = "ignored"


KIND_WORDS: Mapping[RowKind, str] = {
    RowKind.HEADING: mark("列の見出し"),
    RowKind.SECTION: mark("区分の見出し"),
    RowKind.ITEM: mark("点検項目"),
    RowKind.CONTINUED: mark("上の項目の続き"),
    RowKind.IGNORED: mark("使わない"),
}
"""The office's word for each kind of row; pass through ``_`` when shown."""


@dataclass(frozen=True)
class WorkbookNote:
    """What the user should know of a place: sheet and row are empty and 0 where it is of the whole file."""

    sheet: str
    row: int
    sentence: str


@dataclass(frozen=True)
class SheetRow:
    """One row that is not blank: ``number`` is what Excel shows, ``why`` what made it taken for its kind."""

    number: int
    cells: tuple[str, ...]
    kind: RowKind = RowKind.IGNORED
    why: str = ""

    def cell(self, column: int) -> str:
        """Return the text in a column, counted from 0; empty beyond the last."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns with a text, from 0."""
        return tuple(at for at, text in enumerate(self.cells) if text)


@dataclass(frozen=True)
class SheetUnderstood:
    """One sheet: its rows, one role for each column, and whether it is part of the checklist.

    ``offered`` are the words a column's list of choices offers; ``merged`` counts from 0. What a person has
    corrected is pinned: it stays when the rest is understood anew.
    """

    name: str
    rows: tuple[SheetRow, ...]
    roles: tuple[ColumnRole, ...]
    is_used: bool
    why: str = ""
    merged: tuple[Merged, ...] = ()
    offered: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    pinned_roles: Mapping[int, ColumnRole] = field(default_factory=dict)
    pinned_kinds: Mapping[int, RowKind] = field(default_factory=dict)

    def columns(self, *roles: ColumnRole) -> tuple[int, ...]:
        """Return the columns of these roles, from the left."""
        return tuple(at for at, role in enumerate(self.roles) if role in roles)

    @cached_property
    def by_number(self) -> Mapping[int, SheetRow]:
        """The rows by the number that Excel shows."""
        return {row.number: row for row in self.rows}

    @cached_property
    def signs(self) -> Mapping[int, str]:
        """The single sign most used in each column's items, where one is: ○ or レ in a filled-in sheet."""
        counted: dict[int, Counter[str]] = {}
        for row in self.rows_of(RowKind.ITEM):
            for at in row.filled:
                if len(row.cells[at]) == 1:
                    counted.setdefault(at, Counter())[row.cells[at]] += 1
        return {at: counts.most_common(1)[0][0] for at, counts in counted.items()}

    def column(self, role: ColumnRole) -> int:
        """Return the first column of a role; -1 where there is none."""
        return next(iter(self.columns(role)), -1)

    def rows_of(self, *kinds: RowKind) -> tuple[SheetRow, ...]:
        """Return the rows of these kinds, from the top."""
        return tuple(row for row in self.rows if row.kind in kinds)


@dataclass(frozen=True)
class WorkbookUnderstood:
    """A whole workbook as understood; ``notes`` say what was left out, reduced or could be wrong."""

    file_name: str
    sheets: tuple[SheetUnderstood, ...]
    notes: tuple[WorkbookNote, ...] = ()

    def sheet(self, name: str) -> SheetUnderstood:
        """Return the sheet of that name; raise ``RefusedError`` if there is none."""
        for each in self.sheets:
            if each.name == name:
                return each
        raise RefusedError(
            _("シート「{name}」がありません。").format(name=name),
            _("ブックにあるシートを選んでください。"),
            field="sheet",
        )

    def with_sheet_in_place(self, changed: SheetUnderstood) -> WorkbookUnderstood:
        """Return the workbook with one sheet put in the place of that of its name."""
        sheets = tuple(changed if each.name == changed.name else each for each in self.sheets)
        return replace(self, sheets=sheets)

    @property
    def used(self) -> tuple[SheetUnderstood, ...]:
        """The sheets that are part of the checklist."""
        return tuple(each for each in self.sheets if each.is_used)

    @property
    def item_count(self) -> int:
        """How many items were recognised."""
        return sum(len(each.rows_of(RowKind.ITEM)) for each in self.used)


def column_name(column: int) -> str:
    """Return how Excel calls a column counted from 0: 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(column: int, row: int) -> str:
    """Return how Excel calls a cell: (0, 5) is A5."""
    return f"{column_name(column)}{row}"
