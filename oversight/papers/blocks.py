"""What a page is made of: blocks that know their height, can be cut at a height and draw themselves.

A ``Block`` is a description; ``laid(width)`` gives a ``Laid`` piece with a height. Cutting always makes
progress when ``forced`` (a fresh page), so that no content, however long, fails to print. Stock platypus
is not used: its paragraphs read markup out of people's words and break lines against kinsoku, and its
tables refuse a row longer than a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from oversight.papers.measures import SLACK

if TYPE_CHECKING:
    from oversight.papers.pen import Pen


class Laid(Protocol):
    """A piece laid out to a width."""

    @property
    def height(self) -> float:
        """Height in points."""
        ...

    @property
    def glued(self) -> bool:
        """Whether the piece must stand on the page of what follows it."""
        ...

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Divide into what fits into ``room`` and the rest; (None, self) when nothing fits.

        ``forced``: the page is fresh, so the first part must not be None.
        """
        ...

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        ...


class Block(Protocol):
    """A description of something to print."""

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        ...


@dataclass(frozen=True)
class LaidGap:
    """Empty height; vanishes at the head of a page."""

    height: float
    glued: bool = False

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:  # noqa: ARG002
        """Let the gap end where the page ends."""
        return replace(self, height=min(room, self.height)), None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True)
class Gap:
    """Empty height between two blocks, in points."""

    height: float
    glued: bool = False

    def laid(self, width: float) -> Laid:  # noqa: ARG002 - a gap is as high at any width
        """Lay out to a width in points."""
        return LaidGap(self.height, self.glued)


@dataclass(frozen=True)
class LaidStack:
    """Pieces one below the other."""

    pieces: tuple[Laid, ...]
    glued: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        return sum(piece.height for piece in self.pieces)

    def cut(self, room: float, *, forced: bool) -> tuple[LaidStack | None, LaidStack | None]:
        """Cut between two pieces or through one; glued pieces go with what follows them."""
        used = 0.0
        for index, piece in enumerate(self.pieces):
            if used + piece.height > room + SLACK:
                return self._cut_at(index, room - used, forced=forced, mostly_free=used <= room / 2)
            used += piece.height
        return self, None

    def _cut_at(
        self, index: int, room: float, *, forced: bool, mostly_free: bool
    ) -> tuple[LaidStack | None, LaidStack | None]:
        before, piece, after = self.pieces[:index], self.pieces[index], self.pieces[index + 1 :]
        lone = all(earlier.glued or isinstance(earlier, LaidGap) for earlier in before)
        head, tail = piece.cut(room, forced=False)
        if piece.glued and tail is None and after:
            head = None  # only the gap at its end was cut off: it would stand without what follows it
        if head is None and lone and forced and mostly_free:
            head, tail = piece.cut(room, forced=True)
        if head is not None:
            return self._part((*before, head)), self._part((tail, *after) if tail else after)
        kept = index
        while kept and self.pieces[kept - 1].glued:
            kept -= 1
        if lone and not forced:
            return None, self
        kept = kept or index
        return self._part(self.pieces[:kept]), self._part(self.pieces[kept:])

    def _part(self, pieces: Sequence[Laid]) -> LaidStack | None:
        return LaidStack(tuple(pieces), self.glued) if pieces else None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        for piece in self.pieces:
            piece.draw(pen, x, y)
            y += piece.height


@dataclass(frozen=True)
class Stack:
    """Blocks one below the other."""

    blocks: tuple[Block, ...]
    glued: bool = False

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        return LaidStack(tuple(block.laid(width) for block in self.blocks), self.glued)


@dataclass(frozen=True)
class LaidWhole:
    """A piece that stays in one piece wherever a page can hold it, unless it is higher than ``limit``."""

    inner: Laid
    limit: float = float("inf")

    @property
    def height(self) -> float:
        """Height in points."""
        return self.inner.height

    @property
    def glued(self) -> bool:
        """Whether the piece must stand on the page of what follows it."""
        return self.inner.glued

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Cut only where a fresh page is too short for it."""
        if forced or self.height > self.limit:
            return self.inner.cut(room, forced=forced)
        return None, self

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        self.inner.draw(pen, x, y)


@dataclass(frozen=True)
class Whole:
    """A block that is not to be divided unless it is higher than ``limit`` points."""

    block: Block
    limit: float = float("inf")

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        return LaidWhole(self.block.laid(width), self.limit)


def without_leading_gaps(piece: Laid) -> Laid | None:
    """Return a stack without the gaps at its head; None when nothing else is in it."""
    if isinstance(piece, LaidGap):
        return None
    if not isinstance(piece, LaidStack):
        return piece
    pieces = list(piece.pieces)
    while pieces:
        first = without_leading_gaps(pieces[0])
        if first is not None:
            return LaidStack((first, *pieces[1:]), piece.glued)
        del pieces[0]
    return None
