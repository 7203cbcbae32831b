"""Reads the structure of a finished paper, and the text of each element, without the code that wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

Place = tuple[int, int]
"""A page (from 0) and the number of marked content on it."""


@dataclass
class Element:
    """An element as a screen reader finds it; ``text`` is what stands in it directly."""

    role: str
    text: str = ""
    alt: str = ""
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    kids: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, *roles: str) -> list[Element]:
        """Return all elements of some roles, in reading order."""
        return [each for each in self.walk() if each.role in roles]

    @property
    def whole(self) -> str:
        """All text, in reading order."""
        return "".join(each.text for each in self.walk())


@dataclass
class PaperRead:
    """A paper's elements, the text of its artifacts, and the text by its marks."""

    root: Element
    artifacts: list[str]
    marked: dict[Place, str]


def read_structure(pdf: bytes) -> PaperRead:
    """Read a tagged paper."""
    with pikepdf.open(BytesIO(pdf)) as document:
        marked: dict[Place, str] = {}
        artifacts: list[str] = []
        for number, page in enumerate(document.pages):
            artifacts += _PageReader(page, number, marked).artifacts
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        tree: Any = document.Root.StructTreeRoot
        root = _element(tree.K[0], None, pages, marked)
    return PaperRead(root, artifacts, marked)


class _PageReader:
    """Takes the text of a page apart by its marks; nothing may be drawn outside of them."""

    def __init__(self, page: Any, number: int, marked: dict[Place, str]) -> None:
        self._number, self._marked = number, marked
        self._codes = {name: _codes(font) for name, font in page.Resources.Font.items()}
        self._font: dict[int, str] = {}
        self._open: list[int | None] = []
        self.artifacts: list[str] = []
        for each in pikepdf.parse_content_stream(page):
            self._take(str(each.operator), each.operands)
        assert not self._open

    def _take(self, sign: str, operands: Any) -> None:
        if sign in {"BDC", "BMC"}:
            self._begin(operands[1] if sign == "BDC" else {})
        elif sign == "EMC":
            self._open.pop()
        elif sign == "Tf":
            self._font = self._codes[str(operands[0])]
        elif sign == "Tj":
            self._tell("".join(self._font[code] for code in bytes(operands[0])))
        elif sign in {"re", "l", "Do", "c"}:
            assert self._open, "a rule or picture outside of all marks"

    def _begin(self, entries: Any) -> None:
        mark = int(entries["/MCID"]) if "/MCID" in entries else None
        self._open.append(mark)
        if mark is not None:
            assert (self._number, mark) not in self._marked
            self._marked[self._number, mark] = ""

    def _tell(self, text: str) -> None:
        assert self._open, "text outside of all marks"
        mark = self._open[-1]
        if mark is None:
            self.artifacts.append(text)
        else:
            self._marked[self._number, mark] += text


def _codes(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode().split("endcodespacerange")[1]
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<(..)> <([0-9A-F]*)>", table)
    }


def _element(source: Any, page: int | None, pages: dict[Any, int], marked: dict[Place, str]) -> Element:
    page = pages[source.Pg.objgen] if "/Pg" in source else page
    made = Element(str(source.S)[1:], alt=str(source.get("/Alt", "")), language=str(source.get("/Lang", "")))
    made.attributes = {key[1:]: value for key, value in dict(source.get("/A", {})).items()}
    kids = source.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            assert page is not None
            made.places.append((page, kid))
        elif kid.get("/Type") == "/MCR":
            made.places.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == "/StructElem":
            assert kid.P.objgen == source.objgen
            made.kids.append(_element(kid, page, pages, marked))
    made.text = "".join(marked[place] for place in made.places)
    return made
