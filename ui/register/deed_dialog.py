"""A small form for one deed on what is chosen: its fields, its verb, the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.errors import OversightError
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.actions import SAVE, action_button
from ui.notices import Question
from ui.register.overriding import OverridePanel, find_refusal
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import Field, TextField
from ui.widgets.focus_ring import FocusRing
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import note, prose, section

Deed = Callable[[Mapping[str, Any]], Change]
_MARGIN, _WIDTH = 24, 560


class DeedDialog(QDialog):
    """``did`` carries the ``Change`` of the deed; closing the dialog changes nothing.

    A refusal stays in the dialog, at its field where it has one, with what was typed.
    """

    did = Signal(object)

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        *,
        heading: str,
        verb: str,
        fields: Sequence[Field | tuple[Field, ...]],
        deed: Deed,
        explained: str = "",
        is_dangerous: bool = False,
    ) -> None:
        super().__init__(parent)
        self.shell, self._over, self._deed = shell, parent, deed
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.form = FormPanel(widest=_WIDTH)
        for field in fields:
            self.form.add(*(field if isinstance(field, tuple) else (field,)))
        self.form.fill({})
        self.remarks = note("")
        self.remarks.setProperty("role", "warning")
        self.error_box = ErrorBox()
        self.override_panel = OverridePanel(shell)
        kind = ButtonKind.DANGER if is_dangerous else ButtonKind.PRIMARY
        self.verb_button = action_button(SAVE, self.submit, kind=kind, word=verb)
        self.stay_button = Button(_("やめる"))
        self._lay_out(heading, explained)
        self._ring = FocusRing(self)
        self._listen()

    def _listen(self) -> None:
        self.stay_button.clicked.connect(self.reject)
        self.override_panel.declared.connect(self.submit)
        self.form.edited.connect(self.override_panel.take_away)
        self.form.focus_first()

    def _lay_out(self, heading: str, explained: str) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(_MARGIN), space(_MARGIN), space(_MARGIN), space(16))
        column.setSpacing(space(12))
        column.addWidget(section(heading))
        if explained:
            column.addWidget(prose(explained))
        column.addWidget(self.form, 1)
        for widget in (self.remarks, self.error_box, self.override_panel):
            column.addWidget(widget)
        self.remarks.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stay_button)
        row.addWidget(self.verb_button)
        column.addLayout(row)

    def open_over(self) -> None:
        """Open over the window, as large as the form needs and the window allows."""
        theme, room = current_theme(), self._over.window().size()
        inner = self.form.column.sizeHint().height() + theme.space(8)
        others = self.sizeHint().height() - self.form.sizeHint().height()
        width = min(theme.width(_WIDTH) + 2 * theme.space(_MARGIN), room.width() - 40)
        self.resize(width, min(inner + others, room.height() - 40))
        self.open()

    def say_remarks(self, sentences: Sequence[str]) -> None:
        """Say what to look at before the deed; it stays possible."""
        self.remarks.setText("\n".join(sentences))
        self.remarks.setVisible(bool(sentences))

    @Slot()
    def submit(self) -> None:
        """Do the deed if the fields allow it."""
        self.error_box.clear()
        if not self.form.check() or self._holds_number():
            return
        values, deed = self.form.values(), self._deed
        self.verb_button.setEnabled(False)
        self.shell.do(self.override_panel.wrapped(lambda: deed(values)), self._finish, self._fail, owner=self)

    def _holds_number(self) -> bool:
        found = None if self.override_panel.is_declared else find_refusal(self.form)
        if found is not None:
            field, error = found
            field.show_error(error.sentence)
            self.form.point_at(field.name)
            self.override_panel.offer(error)
        return found is not None

    def _finish(self, change: Change) -> None:
        self.did.emit(change)
        self.accept()

    def _fail(self, error: Exception) -> None:
        self.verb_button.setEnabled(True)
        if isinstance(error, PersonalNumberError):
            self.override_panel.offer(error)
        elif isinstance(error, OversightError) and not self.form.show_refusal(error):
            self.error_box.say(error.sentence, error.remedy)

    @Slot()
    @override
    def reject(self) -> None:
        """Close without the deed; ask once if something was typed."""
        if not self.form.is_changed:
            super().reject()
            return
        question = Question(
            _("入力した内容を捨てますか"), _("まだ保存していません。"), _("捨てて閉じる"), is_dangerous=True
        )
        self.shell.notices.ask(question, self._drop, parent=self)

    def _drop(self) -> None:
        super().reject()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a line do the deed, as in every small form."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not isinstance(self.focusWidget(), Button):
            self.submit()
            return
        super().keyPressEvent(event)


def reason_field(label: str = "") -> TextField:
    """Make the field of a reason that a deed needs."""
    return TextField("reason", label or _("理由"), is_required=True)
