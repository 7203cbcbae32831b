"""Buttons: verbs, at least 44 px high; icons always stand with a word or an accessible name."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.icons import set_icon
from ui.theme import TONE_ROLES, Tone, current_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class ButtonKind(StrEnum):
    """How much a button asks for attention; one primary button stands on a page."""

    PRIMARY = "primary"
    LINE = "line"
    DANGER = "danger"
    QUIET = "quiet"
    LINK = "link"


_ICON_ROLES = {
    ButtonKind.PRIMARY: "on_action",
    ButtonKind.LINE: "action",
    ButtonKind.DANGER: "danger",
    ButtonKind.QUIET: "action",
    ButtonKind.LINK: "action",
}


class Button(QPushButton):
    """A verb."""

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = ButtonKind.LINE,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind.value)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            set_icon(self, icon, _ICON_ROLES[kind])


class MenuButton(Button):
    """A verb in several ways: pressed, it offers them as a list. Say them with ``offer``."""

    def __init__(self, text: str, *, kind: ButtonKind = ButtonKind.LINE, icon: str = "") -> None:
        from PySide6.QtWidgets import QMenu  # slow to load; the first window has none

        super().__init__(f"{text} ▾", kind=kind, icon=icon)
        self.setAccessibleName(text)
        self._menu = QMenu(self)
        self._menu.setAccessibleName(text)
        self.setMenu(self._menu)

    def begin_anew(self) -> None:
        """Forget the ways offered so far."""
        self._menu.clear()

    def offer_rule(self) -> None:
        """Set what follows apart."""
        self._menu.addSeparator()

    def offer(self, word: str, deed: Callable[[], object]) -> QAction:
        """Add one way; ``deed`` is a method of a QObject."""
        action = self._menu.addAction(word)
        action.triggered.connect(deed)
        return action


class _Named(QPushButton):
    """A button with a name on it; a long one ends in an ellipsis and stands whole in the tool tip."""

    _name = ""

    def _bear(self, name: str, spoken: str) -> None:
        self._name = name
        self.setToolTip(name)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Ask for room for the whole name; one exactly as wide as its room would be elided."""
        self.ensurePolished()
        missing = QFontMetrics(self.font()).horizontalAdvance(self._name)
        missing -= QFontMetrics(self.font()).horizontalAdvance(self.text())
        return super().sizeHint() + QSize(missing + 2, 0)

    @override
    def minimumSizeHint(self) -> QSize:
        """Leave the width to the page."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the name as there is room for."""
        super().resizeEvent(event)
        around = super().sizeHint().width() - QFontMetrics(self.font()).horizontalAdvance(self.text())
        room = event.size().width() - around
        shown = QFontMetrics(self.font()).elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)


class NameButton(_Named, Button):
    """A name that leads to its record, or to what one does with it."""

    def __init__(
        self,
        name: str,
        *,
        spoken: str,
        kind: ButtonKind = ButtonKind.LINK,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, kind=kind, icon=icon, parent=parent)
        self._bear(name, spoken)


class ToggleButton(QPushButton):
    """A word pressed or not: a ``choice`` or a ``chip``; bold while pressed, and as wide as then."""

    def __init__(self, text: str, *, kind: str = "choice", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        """Leave room for the bold word."""
        self.ensurePolished()
        font = QFont(self.font())
        font.setBold(True)
        widths = [QFontMetrics(each).horizontalAdvance(self.text()) for each in (self.font(), font)]
        return super().sizeHint() + QSize(max(widths[1] - widths[0], 0), 0)


class NameToggle(_Named, ToggleButton):
    """A name pressed or not."""

    def __init__(self, name: str, *, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._bear(name, spoken)


class IconButton(QPushButton):
    """An icon whose word is its accessible name and tool tip; only where space allows no word."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_icon(self, icon)


class BigButton(QPushButton):
    """One of a few large answers, with the key that presses it shown beside the word."""

    def __init__(
        self, text: str, *, key: str = "", tone: Tone = Tone.INFO, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "big")
        self.setProperty("tone", tone.value)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._key, self._tone = key, tone

    @override
    def sizeHint(self) -> QSize:
        """Leave room for the key's sign."""
        return super().sizeHint() + QSize(current_theme().text_px("title") * 2, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame by the style sheet, then the key's sign and the word, centred together."""
        from PySide6.QtWidgets import QStyle, QStyleOptionButton  # slow to load; the first window has none

        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        theme = current_theme()
        font = theme.font("title", bold=True)
        width = QFontMetrics(font).horizontalAdvance(self.text())
        cap = theme.text_px("title") if self._key else 0
        gap = theme.space(12) if self._key else 0
        left = (self.width() - width - cap - gap) // 2
        if self._key:
            paint_key(painter, QRect(left, (self.height() - cap) // 2, cap, cap), self._key)
        painter.setFont(font)
        role = TONE_ROLES[self._tone][0] if self.isChecked() else "text"
        painter.setPen(theme.colour(role if self.isEnabled() else "disabled"))
        painter.drawText(
            QRect(left + cap + gap, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


def paint_key(painter: QPainter, box: QRect, key: str) -> None:
    """Paint the sign of a key into a box."""
    theme = current_theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("rule"), 1))
    painter.setBrush(theme.colour("panel"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(theme.font("note", bold=True))
    painter.setPen(theme.colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
