"""Unlocking: which vault, who, and the passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from oversight.errors import DamagedHeaderError
from oversight.words import _
from ui.background import Background
from ui.icons import set_icon
from ui.vault import door
from ui.vault.panel import DoorPanel
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import SecretField, TextField
from ui.widgets.flow import Flow
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from oversight.clock import Clock


class UnlockPage(DoorPanel):
    """``opened`` carries a ``door.Entry``; the other signals ask for another page at the door."""

    opened = Signal(object)
    create_wanted = Signal()
    recover_wanted = Signal(object)

    def __init__(self, background: Background, clock: Clock, folder: Path | None) -> None:
        super().__init__(_("委託監督台帳"), _("記録は、このパソコンの中に暗号化して置かれています。"))
        self._background, self._clock, self.folder = background, clock, folder
        self._place = ElidedLabel()
        self.choose_button = Button(_("選ぶ"), kind=ButtonKind.QUIET, icon="folder-open")
        self.user_field = TextField("user_id", _("利用者ID"), is_required=False)
        self.passphrase_field = SecretField("passphrase", _("パスフレーズ"))
        self.errors = ErrorBox()
        self.unlock_button = Button(_("解錠する"), kind=ButtonKind.PRIMARY, icon="lock-open")
        self.quick_button = Button(_("簡易解錠"), icon="key")
        self.put_back_button = Button(_("直前の鍵ファイルに戻す"), icon="arrow-back-up")
        self.recover_button = Button(_("回復コードで開く"), kind=ButtonKind.QUIET)
        self.create_button = Button(_("新しい保管庫を作る"), kind=ButtonKind.QUIET)
        self._lay_out()
        self._connect()
        self.use_folder(folder)

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        sign = QLabel()
        set_icon(sign, "shield-lock", "sub")
        place.addWidget(sign)
        place.addWidget(self._place, 1)
        self.choose_button.setAccessibleName(_("保管庫のフォルダーを選ぶ"))
        place.addWidget(self.choose_button)
        self.column.addLayout(place)
        self.column.addWidget(self.user_field)
        self.column.addWidget(self.passphrase_field)
        self.column.addWidget(self.errors)
        self.column.addWidget(self.put_back_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.unlock_button, 1)
        buttons.addWidget(self.quick_button)
        self.column.addLayout(buttons)
        others = Flow()
        others.addWidget(self.recover_button)
        others.addWidget(self.create_button)
        self.column.addLayout(others)
        self.quick_button.hide()
        self.put_back_button.hide()

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose_folder)
        self.unlock_button.clicked.connect(self.unlock)
        self.quick_button.clicked.connect(self.unlock_quickly)
        self.put_back_button.clicked.connect(self.put_back_header)
        self.create_button.clicked.connect(self.create_wanted)
        self.recover_button.clicked.connect(self._ask_recovery)
        self.user_field.line.returnPressed.connect(self.passphrase_field.setFocus)
        self.passphrase_field.line.returnPressed.connect(self.unlock)

    def use_folder(self, folder: Path | None) -> None:
        """Take the vault in a folder; look quietly whether this machine remembers a key for it."""
        self.folder = folder
        self._place.say(str(folder) if folder else _("保管庫がまだ選ばれていません"))
        self.recover_button.setEnabled(folder is not None)
        self.quick_button.hide()
        self.put_back_button.hide()
        self.errors.clear()
        if folder is not None:
            self._background.run_aside(
                lambda: door.can_enter_quickly(folder), self.quick_button.setVisible, owner=self
            )

    @Slot()
    def choose_folder(self) -> None:
        """Let the user point at the vault's folder."""
        start = str(self.folder.parent) if self.folder else str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, _("保管庫のフォルダーを選ぶ"), start)
        if chosen:
            self.use_folder(Path(chosen))
            self._focus_first_empty()

    @Slot()
    def unlock(self) -> None:
        """Try the passphrase."""
        folder = self.folder
        if folder is None:
            self.errors.say(
                _("保管庫が選ばれていません。"), _("フォルダーを選ぶか、新しい保管庫を作ってください。")
            )
            self.choose_button.setFocus()
            return
        user_id, passphrase = self.user_field.value(), self.passphrase_field.value()
        if not user_id or not passphrase:
            self.errors.say(_("利用者IDとパスフレーズを入力してください。"))
            self._focus_first_empty()
            return
        self._begin()
        self._background.run(
            lambda: door.enter(folder, user_id, passphrase, self._clock),
            self._enter,
            self._fail,
            owner=self,
            what=_("解錠しています"),
        )

    @Slot()
    def unlock_quickly(self) -> None:
        """Try the key the machine remembers."""
        folder = self.folder
        if folder is None:
            return
        self._begin()
        self._background.run(
            lambda: door.enter_quickly(folder, self._clock),
            self._enter,
            self._fail,
            owner=self,
            what=_("解錠しています"),
        )

    @Slot()
    def put_back_header(self) -> None:
        """Put the key file before in the place of the damaged one."""
        folder = self.folder
        if folder is None:
            return
        self._begin()
        self._background.run(lambda: door.put_back_header(folder), self._put_back, self._fail, owner=self)

    def _put_back(self, _nothing: None) -> None:
        self.busy(False)
        self.explanation.setText(_("直前の鍵ファイルに戻しました。もう一度、解錠してください。"))
        self.explanation.show()
        self._focus_first_empty()

    def _begin(self) -> None:
        self.errors.clear()
        self.put_back_button.hide()
        self.busy(True)

    def _enter(self, entry: door.Entry) -> None:
        self.busy(False)
        self.passphrase_field.wipe()
        self.opened.emit(entry)

    def _fail(self, error: Exception) -> None:
        self.busy(False)
        self.passphrase_field.wipe()
        self.errors.say_error(error, self.unlock_button)
        self.reveal(self.errors)
        if isinstance(error, DamagedHeaderError):
            self.put_back_button.show()
            self.put_back_button.setFocus()
            self.reveal(self.put_back_button)
            return
        self.passphrase_field.setFocus()

    @Slot()
    def _ask_recovery(self) -> None:
        self.recover_wanted.emit(self.folder)

    def _focus_first_empty(self) -> None:
        empty: QWidget = self.passphrase_field if self.user_field.value() else self.user_field
        (self.choose_button if self.folder is None else empty).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where typing begins."""
        super().showEvent(event)
        self._focus_first_empty()
