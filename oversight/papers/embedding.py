"""A TrueType font as papers embed it: subsets only, with a true ToUnicode table.

Loaded with the first paper (it imports reportlab).
"""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont
from typing_extensions import override

from oversight.papers.tounicode import write_tounicode

_PRIVATE_CODES = count(0xF0000)
"""Code points from plane 15 up: each stands, inside this process only, for one glyph of one font."""


class EmbeddedFont(TTFont):
    """One font of the office, and what its private code points mean in plain text."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, BytesIO(data), asciiReadable=False, shapable=False)
        self.meanings: dict[int, str] = {}

    def has(self, sign: str) -> bool:
        """Tell whether the font has a glyph of its own for a character."""
        return bool(self.face.charToGlyph.get(ord(sign)))

    def width(self, sign: str) -> float:
        """Return the advance width of a character in em."""
        return float(self.face.charWidths.get(ord(sign), self.face.defaultWidth)) / 1000

    def add_private(self, glyph: int, meaning: str) -> str:
        """Give a glyph a private code point that reads back as ``meaning``; return it as a character."""
        code = next(_PRIVATE_CODES)
        self.meanings[code] = meaning
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = self.face.hmetrics[glyph][0] * 1000 / self.face.unitsPerEm
        return chr(code)

    @override
    def addObjects(self, doc: Any) -> None:
        """Add the subsets to the document, then put a true ToUnicode table in the place of reportlab's."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            doc.idToObject["toUnicodeCMap:" + name].content = write_tounicode(
                [self.meanings.get(code) or (chr(code) if code else "") for code in subset]
            )


def register(name: str, data: bytes) -> EmbeddedFont:
    """Make a font known to reportlab under a name and return it."""
    font = EmbeddedFont(name, data)
    pdfmetrics.registerFont(font)
    return font
