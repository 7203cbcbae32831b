"""How a table shows its rows: columns declared once, for the eye, for sorting and for readers aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

from oversight.words import _
from ui.theme import Tone

Row = TypeVar("Row")


class Align(Enum):
    """Where a column's text stands."""

    LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column over rows of a kind.

    ``header`` is marked with ``mark`` and translated when shown. ``sort_key`` gives a raw value (a day, a
    number); without it the text sorts, without regard to width and case. ``phrase`` is what a screen
    reader says; without it, header and text. ``tone`` colours the text, or, with ``is_tag``, its ground.
    ``width`` is in pixels at 100 %; without it the width follows the contents. ``stretch`` shares what
    room is left in that proportion, and gives some up where there is too little. Columns with ``spare``
    are left out where the others would not fit, the highest first. ``figures`` sets digits in the face in
    which they align.
    """

    header: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any] | None = None
    phrase: Callable[[Row], str] | None = None
    tone: Callable[[Row], Tone | None] | None = None
    is_tag: bool = False
    align: Align = Align.LEFT
    width: int = 0
    stretch: int = 0
    spare: int = 0
    figures: bool = False

    def read_aloud(self, row: Row) -> str:
        """Return what a screen reader says of a row's cell."""
        if self.phrase is not None:
            return self.phrase(row)
        return f"{_(self.header)} {self.text(row)}".strip()

    def order(self, row: Row) -> tuple[int, Any]:
        """Return the sorting value of a row; what is missing comes last."""
        value = folded(self.text(row)) if self.sort_key is None else self.sort_key(row)
        return (1, 0) if value is None or value == "" else (0, value)


def folded(text: str) -> str:
    """Return a text without differences of width and case, for sorting and narrowing a list by eye."""
    return unicodedata.normalize("NFKC", text).casefold()
