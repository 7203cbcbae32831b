"""Measures of the office's papers in points (A4; 25 mm for filing, on the left or above)."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """The page a paper is printed on, with its margins."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom


UPRIGHT = Sheet(210 * MM, 297 * MM, 25 * MM, 15 * MM, 20 * MM, 22 * MM)
"""A4 upright, filed at its left edge."""
LANDSCAPE = Sheet(297 * MM, 210 * MM, 15 * MM, 15 * MM, 25 * MM, 17 * MM)
"""A4 on its side, filed at its upper edge."""

KEPT_TOGETHER = UPRIGHT.text_height * 0.35
"""A part of a form lower than this is not divided between two pages."""

HAIRLINE = 0.35
FRAME = 0.9
SLACK = 0.01
"""Two heights closer than this are equal."""
