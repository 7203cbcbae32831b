"""The sections of the checklist and the steps after them, and how far each is; arrows walk, Enter goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.icons import icon_pixmap
from ui.theme import current_theme

_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAD = 12
_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_GOES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Entry:
    """A section or step: its key, its word, what stands at its right, and that as a sentence.

    ``is_deed``: it leads nowhere but does something, such as adding a room.
    """

    key: str
    word: str
    figures: str
    spoken: str
    has_finding: bool = False
    is_done: bool = False
    is_deed: bool = False


class SectionButton(QPushButton):
    """One section: 「持込機器 1/8」."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setProperty("kind", "navigation")
        self.setCheckable(not entry.is_deed)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Show another count."""
        self.entry = entry
        found = _("不適あり") if entry.has_finding else ""
        self.setAccessibleName(" ".join(filter(None, (entry.word, entry.spoken, found))))
        self.update()

    @property
    def _signs_width(self) -> int:
        """Return the room that count and flag take at the right."""
        theme = current_theme()
        count = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.entry.figures)
        flag = theme.icon_px + theme.space(4) if self.entry.has_finding else 0
        return count + flag + theme.space(8)

    def fit(self, width: int) -> None:
        """Be as high as a finger, or as the word in as many lines as it needs."""
        theme = current_theme()
        self.ensurePolished()  # or the style sheet would set its own height when the list is first shown
        room = QRect(0, 0, width - 2 * theme.space(_PAD) - self._signs_width, 9999)
        words = QFontMetrics(theme.font(bold=True)).boundingRect(room, _WRAPPED, self.entry.word)
        self.setFixedHeight(max(theme.control_height, words.height() + theme.space(12)))

    @override
    def sizeHint(self) -> QSize:
        """Ask for room for word and count in one line."""
        theme = current_theme()
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.entry.word)
        return QSize(words + self._signs_width + 2 * theme.space(_PAD), theme.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Leave the width to the list: words wrap."""
        return QSize(0, current_theme().control_height)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the ground of the pointer."""
        super().enterEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too; leave the arrows to the list."""
        if event.key() in _WALKS:
            event.ignore()
            return
        if event.key() in _GOES:
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, word and count."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_here = self.isChecked()
        if is_here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if is_here else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 8, 8)
        inner = self.rect().adjusted(theme.space(_PAD), 0, -theme.space(_PAD), 0)
        painter.setFont(theme.font(bold=is_here))
        painter.setPen(theme.colour(self._ink(is_here)))
        painter.drawText(inner.adjusted(0, 0, -self._signs_width, 0), _WRAPPED, self.entry.word)
        if not is_here:
            painter.setPen(theme.colour("done" if self.entry.is_done else "sub"))
        painter.drawText(inner, _RIGHT, self.entry.figures)
        self._paint_flag(painter, inner)
        painter.end()

    def _ink(self, is_here: bool) -> str:
        if self.entry.is_deed:
            return "action"
        return "on_selected" if is_here else "text"

    def _paint_flag(self, painter: QPainter, inner: QRect) -> None:
        """Paint a flag before the count where a section holds a nonconformity."""
        if not self.entry.has_finding:
            return
        theme = current_theme()
        side = theme.icon_px
        left = inner.right() - self._signs_width + theme.space(8)
        flag = icon_pixmap("flag", theme.colour("danger"), side)
        painter.drawPixmap(left, (self.height() - side) // 2, flag)


class SectionList(QWidget):
    """``wanted`` names the section or step pressed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "clear")
        self.buttons: dict[str, SectionButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_entries(self, entries: Sequence[Entry], here: str) -> None:
        """Show the entries; their buttons are kept where the entries are the same ones."""
        if [entry.key for entry in entries] != list(self.buttons):
            self._rebuild(entries)
        for entry in entries:
            self.buttons[entry.key].show_entry(entry)
            self.buttons[entry.key].fit(self.width())
        if here in self.buttons:
            self.buttons[here].setChecked(True)

    @property
    def here(self) -> QAbstractButton | None:
        """Return the button of the entry one stands at."""
        return self._group.checkedButton()

    def _rebuild(self, entries: Sequence[Entry]) -> None:
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for entry in entries:
            button = SectionButton(entry, self)
            self.buttons[entry.key] = button
            self._group.addButton(button)
            self._column.addWidget(button)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words wrap anew."""
        super().resizeEvent(event)
        for button in self.buttons.values():
            button.fit(event.size().width())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        step = _WALKS.get(Qt.Key(event.key()))
        buttons = list(self.buttons.values())
        focused = next((place for place, each in enumerate(buttons) if each.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        buttons[min(max(focused + step, 0), len(buttons) - 1)].setFocus()

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        if isinstance(button, SectionButton):
            self.wanted.emit(button.entry.key)
