"""What is read from a camera's notes before they are dropped: when a photo was taken, which way is up."""

from __future__ import annotations

import datetime as dt
import re
import struct
from typing import TYPE_CHECKING, Any

from oversight.clock import JAPAN

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_EXIF_PART, _ORIENTATION = 0x8769, 0x0112
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    struct.error,
    Warning,
)
"""What decoders raise over files that are cut short or forged (a warning, where warnings are errors)."""
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


def taken_at_of(source: ImageFile) -> dt.datetime | None:
    """Return when the camera says a picture was taken (DateTimeOriginal); None where it does not.

    On Japan's wall clock, unless the camera names its zone. The day of a file is no evidence and not asked.
    """
    notes = _notes(source, _EXIF_PART)
    try:
        at = dt.datetime.strptime(str(notes.get(_TAKEN)), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
        return at.replace(tzinfo=_zone(str(notes.get(_TAKEN_OFFSET, "")))).astimezone(JAPAN)
    except (ValueError, OverflowError):
        return None


def _zone(told: str) -> dt.tzinfo:
    found = _OFFSET.fullmatch(told.strip("\0 "))
    if found is None:
        return JAPAN
    away = dt.timedelta(hours=int(found[2]), minutes=int(found[3]))
    return dt.timezone(-away if found[1] == "-" else away)


def upright(picture: Image, source: ImageFile) -> Image:
    """Turn a picture the way its camera was held, as ``source`` notes it."""
    from PIL import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    turn = turns.get(_notes(source).get(_ORIENTATION, 1))
    return picture if turn is None else picture.transpose(turn)


def _notes(source: ImageFile, part: int = 0) -> dict[int, Any]:
    """Return a part of the notes, empty where there are none or they are broken: the picture still counts."""
    try:
        notes = source.getexif()
        return dict(notes.get_ifd(part) if part else notes)
    except BROKEN:
        return {}
