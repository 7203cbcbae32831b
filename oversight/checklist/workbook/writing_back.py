"""An edition and its answers back into the office's own workbook, with its layout."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oversight.checklist.edition import Edition, Item
from oversight.checklist.workbook.changes import Laid, SheetChanges, changes_of, row_of
from oversight.checklist.workbook.drafting import cited_lines
from oversight.checklist.workbook.filling import FilledAnswer, put, refuse_numbers, renumbered, spread
from oversight.checklist.workbook.house_sheet import house_workbook
from oversight.checklist.workbook.losses import lost_parts
from oversight.checklist.workbook.moving import move_rows
from oversight.checklist.workbook.numbering import are_running
from oversight.checklist.workbook.row_plan import RowPlan
from oversight.checklist.workbook.sheets import LIMITS, is_package, loaded
from oversight.checklist.workbook.understood import WorkbookNote
from oversight.errors import RefusedError
from oversight.exchange.guards import check_size, look_into_workbook
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Part = Mapping[str, Any]


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
    _refuse_other_book(book := loaded(content), layout)
    writing = _Writing(book, Laid(layout), edition)
    notes = [*_notes_on_losses(content), *writing.write(answers, head)]
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


class _Writing:
    """Writes one edition into one workbook."""

    def __init__(self, book: Workbook, laid: Laid, edition: Edition) -> None:
        self._book, self._laid, self._edition = book, laid, edition
        self._items = laid.items
        self._changes: dict[str, SheetChanges] = changes_of(laid, edition)
        self._plans: dict[str, RowPlan] = {name: each.plan for name, each in self._changes.items()}
        self._notes: list[WorkbookNote] = []

    def write(self, answers: Mapping[str, FilledAnswer], head: Mapping[str, str]) -> list[WorkbookNote]:
        """Write everything; return what to tell."""
        self._keep_section_words()
        move_rows(self._book, self._plans)
        for one in self._items.values():
            item = self._edition.find_item(one["id"])
            if item is not None:
                self._write_item(one, item, self._moves(one))
        self._write_new()
        self._write_sections()
        self._renumber()
        for item_id, answer in answers.items():
            self._answer(item_id, answer)
        self._write_head(head)
        return self._notes

    def _sheet(self, part: Part) -> Worksheet:
        sheet: Worksheet = self._book[part["sheet"]]
        return sheet

    def _moves(self, one: Part) -> dict[int, int]:
        """Return where the rows of an item stand now, by where they stood."""
        plan = self._plans[one["sheet"]]
        return {row: at for row in one["rows"] if (at := plan.at(row)) is not None}

    def _new_rows(self) -> Iterator[tuple[str, str, Part, dict[int, int]]]:
        """Yield (name, sheet, the model, where the model's rows stand anew) of all that came."""
        by_row = {(one["sheet"], one["rows"][0]): one for one in self._items.values()}
        for sheet, plan in self._plans.items():
            for place, each in enumerate(plan.added):
                start = plan.start_of(place)
                rows = {row: start + at for at, row in enumerate(each.model)}
                yield each.names, sheet, by_row.get((sheet, each.model[0]), {}), rows

    def _write_item(self, one: Part, item: Item, rows: Mapping[int, int], *, is_new: bool = False) -> None:
        sheet = self._sheet(one)
        self._write_text(sheet, one["question"], item.title.ja, rows, is_new=is_new)
        if "look_at" in one:
            self._write_text(sheet, one["look_at"], item.look_at.ja, rows, is_new=is_new)
        if is_new and "basis" in one:
            cited = "\n".join(
                line.removeprefix(f"{self._edition.title.ja} ") for line in cited_lines(self._edition, item)
            )
            self._write_text(sheet, one["basis"], cited, rows, is_new=True)
        if "severity" in one and (is_new or _severity_of(one["severity"]["text"]) != item.severity.value):
            put(sheet, _at(one["severity"]["cells"][0], rows), item.severity.value)

    def _write_text(
        self, sheet: Worksheet, placed: Part, text: str, rows: Mapping[int, int], *, is_new: bool
    ) -> None:
        """Write a text where it changed; it is parted among the cells that the old one stood in."""
        if text == placed["text"] and not is_new:
            return
        cells = [_at(cell, rows) for cell in placed["cells"]]
        if not cells:
            return
        whole = placed.get("before", "") * (not is_new) + text
        parts = [whole] if len(cells) == 1 else spread(whole, self._texts_before(placed, len(cells)))
        for cell, part in zip(cells, parts, strict=True):
            put(sheet, cell, part)

    def _texts_before(self, placed: Part, count: int) -> list[str]:
        """Return the old text parted evenly: each cell is filled to about the same length."""
        length = -(-len(placed["text"]) // count)
        return [placed["text"][at * length : (at + 1) * length] for at in range(count)]

    def _write_new(self) -> None:
        for name, sheet, model, rows in self._new_rows():
            item = self._edition.find_item(name)
            if item is not None and model:
                self._write_item(model, item, rows, is_new=True)
                sentence = _("点検項目「{title}」の行を加えました。").format(title=item.title.ja[:60])
                self._notes.append(WorkbookNote(sheet, min(rows.values()), sentence))

    def _keep_section_words(self) -> None:
        """Move the words of a section column to the next item of it when the row that has them goes."""
        for part in self._laid.sections:
            if part["is_row"] or "place" not in part:
                continue
            cell = part["place"]["cells"][0]
            own = [one for one in self._items.values() if self._laid.section_of(one) == part]
            left = [one["rows"][0] for one in own if self._moves(one)]
            is_gone = self._plans[part["sheet"]].at(row_of(cell)) is None
            sheet = self._sheet(part)
            if is_gone and left and not _is_merged_down(sheet, cell):
                put(sheet, _at(cell, {row_of(cell): left[0]}), str(sheet[cell].value or ""))

    def _write_sections(self) -> None:
        titles = {part.id: part.title.ja for part in self._edition.sections}
        for part in self._laid.sections:
            title = titles.get(part["id"])
            if "place" in part and title is not None and title != part["title"]:
                self._write_section(part, title)
        models = {
            (part["sheet"], row_of(part["place"]["cells"][0])): part
            for part in self._laid.sections
            if part["is_row"]
        }
        for name, sheet, _model, rows in self._new_rows():
            heading = models.get((sheet, min(rows)))
            if name.startswith("§") and heading is not None:
                put(self._book[sheet], _at(heading["place"]["cells"][0], rows), titles[name[1:]])

    def _write_section(self, part: Part, title: str) -> None:
        place = part["place"]
        cell = place["cells"][0]
        at = self._plans[part["sheet"]].at(row_of(cell))
        if at is not None:
            put(self._sheet(part), _at(cell, {row_of(cell): at}), title.removeprefix(place.get("before", "")))

    def _renumber(self) -> None:
        """Let numbers count on where they did and rows went or came."""
        for name, changes in self._changes.items():
            own = [one for one in self._items.values() if one["sheet"] == name and "number" in one]
            if changes.plan.is_empty or not own:
                continue
            if are_running([one["number"]["text"] for one in own]):
                self._count_on(name, own)
            elif changes.added:
                self._notes.append(
                    WorkbookNote(name, 0, _("番号が通し番号ではないため、加えた項目の番号は空けてあります。"))
                )

    def _count_on(self, name: str, own: list[Part]) -> None:
        original: dict[str, list[str]] = {}
        for one in own:
            original.setdefault(self._section_id(one), []).append(one["number"]["text"])
        cells = sorted(self._numbers_now(name))
        by_section: dict[str, list[tuple[int, str, str | None]]] = {}
        for row, cell, section, text in cells:
            by_section.setdefault(section, []).append((row, cell, text))
        made = renumbered(
            [[text for _row, _cell, text in each] for each in by_section.values()], list(original.values())
        )
        for each, numbers in zip(by_section.values(), made, strict=True):
            for (_row, cell, text), number in zip(each, numbers, strict=True):
                if number != text and self._book[name][cell].data_type != "f":
                    put(self._book[name], cell, number)

    def _section_id(self, one: Part) -> str:
        section = self._edition.section_of(one["id"])
        place = self._laid.section_of(one)
        return section.id if section is not None else str(place["id"]) if place is not None else ""

    def _numbers_now(self, name: str) -> Iterator[tuple[int, str, str, str | None]]:
        """Yield (row, cell, section, number as it was) of every item of a sheet; a new one had none."""
        for one in self._items.values():
            rows = self._moves(one)
            if one["sheet"] == name and rows and "number" in one:
                cell = _at(one["number"]["cells"][0], rows)
                yield row_of(cell), cell, self._section_id(one), one["number"]["text"]
        for item_id, sheet, model, rows in self._new_rows():
            if sheet == name and "number" in model:
                cell = _at(model["number"]["cells"][0], rows)
                yield (
                    row_of(cell),
                    cell,
                    self._section_id({"id": item_id, "sheet": name, "rows": [row_of(cell)]}),
                    None,
                )

    def _place_of(self, item_id: str) -> tuple[Part, Mapping[int, int]] | None:
        if item_id in self._items:
            return self._items[item_id], self._moves(self._items[item_id])
        return next(
            ((model, rows) for name, _sheet, model, rows in self._new_rows() if name == item_id and model),
            None,
        )

    def _answer(self, item_id: str, answer: FilledAnswer) -> None:
        place = self._place_of(item_id)
        if place is None or not place[1]:
            self._notes.append(
                WorkbookNote("", 0, _("{item}: ブックに書く行がありません。").format(item=item_id))
            )
            return
        one, rows = place
        sheet, row = self._sheet(one), min(rows.values())
        for sign in one["marks"].values():
            cell = sheet[_at(sign["cell"], rows)]
            if (
                sign["cell"] not in (one["marks"].get(answer.mark or "", {}).get("cell"),)
                and cell.value == sign["text"]
            ):
                put(sheet, cell.coordinate, sign["text"].replace("☑", "□") if "☑" in sign["text"] else "")
        chosen = one["marks"].get(answer.mark) if answer.mark is not None else None
        if chosen is not None:
            put(sheet, _at(chosen["cell"], rows), chosen["text"])
        elif answer.mark is not None:
            self._notes.append(WorkbookNote(sheet.title, row, _("この答えを書く欄がありません。")))
        if answer.note.strip() and "note" in one:
            put(sheet, _at(one["note"]["cell"], rows), answer.note.strip())
        elif answer.note.strip():
            self._notes.append(
                WorkbookNote(sheet.title, row, _("備考の欄がないため、指摘や理由を書けません。"))
            )

    def _write_head(self, head: Mapping[str, str]) -> None:
        written = set()
        for one in self._laid.layout.get("head", ()):
            text = head.get(one["field"], "")
            if not text or one["sheet"] not in self._book.sheetnames:
                continue
            row = row_of(one["cell"])
            at = self._plans[one["sheet"]].at(row) if one["sheet"] in self._plans else row
            put(self._book[one["sheet"]], _at(one["cell"], {row: at or row}), text)
            written.add(one["field"])
        missing = [field for field, text in head.items() if text and field not in written]
        if missing:
            self._notes.append(
                WorkbookNote(
                    "", 0, _("ブックに書く欄がない見出しがあります（{count}件）。").format(count=len(missing))
                )
            )


def _at(cell: str, rows: Mapping[int, int]) -> str:
    """Return a cell's name where its row stands now."""
    row = row_of(cell)
    return cell.removesuffix(str(row)) + str(rows.get(row, row))


def _severity_of(text: str) -> str:
    from oversight.checklist.workbook.heading_words import severity_of

    meant = severity_of(text)
    return meant.value if meant is not None else text


def _is_merged_down(sheet: Worksheet, cell: str) -> bool:
    return any(cell in area and area.max_row > area.min_row for area in sheet.merged_cells.ranges)
