"""The frame of every page at the door: one narrow column in the middle, with errors told inside it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from oversight.errors import OversightError
from oversight.words import _
from ui.icons import set_icon
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.text import prose, section, title

_COLUMN = 480


class DoorPanel(QScrollArea):
    """A heading, then whatever the page adds to ``column``."""

    def __init__(self, heading: str, explained: str = "") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(heading)
        theme = current_theme()
        self._holder = holder = QWidget()
        holder.setProperty("surface", "panel")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(holder)
        card = QFrame()
        card.setProperty("piece", "card")
        card.setFixedWidth(theme.space(64) + theme.width(_COLUMN) if theme.scale < 1.5 else theme.space(720))
        row.addStretch(1)
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(theme.space(32), theme.space(24), theme.space(32), theme.space(24))
        self.column.setSpacing(theme.space(14))
        self.heading = title(heading)
        self.column.addWidget(self.heading)
        self.explanation = prose(explained, "sub")
        self.explanation.setVisible(bool(explained))
        self.column.addWidget(self.explanation)
        self.setWidget(holder)

    def busy(self, is_busy: bool) -> None:
        """Let nothing be pressed twice while the door turns."""
        self._holder.setEnabled(not is_busy)


class ErrorBox(QFrame):
    """Says beside the fields what went wrong, what was kept and what to do; counts a wait down."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("piece", "notice")
        self.setProperty("tone", "danger")
        sign = QLabel()
        set_icon(sign, "alert-triangle", "danger")
        self._sentence, self._remedy = section(""), prose("")
        self._wait_ends_in = 0
        self._held: Button | None = None
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count)
        texts = QVBoxLayout()
        texts.addWidget(self._sentence)
        texts.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.hide()

    @property
    def text(self) -> str:
        """Return what the box says; nothing while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def say(self, sentence: str, remedy: str = "") -> None:
        """Say something."""
        self._sentence.setText(sentence)
        self._remedy.say(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(f"{sentence} {remedy}".strip())
        self.setVisible(bool(sentence))

    def say_error(self, error: Exception, held: Button) -> None:
        """Say a failure; while a wait after wrong passphrases lasts, hold the button and count down."""
        if not isinstance(error, OversightError):
            self.say(
                _("予期しない誤りが起きました。保存済みの記録は失われていません。"),
                _("もう一度試してください。"),
            )
            return
        self.say(error.sentence, error.remedy)
        seconds = getattr(error, "seconds", 0)
        if seconds > 0:
            self._held, self._wait_ends_in = held, math.ceil(seconds)
            held.setEnabled(False)
            self._second.start()

    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    @Slot()
    def _count(self) -> None:
        self._wait_ends_in -= 1
        if self._wait_ends_in > 0:
            seconds = _("あと{seconds}秒で入力できます。").format(seconds=self._wait_ends_in)
            self.say(self._sentence.text(), seconds)
            return
        self._second.stop()
        self.clear()
        if self._held is not None:
            self._held.setEnabled(True)
