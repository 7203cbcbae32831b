"""Pictures read from a file and shown small; all in memory, nothing is written beside the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from oversight.clock import JAPAN
from oversight.errors import RefusedError
from oversight.words import _

THUMBNAIL = QSize(160, 120)
"""Pixels at 100 %; thumbnails are kept at twice that, for large text and fine screens."""
MOST_BYTES = 50 * 1024 * 1024
_TAKEN, _EXIF_PART = 0x9003, 0x8769


@dataclass(frozen=True)
class Picture:
    """A picture chosen and not yet added: its bytes as they are, small for the eye, when it was taken."""

    content: bytes
    file_name: str
    thumbnail: QImage
    taken_at: dt.datetime | None


def read_picture(path: Path) -> Picture:
    """Read a picture from a file; raise ``RefusedError`` where it cannot be read as one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(
                _("写真が大きすぎます（50MBまで）。"), _("小さくした写真を選んでください。"), field="file"
            )
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(
            _("写真のファイルを読めませんでした。"),
            _("カードや機器がつながっているか確かめてください。"),
            field="file",
        ) from error
    return Picture(content, path.name, thumbnail_of(content), taken_at_of(content))


def thumbnail_of(content: bytes) -> QImage:
    """Return a picture made small, upright, in sRGB; raise ``RefusedError`` if it is no JPEG or PNG."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size, wanted = reader.size(), THUMBNAIL * 2
    if size.isValid() and (size.width() > wanted.width() or size.height() > wanted.height()):
        reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read() if bytes(reader.format().data()) in (b"jpeg", b"png") else QImage()
    if image.isNull():
        raise RefusedError(_("写真として読めません。"), _("JPEGかPNGの写真を選んでください。"), field="file")
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return image


def taken_at_of(content: bytes) -> dt.datetime | None:
    """Return when the camera says a picture was taken, on Japan's wall clock; None where it does not."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content)) as picture:
            said = picture.getexif().get_ifd(_EXIF_PART).get(_TAKEN)
        at = dt.datetime.strptime(str(said), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    return at.replace(tzinfo=JAPAN)
