"""What each stretch of a paper is: heading, paragraph, cell, list item, picture (ISO 32000-1 §14.8).

Blocks hand a ``Tag`` to the pen while they draw. The pieces of a block that was cut share its tag, so that a
cell divided between two pages stays one cell. What carries no meaning (rules, shades, the lines at the edge
of a page, a head that is repeated) is an artifact. Reading order is the order of drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

PAGINATION = "/Artifact <</Type /Pagination>> BDC"
_LAYOUT = "/Artifact BMC"
_END = "EMC"


class Role(StrEnum):
    """Standard structure types (ISO 32000-1 §14.8.4); headings get their level when the tree is built."""

    DOCUMENT = "Document"
    DIVISION = "Div"
    HEADING = "H"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"
    FORM = "Form"


class Scope(StrEnum):
    """What a head cell speaks for."""

    ROW = "Row"
    COLUMN = "Column"


@dataclass(eq=False)
class Tag:
    """One element of the structure; known by identity, for equal words may stand twice.

    ``level`` counts for headings, ``scope`` and the spans for cells, ``summary`` for tables, ``alt`` and
    ``box`` (left, bottom, right, top in points from the lower left) for pictures. ``absorbs``: a paragraph
    drawn inside is part of the element itself.
    """

    role: Role
    level: int = 0
    scope: Scope | None = None
    columns: int = 1
    rows: int = 1
    alt: str = ""
    summary: str = ""
    language: str = ""
    absorbs: bool = False
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Marked:
    """Marked content: the page (from 1) and its number on it."""

    page: int
    number: int


@dataclass(frozen=True)
class FieldAt:
    """A form field's widget: its place among the fields of the paper."""

    place: int


@dataclass(eq=False)
class Node:
    """An element with what it holds, in reading order."""

    tag: Tag
    kids: list[Node | Marked | FieldAt] = field(default_factory=list)


class Structure:
    """Builds the elements of one paper while it is drawn, and writes the marks into the pages' content."""

    def __init__(self) -> None:
        self.root = Node(Tag(Role.DOCUMENT))
        self.pages: list[list[Node]] = [[]]
        self._nodes: dict[Tag, Node] = {}
        self._path = [self.root]
        self._asides: list[str] = []
        self._open: Node | str = ""

    def has_begun(self, tag: Tag) -> bool:
        """Tell whether the element holds something already."""
        return tag in self._nodes and bool(self._nodes[tag].kids)

    def enter(self, tag: Tag) -> None:
        """Go into an element: begin it, or go on with it."""
        above = self._path[-1]
        if above.tag.absorbs and tag.role is Role.PARAGRAPH and not tag.language:
            self._path.append(above)
            return
        node = self._nodes.get(tag)
        if node is None:
            node = self._nodes[tag] = Node(tag)
            if not self._asides:
                above.kids.append(node)
        self._path.append(node)

    def leave(self) -> None:
        """Go back to the element around."""
        self._path.pop()

    def step_aside(self, kind: str = _LAYOUT) -> None:
        """Draw artifacts from here on."""
        self._asides.append(kind)

    def step_back(self) -> None:
        """End what ``step_aside`` began."""
        self._asides.pop()

    def mark_content(self, code: list[str]) -> None:
        """Write the mark for content of the element at hand, unless it stands already."""
        if self._asides:
            self._mark_artifact(code, self._asides[-1])
            return
        node = self._path[-1]
        if node is self.root:
            node = Node(Tag(Role.PARAGRAPH))
            self.root.kids.append(node)
        elif node is self._open:
            return
        self.end_mark(code)
        number = len(self.pages[-1])
        self.pages[-1].append(node)
        node.kids.append(Marked(len(self.pages), number))
        role = Role.PARAGRAPH if node.tag.role is Role.HEADING else node.tag.role
        code.append(f"/{role.value} <</MCID {number}>> BDC")
        self._open = node

    def mark_ornament(self, code: list[str]) -> None:
        """Write the mark for a rule or shade: an artifact, except inside a picture."""
        if self._path[-1].tag.role is Role.FIGURE:
            self.mark_content(code)
        else:
            self._mark_artifact(code, self._asides[-1] if self._asides else _LAYOUT)

    def _mark_artifact(self, code: list[str], kind: str) -> None:
        if self._open != kind:
            self.end_mark(code)
            code.append(kind)
            self._open = kind

    def end_mark(self, code: list[str]) -> None:
        """End the mark that stands open, if any."""
        if self._open:
            code.append(_END)
            self._open = ""

    def add_field(self, place: int) -> None:
        """Hold a form field as part of the element at hand."""
        self._path[-1].kids.append(Node(Tag(Role.FORM), [FieldAt(place)]))

    def end_page(self, code: list[str]) -> None:
        """End the page: marks never reach over it."""
        self.end_mark(code)
        self.pages.append([])
