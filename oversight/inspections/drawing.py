"""A sketch as vectors: what was drawn on a sheet of its own units, so that it can be changed again.

The document of a drawing is plain JSON. Points are whole units of the sheet, flat: x and y by turns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from models.base import new_id
from oversight.errors import RefusedError
from oversight.words import _

SHEET = (1600, 1200)
"""Width and height of a blank sheet; a floor plan's sheet is as wide, and as high as the plan asks."""
WIDTHS = (4, 8, 16)
"""Widths of lines, in units of the sheet: fine, medium, broad."""

Point = tuple[int, int]


class MarkKind(StrEnum):
    """What a mark is: a line, an arrow, words, or a numbered place."""

    LINE = "line"
    ARROW = "arrow"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class DrawnMark:
    """One mark: a line's course, an arrow's two ends, or the one place where words or a number stand."""

    kind: MarkKind
    points: tuple[Point, ...]
    width: int = WIDTHS[1]
    text: str = ""
    number: int = 0

    @property
    def label(self) -> str:
        """Return its words, a number before them."""
        return f"{self.number or ''} {self.text}".strip()


@dataclass(frozen=True)
class Drawing:
    """A sheet with its marks in the order drawn; ``plan_id`` is the attachment of the floor plan beneath."""

    width: int = SHEET[0]
    height: int = SHEET[1]
    plan_id: UUID | None = None
    marks: tuple[DrawnMark, ...] = ()
    title: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the words on it, numbered places first in their order."""
        numbered = sorted((each for each in self.marks if each.number), key=lambda each: each.number)
        worded = [each for each in self.marks if each.kind is MarkKind.TEXT]
        return tuple(each.label for each in (*numbered, *worded) if each.label)

    @property
    def next_number(self) -> int:
        """Return the number that the next numbered place gets."""
        return max((each.number for each in self.marks), default=0) + 1


def new_sketch_id() -> UUID:
    """Make the identifier under which a sketch is kept while it is drawn."""
    return new_id()


def document_from_drawing(drawing: Drawing) -> dict[str, Any]:
    """Return the drawing as a document of dicts, lists, texts and whole numbers."""
    return {
        "width": drawing.width,
        "height": drawing.height,
        "plan": str(drawing.plan_id) if drawing.plan_id else "",
        "title": drawing.title,
        "marks": [
            {
                "kind": each.kind.value,
                "points": [unit for point in each.points for unit in point],
                "width": each.width,
                "text": each.text,
                "number": each.number,
            }
            for each in drawing.marks
        ],
    }


def drawing_from_document(document: Mapping[str, Any]) -> Drawing:
    """Return the drawing of a document; raise ``RefusedError`` where it is none."""
    try:
        return Drawing(
            width=int(document["width"]),
            height=int(document["height"]),
            plan_id=UUID(document["plan"]) if document["plan"] else None,
            title=str(document["title"]),
            marks=tuple(_mark_from(each) for each in document["marks"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedError(_("見取図を読めません。"), _("新しい見取図を描いてください。")) from error


def _mark_from(document: Mapping[str, Any]) -> DrawnMark:
    flat = [int(unit) for unit in document["points"]]
    points = tuple(zip(flat[::2], flat[1::2], strict=True))
    if not points:
        raise ValueError("a mark without a place")
    return DrawnMark(
        MarkKind(document["kind"]),
        points,
        int(document["width"]),
        str(document["text"]),
        int(document["number"]),
    )
