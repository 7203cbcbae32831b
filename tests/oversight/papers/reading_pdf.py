"""Reads finished papers back, with libraries that had no part in making them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, page after page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page_text(document, number) for number in range(len(document)))


def page_text(document: Any, number: int) -> str:
    """Return the text of one page (from 0)."""
    page = document[number]
    textpage = page.get_textpage()
    text: str = textpage.get_text_range().replace("\r\n", "\n").replace("\ufffe", "")
    textpage.close()
    page.close()
    return text


def solid(text: str) -> str:
    """Return a text without any blank, to hold wrapped text against the original."""
    return "".join(text.split())


def printed_lines(pdf: bytes, page_number: int = 0) -> list[str]:
    """Return the lines of a page as its glyphs stand: grouped by height, sorted from left to right."""
    rows: dict[int, list[tuple[float, str]]] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[page_number]
        textpage = page.get_textpage()
        for index in range(textpage.count_chars()):
            sign = textpage.get_text_range(index, 1)
            if sign.strip():
                left, bottom, _right, top = textpage.get_charbox(index, loose=True)
                rows.setdefault(round((bottom + top) / 2), []).append((left, sign))
        textpage.close()
        page.close()
    return ["".join(sign for _left, sign in sorted(row)) for _y, row in sorted(rows.items(), reverse=True)]


def fonts_of(pdf: bytes) -> list[dict[str, Any]]:
    """Return every font of a document: its name and whether it is embedded."""
    found: dict[str, dict[str, Any]] = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
                descriptor: Any = each.get("/FontDescriptor", {})
                name = str(each["/BaseFont"])
                found[name] = {
                    "name": name,
                    "embedded": "/FontFile2" in descriptor,
                    "tounicode": each["/ToUnicode"].read_bytes().decode() if "/ToUnicode" in each else "",
                }
    return list(found.values())


def unpacked(pdf: bytes) -> bytes:
    """Return the document with every stream in the clear."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return out.getvalue()


def jpegs_of(pdf: bytes) -> list[bytes]:
    """Return the JPEGs of a document as they are stored."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            each.read_raw_bytes()
            for each in document.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
