"""Fields that choose: one of some, several of some, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import ToggleButton
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.walked_button import WalkedButton

_LEAST_WIDTH = 160

Options = Sequence[tuple[Any, str]]
"""Values and their words, in the order shown."""


class _Choices(QComboBox):
    """A combo box that the wheel does not change while the page scrolls under it.

    It asks for the width of its longest word and makes do with less: a long name must not widen a form.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), current_theme().width(_LEAST_WIDTH)), least.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box; a word too long for it ends in an ellipsis and stands whole in the tool tip."""
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter  # the first window has none

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        painter.drawComplexControl(box, option)
        room = self.style().subControlRect(box, option, field, self).width()
        whole = option.currentText
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        option.currentText = shown
        self.setToolTip(whole if shown != whole else "")
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of some; ``value`` is None while 「選んでください」 stands there."""

    def __init__(
        self, name: str, label: str, options: Options, *, placeholder: str = "", **rest: Any
    ) -> None:
        super().__init__(name, label, **rest)
        self.combo = _Choices()
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._placeholder = placeholder or _("選んでください")
        self._hold(self.combo)
        self.set_options(options)
        self.combo.activated.connect(self._note_edit)

    def set_placeholder(self, word: str) -> None:
        """Say otherwise what stands for no choice."""
        self._placeholder = word
        self.combo.setItemText(0, word)

    def set_options(self, options: Options) -> None:
        """Offer other values; the one chosen stays chosen if it is still offered."""
        before = self.value()
        self._values: list[Any] = [None, *(value for value, _word in options)]
        self.combo.clear()
        self.combo.addItems([self._placeholder, *(word for _value, word in options)])
        self.set_value(before)

    @override
    def value(self) -> Any:
        place = self.combo.currentIndex()
        return self._values[place] if place > 0 else None

    @override
    def set_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class MultiChoiceField(Field):
    """Several of some, as buttons pressed or not; ``value`` is a tuple in the order offered."""

    def __init__(self, name: str, label: str, options: Options, **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self._values = [value for value, _word in options]
        self.buttons: list[QPushButton] = []
        holder = QWidget()
        flow = Flow(holder)
        for value, word in options:
            button = _choice_button(word, f"{label} {word}")
            button.setProperty("value", str(value))
            button.clicked.connect(self._note_edit)
            self.buttons.append(button)
            flow.addWidget(button)
        self._hold(holder)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    @override
    def value(self) -> tuple[Any, ...]:
        pairs = zip(self._values, self.buttons, strict=True)
        return tuple(value for value, button in pairs if button.isChecked())

    @override
    def set_value(self, value: Any) -> None:
        for each, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(each in (value or ()))


class OneOfField(Field):
    """One of a few, all in sight; ``value`` is None until one is pressed."""

    def __init__(self, name: str, label: str, options: Options, **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self._values = [value for value, _word in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        holder = QWidget()
        flow = Flow(holder)
        self.buttons: list[QPushButton] = []
        for _value, word in options:
            button = WalkedButton(word)
            button.setAccessibleName(f"{label} {word}")
            self.buttons.append(button)
            self._group.addButton(button)
            flow.addWidget(button)
        self._hold(holder)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])
        self._group.buttonClicked.connect(self._note_click)

    @Slot(QPushButton)
    def _note_click(self, _button: QPushButton) -> None:
        self._note_edit()

    @override
    def value(self) -> Any:
        pairs = zip(self._values, self.buttons, strict=True)
        return next((value for value, button in pairs if button.isChecked()), None)

    @override
    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)
        for each, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(each == value and value is not None)
        self._group.setExclusive(True)


class YesNoField(OneOfField):
    """Yes, no, or not answered (None)."""

    def __init__(self, name: str, label: str, *, yes: str = "", no: str = "", **rest: Any) -> None:
        super().__init__(name, label, ((True, yes or _("はい")), (False, no or _("いいえ"))), **rest)


def _choice_button(word: str, spoken: str) -> QPushButton:
    button = ToggleButton(word)
    button.setAccessibleName(spoken)
    return button


def beside(*fields: Field) -> QWidget:
    """Set short fields next to each other; they go under one another where there is no room."""
    holder = QWidget()
    if current_theme().scale >= 1.5:
        column = QVBoxLayout(holder)
        column.setSpacing(current_theme().space(16))
        column.setContentsMargins(0, 0, 0, 0)
        for field in fields:
            column.addWidget(field)
        return holder
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_theme().space(16))
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return holder
