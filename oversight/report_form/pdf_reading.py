"""A form that came back as a PDF: its fields by name, what is written into them, the labels they bear.

The file comes from outside. What its streams unpack to is counted before a reader lays it out, nothing in
it is run, and its tree of fields is walked no further than a form of ours can reach.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from oversight.report_form.answers import Cell
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.form import CODE_FIELD, HEAD_FIELDS, FiledForm
from oversight.words import _

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_MARK = b"%PDF-"
_STREAM = re.compile(rb"stream\r?\n")
_MOST_UNPACKED = 150 << 20
_PIECE = 1 << 20
_LAYERS = 3
_MOST_FIELDS = 20_000
_DEEPEST = 12
_TABLE_PARTS = 3
_ACTIVE = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMedia")


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF; readers allow for some bytes before its mark (ISO 32000-1 annex H)."""
    return _MARK in content[:1024]


def read_pdf(content: bytes) -> FiledForm:
    """Read a form; raise ``FileFaultError`` for what cannot or must not be read."""
    import pikepdf

    _refuse_bomb(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return _read(document)
    except pikepdf.PasswordError as error:
        raise FileFaultError(FileFault.PROTECTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileFaultError(FileFault.DAMAGED) from error


def _refuse_bomb(content: bytes) -> None:
    """Unpack every stream piece by piece, counting: the reader itself unpacks some of them in one go."""
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(content):
        left = _count(memoryview(content)[found.end() :], left, _LAYERS)


def _count(packed: memoryview, left: int, layers: int) -> int:
    """Return how many bytes are still allowed after unpacking one stream, and what is packed in it again."""
    if not layers or len(packed) < 2 or packed[0] & 0x0F != 8:  # RFC 1950: method 8
        return left
    unpacker = zlib.decompressobj()
    rest: Any = packed
    while rest and not unpacker.eof:
        try:
            piece = unpacker.decompress(rest, _PIECE)
        except zlib.error:
            return left
        left -= len(piece)
        if left < 0:
            raise FileFaultError(FileFault.TOO_LARGE)
        left = _count(memoryview(piece), left, layers - 1)
        rest = unpacker.unconsumed_tail
    return left


def _read(document: Pdf) -> FiledForm:
    _refuse_active(document)
    form: Any = document.Root.get("/AcroForm")
    fields_of_form = _walk(form.get("/Fields", []), "", 0) if form is not None else iter(())
    found = list(islice(fields_of_form, _MOST_FIELDS + 1))
    if not found:
        raise FileFaultError(FileFault.FLAT)
    if len(found) > _MOST_FIELDS:
        raise FileFaultError(FileFault.TOO_LARGE)
    fields = {name: _value(field) for name, field in found}
    texts = [*(str(value) for value in fields.values() if value), *_other_texts(document)]
    labels = dict(_labels(found))
    return FiledForm(str(fields.get(CODE_FIELD) or ""), fields, labels, texts)


def _refuse_active(document: Pdf) -> None:
    root: Any = document.Root
    names: Any = root.get("/Names")
    form: Any = root.get("/AcroForm")
    holds = (
        names is not None and ("/JavaScript" in names or "/EmbeddedFiles" in names),
        form is not None and "/XFA" in form,
        "/AA" in root,
        _is_active(root.get("/OpenAction")),
    )
    if any(holds) or any(_page_is_active(page.obj) for page in document.pages):
        raise FileFaultError(FileFault.ACTIVE)


def _page_is_active(page: Any) -> bool:
    return "/AA" in page or any(
        _is_active(note.get("/A")) or "/AA" in note for note in page.get("/Annots", [])
    )


def _is_active(action: Any) -> bool:
    """Tell whether an action does more than show a place of the document."""
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _ACTIVE


def _walk(fields: Any, above: str, depth: int) -> Iterator[tuple[str, Object]]:
    """Yield the fields that hold a value, by their full names (ISO 32000-1 §12.7.3.2)."""
    if depth > _DEEPEST:
        raise FileFaultError(FileFault.DAMAGED, _("記入欄の入れ子が深すぎます。"))
    for field in fields:
        own = str(field.get("/T", ""))
        name = ".".join(filter(None, (above, own)))
        kids: Any = field.get("/Kids", [])
        if any("/T" in kid for kid in kids):
            yield from _walk(kids, name, depth + 1)
        else:
            yield name, field


def _value(field: Any) -> Cell:
    """Return what is written; a ring's or box's value is the name of its state, /Off for none."""
    value = field.get("/V")
    if value is None:
        return None
    written = str(value)
    return (None if written == "/Off" else written.removeprefix("/")) if _is_button(field) else written


def _is_button(field: Any) -> bool:
    return str(field.get("/FT", "")) == "/Btn"


def _labels(found: list[tuple[str, Object]]) -> Iterator[tuple[str, str]]:
    """Yield the labels that stand for questions and columns; a column's is the end of each of its fields'."""
    for name, field in found:
        parts = name.split(".")
        label = str(field.get("/TU", ""))
        if len(parts) == 1 and label and name not in HEAD_FIELDS:
            yield name, label
        elif len(parts) == _TABLE_PARTS and label:
            yield f"{parts[0]}.{parts[2]}", label.rpartition("　")[2]


def _other_texts(document: Pdf) -> Iterator[str]:
    """Yield what else a person may have typed into the file: notes on its pages, its properties."""
    import pikepdf

    for page in document.pages:
        notes: Any = page.obj.get("/Annots", [])
        for note in notes:
            yield str(note.get("/Contents", ""))
    for value in dict(document.docinfo).values():
        if isinstance(value, pikepdf.String):
            yield str(value)
