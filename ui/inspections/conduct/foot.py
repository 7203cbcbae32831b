"""The bar beneath: back, on, to the next item without an answer, and out; always in the same place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight.words import _
from ui.inspections.conduct.key_button import KeyButton
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow

_WRAPPED_FROM = 1.5


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
        column = QVBoxLayout(self)
        if theme.scale >= _WRAPPED_FROM:
            self._lay_out_wrapped(column)
            return
        column.setContentsMargins(theme.space(40), theme.space(8), theme.space(40), theme.space(20))
        row = QHBoxLayout()
        row.setSpacing(theme.space(12))
        for button in (self.back_button, self.unanswered_button, self.undo_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.next_button)
        column.addLayout(row)

    def _lay_out_wrapped(self, column: QVBoxLayout) -> None:
        """Let large words go to a second line; the way on stands first."""
        space = current_theme().space
        column.setContentsMargins(space(16), space(8), space(16), space(12))
        line = Flow()
        line.setSpacing(space(8))
        buttons = (self.back_button, self.next_button, self.unanswered_button, self.close_button)
        for button in (*buttons, self.undo_button):
            line.addWidget(button)
        column.addLayout(line)

    def say_given(self, told: str) -> None:
        """Say what was just answered, so that one can go back to it; nothing takes it away."""
        self.undo_button.setText(told)
        self.undo_button.setVisible(bool(told))

    def show_only_close(self) -> None:
        """Leave nothing but the way out."""
        for button in (self.back_button, self.unanswered_button, self.undo_button, self.next_button):
            button.hide()
        self.close_button.setText(_("閉じる"))
        self.close_button.setAccessibleName(_("閉じる"))


def _tip(shortcut: Shortcut) -> str:
    return f"{shortcut.word}  {shortcut.shown}"
