"""Room to write by hand: a line behind its label, and before its unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.papers.blocks import Laid
from oversight.papers.font_files import Face
from oversight.papers.measures import HAIRLINE, MM
from oversight.papers.paragraph import LaidParagraph, Paragraph, Style

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

_LABEL = Style(face=Face.GOTHIC, size=8, leading=10.5)
_SHORTEST = 18 * MM
"""A line is no shorter than this: else it stands beneath its label."""
_GAP = 2.0


@dataclass(frozen=True)
class WriteLine:
    """A line to write on, ``height`` points high."""

    label: str
    unit: str = ""
    height: float = 7 * MM

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        unit = Paragraph(self.unit, _LABEL).laid(width / 2) if self.unit else None
        after = unit.widest + _GAP if unit else 0.0
        label = Paragraph(self.label, _LABEL).laid(width)
        is_beneath = label.height > _LABEL.leading or label.widest + _GAP + _SHORTEST + after > width
        height = max(self.height, unit.height if unit else 0.0) + (label.height if is_beneath else 0.0)
        return LaidWriteLine(label, unit, width, height, is_beneath=is_beneath)


@dataclass(frozen=True)
class LaidWriteLine:
    """A line to write on, laid out."""

    label: LaidParagraph
    unit: LaidParagraph | None
    width: float
    height: float
    is_beneath: bool
    glued: bool = False

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:  # noqa: ARG002
        """Stay whole."""
        return (self, None) if forced else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw label, line and unit with the upper left corner at a point; all stand on the line."""
        foot = y + self.height
        start = x if self.is_beneath else x + self.label.widest + _GAP
        end = x + self.width
        self.label.draw(pen, x, y if self.is_beneath else foot - self.label.height)
        if self.unit is not None:
            end -= self.unit.widest + _GAP
            self.unit.draw(pen, end + _GAP, foot - self.unit.height)
        pen.rule(start, foot, end, foot, HAIRLINE)
