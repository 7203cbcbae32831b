"""The table that turns the codes of an embedded font back into text (ISO 32000-1 §9.10.3, "ToUnicode").

reportlab 5.1 writes U+20BB7 as ``<20BB7>`` (read back as U+20BB and a 7), puts more than 100 entries
into a block and maps code 0 to U+0000, which PDF/A-2u and PDF/UA forbid. This one does none of that.
"""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_ENTRIES_PER_BLOCK = 100


def write_tounicode(texts: Sequence[str]) -> str:
    """Write the table of a font of one-byte codes: code n stands for ``texts[n]`` ("" = for nothing)."""
    rows = [
        f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text
    ]
    lines = [_HEAD]
    for start in range(0, len(rows), _ENTRIES_PER_BLOCK):
        block = rows[start : start + _ENTRIES_PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, _FOOT])
