"""A field that narrows what is shown, a moment after the last letter, never while composing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.icons import icon_pixmap
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
        theme = current_theme()
        glass = QIcon(icon_pixmap("search", theme.colour("sub"), theme.icon_px))
        self.addAction(QAction(glass, "", self), QLineEdit.ActionPosition.LeadingPosition)
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
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
