"""The three answers as big buttons with their keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QWidget
from typing_extensions import override

from oversight.inspections import Mark, word_of
from oversight.words import _
from ui.inspections.tones import MARK_TONES
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import BigButton

KEYS = {
    Mark.CONFORMING: Shortcut.ANSWER_CONFORMING,
    Mark.NONCONFORMING: Shortcut.ANSWER_NONCONFORMING,
    Mark.NOT_APPLICABLE: Shortcut.ANSWER_NOT_APPLICABLE,
}


class MarkButtons(QWidget):
    """``marked`` carries the mark pressed."""

    marked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("判定"))
        self.buttons: dict[Mark, BigButton] = {}
        self._group = QButtonGroup(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current_theme().space(16))
        for mark, shortcut in KEYS.items():
            button = BigButton(word_of(mark), key=shortcut.shown, tone=MARK_TONES[mark])
            button.setAccessibleName(f"{word_of(mark)} {shortcut.shown}")
            self.buttons[mark] = button
            self._group.addButton(button)
            self._row.addWidget(button, 1)
        self._group.buttonClicked.connect(self._tell)

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the longest word only: they may stand beneath one another."""
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room, beneath one another where there is not."""
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() for button in self.buttons.values())
        fits = needed + 2 * self._row.spacing() <= event.size().width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)

    def show_mark(self, mark: Mark | None) -> None:
        """Show the mark given, or none."""
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setChecked(each is mark)
        self._group.setExclusive(True)

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        self.marked.emit(next(mark for mark, each in self.buttons.items() if each is button))
