"""When digits look like an Individual Number: the refusal at its field, a manager's declaration beneath."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.personal_number import PersonalNumberError, refuse_individual_number
from oversight.words import _
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField

Answer = TypeVar("Answer")


def text_in(field: Field) -> str:
    """Return the text that stands in a field; nothing for numbers and choices, which are no texts."""
    if isinstance(field, NumberField):
        return ""
    if isinstance(field, TextField):
        return field.line.text()
    return field.lines.toPlainText() if isinstance(field, MultiLineField) else ""


def find_refusal(form: FormPanel) -> tuple[Field, PersonalNumberError] | None:
    """Return the first field that seems to hold an Individual Number, and what to say of it."""
    for field in form.fields.values():
        try:
            refuse_individual_number(text_in(field), field=field.label)
        except PersonalNumberError as error:
            return field, error
    return None


class OverridePanel(QWidget):
    """``declared`` tells that a manager took responsibility; the declaration serves for one saving."""

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
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.box)
        self._manager = QWidget()
        below = QVBoxLayout(self._manager)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.reason_field)
        buttons = Flow()
        buttons.addWidget(self.declare_button)
        below.addLayout(buttons)
        column.addWidget(self._manager)
        self.hide()

    @property
    def is_declared(self) -> bool:
        """Tell whether a reason was given that has not served yet."""
        return bool(self._reason)

    def offer(self, error: PersonalNumberError) -> None:
        """Show the refusal; a manager may declare beneath it, others are told whom to ask."""
        self._reason = ""
        is_manager = may(self._shell.office.actor, Deed.DECLARE_NOT_INDIVIDUAL_NUMBER)
        remedy = error.remedy
        if not is_manager:
            remedy = " ".join((remedy, _("個人番号でないときは、管理職が理由を添えて保存できます。")))
        self.box.say(error.sentence, remedy)
        self._manager.setVisible(is_manager)
        self.show()

    @Slot()
    def take_away(self) -> None:
        """Hide the panel: the text was changed or saved."""
        self.hide()

    @Slot()
    def _declare(self) -> None:
        if not self.reason_field.value():
            self.reason_field.show_error(_("理由を書いてください。"))
            self.reason_field.setFocus()
            return
        self._reason = self.reason_field.value()
        self.declared.emit()

    def wrapped(self, deed: Callable[[], Answer]) -> Callable[[], Answer]:
        """Return the deed, done under the declaration if there is one."""
        reason, self._reason = self._reason, ""
        self.hide()
        if not reason:
            return deed
        desk = self._shell.office.desk

        def declared() -> Answer:
            with desk.declaring_not_individual_number(reason):
                return deed()

        return declared

    @override
    def hide(self) -> None:
        """Hide the panel and forget a reason typed for another text."""
        super().hide()
        self.reason_field.set_value("")
