"""Where everything stands in a workbook, as plain JSON: kept with the edition, for the way out again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from models.marks import Mark
from oversight.checklist.workbook.entries import Entry, Placed
from oversight.checklist.workbook.heading_words import has_box, marks_among, marks_in, ticked
from oversight.checklist.workbook.understood import (
    ANSWER_ROLES,
    ColumnRole,
    RowKind,
    SheetRow,
    SheetUnderstood,
    WorkbookUnderstood,
    cell_name,
)

_SIGN = "○"
_USUAL = {Mark.CONFORMING: "適", Mark.NONCONFORMING: "不適", Mark.NOT_APPLICABLE: "非該当"}
_SIGNS = {Mark.CONFORMING: "○", Mark.NONCONFORMING: "×", Mark.NOT_APPLICABLE: "－"}
_OWN = re.compile(r"実地|検査|市|町|村|区")
_TOLD = re.compile(r"指摘|所見|不適|特記|コメント")


class HeadField(StrEnum):
    """What stands above or below the table and is filled in once an inspection."""

    CONTRACTOR = "contractor"
    CONTRACT = "contract"
    INSPECTED_ON = "inspected_on"
    PLACE = "place"
    DEPARTMENT = "department"
    INSPECTOR = "inspector"
    WITNESS = "witness"


_HEAD_WORDS: Mapping[HeadField, re.Pattern[str]] = {
    HeadField.CONTRACTOR: re.compile(
        r"(委託先|受託者|受託業者|受託事業者|委託事業者|事業者)(名|名称|の名称)?"
    ),
    HeadField.CONTRACT: re.compile(r"(契約|業務|委託業務|委託契約|件)名(称)?"),
    HeadField.INSPECTED_ON: re.compile(r"(実地)?(検査|点検|調査|確認|実施|監査)(年月)?日(時)?"),
    HeadField.PLACE: re.compile(r"(検査|点検|調査|実施|履行|作業)?場所"),
    HeadField.DEPARTMENT: re.compile(r"(所管|担当|主管)(課|部署|所属)(名)?"),
    HeadField.INSPECTOR: re.compile(r"(検査|点検|調査|確認|監査)(員|者|職員)(職・?氏名|氏名)?"),
    HeadField.WITNESS: re.compile(r"立会(者|人)(職・?氏名|氏名)?"),
}


def layout_of(
    understood: WorkbookUnderstood,
    entries: Sequence[Entry],
    ids: Sequence[str],
    sections: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """Return the layout: entries and ids side by side, sections (id, title) in order."""
    return {
        "file_name": understood.file_name,
        "sheets": {each.name: _sheet(each) for each in understood.used},
        "sections": list(_sections(entries, sections)),
        "items": [_item(entry, own_id) for entry, own_id in zip(entries, ids, strict=True)],
        "head": [one for each in understood.sheets for one in _head(each)],
    }


def _sheet(sheet: SheetUnderstood) -> dict[str, Any]:
    return {
        "headings": [row.number for row in sheet.rows_of(RowKind.HEADING)],
        "roles": [role.value for role in sheet.roles],
    }


def _sections(entries: Sequence[Entry], sections: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield each place in which a section is named, in order; several where it goes on on another sheet."""
    place = -1
    before: tuple[str, str] = ("", "")
    last = ""
    for entry in entries:
        section = entry.section
        place += section.title != last
        last = section.title
        if (section.sheet, section.title) != before:
            before = (section.sheet, section.title)
            yield {
                "id": sections[place][0],
                "sheet": section.sheet,
                "title": section.title,
                "is_row": _is_row(entry),
                **({"place": _placed(section.place)} if section.place is not None else {}),
                **_number_beside(entry),
            }


def _number_beside(entry: Entry) -> dict[str, Any]:
    """Return the cell of a section's number where it stands in the column of numbers."""
    place = entry.section.place
    column = entry.sheet.column(ColumnRole.NUMBER)
    if place is None or column < 0 or place.cells[0][0] == column or not _is_row(entry):
        return {}
    row = entry.sheet.by_number[place.cells[0][1]]
    return {"number": cell_name(column, row.number)} if row.cell(column) else {}


def _is_row(entry: Entry) -> bool:
    """Tell whether the section's words stand in a row of their own."""
    place = entry.section.place
    return place is not None and entry.sheet.by_number[place.cells[0][1]].kind is RowKind.SECTION


def _placed(placed: Placed) -> dict[str, Any]:
    cells = [cell_name(column, row) for column, row in placed.cells]
    return {"cells": cells, "text": placed.text, **({"before": placed.before} if placed.before else {})}


