"""Cells become values: days, numbers, yes and no, kinds; what cannot be read is told cell by cell."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oversight.calendar import TypedDay, parse_day
from oversight.corporate_number import parse_corporate_number
from oversight.errors import RefusedError
from oversight.exchange.fields import FIELDS, FieldKind, ImportField
from oversight.exchange.reading import SheetTable
from oversight.exchange.sheets import Cell
from oversight.japanese import fold
from oversight.personal_number import find_individual_numbers
from oversight.register import ContractKind, ContractorKind, word_of
from oversight.words import _, speaking

_YES = frozenset(fold(word) for word in ("有", "○", "◯", "〇", "はい", "可", "あり", "yes", "y", "true", "1"))
_NO = frozenset(fold(word) for word in ("無", "×", "いいえ", "不可", "なし", "no", "n", "false", "0"))
_NUMBER = re.compile(r"約?([\d,]+)(?:\.0+)?(人|件|名|円)?(程度|以上|未満)?")
_SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
"""Days from 1954 to 2119 as a spreadsheet counts them; with a time of day behind the point."""
_ZERO_1900, _ZERO_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_MOST_YEN = 9_999_999_999_999
_MOST = {"persons_count": 2_147_483_647}  # what the column holds
_LONGEST_TOLD = 40
_LIST_SIGNS = re.compile(r"[、,，\n;；・]+")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell or row; a warning does not keep the row out."""

    field: str
    sentence: str
    is_warning: bool = False


@dataclass(frozen=True)
class ReadRow:
    """A row of the file: its number there, what could be read, what is wrong."""

    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    hidden: tuple[int, ...] = ()
    """Columns whose cell holds an Individual Number: never shown, never written back."""

    @property
    def is_refused(self) -> bool:
        """Tell whether the row cannot be taken in."""
        return any(not problem.is_warning for problem in self.problems)


def read_rows(kind: str, table: SheetTable, columns: Mapping[str, int]) -> tuple[ReadRow, ...]:
    """Read every row of a table by its columns (field key → index)."""
    zero = _ZERO_1904 if table.is_1904 else _ZERO_1900
    return tuple(_read_row(kind, number, cells, columns, zero) for number, cells in table.rows)


def _read_row(
    kind: str, number: int, cells: tuple[Cell, ...], columns: Mapping[str, int], zero: dt.date
) -> ReadRow:
    hidden = tuple(at for at, cell in enumerate(cells) if find_individual_numbers(cell_text(cell)))
    values: dict[str, Any] = {}
    problems = [
        Problem("", _("{column}列目に個人番号らしい数字があります。取り込めません。").format(column=at + 1))
        for at in hidden
    ]
    for each in FIELDS[kind]:
        at = columns.get(each.key)
        cell = cells[at] if at is not None and at < len(cells) and at not in hidden else None
        if cell is None:
            if each.is_required and at not in hidden:
                told = _("「{field}」がありません。").format(field=_(each.word))
                problems.append(Problem(each.key, told))
            continue
        try:
            values[each.key] = _value(each, cell, zero)
        except RefusedError as error:
            told = _("「{field}」: {sentence}").format(field=_(each.word), sentence=error.sentence)
            problems.append(Problem(each.key, told))
    problems += _warnings(kind, values, {key: cells[at] for key, at in columns.items() if at < len(cells)})
    return ReadRow(number, values, tuple(problems), hidden)


def _warnings(kind: str, values: Mapping[str, Any], cells: Mapping[str, Cell]) -> list[Problem]:
    """Tell what was read as something else than it says, so that no guess passes unseen."""
    told = [
        Problem(key, sentence, is_warning=True)
        for key, value in values.items()
        if isinstance(value, TypedDay)
        for sentence in value.warnings
    ]
    for each in FIELDS[kind]:
        value = values.get(each.key)
        if isinstance(value, ContractKind | ContractorKind) and not _is_named(value, str(cells[each.key])):
            sentence = _("「{field}」: 「{text}」を「{word}」と読みました。").format(
                field=_(each.word), text=str(cells[each.key])[:_LONGEST_TOLD], word=word_of(value)
            )
            told.append(Problem(each.key, sentence, is_warning=True))
    return told


def cell_text(cell: object) -> str:
    """Return a cell as the detector of Individual Numbers must see it."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:012d}" if len(str(cell)) == 11 else str(cell)  # Excel drops a leading zero
    return "" if cell is None else str(cell)


def _value(each: ImportField, cell: Cell, zero: dt.date) -> Any:
    text = ("" if cell is None else str(cell)).strip()
    if each.kind is FieldKind.DAY:
        return _day(cell, text, zero)
    if each.kind is FieldKind.NUMBER:
        return _number(text, _MOST.get(each.key, _MOST_YEN))
    if each.kind is FieldKind.YES_NO:
        return _yes_no(text)
    if each.kind is FieldKind.LIST:
        return tuple(part.strip() for part in _LIST_SIGNS.split(text) if part.strip())
    if each.kind is FieldKind.CORPORATE_NUMBER:
        return parse_corporate_number(text)
    if each.kind is FieldKind.CONTRACT_KIND:
        return _member(ContractKind, text)
    if each.kind is FieldKind.CONTRACTOR_KIND:
        return _member(ContractorKind, text)
    return text


def _day(cell: Cell, text: str, zero: dt.date) -> TypedDay:
    """Return a day; a bare number counts days as Excel does, which is told (ISO/IEC 29500-1 18.17.4.1)."""
    if isinstance(cell, dt.datetime):
        return TypedDay(cell.date(), cell.date().isoformat())
    if isinstance(cell, dt.date):
        return TypedDay(cell, cell.isoformat())
    serial = _SERIAL.fullmatch(unicodedata.normalize("NFKC", text))
    if serial is None:
        return parse_day(text)
    day = zero + dt.timedelta(days=int(serial[1]))
    told = _("日付の通し番号{serial}を{day}と読みました。").format(serial=serial[1], day=day.isoformat())
    return TypedDay(day, day.isoformat(), warnings=(told,))


def _number(text: str, most: int) -> int:
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if match is None:
        raise RefusedError(_("数として読めません。"))
    number = int(match[1].replace(",", ""))
    if number > most:
        raise RefusedError(_("数が大きすぎます（{most}まで）。").format(most=f"{most:,}"))
    return number


def _yes_no(text: str) -> bool:
    plain = fold(text) or text
    if plain in _YES or text in {"○", "◯", "〇"}:
        return True
    if plain in _NO or text == "×":
        return False
    raise RefusedError(_("有・無のどちらかに読めません。"))


def _member(kind: type[ContractKind] | type[ContractorKind], text: str) -> ContractKind | ContractorKind:
    named = [member for member in kind if _is_named(member, text)]
    with speaking("ja"):
        near = [member for member in kind if fold(word_of(member)) in fold(text)]
    if named or len(near) == 1:
        return (named or near)[0]
    raise RefusedError(_("その種別はありません。"))


def _is_named(member: ContractKind | ContractorKind, text: str) -> bool:
    """Tell whether a text is just the word of a kind."""
    with speaking("ja"):
        return fold(text) in {fold(member.value), fold(word_of(member))}
