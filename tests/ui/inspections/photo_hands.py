"""What tests of photos do: pictures on the disk and the clipboard, dropped, drawn upon."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.oversight.planted_pictures import jpeg, noted, photographed
from ui.inspections.conduct.blackout_canvas import BlackoutCanvas
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.photo_cards import PendingPhoto

LEFT = Qt.MouseButton.LeftButton


def photo_file(path: Path) -> Path:
    """Write a photo with all that a camera notes."""
    path.write_bytes(jpeg(photographed(640, 480), exif=noted()))
    return path


def held(paths: list[Path]) -> QMimeData:
    """Return files as they are dragged or copied."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def dragged_over(widget: QWidget, data: QMimeData) -> bool:
    """Drag over a widget; tell whether it would take it."""
    event = QDragEnterEvent(
        QPointF(30, 30), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drag over a widget and let go; tell whether it was taken. Qt drops where the drag was accepted."""
    if not dragged_over(widget, data):
        return False
    event = QDropEvent(
        QPointF(30, 30),
        Qt.DropAction.CopyAction,
        data,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def image(colour: str = "red") -> QImage:
    """Return a picture without a file."""
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(colour)
    return picture


def draw(canvas: BlackoutCanvas, *points: tuple[float, float]) -> None:
    """Draw with the left button held, by fractions of the photo."""
    photo = canvas._photo()
    places = [
        QPoint(round(photo.x() + x * photo.width()), round(photo.y() + y * photo.height())) for x, y in points
    ]
    QTest.mousePress(canvas, LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, LEFT, pos=places[-1])


def only_pending(mode: ConductMode) -> PendingPhoto:
    """Return the one photo chosen and not yet added."""
    (card,) = mode.stage.photos.pending
    return card


def pixels(content: bytes) -> Image.Image:
    """Return a picture's pixels."""
    with Image.open(BytesIO(content)) as picture:
        return picture.convert("RGB")
