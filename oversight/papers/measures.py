"""Measures of the office's papers in points (A4 upright; 25 mm on the left for filing)."""

from __future__ import annotations

MM = 72 / 25.4
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = 25 * MM
RIGHT = 15 * MM
TOP = 20 * MM
BOTTOM = 22 * MM
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

KEPT_TOGETHER = TEXT_HEIGHT * 0.35
"""A part of a form lower than this is not divided between two pages."""

HAIRLINE = 0.35
FRAME = 0.9
SLACK = 0.01
"""Two heights closer than this are equal."""
