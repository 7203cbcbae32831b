"""Form fields: a label, the control, a hint and an error beneath, all tied together for readers aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.words import _
from ui.icons import set_icon
from ui.theme import Tone, current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.open_lines import OpenLines
from ui.widgets.text import Tag, Wrapping, note

Check = Callable[[Any], str]
"""Says what is wrong with a value, or nothing."""


_UNBOUND = 16_777_215  # QWIDGETSIZE_MAX


class Field(QWidget):
    """Base of all fields.

    ``name`` is the input's name in the draft, the one a ``RefusedError.field`` points at. ``edited``
    follows each change by the user. ``check`` says what is wrong, or an empty text.
    """

    edited = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        *,
        is_required: bool = False,
        hint: str = "",
        check: Check | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.label, self.is_required = name, label, is_required
        self._check = check
        self._hint_text = hint
        self._label = Wrapping(label, "strong")
        self._hint = note(hint)
        self._error = note("")
        self._error.setProperty("role", "error")
        self._error.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(current_theme().space(8))
        head = QHBoxLayout()
        head.setSpacing(current_theme().space(8))
        head.addWidget(self._label)
        self._required = Tag(_("必須"), Tone.DANGER) if is_required else None
        if self._required is not None:
            head.addWidget(self._required)
        head.addStretch(1)
        self.column.addLayout(head)

    def _hold(self, control: QWidget) -> None:
        """Put the control under its label and tie them together; called once by each kind of field."""
        self._control = control
        self._label.setBuddy(control)
        control.setAccessibleName(self._spoken_name())
        control.setAccessibleDescription(self._hint_text)
        self.setFocusProxy(control)
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(8))
        row.addWidget(control, 100)  # as wide as it may be, before what is left over
        for widget in self._beside():
            row.addWidget(widget)
        if control.maximumWidth() < _UNBOUND:
            row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._hint)
        self._hint.setVisible(bool(self._hint_text))  # only in here: alone it would be a window of its own
        self.column.addWidget(self._error)

    def _beside(self) -> tuple[QWidget, ...]:
        """Return what stands to the right of the control."""
        return ()

    def _spoken_name(self) -> str:
        return f"{self.label} {_('必須')}" if self.is_required else self.label

    @property
    def control(self) -> QWidget:
        """Return the control inside."""
        return self._control

    def value(self) -> Any:
        """Return the value as the draft wants it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; ``None`` empties the field."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is given."""
        return self.value() in (None, "", (), frozenset())

    @property
    def error(self) -> str:
        """Return the error shown."""
        return self._error.text()

    def wrong(self) -> str:
        """Return what is wrong with the field as it stands, or nothing."""
        if self.is_required and self.is_empty:
            return _("{label}を入力してください。").format(label=self.label)
        return self._check(self.value()) if self._check is not None and not self.is_empty else ""

    def check(self) -> bool:
        """Show what is wrong, if anything; tell whether the field may be used."""
        self.show_error(self.wrong())
        return not self.error

    def show_error(self, sentence: str) -> None:
        """Show a sentence beneath the control, or take it away."""
        if sentence == self.error:
            return  # dressing a control anew costs more than filling it
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        set_look(self._control, wrong=bool(sentence))
        self._control.setAccessibleDescription(" ".join(filter(None, (sentence, self._hint_text))))

    def say_label(self, text: str) -> None:
        """Name the field otherwise, where what it is about changes."""
        self.label = text
        self._label.setText(text)
        self._control.setAccessibleName(self._spoken_name())

    def say_hint(self, text: str) -> None:
        """Say something else beneath the control."""
        self._hint_text = text
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self._control.setAccessibleDescription(text)

    def in_sight(self) -> QWidget:
        """Return what is scrolled to when the field is pointed at: one of many parts, its wrong part."""
        return self

    def set_required(self, is_required: bool) -> None:
        """Ask for a value, or no longer; for a field that was made a required one."""
        self.is_required = is_required
        if self._required is not None:
            self._required.setVisible(is_required)
        self._control.setAccessibleName(self._spoken_name())

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the field be read but not changed."""
        self._control.setEnabled(not is_read_only)

    @Slot()
    def _note_edit(self) -> None:
        if self.error:
            self.show_error("")
        self.edited.emit()


class _Line(QLineEdit):
    """A line that knows whether an input method is composing in it."""

    is_composing = False

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note the composition."""
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class TextField(Field):
    """One line of text; ``value`` is stripped of blanks at both ends."""

    def __init__(
        self, name: str, label: str, *, placeholder: str = "", width: int = 0, **options: Any
    ) -> None:
        super().__init__(name, label, **options)
        self.line = _Line()
        self.line.setPlaceholderText(placeholder)
        if width:
            self.line.setMaximumWidth(current_theme().width(width))
        self._hold(self.line)
        self.line.textEdited.connect(self._note_edit)

    @override
    def value(self) -> str:
        return self.line.text().strip()

    @override
    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self.line.setReadOnly(is_read_only)


class MultiLineField(Field):
    """Several lines of text."""

    def __init__(
        self, name: str, label: str, *, rows: int = 3, placeholder: str = "", **options: Any
    ) -> None:
        super().__init__(name, label, **options)
        self.lines = OpenLines(rows)
        self.lines.setPlaceholderText(placeholder)
        self._hold(self.lines)
        self._is_setting = False
        self.lines.textChanged.connect(self._note_text)

    @Slot()
    def _note_text(self) -> None:
        if not self._is_setting:
            self._note_edit()

    @override
    def value(self) -> str:
        return self.lines.toPlainText().strip()

    @override
    def set_value(self, value: Any) -> None:
        self._is_setting = True
        self.lines.setPlainText("" if value is None else str(value))
        self._is_setting = False

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self.lines.setReadOnly(is_read_only)


class SecretField(TextField):
    """A passphrase: hidden, with a button that shows it; never stripped, never offered to the clipboard."""

    def __init__(self, name: str, label: str, **options: Any) -> None:
        super().__init__(name, label, **options)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )

    @override
    def value(self) -> str:
        return self.line.text()

    @override
    def _beside(self) -> tuple[QWidget, ...]:
        self.toggle = Button(_("表示"), kind=ButtonKind.QUIET, icon="eye")
        self.toggle.setCheckable(True)
        self.toggle.setAccessibleName(_("{label}を表示").format(label=self.label))
        self.toggle.toggled.connect(self._show_letters)
        return (self.toggle,)

    @Slot(bool)
    def _show_letters(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.toggle.setText(_("隠す") if is_shown else _("表示"))
        set_icon(self.toggle, "eye-off" if is_shown else "eye", "action")

    def wipe(self) -> None:
        """Forget what was typed, also for undo."""
        self.line.clear()
        self.toggle.setChecked(False)
