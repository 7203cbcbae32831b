"""The photo, large, under a brush: pen, finger or mouse draw, and so does a frame moved by the arrow keys.

Qt hands pen and finger on as a mouse where nothing else takes them, so one road serves all three.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from oversight.pictures import Blackened, Box, Stroke
from oversight.words import _
from ui.inspections.conduct.blackening import Blackening, paint_black
from ui.theme import current_theme

BREADTHS = (0.02, 0.05, 0.1)
"""Breadths of the brush in fractions of the photo's longer side: a line of a paper, a hand, a face."""
_FRAME, _SMALLEST, _LARGEST, _GROWTH = 0.12, 0.02, 1.0, 1.25
_STEP, _FINE_STEP = 0.5, 0.1
"""How far an arrow moves the frame, in its own sides; with Shift, finely."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_GROWS = {Qt.Key.Key_Plus: _GROWTH, Qt.Key.Key_Semicolon: _GROWTH, Qt.Key.Key_Minus: 1 / _GROWTH}
"""On a Japanese keyboard ＋ stands on the key of ；, above it."""
_BLACKENS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Tool(Enum):
    """What a pen, finger or mouse draws."""

    BRUSH = auto()
    BOX = auto()


class BlackoutCanvas(QWidget):
    """``edited`` follows each area drawn or taken back."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool, self.breadth = Tool.BRUSH, BREADTHS[1]
        self.blackening = Blackening()
        self._image, self._shown = QImage(), QPixmap()
        self._drawn: Blackened | None = None
        self._centre, self._side = (0.5, 0.5), _FRAME
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay large enough to find a face."""
        return QSize(current_theme().space(240), current_theme().space(180))

    @override
    def sizeHint(self) -> QSize:
        """Ask for little; the page gives what it has."""
        return self.minimumSizeHint()

    def show_image(self, image: QImage, areas: tuple[Blackened, ...]) -> None:
        """Show a photo and what is black on it already."""
        self._image, self._shown, self._drawn = image, QPixmap(), None
        self.blackening = Blackening(areas)
        self._centre, self._side = (0.5, 0.5), _FRAME
        self._tell_frame()
        self.update()

    def forget(self) -> None:
        """Let go of the photo."""
        self.show_image(QImage(), ())

    # deeds

    def undo(self) -> None:
        """Take the last area back."""
        self.blackening.undo()
        self._note_edit(_("黒塗りを一つ戻しました"))

    def redo(self) -> None:
        """Draw again what was taken back."""
        self.blackening.redo()
        self._note_edit(_("黒塗りをやり直しました"))

    def _add(self, area: Blackened) -> None:
        self.blackening.add(area)
        self._note_edit(_("黒く塗りました"))

    def _note_edit(self, said: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self.update()
        self.edited.emit()

    # where the photo stands

    def _photo(self) -> QRectF:
        """Return where the photo stands in the widget: whole, as large as it can be."""
        if self._image.isNull():
            return QRectF()
        size = QSizeF(self._image.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        spare = QSizeF(self.size()) - size
        return QRectF(QPointF(spare.width() / 2, spare.height() / 2), size)

    def _fractions(self, at: QPointF) -> tuple[float, float]:
        photo = self._photo()
        across, down = (at.x() - photo.x()) / photo.width(), (at.y() - photo.y()) / photo.height()
        return min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)

    def _frame(self) -> Box:
        """Return the frame of the keys: a square in pixels, within the photo."""
        longest = max(self._image.width(), self._image.height(), 1)
        half = self._side * longest / 2
        across = min(half / max(self._image.width(), 1), 0.5)
        down = min(half / max(self._image.height(), 1), 0.5)
        x = min(max(self._centre[0], across), 1 - across)
        y = min(max(self._centre[1], down), 1 - down)
        return Box(x - across, y - down, x + across, y + down)

    def _tell_frame(self) -> None:
        frame = self._frame()
        self.setAccessibleName(
            _("黒塗りの枠。左から{left}％、上から{top}％、幅{width}％、高さ{height}％").format(
                left=round(frame.left * 100),
                top=round(frame.top * 100),
                width=round((frame.right - frame.left) * 100),
                height=round((frame.bottom - frame.top) * 100),
            )
        )

    # keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the frame, make it larger or smaller, blacken what is in it."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move_frame(*_ARROWS[key], _FINE_STEP if is_fine else _STEP)
        elif key in _GROWS:
            self._side = min(max(self._side * _GROWS[key], _SMALLEST), _LARGEST)
            self._show_frame()
        elif key in _BLACKENS and not event.isAutoRepeat():
            self._add(self._frame())
        else:
            super().keyPressEvent(event)

    def _move_frame(self, across: int, down: int, step: float) -> None:
        frame = self._frame()
        width, height = frame.right - frame.left, frame.bottom - frame.top
        x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        self._centre = (x + across * width * step, y + down * height * step)
        frame = self._frame()
        self._centre = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        self._show_frame()

    def _show_frame(self) -> None:
        self._tell_frame()
        self.update()

    # pen, finger, mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw."""
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        x, y = self._fractions(event.position())
        is_brush = self.tool is Tool.BRUSH
        self._drawn = Stroke(((x, y),), self.breadth) if is_brush else Box(x, y, x, y)
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on drawing."""
        point, drawn = event.position(), self._drawn
        if isinstance(drawn, Stroke):
            self._drawn = Stroke((*drawn.points, self._fractions(point)), drawn.breadth)
        elif drawn is not None:
            self._drawn = Box(drawn.left, drawn.top, *self._fractions(point))
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was drawn; a box without breadth is none."""
        drawn, self._drawn = self._drawn, None
        if drawn is None or (isinstance(drawn, Box) and drawn.left == drawn.right):
            self.update()
            return
        self._add(drawn)

    # painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo, what is black, and the frame of the keys while they work."""
        photo = self._photo()
        if photo.isEmpty():
            return
        painter = QPainter(self)
        painter.drawPixmap(photo.toRect(), self._scaled(photo.size()))
        painter.setClipRect(photo)
        painter.translate(photo.topLeft())
        drawn = () if self._drawn is None else (self._drawn,)
        paint_black(painter, (*self.blackening.areas, *drawn), photo.size())
        if self.hasFocus():
            self._paint_frame(painter, photo.size())
        painter.end()

    def _scaled(self, size: QSizeF) -> QPixmap:
        """Return the photo at the size it is shown, kept until the size changes."""
        wanted = (size * self.devicePixelRatioF()).toSize()
        if self._shown.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            scaled = self._image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._shown = QPixmap.fromImage(scaled)
        return self._shown

    def _paint_frame(self, painter: QPainter, size: QSizeF) -> None:
        """Paint the frame in black and yellow, seen on any ground."""
        frame = self._frame()
        corner = QPointF(frame.left * size.width(), frame.top * size.height())
        end = QPointF(frame.right * size.width(), frame.bottom * size.height())
        breadth = current_theme().space(3)
        box = QRectF(corner, end).adjusted(breadth, breadth, -breadth, -breadth)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((Qt.GlobalColor.black, 2 * breadth), (Qt.GlobalColor.yellow, breadth)):
            pen = QPen(colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(box)
