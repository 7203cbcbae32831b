"""A button that shows the key that presses it: 「写真を加える E」."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QWidget
from typing_extensions import override

from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind, paint_key


class KeyButton(Button):
    """A verb, its icon, and its key in a cap at the right."""

    def __init__(
        self,
        text: str,
        key: str,
        *,
        kind: ButtonKind = ButtonKind.LINE,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, kind=kind, icon=icon, parent=parent)
        self._key = key
        self.setAccessibleName(f"{text} {key}")

    def say(self, text: str, key: str) -> None:
        """Show another verb and key."""
        self._key = key
        self.setText(text)
        self.setAccessibleName(f"{text} {key}")
        self.updateGeometry()

    @property
    def _cap(self) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font("note", bold=True)).horizontalAdvance(self._key)
        side = round(theme.text_px("note") * 1.6)
        return QSize(max(side, words + theme.space(12)), side)

    @override
    def sizeHint(self) -> QSize:
        """Leave room for the cap."""
        return super().sizeHint() + QSize(self._cap.width() + current_theme().space(10), 0)

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut the word or the cap."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame over all, the word in what the cap leaves, the cap at the right."""
        theme, cap = current_theme(), self._cap
        room = cap.width() + theme.space(10)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        option.rect = QRect(0, 0, self.width() - room, self.height())
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        left, top = self.width() - theme.space(14) - cap.width(), (self.height() - cap.height()) // 2
        paint_key(painter, QRect(left, top, cap.width(), cap.height()), self._key)
        painter.end()
