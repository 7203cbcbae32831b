"""A ruled table whose head repeats on every page and whose rows may be cut when a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from oversight.papers.blocks import Block, Laid, LaidStack
from oversight.papers.measures import FRAME, HAIRLINE, SLACK
from oversight.papers.paragraph import Paragraph
from oversight.words import language

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

_UNCUT_BELOW = 110.0
"""A row lower than this moves to the next page whole rather than be cut."""
_WORTH_A_START = 48.0
"""A row is not begun in less room than this."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell; ``shade`` is a grey, ``span`` the number of columns it covers.

    ``again`` is printed in its place where the row goes on after a page break and the cell does not.
    """

    blocks: tuple[Block, ...] = ()
    span: int = 1
    shade: float | None = None
    middle: bool = False
    again: Block | None = None


@dataclass(frozen=True)
class Row:
    """One row; ``glued`` keeps it with the next, ``whole`` forbids cutting it."""

    cells: tuple[Cell, ...]
    min_height: float = 0.0
    glued: bool = False
    whole: bool = False


@dataclass(frozen=True)
class RuledTable:
    """Columns with widths in proportion, rows, and head rows that repeat after a page break."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    padding: float = 3.4
    glued: bool = False
    ruled: bool = True

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        edges = list(accumulate(self._columns(width), initial=0.0))
        head = [_lay_row(self, row, edges) for row in self.head]
        rows = [_lay_row(self, row, edges) for row in self.rows]
        return LaidTable(LaidStack(tuple(head)), LaidStack(tuple(rows)), width, self.glued, self.ruled)

    def _columns(self, width: float) -> list[float]:
        """Return the columns' widths in points; words are not cut where other columns have room to give."""
        scale = width / sum(self.widths)
        columns = [part * scale for part in self.widths]
        if language() == "ja":
            return columns
        needed = self._needed(len(columns))
        short = [max(need - has, 0.0) for need, has in zip(needed, columns, strict=True)]
        spare = [max(has - need, 0.0) for need, has in zip(needed, columns, strict=True)]
        taken = min(sum(short), sum(spare))
        if taken <= 0.0:
            return columns
        return [
            has + lacks * taken / sum(short) - gives * taken / sum(spare)
            for has, lacks, gives in zip(columns, short, spare, strict=True)
        ]

    def _needed(self, count: int) -> list[float]:
        """Return, for each column, the room that its longest word takes, padding included."""
        needed = [0.0] * count
        for row in (*self.head, *self.rows):
            column = 0
            for cell in row.cells:
                if cell.span == 1:
                    words = (each.longest_word() for each in cell.blocks if isinstance(each, Paragraph))
                    needed[column] = max(needed[column], max(words, default=0.0) + 2 * self.padding + SLACK)
                column += cell.span
        return needed


def _lay_row(table: RuledTable, row: Row, edges: Sequence[float]) -> LaidRow:
    cells: list[LaidCell] = []
    column = 0
    for cell in row.cells:
        left, right = edges[column], edges[column + cell.span]
        inside = right - left - 2 * table.padding
        stack = LaidStack(tuple(block.laid(inside) for block in cell.blocks))
        again = LaidStack((cell.again.laid(inside),) if cell.again else ())
        cells.append(LaidCell(stack, left, right - left, cell.shade, cell.middle, again))
        column += cell.span
    return LaidRow(tuple(cells), table.padding, row.min_height, row.glued, row.whole, table.ruled)


@dataclass(frozen=True)
class LaidCell:
    """A cell with its place in the row."""

    content: LaidStack
    left: float
    width: float
    shade: float | None
    middle: bool
    again: LaidStack


@dataclass(frozen=True)
class LaidRow:
    """A row laid out; as high as its highest cell."""

    cells: tuple[LaidCell, ...]
    padding: float
    min_height: float
    glued: bool
    whole: bool
    ruled: bool

    @property
    def height(self) -> float:
        """Height in points, padding included."""
        inside = max((cell.content.height for cell in self.cells), default=0.0)
        return max(self.min_height, inside + 2 * self.padding)

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Cut every cell at the same height; a low row is not cut."""
        if not forced and (self.whole or self.height < _UNCUT_BELOW or room < _WORTH_A_START):
            return None, self
        heads: list[LaidCell] = []
        tails: list[LaidCell] = []
        for cell in self.cells:
            head, tail = _cut_cell(cell, room - 2 * self.padding, forced=forced)
            if head is None:
                return None, self
            heads.append(head)
            tails.append(tail)
        if all(not cell.content.pieces for cell in tails):
            return replace(self, cells=tuple(heads)), None
        tails = [cell if cell.content.pieces else replace(cell, content=cell.again) for cell in tails]
        first = replace(self, cells=tuple(heads), min_height=0.0, glued=False)
        return first, replace(self, cells=tuple(tails), min_height=0.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point: shades, contents, rules between the cells."""
        height = self.height
        for cell in self.cells:
            if cell.shade is not None:
                pen.shade(x + cell.left, y, cell.width, height, cell.shade)
        for cell in self.cells:
            spare = height - 2 * self.padding - cell.content.height
            top = y + self.padding + (max(0.0, spare / 2) if cell.middle else 0.0)
            cell.content.draw(pen, x + cell.left + self.padding, top)
            if self.ruled and cell.left > SLACK:
                pen.rule(x + cell.left, y, x + cell.left, y + height, HAIRLINE)


def _cut_cell(cell: LaidCell, room: float, *, forced: bool) -> tuple[LaidCell | None, LaidCell]:
    """Cut a cell; the second part may be empty, the first is None when nothing of the cell fits."""
    if not cell.content.pieces:
        return cell, cell
    head, tail = cell.content.cut(room, forced=forced)
    first = replace(cell, content=head) if head else None
    return first, replace(cell, content=tail or LaidStack(()))


@dataclass(frozen=True)
class LaidTable:
    """A table laid out: its head and its rows."""

    head: LaidStack
    rows: LaidStack
    width: float
    glued: bool = False
    ruled: bool = True

    @property
    def height(self) -> float:
        """Height in points."""
        return self.head.height + self.rows.height

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Cut between rows or through one; the head stands on both parts."""
        head, tail = self.rows.cut(room - self.head.height, forced=forced)
        if head is None:
            return None, self
        rest = replace(self, rows=tail) if tail else None
        return replace(self, rows=head, glued=False), rest

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point: rows, rules between them, the frame."""
        pieces = [*self.head.pieces, *self.rows.pieces]
        edges = list(accumulate((row.height for row in pieces), initial=y))
        for row, top in zip(pieces, edges, strict=False):
            row.draw(pen, x, top)
        if self.ruled:
            self._draw_rules(pen, x, edges)

    def _draw_rules(self, pen: Pen, x: float, edges: Sequence[float]) -> None:
        for number, edge in enumerate(edges[1:-1], start=1):
            weight = 2 * HAIRLINE if number == len(self.head.pieces) else HAIRLINE
            pen.rule(x, edge, x + self.width, edge, weight)
        pen.box(x, edges[0], self.width, edges[-1] - edges[0], FRAME)
