"""What a form's fields say: each answer read by its question's kind, or kept as it was written.

Nothing is guessed: what cannot be read stays a text to look at, an empty field stays unanswered.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from oversight.calendar import parse_day, show_day
from oversight.checklist.edition import Need
from oversight.errors import RefusedError
from oversight.numbers import NumberRule, number_from_text
from oversight.report_form.questions import Column, Question, QuestionKind, QuestionSet, Table
from oversight.words import _, language, mark

NIL = mark("該当なし")
"""The explicit answer that there was nothing of the kind."""

Value = str | int
"""A day is kept as its ISO text, a choice as its value."""

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

_LONGEST = 2000
_COUNT = NumberRule()
_TICKS = frozenset(
    ("該当なし", "not applicable", "○", "〇", "◯", "✓", "✔", "レ", "x", "1", "yes", "true", "on")
)


@dataclass(frozen=True)
class Answer:
    """A value, or an explicit 該当なし, or ``unread``: the text that could not be read as it stands."""

    value: Value | None = None
    is_nil: bool = False
    unread: str = ""

    def shown(self, question: Question) -> str:
        """Return the answer in words."""
        if self.unread:
            return self.unread
        return _(NIL) if self.is_nil else shown_value(question, self.value)


@dataclass(frozen=True)
class TableRow:
    """One row: column → value. ``is_known``: the city had filled in who or what it is about."""

    cells: Mapping[str, Value]
    is_known: bool = False
    unread: Mapping[str, str] = field(default_factory=dict)

    def text(self, column_id: str) -> str:
        """Return a cell as text."""
        return str(self.cells.get(column_id, ""))

    def day(self, column_id: str) -> dt.date | None:
        """Return a cell as a day."""
        written = self.cells.get(column_id)
        return dt.date.fromisoformat(written) if isinstance(written, str) and written else None


@dataclass(frozen=True)
class Answers:
    """All a form says: question → answer, table → rows."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    tables: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)

    def of(self, question_id: str) -> Answer:
        """Return the answer to a question; an unanswered one is empty."""
        return self.answers.get(question_id, Answer())

    def number(self, question_id: str) -> int | None:
        """Return a count: 0 for 該当なし, ``None`` where there is none."""
        answer = self.of(question_id)
        if answer.is_nil:
            return 0
        return answer.value if isinstance(answer.value, int) else None

    def rows(self, table_id: str) -> tuple[TableRow, ...]:
        """Return the rows of a table."""
        return self.tables.get(table_id, ())


def shown_value(question: Question, value: Value | None) -> str:
    """Return a value in words: days as the office writes them, counts with their unit."""
    if value is None:
        return ""
    if question.kind is QuestionKind.CHOICE:
        choice = question.choice_of(value)
        return choice.label.spoken() if choice else str(value)
    if question.kind is QuestionKind.DATE:
        return show_day(dt.date.fromisoformat(str(value)))
    if question.kind is QuestionKind.NUMBER:
        gap = "" if language() == "ja" else " "
        return f"{value:,}{gap}{question.unit.spoken()}".rstrip()
    return str(value)


def read_answers(questions: QuestionSet, fields: Mapping[str, Cell]) -> Answers:
    """Read fields by name: ``received``, ``received.nil``, ``workers.3.name``; row numbers count from 0."""
    answers = {}
    for question in questions.questions:
        answer = read_answer(question, fields.get(question.id), fields.get(f"{question.id}.nil"))
        if answer != Answer():
            answers[question.id] = answer
    return Answers(answers, {table.id: tuple(_rows(table, fields)) for table in questions.tables})


def read_answer(question: Question, cell: Cell, nil: Cell = None) -> Answer:
    """Read one answer; both an answer and 該当なし, or 該当なし where it is none, cannot be read."""
    written = plain(cell)
    is_nil = _is_tick(nil) or (bool(written) and _folded(written) == _folded(NIL))
    if is_nil and _folded(written) in ("", _folded(NIL)):
        return Answer(is_nil=True) if question.nil else Answer(unread=_(NIL))
    if is_nil:
        return Answer(unread=_("{written}（該当なしにも印がある）").format(written=written))
    if not written:
        return Answer()
    value = _read(question, cell, written)
    return Answer(unread=written) if value is None else Answer(value)


