"""The office's styles and the recurring parts of its forms: headings, label tables, framed texts."""

from __future__ import annotations

from collections.abc import Sequence

from oversight.papers.blocks import Block, Gap, Stack
from oversight.papers.font_files import Face
from oversight.papers.measures import MM
from oversight.papers.paragraph import Align, Fragment, Paragraph, Style
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.structure import Scope
from oversight.papers.wording import blank
from oversight.words import _

BODY = Style(size=10, leading=15.5, align=Align.FLUSH)
VALUE = Style(size=9.5, leading=13.5)
LONG_VALUE = VALUE.but(align=Align.FLUSH)
SMALL = Style(size=8.5, leading=12.0)
DETAIL = SMALL.but(align=Align.FLUSH)
LABEL = Style(face=Face.GOTHIC, size=8.5, leading=13.5)
COLUMN_HEAD = Style(face=Face.GOTHIC, size=8.5, leading=12.0, align=Align.CENTRE)
HEADING = Style(face=Face.GOTHIC_BOLD, size=11, leading=16)
SUBHEADING = Style(face=Face.GOTHIC_BOLD, size=10, leading=15)
TITLE = Style(face=Face.GOTHIC_BOLD, size=17, leading=26, align=Align.CENTRE, tracking=1.2)
GREY = 0.93
LABEL_WIDTHS = (25.0, 60.0, 25.0, 60.0)
"""Columns of a label table in millimetres."""


def heading(text: str, level: int = 0) -> Block:
    """Make a heading that stands with what follows it and has an entry in the outline."""
    style = HEADING if level == 0 else SUBHEADING
    line = Paragraph(text, style, glued=True, bookmark=(text, level))
    return Stack((Gap(14.0 if level == 0 else 9.0), line, Gap(3.0, glued=True)), glued=True)


def label_cell(text: str) -> Cell:
    """Make a shaded cell with a label; it is repeated where its row goes on after a page break."""
    said = continued(text, LABEL)
    return Cell((Paragraph(text, LABEL),), shade=GREY, middle=True, again=said, scope=Scope.ROW)


def continued(text: str, style: Style) -> Block:
    """Make what stands for a text where its row goes on after a page break."""
    return Paragraph(_("{text}\n（続き）").format(text=text), style)


def text_cell(text: str, style: Style = VALUE, *, span: int = 1, middle: bool = True) -> Cell:
    """Make a cell with a text."""
    return Cell((Paragraph(text, style),), span=span, middle=middle)


def wide_row(label: str, value: str) -> Row:
    """Make a row of a label and one wide value."""
    return Row((label_cell(label), text_cell(blank(value), LONG_VALUE, span=3)))


def double_row(label: str, value: str, other_label: str, other_value: str) -> Row:
    """Make a row of two labels with their values."""
    return Row(
        (
            label_cell(label),
            text_cell(blank(value)),
            label_cell(other_label),
            text_cell(blank(other_value)),
        )
    )


def label_table(rows: Sequence[Row]) -> Block:
    """Make a table of labels and values, two pairs to a row."""
    return RuledTable(LABEL_WIDTHS, tuple(rows))


def column_heads(*labels: str) -> tuple[Row, ...]:
    """Make the head row of a table of columns."""
    cells = tuple(Cell((Paragraph(label, COLUMN_HEAD),), shade=GREY, middle=True) for label in labels)
    return (Row(cells, whole=True),)


def framed_text(text: str) -> Block:
    """Make a framed box around a longer text."""
    cell = Cell((Paragraph(blank(text), BODY),))
    return RuledTable((1,), (Row((cell,), min_height=14 * MM),), padding=5.5)


def labelled(label: str, text: str, style: Style = DETAIL) -> Paragraph:
    """Make a paragraph that opens with a label in Gothic: 証跡：…"""
    lead = _("{label}：").format(label=label)
    return Paragraph((Fragment(lead, Face.GOTHIC), Fragment(text.strip(), style.face)), style)


def numbered(number: int, title: str) -> str:
    """Write a numbered heading."""
    return _("{number}　{title}").format(number=number, title=title)
