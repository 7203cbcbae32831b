"""A pad to sign on by pen, finger or mouse: strokes with times and pressure, and their picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Any

from PySide6.QtCore import QBuffer, QElapsedTimer, QEvent, QIODevice, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from oversight.inspections.signature_rows import Drawing, InkPoint, Stroke
from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import Field
from ui.widgets.flow import Flow

PAD = QSize(660, 220)
"""Logical pixels at any text size: the pad is for the hand, and 600 × 200 is the least that holds a name."""
PICTURE = QSize(1320, 440)
SHORTEST = 0.06
"""Ink shorter than this part of the pad's width is a slip of the hand, no signature."""
_INK, _PAPER, _LINE = QColor(0, 0, 0), QColor(255, 255, 255), QColor(176, 176, 176)
_WIDTH = 3.0
_DEVICES = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class InkPad(QWidget):
    """Takes strokes; ``changed`` follows each stroke begun, taken back or wiped.

    The paper is white and the ink black in every theme: it is what will be printed. Backspace takes the last
    stroke back, Delete wipes the pad. While a pen writes, the hand resting on the screen is not heard.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(PAD)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[InkPoint]] = []
        self._device = ""
        self._since = QElapsedTimer()

    # what is written

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """Return the strokes so far."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    @property
    def has_ink(self) -> bool:
        """Tell whether anything is on the pad."""
        return bool(self._strokes)

    @property
    def is_written(self) -> bool:
        """Tell whether there is enough ink for a signature."""
        steps = (pair for stroke in self._strokes for pair in pairwise(stroke))
        return sum(hypot(b.x - a.x, (b.y - a.y) / 3) for a, b in steps) >= SHORTEST

    def drawing(self) -> Drawing:
        """Return the strokes with their picture: black on white, as PNG."""
        image = QImage(PICTURE, QImage.Format.Format_Grayscale8)
        image.fill(_PAPER)
        painter = QPainter(image)
        paint_strokes(painter, self.strokes, PICTURE)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
        return Drawing(bytes(buffer.data().data()), self.strokes)

    @Slot()
    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    @Slot()
    def clear(self) -> None:
        """Wipe the pad."""
        if self._strokes:
            self._strokes.clear()
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # the hand

    def _begin(self, device: str, at: QPointF, pressure: float = 0.0) -> None:
        if not self._strokes:
            self._since.start()
        self._device = device
        self._strokes.append([self._point(at, pressure)])
        self._tell()

    def _go_on(self, device: str, at: QPointF, pressure: float = 0.0) -> None:
        if self._device == device:
            self._strokes[-1].append(self._point(at, pressure))
            self.update()

    def _end(self, device: str) -> None:
        if self._device == device:
            self._device = ""

    def _point(self, at: QPointF, pressure: float) -> InkPoint:
        x = min(max(at.x() / self.width(), 0.0), 1.0)
        y = min(max(at.y() / self.height(), 0.0), 1.0)
        return InkPoint(round(x, 4), round(y, 4), round(pressure, 3), self._since.elapsed())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke with the left button."""
        if event.button() is Qt.MouseButton.LeftButton and not self._device:
            self._begin("mouse", event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        self._go_on("mouse", event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._end("mouse")

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, by its pressure; a finger's stroke under way gives way to it."""
        event.accept()
        if event.type() is QEvent.Type.TabletPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._begin("pen", event.position(), event.pressure())
        elif event.type() is QEvent.Type.TabletMove:
            self._go_on("pen", event.position(), event.pressure())
        else:
            self._end("pen")

    @override
    def event(self, event: QEvent) -> bool:
        """Take touches; the page beneath must not scroll with them."""
        if isinstance(event, QTouchEvent) and event.type() in _DEVICES:
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """Draw with the first finger."""
        points = event.points()
        if event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel) or not points:
            self._end("finger")
        elif event.type() is QEvent.Type.TouchUpdate:
            self._go_on("finger", points[0].position())
        elif not self._device:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._begin("finger", points[0].position())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back by Backspace, wipe by Delete."""
        deeds = {Qt.Key.Key_Backspace: self.undo, Qt.Key.Key_Delete: self.clear}
        deed = deeds.get(Qt.Key(event.key()))
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, line and ink."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_wrong = bool(self.property("wrong"))
        painter.setPen(QPen(theme.colour("danger" if is_wrong else "border"), 2))
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        line = round(self.height() * 0.78)
        painter.setPen(QPen(_LINE, 1))
        painter.drawLine(24, line, self.width() - 24, line)
        if not self._strokes:
            painter.setFont(theme.font("note"))
            painter.setPen(QColor(102, 102, 102))
            box = QRect(0, line + 4, self.width(), self.height() - line - 8)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _("ここにペン・指・マウスで署名"))
        paint_strokes(painter, self.strokes, self.size())
        painter.end()


def paint_strokes(painter: QPainter, strokes: Sequence[Stroke], size: QSize) -> None:
    """Paint strokes onto a sheet; pressure makes the line stronger, a tap a dot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = size.width() / PAD.width()
    for stroke in strokes:
        for before, after in pairwise((stroke[0], *stroke)):
            strength = 0.5 + after.pressure if after.pressure else 1.0
            pen = QPen(_INK, _WIDTH * strength * scale)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(_place(before, size), _place(after, size))


def _place(point: InkPoint, size: QSize) -> QPointF:
    return QPointF(point.x * size.width(), point.y * size.height())


class InkField(Field):
    """A signature drawn; ``value`` is its ``Drawing``, or None while the pad is empty."""

    def __init__(self, name: str, label: str, **options: Any) -> None:
        super().__init__(name, label, **options)
        self.pad = InkPad()
        self._hold(self.pad)
        self.undo_button = Button(_("一画戻す"), kind=ButtonKind.QUIET, icon="arrow-back-up")
        self.clear_button = Button(_("書き直す"), kind=ButtonKind.QUIET, icon="refresh")
        flow = Flow()
        flow.addWidget(self.undo_button)
        flow.addWidget(self.clear_button)
        self.column.addLayout(flow)
        self.pad.changed.connect(self._note_ink)
        self.undo_button.clicked.connect(self.pad.undo)
        self.clear_button.clicked.connect(self.pad.clear)
        self._note_ink()

    @Slot()
    def _note_ink(self) -> None:
        self.undo_button.setEnabled(self.pad.has_ink)
        self.clear_button.setEnabled(self.pad.has_ink)
        self._note_edit()

    @override
    def value(self) -> Drawing | None:
        return self.pad.drawing() if self.pad.has_ink else None

    @override
    def set_value(self, value: Any) -> None:
        self.pad.clear()

    @override
    def wrong(self) -> str:
        if self.pad.has_ink and not self.pad.is_written:
            return _("書かれた線が短すぎます。もう一度書いてください。")
        if self.is_required and not self.pad.has_ink:
            return _("署名欄に署名してください。")
        return ""
