"""Glyphs chosen by a variation selector, such as 葛󠄀 in 葛󠄀城 (Unicode UTS #37, cmap format 14).

fontTools reads the table only when a text holds a selector.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO

from oversight.papers.font_files import font_bytes


def is_selector(sign: str) -> bool:
    """Tell whether a character is a variation selector (U+FE00–FE0F, U+E0100–E01EF)."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def is_presentation(sign: str) -> bool:
    """Tell whether a selector only asks for text or emoji style (U+FE0E, U+FE0F)."""
    return sign in "\ufe0e\ufe0f"


@cache
def _sequences(font_name: str) -> dict[tuple[int, int], int | None]:
    """Return the font's sequences: (base, selector) → glyph number, None = the base's own glyph."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font_bytes(font_name)), lazy=True) as font:
        tables = [table for table in font["cmap"].tables if table.format == 14]
        return {
            (base, selector): None if glyph is None else font.getGlyphID(glyph)
            for table in tables
            for selector, pairs in table.uvsDict.items()
            for base, glyph in pairs
        }


def has_variant(font_name: str, base: str, selector: str) -> bool:
    """Tell whether the font knows the sequence."""
    return (ord(base), ord(selector)) in _sequences(font_name)


def variant_glyph(font_name: str, base: str, selector: str) -> int | None:
    """Return the number of the sequence's glyph; None = the base's own glyph, or a sequence unknown."""
    return _sequences(font_name).get((ord(base), ord(selector)))
