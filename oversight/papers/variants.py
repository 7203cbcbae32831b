"""Glyphs chosen by a variation selector, such as 葛󠄀 in 葛󠄀城 (Unicode UTS #37, cmap format 14).

fontTools reads the table only when a text holds a selector.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from oversight.papers.font_files import font_bytes


def is_selector(sign: str) -> bool:
    """Tell whether a character is a variation selector (U+FE00–FE0F, U+E0100–E01EF)."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def is_presentation(sign: str) -> bool:
    """Tell whether a selector only asks for text or emoji style (U+FE0E, U+FE0F)."""
    return sign in "\ufe0e\ufe0f"


@cache
def _sequences(font_name: str, selector: int) -> dict[int, int | None]:
    """Return the font's sequences with one selector: base → glyph number, None = the base's own glyph."""
    font, table = _table(font_name)
    pairs = table.uvsDict.get(selector, ()) if table else ()
    return {base: None if glyph is None else font.getGlyphID(glyph) for base, glyph in pairs}


@cache
def _table(font_name: str) -> tuple[Any, Any]:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(font_bytes(font_name)), lazy=True)
    tables = [table for table in font["cmap"].tables if table.format == 14]
    return font, tables[0] if tables else None


def has_variant(font_name: str, base: str, selector: str) -> bool:
    """Tell whether the font knows the sequence."""
    return ord(base) in _sequences(font_name, ord(selector))


def variant_glyph(font_name: str, base: str, selector: str) -> int | None:
    """Return the number of the sequence's glyph; None = the base's own glyph, or a sequence unknown."""
    return _sequences(font_name, ord(selector)).get(ord(base))
