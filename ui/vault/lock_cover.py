"""The cover of a locked window: nothing of the records can be seen; the passphrase opens it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from oversight.words import _
from ui.background import Background
from ui.vault import door
from ui.vault.panel import DoorPanel
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import SecretField

if TYPE_CHECKING:
    from oversight.clock import Clock


class LockCover(DoorPanel):
    """``opened`` carries the new ``door.Entry``; ``other_wanted`` asks to sign in as someone else."""

    opened = Signal(object)
    other_wanted = Signal()

    def __init__(self, background: Background, clock: Clock, entry: door.Entry, signature: str) -> None:
        explained = _("鍵は消去されました。入力の途中だった内容は、解錠すると続きから使えます。")
        super().__init__(_("錠がかかっています"), explained)
        self._background, self._clock = background, clock
        self._folder, self._user_id = entry.folder, entry.user_id
        self.passphrase_field = SecretField("passphrase", _("{who}さんのパスフレーズ").format(who=signature))
        self.errors = ErrorBox()
        self.unlock_button = Button(_("解錠する"), kind=ButtonKind.PRIMARY, icon="lock-open")
        self.quick_button = Button(_("簡易解錠"), icon="key")
        self.other_button = Button(_("別の利用者で開く"), kind=ButtonKind.QUIET, icon="user")
        self._lay_out()
        self.unlock_button.clicked.connect(self.unlock)
        self.quick_button.clicked.connect(self.unlock_quickly)
        self.other_button.clicked.connect(self.other_wanted)
        self.passphrase_field.line.returnPressed.connect(self.unlock)
        self._background.run_aside(
            lambda: door.can_enter_quickly(entry.folder), self._offer_quick, owner=self
        )

    def _lay_out(self) -> None:
        self.column.addWidget(self.passphrase_field)
        self.column.addWidget(self.errors)
        buttons = QHBoxLayout()
        buttons.addWidget(self.unlock_button, 1)
        buttons.addWidget(self.quick_button)
        self.column.addLayout(buttons)
        self.column.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.quick_button.hide()

    def _offer_quick(self, is_offered: bool) -> None:
        self.quick_button.setVisible(is_offered)

    @Slot()
    def unlock(self) -> None:
        """Try the passphrase."""
        passphrase = self.passphrase_field.value()
        if not passphrase:
            self.errors.say(_("パスフレーズを入力してください。"))
            return
        self._try(lambda: door.enter(self._folder, self._user_id, passphrase, self._clock))

    @Slot()
    def unlock_quickly(self) -> None:
        """Try the key the machine remembers."""
        self._try(lambda: door.enter_quickly(self._folder, self._clock))

    def _try(self, work: Callable[[], door.Entry]) -> None:
        self.errors.clear()
        self.busy(True)
        self._background.run(work, self._enter, self._fail, owner=self, what=_("解錠しています"))

    def _enter(self, entry: door.Entry) -> None:
        self.busy(False)
        self.passphrase_field.wipe()
        self.opened.emit(entry)

    def _fail(self, error: Exception) -> None:
        self.busy(False)
        self.passphrase_field.wipe()
        self.errors.say_error(error, self.unlock_button)
        self.reveal(self.errors)
        self.passphrase_field.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where typing begins."""
        super().showEvent(event)
        self.passphrase_field.setFocus(Qt.FocusReason.OtherFocusReason)
