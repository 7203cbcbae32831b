"""Locks and keys: when it locks by itself, quick unlock, one's passphrase, the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from oversight.access import Deed, may
from oversight.change import Change
from oversight.settings import PASSPHRASE_LENGTHS
from oversight.words import _
from ui.recovery_sheet import RecoverySheet
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.settings.saving import end_form, save_button
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.choice_fields import YesNoField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings


class LocksPanel(FormPanel):
    """The office's rules first, then what concerns the person signed in and this machine."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._settings: OfficeSettings | None = None
        self._make_fields()
        self.save_button = save_button(_("錠の設定を保存する"))
        self.passphrase_button = Button(_("パスフレーズを変える"), icon="key")
        self.remember_button = Button(_("このパソコンに鍵を覚えさせる"), icon="lock-open")
        self.forget_button = Button(_("このパソコンの鍵を忘れさせる"), icon="lock")
        self._build()
        self._connect()

    def _make_fields(self) -> None:
        self.minutes_field = NumberField(
            "auto_lock_minutes",
            _("自動で錠をかけるまで"),
            low=1,
            high=60,
            unit=_("分"),
            is_required=True,
            hint=_("操作がないとき。画面のロックとスリープのときは、すぐにかかります。"),
        )
        self.quick_field = YesNoField(
            "quick_unlock_allowed", _("簡易解錠"), yes=_("許可する"), no=_("許可しない")
        )
        low, high = PASSPHRASE_LENGTHS
        self.length_field = NumberField(
            "minimum_passphrase_length",
            _("パスフレーズの長さ"),
            low=low,
            high=high,
            unit=_("文字以上"),
            is_required=True,
            hint=_("これから作るパスフレーズの決まりです。今のパスフレーズはそのまま使えます。"),
        )

    def _build(self) -> None:
        self.add_section(_("錠"), _("この保管庫を使う全員の設定です。"))
        self.add(self.minutes_field)
        self.add(self.quick_field)
        self.add(self.length_field)
        end_form(self, self._shell, (self.save_button,))
        office = self._shell.office
        if office.vault is None:
            return
        self.add_section(_("あなたの鍵"))
        self.column.addWidget(self.passphrase_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_widget(self._quick_buttons())
        if may(office.actor, Deed.MANAGE_PEOPLE):
            self.add_section(_("回復用紙"))
            self.add_widget(RecoverySheet(office, self._shell.background, self._shell.notices))

    def _quick_buttons(self) -> QWidget:
        holder = QWidget()
        flow = Flow(holder)
        flow.addWidget(self.remember_button)
        flow.addWidget(self.forget_button)
        return holder

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.passphrase_button.clicked.connect(self.change_passphrase)
        self.remember_button.clicked.connect(self.remember)
        self.forget_button.clicked.connect(self.forget)

    def read(self) -> None:
        """Read the settings."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        self._settings = settings
        if self.is_changed and self._before:
            return
        self.fill(
            {
                "auto_lock_minutes": settings.auto_lock_minutes,
                "quick_unlock_allowed": settings.quick_unlock_allowed,
                "minimum_passphrase_length": settings.minimum_passphrase_length,
            }
        )
        self.remember_button.setEnabled(settings.quick_unlock_allowed)

    @Slot()
    def save(self) -> None:
        """Write the office's rules."""
        if not self.check():
            return
        values = self.values()
        settings = self._shell.office.settings
        self._shell.do(lambda: settings.change(**values), self._saved, self._fail, owner=self)

    def _saved(self, _change: Change) -> None:
        self._before = self.values()
        self._shell.notices.tell(_("錠の設定を保存しました。"))

    def _fail(self, error: Exception) -> None:
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)

    @Slot()
    def change_passphrase(self) -> None:
        """Open the dialog that changes one's own passphrase."""
        dialog = PassphraseDialog(self._shell, self.window())
        if self._settings is not None:
            dialog.pair.follow(self._settings)
        dialog.open()

    @Slot()
    def remember(self) -> None:
        """Let this machine's keyring hold a key."""
        people = self._shell.office.people
        self._shell.do(people.remember_quick_unlock, self._remembered, owner=self)

    def _remembered(self, _change: Change) -> None:
        self._shell.notices.tell(_("このパソコンに鍵を覚えさせました。"), _("次から「簡易解錠」で開けます。"))

    @Slot()
    def forget(self) -> None:
        """Take the key out of this machine's keyring."""
        people = self._shell.office.people
        self._shell.do(people.forget_quick_unlock, self._forgotten, owner=self)

    def _forgotten(self, _change: Change) -> None:
        self._shell.notices.tell(_("このパソコンの鍵を消しました。"), _("次からパスフレーズで開きます。"))
