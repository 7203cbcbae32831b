"""What a workbook holds that does not come out again: named one by one, so that nobody misses it on paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from oversight.words import _, mark

_BY_NAME = (
    (re.compile(r"vbaProject\.bin$", re.IGNORECASE), mark("マクロ")),
    (re.compile(r"^xl/ctrlProps/"), mark("フォームのボタンやチェックボックス")),
    (re.compile(r"^xl/activeX/"), mark("ActiveXの部品")),
    (re.compile(r"^xl/(diagrams)/"), mark("SmartArt")),
    (re.compile(r"^xl/(slicers|timelines)/"), mark("スライサー")),
    (re.compile(r"^xl/threadedComments/"), mark("返信のあるコメント（普通のコメントになります）")),
    (re.compile(r"^xl/(richData|cellimages)"), mark("セルの中の画像")),
    (re.compile(r"^xl/embeddings/"), mark("埋め込まれた文書")),
    (re.compile(r"^xl/media/.*\.(emf|wmf|svg)$", re.IGNORECASE), mark("図（EMF・WMF・SVG）")),
    (re.compile(r"^xl/charts/"), mark("グラフの細かな書式")),
    (re.compile(r"^xl/chartsheets/"), mark("グラフだけのシートの書式")),
    (re.compile(r"^xl/printerSettings/"), mark("プリンターに固有の設定")),
    (re.compile(r"^(_xmlsignatures|xl/customXml|customXml)/"), mark("電子署名や埋め込まれたデータ")),
)
_BY_CONTENT = (
    (
        re.compile(r"^xl/drawings/drawing"),
        re.compile(rb"<(\w+:)?(sp|cxnSp|grpSp)[ >]"),
        mark("図形やテキストボックス"),
    ),
    (re.compile(r"^xl/worksheets/"), re.compile(rb"<legacyDrawingHF"), mark("ヘッダーやフッターの画像")),
    (re.compile(r"^xl/worksheets/"), re.compile(rb"<x14:dataValidation[ s>]"), mark("拡張形式の入力規則")),
    (
        re.compile(r"^xl/worksheets/"),
        re.compile(rb"<x14:conditionalFormatting"),
        mark("拡張形式の条件付き書式"),
    ),
    (re.compile(r"^xl/worksheets/"), re.compile(rb"<x14:sparkline"), mark("スパークライン")),
    (re.compile(r"^xl/sharedStrings"), re.compile(rb"<rPh"), mark("ふりがな")),
)


def lost_parts(content: bytes) -> tuple[str, ...]:
    """Return the office's word for each kind of thing in a package that is not carried along."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple(dict.fromkeys(_(word) for word in _lost(archive)))


def _lost(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        yield from (word for sought, word in _BY_NAME if sought.search(name))
        wanted = [
            (inside, word) for part, inside, word in _BY_CONTENT if part.match(name) and name.endswith(".xml")
        ]
        written = archive.read(name) if wanted else b""
        yield from (word for inside, word in wanted if inside.search(written))
