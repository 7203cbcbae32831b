"""Photos made ready to print: small, upright, the same bytes every time, without the camera's notes.

EXIF (place, device, time) never reaches the paper: each photo is decoded and written anew, in memory only.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PRINTED_PIXELS = (800, 600)
"""Longest sides of a printed photo in pixels: 73 × 55 mm at 278 dots per inch."""
_MOST_PIXELS = 120_000_000
_QUALITY = 82
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class PrintedPhoto:
    """A photo ready to print: a JPEG without metadata and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def printed_photo(data: bytes) -> PrintedPhoto | None:
    """Make a photo ready to print; None when the bytes are no picture that can be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as source:
            if source.width * source.height > _MOST_PIXELS:
                return None
            source.draft("RGB", PRINTED_PIXELS)
            upright = ImageOps.exif_transpose(_on_white(source))
            upright.thumbnail(PRINTED_PIXELS, Image.Resampling.LANCZOS, reducing_gap=2.0)
            bare = Image.new("RGB", upright.size)
            bare.paste(upright)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        return None
    out = BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=False, subsampling="4:2:0")
    return PrintedPhoto(out.getvalue(), bare.width, bare.height)


def _on_white(source: Image) -> Image:
    """Return a picture in RGB; what was transparent is white, as paper is. Orientation notes are kept."""
    from PIL import Image

    if source.mode == "RGB":
        return source
    if "A" not in source.getbands() and "transparency" not in source.info:
        return source.convert("RGB")
    layered = source.convert("RGBA")
    page = Image.new("RGB", layered.size, "white")
    page.paste(layered, mask=layered.getchannel("A"))
    page.getexif()[_ORIENTATION] = source.getexif().get(_ORIENTATION, 1)
    return page
