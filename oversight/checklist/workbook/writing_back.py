"""An edition and its answers back into the office's own workbook, with its layout."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oversight.checklist.edition import Edition
from oversight.checklist.workbook.answering import write_answers, write_head
from oversight.checklist.workbook.changes import (
    Laid,
    order_changed,
    row_of,
)
from oversight.checklist.workbook.counting import count_on
from oversight.checklist.workbook.filling import FilledAnswer, put, refuse_numbers
from oversight.checklist.workbook.house_sheet import house_workbook
from oversight.checklist.workbook.losses import lost_parts
from oversight.checklist.workbook.moving import move_rows
from oversight.checklist.workbook.placing import Places, cell_at
from oversight.checklist.workbook.sheets import LIMITS, is_package, loaded
from oversight.checklist.workbook.texts import write_texts
from oversight.checklist.workbook.understood import WorkbookNote
from oversight.errors import RefusedError
from oversight.exchange.guards import check_size, look_into_workbook
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True)
class WrittenBack:
    """A workbook to give out. ``keeps_layout`` is false where it is the house's own layout instead."""

    content: bytes
    notes: tuple[WorkbookNote, ...]
    keeps_layout: bool = True


def write_back(
    content: bytes,
    layout: Mapping[str, Any],
    edition: Edition,
    *,
    answers: Mapping[str, FilledAnswer] | None = None,
    head: Mapping[str, str] | None = None,
) -> WrittenBack:
    """Return the office's workbook with what the edition changed, and the answers in their cells.

    ``head`` is by ``HeadField``. What is not changed stays as it is. A file whose layout cannot be carried
    (.xls, .ods, too large) comes back in the house's own layout, and the notes say so.
    """
    answers, head = answers or {}, head or {}
    refuse_numbers(answers, head)
    check_size(content, LIMITS)
    if not is_package(content):
        return _in_house(edition, answers, head, _("Excelの今の形式（.xlsx）ではない"))
    if not look_into_workbook(content, LIMITS).is_light:
        return _in_house(edition, answers, head, _("大きすぎる"))
    try:
        book = loaded(content)
    except RefusedError:  # its texts could be read, its layout cannot
        return _in_house(edition, answers, head, _("体裁を読み取れない"))
    _refuse_other_book(book, layout)
    places = Places(book, Laid(layout), edition)
    notes = [*_notes_on_losses(content), *_written(places, answers, head)]
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(stream)
    return WrittenBack(stream.getvalue(), tuple(notes))


def _refuse_other_book(book: Workbook, layout: Mapping[str, Any]) -> None:
    missing = [name for name in layout["sheets"] if name not in book.sheetnames]
    if missing:
        raise RefusedError(
            _("ブックにシート「{name}」がありません。何も書き出していません。").format(name=missing[0]),
            _("この点検表を取り込んだときのブックを選んでください。"),
            field="file",
        )


def _in_house(
    edition: Edition, answers: Mapping[str, FilledAnswer], head: Mapping[str, str], why: str
) -> WrittenBack:
    sentence = _(
        "元のファイルは{why}ため、体裁を保って書き出せません。標準の体裁の点検表にしました。"
    ).format(why=why)
    content = house_workbook(edition, answers=answers, head=head)
    return WrittenBack(content, (WorkbookNote("", 0, sentence),), keeps_layout=False)


def _notes_on_losses(content: bytes) -> Iterator[WorkbookNote]:
    lost = lost_parts(content)
    if lost:
        sentence = _("次のものは書き出したブックに残りません: {parts}").format(parts=_("、").join(lost))
        yield WorkbookNote("", 0, sentence)


def _written(
    places: Places, answers: Mapping[str, FilledAnswer], head: Mapping[str, str]
) -> Iterator[WorkbookNote]:
    """Write everything; yield what to tell."""
    _keep_section_words(places)
    move_rows(places.book, places.plans)
    yield from write_texts(places)
    yield from count_on(places)
    yield from write_answers(places, answers)
    yield from write_head(places, head)
    if order_changed(places.laid, places.edition):
        yield WorkbookNote("", 0, _("順番を変えた項目は、ブックでは元の場所のままです。"))


def _keep_section_words(places: Places) -> None:
    """Move the words of a section column to the next item of it, when the row that has them goes."""
    for part in places.laid.sections:
        if part["is_row"] or "place" not in part:
            continue
        cell = part["place"]["cells"][0]
        left = [one["rows"][0] for one in places.laid.items_of(part) if places.moves(one)]
        sheet = places.sheet(part)
        if places.moved(part["sheet"], cell) is None and left and not _is_merged_down(sheet, cell):
            put(sheet, cell_at(cell, {row_of(cell): left[0]}), str(sheet[cell].value or ""))


def _is_merged_down(sheet: Worksheet, cell: str) -> bool:
    return any(cell in area and area.max_row > area.min_row for area in sheet.merged_cells.ranges)
