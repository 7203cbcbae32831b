"""The sections of the checklist and the steps after them, each with how far it is; arrows walk, Enter goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme

_WALKS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_GOES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Entry:
    """A section or step: its key, its word, what stands at its right, and that as a sentence."""

    key: str
    word: str
    figures: str
    spoken: str
    has_finding: bool = False
    is_done: bool = False


class SectionButton(QPushButton):
    """One section: 「持込機器 1/8」."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setProperty("kind", "navigation")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Show another count."""
        self.entry = entry
        self.setAccessibleName(f"{entry.word} {entry.spoken}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Be as high as a finger needs."""
        theme = current_theme()
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.entry.word + "  " + "00/00")
        return QSize(words + theme.space(40), theme.control_height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the ground of the pointer."""
        super().enterEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
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
        role = "on_selected" if is_here else "text"
        inner = self.rect().adjusted(theme.space(12), 0, -theme.space(12), 0)
        painter.setFont(theme.font(bold=is_here))
        painter.setPen(theme.colour(role))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(left), self.entry.word)
        if not is_here and not self.entry.is_done:
            painter.setPen(theme.colour("sub"))
        elif not is_here:
            painter.setPen(theme.colour("done"))
        painter.setFont(theme.font(bold=is_here, figures=True))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, int(right), self.entry.figures)
        self._paint_sign(painter, inner)
        painter.end()

    def _paint_sign(self, painter: QPainter, inner: QRect) -> None:
        """Paint the word 不適 before the count where a section holds a nonconformity."""
        if not self.entry.has_finding:
            return
        theme = current_theme()
        count = QFontMetrics(painter.font()).horizontalAdvance(self.entry.figures)
        painter.setFont(theme.font("note"))
        painter.setPen(theme.colour("danger"))
        word = inner.adjusted(0, 0, -count - theme.space(8), 0)
        painter.drawText(word, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), _("不適"))


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
        if here in self.buttons:
            self.buttons[here].setChecked(True)

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
