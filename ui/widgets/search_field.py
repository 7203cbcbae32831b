"""A field that narrows what is shown, a moment after the last letter, never while composing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from ui.icons import set_icon
from ui.theme import current_theme

_PAUSE_MS = 150


class SearchField(QLineEdit):
    """``searched`` carries the text once typing pauses, or at once on Enter; Escape empties it."""

    searched = Signal(str)

    def __init__(self, hint: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setClearButtonEnabled(True)
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_icon(self._glass, "search", "sub")
        self._said = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._say)

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def _say(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the glass at the left, clear of the text."""
        super().resizeEvent(event)
        theme = current_theme()
        side, space = theme.icon_px, theme.space(12)
        self._glass.setGeometry(space, (self.height() - side) // 2, side, side)
        self.setTextMargins(side + theme.space(8), 0, 0, 0)

    @override
    def sizeHint(self) -> QSize:
        """Show the whole hint."""
        theme = current_theme()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(words + theme.icon_px * 2 + theme.space(56), super().sizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
