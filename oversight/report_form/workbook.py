"""The form as an Excel workbook: what the city wrote is locked, what is to be answered is open.

The first column, hidden, names what each row answers; a hidden sheet carries the form's code. Both come
back with the file, so that rows are found whatever was moved on the screen.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from oversight.report_form.answers import NIL
from oversight.report_form.form import CODE_FIELD, FormData, HeadFact, label_of
from oversight.report_form.questions import Question, QuestionKind, Section, Table
from oversight.words import _, speaking

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HIDDEN_SHEET = "oversight"
KEY, FIRST, ANSWER, NIL_COLUMN = 0, 1, 3, 5
"""Columns: the hidden name, the first cell shown, where answers stand (two wide), and 該当なし."""
_WIDTHS = (4, 26, 26, 18, 18, 12)
_FONT = "Meiryo UI"
_PLAIN = {"font_name": _FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_PLAIN, "bold": True, "font_size": 15, "align": "center", "text_wrap": False},
    "text": _PLAIN,
    "small": {**_PLAIN, "font_size": 8},
    "section": {**_PLAIN, "bold": True, "bg_color": "#D9E2EC", "border": 1},
    "label": {**_PLAIN, "bg_color": "#F2F2F2", "border": 1},
    "head": {**_PLAIN, "bg_color": "#F2F2F2", "border": 1, "align": "center"},
    "known": {**_PLAIN, "border": 1},
    "open": {**_PLAIN, "border": 1, "locked": False, "bg_color": "#FFFDE7", "num_format": "@"},
    "open_number": {**_PLAIN, "border": 1, "locked": False, "bg_color": "#FFFDE7", "num_format": "#,##0"},
    "open_date": {**_PLAIN, "border": 1, "locked": False, "bg_color": "#FFFDE7", "num_format": "yyyy/mm/dd"},
    "not_open": {**_PLAIN, "border": 1, "bg_color": "#E0E0E0"},
}


def write_workbook(form: FormData) -> bytes:
    """Return the form as .xlsx, in Japanese; the same form gives the same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with speaking("ja"), xlsxwriter.Workbook(stream, options) as book:
        title = form.questions.title.ja
        book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        _Sheet(book, form).write()
        hidden = book.add_worksheet(HIDDEN_SHEET)
        hidden.write_string(0, 0, form.code)
        hidden.very_hidden()
        hidden.protect()
    return stream.getvalue()


