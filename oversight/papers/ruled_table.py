"""A ruled table whose head repeats on every page and whose rows may be cut when a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from oversight.papers.blocks import Block, Laid, LaidStack
from oversight.papers.measures import FRAME, HAIRLINE, SLACK
from oversight.papers.paragraph import Paragraph
from oversight.papers.structure import Scope
from oversight.papers.table_tags import (
    Path,
    Reading,
    cell_path,
    item_paths,
    reading_of,
    rest_path,
    row_path,
    table_path,
)
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
    ``scope`` makes it a head: of its row or of its column; cells of head rows are heads of columns.
    """

    blocks: tuple[Block, ...] = ()
    span: int = 1
    shade: float | None = None
    middle: bool = False
    again: Block | None = None
    scope: Scope | None = None


@dataclass(frozen=True)
class Row:
    """One row; ``glued`` keeps it with the next, ``whole`` forbids cutting it."""

    cells: tuple[Cell, ...]
    min_height: float = 0.0
    glued: bool = False
    whole: bool = False


@dataclass(frozen=True)
class RuledTable:
    """Columns with widths in proportion, rows, and head rows that repeat after a page break.

    ``listed`` is for what is read as a list and not as a table: each item takes so many columns, the first of
    several being its label. A table without rules is read so, a row to an item, unless it has a head.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    padding: float = 3.4
    glued: bool = False
    ruled: bool = True
    listed: int = 0
    summary: str = ""

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        edges = list(accumulate(self._columns(width), initial=0.0))
        head = [_lay_row(self, row, edges, Scope.COLUMN) for row in self.head]
        rows = [_lay_row(self, row, edges) for row in self.rows]
        return LaidTable(
            LaidStack(tuple(head)),
            LaidStack(tuple(rows)),
            width,
            self.glued,
            self.ruled,
            table_path(self.reading, self.summary),
        )

    @property
    def reading(self) -> Reading:
        """How the table is read aloud."""
        is_list = self.listed > 0 or not self.ruled
        return reading_of(columns=len(self.widths), has_head=bool(self.head), is_list=is_list)

    def paths(self, row: Row, scope: Scope | None) -> list[Path]:
        """Return the elements of a row's cells; ``scope`` is that of cells which name none."""
        if self.reading is Reading.LIST:
            return item_paths([cell.span for cell in row.cells], self.listed or len(self.widths))
        if self.reading is Reading.FRAME:
            return [() for _cell in row.cells]
        return [
            cell_path(cell.scope or scope, cell.span, absorbs=_is_one_paragraph(cell)) for cell in row.cells
        ]

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


def _is_one_paragraph(cell: Cell) -> bool:
    return len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph)


def _lay_row(table: RuledTable, row: Row, edges: Sequence[float], scope: Scope | None = None) -> LaidRow:
    cells: list[LaidCell] = []
    column = 0
    for cell, path in zip(row.cells, table.paths(row, scope), strict=True):
        left, right = edges[column], edges[column + cell.span]
        inside = right - left - 2 * table.padding
        stack = LaidStack(tuple(block.laid(inside) for block in cell.blocks))
        again = LaidStack((cell.again.laid(inside),) if cell.again else ())
        cells.append(LaidCell(stack, left, right - left, cell.shade, cell.middle, again, path))
        column += cell.span
    path, rest = row_path(table.reading), rest_path(table.reading, len(table.widths) - column)
    return LaidRow(tuple(cells), table.padding, row.min_height, row.glued, row.whole, table.ruled, path, rest)


@dataclass(frozen=True)
class LaidCell:
    """A cell with its place in the row; ``repeated``: it shows again what an earlier page has told."""

    content: LaidStack
    left: float
    width: float
    shade: float | None
    middle: bool
    again: LaidStack
    path: Path = field(default=(), compare=False)
    repeated: bool = False

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the content with its upper left corner at a point."""
        with pen.part(*self.path):
            if self.repeated:
                with pen.aside():
                    self.content.draw(pen, x, y)
            else:
                self.content.draw(pen, x, y)


@dataclass(frozen=True)
class LaidRow:
    """A row laid out; as high as its highest cell. ``rest`` stands for columns it has no cells for."""

    cells: tuple[LaidCell, ...]
    padding: float
    min_height: float
    glued: bool
    whole: bool
    ruled: bool
    path: Path = field(default=(), compare=False)
    rest: Path = field(default=(), compare=False)

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
        tails = [
            cell if cell.content.pieces else replace(cell, content=cell.again, repeated=True)
            for cell in tails
        ]
        first = replace(self, cells=tuple(heads), min_height=0.0, glued=False)
        return first, replace(self, cells=tuple(tails), min_height=0.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point: shades, contents, rules between the cells."""
        with pen.part(*self.path):
            self._draw_cells(pen, x, y, self.height)

    def _draw_cells(self, pen: Pen, x: float, y: float, height: float) -> None:
        for cell in self.cells:
            if cell.shade is not None:
                pen.shade(x + cell.left, y, cell.width, height, cell.shade)
        for cell in self.cells:
            spare = height - 2 * self.padding - cell.content.height
            top = y + self.padding + (max(0.0, spare / 2) if cell.middle else 0.0)
            cell.draw(pen, x + cell.left + self.padding, top)
            if self.ruled and cell.left > SLACK:
                pen.rule(x + cell.left, y, x + cell.left, y + height, HAIRLINE)
        with pen.part(*self.rest):
            pass


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
    path: Path = field(default=(), compare=False)

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
        pieces = (*self.head.pieces, *self.rows.pieces)
        edges = list(accumulate((row.height for row in pieces), initial=y))
        with pen.part(*self.path):
            self._draw_head(pen, x, edges)
            for row, top in zip(self.rows.pieces, edges[len(self.head.pieces) :], strict=False):
                row.draw(pen, x, top)
        if self.ruled:
            self._draw_rules(pen, x, edges)

    def _draw_head(self, pen: Pen, x: float, edges: Sequence[float]) -> None:
        """Draw the head rows; on every page but the first they only say again what was said."""
        repeated = pen.has_begun(self.path[0])
        with pen.aside() if repeated else nullcontext():
            for row, top in zip(self.head.pieces, edges, strict=False):
                row.draw(pen, x, top)

    def _draw_rules(self, pen: Pen, x: float, edges: Sequence[float]) -> None:
        for number, edge in enumerate(edges[1:-1], start=1):
            weight = 2 * HAIRLINE if number == len(self.head.pieces) else HAIRLINE
            pen.rule(x, edge, x + self.width, edge, weight)
        pen.box(x, edges[0], self.width, edges[-1] - edges[0], FRAME)
