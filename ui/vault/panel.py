"""The frame of every page at the door: one narrow column in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.text import prose, title

_COLUMN = 480


class DoorPanel(QScrollArea):
    """A heading, then whatever the page adds to ``column``."""

    def __init__(self, heading: str, explained: str = "") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(heading)
        theme = current_theme()
        self._revealed: QWidget | None = None
        self._holder = holder = QWidget()
        holder.setProperty("surface", "panel")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(holder)
        card = QFrame()
        card.setProperty("piece", "card")
        card.setFixedWidth(theme.space(64) + theme.width(_COLUMN) if theme.scale < 1.5 else theme.space(720))
        row.addStretch(1)
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(theme.space(32), theme.space(24), theme.space(32), theme.space(24))
        self.column.setSpacing(theme.space(14))
        self.heading = title(heading)
        self.column.addWidget(self.heading)
        self.explanation = prose(explained, "sub")
        self.explanation.setVisible(bool(explained))
        self.column.addWidget(self.explanation)
        self.setWidget(holder)

    def reveal(self, widget: QWidget) -> None:
        """Bring a widget into sight once the column has grown to hold it."""
        self._revealed = widget
        QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        if self._revealed is not None:
            self.ensureWidgetVisible(self._revealed)

    def busy(self, is_busy: bool) -> None:
        """Let nothing be pressed twice while the door turns."""
        self._holder.setEnabled(not is_busy)
