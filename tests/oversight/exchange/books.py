"""Workbooks made by hand, as no office program makes them; and one in the format of Excel 97."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}


def text_cell(place: str, text: str) -> str:
    """Return a cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{text_cell("A1", "名称")}{text_cell("B1", "備考")}</row>'
ROW = f'<row r="2">{text_cell("A2", "北海")}{text_cell("B2", "x")}</row>'


def raw_book(
    rows: Iterable[str] = (HEAD, ROW),
    *,
    after: str = "",
    shared: Iterable[str] = (),
    parts: Iterable[tuple[str, bytes]] = (),
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Return a workbook of one sheet; ``after`` follows its rows."""
    stream = io.BytesIO()
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in {**_PARTS, "xl/workbook.xml": workbook}.items():
            archive.writestr(name, part)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part_stream:
            part_stream.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for row in rows:
                part_stream.write(row.encode())
            part_stream.write(f"</sheetData>{after}</worksheet>".encode())
        with archive.open("xl/sharedStrings.xml", "w") as part_stream:
            part_stream.write(f'<sst xmlns="{_MAIN}">'.encode())
            for text in shared:
                part_stream.write(text.encode())
            part_stream.write(b"</sst>")
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


_OLD = (
    "c-rk)T}V_x6#nM^xVz!cYFcO@CS+xTlrO!kYeo7}i=|*cQfa#nVg9fLvAty3LJ>g_1x61EM)YF!(hvPm1Q8S%1r<S{g-^X0S"
    "OlrJGw04-R@=aZTG+bZGUv>kIdf+2eCN)+dtZ(gjt$)`8^=7<L&vP;Lr#)SQ1LkpKd9fbWYy7LDwd0^g3n7t=9svb_rfDNlz"
    "fjv!wusxN#G-ucJv|C+Y_nCAU5(EI)q$9Kp2#J8ZJ@EM=7tXh~<8ki&<W0-}@{Z*m8ztfPBZqE{q04)$3Ir@6al#Pf#=|Z}X"
    "V<?7bExcqa4s=viU=n%EFM&~Y%!I?9b)41*|biu6RHvR!~HSOmlfwcXvd;qVxWiSA*1wJLxq=e~Ya;o3867a;rhxpvQQ>|P>"
    "qzWtnL0R6D`37O1sA~|5lOc3Jog*bBY#FT!Tm~5%rGmS=>1bkGJcV6pcjMQMW-cRaX?CEY9B6RhX2@z@Ea`N=~=Q}4NWcwEC"
    "lWJ+p;cilGq+}HP@bJ$$Jo5OK$|V^_0oM!p#`4pg)7QSd+S=J1+{>1JUWNTwSs||h7LLggG&rAow1li?xrXI&j=GHNWh{#+>"
    "q%ENm#9kP0Q;Qa-YS}>j`2FUGO50b>haIp?v%$r1y@sjq-p#}@yOfY5Gv_07nVCnzX8;U8gX$@;%?B<LLERKSeE{B7<o0nTD"
    "zs5oduZTod@lQgx!+6Bb2}3_FR9#{xV{{R)kx;Aq`27<V>(&BxJU-V5DS0C;5=}$Y!CCEe;PxN*)~EM1nWFrBTaBv~+5jYIZ"
    "F}ERADHmQ2m7xDj~3*P@YZ9Fg(XQNO(&Jw*(iV|Y{yonurBofy-3{;4;cT7N9}HB6|rgQIZ{Ayp2!aN)v*3l}c_BM9|^t*ci"
    "&Q@ucX)OVd3Dzolql7AN4(M!KW^p|oodPqkRODlhtz!Xj_vA{9T_d<y_nmvjxbn-g7(#~IcX%@-Xv*3aLKX(hIJO6At>-@{}"
    "{{$b=8Iu"
)


def old_book() -> bytes:
    """Return an .xls: a hidden sheet 隠, then 台帳 with a merged title, headings in row 2, days from 1904."""
    return zlib.decompress(base64.b85decode(_OLD))


def old_book_reaching(row: int, column: int) -> bytes:
    """Return the same with its one real number moved to a place far away (BIFF8 NUMBER record)."""
    content = bytearray(old_book())
    at = content.index(struct.pack("<HHHH", 0x0203, 14, 3, 3))
    struct.pack_into("<HH", content, at + 4, row, column)
    return bytes(content)


def old_book_with_password() -> bytes:
    """Return the same with a FILEPASS record in place of a harmless one: what follows counts as encrypted."""
    content = bytearray(old_book())
    at = content.index(struct.pack("<HH", 0x00E1, 2))
    struct.pack_into("<H", content, at, 0x002F)
    return bytes(content)
