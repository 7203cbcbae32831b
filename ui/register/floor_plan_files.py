"""A floor plan read from a file: a picture as it is, a page of a PDF as a picture; all in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from oversight.attachments import MOST_BYTES, media_type_of
from oversight.errors import RefusedError
from oversight.words import _

_LONGEST = 2400
"""Pixels of a page's longer side: a sketch's sheet has 1600."""


@dataclass(frozen=True)
class PlanFile:
    """A plan ready to be kept."""

    content: bytes
    file_name: str


def read_plan(path: Path, page: int = 1) -> PlanFile:
    """Read a plan; raise ``RefusedError`` where the file is no JPEG, PNG or PDF that can be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refusal(_("平面図のファイルが大きすぎます（50MBまで）。"))
        content = path.read_bytes()
    except OSError as error:
        raise _refusal(_("平面図のファイルを読めませんでした。")) from error
    if media_type_of(content) == "application/pdf":
        return PlanFile(picture_of_page(content, page), f"{path.stem}.png")
    if QImage.fromData(content).isNull():
        raise _refusal(_("平面図として読めません。"))
    return PlanFile(content, path.name)


def picture_of_page(pdf: bytes, page: int) -> bytes:
    """Return a page of a PDF, counted from 1, as a PNG on white."""
    from PySide6.QtPdf import QPdfDocument

    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if not 1 <= page <= document.pageCount():
        count = document.pageCount()
        document.close()
        if not count:
            raise _refusal(_("平面図として読めません。"))
        raise _refusal(_("そのPDFは{count}頁までです。").format(count=count))
    points = document.pagePointSize(page - 1).toSize()
    size = points.scaled(QSize(_LONGEST, _LONGEST), Qt.AspectRatioMode.KeepAspectRatio)
    rendered = document.render(page - 1, size)
    document.close()
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, rendered)
    painter.end()
    data = QByteArray()
    out = QBuffer(data)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet.save(out, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(data.data())


def _refusal(sentence: str) -> RefusedError:
    return RefusedError(sentence, _("JPEG、PNG、PDFの別のファイルを選んでください。"), field="file")
