"""「写真を加える」: one button, whose list offers the roads by which a photo comes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from oversight.words import _
from ui.inspections.conduct.key_button import KeyButton
from ui.shortcuts import Shortcut


class PhotoButton(KeyButton):
    """Say the roads with ``offer``; pressed, or by its key, the button lists them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        word = _("写真を加える")
        super().__init__(f"{word} ▾", Shortcut.ADD_EVIDENCE.shown, icon="camera", parent=parent)
        self.setAccessibleName(f"{word} {Shortcut.ADD_EVIDENCE.shown}")
        self.roads = QMenu(self)
        self.roads.setAccessibleName(word)
        self.setMenu(self.roads)

    def offer(self, word: str, deed: Callable[[], object]) -> QAction:
        """Add one road; ``deed`` is a method of a QObject."""
        action = self.roads.addAction(word)
        action.triggered.connect(deed)
        return action

    def open_list(self) -> None:
        """List the roads with the first one chosen, ready for Enter."""
        self.showMenu()
        self.roads.setActiveAction(self.roads.actions()[0])
