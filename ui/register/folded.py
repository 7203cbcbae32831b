"""A part of a form that stays folded until it is wanted; it says how much of it is filled in."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight.words import _
from ui.icons import set_icon
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import beside
from ui.widgets.fields import Field
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import quiet_line


class Folded(QWidget):
    """A heading to press, and under it fields that belong to the form."""

    def __init__(self, form: FormPanel, heading: str) -> None:
        super().__init__()
        self._form = form
        self.fields: list[Field] = []
        self.heading = Button(heading, kind=ButtonKind.QUIET, icon="chevron-right")
        self.heading.setCheckable(True)
        self._filled = quiet_line()
        self._inside = QWidget()
        self._inside.hide()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(current_theme().space(16), 0, 0, 0)
        self._column.setSpacing(current_theme().space(16))
        head = QHBoxLayout()
        head.setSpacing(current_theme().space(12))
        head.addWidget(self.heading)
        head.addWidget(self._filled)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._inside)
        self.heading.toggled.connect(self.unfold)
        form.edited.connect(self.say_filled)
        form.add_widget(self)

    def add(self, *fields: Field) -> None:
        """Add a field, or several short ones next to each other."""
        for field in fields:
            self.fields.append(field)
            self._form.fields[field.name] = field
            field.edited.connect(self._form.edited)
        self._column.addWidget(fields[0] if len(fields) == 1 else beside(*fields))

    def holds(self, field: Field) -> bool:
        """Tell whether a field stands in this part."""
        return field in self.fields

    @Slot()
    def say_filled(self) -> None:
        """Say beside the heading how many fields are filled in."""
        count = sum(field.value() is not False and not field.is_empty for field in self.fields)
        self._filled.setText(_("{count}項目を入力済み").format(count=count) if count else "")

    @Slot(bool)
    def unfold(self, is_open: bool) -> None:
        """Show or hide the fields."""
        self._inside.setVisible(is_open)
        self.heading.setChecked(is_open)
        set_icon(self.heading, "chevron-down" if is_open else "chevron-right", "action")
