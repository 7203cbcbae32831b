"""A bar in a frame, drawn in grey: the frame is the whole, the filled part the share."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.papers.measures import HAIRLINE

if TYPE_CHECKING:
    from oversight.papers.blocks import Laid
    from oversight.papers.pen import Pen

_INK = 0.45


@dataclass(frozen=True)
class LaidGauge:
    """A bar laid out to a width; it is never cut, and an ornament where it has no ``alt``."""

    share: float
    width: float
    height: float
    upright: bool
    alt: str = ""
    glued: bool = False

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Stay whole: a bar is lower than any page."""
        return (self, None) if forced or self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the filled part, from the foot where upright and from the left otherwise, then the frame."""
        told = pen.figure(self.alt, x, y, self.width, self.height) if self.alt else nullcontext()
        with told:
            self._draw_bar(pen, x, y)

    def _draw_bar(self, pen: Pen, x: float, y: float) -> None:
        if self.upright:
            filled = self.height * self.share
            pen.shade(x, y + self.height - filled, self.width, filled, _INK)
        else:
            pen.shade(x, y, self.width * self.share, self.height, _INK)
        pen.box(x, y, self.width, self.height, HAIRLINE)


@dataclass(frozen=True)
class Gauge:
    """A bar as wide as its cell; ``share`` from 0 to 1, ``height`` in points, ``alt`` what it shows."""

    share: float
    height: float
    upright: bool = False
    alt: str = ""

    def laid(self, width: float) -> LaidGauge:
        """Lay out to a width in points."""
        return LaidGauge(self.share, width, self.height, self.upright, self.alt)
