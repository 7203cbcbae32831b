"""Opening with the printed recovery code, which gives a person a new passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from oversight.errors import RefusedError
from oversight.words import _
from ui.background import Background
from ui.passphrase_pair import PassphrasePair
from ui.vault import door
from ui.vault.panel import DoorPanel
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from oversight.clock import Clock


class RecoverPage(DoorPanel):
    """``opened`` carries a ``door.Entry``; ``back_wanted`` goes back to unlocking."""

    opened = Signal(object)
    back_wanted = Signal()

    def __init__(self, background: Background, clock: Clock, folder: Path) -> None:
        super().__init__(
            _("回復コードで開く"), _("印刷した回復用紙のコードで開き、新しいパスフレーズを決めます。")
        )
        self._background, self._clock, self._folder = background, clock, folder
        self.code_field = TextField(
            "code",
            _("回復コード"),
            is_required=True,
            hint=_("5文字ずつの8区切り。大文字と小文字、ハイフンの有無は問いません。"),
        )
        self.user_field = TextField("user_id", _("利用者ID"), is_required=True)
        self.passphrases = PassphrasePair(background, self.user_field.value, is_change=True)
        self.errors = ErrorBox()
        self.open_button = Button(_("開いて、パスフレーズを変える"), kind=ButtonKind.PRIMARY, icon="key")
        self.back_button = Button(_("戻る"), icon="arrow-left")
        for widget in (self.code_field, self.user_field, self.passphrases, self.errors):
            self.column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        self.column.addLayout(buttons)
        self.open_button.clicked.connect(self.open_vault)
        self.back_button.clicked.connect(self.back_wanted)

    @Slot()
    def open_vault(self) -> None:
        """Try the code."""
        self.errors.clear()
        for field in (self.code_field, self.user_field):
            if not field.check():
                field.setFocus()
                return
        if not self.passphrases.check():
            return
        code, user_id, passphrase = self.code_field.value(), self.user_field.value(), self.passphrases.value()
        self.busy(True)
        self._background.run(
            lambda: door.enter_with_code(self._folder, code, user_id, passphrase, self._clock),
            self._enter,
            self._fail,
            owner=self,
            what=_("解錠しています"),
        )

    def _enter(self, entry: door.Entry) -> None:
        self.busy(False)
        self.code_field.set_value("")
        self.passphrases.wipe()
        self.opened.emit(entry)

    def _fail(self, error: Exception) -> None:
        self.busy(False)
        known = {
            "code": self.code_field,
            "user_id": self.user_field,
            "passphrase": self.passphrases.first,
        }
        if isinstance(error, RefusedError) and error.field in known:
            known[error.field].show_error(str(error))
            known[error.field].setFocus()
            self.reveal(known[error.field])
            return
        self.errors.say_error(error, self.open_button)
        self.reveal(self.errors)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where typing begins."""
        super().showEvent(event)
        self.code_field.setFocus(Qt.FocusReason.OtherFocusReason)
