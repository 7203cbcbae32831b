"""Papers leave the program by two doors only: a file the user names, or the printer. Nothing in between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from oversight.errors import OversightError
from oversight.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72


def ask_where_to_save(parent: QWidget, name: str) -> Path | None:
    """Let the user name the file for a PDF; None if they do not."""
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("PDFを保存する"), str(Path.home() / name), _("PDF (*.pdf)")
    )
    return Path(chosen) if chosen else None


def write_out(path: Path, content: bytes) -> None:
    """Write a file where the user said; raise an ``OversightError`` with a remedy if it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OversightError(
            _("ファイルを保存できませんでした。記録はそのまま残っています。"),
            _("空き容量と書き込みの権限を確かめるか、別の場所を選んでください。"),
        ) from error


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Ask for a printer and print a PDF on it; tell whether it was sent."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    paint_pdf(pdf, printer)
    return True


def paint_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Paint each page of a PDF on a page of a printer; return the number of pages."""
    from PySide6.QtPdf import QPdfDocument

    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printer.setFullPage(True)
    printer.setResolution(_DOTS_PER_INCH)
    painter = QPainter(printer)
    for place in range(document.pageCount()):
        if place:
            printer.newPage()
        points: QSizeF = document.pagePointSize(place)
        size = (points * _DOTS_PER_INCH / _POINTS_PER_INCH).toSize()
        painter.drawImage(QRect(0, 0, size.width(), size.height()), document.render(place, size))
    painter.end()
    pages: int = document.pageCount()
    document.close()
    return pages
