"""Text in lines: one or several fragments, broken by kinsoku, set flush where that looks right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from oversight.papers.blocks import Laid
from oversight.papers.font_files import Face, face_for
from oversight.papers.fonts import SetText, glyphs_of, set_text
from oversight.papers.kinsoku import Line, break_lines
from oversight.papers.measures import SLACK
from oversight.papers.structure import Role, Tag
from oversight.words import language

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

_ASCENT = 0.88
_MOST_SPACING = 0.08
"""Widest gap in em put between two characters to set a line flush; wider, the line stays ragged."""
_WIDE = 0.7
"""Average advance in em from which a line counts as Japanese and may be set flush."""
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+[,.:;]?")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Kana and ideographs."""
_KEPT_LINES = 2
"""A paragraph is not cut so that fewer lines than this stand alone, where it has enough of them."""


class Align(Enum):
    """How lines stand in their room."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    FLUSH = "flush"


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; lengths in points."""

    face: Face = Face.MINCHO
    size: float = 9.5
    leading: float = 14.0
    align: Align = Align.LEFT
    first_indent: float = 0.0
    indent: float = 0.0
    tracking: float = 0.0

    def but(self, **changes: object) -> Style:
        """Return the style with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # names are checked by the dataclass


@dataclass(frozen=True)
class Fragment:
    """A stretch of text in one face."""

    text: str
    face: Face


@dataclass(frozen=True)
class _Setting:
    """A paragraph's characters side by side with their fonts and widths."""

    drawn: str
    plain: str
    fonts: Sequence[str]
    widths: Sequence[float]
    missing: tuple[str, ...]
    unvaried: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """A text (or fragments of it in several faces) in a style; newlines end lines.

    With a bookmark, or a ``level`` (0 the highest), it is a heading; ``caption`` makes it a picture's.
    """

    text: str | tuple[Fragment, ...]
    style: Style = field(default_factory=Style)
    glued: bool = False
    bookmark: tuple[str, int] | None = None
    level: int | None = None
    caption: bool = False

    def laid(self, width: float) -> LaidParagraph:
        """Lay out to a width in points."""
        style = self.style
        setting = _set(self._fragments(), style)
        room = width - style.indent
        lines = break_lines(setting.plain, setting.widths, room - style.first_indent, room)
        tag = self._tag(setting.plain)
        return LaidParagraph(setting, tuple(lines), style, width, self.glued, self.bookmark, tag=tag)

    def _tag(self, plain: str) -> Tag:
        spoken = "ja" if language() != "ja" and _JAPANESE.search(plain) else ""
        level = self.bookmark[1] if self.bookmark and self.level is None else self.level
        if level is not None:
            return Tag(Role.HEADING, level=level, language=spoken)
        return Tag(Role.CAPTION if self.caption else Role.PARAGRAPH, language=spoken)

    def longest_word(self) -> float:
        """Return the width in points of the longest Latin word: in less room it would be cut."""
        setting = _set(self._fragments(), self.style)
        words = (range(*found.span()) for found in _LATIN_WORD.finditer(setting.plain))
        return max((sum(setting.widths[at] for at in word) for word in words), default=0.0)

    def _fragments(self) -> Sequence[Fragment]:
        parts = self.text
        if isinstance(parts, str):
            parts = (Fragment(parts, self.style.face),)
        return [Fragment(part.text, face_for(part.face, language())) for part in parts]


def _set(fragments: Sequence[Fragment], style: Style) -> _Setting:
    texts = [set_text(fragment.text, fragment.face) for fragment in fragments]
    fonts: list[str] = []
    widths: list[float] = []
    for text, fragment in zip(texts, fragments, strict=True):
        glyphs = glyphs_of(fragment.face)
        found = [glyphs[sign] for sign in text.drawn]
        fonts += [font for font, _em in found]
        widths += [em * style.size + style.tracking for _font, em in found]
    return _Setting(
        "".join(text.drawn for text in texts),
        "".join(text.plain for text in texts),
        fonts,
        widths,
        _all(texts, "missing"),
        _all(texts, "unvaried"),
    )


def _all(texts: Iterable[SetText], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in texts for code in getattr(text, name)))


@dataclass(frozen=True)
class LaidParagraph:
    """Lines of a paragraph laid out to a width; ``first`` tells whether its first line is among them."""

    setting: _Setting
    lines: tuple[Line, ...]
    style: Style
    width: float
    glued: bool = False
    bookmark: tuple[str, int] | None = None
    first: bool = True
    tag: Tag = field(default_factory=lambda: Tag(Role.PARAGRAPH), compare=False)

    @property
    def height(self) -> float:
        """Height in points."""
        return len(self.lines) * self.style.leading

    @property
    def widest(self) -> float:
        """Width of the widest line in points."""
        return max((line.width for line in self.lines), default=0.0)

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Cut between two lines, leaving no single line behind where there are enough of them."""
        fitting = int((room + SLACK) / self.style.leading)
        count = len(self.lines)
        if fitting >= count:
            return self, None
        if count - fitting < _KEPT_LINES:
            fitting = count - _KEPT_LINES
        if fitting < min(_KEPT_LINES, count):
            if not forced:
                return None, self
            fitting = max(1, min(int((room + SLACK) / self.style.leading), count))
        head = replace(self, lines=self.lines[:fitting], glued=False)
        rest = self.lines[fitting:]
        return head, replace(self, lines=rest, first=False, bookmark=None) if rest else None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        if self.bookmark:
            pen.bookmark(*self.bookmark, y)
        if self.first:
            pen.warn_missing(self.setting.missing)
            pen.warn_unvaried(self.setting.unvaried)
        with pen.part(self.tag):
            self._draw_lines(pen, x, y)

    def _draw_lines(self, pen: Pen, x: float, y: float) -> None:
        style = self.style
        baseline = y + (style.leading - style.size) / 2 + _ASCENT * style.size
        for number, line in enumerate(self.lines):
            indent = style.indent + (style.first_indent if self.first and not number else 0.0)
            self._draw_line(pen, line, x + indent, baseline, self.width - indent)
            baseline += style.leading

    def _draw_line(self, pen: Pen, line: Line, x: float, baseline: float, room: float) -> None:
        drawn = self.setting.drawn[line.start : line.end]
        solid = len(drawn.rstrip())
        if not solid:
            return
        spacing = self.style.tracking
        slack = room - line.width
        if self.style.align is Align.RIGHT:
            x += slack
        elif self.style.align is Align.CENTRE:
            x += (slack + spacing) / 2
        elif self.style.align is Align.FLUSH and not line.last:
            spacing += _flush_spacing(slack, line.width, solid, self.style.size)
        pen.text(x, baseline, self._runs(line, drawn[: solid + 1]), self.style.size, spacing)

    def _runs(self, line: Line, drawn: str) -> list[tuple[str, str]]:
        fonts = self.setting.fonts[line.start : line.start + len(drawn)]
        if len(set(fonts)) == 1:
            return [(fonts[0], drawn)]
        pairs = groupby(zip(fonts, drawn, strict=True), key=lambda pair: pair[0])
        return [(font, "".join(sign for _font, sign in group)) for font, group in pairs]


def _flush_spacing(slack: float, width: float, count: int, size: float) -> float:
    """Return what to put between a line's characters to fill it: nothing in Latin or sparse lines."""
    if count < 2 or width / count < _WIDE * size:
        return 0.0
    extra = slack / (count - 1)
    return extra if 0 < extra <= _MOST_SPACING * size else 0.0
