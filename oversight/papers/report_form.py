"""取扱状況報告書の様式: the monthly report as a PDF to be filled in on screen or on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from oversight.clock import JAPAN
from oversight.papers.blocks import Block, Gap, Stack
from oversight.papers.entries import HiddenEntries, TickRow, WriteIn
from oversight.papers.entry import Entry, EntryKind
from oversight.papers.finished import Paper
from oversight.papers.forms import DETAIL, GREY, LABEL, SMALL, TITLE, VALUE, heading, label_cell, text_cell
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Paragraph
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.structure import Scope
from oversight.report_form.answers import NIL
from oversight.report_form.form import CODE_FIELD, FormData, HeadFact, KnownRow, label_of
from oversight.report_form.questions import Column, Question, QuestionKind, Section, Table
from oversight.words import _, speaking

_QUESTION_WIDTHS = (84.0, 86.0)
_FACT_WIDTHS = (30.0, 140.0)
_ANSWER_WIDTHS = (58.0, 4.0, 24.0)
_CHECK_WIDTHS = (34.0, 34.0, 34.0, 34.0, 34.0)
_LONG = 44.0
_ROW = 20.0
_KINDS = {QuestionKind.NUMBER: EntryKind.NUMBER}
_SHORT = {QuestionKind.NUMBER: 20.0, QuestionKind.DATE: 28.0}
"""Widths in millimetres of a table's columns by what they take; a text takes 40 and shares what is left."""


def print_report_form(form: FormData) -> Paper:
    """Print the form, in Japanese; the same form gives the same bytes."""
    with speaking("ja"):
        title = form.questions.title.ja
        properties = Properties(
            title=title,
            author=f"{form.city} {form.section}".strip(),
            made_at=dt.datetime.combine(form.made_on, dt.time(9), JAPAN),
            subject=form.contract_title,
            keywords=form.code,
        )
        foot = f"{form.questions.number_in_words}　{form.code}"
        return print_paper([list(_blocks(form))], properties, Edges(title, form.contract_number, (foot,)))


def _blocks(form: FormData) -> Iterator[Block]:
    yield Paragraph(form.questions.title.ja, TITLE, bookmark=(form.questions.title.ja, 0))
    yield Gap(6)
    yield HiddenEntries((Entry(CODE_FIELD, EntryKind.HIDDEN, "", form.code),))
    yield RuledTable(_FACT_WIDTHS, tuple(_fact(fact) for fact in form.head_facts()))
    yield Gap(4)
    told = _("該当するものがないときは、空欄にせず「該当なし」に印を付けてください。")
    for line in form.guidance or (told,):
        yield Paragraph(line, DETAIL)
    yield Paragraph(_("個人番号（マイナンバー）は、どの欄にも書かないでください。"), DETAIL)
    number = 0
    for section in form.questions.sections:
        yield from _section(form, section, number)
        number += len(section.questions)
    if form.leaves_room_for_check:
        yield from _checked()


def _fact(fact: HeadFact) -> Row:
    name, value = fact.name, fact.value
    if fact.is_open:
        return Row((label_cell(fact.label), Cell((WriteIn(Entry(name, EntryKind.TEXT, fact.label)),))))
    hidden = (HiddenEntries((Entry(name, EntryKind.HIDDEN, "", value),)),) if name else ()
    return Row(
        (label_cell(fact.label), Cell((*hidden, Paragraph(value, VALUE)), middle=True)), min_height=_ROW
    )


def _section(form: FormData, section: Section, before: int) -> Iterator[Block]:
    rows = tuple(
        _question(number, question) for number, question in enumerate(section.questions, start=before + 1)
    )
    yield heading(section.title.ja, 1)
    yield RuledTable(_QUESTION_WIDTHS, rows)
    if section.table is not None:
        yield Gap(4, glued=True)
        yield Paragraph(section.table.label.ja, SMALL, glued=True)
        yield Gap(2, glued=True)
        yield _table(form, section.table)


def _question(number: int, question: Question) -> Row:
    label = label_of(number, question)
    asked = Cell((Paragraph(label, LABEL),), shade=GREY, middle=True, scope=Scope.ROW)
    return Row((asked, Cell((_answer(question, label),), middle=True)), min_height=_ROW, whole=True)


def _answer(question: Question, label: str) -> Block:
    nil = Entry(f"{question.id}.nil", EntryKind.TICK, f"{label} {NIL}")
    if question.kind is QuestionKind.CHOICE:
        rings = tuple(
            (Entry(question.id, EntryKind.CHOICE, label, choice.value), choice.label.ja)
            for choice in question.choices
        )
        return TickRow((*rings, (nil, NIL)) if question.nil else rings)
    kind = EntryKind.LONG_TEXT if question.long else _KINDS.get(question.kind, EntryKind.TEXT)
    entry = WriteIn(Entry(question.id, kind, label), _LONG if question.long else 14.0)
    if not question.nil:
        return entry
    cells = (Cell((entry,)), Cell(), Cell((TickRow(((nil, NIL),)),), middle=True))
    return RuledTable(_ANSWER_WIDTHS, (Row(cells),), padding=0, ruled=False)


def _table(form: FormData, table: Table) -> Block:
    widths = [_SHORT.get(column.kind, 0.0) for column in table.columns]
    texts = widths.count(0.0)
    share = (170.0 - sum(widths)) / texts if texts else 0.0
    head = tuple(
        Cell((Paragraph(column.label.ja, LABEL),), shade=GREY, middle=True) for column in table.columns
    )
    known = form.known_rows(table)
    rows = tuple(
        _row(table, number, known[number] if number < len(known) else None)
        for number in range(form.row_count(table))
    )
    return RuledTable(tuple(width or share for width in widths), rows, (Row(head, whole=True),))


def _row(table: Table, number: int, known: KnownRow | None) -> Row:
    start = f"{table.id}.{number}"
    cells = [_cell(table, number, column, known) for column in table.columns]
    if known is not None:
        carried = Entry(f"{start}.known", EntryKind.HIDDEN, "", "1")
        cells[0] = Cell((HiddenEntries((carried,)), *cells[0].blocks), middle=True)
    return Row(tuple(cells), min_height=_ROW, whole=True)


def _cell(table: Table, number: int, column: Column, known: KnownRow | None) -> Cell:
    name = f"{table.id}.{number}.{column.id}"
    if column.known and known is not None:
        value = known.get(column.id, "")
        hidden = HiddenEntries((Entry(name, EntryKind.HIDDEN, "", value),))
        return Cell((hidden, Paragraph(value, VALUE)), middle=True)
    label = _("{table} {number}行目　{column}").format(
        table=table.label.ja, number=number + 1, column=column.label.ja
    )
    return Cell((WriteIn(Entry(name, _KINDS.get(column.kind, EntryKind.TEXT), label)),), middle=True)


def _checked() -> Iterator[Block]:
    """Leave room for the city's own check."""
    posts = (_("担当"), _("係長"), _("課長"), _("確認日"), _("差戻理由"))
    heads = tuple(Cell((Paragraph(post, LABEL),), shade=GREY, scope=Scope.COLUMN) for post in posts)
    head = Row(heads, whole=True, glued=True)
    empty = Row(tuple(text_cell("") for _post in posts), min_height=44, whole=True)
    yield Stack((heading(_("市確認欄（委託先は記入しない）"), 1), RuledTable(_CHECK_WIDTHS, (head, empty))))
