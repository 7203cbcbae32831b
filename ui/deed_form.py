"""A small form for one deed: its fields, its verb, and the way back; refusals show at their field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.change import Change
from oversight.words import _
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import prose

Deed = Callable[[Mapping[str, Any]], Change]


class DeedForm(QWidget):
    """``done`` follows the deed, ``declined`` the way back."""

    done = Signal()
    declined = Signal()

    def __init__(
        self,
        shell: Shell,
        *,
        heading: str,
        verb: str,
        explained: str,
        fields: Sequence[Field],
        deed: Deed,
        seldom: Sequence[Field] = (),
        seldom_word: str = "",
        is_dangerous: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell, self._deed, self.heading = shell, deed, heading
        self.form = FormPanel()
        self.form.add_widget(prose(explained))
        for field in fields:
            self.form.add(field)
        if seldom:
            self.form.add_seldom(seldom_word, seldom)
        self.form.fill({})
        self.do_button = Button(verb, kind=ButtonKind.DANGER if is_dangerous else ButtonKind.PRIMARY)
        self.back_button = Button(_("やめる"))
        self._lay_out()
        lead_focus(self, fields[0] if fields else self.do_button)
        self.do_button.clicked.connect(self.submit)
        self.back_button.clicked.connect(self.declined)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(self.form, 1)
        buttons = Flow()
        buttons.addWidget(self.do_button)
        buttons.addWidget(self.back_button)
        column.addLayout(buttons)

    @Slot()
    def submit(self) -> None:
        """Do the deed if the fields allow it."""
        if not self.form.check():
            return
        values = self.form.values()
        self.do_button.setEnabled(False)
        self._shell.do(lambda: self._deed(values), self._finish, self._fail, owner=self)

    def _finish(self, _change: Change) -> None:
        self.done.emit()

    def _fail(self, error: Exception) -> None:
        self.do_button.setEnabled(True)
        if not self.form.show_refusal(error):
            self._shell.notices.show_error(error)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed."""
        return self.form.is_changed
