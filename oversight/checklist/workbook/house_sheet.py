"""An edition as a plain printable workbook, for an office that has none of its own; read back as it is."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from models.marks import Mark
from oversight.checklist.edition import Edition, Item
from oversight.checklist.workbook.drafting import cited_lines
from oversight.checklist.workbook.filling import FilledAnswer, refuse_numbers
from oversight.checklist.workbook.layout import HeadField
from oversight.exchange.export import fitted

_FONT = "Meiryo UI"
_COLUMNS = (
    ("番号", 10),
    ("点検項目", 44),
    ("確認資料", 34),
    ("根拠", 26),
    ("重大性", 7),
    ("適", 5),
    ("不適", 5),
    ("非該当", 7),
    ("備考", 30),
)
_MARK_COLUMNS = {Mark.CONFORMING: 5, Mark.NONCONFORMING: 6, Mark.NOT_APPLICABLE: 7}
_HEAD = (
    (HeadField.CONTRACTOR, "委託先"),
    (HeadField.CONTRACT, "契約名"),
    (HeadField.INSPECTED_ON, "検査日"),
    (HeadField.INSPECTOR, "検査員"),
    (HeadField.WITNESS, "立会者"),
)
_SIGN = "○"
_LINE = 15


def house_workbook(
    edition: Edition,
    *,
    answers: Mapping[str, FilledAnswer] | None = None,
    head: Mapping[str, str] | None = None,
) -> bytes:
    """Return an edition as an .xlsx on A4 across, headings on every page; ``understand`` reads it back."""
    import xlsxwriter

    answers, head = answers or {}, head or {}
    refuse_numbers(answers, head)
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": edition.title.ja, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        _Sheet(book).write(edition, answers, head)
    return stream.getvalue()


class _Sheet:
    """Writes the one sheet; the library is untyped."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": _FONT, "font_size": 9, "text_wrap": True, "valign": "top"}
        self._sheet = book.add_worksheet("点検表")
        self._title = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
        self._plain = book.add_format({"font_name": _FONT, "font_size": 9})
        self._cell = book.add_format({**base, "border": 1})
        self._sign = book.add_format({**base, "border": 1, "align": "center"})
        self._heading = book.add_format(
            {**base, "border": 1, "bold": True, "bg_color": "#E7E6E6", "align": "center"}
        )
        self._section = book.add_format({**base, "border": 1, "bold": True, "bg_color": "#F2F2F2"})

    def write(self, edition: Edition, answers: Mapping[str, FilledAnswer], head: Mapping[str, str]) -> None:
        """Write title, head, headings and every section."""
        self._lay_out()
        self._sheet.write_string(0, 0, edition.title.ja, self._title)
        row = 1
        for field, word in _HEAD:
            self._sheet.write_string(row, 0, word, self._plain)
            self._sheet.write_string(row, 1, fitted(head.get(field, "")), self._plain)
            row += 1
        for column, (word, _width) in enumerate(_COLUMNS):
            self._sheet.write_string(row, column, word, self._heading)
        self._sheet.repeat_rows(row)
        self._sheet.freeze_panes(row + 1, 0)
        last = len(_COLUMNS) - 1
        for section in edition.sections:
            row += 1
            self._sheet.merge_range(row, 0, row, last, fitted(section.title.ja), self._section)
            for item in section.items:
                row += 1
                self._write_item(row, edition, item, answers.get(item.id, FilledAnswer()))
        self._sheet.print_area(0, 0, row, last)

    def _lay_out(self) -> None:
        for column, (_word, width) in enumerate(_COLUMNS):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.8, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer("&C&P / &N")

    def _write_item(self, row: int, edition: Edition, item: Item, answer: FilledAnswer) -> None:
        texts = (
            item.id,
            item.title.ja,
            item.look_at.ja,
            "\n".join(cited_lines(edition, item)),
            item.severity.value,
        )
        for column, text in enumerate(texts):
            self._sheet.write_string(row, column, fitted(text), self._cell)
        for mark, column in _MARK_COLUMNS.items():
            self._sheet.write_string(row, column, _SIGN if answer.mark is mark else "", self._sign)
        self._sheet.write_string(row, len(_COLUMNS) - 1, fitted(answer.note), self._cell)
        lines = max(
            -(-len(text) * 2 // width) + text.count("\n")
            for text, (_word, width) in zip(texts, _COLUMNS, strict=False)
        )
        self._sheet.set_row(row, max(lines, 1) * _LINE)
