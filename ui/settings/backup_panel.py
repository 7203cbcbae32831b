"""Backups: an encrypted copy now, and how many are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot

from oversight.access import Deed, may
from oversight.change import Change
from oversight.settings import OfficeSettings
from oversight.words import _
from ui.actions import BACK_UP, action_button
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.text import note, prose


class BackupPanel(FormPanel):
    """One button, one number."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.add_section(_("控え"))
        self.add_widget(
            prose(
                _(
                    "控えは暗号化したまま、保管庫の中の backups フォルダーに置きます。"
                    "パソコンの故障に備えて、外付けのディスクにも写してください。"
                )
            )
        )
        self.back_up_button = action_button(BACK_UP, self.back_up, kind=ButtonKind.PRIMARY)
        self.column.addWidget(self.back_up_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.result = note("")
        self.add_widget(self.result)
        self.kept_field = NumberField(
            "backups_kept", _("残す控えの数"), low=1, high=1000, unit=_("回分"), is_required=True
        )
        self.save_button = Button(_("控えの設定を保存する"), icon="device-floppy")
        self.add(self.kept_field)
        self.column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.save_button.clicked.connect(self.save)
        if not may(shell.office.actor, Deed.CHANGE_SETTINGS):
            self.kept_field.set_read_only(True)
            self.save_button.hide()

    def read(self) -> None:
        """Read the settings."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        self.fill({"backups_kept": settings.backups_kept})

    @Slot()
    def back_up(self) -> None:
        """Make a copy now."""
        self.back_up_button.setEnabled(False)
        self._shell.read(
            self._shell.office.back_up,
            self._backed_up,
            self._fail,
            owner=self,
            what=_("控えを取っています"),
        )

    def _backed_up(self, folder: Path) -> None:
        self.back_up_button.setEnabled(True)
        self.result.setText(_("控え: {name}").format(name=folder.name))
        self._shell.notices.tell(_("控えを取りました。"), _("外付けのディスクにも写してください。"))

    @Slot()
    def save(self) -> None:
        """Write how many copies are kept."""
        if not self.check():
            return
        count = self.kept_field.value()
        settings = self._shell.office.settings
        self._shell.do(lambda: settings.change(backups_kept=count), self._saved, self._fail, owner=self)

    def _saved(self, _change: Change) -> None:
        self._shell.notices.tell(_("控えの設定を保存しました。"))

    def _fail(self, error: Exception) -> None:
        self.back_up_button.setEnabled(True)
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)
