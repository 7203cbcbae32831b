"""Figures to press by finger, standing: 0 to 9 and the way back; by keyboard one stop of Tab, then arrows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button

_COLUMNS = 3
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


class _Key(Button):
    """A key as large as a finger; what is typed on it is the keypad's."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "key")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows and figures to the keypad: Qt would walk to whatever button stands beside."""
        if event.key() in _STEPS or event.key() == Qt.Key.Key_Backspace or event.text().isdecimal():
            event.ignore()
        else:
            super().keyPressEvent(event)


class Keypad(QWidget):
    """``figure_pressed`` gives a figure, ``erased`` takes the last one back, ``cleared`` all of them.

    A finger leaves the focus where it is. On a key, figures and Backspace may be typed as well.
    """

    figure_pressed = Signal(str)
    erased = Signal()
    cleared = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("{label}のキー").format(label=name))
        self.figures = {figure: _Key(figure) for figure in "1234567890"}
        self.clear_button, self.erase_button = _Key(_("全部消す")), _Key(_("1字消す"))
        *upper, last = self.figures.values()
        self.keys = [*upper, self.clear_button, last, self.erase_button]
        self._lay_out()
        for figure, key in self.figures.items():
            key.clicked.connect(partial(self.figure_pressed.emit, figure))
        self.erase_button.clicked.connect(self.erased)
        self.clear_button.clicked.connect(self.cleared)

    def _lay_out(self) -> None:
        theme = current_theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.space(8))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        for place, key in enumerate(self.keys):
            key.setFocusPolicy(Qt.FocusPolicy.TabFocus if place == 0 else Qt.FocusPolicy.NoFocus)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(key, *divmod(place, _COLUMNS))
            key.ensurePolished()
        widest = max(key.sizeHint().width() for key in self.keys)
        for column in range(_COLUMNS):
            grid.setColumnMinimumWidth(column, widest)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; take figures that are typed here."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(_STEPS[key])
        elif event.text() in self.figures:
            self.figure_pressed.emit(event.text())
        elif key is Qt.Key.Key_Backspace:
            self.erased.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        now = next(place for place, key in enumerate(self.keys) if key.hasFocus())
        to = now + step
        is_beside = abs(step) == _COLUMNS or to // _COLUMNS == now // _COLUMNS
        if 0 <= to < len(self.keys) and is_beside:
            self.keys[to].setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.keys[to].setFocus(Qt.FocusReason.TabFocusReason)
            self.keys[now].setFocusPolicy(Qt.FocusPolicy.NoFocus)
