"""What follows when a text holds what looks like an Individual Number: mend it, or declare it is none."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from oversight.errors import OversightError
from oversight.words import _
from ui.theme import current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import TextField
from ui.widgets.text import note, prose


class NumberBox(QFrame):
    """``declared`` carries a manager's reason why the digits are no Individual Number.

    Only who may declare is offered to; anyone else is told whom to ask.
    """

    declared = Signal(str)

    def __init__(self, *, may_declare: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "notice")
        set_look(self, tone="danger")
        self._may_declare = may_declare
        self.sentence = prose("")
        self.reason = TextField("declared_reason", _("個人番号ではないと言える理由"), is_required=True)
        self.declare_button = Button(_("申告して保存する"), kind=ButtonKind.DANGER)
        self._lay_out()
        self.declare_button.clicked.connect(self._declare)
        self.reason.line.returnPressed.connect(self._declare)
        self.hide()

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(12), space(16), space(12))
        column.setSpacing(space(8))
        column.addWidget(self.sentence)
        ask = note(_("個人番号でないときは、管理職が理由を添えて申告できます。"))
        column.addWidget(ask)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(self.declare_button)
        row.addStretch(1)
        column.addLayout(row)
        self.reason.setVisible(self._may_declare)
        self.declare_button.setVisible(self._may_declare)

    def say(self, error: OversightError, *, is_said_at_field: bool) -> None:
        """Say where the digits stand, unless their field says it; they themselves are never repeated."""
        self.sentence.say(str(error))
        self.sentence.setHidden(is_said_at_field)
        self.setAccessibleName(str(error))
        self.show()

    def clear(self) -> None:
        """Take the box away."""
        self.reason.set_value(None)
        self.reason.show_error("")
        self.hide()

    @Slot()
    def _declare(self) -> None:
        if self.reason.check():
            self.declared.emit(self.reason.value())
