"""The sheet one draws on: with pen, finger or mouse, or with the arrow keys and Enter."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from oversight.inspections.drawing import WIDTHS, Drawing, DrawnMark, MarkKind
from oversight.words import _
from ui.inspections.conduct.sketch_history import SketchHistory
from ui.inspections.conduct.sketch_painting import INK, is_hit, paint_mark, paint_sketch
from ui.theme import current_theme

_NEAR, _REACH = 3, 14
_STEP, _FINE, _COARSE = 20, 4, 100
"""How far an arrow key goes, alone, with Shift and with Ctrl, in units of the sheet."""
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LEAST = QSize(320, 240)
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class Tool(StrEnum):
    """What one draws with."""

    PEN = "pen"
    ARROW = "arrow"
    TEXT = "text"
    NUMBER = "number"
    ERASER = "eraser"


_KINDS = {Tool.ARROW: MarkKind.ARROW, Tool.TEXT: MarkKind.TEXT, Tool.NUMBER: MarkKind.NUMBER}


class SketchCanvas(QWidget):
    """``changed`` follows each finished step. ``tool_wanted`` carries a tool whose letter was pressed.

    ``words_wanted`` asks for words: the tool for them was used and there are none.
    """

    changed = Signal()
    tool_wanted = Signal(object)
    words_wanted = Signal()

    def __init__(self, drawing: Drawing, plan: QImage | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history, self.plan = SketchHistory(drawing), plan
        self.tool, self.line_width, self.words = Tool.PEN, WIDTHS[1], ""
        self._course: list[tuple[int, int]] = []
        self._erased: set[int] = set()
        self._is_erasing = self._is_pen_down = False
        self._here = (drawing.width // 2, drawing.height // 2)
        self._from: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(_LEAST)
        self.setAccessibleName(_("見取図の紙"))
        self.setAccessibleDescription(
            _(
                "矢印キーで動き、Enterで置きます。線と矢印は、Enterで始めと終わりを決めます。Shiftで細かく動きます。"
            )
        )

    @property
    def drawing(self) -> Drawing:
        """Return what is drawn."""
        return self.history.drawing

    def put_base(self, drawing: Drawing, plan: QImage | None) -> None:
        """Lay another sheet; only while nothing is drawn."""
        self.history, self.plan = SketchHistory(drawing), plan
        self._here = (drawing.width // 2, drawing.height // 2)
        self.update()

    def choose_tool(self, tool: Tool) -> None:
        """Draw with another tool; a line begun by key is given up."""
        self.tool, self._from = tool, None
        self.update()

    # where the sheet lies

    @property
    def _scale(self) -> float:
        drawing = self.drawing
        return min(self.width() / drawing.width, self.height() / drawing.height)

    @property
    def _corner(self) -> QPointF:
        drawing, scale = self.drawing, self._scale
        return QPointF(
            (self.width() - drawing.width * scale) / 2, (self.height() - drawing.height * scale) / 2
        )

    def on_sheet(self, at: QPointF) -> tuple[int, int]:
        """Return a place of the widget in units of the sheet, held within it."""
        point = (at - self._corner) / self._scale
        drawing = self.drawing
        x, y = round(point.x()), round(point.y())
        return min(max(x, 0), drawing.width), min(max(y, 0), drawing.height)

    def on_widget(self, x: int, y: int) -> QPointF:
        """Return a place of the sheet in the widget."""
        return self._corner + QPointF(x, y) * self._scale

    @override
    def sizeHint(self) -> QSize:
        """Ask for room to draw in."""
        return QSize(480, 300)

    # pointing

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the mouse down."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._press(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw with the mouse."""
        self._move(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._lift()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen; its other end erases."""
        if event.type() is QEvent.Type.TabletPress:
            self._is_pen_down = True
            is_rubber = event.pointerType() is QPointingDevice.PointerType.Eraser
            self._press(event.position(), is_erasing=is_rubber)
        elif event.type() is QEvent.Type.TabletMove:
            self._move(event.position())
        else:
            self._lift()
            self._is_pen_down = False
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Draw with one finger; a palm beside a pen draws nothing."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._takes(event):
                event.accept()
                return True
        elif event.type() in _TOUCHES and isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        if self._is_pen_down or not event.points():
            return
        at = event.points()[0].position()
        if event.type() is QEvent.Type.TouchBegin:
            self._press(at)
        elif event.type() is QEvent.Type.TouchUpdate:
            self._move(at)
        elif event.type() is QEvent.Type.TouchEnd:
            self._lift()
        else:
            self._give_up()

    def _press(self, at: QPointF, *, is_erasing: bool = False) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self.on_sheet(at)
        self._here, self._from = place, None
        self._is_erasing = is_erasing or self.tool is Tool.ERASER
        if self._is_erasing:
            self._erased = set()
            self._rub(place)
        elif self.tool in (Tool.TEXT, Tool.NUMBER):
            self._put_words(place)
        else:
            self._course = [place]
        self.update()

    def _move(self, at: QPointF) -> None:
        place = self.on_sheet(at)
        if self._is_erasing:
            self._rub(place)
        elif self._course and self.tool is Tool.ARROW:
            self._course[1:] = [place]
        elif self._course and max(abs(a - b) for a, b in zip(place, self._course[-1], strict=True)) > _NEAR:
            self._course.append(place)
        else:
            return
        self.update()

    def _lift(self) -> None:
        course, self._course = self._course, []
        if self._is_erasing:
            self._is_erasing = False
            if self.history.erase(frozenset(self._erased)):
                self._tell()
            self._erased = set()
        elif course and (self.tool is Tool.PEN or len(course) > 1):
            self._add(tuple(course))

    def _give_up(self) -> None:
        self._course, self._erased, self._is_erasing = [], set(), False
        self.update()

    def _rub(self, place: tuple[int, int]) -> None:
        reach = _REACH / self._scale
        for number, each in enumerate(self.drawing.marks):
            if is_hit(each, *place, reach):
                self._erased.add(number)

    # steps

    def _add(self, points: tuple[tuple[int, int], ...]) -> None:
        kind = _KINDS.get(self.tool, MarkKind.LINE)
        self.history.add(DrawnMark(kind, points, self.line_width))
        self._tell()

    def _put_words(self, place: tuple[int, int]) -> None:
        if self.tool is Tool.TEXT and not self.words:
            self.words_wanted.emit()
            return
        number = self.drawing.next_number if self.tool is Tool.NUMBER else 0
        self.history.add(DrawnMark(_KINDS[self.tool], (place,), self.line_width, self.words, number))
        self._tell()

    def undo(self) -> None:
        """Take the last step back."""
        if self.history.undo():
            self._tell()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.history.redo():
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # keys

    def _takes(self, event: QKeyEvent) -> bool:
        """Tell whether a key belongs to the sheet before it belongs to anything else."""
        is_letter = event.key() in _TOOL_KEYS and not event.modifiers()
        is_step = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        return is_letter or is_step or event.key() in _WAYS or event.key() in _ENTERS

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, put, take back, change the tool."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif (way := _WAYS.get(Qt.Key(event.key()))) is not None:
            self._walk(way, event.modifiers())
        elif event.key() in _ENTERS:
            self._put_here()
        elif event.key() in _TOOL_KEYS and not event.modifiers():
            self.tool_wanted.emit(_TOOL_KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _walk(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        step = _FINE if held & Qt.KeyboardModifier.ShiftModifier else _STEP
        step = _COARSE if held & Qt.KeyboardModifier.ControlModifier else step
        x, y = self._here[0] + way[0] * step, self._here[1] + way[1] * step
        self._here = min(max(x, 0), self.drawing.width), min(max(y, 0), self.drawing.height)
        self.update()

    def _put_here(self) -> None:
        if self.tool is Tool.ERASER:
            self._erased = set()
            self._rub(self._here)
            self._is_erasing = True
            self._lift()
        elif self.tool in (Tool.TEXT, Tool.NUMBER):
            self._put_words(self._here)
        elif self._from is None:
            self._from = self._here
        else:
            start, self._from = self._from, None
            self._add((start, self._here))
        self.update()

    # painting

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys stand."""
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet, what is being drawn, and where the keys stand."""
        painter = QPainter(self)
        painter.translate(self._corner)
        painter.scale(self._scale, self._scale)
        kept = tuple(each for at, each in enumerate(self.drawing.marks) if at not in self._erased)
        paint_sketch(painter, replace(self.drawing, marks=kept), self.plan)
        if self._course:
            points = tuple(self._course)
            kind = MarkKind.ARROW if self.tool is Tool.ARROW and len(points) > 1 else MarkKind.LINE
            paint_mark(painter, DrawnMark(kind, points, self.line_width))
        painter.resetTransform()
        self._paint_frame(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        theme, corner = current_theme(), self._corner
        end = self.on_widget(self.drawing.width, self.drawing.height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawRect(
            round(corner.x()),
            round(corner.y()),
            *(round(size) - 1 for size in ((end - corner).x(), (end - corner).y())),
        )
        if self.hasFocus():
            self._paint_cross(painter)

    def _paint_cross(self, painter: QPainter) -> None:
        here = self.on_widget(*self._here)
        painter.setPen(QPen(INK, 2))
        painter.drawLine(here - QPointF(10, 0), here + QPointF(10, 0))
        painter.drawLine(here - QPointF(0, 10), here + QPointF(0, 10))
        if self._from is not None:
            painter.setPen(QPen(INK, 2, Qt.PenStyle.DashLine))
            painter.drawLine(self.on_widget(*self._from), here)


_TOOL_KEYS = {
    Qt.Key.Key_P: Tool.PEN,
    Qt.Key.Key_A: Tool.ARROW,
    Qt.Key.Key_T: Tool.TEXT,
    Qt.Key.Key_B: Tool.NUMBER,
    Qt.Key.Key_X: Tool.ERASER,
}
