"""The structure of a paper as it lies in the PDF (ISO 32000-1 §14.7): elements, parents, headings' levels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from oversight.papers.structure import FieldAt, Marked, Node, Role, Structure, Tag

_KEPT_EMPTY = frozenset({Role.DOCUMENT, Role.TABLE, Role.ROW, Role.HEAD_CELL, Role.CELL})
"""Elements that stand even when nothing was drawn in them: an empty cell is still a cell."""
_LOWEST_LEVEL = 6


class StructureTree:
    """Writes one paper's structure into its PDF; ``widgets`` are its form fields, in their order."""

    def __init__(self, document: Pdf, structure: Structure, widgets: Sequence[Object] = ()) -> None:
        self._document, self._structure, self._widgets = document, structure, widgets
        self._pages = [page.obj for page in document.pages]
        self._owners: list[dict[int, Object]] = [{} for _page in self._pages]
        self._levels = Levels()
        self._widget_owners: list[tuple[int, Object]] = []

    def write(self) -> None:
        """Add the tree, the table of parents and the order of tabs."""
        root = self._document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(self._structure.root, root)])
        numbers, following = self._parents()
        root.ParentTree = self._document.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = following
        catalogue = self._document.Root
        catalogue.StructTreeRoot = root
        catalogue.MarkInfo = Dictionary(Marked=True)
        for page in self._pages:
            page.Tabs = Name.S

    def _parents(self) -> tuple[Array, int]:
        numbers = Array()
        for place, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = place
            numbers.append(place)
            listed = Array([owners[number] for number in range(len(owners))])
            numbers.append(self._document.make_indirect(listed))
        for key, (place, element) in enumerate(self._widget_owners, start=len(self._pages)):
            self._widgets[place].StructParent = key
            numbers.append(key)
            numbers.append(element)
        return numbers, len(self._pages) + len(self._widget_owners)

    def _element(self, node: Node, parent: Object) -> Object:
        tag = node.tag
        level = self._levels.of(tag.level) if tag.role is Role.HEADING else 0
        made = self._document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}{level or ''}"), P=parent)
        )
        first: Object | None = None
        kids = Array()
        for kid in node.kids:
            if isinstance(kid, Marked):
                page = self._pages[kid.page - 1]
                self._owners[kid.page - 1][kid.number] = made
                first = page if first is None else first
                kids.append(kid.number if first == page else _elsewhere(page, kid.number))
            elif isinstance(kid, FieldAt):
                kids.append(self._field(kid.place, made))
            elif not is_empty(kid):
                kids.append(self._element(kid, made))
        if first is not None:
            made.Pg = first
        if len(kids):
            made.K = kids[0] if len(kids) == 1 else kids
        _describe(made, tag)
        return made

    def _field(self, place: int, element: Object) -> Dictionary:
        widget = self._widgets[place]
        self._widget_owners.append((place, element))
        return Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)


class Levels:
    """Makes headings' levels follow one another without a gap: H1 for the title, then what lies under it."""

    def __init__(self) -> None:
        self._above: list[int] = []

    def of(self, level: int) -> int:
        """Return the level (1 to 6) of the next heading; the first of all stands over the rest."""
        wanted = level + 1 if self._above else 0
        while self._above and self._above[-1] >= wanted:
            self._above.pop()
        self._above.append(wanted)
        return min(len(self._above), _LOWEST_LEVEL)


def is_empty(node: Node) -> bool:
    """Tell whether nothing was drawn in an element that stands for nothing by itself."""
    if node.tag.role in _KEPT_EMPTY:
        return False
    return all(isinstance(kid, Node) and is_empty(kid) for kid in node.kids)


def _elsewhere(page: Object, number: int) -> Dictionary:
    return Dictionary(Type=Name.MCR, Pg=page, MCID=number)


def _describe(made: Object, tag: Tag) -> None:
    """Say what only the element itself can say: spans, scope, the words for a picture, the language."""
    attributes = _cell_attributes(tag)
    if attributes:
        made.A = Dictionary(O=Name.Table, **attributes)
    if tag.box is not None:
        box = Array([round(side, 2) for side in tag.box])
        made.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
    if tag.alt:
        made.Alt = String(tag.alt)
    if tag.language:
        made.Lang = String(tag.language)


def _cell_attributes(tag: Tag) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    if tag.scope is not None:
        attributes["Scope"] = Name(f"/{tag.scope}")
    if tag.columns > 1:
        attributes["ColSpan"] = tag.columns
    if tag.rows > 1:
        attributes["RowSpan"] = tag.rows
    if tag.summary:
        attributes["Summary"] = String(tag.summary)
    return attributes
