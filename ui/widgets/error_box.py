"""Says beside the fields what went wrong, what was kept and what to do."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout
from typing_extensions import override

from oversight.errors import OversightError
from oversight.words import _, _n
from ui.icons import set_icon
from ui.widgets.buttons import Button
from ui.widgets.text import prose, section


class ErrorBox(QFrame):
    """Stands in a form or dialog; counts down the wait after wrong passphrases."""

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
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._fit()
        self.setAccessibleName(f"{sentence} {remedy}".strip())
        self.setVisible(bool(sentence))

    def _fit(self) -> None:
        """Take the height the words need at this width: a full page would squeeze their lines together."""
        needed = self.heightForWidth(self.width())
        if needed > 0:
            self.setMinimumHeight(needed)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
            seconds = _n("あと{seconds}秒で入力できます。", self._wait_ends_in).format(
                seconds=self._wait_ends_in
            )
            self.say(self._sentence.text(), seconds)
            return
        self._second.stop()
        self.clear()
        if self._held is not None:
            self._held.setEnabled(True)