def _item(entry: Entry, own_id: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": own_id,
        "sheet": entry.sheet.name,
        "rows": list(range(entry.rows[0].number, entry.rows[-1].number + 1)),
        "question": _placed(entry.question),
    }
    number = entry.sheet.column(ColumnRole.NUMBER)
    if number >= 0:
        made["number"] = {"cells": [cell_name(number, entry.row)], "text": entry.number}
    for name, placed, role in (
        ("look_at", entry.look_at, ColumnRole.LOOK_AT),
        ("basis", entry.basis, ColumnRole.BASIS),
    ):
        column = entry.sheet.column(role)
        if column >= 0:
            made[name] = _placed(placed if placed.cells else Placed("", ((column, entry.row),)))
    severity = entry.sheet.column(ColumnRole.SEVERITY)
    if severity >= 0:
        made["severity"] = {"cells": [cell_name(severity, entry.row)], "text": entry.severity}
    return made | {"marks": _marks(entry), **_note(entry)}


def _note(entry: Entry) -> dict[str, Any]:
    columns = entry.sheet.columns(ColumnRole.NOTE)
    told = [at for at in columns if _TOLD.search(_heading(entry.sheet, at))]
    chosen = next(iter([*told, *columns]), None)
    return {} if chosen is None else {"note": {"cell": cell_name(chosen, entry.row)}}


def _heading(sheet: SheetUnderstood, column: int) -> str:
    """Return what stands above a column, headings merged over several columns included."""
    texts = []
    for row in sheet.rows_of(RowKind.HEADING)[:2]:
        at = next(
            (
                left
                for (top, left), (bottom, right) in sheet.merged
                if top < row.number <= bottom + 1 and left <= column <= right
            ),
            column,
        )
        texts.append(row.cell(at))
    return " ".join(texts)


def _marks(entry: Entry) -> dict[str, dict[str, str]]:
    """Return for each mark the cell and what is written there when it is given."""
    sheet, row = entry.sheet, entry.rows[0]
    own = {Mark(role.value): sheet.column(role) for role in ANSWER_ROLES if sheet.column(role) >= 0}
    made = {
        mark.value: {"cell": cell_name(at, row.number), "text": _sign(sheet, row, at)}
        for mark, at in own.items()
    }
    column = _mark_column(sheet)
    if column >= 0 and not own:
        words = _words(sheet, row, column)
        made = {
            mark.value: {"cell": cell_name(column, row.number), "text": word} for mark, word in words.items()
        }
    return made


def _mark_column(sheet: SheetUnderstood) -> int:
    """Return the column of answers; of several that of the inspection, not the contractor's own check."""
    columns = sheet.columns(ColumnRole.MARK)
    own = [at for at in columns if _OWN.search(_heading(sheet, at))]
    return next(iter([*own, *columns]), -1)


def _sign(sheet: SheetUnderstood, row: SheetRow, column: int) -> str:
    if has_box(row.cell(column)):
        text = row.cell(column)
        return text.replace("□", "☑", 1).replace("☐", "☑", 1)
    offered = sheet.offered.get(column, ())
    return offered[0] if offered else sheet.signs.get(column, _SIGN)


def _words(sheet: SheetUnderstood, row: SheetRow, column: int) -> dict[Mark, str]:
    """Return what one column of answers takes: by its boxes, its list, its heading, or the usual."""
    text = row.cell(column)
    if has_box(text) and marks_in(text):
        return {mark: ticked(text, word) for mark, word in marks_in(text).items()}
    heading = _heading(sheet, column)
    offered = marks_among(sheet.offered.get(column, ())) or marks_in(heading)
    usual = _SIGNS if _SIGN in (*offered.values(), *heading) else _USUAL
    return {**usual, **offered}


def _head(sheet: SheetUnderstood) -> Iterator[dict[str, str]]:
    for row in sheet.rows_of(RowKind.IGNORED):
        for at in row.filled:
            text = re.sub(r"[\s\u3000:：]", "", row.cells[at])
            for field, words in _HEAD_WORDS.items():
                right = _right_of(sheet, row, at)
                if words.fullmatch(text) and _is_free(row.cell(right)):
                    yield {"field": field.value, "sheet": sheet.name, "cell": cell_name(right, row.number)}


def _right_of(sheet: SheetUnderstood, row: SheetRow, column: int) -> int:
    covered = [
        right
        for (top, left), (bottom, right) in sheet.merged
        if top < row.number <= bottom + 1 and left <= column <= right
    ]
    return max([column, *covered]) + 1


def _is_free(text: str) -> bool:
    """Tell whether a place is blank, or a day still to be written (令和　年　月　日)."""
    return not text or re.fullmatch(r"(令和)?\s*年\s*月\s*日(\(\s*\)|（\s*）)?", text) is not None
