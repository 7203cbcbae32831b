"""Lets Ctrl+Z and Ctrl+Y reach the page from within a text field: the page undoes typing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from typing_extensions import override

from ui.shortcuts import Shortcut

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_OWN = (Shortcut.UNDO_CHANGE, Shortcut.REDO_CHANGE)
_KNOWN = "undone_by_page"


class TextUndo(QObject):
    """Watches which text field within ``page`` has the focus; each is watched once."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    @Slot(QWidget, QWidget)
    def _note_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if (
            isinstance(now, QLineEdit | QTextEdit)
            and self._page.isAncestorOf(now)
            and not now.property(_KNOWN)
        ):
            now.setProperty(_KNOWN, True)
            now.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys of undoing to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_own = any(QKeySequence(event.keyCombination()) == each.keys for each in _OWN)
            if is_own or any(event.matches(key) for key in _KEYS):
                event.ignore()
                return True
        return False
