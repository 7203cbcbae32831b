"""The one thing chosen, beside the list: a column that scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current_theme


class Pane(QScrollArea):
    """``column`` takes the parts from top to bottom; ``end`` closes it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self._holder = QWidget()
        self._holder.setProperty("surface", "clear")
        self.column = QVBoxLayout(self._holder)
        theme = current_theme()
        room = theme.control["focus"] + theme.control["focus_outline"]
        self.column.setContentsMargins(room, room, theme.space(12), room)
        self.column.setSpacing(theme.space(12))

    def end(self) -> None:
        """Close the column: what is in it stands at the top."""
        self.column.addStretch(1)
        self.setWidget(self._holder)
