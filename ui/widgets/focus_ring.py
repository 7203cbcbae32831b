"""The focus: a 4 px yellow ring inside a 2 px black outline (DADS), the same round every control."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from typing_extensions import override

from ui.theme import current_theme

_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
}


def paint_ring(painter: QPainter, box: QRect) -> None:
    """Paint the ring just inside a box."""
    theme = current_theme()
    ring, outline = theme.control["focus"], theme.control["focus_outline"]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = outline / 2
    painter.setPen(QPen(theme.colour("focus_outline"), outline))
    painter.drawRoundedRect(QRectF(box).adjusted(edge, edge, -edge, -edge), 6, 6)
    inner = outline + ring / 2
    painter.setPen(QPen(theme.colour("focus"), ring))
    painter.drawRoundedRect(QRectF(box).adjusted(inner, inner, -inner, -inner), 4, 4)
    painter.restore()


class FocusRing(QWidget):
    """Follows the focus inside one window and paints the ring round it; lets every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched: list[QWidget] = []
        self._widget: QWidget | None = None
        self._box = QRect()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()
        self._follow(None, QApplication.focusWidget())

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._widget = now
        self._soon.start()

    @Slot()
    def _settle(self) -> None:
        """Watch the control and what holds it; a moment later, not to keep the first window waiting."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._widget is not None and not shiboken6.isValid(self._widget):
            self._widget = None
        if self._widget is not None and self._widget.window() is not self.window():
            self._widget = None
        link = self._widget
        while link is not None and link is not self.window():
            link.installEventFilter(self)
            self._watched.append(link)
            link = link.parentWidget()
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along when the control or what holds it moves."""
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        widget = self._widget
        if widget is None or not widget.isVisible() or isinstance(widget, QAbstractItemView):
            self.hide()
            return
        if not self.window().isAncestorOf(widget):  # taken out since it was looked at
            self.hide()
            return
        theme = current_theme()
        room = theme.control["focus"] + theme.control["focus_outline"]
        box = QRect(widget.mapTo(self.window(), QPoint(0, 0)), widget.size()).adjusted(
            -room, -room, room, room
        )
        self.setGeometry(box & self._visible_part(widget, room))
        self._box = box.translated(-self.pos())
        self.raise_()
        self.show()
        self.update()

    def _visible_part(self, widget: QWidget, room: int) -> QRect:
        """Return the part of the window through which the control can be seen."""
        visible = self.window().rect()
        holder: QWidget | None = widget.parentWidget()
        while holder is not None and holder is not self.window():
            part = QRect(holder.mapTo(self.window(), QPoint(0, 0)), holder.size())
            if holder.objectName() == "qt_scrollarea_viewport":
                visible &= part.adjusted(-room, 0, room, 0)
            holder = holder.parentWidget()
        return visible

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring; the control stands clear inside it."""
        painter = QPainter(self)
        paint_ring(painter, self._box)
        painter.end()
