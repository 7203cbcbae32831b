"""A new passphrase, typed twice, with a sentence that says whether it will do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.words import _
from ui.background import Background
from ui.theme import current_theme, set_look
from ui.widgets.fields import SecretField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

_PAUSE_MS = 300
DEFAULT_LENGTH = 12
"""What a new office asks for; a test holds it against the office's own default."""


class PassphrasePair(QWidget):
    """``check`` shows what is wrong; ``value`` is the passphrase."""

    def __init__(
        self, background: Background, user_id: Callable[[], str], *, is_change: bool = False
    ) -> None:
        super().__init__()
        self._background, self._user_id = background, user_id
        self._minimum_length = DEFAULT_LENGTH
        self.first = SecretField(
            "passphrase",
            _("新しいパスフレーズ") if is_change else _("パスフレーズ"),
            is_required=True,
            hint=_hint(DEFAULT_LENGTH),
        )
        again = _("新しいパスフレーズ（もう一度）") if is_change else _("パスフレーズ（もう一度）")
        self.second = SecretField("passphrase_again", again, is_required=True)
        self._verdict = note("")
        self._judged = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(14))
        column.addWidget(self.first)
        self.first.column.addWidget(self._verdict)
        column.addWidget(self.second)
        self.first.edited.connect(self._wait)

    def follow(self, settings: OfficeSettings) -> None:
        """Ask for as many characters as the office does, once its settings have been read."""
        self._minimum_length = settings.minimum_passphrase_length
        self.first.say_hint(_hint(self._minimum_length))

    @property
    def verdict(self) -> str:
        """Return the sentence about the passphrase as typed."""
        return self._verdict.text()

    def value(self) -> str:
        """Return the passphrase."""
        return self.first.value()

    def check(self) -> bool:
        """Show what is wrong with either field; tell whether they may be used."""
        if not self.first.check() or not self.second.check():
            (self.first if self.first.error else self.second).setFocus()
            return False
        if self.first.value() != self.second.value():
            self.second.show_error(_("2つのパスフレーズが違います。"))
            self.second.setFocus()
            return False
        return True

    def wipe(self) -> None:
        """Forget what was typed."""
        self.first.wipe()
        self.second.wipe()
        self._verdict.setText("")

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def _judge(self) -> None:
        passphrase, user_id, length = self.first.value(), self._user_id(), self._minimum_length
        if not passphrase:
            self._verdict.setText("")
            return
        self._judged = passphrase
        self._background.run_aside(
            lambda: judge_passphrase(passphrase, user_id, length), self._say, self._pass_over, owner=self
        )

    def _say(self, wrong: str) -> None:
        if self._judged != self.first.value():
            return
        set_look(self._verdict, role="warning" if wrong else "note")
        self._verdict.setText(wrong or _("推測されにくいパスフレーズです。忘れないようにしてください。"))

    def _pass_over(self, _error: Exception) -> None:
        self._verdict.setText("")


def _hint(minimum_length: int) -> str:
    return _("{count}文字以上。つながりのない言葉をいくつか並べた文がおすすめです。").format(
        count=minimum_length
    )


def judge_passphrase(passphrase: str, user_id: str, minimum_length: int = DEFAULT_LENGTH) -> str:
    """Return what is wrong with a new passphrase, or nothing."""
    from oversight.errors import RefusedError
    from oversight.vault import check_new_passphrase

    try:
        check_new_passphrase(passphrase, user_id=user_id, minimum_length=minimum_length)
    except RefusedError as refusal:
        return str(refusal)
    return ""
