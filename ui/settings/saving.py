"""What the office sets for all: shown to everybody, changed by few; the house's own values a press away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.access import Deed, may
from oversight.change import Change
from oversight.words import _
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

FormT = TypeVar("FormT", bound=FormPanel)


def may_change(shell: Shell) -> bool:
    """Tell whether the person at work may change what the office sets."""
    return may(shell.office.actor, Deed.CHANGE_SETTINGS)


def save_button(word: str) -> Button:
    """Return the button that saves."""
    return Button(word, kind=ButtonKind.PRIMARY, icon="device-floppy")


def default_button(word: str) -> Button:
    """Return the button that shows the house's own values."""
    return Button(word, icon="refresh")


def lay_buttons(column: QVBoxLayout, shell: Shell, buttons: Sequence[Button]) -> None:
    """Add the buttons for who may change the settings; tell others who may."""
    if not may_change(shell):
        column.addWidget(note(_("変えられるのは、管理者と個人情報担当です。")))
        return
    row = Flow()
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)


def end_form(form: FormPanel, shell: Shell, buttons: Sequence[Button]) -> None:
    """Add the buttons beneath the fields; who may not change the settings only reads."""
    if not may_change(shell):
        for field in form.fields.values():
            field.set_read_only(True)
    lay_buttons(form.column, shell, buttons)


@dataclass(frozen=True)
class Saving:
    """How fields are read and saved: ``stored`` gives their values, ``changes`` what the settings get.

    ``default`` holds the house's own values.
    """

    save: str
    put_back: str
    told: str
    stored: Callable[[OfficeSettings], Mapping[str, Any]]
    default: Mapping[str, Any]
    changes: Callable[[Mapping[str, Any]], Mapping[str, Any]]


class SavingPanel(FormPanel):
    """Fields of the office's settings; only what is saved counts."""

    def __init__(self, shell: Shell, saving: Saving) -> None:
        super().__init__()
        self._shell, self._saving = shell, saving
        self.save_button, self.default_button = save_button(saving.save), default_button(saving.put_back)
        self.save_button.clicked.connect(self.save)
        self.default_button.clicked.connect(self.put_back)

    def end(self) -> None:
        """Add the buttons, once all fields are there."""
        end_form(self, self._shell, (self.save_button, self.default_button))
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def read(self) -> None:
        """Read the values; what is being typed is not written over."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        if not (self.is_changed and self._before):
            self.fill(self._saving.stored(settings))

    @Slot()
    def put_back(self) -> None:
        """Show the house's own values; saving makes them count."""
        for name, value in self._saving.default.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    @Slot()
    def save(self) -> None:
        """Write the values."""
        if not self.check():
            return
        changes, settings = self._saving.changes(self.values()), self._shell.office.settings
        self._shell.do(lambda: settings.change(**changes), self._finish, self._fail, owner=self)

    def _finish(self, _change: Change) -> None:
        self.fill(self.values())
        self._shell.notices.tell(self._saving.told)

    def _fail(self, error: Exception) -> None:
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)


class StepsPanel(QWidget, Generic[FormT]):
    """Steps that the office sets; the form is made anew whenever a step comes or goes."""

    def __init__(self, shell: Shell, form: FormT, *, save: str, put_back: str) -> None:
        super().__init__()
        self._shell, self._may_edit, self.form = shell, may_change(shell), form
        self.save_button, self.default_button = save_button(save), default_button(put_back)
        self.add_button = Button(_("段階を加える"), icon="plus")
        self._holder = QStackedWidget()

    def _lay_out(self, *above: QWidget) -> None:
        """Lay out what stands above the steps, the steps, the buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        for widget in above:
            column.addWidget(widget)
        column.addWidget(self._holder, 1)
        lay_buttons(column, self._shell, (self.save_button, self.add_button, self.default_button))

    def _put_in(self, form: FormT) -> None:
        """Show a form in place of the one before."""
        old, self.form = self.form, form
        self._holder.removeWidget(old)
        old.deleteLater()
        self._holder.addWidget(form)
        self._holder.setCurrentWidget(form)
