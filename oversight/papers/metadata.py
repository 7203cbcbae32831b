"""The metadata of an archived paper (XMP, ISO 16684-1): what it is, by whom, and which promises it keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from xml.sax.saxutils import escape

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_OF_ACCESSIBILITY = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
"""PDF/A wants every property described that it does not know itself (ISO 19005-2 §6.6.2.3)."""


@dataclass(frozen=True)
class Described:
    """What a viewer and an archive are told of a paper; ``made_at`` is aware, texts may hold anything."""

    title: str
    author: str
    made_at: dt.datetime
    subject: str = ""
    keywords: str = ""


def write_metadata(described: Described, *, language: str, archive_part: int | None) -> bytes:
    """Write the metadata; the same description gives the same bytes.

    ``archive_part`` is the part of ISO 19005 (2 or 3, level U), None for a paper that is no archive.
    """
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    body = "\n".join([*_properties(described, language), *_promises(archive_part)])
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _properties(described: Described, language: str) -> list[str]:
    moment = described.made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        "<dc:format>application/pdf</dc:format>",
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>",
        f"<dc:title>{_in_any_language(described.title)}</dc:title>",
        "<pdf:Producer>Oversight</pdf:Producer>",
        "<xmp:CreatorTool>Oversight</xmp:CreatorTool>",
        *(f"<xmp:{name}>{moment}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate")),
    ]
    if described.author:
        lines.append(
            f"<dc:creator><rdf:Seq><rdf:li>{_text(described.author)}</rdf:li></rdf:Seq></dc:creator>"
        )
    if described.subject:
        lines.append(f"<dc:description>{_in_any_language(described.subject)}</dc:description>")
    if described.keywords:
        lines.append(f"<pdf:Keywords>{_text(described.keywords)}</pdf:Keywords>")
    return lines


def _promises(archive_part: int | None) -> list[str]:
    lines = ["<pdfuaid:part>1</pdfuaid:part>"]
    if archive_part is not None:
        lines += [
            f"<pdfaid:part>{archive_part}</pdfaid:part>",
            "<pdfaid:conformance>U</pdfaid:conformance>",
            _OF_ACCESSIBILITY,
        ]
    return lines


def _in_any_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt>'


def _text(text: str) -> str:
    """Return a text for XML, without the characters XML 1.0 cannot hold."""
    return escape("".join(sign for sign in text if _is_holdable(sign)))


def _is_holdable(sign: str) -> bool:
    return sign in "\t\n\r" or (
        sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff"
    )
