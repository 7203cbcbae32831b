"""入退室記録票: the blank sheet to be written by hand where no laptop is, and keyed in later."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Stack
from oversight.papers.boxes import Beside
from oversight.papers.entry_log import labelled_table
from oversight.papers.entry_log_data import EntrySheetData
from oversight.papers.finished import Paper
from oversight.papers.font_files import Face
from oversight.papers.forms import COLUMN_HEAD, GREY, SMALL, TITLE, label_cell, text_cell
from oversight.papers.listing import CENTRED
from oversight.papers.measures import LANDSCAPE, MM
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.words import _

_WIDTHS = (8.0, 22.0, 22.0, 34.0, 30.0, 26.0, 44.0, 19.0, 13.0, 26.0, 23.0)
_ESCORTED = (8.0, 20.0, 20.0, 30.0, 26.0, 22.0, 40.0, 19.0, 13.0, 24.0, 22.0, 23.0)
_HEAD = COLUMN_HEAD.but(size=8.0, leading=10.5)
_TITLE = TITLE.but(size=13, leading=20, align=Align.LEFT)
_FINE = SMALL.but(size=7.5, leading=10.0)
_LOWEST, _HIGHEST = 7.0 * MM, 10.0 * MM
"""A line to be written in is no lower and no higher than this."""
_BELOW = 30.0
"""Room kept beneath the lines for what is signed there, in points."""


def print_entry_sheet(data: EntrySheetData) -> Paper:
    """Print a page for each number in the language in use; the same numbers give the same bytes."""
    title = _("入退室記録票")
    named = _("{title}　{named}").format(title=title, named=data.area.told)
    author = f"{data.area.city_name} {data.area.section}".strip()
    properties = Properties(title=named, author=author, made_at=data.made_at)
    foot = _("個人番号（マイナンバー）は、どの欄にも書かないでください。")
    parts = [tuple(_blocks(data, title, number)) for number in data.numbers]
    return print_paper(parts, properties, Edges(foot_lines=(foot,)), sheet=LANDSCAPE)


def _blocks(data: EntrySheetData, title: str, number: str) -> Iterator[Block]:
    head = tuple(_head(data, title, number))
    table = _table(data, _LOWEST)
    width, height = LANDSCAPE.text_width, LANDSCAPE.text_height
    spare = height - _BELOW - Stack((*head, table)).laid(width).height
    yield from head
    yield _table(data, min(_LOWEST + max(spare, 0.0) / data.lines, _HIGHEST))
    yield Gap(4)
    yield _signed()


def _head(data: EntrySheetData, title: str, number: str) -> Iterator[Block]:
    told = f"{title}　{data.area.told}"
    name = Paragraph(told, _TITLE, bookmark=(f"{title} {number}", 0))
    box = RuledTable(
        (24.0, 46.0),
        (Row((label_cell(_("用紙番号")), text_cell(number, CENTRED.but(face=Face.GOTHIC_BOLD, size=12)))),),
    )
    yield Beside(name, box, 70 * MM)
    yield Gap(3)
    facts = "　".join(_("{label}：{told}").format(label=label, told=told) for label, told in data.area.facts)
    yield Paragraph(facts, _FINE)
    yield Gap(3)
    yield labelled_table(data.rule, padding=2.0)
    yield Gap(4)


def _table(data: EntrySheetData, height: float) -> Block:
    heads = (
        _("行"),
        _("入室\n月日・時刻"),
        _("退室\n月日・時刻"),
        _("氏名"),
        _("所属"),
        _("目的"),
        _("機器の種類・台数・取扱い\n（預・持込・断・なし）"),
        _("ロッカー\n封印番号"),
        _("返却\n持出"),
        _("立会職員\n（目・申・金）"),
        *((_("付添いの\n職員"),) if data.asks_escort else ()),
        _("入室者\n署名"),
    )
    cells = tuple(Cell((Paragraph(word, _HEAD),), shade=GREY, middle=True) for word in heads)
    moment = _FINE.but(align=Align.CENTRE)
    when = text_cell("/           :", moment)
    empty = (text_cell(""),) * (len(heads) - 3)
    rows = (
        Row((text_cell(str(line), CENTRED), when, when, *empty), min_height=height)
        for line in range(1, data.lines + 1)
    )
    widths = _ESCORTED if data.asks_escort else _WIDTHS
    return RuledTable(widths, tuple(rows), (Row(cells, whole=True),), padding=2.0)


def _signed() -> Block:
    """Leave room for who keyed the sheet in and who checked it against the paper."""
    day = text_cell(_("月　　日"), CENTRED)
    cells = (label_cell(_("転記した者")), text_cell(""), day, label_cell(_("照合した者")), text_cell(""), day)
    return RuledTable((26.0, 72.0, 34.0, 26.0, 72.0, 34.0), (Row(cells, min_height=8 * MM),), padding=2.0)
