"""Photos made ready to keep: upright, no larger than needed, in sRGB, bare of all that is not the picture.

A camera writes place, device, owner and a small copy of the picture beside it (EXIF, XMP, IPTC, maker's
notes, text chunks). A picture is decoded and written anew from its pixels alone, so none of it can come along
(docs/checklists.md#photos). What was blackened is painted into the pixels first. All in memory: no file is
written. Memory stays bounded: a picture is refused by its size in pixels before it is decoded.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from oversight.errors import RefusedError
from oversight.papers.pictures import in_srgb, on_white
from oversight.picture_notes import BROKEN, taken_at_of, upright
from oversight.words import _

if TYPE_CHECKING:
    import datetime as dt

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

LONGEST_SIDE = 2400
"""Pixels of the longest side kept: a serial plate stays legible, A5 prints at 300 dpi; about 1 MB a photo."""
MOST_BYTES = 50 * 1024 * 1024
MOST_PIXELS = 120_000_000
"""Pixels of a JPEG that is decoded at a fraction of its size; telephones reach 108 megapixels."""
MOST_PIXELS_WHOLE = 50_000_000
"""Pixels of what must be decoded whole (PNG, progressive JPEG): 200 MB at four bytes each."""
_QUALITY = 88
_SCREEN_COLOURS = 4096
"""A PNG of no more colours is a screen or a drawing; it stays PNG, since JPEG would smear its letters."""
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_END = b"\xff\xd9"
_APPLE_KINDS = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Box:
    """A rectangle to black out; its edges in fractions of the upright picture's width and height."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Stroke:
    """A brush drawn from point to point.

    Points are in fractions of the upright picture's width and height, the breadth in one of its longer side.
    """

    points: tuple[tuple[float, float], ...]
    breadth: float


Blackened = Box | Stroke


@dataclass(frozen=True)
class Prepared:
    """A picture ready to keep; ``source_sha256`` is the hash, in hex, of the bytes it was made from."""

    content: bytes
    media_type: str
    width: int
    height: int
    taken_at: dt.datetime | None
    source_sha256: str


def prepare(content: bytes, blackened: Sequence[Blackened] = ()) -> Prepared:
    """Make a JPEG or PNG ready to keep; what was made ready before comes back as the same bytes.

    Raise ``RefusedError`` with what to do for anything that is no such picture, is broken, or is too large.
    """
    _check_kind(content)
    source = _opened(content)
    taken_at = taken_at_of(source)
    try:
        if not blackened and _is_prepared(content, source):
            source.load()
            made = content
        else:
            made = _written(_painted(_pixels_of(source), blackened), is_png=content.startswith(_PNG))
    except BROKEN as error:
        raise _broken() from error
    width, height = _size_told(made)
    kind = "image/png" if made.startswith(_PNG) else "image/jpeg"
    return Prepared(made, kind, width, height, taken_at, hashlib.sha256(content).hexdigest())


