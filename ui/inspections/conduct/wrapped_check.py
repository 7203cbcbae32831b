"""A check box whose words wrap, which Qt's own do not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from ui.theme import current_theme
from ui.widgets.text import prose


class WrappedCheck(QWidget):
    """A choice that is on or off; a press on its words counts too."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.setMinimumHeight(theme.control_height)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(8))
        row.addWidget(self.box)
        row.addWidget(prose(text), 1)
        self.setFocusProxy(self.box)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def is_checked(self) -> bool:
        """Tell whether it is on."""
        return self.box.isChecked()

    def set_checked(self, is_on: bool) -> None:
        """Switch it on or off."""
        self.box.setChecked(is_on)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch when the words are pressed."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.box.click()
