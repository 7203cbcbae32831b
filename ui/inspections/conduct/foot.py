"""The bar beneath: back, on, to the next item without an answer, and out; always in the same place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.inspections.conduct.key_button import KeyButton
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow

_LARGE = 1.5


class Foot(QWidget):
    """The deeds of moving about. ``undo_wanted`` asks to go back to the answer just given."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = Button(_("← 前へ"))
        self.back_button.setToolTip(_tip(Shortcut.PREVIOUS_ITEM))
        self.unanswered_button = KeyButton(_("未回答へ"), Shortcut.NEXT_UNANSWERED.shown)
        self.undo_button = Button("", kind=ButtonKind.QUIET, icon="arrow-back-up")
        self.close_button = KeyButton(_("中断して閉じる"), "Esc")
        self.next_button = Button(_("次へ →"), kind=ButtonKind.PRIMARY)
        self.next_button.setToolTip(_tip(Shortcut.NEXT_ITEM))
        self._lay_out()
        self.undo_button.clicked.connect(self.undo_wanted)
        self.say_given("")

    def _lay_out(self) -> None:
        theme = current_theme()
        side, bottom = (16, 12) if theme.scale >= _LARGE else (40, 20)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(side), theme.space(8), theme.space(side), theme.space(bottom))
        self._line = Flow()
        self._line.setSpacing(theme.space(12))
        column.addLayout(self._line)
        self._order: tuple[Button, ...] = ()
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Set the way out and on to the right; where all do not fit in one line, the way on stands first."""
        back, on, close = self.back_button, self.next_button, self.close_button
        aside = (self.unanswered_button, self.undo_button)
        sides = self._column.contentsMargins()
        is_one_line = self._line.sizeHint().width() <= self.width() - sides.left() - sides.right()
        order = (back, *aside, close, on) if is_one_line else (back, on, aside[0], close, aside[1])
        if order == self._order:
            return
        self._order = order
        for button in order:
            self._line.removeWidget(button)
            self._line.addWidget(button)
        self._line.push_right(close if is_one_line else None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether all fit in one line."""
        super().resizeEvent(event)
        self._put_in_order()

    def say_given(self, told: str) -> None:
        """Say what was just answered, so that one can go back to it; nothing takes it away."""
        self.undo_button.setText(told)
        self.undo_button.setVisible(bool(told))
        self._put_in_order()

    def show_only_close(self) -> None:
        """Leave nothing but the way out."""
        for button in (self.back_button, self.unanswered_button, self.undo_button, self.next_button):
            button.hide()
        self.close_button.setText(_("閉じる"))
        self.close_button.setAccessibleName(_("閉じる"))


def _tip(shortcut: Shortcut) -> str:
    return f"{shortcut.word}  {shortcut.shown}"
