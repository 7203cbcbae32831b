"""Photos made ready to print: small, upright, in sRGB, the same bytes every time, without the camera's notes.

EXIF (place, device, time) never reaches the paper: each photo is decoded and written anew, in memory only.
Colours of a wider space (Display P3 of telephones, Adobe RGB, CMYK) are converted by the profile in the file;
without it they would print pale or shifted. The picture itself stays in the store: it is evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

PRINTED_PIXELS = (800, 600)
"""Longest sides of a printed photo in pixels: 73 × 55 mm at 278 dots per inch."""
_MOST_PIXELS = 120_000_000
_QUALITY = 82
_ORIENTATION = 0x0112
_PROFILED = ("RGB", "L", "CMYK")


@dataclass(frozen=True)
class PrintedPhoto:
    """A photo ready to print: a JPEG without metadata and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def printed_photo(data: bytes, most: tuple[int, int] = PRINTED_PIXELS) -> PrintedPhoto | None:
    """Make a photo ready to print, no side longer than ``most`` pixels; None when it cannot be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data)) as source:
            if source.width * source.height > _MOST_PIXELS:
                return None
            source.draft("RGB", most)
            upright = ImageOps.exif_transpose(on_white(source))
            upright.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=2.0)
            bare = Image.new("RGB", upright.size)
            bare.paste(in_srgb(upright, source.info.get("icc_profile")))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        return None
    out = BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=False, subsampling="4:2:0")
    return PrintedPhoto(out.getvalue(), bare.width, bare.height)


def on_white(source: Image) -> Image:
    """Return a picture in the colours of its file; what was transparent is white, as paper is.

    Orientation notes are kept. RGB, grey and CMYK stay what they are: only the profile knows what they mean.
    """
    from PIL import Image

    if source.mode in _PROFILED and "transparency" not in source.info:
        return source
    if "A" not in source.getbands() and "transparency" not in source.info:
        return source.convert("RGB")
    layered = source.convert("RGBA")
    page = Image.new("RGB", layered.size, "white")
    page.paste(layered, mask=layered.getchannel("A"))
    page.getexif()[_ORIENTATION] = source.getexif().get(_ORIENTATION, 1)
    return page


def in_srgb(picture: Image, profile: bytes | None) -> Image:
    """Return a picture in sRGB: by its profile where there is a sound one of its kind, else as it is."""
    from PIL import ImageCms

    try:
        transform = _transform(profile, picture.mode) if profile else None
    except (ImageCms.PyCMSError, OSError, ValueError):
        transform = None
    if transform is None:
        return picture.convert("RGB")
    converted: Image = transform.apply(picture)
    return converted


@lru_cache(maxsize=4)
def _transform(profile: bytes, mode: str) -> Any:
    """Build the way from a profile to sRGB; the photos of one visit mostly share one."""
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
