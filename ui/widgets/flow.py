"""A layout that fills lines like text: what does not fit goes to the next line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

from ui.theme import current_theme


class Flow(QLayout):
    """Lines of widgets at their own size, or, with ``is_even``, of one width that fills the line.

    With ``is_centred`` words stand in the middle beside what is higher.
    """

    # Qt still asks a layout for its items while Python has taken its own attributes away.
    _items: list[QLayoutItem] = []  # noqa: RUF012

    def __init__(
        self, parent: QWidget | None = None, *, is_even: bool = False, is_centred: bool = False
    ) -> None:
        super().__init__(parent)
        self._is_even, self._is_centred = is_even, is_centred
        self._right: QWidget | None = None
        self._items = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(current_theme().space(8))

    def push_right(self, widget: QWidget | None) -> None:
        """Set a widget and what follows it to the right end, as long as all stand in one line."""
        self._right = widget
        self.invalidate()

    def hand_over(self) -> list[QLayoutItem]:
        """Give all items away, to be taken up by a flow of the same widget."""
        given, self._items = self._items, []
        self.invalidate()
        return given

    def take_up(self, items: Iterable[QLayoutItem]) -> None:
        """Set items that were handed over behind those that stand here."""
        self._items = [*self._items, *items]
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), is_moving=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, is_moving=True)

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line; an even flow takes whatever width there is."""
        if self._is_even:
            return self.minimumSize()
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, is_moving: bool) -> int:
        """Place the items in lines; return the height they take."""
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        spare = max(rect.width() - self.sizeHint().width(), 0)
        width = self._even_width(rect.width()) if self._is_even else 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = self._size_of(item, width, rect.width())
            if x > rect.x() and x + size.width() > rect.right() + 1:
                self._centre(placed, line, is_moving=is_moving)
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if self._right is not None and item.widget() is self._right:
                x += spare
            placed.append((item, QRect(x, y, size.width(), size.height())))
            if is_moving:
                item.setGeometry(placed[-1][1])
            x += size.width() + self.spacing()
            line = max(line, size.height())
        self._centre(placed, line, is_moving=is_moving)
        return y + line - rect.y()

    def _centre(self, placed: list[tuple[QLayoutItem, QRect]], line: int, *, is_moving: bool) -> None:
        """Move what stands in a line that is full to its middle, and begin the next."""
        if is_moving and self._is_centred:
            for item, box in placed:
                item.setGeometry(box.translated(0, (line - box.height()) // 2))
        placed.clear()

    def _size_of(self, item: QLayoutItem, even: int, room: int) -> QSize:
        """Return the size an item gets: never wider than the line, and as high as that width makes it."""
        hint = item.sizeHint()
        width = even or min(hint.width(), room)
        is_growing = width < hint.width() and item.hasHeightForWidth()
        return QSize(width, item.heightForWidth(width) if is_growing else hint.height())

    def _even_width(self, room: int) -> int:
        """Return the width at which the widest item fits and whole lines are filled."""
        widest = max((item.minimumSize().width() for item in self._items), default=1)
        there = max(1, len(self._items))
        count = max(1, min(there, (room + self.spacing()) // (widest + self.spacing())))
        lines = -(-there // count)
        count = -(-there // lines)
        return (room - (count - 1) * self.spacing()) // count
