"""Two parts beside each other, or one beneath the other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from ui.theme import current_theme


class Sides(QWidget):
    """``shares`` are those of the width, ``beneath`` those of the height where one stands beneath the other.

    They stand beside each other from ``room`` on, in pixels at 100 %. ``turned`` tells whether they do.
    """

    turned = Signal(bool)

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        shares: tuple[int, int],
        *,
        room: int,
        gap: int = 24,
        beneath: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shares, self._beneath, self._room = shares, beneath, room
        self.is_wide = True
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(current_theme().space(gap))
        self._box.addWidget(left, shares[0])
        self._box.addWidget(right, shares[1])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether both fit beside each other."""
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().width(self._room)
        if is_wide == self.is_wide:
            return
        self.is_wide = is_wide
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        for place, share in enumerate(self._shares if is_wide else self._beneath):
            self._box.setStretch(place, share)
        self.turned.emit(is_wide)
