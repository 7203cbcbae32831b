"""Pictures from files, clipboard and camera, made ready to keep; all in memory, nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from oversight.errors import RefusedError
from oversight.pictures import LONGEST_SIDE, MOST_BYTES, prepare
from oversight.words import _

THUMBNAIL = QSize(160, 120)
"""Pixels at 100 %; thumbnails are kept at twice that, for large text and fine screens."""
MOST_AT_ONCE = 100
"""Photos taken in at one time; each waits in memory, about 1 MB, until it is looked at."""
_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif"})
"""What counts as a picture in a folder; HEIC does, so that it is told why it cannot come."""
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Picture:
    """A picture chosen and not yet added, ready to keep, small for the eye.

    ``taken_at`` and ``source_sha256`` are those of what was received.
    """

    content: bytes
    file_name: str
    thumbnail: QImage
    taken_at: dt.datetime | None
    source_sha256: str


Read = Picture | RefusedError
"""A picture, or in its place why it could not be read."""


def read_files(paths: Sequence[Path], told: Told) -> list[Read]:
    """Read pictures from files, and all those that lie in a folder, in their order; slow.

    Raise ``RefusedError`` where folders hold none, or where they are too many at once.
    """
    found = [each for path in paths for each in (pictures_in(path) if path.is_dir() else [path])]
    if not found:
        raise RefusedError(
            _("フォルダーに写真がありません。"), _("JPEGかPNGの写真が入ったフォルダーを選んでください。")
        )
    if len(found) > MOST_AT_ONCE:
        raise RefusedError(
            _("写真が多すぎます（一度に{most}枚まで）。").format(most=MOST_AT_ONCE),
            _("要る写真だけを選んでください。"),
        )
    read: list[Read] = []
    for path in found:
        told(len(read), len(found))
        try:
            read.append(read_picture(path))
        except RefusedError as error:
            read.append(error)
    return read


def pictures_in(folder: Path) -> list[Path]:
    """Return the pictures that lie in a folder itself, by name."""
    try:
        lying = [each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS]
        return sorted(each for each in lying if not each.name.startswith(".") and each.is_file())
    except OSError as error:
        raise _unreadable() from error


def read_picture(path: Path) -> Picture:
    """Read a picture from a file; raise ``RefusedError`` where it cannot be read as one."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable() from error
    return picture_of(content, path.name)


def _unreadable() -> RefusedError:
    return RefusedError(
        _("写真のファイルを読めませんでした。"),
        _("カードや機器がつながっているか確かめてください。"),
        field="file",
    )


def picture_of(content: bytes, file_name: str) -> Picture:
    """Make a picture ready; raise ``RefusedError`` with what to do where it cannot be."""
    ready = prepare(content)
    thumbnail = thumbnail_of(ready.content)
    return Picture(ready.content, file_name, thumbnail, ready.taken_at, ready.source_sha256)


def picture_of_image(image: QImage, file_name: str, taken_at: dt.datetime | None = None) -> Picture:
    """Make ready what came without a file, from the clipboard or the camera.

    No file was received; its hash is that of the picture as it was first written.
    """
    if max(image.width(), image.height()) > LONGEST_SIDE:
        image = image.scaled(
            LONGEST_SIDE,
            LONGEST_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    picture = picture_of(bytes(buffer.data().data()), file_name)
    return Picture(picture.content, file_name, picture.thumbnail, taken_at, picture.source_sha256)


def image_of(content: bytes) -> QImage:
    """Return a picture that was made ready, whole."""
    return QImage.fromData(content)


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
