"""A PIN: figures shown as dots, never in the clear; typed, or pressed on keys as large as a finger."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from ui.theme import current_theme
from ui.widgets.fields import Field
from ui.widgets.keypad import Keypad

_WIDTH = 320


class PinField(Field):
    """``value`` is what was typed; ``refused`` tells that it was refused, which forgets it."""

    refused = Signal()

    def __init__(self, name: str, label: str, *, has_keypad: bool = False, **options: Any) -> None:
        super().__init__(name, label, **options)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.line.setMaximumWidth(current_theme().width(_WIDTH))
        self._hold(self.line)
        self.line.textEdited.connect(self._note_edit)
        self.keypad = Keypad(label) if has_keypad else None
        if self.keypad is not None:
            self.column.addWidget(self.keypad)
            self.keypad.figure_pressed.connect(self._take)
            self.keypad.erased.connect(self._erase)
            self.keypad.cleared.connect(self._clear)

    @override
    def value(self) -> str:
        return self.line.text()

    @override
    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))

    @override
    def show_error(self, sentence: str) -> None:
        was_typed = bool(self.value())
        super().show_error(sentence)
        if sentence:
            self.wipe()
        if sentence and was_typed:
            self.refused.emit()

    def wipe(self) -> None:
        """Forget what was typed, also for undo."""
        self.line.clear()

    @Slot(str)
    def _take(self, figure: str) -> None:
        self.line.insert(figure)
        self._note_edit()

    @Slot()
    def _erase(self) -> None:
        self.line.backspace()
        self._note_edit()

    @Slot()
    def _clear(self) -> None:
        self.wipe()
        self._note_edit()