def _check_kind(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise RefusedError(
            _("写真が大きすぎます（50MBまで）。"), _("小さくした写真を選んでください。"), field="file"
        )
    if content[4:8] == b"ftyp" and content[8:12] in _APPLE_KINDS:
        raise RefusedError(
            _("HEIC形式の写真は読めません。"),
            _(
                "iPhoneの「設定」→「カメラ」→「フォーマット」で「互換性優先」を選んで撮るか、JPEGに書き出してから選んでください。"
            ),
            field="file",
        )
    if not content.startswith((_JPEG, _PNG)):
        raise RefusedError(_("写真として読めません。"), _("JPEGかPNGの写真を選んでください。"), field="file")


def _broken() -> RefusedError:
    return RefusedError(
        _("写真が途中で切れているか、壊れています。"),
        _("元の機器からもう一度写して、選び直してください。"),
        field="file",
    )


def _opened(content: bytes) -> ImageFile:
    """Open a picture without decoding it; refuse what is too large or moves."""
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    # The classes themselves: Image.open would warn of large pictures, which are judged here.
    kind: type[ImageFile] = JpegImageFile if content.startswith(_JPEG) else PngImageFile
    try:
        source = kind(BytesIO(content))
    except BROKEN as error:
        raise _broken() from error
    most = MOST_PIXELS if kind is JpegImageFile and not source.info.get("progressive") else MOST_PIXELS_WHOLE
    if source.width * source.height > most:
        told = _("写真の画素が多すぎます（{most}メガピクセルまで）。").format(most=most // 1_000_000)
        raise RefusedError(told, _("小さくした写真を選んでください。"), field="file")
    if getattr(source, "is_animated", False):
        raise RefusedError(
            _("動く画像は写真として加えられません。"), _("静止した写真を選んでください。"), field="file"
        )
    return source


def _pixels_of(source: ImageFile) -> Image:
    """Return the pixels alone: scaled, upright, RGB in sRGB."""
    from PIL import Image

    size = _fitting(source.width, source.height)
    source.draft("RGB", size)
    picture = on_white(_eight_bit(source))
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    turned = upright(in_srgb(picture, source.info.get("icc_profile")), source)
    bare = Image.new("RGB", turned.size)
    bare.paste(turned)
    return bare


def _eight_bit(source: Image) -> Image:
    """Return a grey picture of 16 bits in 8, its brightness kept; any other as it is."""
    if not source.mode.startswith("I"):
        return source
    return source.convert("I").point(lambda value: value / 257).convert("L")


def _fitting(width: int, height: int) -> tuple[int, int]:
    """Return the size a picture is kept at; nothing is blown up."""
    longest = max(width, height)
    if longest <= LONGEST_SIDE:
        return width, height
    return max(1, round(width * LONGEST_SIDE / longest)), max(1, round(height * LONGEST_SIDE / longest))


def _painted(picture: Image, blackened: Sequence[Blackened]) -> Image:
    """Paint what is to be unseen black, in the pixels themselves."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for area in blackened:
        if isinstance(area, Box):
            across, down = sorted((area.left, area.right)), sorted((area.top, area.bottom))
            corners = [(x * picture.width, y * picture.height) for x, y in zip(across, down, strict=True)]
            pen.rectangle(corners, fill="black")
            continue
        points = [(x * picture.width, y * picture.height) for x, y in area.points]
        radius = max(area.breadth * max(picture.size) / 2, 1.0)
        pen.line(points, fill="black", width=round(radius * 2))
        for x, y in points:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill="black")
    return picture


def _written(picture: Image, *, is_png: bool) -> bytes:
    """Write a picture from its pixels: as JPEG, or as PNG what came so and has few colours."""
    out = BytesIO()
    if is_png and picture.getcolors(_SCREEN_COLOURS) is not None:
        picture.save(out, "PNG")
    else:
        picture.save(out, "JPEG", quality=_QUALITY, optimize=False, subsampling="4:2:0")
    return out.getvalue()


def _is_prepared(content: bytes, source: Image) -> bool:
    """Tell whether a JPEG is, up to its last byte, one that was written here.

    A JPEG loses a little each time it is written; a PNG does not, and written again is the same.
    """
    head = _jpeg_head(source.width, source.height)
    body = content[len(head) : -len(_END)]
    return (
        max(source.size) <= LONGEST_SIDE
        and content.startswith(head)
        and content.endswith(_END)
        and body.count(b"\xff") == body.count(b"\xff\x00")
    )


@cache
def _blank_head() -> tuple[bytes, bytes]:
    """Return what stands before and after the size in the head of every JPEG written here."""
    from PIL import Image

    blank = _written(Image.new("RGB", (16, 16)), is_png=False)
    size_at = blank.index(b"\xff\xc0") + 5
    scan_at = blank.index(b"\xff\xda")
    (scan_length,) = struct.unpack(">H", blank[scan_at + 2 : scan_at + 4])
    return blank[:size_at], blank[size_at + 4 : scan_at + 2 + scan_length]


def _jpeg_head(width: int, height: int) -> bytes:
    before, after = _blank_head()
    return before + struct.pack(">HH", height, width) + after


def _size_told(content: bytes) -> tuple[int, int]:
    """Return the size in pixels of a picture written here, from its head."""
    from PIL import Image

    with Image.open(BytesIO(content)) as picture:
        return picture.size
