"""Papers made to last and to be read by everyone: PDF/A (ISO 19005, level U) and PDF/UA-1 (ISO 14289-1).

A paper with the machine-readable copy of what it shows is PDF/A-3u, every other PDF/A-2u. The form to be
filled in is tagged too, but no archive: what is typed uses a font of the reader's, not of the file.
The same paper gives the same bytes: no moment but ``made_at`` and no chance goes into it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from oversight.papers.finished import EmbeddedCopy
from oversight.papers.metadata import Described, write_metadata
from oversight.papers.structure_tree import StructureTree

if TYPE_CHECKING:
    from oversight.papers.entry import PlacedEntry
    from oversight.papers.structure import Structure

_DOUBTFUL = b"\r\nendstream"
_HEAD_LENGTH = 60
_OF_OBJECTS = (Name.ObjStm, Name.XRef)
_MOVABLE = ("/MarkInfo", "/OutputIntents", "/PageLabels", "/ViewerPreferences")
"""Entries of the catalogue that may be objects of their own: each that is shifts the numbers of the rest."""


def archived(
    pdf: bytes,
    structure: Structure,
    described: Described,
    *,
    entries: Sequence[PlacedEntry] = (),
    copy: EmbeddedCopy | None = None,
) -> bytes:
    """Return a drawn paper with its structure, metadata, colours and copy, ready for the archive."""
    with pikepdf.open(BytesIO(pdf)) as document:
        language = str(document.Root.Lang)
        part = None if entries else 3 if copy else 2
        if copy is not None:
            _embed(document, copy, described)
        _name_colours(document)
        StructureTree(document, structure, _with_widgets(document, entries)).write()
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        xmp = write_metadata(described, language=language, archive_part=part)
        document.Root.Metadata = document.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
        return _saved(document)


def _with_widgets(document: Pdf, entries: Sequence[PlacedEntry]) -> list[pikepdf.Object]:
    if not entries:
        return []
    from oversight.papers.entry_fields import add_fields

    return add_fields(document, entries)


def _embed(document: Pdf, copy: EmbeddedCopy, described: Described) -> None:
    """Carry the copy as the source of what is shown (ISO 19005-3 §6.8, ``AFRelationship``)."""
    digest = hashlib.md5(copy.content, usedforsecurity=False).digest()  # ISO 32000-1 §7.11.4, table 46
    moment = pikepdf.models.metadata.encode_pdf_date(described.made_at)
    stream = document.make_stream(copy.content, Type=Name.EmbeddedFile, Subtype=Name(f"/{copy.mime}"))
    stream.Params = Dictionary(
        Size=len(copy.content), CheckSum=String(digest), CreationDate=moment, ModDate=moment
    )
    named = String(copy.name)
    file = document.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=named,
            UF=named,
            EF=Dictionary(F=stream, UF=stream),
            Desc=String(copy.description),
            AFRelationship=Name.Source,
        )
    )
    document.Root.AF = Array([file])
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([named, file])))


def _name_colours(document: Pdf) -> None:
    """Say that the colours are sRGB, so that they look the same on every machine."""
    profile = document.make_stream(_srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = Array([intent])


@cache
def _srgb() -> bytes:
    """Return the sRGB profile that comes with the PDF library, without loading its whole archive part."""
    return (resources.files("pikepdf") / "pdfa" / "data" / "sRGB.icc").read_bytes()


def _saved(document: Pdf) -> bytes:
    """Write the file; no stream in it ends in a carriage return.

    The library would undo what is written in letters while it compresses; all is compressed by then.
    """
    written = _numbered(document)
    if _DOUBTFUL not in written:
        return written
    with pikepdf.open(BytesIO(written)) as again:
        _wrap_doubtful(again)
        return _numbered(again, compress=False)


def _wrap_doubtful(document: Pdf) -> None:
    """Write streams that end in a carriage return in letters (ASCII base 85, which ends in ``~>``)."""
    for each in document.objects:
        if not isinstance(each, pikepdf.Stream) or each.get("/Type") in _OF_OBJECTS:
            continue
        raw = each.read_raw_bytes()
        if raw.endswith(b"\r"):
            filters = each.get("/Filter", Array())
            kept = list(filters) if isinstance(filters, Array) else [filters]
            each.write(_in_letters(raw), filter=Array([Name.ASCII85Decode, *kept]))


def _in_letters(raw: bytes) -> bytes:
    """Return bytes as ASCII base 85 with its end mark (ISO 32000-1 §7.4.3)."""
    return base64.a85encode(raw) + b"~>"


def _numbered(document: Pdf, *, compress: bool = True) -> bytes:
    """Write the file; number its objects in another way while it ends a stream of them doubtfully.

    A compressed stream ends in the low byte of a check sum. Where that is a carriage return, checkers take it
    for the line end before ``endstream`` and find a stream of objects a byte short (ISO 19005-2 §6.1.7.1).
    The file is sound, but no archive shall turn it away; another strength of compression keeps the byte.
    """
    written = _write(document, compress=compress)
    for key in _MOVABLE:
        if not has_doubtful_end(written):
            break
        document.Root[key] = document.make_indirect(document.Root[key])
        written = _write(document, compress=compress)
    return written


def _write(document: Pdf, *, compress: bool = True) -> bytes:
    out = BytesIO()
    document.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        compress_streams=compress,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return out.getvalue()


def has_doubtful_end(written: bytes) -> bool:
    """Tell whether a stream of objects or of their places ends in a carriage return."""
    at = written.find(_DOUBTFUL)
    while at >= 0:
        head = written[written.rfind(b" obj", 0, at) : at][:_HEAD_LENGTH]
        if b"/ObjStm" in head or b"/XRef" in head:
            return True
        at = written.find(_DOUBTFUL, at + 1)
    return False
