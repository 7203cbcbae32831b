"""A page that stands before the item for a while: the brush, the camera. Escape leads back to the item."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_BESIDES = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PhotoPage(QWidget):
    """``left`` tells that the item is to be shown again."""

    left = Signal()

    @Slot()
    def finish(self) -> None:
        """Lead back to the item."""
        self.left.emit()

    @override
    def event(self, event: QEvent) -> bool:
        """Keep single keys to the page: none of them may answer the item behind it."""
        is_single = isinstance(event, QKeyEvent) and not event.modifiers() & _BESIDES
        if is_single and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)