class _Sheet:
    """Writes the one sheet people see, row by row."""

    def __init__(self, book: Workbook, form: FormData) -> None:
        self._form = form
        self._formats = {name: book.add_format(given) for name, given in _FORMATS.items()}
        self._sheet: Worksheet = book.add_worksheet("報告書")
        self._row = 0
        self._number = 0

    def write(self) -> None:
        """Write all rows; then lock the sheet and set it on A4."""
        self._set_up()
        self._write_head()
        for section in self._form.questions.sections:
            self._write_section(section)
        if self._form.leaves_room_for_check:
            self._write_checked()
        self._sheet.protect("", {"format_rows": True, "select_locked_cells": True})

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_column(KEY, KEY, 2, None, {"hidden": True})
        for column, width in enumerate(_WIDTHS, start=FIRST):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{self._form.code}&R&8&P / &N")
        sheet.hide_gridlines(2)

    def _end_row(self, height: float = 20) -> None:
        self._sheet.set_row(self._row, height)
        self._row += 1

    def _key(self, name: str) -> None:
        self._sheet.write_string(self._row, KEY, name, self._formats["small"])

    def _across(self, first: int, last: int, text: str, kind: str) -> None:
        cell = self._formats[kind]
        if first == last:
            self._sheet.write_string(self._row, first, text, cell)
        else:
            self._sheet.merge_range(self._row, first, self._row, last, text, cell)

    def _write_head(self) -> None:
        form = self._form
        self._across(FIRST, NIL_COLUMN + 1, form.questions.title.ja, "title")
        self._end_row(28)
        for fact in form.head_facts():
            self._fact(fact)
        self._fact(HeadFact(_("様式番号"), form.code, CODE_FIELD))
        told = _(
            "色のついた欄に記入してください。該当するものがないときは「該当なし」を選び、空欄にしません。"
        )
        for line in form.guidance or (told,):
            self._across(FIRST, NIL_COLUMN + 1, line, "text")
            self._end_row(30)
        told = _("個人番号（マイナンバー）は、どの欄にも書かないでください。")
        self._across(FIRST, NIL_COLUMN + 1, told, "text")
        self._end_row()

    def _fact(self, fact: HeadFact) -> None:
        if fact.name:
            self._key(f"fact:{fact.name}")
        self._across(FIRST, FIRST + 1, fact.label, "label")
        self._across(ANSWER, NIL_COLUMN + 1, fact.value, "open" if fact.is_open else "known")
        self._end_row(fact.height or (30 if len(fact.value) > 34 else 20))

    def _write_section(self, section: Section) -> None:
        self._across(FIRST, NIL_COLUMN, section.title.ja, "section")
        heading = _(NIL) if self._form.offers_nil else ""
        self._across(NIL_COLUMN + 1, NIL_COLUMN + 1, heading, "section")
        self._end_row()
        for question in section.questions:
            self._write_question(question)
        if section.table is not None:
            self._write_table(section.table)

    def _write_question(self, question: Question) -> None:
        self._number += 1
        self._key(f"question:{question.id}")
        self._across(FIRST, ANSWER - 1, label_of(self._number, question), "label")
        self._across(ANSWER, NIL_COLUMN, "", _open_format(question.kind))
        self._restrict(question)
        nil = NIL_COLUMN + 1
        self._across(nil, nil, "", "open" if question.nil else "not_open")
        if question.nil:
            self._sheet.data_validation(self._row, nil, self._row, nil, {"validate": "list", "source": [NIL]})
        self._end_row(60 if question.long else 22)

    def _restrict(self, question: Question) -> None:
        """Offer a choice's answers as a list; say beside other cells what they take."""
        place = (self._row, ANSWER, self._row, ANSWER)
        if question.kind is QuestionKind.CHOICE:
            source = [choice.label.ja for choice in question.choices]
            self._sheet.data_validation(*place, {"validate": "list", "source": source})
        elif question.kind is QuestionKind.NUMBER:
            told = {"error_title": _("記入の誤り"), "error_message": _("0以上の整数を書いてください。")}
            rule = {"validate": "integer", "criteria": ">=", "value": 0, **told}
            self._sheet.data_validation(*place, rule)
        elif question.kind is QuestionKind.DATE:
            self._sheet.data_validation(*place, _day_hint())

    def _write_table(self, table: Table) -> None:
        self._across(FIRST, NIL_COLUMN + 1, table.label.ja, "text")
        self._end_row()
        self._key(f"head:{table.id}")
        for at, column in enumerate(table.columns):
            self._across(*place_of(at), column.label.ja, "head")
        self._end_row()
        known = self._form.known_rows(table)
        for number in range(self._form.row_count(table)):
            self._write_row(table, number, known[number] if number < len(known) else None)

    def _write_row(self, table: Table, number: int, known: Any) -> None:
        self._key(f"row:{table.id}:{number}:{'known' if known is not None else 'new'}")
        longest = 0
        for at, column in enumerate(table.columns):
            is_locked = column.known and known is not None
            text = known.get(column.id, "") if is_locked else ""
            longest = max(longest, len(text))
            self._across(*place_of(at), text, "known" if is_locked else _open_format(column.kind))
        self._end_row(34 if longest > 14 else 20)

    def _write_checked(self) -> None:
        """Leave room for the city's own check."""
        self._across(FIRST, NIL_COLUMN + 1, _("市確認欄（委託先は記入しない）"), "section")
        self._end_row()
        for label in (_("担当"), _("係長"), _("課長"), _("確認日"), _("差戻理由")):
            self._across(FIRST, FIRST + 1, label, "label")
            self._across(ANSWER, NIL_COLUMN + 1, "", "known")
            self._end_row(24)


def _day_hint() -> dict[str, Any]:
    return {"validate": "any", "input_title": _("日付"), "input_message": _("例: 2026/4/30、令和8年4月30日")}


def _open_format(kind: QuestionKind) -> str:
    return {QuestionKind.NUMBER: "open_number", QuestionKind.DATE: "open_date"}.get(kind, "open")


def place_of(at: int) -> tuple[int, int]:
    """Return the first and last column that hold a table's column: the first takes the narrow one, too."""
    return (FIRST, FIRST + 1) if at == 0 else (FIRST + 1 + at, FIRST + 1 + at)
