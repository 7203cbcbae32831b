"""Two parts of a page side by side, or beneath one another where there is no room for both."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from ui.theme import current_theme


class Beside(QWidget):
    """The first part takes what room is left; the second has the width it asks for."""

    def __init__(self, first: QWidget, second: QWidget, *, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._second, self._least = second, least
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(current_theme().space(24))
        self._box.addWidget(first, 1)
        self._box.addWidget(second)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether both fit side by side."""
        super().resizeEvent(event)
        needed = self._least + self._box.spacing() + self._second.sizeHint().width()
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(sideways if needed <= event.size().width() else down)
