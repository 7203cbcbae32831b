"""Labels of the type scale. Nothing here reads markup: what a record says is shown as it stands."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Tone, set_look

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_OPEN = 150
_LINE_HEIGHTS = {"section": 130, "strong": 130, "note": 135, "error": 135, "warning": 135}
"""Per cent of the font's height; running text is the most open (LOOK: 1.6)."""


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def title(text: str) -> QLabel:
    """Make the heading of a page (24 px)."""
    return _label(text, "title")


def section(text: str) -> Prose:
    """Make the heading of a part of a page (17 px); it wraps."""
    return Prose(text, "section")


def strong(text: str) -> QLabel:
    """Make a bold label of body size."""
    return _label(text, "strong")


def sub(text: str) -> Prose:
    """Make a quieter label of body size; it wraps."""
    return Prose(text, "sub")


def note(text: str) -> Prose:
    """Make a small quiet label (13 px); it wraps."""
    return Prose(text, "note")


def quiet_line(text: str = "", role: str = "note") -> QLabel:
    """Make a small quiet label of one line; where text may be long, ``note`` wraps."""
    return _label(text, role)


def key_cap(text: str) -> QLabel:
    """Make the sign of a key beside what it does."""
    return _label(text, "key")


def prose(text: str, role: str = "") -> Prose:
    """Make running text of several lines, with room between them."""
    return Prose(text, role)


class Prose(QLabel):
    """Text that wraps, with open lines; ``text`` is what was given, markup in it is shown as it stands.

    The faces leave no room between lines of their own, and a plain QLabel cannot add any.
    """

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    @override
    def setText(self, text: str, /) -> None:
        """Show another text; line ends are kept."""
        self._plain = text
        lines = text.translate(_ESCAPES)
        height = _LINE_HEIGHTS.get(str(self.property("role")), _OPEN)
        style = f"margin:0; white-space:pre-wrap; line-height:{height}%"
        super().setText(f'<p style="{style}">{lines}</p>' if text else "")
        self.setAccessibleName(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(text)

    @override
    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain


class Wrapping(Prose):
    """A name beside what belongs to it: in one line where there is room, in more where there is not."""

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line; Qt would ask for a block of some lines."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, self.heightForWidth(width))


class Tag(QLabel):
    """A state in a word on its tone's ground."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setProperty("tag", True)
        self.setProperty("tone", tone.value)

    def say(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self.setText(text)
        set_look(self, tone=tone.value)


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the whole text stays in the tool tip and for readers."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        shown = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), flags, shown)
        painter.end()
