"""What is black on a photo before it is kept: areas drawn, taken back, drawn again; and how they look."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from oversight.pictures import Blackened, Box, Stroke


class Blackening:
    """The areas of one photo, with what was taken back and can be drawn again."""

    def __init__(self, areas: Iterable[Blackened] = ()) -> None:
        self._areas, self._taken_back = list(areas), list[Blackened]()

    @property
    def areas(self) -> tuple[Blackened, ...]:
        """Return the areas as they stand."""
        return tuple(self._areas)

    @property
    def can_undo(self) -> bool:
        """Tell whether there is an area to take back."""
        return bool(self._areas)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is an area to draw again."""
        return bool(self._taken_back)

    def add(self, area: Blackened) -> None:
        """Draw an area; what was taken back is forgotten."""
        self._areas.append(area)
        self._taken_back.clear()

    def undo(self) -> None:
        """Take the last area back."""
        if self._areas:
            self._taken_back.append(self._areas.pop())

    def redo(self) -> None:
        """Draw again what was taken back last."""
        if self._taken_back:
            self._areas.append(self._taken_back.pop())


def paint_black(painter: QPainter, areas: Iterable[Blackened], size: QSizeF) -> None:
    """Paint areas over a picture shown at a size, its upper left corner at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for area in areas:
        if isinstance(area, Box):
            corner = QPointF(area.left * size.width(), area.top * size.height())
            end = QPointF(area.right * size.width(), area.bottom * size.height())
            painter.fillRect(QRectF(corner, end).normalized(), Qt.GlobalColor.black)
        else:
            _paint_stroke(painter, area, size)


def _paint_stroke(painter: QPainter, stroke: Stroke, size: QSizeF) -> None:
    breadth = stroke.breadth * max(size.width(), size.height())
    pen = QPen(Qt.GlobalColor.black, breadth)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = [QPointF(x * size.width(), y * size.height()) for x, y in stroke.points]
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(points)


def blackened_image(image: QImage, areas: Iterable[Blackened]) -> QImage:
    """Return a picture, shown small, with its areas black."""
    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(shown)
    paint_black(painter, areas, QSizeF(shown.size()))
    painter.end()
    return shown
