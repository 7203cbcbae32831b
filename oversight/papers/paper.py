"""Every paper's base: A4 with a filing margin, what stands on each page's edge, printing to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight import words
from oversight.papers.blocks import Block, Laid, LaidStack, Stack, without_leading_gaps
from oversight.papers.finished import EmbeddedCopy, Paper
from oversight.papers.font_files import Face
from oversight.papers.measures import HAIRLINE, MM, UPRIGHT, Sheet
from oversight.papers.metadata import Described
from oversight.papers.paragraph import Align, LaidParagraph, Paragraph, Style

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

LANGUAGE_TAGS = {"ja": "ja-JP", "en": "en"}
_EDGE = Style(face=Face.GOTHIC, size=7.5, leading=10.0)
_HEAD_ABOVE, _FOOT_BELOW = 6 * MM, 5 * MM
"""How far the lines at the edges stand from the text."""


@dataclass(frozen=True)
class Edges:
    """What stands on every page: at the head from the second page on, at the foot beside the page number."""

    head_left: str = ""
    head_right: str = ""
    foot_lines: tuple[str, ...] = ()


Properties = Described
"""What a viewer shows as the properties of the file."""


def print_paper(
    parts: Sequence[Sequence[Block]],
    properties: Properties,
    edges: Edges,
    *,
    copy: EmbeddedCopy | None = None,
    plain: bool = False,
    sheet: Sheet = UPRIGHT,
) -> Paper:
    """Print parts, each from a new page, blocks one below the other; the same input gives the same bytes.

    The paper is tagged and fit for an archive (docs/records.md#papers) and carries a ``copy`` of what it was
    made from; ``plain`` leaves all that out, to measure what it costs.
    """
    from oversight.papers.fonts import PRINTING
    from oversight.papers.pen import Pen, plain_streams

    with PRINTING, plain_streams():
        laid = (Stack(tuple(part)).laid(sheet.text_width) for part in parts)
        pages = [page for part in laid for page in paginate(part, sheet.text_height)]
        tag = LANGUAGE_TAGS[words.language()]
        pen = Pen(language=tag, made_at=properties.made_at, tagged=not plain, sheet=sheet)
        pen.describe(properties)
        for number, page in enumerate(pages, start=1):
            _draw_edges(pen, sheet, edges, f"{number} / {len(pages)}", is_first=number == 1)
            page.draw(pen, sheet.left, sheet.top)
            pen.next_page()
        pdf = _finish(pen, properties, copy)
    return Paper(pdf, len(pages), pen.warnings)


def _finish(pen: Pen, properties: Properties, copy: EmbeddedCopy | None) -> bytes:
    drawn = pen.finish()
    if pen.structure is not None:
        from oversight.papers.archive import archived

        return archived(drawn, pen.structure, properties, entries=pen.entries, copy=copy)
    return drawn


def paginate(piece: Laid, height: float = UPRIGHT.text_height) -> list[Laid]:
    """Cut a piece into pages of a height; gaps at the head of a page fall away."""
    pages: list[Laid] = []
    rest: Laid | None = without_leading_gaps(piece)
    while rest is not None:
        head, tail = rest.cut(height, forced=True)
        pages.append(head or rest)
        rest = without_leading_gaps(tail) if head and tail else None
    return pages or [LaidStack(())]


def _draw_edges(pen: Pen, sheet: Sheet, edges: Edges, page: str, *, is_first: bool) -> None:
    """Draw what stands on every page; it is no part of what is read from beginning to end."""
    with pen.aside():
        if not is_first and (edges.head_left or edges.head_right):
            _draw_head(pen, sheet, edges)
        foot = sheet.height - sheet.bottom + _FOOT_BELOW
        pen.rule(sheet.left, foot, sheet.left + sheet.text_width, foot, HAIRLINE)
        for line, text in enumerate(edges.foot_lines or ("",)):
            right = "" if line else page
            _draw_edge_line(pen, sheet, text, right, foot + 2 + line * _EDGE.leading)


def _draw_head(pen: Pen, sheet: Sheet, edges: Edges) -> None:
    base = sheet.top - _HEAD_ABOVE
    _draw_edge_line(pen, sheet, edges.head_left, edges.head_right, base - _EDGE.leading)
    pen.rule(sheet.left, base, sheet.left + sheet.text_width, base, HAIRLINE)


def _draw_edge_line(pen: Pen, sheet: Sheet, left: str, right: str, y: float) -> None:
    """Write one line at the edge: as much of the left text as leaves room for the right one."""
    width = sheet.text_width
    end = _one_line(right, width / 2, _EDGE.but(align=Align.RIGHT))
    end.draw(pen, sheet.left + width / 2, y)
    room = width - end.widest - (_EDGE.size if right else 0.0)
    _one_line(left, room, _EDGE).draw(pen, sheet.left, y)


def _one_line(text: str, width: float, style: Style) -> LaidParagraph:
    """Lay out the first line of a text; what does not fit gives way to an ellipsis."""
    laid = Paragraph(text, style).laid(width)
    while laid.height > style.leading and text:
        text = text[: max(0, len(text) - 2 - len(text) // 16)]
        laid = Paragraph(text + "…", style).laid(width)
    return laid
