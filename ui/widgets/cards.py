"""A number on which a decision hangs, and what it opens."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from oversight.words import _n
from ui.theme import SIGN_ROLES, Tone, current_theme

_WIDTH, _PAD, _EDGE = 200, 16, 6


class Card(QPushButton):
    """One number: its heading above, its unit beside, a note beneath; pressing it opens exactly its rows.

    A zero, and a number not known yet, is quiet: one line.
    """

    def __init__(self, heading: str, *, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.note = heading, ""
        self.count: int | None = None
        self._tone = tone
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "card")
        self.setAccessibleName(heading)

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to do behind the number."""
        return not self.count

    @property
    def _line(self) -> str:
        """Return a quiet card's words: 今週の検査　0件."""
        if self.count is None:
            return self.heading
        return "　".join(filter(None, (f"{self.heading} {self._told}", self.note)))

    @property
    def _told(self) -> str:
        count = self.count or 0
        return _n("{count:,}件", count).format(count=count)

    def show_count(self, count: int, note: str = "", tone: Tone | None = None) -> None:
        """Show the number and what stands beneath it."""
        self.count, self.note = count, note
        self._tone = self._tone if tone is None else tone
        self.setAccessibleName(f"{self.heading} {self._told} {note}".strip())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for room for the three lines, or for the one."""
        theme = current_theme()
        if self.is_quiet:
            return QSize(self._width_of_words(), theme.row_height)
        lines = theme.text_px("note") * 1.6 * 2 + theme.text_px("figure") * 1.25
        return QSize(theme.width(_WIDTH), round(lines) + theme.space(24))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return QSize(self._width_of_words(), self.sizeHint().height())

    def _width_of_words(self) -> int:
        theme = current_theme()
        words = QFontMetrics(theme.font("note"))
        lines = (self._line,) if self.is_quiet else (self.heading, self.note)
        pad = theme.space(_PAD * 2) + (0 if self.is_quiet else _EDGE)
        return max(words.horizontalAdvance(line) for line in lines) + pad + 2

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame with its toned edge, then the lines."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        is_danger = self._tone is Tone.DANGER
        painter.fillPath(frame, theme.colour("panel" if self.underMouse() else "ground"))
        painter.setPen(QPen(theme.colour("danger_sign" if is_danger else "line"), 1))
        painter.drawPath(frame)
        painter.setClipPath(frame)
        if self._tone is not Tone.NEUTRAL:
            painter.fillRect(QRect(0, 0, _EDGE, self.height()), theme.colour(SIGN_ROLES[self._tone]))
        painter.setClipping(False)
        if self.is_quiet:
            self._paint_line(painter)
        else:
            self._paint_words(painter)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        theme = current_theme()
        painter.setFont(theme.font("note"))
        painter.setPen(theme.colour("sub"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._line)

    def _paint_words(self, painter: QPainter) -> None:
        theme = current_theme()
        pad, line = theme.space(_PAD) + _EDGE, round(theme.text_px("note") * 1.6)
        room = self.width() - pad - theme.space(8)
        top = theme.space(10)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("note"))
        painter.setPen(theme.colour("sub"))
        painter.drawText(QRect(pad, top, room, line), left, self.heading)
        painter.drawText(QRect(pad, self.height() - theme.space(10) - line, room, line), left, self.note)
        tall = round(theme.text_px("figure") * 1.25)
        font = theme.font("figure", bold=True)
        figure, wide = f"{self.count:,}", QFontMetrics(font).horizontalAdvance(f"{self.count:,}")
        painter.setPen(theme.colour("danger" if self._tone is Tone.DANGER else "strong"))
        painter.setFont(font)
        painter.drawText(QRect(pad, top + line, wide + 2, tall), left, figure)
        painter.setFont(theme.font("body"))
        unit = _n("件", self.count or 0)
        painter.drawText(
            QRect(pad + wide + 4, top + line + theme.text_px("figure") // 5, room, tall), left, unit
        )
