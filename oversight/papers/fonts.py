"""Which glyph prints each character: the face asked for, else the second font, else 〓 and a report.

Fonts load once, on first use. ``set_text`` turns a text into what is drawn; it never leaves a character
that would print as a blank box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING

from oversight.papers.font_files import SECOND_FONT, Face, font_bytes
from oversight.papers.variants import has_variant, is_presentation, is_selector, variant_glyph

if TYPE_CHECKING:
    from oversight.papers.embedding import EmbeddedFont

PRINTING = RLock()
"""Held while a paper is set and printed: fonts and the PDF library are shared by the whole process."""

GETA = "〓"
"""Printed for a character no font has (the printer's sign for a missing type)."""

_KANA_VOICE = "\u3099\u309a"


@dataclass(frozen=True)
class SetText:
    """A text made ready for one face.

    ``drawn`` and ``plain`` are of one length: glyph by glyph what is drawn (private code points for
    variants) and what it means for line breaking. ``missing`` holds what had to print as 〓 and
    ``unvaried`` the sequences printed in the shape of their base, each as ``U+XXXX``.
    """

    drawn: str
    plain: str
    missing: tuple[str, ...] = ()
    unvaried: tuple[str, ...] = ()


@dataclass
class _Tray:
    """What is being put together from one text."""

    drawn: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    missing: dict[str, None] = field(default_factory=dict)
    unvaried: dict[str, None] = field(default_factory=dict)

    def put(self, drawn: str, plain: str = "") -> None:
        self.drawn.append(drawn)
        self.plain.append(plain or drawn)


class GlyphTable(dict[str, tuple[str, float]]):
    """Character → (font that prints it, advance in em), filled as characters come up."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face
        self.safe: set[str] = {"\n"}
        self["\n"] = (face.value, 0.0)
        self._private: dict[tuple[str, str], tuple[str, bool]] = {}

    def __missing__(self, sign: str) -> tuple[str, float]:
        """Find the font of a character; only asked for characters ``set_text`` let through."""
        font = self.font_of(sign) or font_named(self.face.value)
        self[sign] = (font.fontName, font.width(sign))
        return self[sign]

    def font_of(self, sign: str) -> EmbeddedFont | None:
        """Return the font that prints a character: the face, the second font or none."""
        for name in (self.face.value, SECOND_FONT):
            if font_named(name).has(sign):
                return font_named(name)
        return None

    def private(self, base: str, selector: str) -> tuple[str, bool]:
        """Return the private character that draws base + selector, and whether the shape is the true one."""
        known = self._private.get((base, selector))
        if known is None:
            known = self._private[base, selector] = self._make_private(base, selector)
        return known

    def _make_private(self, base: str, selector: str) -> tuple[str, bool]:
        names = (self.face.value, SECOND_FONT)
        knowing = next((name for name in names if has_variant(name, base, selector)), None)
        font = font_named(knowing or self[base][0])
        glyph = variant_glyph(font.fontName, base, selector) or font.face.charToGlyph[ord(base)]
        sign = font.add_private(glyph, base + selector)
        self[sign] = (font.fontName, font.width(sign))
        return sign, knowing is not None


@cache
def font_named(name: str) -> EmbeddedFont:
    """Return a font, loading and registering it the first time."""
    from oversight.papers.embedding import register

    with PRINTING:
        return register(name, font_bytes(name))


@cache
def glyphs_of(face: Face) -> GlyphTable:
    """Return the table of a face; one per process."""
    return GlyphTable(face)


def set_text(text: str, face: Face) -> SetText:
    """Make a text ready to be measured and drawn in a face."""
    table = glyphs_of(face)
    if table.safe.issuperset(text):
        return SetText(text, text)
    tray = _Tray()
    for base, mark in _clusters(_with_newlines(text)):
        _set_cluster(table, tray, base, mark)
    return SetText("".join(tray.drawn), "".join(tray.plain), tuple(tray.missing), tuple(tray.unvaried))


def _with_newlines(text: str) -> str:
    return "\n".join(text.replace("\r\n", "\n").splitlines()) + ("\n" if text.endswith("\n") else "")


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Split a text into characters, each with the selector or combining mark that follows it, or ""."""
    base = ""
    for sign in text:
        if base and (is_selector(sign) or sign in _KANA_VOICE or unicodedata.combining(sign)):
            yield base, sign
            base = ""
        else:
            if base:
                yield base, ""
            base = sign
    if base:
        yield base, ""


def _set_cluster(table: GlyphTable, tray: _Tray, base: str, mark: str) -> None:
    if not mark:
        _set_sign(table, tray, base)
    elif not is_selector(mark):
        composed = unicodedata.normalize("NFC", base + mark)
        for sign in composed if len(composed) == 1 else base + mark:
            _set_sign(table, tray, sign)
    elif _is_printable(table, base):
        drawn, true_shape = table.private(base, mark)
        tray.put(drawn, base)
        if not true_shape and not is_presentation(mark):
            tray.unvaried[f"{code_of(base)} {code_of(mark)}"] = None
    else:
        _set_sign(table, tray, base)


def _set_sign(table: GlyphTable, tray: _Tray, sign: str) -> None:
    if sign in table.safe:
        tray.put(sign)
    elif _is_printable(table, sign):
        if not unicodedata.combining(sign):
            table.safe.add(sign)
        tray.put(sign)
    elif unicodedata.category(sign) == "Zs" or sign == "\t":
        tray.put(" ")
    elif unicodedata.category(sign) not in {"Cc", "Cf"} and not is_selector(sign):
        tray.missing[code_of(sign)] = None
        tray.put(GETA)


def _is_printable(table: GlyphTable, sign: str) -> bool:
    """Tell whether a font has the character; controls and private code points never count as known."""
    return not unicodedata.category(sign).startswith("C") and table.font_of(sign) is not None


def code_of(sign: str) -> str:
    """Write a character as its code point, such as ``U+20BB7``."""
    return f"U+{ord(sign):04X}"