def _rows(table: Table, fields: Mapping[str, Cell]) -> Iterator[TableRow]:
    numbers = {
        int(parts[1])
        for name in fields
        if len(parts := name.split(".")) == 3 and parts[0] == table.id and parts[1].isdecimal()
    }
    for number in sorted(numbers):
        start = f"{table.id}.{number}"
        row = _row(table, {column: fields.get(f"{start}.{column.id}") for column in table.columns})
        if row.cells or row.unread:
            yield TableRow(row.cells, bool(fields.get(f"{start}.known")), row.unread)


def _row(table: Table, cells: Mapping[Column, Cell]) -> TableRow:
    values: dict[str, Value] = {}
    unread: dict[str, str] = {}
    for column in table.columns:
        written = plain(cells[column])
        if not written or _folded(written) == _folded(NIL):
            continue
        value = _read(column, cells[column], written)
        if value is None:
            unread[column.id] = written
        else:
            values[column.id] = value
    return TableRow(values, unread=unread)


def plain(cell: Cell) -> str:
    """Return a cell as one text without blanks around it, cut at what a form's field holds."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        return format(Decimal(str(cell)), "f")
    return "" if cell is None else str(cell).strip()[:_LONGEST]


def _read(question: Question | Column, cell: Cell, written: str) -> Value | None:
    if question.kind is QuestionKind.NUMBER:
        return _read_number(question, written)
    if question.kind is QuestionKind.DATE:
        return _read_day(cell, written)
    if question.kind is QuestionKind.CHOICE and isinstance(question, Question):
        return _read_choice(question, written)
    return written


def _read_number(question: Question | Column, written: str) -> int | None:
    text = unicodedata.normalize("NFKC", written)
    if isinstance(question, Question):
        text = text.removesuffix(question.unit.ja)
    number = number_from_text(text)
    return int(number) if number is not None and not _COUNT.wrong(number) else None


def _read_day(cell: Cell, written: str) -> str | None:
    if isinstance(cell, dt.date):
        return written
    try:
        return parse_day(written).day.isoformat()
    except RefusedError:
        return None


def _read_choice(question: Question, written: str) -> str | None:
    wanted = _folded(written)
    for choice in question.choices:
        if wanted in (_folded(choice.label.ja), _folded(choice.label.en), _folded(choice.value)):
            return choice.value
    return None


def _is_tick(cell: Cell) -> bool:
    return cell is True or _folded(plain(cell)) in {_folded(tick) for tick in _TICKS}


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_asked(question: Question, answers: Answers) -> bool:
    """Tell whether a question is asked, given the other answers."""
    when = question.when
    return when is None or answers.of(when.question).value == when.value


def list_missing(questions: QuestionSet, answers: Answers) -> tuple[Question, ...]:
    """Return the questions that are owed and have no answer, or one that cannot be read."""
    return tuple(
        question
        for question in questions.questions
        if question.need is Need.REQUIRED
        and is_asked(question, answers)
        and (answers.of(question.id) == Answer() or answers.of(question.id).unread)
    )


def document_from_answers(answers: Answers) -> dict[str, Any]:
    """Return what the store keeps: ``{"answers": {...}, "tables": {...}}``; nothing empty is written."""
    return {
        "answers": {name: _without_empty(vars(answer)) for name, answer in answers.answers.items()},
        "tables": {
            name: [_without_empty({**vars(row), "cells": dict(row.cells)}) for row in rows]
            for name, rows in answers.tables.items()
            if rows
        },
    }


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty; a count of 0 is an answer."""
    return {
        name: value for name, value in values.items() if value or (value == 0 and not isinstance(value, bool))
    }


def answers_from_document(document: Mapping[str, Any]) -> Answers:
    """Return the answers of a document of the store."""
    return Answers(
        {name: Answer(**given) for name, given in document.get("answers", {}).items()},
        {
            name: tuple(TableRow(**given) for given in rows)
            for name, rows in document.get("tables", {}).items()
        },
    )
