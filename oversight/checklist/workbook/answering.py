"""The answers of an inspection in the cells that the workbook has for them, and its head (委託先, 検査日)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from oversight.checklist.workbook.filling import FilledAnswer, put
from oversight.checklist.workbook.placing import Part, Places, Rows, cell_at
from oversight.checklist.workbook.room import make_room
from oversight.checklist.workbook.understood import WorkbookNote
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_answers(places: Places, answers: Mapping[str, FilledAnswer]) -> Iterator[WorkbookNote]:
    """Write each answer as the workbook asks for it; say what has no cell."""
    for item_id, answer in answers.items():
        place = places.place_of(item_id)
        if place is None:
            yield WorkbookNote("", 0, _("{item}: ブックに書く行がありません。").format(item=item_id))
            continue
        yield from _answer(places.sheet(place[0]), place[0], place[1], answer)


def _answer(sheet: Worksheet, one: Part, rows: Rows, answer: FilledAnswer) -> Iterator[WorkbookNote]:
    row = min(rows.values())
    chosen = one["marks"].get(answer.mark.value) if answer.mark is not None else None
    _clear(sheet, one, rows, "" if chosen is None else chosen["cell"])
    if chosen is not None:
        put(sheet, cell_at(chosen["cell"], rows), chosen["text"])
    elif answer.mark is not None:
        yield WorkbookNote(sheet.title, row, _("この答えを書く欄がありません。"))
    note = answer.note.strip()
    if note and "note" in one:
        cell = cell_at(one["note"]["cell"], rows)
        put(sheet, cell, note)
        make_room(sheet, cell, note)
    elif note:
        yield WorkbookNote(sheet.title, row, _("備考の欄がないため、指摘や理由を書けません。"))


def _clear(sheet: Worksheet, one: Part, rows: Rows, chosen: str) -> None:
    """Take away what an earlier answer left in the other cells."""
    for sign in one["marks"].values():
        name = cell_at(sign["cell"], rows)
        if sign["cell"] != chosen and str(sheet[name].value or "") == sign["text"]:
            put(sheet, name, sign["text"].replace("☑", "□") if "☑" in sign["text"] else "")


def write_head(places: Places, head: Mapping[str, str]) -> Iterator[WorkbookNote]:
    """Write what stands above or below the table; say how much has no place."""
    written = set()
    for one in places.laid.layout.get("head", ()):
        text = head.get(one["field"], "")
        cell = places.moved(one["sheet"], one["cell"])
        if text and cell is not None:
            put(places.sheet(one), cell, text)
            written.add(one["field"])
    missing = sum(bool(text) and field not in written for field, text in head.items())
    if missing:
        told = _("ブックに書く欄がない見出しがあります（{count}件）。").format(count=missing)
        yield WorkbookNote("", 0, told)
