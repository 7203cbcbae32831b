"""When digits look like an Individual Number: the refusal, and a manager's declaration with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight.access import Deed, may
from oversight.change import Change
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import TextField


class OverridePanel(QWidget):
    """Says where the digits stand, never which; ``declared`` tells that a manager took responsibility."""

    declared = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._reason = ""
        self.box = ErrorBox()
        self.reason_field = TextField("declaration", _("個人番号ではない理由（管理職）"))
        self.declare_button = Button(_("個人番号ではないと申告して保存する"))
        self.declare_button.clicked.connect(self._declare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason_field, 1)
        row.addWidget(self.declare_button)
        column.addWidget(self._row)
        self.hide()

    def offer(self, error: PersonalNumberError) -> None:
        """Show the refusal; a manager may declare beneath it."""
        self._reason = ""
        self.box.say(error.sentence, error.remedy)
        self._row.setVisible(may(self._shell.office.actor, Deed.DECLARE_NOT_INDIVIDUAL_NUMBER))
        self.show()

    @Slot()
    def _declare(self) -> None:
        if not self.reason_field.value():
            self.reason_field.show_error(_("理由を書いてください。"))
            return
        self._reason = self.reason_field.value()
        self.declared.emit()

    def wrapped(self, deed: Callable[[], Change]) -> Callable[[], Change]:
        """Return the deed, done under the declaration if there is one; the declaration serves once."""
        reason, self._reason = self._reason, ""
        self.hide()
        if not reason:
            return deed
        desk = self._shell.office.desk

        def declared() -> Change:
            with desk.declaring_not_individual_number(reason):
                return deed()

        return declared
