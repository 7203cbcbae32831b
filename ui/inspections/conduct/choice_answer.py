"""Choices all in sight, one of them or several: each a line as high as a finger, with its key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon_pixmap
from ui.theme import current_theme
from ui.widgets.buttons import paint_key
from ui.widgets.fields import Field
from ui.widgets.walked_button import WalkedButton

_KEYS = 9
_PAD = 14
_WORDS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


class ChoiceButton(WalkedButton):
    """One choice; its words wrap, and a sign tells that it is chosen."""

    def __init__(self, word: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent=parent)
        self._key = key
        self.setProperty("kind", "answer")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def _box(self) -> int:
        return round(current_theme().text_px("body") * 1.5)

    def _words_in(self, width: int) -> QRect:
        theme = current_theme()
        left = theme.space(_PAD) + (self._box + theme.space(10)) * (2 if self._key else 1)
        return QRect(left, 0, max(width - left - theme.space(_PAD), 1), 9999)

    def fit(self, width: int) -> None:
        """Be as high as a finger, or as the words in as many lines as they need."""
        theme = current_theme()
        self.ensurePolished()
        room = self._words_in(width)
        words = QFontMetrics(theme.font(bold=True)).boundingRect(room, _WORDS, self.text())
        self.setFixedHeight(max(theme.control_height, words.height() + theme.space(16)))

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line of the height of a finger."""
        theme = current_theme()
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(self._words_in(0).left() + words + theme.space(_PAD), theme.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Leave the width to the page: words wrap."""
        return QSize(0, current_theme().control_height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words wrap anew."""
        super().resizeEvent(event)
        self.fit(event.size().width())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the key, the sign of being chosen, and the words."""
        theme, option = current_theme(), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        left, side = theme.space(_PAD), self._box
        top = (self.height() - side) // 2
        if self._key:
            paint_key(painter, QRect(left, top, side, side), self._key)
            left += side + theme.space(10)
        colour = theme.colour("on_selected" if self.isChecked() else "text")
        if self.isChecked():
            painter.drawPixmap(left, top, icon_pixmap("check", colour, side))
        painter.setPen(colour)
        painter.setFont(theme.font(bold=self.isChecked()))
        painter.drawText(self._words_in(self.width()).intersected(self.rect()), _WORDS, self.text())
        painter.end()


class ChoiceAnswer(Field):
    """One of some, or several; ``value`` is a text: of several, their values parted by spaces.

    What is not offered now is out of sight, unless it is chosen. ``with_keys``: figures pick the first nine.
    """

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[tuple[str, str]],
        *,
        several: bool,
        with_keys: bool,
        **rest: Any,
    ) -> None:
        super().__init__(name, label, **rest)
        self._several = several
        self.buttons: dict[str, ChoiceButton] = {}
        self._offered = {value for value, _word in options}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(6))
        for number, (value, word) in enumerate(dict(options).items(), 1):
            button = ChoiceButton(word, str(number) if with_keys and number <= _KEYS else "")
            button.setAccessibleName(f"{label} {word}")
            self.buttons[value] = button
            self._group.addButton(button)
            column.addWidget(button)
        self._hold(holder)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))
        self._group.buttonClicked.connect(self._take)

    @Slot(QAbstractButton)
    def _take(self, pressed: QAbstractButton) -> None:
        """Keep one chosen where only one may be; pressed again it is given up."""
        if not self._several:
            for button in self.buttons.values():
                button.setChecked(button is pressed and pressed.isChecked())
        self._show_offered()
        self._note_edit()

    def choose(self, number: int) -> None:
        """Press the choice with that figure, if it is in sight."""
        buttons = list(self.buttons.values())
        if number <= len(buttons) and not buttons[number - 1].isHidden():
            buttons[number - 1].click()

    def offer(self, values: Collection[str]) -> None:
        """Offer these values; one that is chosen stays in sight until it is given up."""
        self._offered = set(values)
        self._show_offered()

    def _show_offered(self) -> None:
        for value, button in self.buttons.items():
            button.setVisible(value in self._offered or button.isChecked())
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        if shown:
            self.setFocusProxy(shown[0])

    @override
    def value(self) -> str:
        return " ".join(value for value, button in self.buttons.items() if button.isChecked())

    @override
    def set_value(self, value: Any) -> None:
        given = str(value or "")
        chosen = set(given.split()) if self._several else {given}
        for each, button in self.buttons.items():
            button.setChecked(each in chosen)
        self._show_offered()
