"""How a sketch looks: the same on the screen and in the picture kept; always on white, as on paper."""

from __future__ import annotations

from math import atan2, cos, pi, sin

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from oversight.inspections.drawing import SHEET, Drawing, DrawnMark, MarkKind
from ui.theme import FONT_FAMILIES

INK, PAPER = QColor("#9b0000"), QColor("#ffffff")
"""One dark red: it stands out from a plan's black lines, and is dark enough on a grey print."""
TEXT_PX = 44
"""Height of words in units of the sheet: 4 mm on paper, where a sketch is as wide as two photos."""
_HEAD = 0.45
_RADIUS = 34


def paint_sketch(painter: QPainter, drawing: Drawing, plan: QImage | None) -> None:
    """Paint the sheet and all marks in the sheet's own units."""
    sheet = QRectF(0, 0, drawing.width, drawing.height)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform, on=True
    )
    painter.fillRect(sheet, PAPER)
    if plan is not None and drawing.plan_id is not None:
        painter.drawImage(sheet, plan)
    for each in drawing.marks:
        paint_mark(painter, each)


def paint_mark(painter: QPainter, drawn: DrawnMark) -> None:
    """Paint one mark."""
    points = [QPointF(x, y) for x, y in drawn.points]
    if drawn.kind is MarkKind.LINE:
        _paint_line(painter, points, drawn.width)
    elif drawn.kind is MarkKind.ARROW:
        _paint_line(painter, points, drawn.width)
        _paint_head(painter, points[0], points[-1], drawn.width)
    else:
        _paint_words(painter, points[0], drawn)


def _pen(width: float) -> QPen:
    pen = QPen(INK, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _paint_line(painter: QPainter, points: list[QPointF], width: int) -> None:
    painter.setPen(_pen(width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(points) == 1:
        painter.drawPoint(points[0])
        return
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    painter.drawPath(path)


def _paint_head(painter: QPainter, tail: QPointF, tip: QPointF, width: int) -> None:
    turned, length = atan2(tip.y() - tail.y(), tip.x() - tail.x()), 18 + 4 * width
    painter.setPen(_pen(width))
    for side in (pi - _HEAD, pi + _HEAD):
        end = tip + QPointF(cos(turned + side), sin(turned + side)) * length
        painter.drawLine(tip, end)


def sheet_font(*, bold: bool = False) -> QFont:
    """Return the font of words in a sketch, in units of the sheet."""
    font = QFont(list(FONT_FAMILIES))
    font.setPixelSize(TEXT_PX)
    font.setBold(bold)
    return font


def _paint_words(painter: QPainter, at: QPointF, drawn: DrawnMark) -> None:
    if drawn.number:
        painter.setPen(_pen(4))
        painter.setBrush(PAPER)
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        painter.setFont(sheet_font(bold=True))
        disc = QRectF(at.x() - _RADIUS, at.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(drawn.number))
    if drawn.text:
        box = words_box(drawn)
        painter.fillRect(box.adjusted(-6, -2, 6, 2), QColor(255, 255, 255, 215))
        painter.setFont(sheet_font())
        painter.setPen(INK)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, drawn.text)


def words_box(drawn: DrawnMark) -> QRectF:
    """Return the room of a mark's words: right of a number, else from the place where they stand."""
    x, y = drawn.points[0]
    metrics = QFontMetricsF(sheet_font())
    left = x + _RADIUS + 14 if drawn.number else x
    return QRectF(left, y - metrics.height() / 2, metrics.horizontalAdvance(drawn.text) + 2, metrics.height())


def is_hit(drawn: DrawnMark, x: float, y: float, reach: float) -> bool:
    """Tell whether an eraser of a reach, in units of the sheet, touches a mark."""
    if drawn.kind in (MarkKind.TEXT, MarkKind.NUMBER):
        own_x, own_y = drawn.points[0]
        near = drawn.number and abs(own_x - x) <= _RADIUS + reach and abs(own_y - y) <= _RADIUS + reach
        return bool(near) or words_box(drawn).adjusted(-reach, -reach, reach, reach).contains(x, y)
    reach += drawn.width / 2
    ends = zip(drawn.points, drawn.points[1:] or drawn.points, strict=False)
    return any(_distance(x, y, *start, *end) <= reach for start, end in ends)


def _distance(x: float, y: float, x0: float, y0: float, x1: float, y1: float) -> float:
    """Return how far a point lies from a stretch between two points."""
    along_x, along_y = x1 - x0, y1 - y0
    length = along_x**2 + along_y**2
    part = 0.0 if not length else min(max(((x - x0) * along_x + (y - y0) * along_y) / length, 0), 1)
    return float(((x - x0 - part * along_x) ** 2 + (y - y0 - part * along_y) ** 2) ** 0.5)


def sheet_for(plan: QImage | None) -> tuple[int, int]:
    """Return width and height of the sheet: of a plan's shape, else a blank one's."""
    if plan is None or plan.isNull():
        return SHEET
    size = plan.size().scaled(SHEET[0], SHEET[0], Qt.AspectRatioMode.KeepAspectRatio)
    return max(size.width(), 1), max(size.height(), 1)


def picture_of(drawing: Drawing, plan: QImage | None) -> bytes:
    """Return the sketch as a PNG, the same bytes for the same drawing."""
    image = QImage(drawing.width, drawing.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_sketch(painter, drawing, plan)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(data.data())
