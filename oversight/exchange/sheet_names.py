"""The name of the sheet a part of a workbook holds: looked up when that part is refused, and not before."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from oversight.personal_number import mask

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MOST_BYTES = 1 << 20
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_of_part(archive: zipfile.ZipFile, part: str) -> str:
    """Return the name of the sheet that lies in a part of an .xlsx, or nothing where it cannot be told."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException

    try:
        wanted = {relation for relation, target in _targets(archive) if target == part}
        return next((mask(name) for relation, name in _sheets(archive) if relation in wanted), "")
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, ParseError, DefusedXmlException):
        return ""


def _targets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for one in _elements(archive, _RELATIONS):
        target = one.get("Target", "")
        yield (
            one.get("Id", ""),
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"),
        )


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for one in _elements(archive, _BOOK):
        if _ID in one:
            yield one[_ID], one.get("name", "")


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[dict[str, str]]:
    from defusedxml.ElementTree import fromstring

    with archive.open(part) as stream:
        text = stream.read(_MOST_BYTES + 1)
    if len(text) > _MOST_BYTES:
        return
    yield from (dict(element.attrib) for element in fromstring(text).iter())
