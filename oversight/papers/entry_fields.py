"""Form fields of a PDF (AcroForm, ISO 32000-1 §12.7), laid over a finished paper.

Texts are typed in a Japanese font of the reader's own (a standard name of Adobe-Japan1, not embedded: a
form stays small); readers draw what was typed themselves (NeedAppearances). Boxes and rings bring their
looks along, so that they need no font.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from oversight.papers.entry import EntryKind, PlacedEntry

_FONT = "JpGo"
_SIZE = 9
_READ_ONLY, _MULTILINE, _RADIO = 1 << 0, 1 << 12, 1 << 15
_PRINTED, _HIDDEN = 4, 2
_RIGHT = 2
_MOST_RANGES = 100
_SURROGATES = range(0xD8, 0xE0)
_CURVE = 0.5523
"""Handle length of a quarter circle drawn as a Bézier curve, in radii."""


def add_fields(document: Pdf, entries: Sequence[PlacedEntry]) -> list[Object]:
    """Add the fields to a paper; return their widgets in the order of the entries."""
    fields = Array([])
    widgets: list[Object] = []
    for name, group in groupby(entries, key=lambda placed: placed.entry.name):
        fields.append(_field(document, name, list(group), widgets))
    document.Root.AcroForm = Dictionary(
        Fields=fields,
        NeedAppearances=True,
        DA=String(f"/{_FONT} {_SIZE} Tf 0 g"),
        DR=Dictionary(Font=Dictionary({f"/{_FONT}": document.make_indirect(_japanese_font(document))})),
    )
    return widgets


def _field(document: Pdf, name: str, group: Sequence[PlacedEntry], widgets: list[Object]) -> Object:
    """Add one field; rings of one name are one field with several widgets."""
    if group[0].entry.kind is not EntryKind.CHOICE:
        placed = group[0]
        widgets.append(_add(document, placed, Dictionary(T=String(name), **_kind_of(document, placed))))
        return widgets[-1]
    parent = document.make_indirect(
        Dictionary(
            FT=Name.Btn,
            T=String(name),
            TU=String(group[0].entry.label),
            Ff=_RADIO,
            V=Name.Off,
            Kids=Array([]),
        )
    )
    for placed in group:
        looks = _looks(document, placed, f"/{placed.entry.value}", _dot)
        widgets.append(_add(document, placed, Dictionary(Parent=parent, AS=Name.Off, AP=looks)))
        parent.Kids.append(widgets[-1])
    return parent


def _add(document: Pdf, placed: PlacedEntry, field: Dictionary) -> Object:
    """Make a field's widget and hang it on its page."""
    page = document.pages[placed.page - 1]
    field.update(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([round(side, 2) for side in placed.box]),
            F=_HIDDEN if placed.entry.kind is EntryKind.HIDDEN else _PRINTED,
            P=page.obj,
        )
    )
    widget = document.make_indirect(field)
    if "/Annots" not in page:
        page.Annots = Array([])
    page.Annots.append(widget)
    return widget


def _kind_of(document: Pdf, placed: PlacedEntry) -> dict[str, Any]:
    entry = placed.entry
    if entry.kind is EntryKind.TICK:
        looks = _looks(document, placed, "/Yes", _cross)
        return {"FT": Name.Btn, "TU": String(entry.label), "V": Name.Off, "AS": Name.Off, "AP": looks}
    text = {"FT": Name.Tx, "DA": String(f"/{_FONT} {_SIZE} Tf 0 g"), "V": String(entry.value)}
    if entry.kind is EntryKind.HIDDEN:
        return {**text, "Ff": _READ_ONLY}
    return {
        **text,
        "TU": String(entry.label),
        "Ff": _MULTILINE if entry.kind is EntryKind.LONG_TEXT else 0,
        "Q": _RIGHT if entry.kind is EntryKind.NUMBER else 0,
    }


def _looks(document: Pdf, placed: PlacedEntry, on: str, drawn: Any) -> Dictionary:
    """Return how a box or ring looks when it is on and when it is off."""
    size = placed.box[2] - placed.box[0]
    states = {on: "\n".join(drawn(size)), "/Off": ""}
    return Dictionary(N=Dictionary({state: _look(document, size, text) for state, text in states.items()}))


def _look(document: Pdf, size: float, drawn: str) -> Object:
    look = document.make_stream(drawn.encode("ascii"))
    look.Type, look.Subtype = Name.XObject, Name.Form
    look.BBox = Array([0, 0, round(size, 2), round(size, 2)])
    return look


def _cross(size: float) -> Iterator[str]:
    low, high = round(size * 0.2, 2), round(size * 0.8, 2)
    yield "1.2 w 0 G"
    yield f"{low} {low} m {high} {high} l S"
    yield f"{low} {high} m {high} {low} l S"


def _dot(size: float) -> Iterator[str]:
    middle, radius = round(size / 2, 2), round(size * 0.28, 2)
    handle = round(radius * _CURVE, 2)
    yield f"0 g {middle + radius} {middle} m"
    for x1, y1, x2, y2, x3, y3 in (
        (radius, handle, handle, radius, 0, radius),
        (-handle, radius, -radius, handle, -radius, 0),
        (-radius, -handle, -handle, -radius, 0, -radius),
        (handle, -radius, radius, -handle, radius, 0),
    ):
        points = (x1, y1, x2, y2, x3, y3)
        yield " ".join(f"{middle + part:.2f}" for part in points) + " c"
    yield "f"


def _japanese_font(document: Pdf) -> Dictionary:
    """Return a Japanese gothic that every reader has or stands in for (ISO 32000-1 §9.7.5.2)."""
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=2)
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/HeiseiKakuGo-W5"),
        Flags=4,
        FontBBox=Array([-92, -250, 1010, 922]),
        ItalicAngle=0,
        Ascent=752,
        Descent=-221,
        CapHeight=737,
        StemV=114,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/HeiseiKakuGo-W5"),
        CIDSystemInfo=system,
        FontDescriptor=described,
        DW=1000,
        W=Array([1, 632, 500]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/HeiseiKakuGo-W5-UniJIS-UTF16-H"),
        Encoding=Name("/UniJIS-UTF16-H"),
        DescendantFonts=Array([descendant]),
        ToUnicode=document.make_stream(_same_in_unicode().encode("ascii")),
    )


def _same_in_unicode() -> str:
    """Return the table that says codes are UTF-16 already, for programs that do not know the encoding."""
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CMapName /Oversight-UTF16-UCS2 def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange"]
    rows = [f"<{row:02X}00> <{row:02X}FF> <{row:02X}00>" for row in range(256) if row not in _SURROGATES]
    for start in range(0, len(rows), _MOST_RANGES):
        block = rows[start : start + _MOST_RANGES]
        lines += [f"{len(block)} beginbfrange", *block, "endbfrange"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
