"""The left side: the rooms with icon, word and count; below, how the records are kept and for whom."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.words import _
from ui.actions import LOCK, action_button, bind
from ui.icons import icon_pixmap
from ui.shortcuts import Shortcut
from ui.theme import current_theme, set_look
from ui.widgets.buttons import ButtonKind
from ui.widgets.text import note, strong

_WIDTH, _BAR = 208, 4


class NavigationEntry(QPushButton):
    """One room: 「契約 3」. ``room`` is its key."""

    def __init__(self, room: str, icon: str, word: str, shortcut: Shortcut | None) -> None:
        super().__init__(word)
        self.room, self.icon_name, self.count = room, icon, 0
        self._word = word
        self.setProperty("kind", "navigation")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        if shortcut is not None:
            bind(shortcut, self, self.click)
            self.setToolTip(f"{word}  {shortcut.shown}")

    def show_count(self, count: int) -> None:
        """Show a count, or none for 0."""
        self.count = count
        self.setAccessibleName(f"{self._word} {count:,}{_('件')}" if count else self._word)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Be high enough to touch, and no higher: eight rooms fit a laptop's screen at 200 %."""
        theme = current_theme()
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self._word)
        height = max(theme.control["height"], round(theme.text_px("body") * 1.4 + 8))
        return QSize(words + theme.icon_px + theme.space(48 + 44), height)

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
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, bar, icon, word and count."""
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "on_selected" if self.isChecked() else "text"
        if self.isChecked():
            painter.fillRect(self.rect(), theme.colour("selected"))
            painter.fillRect(QRect(0, 0, _BAR, self.height()), theme.colour("action"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.colour("hover"))
        left, side = theme.space(20), theme.icon_px
        icon = icon_pixmap(self.icon_name, theme.colour(role), side)
        painter.drawPixmap(left, (self.height() - side) // 2, icon)
        painter.setFont(theme.font(bold=self.isChecked()))
        painter.setPen(theme.colour(role))
        words = left + side + theme.space(12)
        painter.drawText(
            QRect(words, 0, self.width() - words, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._word,
        )
        self._paint_count(painter)
        painter.end()

    def _paint_count(self, painter: QPainter) -> None:
        if not self.count:
            return
        theme = current_theme()
        font, figure = theme.font("note", bold=True), f"{self.count:,}"
        painter.setFont(font)
        height = round(theme.text_px("note") * 1.5)
        width = max(QFontMetrics(font).horizontalAdvance(figure) + theme.space(14), height)
        right = self.width() - theme.space(12) - width
        pill = QRectF(right, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("danger_sign"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("on_danger_sign"))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), figure)


class Navigation(QFrame):
    """The rooms; ``room_wanted`` names the one pressed, ``lock_wanted`` asks to lock."""

    room_wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "navigation")
        self.setAccessibleName(_("画面の一覧"))
        self.entries: dict[str, NavigationEntry] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._tell)
        self._product, self._organisation = strong(_("委託監督台帳")), note("")
        self._rooms = QVBoxLayout()
        self._rooms.setSpacing(0)
        self._safe, self._sound, self._signed_in = note(""), note(""), note("")
        self.lock_button = action_button(LOCK, self.lock_wanted.emit, kind=ButtonKind.LINK)
        self._lay_out()
        self.fit()

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(12), 1, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(space(20), space(4), space(12), space(14))
        head.setSpacing(space(4))
        head.addWidget(self._product)
        head.addWidget(self._organisation)
        column.addLayout(head)
        self._area = self._rooms_area()
        column.addWidget(self._area, 1)
        foot = QFrame()
        foot.setProperty("piece", "foot")
        lines = QVBoxLayout(foot)
        lines.setContentsMargins(space(20), space(12), space(12), space(12))
        lines.setSpacing(space(4))
        for line in (self._safe, self._sound, self._signed_in, self.lock_button):
            lines.addWidget(line)
        column.addWidget(foot)

    def _rooms_area(self) -> QScrollArea:
        holder = QWidget()
        holder.setProperty("surface", "clear")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._rooms)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        return area

    def fit(self) -> None:
        """Take the width the text size asks for."""
        theme = current_theme()
        wanted = max((entry.sizeHint().width() for entry in self.entries.values()), default=0)
        footed = QFontMetrics(theme.font("note")).horizontalAdvance(self._safe.text()) + theme.space(33)
        self.setFixedWidth(max(theme.space(_WIDTH), wanted, footed))

    def add_room(self, room: str, icon: str, word: str, shortcut: Shortcut | None) -> None:
        """Add a room at the end."""
        entry = NavigationEntry(room, icon, word, shortcut)
        self.entries[room] = entry
        self._group.addButton(entry)
        self._rooms.addWidget(entry)
        self.fit()

    def mark_room(self, room: str) -> None:
        """Show which room one is in."""
        if room in self.entries:
            self.entries[room].setChecked(True)
            self._area.ensureWidgetVisible(self.entries[room], 0, 0)

    @Slot(str, int)
    def show_count(self, room: str, count: int) -> None:
        """Show a count beside a room."""
        if room in self.entries:
            self.entries[room].show_count(count)

    def say_who(self, organisation: str, signature: str, *, is_encrypted: bool) -> None:
        """Say whose records these are, who is signed in, and how they are kept."""
        self._organisation.setText(organisation)
        self._signed_in.setText(signature)
        kept = _("暗号化 済　通信 なし") if is_encrypted else _("庁内サーバーに接続")
        self._safe.setText(kept)
        self.fit()

    def say_soundness(self, text: str, *, is_sound: bool) -> None:
        """Say how far the journal was found sound."""
        self._sound.setText(text)
        set_look(self._sound, role="note" if is_sound else "error")

    @Slot(QAbstractButton)
    def _tell(self, button: QAbstractButton) -> None:
        if isinstance(button, NavigationEntry):
            self.room_wanted.emit(button.room)
