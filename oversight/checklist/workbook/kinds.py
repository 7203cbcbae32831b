"""What each row of a checklist is taken for, and the short reason that the preview says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from oversight.checklist.workbook.heading_words import bare, is_side_row, role_of
from oversight.checklist.workbook.numbering import is_number, number_key, split_leading
from oversight.checklist.workbook.understood import ANSWER_ROLES, ColumnRole, RowKind, SheetRow
from oversight.exchange.headings import Merged
from oversight.words import _

_ASKS = re.compile(r"(か|こと|る|た|ない|ます|です|ん|事)[。．.?？）)]*$|[?？]$")
_NAMES = re.compile(r"(関する|係る|関わる)(こと|事)$")
_LONGEST_SECTION = 45
Taken = tuple[RowKind, str]


def _asks(text: str) -> bool:
    """Tell whether a text ends as a question or a demand does, not as a title (組織に関すること)."""
    return _ASKS.search(text) is not None and _NAMES.search(text) is None


@dataclass
class RowReader:
    """Takes the rows of one sheet from the top; what was taken before bears on what follows.

    ``merged`` counts from 0, ``heading_rows`` and ``pinned`` are by the number that Excel shows.
    """

    rows: Sequence[SheetRow]
    roles: Sequence[ColumnRole]
    merged: Sequence[Merged]
    heading_rows: Sequence[int]
    pinned: Mapping[int, RowKind]
    _across: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _down: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Merged columns by row; those that come from the row above by row."""

    def __post_init__(self) -> None:
        for (top, left), (bottom, right) in self.merged:
            if left < right:
                self._across.setdefault(top + 1, []).append((left, right))
            for row in range(top + 1, min(bottom, top + 500) + 1):
                self._down.setdefault(row + 1, []).append((left, right))
        self._number = self._first(ColumnRole.NUMBER)
        self._question = self._first(ColumnRole.QUESTION)
        self._answers = [
            at
            for at, role in enumerate(self.roles)
            if role in (*ANSWER_ROLES, ColumnRole.MARK, ColumnRole.NOTE)
        ]
        self._body = [row for row in self.rows if row.number > max(self.heading_rows, default=0)]
        self._last_numbered = max((row.number for row in self._body if self._is_numbered(row)), default=0)
        self._headings = {tuple(map(bare, row.cells)) for row in self.rows if row.number in self.heading_rows}
        self._stands = RowKind.IGNORED
        self._by_number = {row.number: row for row in self.rows}
        numbers = [row.cell(self._number) for row in self._body if self._is_numbered(row)]
        self._has_chapters = 0 < sum(map(_is_chapter, numbers)) * 2 <= len(numbers)

    def _first(self, role: ColumnRole) -> int:
        return next((at for at, each in enumerate(self.roles) if each is role), -1)

    def _is_numbered(self, row: SheetRow) -> bool:
        return self._number >= 0 and bool(row.cell(self._number)) and bool(row.cell(self._question))

    def read(self) -> tuple[SheetRow, ...]:
        """Return the rows with their kinds and reasons."""
        taken = [self._taken(row, self.rows[at + 1 : at + 8]) for at, row in enumerate(self.rows)]
        sound = _without_empty_sections(taken, self.pinned)
        first = next((row.kind for row in sound if row.kind in (RowKind.ITEM, RowKind.SECTION)), None)
        has_section = ColumnRole.SECTION in self.roles or first is not RowKind.ITEM
        return tuple(sound if has_section else self._with_title_as_section(sound))

    def _with_title_as_section(self, rows: Sequence[SheetRow]) -> list[SheetRow]:
        """Take a numbered title above the headings (第1 組織に関すること) for the section of a sheet."""
        first = min(self.heading_rows, default=0)
        titles = [
            row
            for row in rows
            if row.number < first and len(row.filled) == 1 and row.number not in self.pinned
        ]
        for row in reversed(titles):
            leading, words = split_leading(row.cell(row.filled[0]))
            if leading and not _asks(words):
                named = replace(row, kind=RowKind.SECTION, why=_("見出しの上の、番号のある題名"))
                return [named if each is row else each for each in rows]
        return list(rows)

    def _taken(self, row: SheetRow, after: Sequence[SheetRow]) -> SheetRow:
        if row.number in self.pinned:
            kind, why = self.pinned[row.number], _("手で直した")
        else:
            kind, why = self._kind(row, after)
        if kind in (RowKind.ITEM, RowKind.SECTION) or row.number in self.pinned:
            self._stands = kind
        elif kind is RowKind.IGNORED:
            self._stands = RowKind.IGNORED
        return replace(row, kind=kind, why=why)

    def _kind(self, row: SheetRow, after: Sequence[SheetRow]) -> Taken:
        if row.number in self.heading_rows:
            return RowKind.HEADING, _("列の見出しの語がある")
        if row.number < min(self.heading_rows, default=0):
            return RowKind.IGNORED, _("見出しより上にある")
        if self._repeats_headings(row):
            return RowKind.HEADING, _("見出しの繰り返し")
        if self._question < 0:
            return RowKind.IGNORED, _("問いの列がない")
        if self._is_across(row):
            return self._wide(row)
        if row.cell(self._question):
            return self._asked(row, after)
        return self._unasked(row, after)

    def _repeats_headings(self, row: SheetRow) -> bool:
        if tuple(map(bare, row.cells)) in self._headings:
            return True
        at = row.cell(self._question)
        return (
            role_of(at) is ColumnRole.QUESTION
            and len(row.filled) > 1
            and all(role_of(row.cells[each]) for each in row.filled)
        )

    def _is_across(self, row: SheetRow) -> bool:
        """Tell whether one text is merged from the questions or before them into the columns of answers."""
        last = min(self._answers, default=self._question + 1)
        wide = [
            left
            for left, right in self._across.get(row.number, ())
            if left <= self._question and right >= last
        ]
        return any(row.cell(left) for left in wide) and len(row.filled) == 1

    def _wide(self, row: SheetRow) -> Taken:
        text = row.cell(row.filled[0])
        if is_side_row(text) or self._is_behind(row):
            return RowKind.IGNORED, _("注記又は記名の欄")
        return RowKind.SECTION, _("結合した見出し")

    def _is_behind(self, row: SheetRow) -> bool:
        """Tell whether the row stands below the last numbered item."""
        return bool(self._last_numbered) and row.number > self._last_numbered

    def _asked(self, row: SheetRow, after: Sequence[SheetRow]) -> Taken:
        text = row.cell(self._question)
        if self._is_below(row, self._number) or self._is_below(row, self._question):
            return self._continued(_("番号のセルが上の行と結合している"))
        if self._is_numbered(row):
            return self._numbered(row, after)
        if is_side_row(text):
            return RowKind.IGNORED, _("注記又は記名の欄")
        if self._number < 0 or not self._last_numbered:
            return self._unnumbered(row)
        if self._is_behind(row):
            return self._behind(row)
        if self._looks_like_section(text) and self._is_alone(row):
            return RowKind.SECTION, _("見出しだけの行")
        return self._continued(_("番号がなく、上の問いに続く"))

    def _behind(self, row: SheetRow) -> Taken:
        """Below the last number only what is joined to the item directly above still belongs to it."""
        joined = (
            self._stands is RowKind.ITEM and row.number <= self._last_numbered + 1 and self._is_alone(row)
        )
        if joined and not _asks(self._text_above(row)):
            return self._continued(_("番号がなく、上の問いに続く"))
        return RowKind.IGNORED, _("最後の番号より下にある")

    def _text_above(self, row: SheetRow) -> str:
        above = self._by_number.get(row.number - 1)
        return above.cell(self._question) if above is not None else ""

    def _continued(self, why: str) -> Taken:
        if self._stands is not RowKind.ITEM:
            return RowKind.IGNORED, _("続く点検項目がない")
        return RowKind.CONTINUED, why

    def _is_below(self, row: SheetRow, column: int) -> bool:
        """Tell whether a cell of the column is merged with the one above."""
        return column >= 0 and any(left <= column <= right for left, right in self._down.get(row.number, ()))

    def _is_alone(self, row: SheetRow) -> bool:
        columns = {
            self._question,
            self._number,
            *(at for at, role in enumerate(self.roles) if role is ColumnRole.SECTION),
        }
        return all(at in columns or self.roles[at] is ColumnRole.IGNORED for at in row.filled)

    def _numbered(self, row: SheetRow, after: Sequence[SheetRow]) -> Taken:
        text, number = row.cell(self._question), row.cell(self._number)
        if not is_number(number) and is_side_row(number):
            return RowKind.IGNORED, _("注記又は記名の欄")
        if self._is_alone(row) and len(text) <= _LONGEST_SECTION and not _asks(text):
            key = number_key(number)
            below = next(
                (number_key(each.cell(self._number)) for each in after if each.cell(self._question)), ()
            )
            if key and len(below) > len(key) and below[: len(key)] == key:
                return RowKind.SECTION, _("下の番号の親になる番号")
            if self._has_chapters and _is_chapter(number):
                return RowKind.SECTION, _("区分の番号と題名がある")
        return RowKind.ITEM, _("番号と問いがある")

    def _unnumbered(self, row: SheetRow) -> Taken:
        text = row.cell(self._question)
        leading, words = split_leading(text)
        if self._is_alone(row) and self._looks_like_section(text):
            return RowKind.SECTION, _("見出しだけの行")
        if leading:
            return RowKind.ITEM, _("番号で始まる問い")
        if _asks(words) or not self._is_alone(row) or self._is_in_table(row):
            return RowKind.ITEM, _("問いがある")
        return self._continued(_("上の問いに続く"))

    def _is_in_table(self, row: SheetRow) -> bool:
        """Tell whether the row follows another of the table directly."""
        return self._stands in (RowKind.ITEM, RowKind.SECTION) or row.number - 1 in self.heading_rows

    def _looks_like_section(self, text: str) -> bool:
        leading, words = split_leading(text)
        is_named = (
            bool(leading)
            or text[:1] in "【■◆●〔<＜《"
            or words.endswith(("措置", "管理", "対策", "事項", "体制", "関係", "について"))
        )
        return is_named and len(words) <= _LONGEST_SECTION and not _asks(words)

    def _unasked(self, row: SheetRow, after: Sequence[SheetRow]) -> Taken:
        text = row.cell(row.filled[0])
        if is_side_row(text):
            return RowKind.IGNORED, _("注記又は記名の欄")
        if self._is_sectional(row, after):
            return RowKind.SECTION, _("見出しだけの行")
        if row.filled == (self._number,) and is_number(text):
            return RowKind.IGNORED, _("番号だけで、問いがない")
        telling = {ColumnRole.LOOK_AT, ColumnRole.BASIS, ColumnRole.NOTE}
        if not self._is_behind_all(row) and any(self.roles[at] in telling for at in row.filled):
            return self._continued(_("問いがなく、確認資料などが続く"))
        return RowKind.IGNORED, _("問いがない")

    def _is_behind_all(self, row: SheetRow) -> bool:
        """Tell whether the row is past the table: below the last number, and not joined to the row above."""
        return (
            self._is_behind(row)
            and not self._is_below(row, self._number)
            and row.number > self._last_numbered + 1
        )

    def _is_sectional(self, row: SheetRow, after: Sequence[SheetRow]) -> bool:
        """Tell whether a lone text left of the questions heads the items that follow."""
        at = row.filled[0]
        is_left = at < self._question and len(row.filled) == 1
        if not is_left or self._is_behind(row) or is_number(row.cell(at)):
            return False
        return len(row.cell(at)) <= _LONGEST_SECTION and any(each.cell(self._question) for each in after)


def _is_chapter(number: str) -> bool:
    key = number_key(number)
    return len(key) == 1 and (
        number.strip()[:1] == "第"
        or re.fullmatch(r"[IVX]+|[A-Z]|[一二三四五六七八九十]+", key[0]) is not None
    )


def _without_empty_sections(rows: Sequence[SheetRow], pinned: Mapping[int, RowKind]) -> list[SheetRow]:
    """Leave out a heading of a section below which no item stands."""
    made: list[SheetRow] = []
    has_item = False
    for row in reversed(rows):
        has_item = has_item or row.kind is RowKind.ITEM
        if row.kind is RowKind.SECTION and not has_item and row.number not in pinned:
            made.append(replace(row, kind=RowKind.IGNORED, why=_("下に点検項目がない")))
        else:
            made.append(row)
    return made[::-1]
