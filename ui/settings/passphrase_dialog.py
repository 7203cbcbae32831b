"""Changing one's own passphrase."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.errors import RefusedError, WrongPassphraseError
from oversight.words import _
from ui.passphrase_pair import PassphrasePair
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import SecretField
from ui.widgets.focus_ring import FocusRing
from ui.widgets.text import section

_WIDTH = 520


class PassphraseDialog(QDialog):
    """Asks for the old passphrase and twice for the new one; closes when it is changed."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("パスフレーズの変更"))
        self._shell = shell
        self.old_field = SecretField("old", _("今のパスフレーズ"), is_required=True)
        self.pair = PassphrasePair(shell.background, _nobody, is_change=True)
        self.errors = ErrorBox()
        self.stay_button = Button(_("やめる"))
        self.change_button = Button(_("パスフレーズを変える"), kind=ButtonKind.PRIMARY, icon="key")
        self._lay_out()
        theme = current_theme()
        self.setMinimumWidth(min(theme.width(_WIDTH), parent.window().width() - theme.space(40)))
        self._ring = FocusRing(self)
        self.stay_button.clicked.connect(self.reject)
        self.change_button.clicked.connect(self.change)
        self.old_field.setFocus()

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(24), space(24), space(24), space(24))
        column.setSpacing(space(14))
        column.addWidget(section(self.windowTitle()))
        for widget in (self.old_field, self.pair, self.errors):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stay_button)
        row.addWidget(self.change_button)
        column.addLayout(row)

    @override
    def event(self, event: QEvent) -> bool:
        """Keep as high as the wrapped lines need: a window of its own does not ask its layout for that."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            layout = self.layout()
            if layout is not None:
                self.setMinimumHeight(layout.totalHeightForWidth(max(self.width(), self.minimumWidth())))
        return super().event(event)

    @Slot()
    def change(self) -> None:
        """Change it."""
        self.errors.clear()
        if not self.old_field.check():
            self.old_field.setFocus()
            return
        if not self.pair.check():
            return
        old, new = self.old_field.value(), self.pair.value()
        self.setEnabled(False)
        people = self._shell.office.people
        self._shell.do(
            lambda: people.change_passphrase(old=old, new=new), self._changed, self._fail, owner=self
        )

    def _changed(self, _change: Change) -> None:
        self._shell.notices.tell(
            _("パスフレーズを変えました。"), _("次の解錠から、新しいパスフレーズを使います。")
        )
        self.accept()

    def _fail(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, RefusedError) and error.field == "passphrase":
            self.pair.first.show_error(str(error))
            self.pair.first.setFocus()
        elif isinstance(error, WrongPassphraseError):
            self.old_field.show_error(str(error))
            self.old_field.setFocus()
        else:
            self.errors.say_error(error, self.change_button)


def _nobody() -> str:
    return ""
