"""Boxes left open for seals and signatures, and blocks that stand side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.papers.blocks import Block, Laid, LaidStack
from oversight.papers.font_files import Face
from oversight.papers.forms import GREY, SMALL
from oversight.papers.measures import FRAME, HAIRLINE, MM
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.structure import Role, Scope, Tag

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

_BOX_WIDTH = 19 * MM
_BOX_HEIGHT = 19 * MM
_SIDE_WIDTH = 7 * MM
_LONGEST_SIDE = 4
_POST = Style(face=Face.GOTHIC, size=8.5, leading=14.0, align=Align.CENTRE)
_INSIDE = SMALL.but(size=7.5, leading=11.0, align=Align.CENTRE)


@dataclass(frozen=True)
class StampBoxes:
    """決裁欄: one box for each post, open for a seal or holding what is printed in it; flush right."""

    posts: tuple[tuple[str, str], ...]
    side: str = ""

    @property
    def side_width(self) -> float:
        """Width of the column left of the boxes, in points: only a short word can be written downwards."""
        return _SIDE_WIDTH if 0 < len(self.side) <= _LONGEST_SIDE else 0.0

    @property
    def width(self) -> float:
        """Width in points."""
        return self.side_width + _BOX_WIDTH * len(self.posts)

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        heads = tuple(Paragraph(post, _POST).laid(_BOX_WIDTH - 2) for post, _inside in self.posts)
        insides = tuple(Paragraph(inside, _INSIDE).laid(_BOX_WIDTH - 4) for _post, inside in self.posts)
        letters = "\n".join(self.side if self.side_width else "")
        side = Paragraph(letters, _POST.but(leading=15.0)).laid(_SIDE_WIDTH)
        return LaidStampBoxes(heads, insides, side, self.side_width, width - self.width, self.side)


@dataclass(frozen=True)
class LaidStampBoxes:
    """The boxes laid out; ``left`` is the free width left of them, ``told`` what they are for."""

    heads: tuple[Laid, ...]
    insides: tuple[Laid, ...]
    side: Laid
    side_width: float
    left: float
    told: str = ""
    glued: bool = False

    @property
    def _head_height(self) -> float:
        return max((head.height for head in self.heads), default=0.0) + 2

    @property
    def _box_height(self) -> float:
        return max(_BOX_HEIGHT, *(inside.height + 4 for inside in self.insides), 0.0)

    @property
    def height(self) -> float:
        """Height in points."""
        return self._head_height + self._box_height

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Never cut."""
        return (self, None) if forced or room >= self.height else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        x += self.left
        width = self.side_width + _BOX_WIDTH * len(self.heads)
        below = y + self._head_height
        pen.shade(x, y, self.side_width, self.height, GREY)
        pen.shade(x, y, width, self._head_height, GREY)
        pen.rule(x + self.side_width, below, x + width, below, HAIRLINE)
        with pen.part(Tag(Role.TABLE, summary=self.told)):
            with pen.part(Tag(Role.ROW)):
                self._draw_posts(pen, x, y)
            with pen.part(Tag(Role.ROW)):
                self._draw_insides(pen, x + self.side_width, below)
        pen.box(x, y, width, self.height, FRAME)

    def _draw_posts(self, pen: Pen, x: float, y: float) -> None:
        if self.side_width:
            with pen.part(Tag(Role.HEAD_CELL, scope=Scope.ROW, rows=2, absorbs=True)):
                self.side.draw(pen, x, y + (self.height - self.side.height) / 2)
        for number, head in enumerate(self.heads):
            at = x + self.side_width + number * _BOX_WIDTH
            pen.rule(at, y, at, y + self.height, HAIRLINE)
            with pen.part(Tag(Role.HEAD_CELL, scope=Scope.COLUMN, absorbs=True)):
                head.draw(pen, at + 1, y + 1)

    def _draw_insides(self, pen: Pen, x: float, y: float) -> None:
        for number, inside in enumerate(self.insides):
            with pen.part(Tag(Role.CELL, absorbs=True)):
                middle = y + (self._box_height - inside.height) / 2
                inside.draw(pen, x + number * _BOX_WIDTH + 2, middle)


@dataclass(frozen=True)
class Beside:
    """Two blocks side by side, the right one of a fixed width; as high as the higher one, never cut."""

    left: Block
    right: Block
    right_width: float

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        gap = 4 * MM
        left_width = width - self.right_width - gap
        return LaidBeside(self.left.laid(left_width), self.right.laid(self.right_width), left_width + gap)


@dataclass(frozen=True)
class LaidBeside:
    """Two pieces side by side."""

    left: Laid
    right: Laid
    right_at: float
    glued: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        return max(self.left.height, self.right.height)

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Cut only the left piece, and only where it is longer than a page."""
        if not forced:
            return None, self
        head, tail = self.left.cut(room, forced=True)
        return LaidBeside(head or LaidStack(()), self.right, self.right_at), tail

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        self.left.draw(pen, x, y)
        self.right.draw(pen, x + self.right_at, y)
