"""What can be filled in on a paper: fields to write in, boxes to tick, one of several to choose.

On paper they are empty boxes and rings; on screen the PDF's own form fields lie over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.papers.blocks import Laid
from oversight.papers.entry import Entry, EntryKind
from oversight.papers.font_files import Face
from oversight.papers.measures import HAIRLINE
from oversight.papers.paragraph import LaidParagraph, Paragraph, Style

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

_BOX = 9.0
_GAP = 3.0
_BETWEEN = 12.0
_LINE = 14.0
_WORD = Style(face=Face.GOTHIC, size=8.5, leading=_LINE)


@dataclass(frozen=True)
class WriteIn:
    """Room to write in, as wide as its cell."""

    entry: Entry
    height: float = _LINE

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        return LaidWriteIn(self.entry, width, self.height)


@dataclass(frozen=True)
class LaidWriteIn:
    """Room to write in, laid out."""

    entry: Entry
    width: float
    height: float
    glued: bool = False

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:  # noqa: ARG002
        """Stay whole."""
        return (self, None) if forced else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Leave the field; the cell's rules are its box."""
        pen.entry(self.entry, x, y, self.width, self.height)


@dataclass(frozen=True)
class TickRow:
    """Boxes and rings in a row, each with its word."""

    entries: tuple[tuple[Entry, str], ...]

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points; what does not fit goes on in the next line."""
        lines: list[list[tuple[float, Entry, LaidParagraph]]] = [[]]
        x = 0.0
        for entry, word in self.entries:
            laid = Paragraph(word, _WORD).laid(width - _BOX - _GAP)
            whole = _BOX + _GAP + laid.widest
            if lines[-1] and x + whole > width:
                lines.append([])
                x = 0.0
            lines[-1].append((x, entry, laid))
            x += whole + _BETWEEN
        return LaidTickRow(tuple(tuple(line) for line in lines))


@dataclass(frozen=True)
class LaidTickRow:
    """Boxes and rings laid out in lines."""

    lines: tuple[tuple[tuple[float, Entry, LaidParagraph], ...], ...]
    glued: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        return _LINE * len(self.lines)

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:  # noqa: ARG002
        """Stay whole."""
        return (self, None) if forced else (None, self)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the boxes and rings with their words, and leave their fields."""
        for number, line in enumerate(self.lines):
            top = y + number * _LINE + (_LINE - _BOX) / 2
            for left, entry, word in line:
                if entry.kind is EntryKind.CHOICE:
                    pen.ring(x + left, top, _BOX, HAIRLINE * 2)
                else:
                    pen.box(x + left, top, _BOX, _BOX, HAIRLINE * 2)
                pen.entry(entry, x + left, top, _BOX, _BOX)
                word.draw(pen, x + left + _BOX + _GAP, y + number * _LINE)


@dataclass(frozen=True)
class HiddenEntries:
    """Fields that are not seen: what the city wrote, carried along with the answers."""

    entries: tuple[Entry, ...]
    height: float = 0.0
    glued: bool = False

    def laid(self, width: float) -> Laid:  # noqa: ARG002 - nothing is seen at any width
        """Lay out to a width in points."""
        return self

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:  # noqa: ARG002
        """Stay whole."""
        return self, None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Leave the fields where they stand."""
        for entry in self.entries:
            pen.entry(entry, x, y, 0.0, 0.0)
