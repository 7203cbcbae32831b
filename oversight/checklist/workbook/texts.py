"""The texts of an edition in the cells of a workbook: what changed, what is new, names of sections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from oversight.checklist.edition import Item
from oversight.checklist.workbook.changes import HEADING, first_row
from oversight.checklist.workbook.drafting import cited_lines
from oversight.checklist.workbook.filling import put, spread
from oversight.checklist.workbook.heading_words import severity_of
from oversight.checklist.workbook.numbering import split_leading
from oversight.checklist.workbook.placing import NewPlace, Part, Places, Rows, cell_at
from oversight.checklist.workbook.room import make_room
from oversight.checklist.workbook.understood import WorkbookNote
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_texts(places: Places) -> Iterator[WorkbookNote]:
    """Write what the edition says otherwise than the workbook; rows have moved already."""
    for own_id, one in places.laid.items.items():
        item = places.edition.find_item(own_id)
        if item is not None:
            _write_item(places, one, item, places.moves(one))
    for each in places.new:
        yield from _write_new(places, each)
    _write_section_titles(places)


def _write_item(places: Places, one: Part, item: Item, rows: Rows, *, is_new: bool = False) -> None:
    sheet = places.sheet(one)
    _write_text(sheet, one["question"], item.title.ja, rows, is_new=is_new)
    if "look_at" in one:
        _write_text(sheet, one["look_at"], item.look_at.ja, rows, is_new=is_new)
    if is_new and "basis" in one:
        lines = cited_lines(places.edition, item)
        cited = "\n".join(line.removeprefix(f"{places.edition.title.ja} ") for line in lines)
        _write_text(sheet, one["basis"], cited, rows, is_new=True)
    if "severity" in one and (is_new or _meant(one["severity"]["text"]) != item.severity.value):
        word = _severity_word(places, one["sheet"], item.severity.value)
        put(sheet, cell_at(one["severity"]["cells"][0], rows), word)


def _write_text(sheet: Worksheet, placed: Part, text: str, rows: Rows, *, is_new: bool) -> None:
    """Write a text where it changed: parted among its rows, or whole into the first of several columns."""
    if text == placed["text"] and not is_new:
        return
    cells = [cell_at(cell, rows) for cell in placed["cells"]]
    whole = ("" if is_new else placed.get("before", "")) + text
    columns = {cell.rstrip("0123456789") for cell in cells}
    parts = spread(whole, len(placed["text"]), len(cells) if len(columns) == 1 else 1)
    for cell, part in zip_longest(cells, parts, fillvalue=""):
        put(sheet, cell, part)
        make_room(sheet, cell, part)


def _meant(text: str) -> str:
    """Return the letter of a severity that a word means; a sheet that says nothing means B."""
    meant = severity_of(text)
    return meant.value if meant is not None else "B"


def _severity_word(places: Places, sheet: str, severity: str) -> str:
    """Return the word that a sheet uses for a severity (高), else its letter."""
    used = [
        one["severity"]["text"]
        for one in places.laid.items.values()
        if one["sheet"] == sheet and "severity" in one
    ]
    return next((word for word in used if word and _meant(word) == severity), severity)


def _write_new(places: Places, new: NewPlace) -> Iterator[WorkbookNote]:
    item = places.edition.find_item(new.name)
    if item is None:
        _write_new_heading(places, new)
        return
    _write_item(places, new.model, item, new.rows, is_new=True)
    row = min(new.rows.values())
    sentence = _("点検項目「{title}」の行を加えました。").format(title=item.title.ja[:60])
    yield WorkbookNote(new.sheet, row, sentence)
    yield from _name_new_section(places, new, item)


def _name_new_section(places: Places, new: NewPlace, item: Item) -> Iterator[WorkbookNote]:
    """Write the title of a section new to the workbook beside its first item, if titles have a column."""
    section = places.edition.section_of(item.id)
    place = places.laid.section_of(new.model)
    if section is None or place is None or section.items[0] is not item or place["id"] == section.id:
        return
    row = min(new.rows.values())
    if "place" in place and not place["is_row"]:
        column = place["place"]["cells"][0].rstrip("0123456789")
        put(places.book[new.sheet], f"{column}{row}", section.title.ja)
    elif "place" not in place:
        told = _("区分「{title}」の見出しを書く所がありません。シートの終わりに項目だけを加えました。")
        yield WorkbookNote(new.sheet, row, told.format(title=section.title.ja[:60]))


def _write_new_heading(places: Places, new: NewPlace) -> None:
    """Write the title of a new section into the row that looks like another's heading."""
    sheet = places.book[new.sheet]
    title = next(part.title.ja for part in places.edition.sections if f"{HEADING}{part.id}" == new.name)
    model = next(
        part
        for part in places.laid.sections
        if part["is_row"] and part["sheet"] == new.sheet and first_row(part) in new.rows
    )
    number, words = split_leading(title) if "number" in model else ("", title)
    put(sheet, cell_at(model["place"]["cells"][0], new.rows), words)
    if number:
        put(sheet, cell_at(model["number"], new.rows), number)


def _write_section_titles(places: Places) -> None:
    titles = {part.id: part.title.ja for part in places.edition.sections}
    for part in places.laid.sections:
        title = titles.get(part["id"], part["title"])
        if "place" not in part or title == part["title"]:
            continue
        cell = _title_cell(places, part)
        if cell:
            put(places.sheet(part), cell, str(title).removeprefix(part["place"].get("before", "")))


def _title_cell(places: Places, part: Part) -> str:
    """Return where a section's title stands now: with its first item that is left, if its own row went."""
    cell = part["place"]["cells"][0]
    moved = places.moved(part["sheet"], cell)
    left = [min(rows.values()) for one in places.laid.items_of(part) if (rows := places.moves(one))]
    column = cell.rstrip("0123456789")
    return moved if moved is not None else f"{column}{min(left)}" if left else ""
