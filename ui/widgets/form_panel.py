"""A form: sections of fields that scroll; the first wrong one takes the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from oversight.errors import RefusedError
from ui.theme import current_theme
from ui.widgets.buttons import ToggleButton
from ui.widgets.choice_fields import beside
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.text import note, section


class FormPanel(QScrollArea):
    """Holds fields by name; ``edited`` follows each change by the user."""

    edited = Signal()

    def __init__(self, *, widest: int = 720, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._before: dict[str, Any] = {}
        self._seldom: tuple[Field, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setProperty("surface", "clear")
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        holder.setMaximumWidth(current_theme().width(widest))
        outer = QVBoxLayout(holder)  # a layout aligned to the top would not grow with lines that wrap
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        outer.addLayout(self.column)
        outer.addStretch(1)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"] + 2
        self.column.setContentsMargins(room, room, current_theme().space(16), room)
        self.column.setSpacing(current_theme().space(16))
        self.holder = holder
        self.setWidget(holder)

    def add_section(self, heading: str, explained: str = "") -> None:
        """Begin a section."""
        self.column.addSpacing(current_theme().space(8))
        self.column.addWidget(section(heading))
        if explained:
            self.column.addWidget(note(explained))

    def add(self, *fields: Field) -> None:
        """Add a field, or several short ones next to each other."""
        for field in fields:
            self.fields[field.name] = field
            field.edited.connect(self.edited)
        self.column.addWidget(fields[0] if len(fields) == 1 else beside(*fields))

    def add_seldom(self, word: str, fields: Sequence[Field], *, is_open: bool = False) -> None:
        """Add fields that are seldom needed, folded away behind a button until they are.

        A value put into one of them, or a refusal about one, unfolds them.
        """
        self._seldom = tuple(fields)
        self.unfold_button = ToggleButton(word)
        self._folded = QWidget()
        column = QVBoxLayout(self._folded)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.spacing())
        row = Flow()
        row.addWidget(self.unfold_button)
        self.column.addLayout(row)
        for field in self._seldom:
            self.fields[field.name] = field
            field.edited.connect(self.edited)
            column.addWidget(field)
        self.column.addWidget(self._folded)
        self.unfold_button.toggled.connect(self._folded.setVisible)
        self.unfold_button.clicked.connect(self._show_unfolded)
        self._folded.setVisible(is_open)
        self.unfold_button.setChecked(is_open)

    def unfold_filled(self) -> None:
        """Unfold what is seldom needed if one of its fields holds something."""
        if any(not field.is_empty for field in self._seldom):
            self.unfold_button.setChecked(True)

    @Slot()
    def _show_unfolded(self) -> None:
        """Put the cursor into what was just unfolded; what holds something is not folded away."""
        if self.unfold_button.isChecked():
            self.point_at(self._seldom[0].name)
        else:
            self.unfold_filled()

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self.column.addWidget(widget)

    def values(self) -> dict[str, Any]:
        """Return the value of each field by name."""
        return {name: field.value() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values by name, leave other fields as they are; from here on changes count."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)
        self._before = self.values()
        self.clear_errors()
        self.unfold_filled()

    @property
    def is_changed(self) -> bool:
        """Tell whether anything differs from what was filled in."""
        return self.values() != self._before

    def check(self) -> bool:
        """Check every field that is shown; the first wrong one takes the focus."""
        wrong = [field for field in self.fields.values() if not field.isHidden() and not field.check()]
        if wrong:
            self.point_at(wrong[0].name)
        return not wrong

    def show_refusal(self, error: Exception) -> bool:
        """Show a refusal at the field it is about; tell whether there was one."""
        if not isinstance(error, RefusedError) or error.field not in self.fields:
            return False
        self.fields[error.field].show_error(str(error))
        self.point_at(error.field)
        return True

    def point_at(self, name: str) -> None:
        """Bring a field into sight and give it the focus."""
        self._pointed = self.fields[name]
        if self._pointed in self._seldom:
            self.unfold_button.setChecked(True)
        self._pointed.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_into_sight)

    @Slot()
    def _bring_into_sight(self) -> None:
        self.ensureWidgetVisible(self._pointed.in_sight(), 16, 16)

    def clear_errors(self) -> None:
        """Take every error away."""
        for field in self.fields.values():
            field.show_error("")

    def focus_first(self) -> None:
        """Give the first field the focus."""
        first = next((field for field in self.fields.values() if not field.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
