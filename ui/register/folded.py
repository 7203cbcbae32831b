"""A part of a form that stays folded until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import beside
from ui.widgets.fields import Field
from ui.widgets.form_panel import FormPanel


class Folded(QWidget):
    """A heading to press, and under it fields that belong to the form."""

    def __init__(self, form: FormPanel, heading: str) -> None:
        super().__init__()
        self._form = form
        self.heading = Button(heading, kind=ButtonKind.QUIET, icon="chevron-right")
        self.heading.setCheckable(True)
        self._inside = QWidget()
        self._inside.hide()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(current_theme().space(16), 0, 0, 0)
        self._column.setSpacing(current_theme().space(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.heading.toggled.connect(self.unfold)
        form.add_widget(self)

    def add(self, *fields: Field) -> None:
        """Add a field, or several short ones next to each other."""
        for field in fields:
            self._form.fields[field.name] = field
            field.edited.connect(self._form.edited)
        self._column.addWidget(fields[0] if len(fields) == 1 else beside(*fields))

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self._column.addWidget(widget)

    def holds(self, field: Field) -> bool:
        """Tell whether a field stands in this part."""
        return self._inside.isAncestorOf(field)

    @Slot(bool)
    def unfold(self, is_open: bool) -> None:
        """Show or hide the fields."""
        self._inside.setVisible(is_open)
        self.heading.setChecked(is_open)
        set_icon(self.heading, "chevron-down" if is_open else "chevron-right", "action")
