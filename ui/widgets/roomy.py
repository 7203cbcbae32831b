"""A part that keeps the height it needs: where the window is too low for it, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.widgets.lead_focus import lead_focus


class Roomy(QScrollArea):
    """Holds one widget; large text and small windows leave it its minimum height."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(widget.accessibleName())
        widget.setProperty("surface", "clear")
        self.setWidget(widget)
        lead_focus(self, widget)
