"""Who inspects: people of the city's staff list, one of them the lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.inspections import InspectorDraft
from oversight.people import StaffRow
from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import IconButton, ToggleButton
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import Field
from ui.widgets.text import prose


class InspectorLine(QWidget):
    """One inspector; ``remove_wanted`` carries the line."""

    remove_wanted = Signal(object)

    def __init__(self, draft: InspectorDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        who = f"{draft.post} {draft.name}".strip()
        self.lead_button = ToggleButton(_("主任"))
        self.lead_button.setAccessibleName(_("{who}を主任検査員にする").format(who=who))
        self.remove_button = IconButton("trash", _("{who}を外す").format(who=who))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(12))
        row.addWidget(self.lead_button)
        row.addWidget(prose(who), 1)
        row.addWidget(self.remove_button)
        self.remove_button.clicked.connect(self._ask_removal)

    @Slot()
    def _ask_removal(self) -> None:
        self.remove_wanted.emit(self)


class InspectorsField(Field):
    """Inspectors; ``value`` is a tuple of ``InspectorDraft``, exactly one of them the lead."""

    def __init__(self, name: str, label: str, staff: Sequence[StaffRow], **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self._staff = [row for row in staff if row.left_on is None]
        self.lines: list[InspectorLine] = []
        self._leads = QButtonGroup(self)
        self._leads.setExclusive(True)
        options = [(row, f"{row.post} {row.name}".strip()) for row in self._staff]
        self.adder = ChoiceField("add_inspector", _("職員を加える"), options)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(4))
        self._column.addWidget(self.adder)
        self._hold(holder)
        self.setFocusProxy(self.adder)
        self.adder.edited.connect(self._add)
        self._leads.buttonClicked.connect(self._note_lead)

    @override
    def value(self) -> tuple[InspectorDraft, ...]:
        return tuple(
            InspectorDraft(
                line.draft.name, line.draft.post, line.draft.staff_id, is_lead=line.lead_button.isChecked()
            )
            for line in self.lines
        )

    @override
    def set_value(self, value: Any) -> None:
        for line in list(self.lines):
            self._take(line)
        for draft in value or ():
            self._put(draft)

    @Slot()
    def _add(self) -> None:
        row: StaffRow | None = self.adder.value()
        self.adder.set_value(None)
        if row is None or any(line.draft.staff_id == row.id for line in self.lines):
            return
        self._put(InspectorDraft(row.name, row.post, row.id, is_lead=not self.lines))
        self._note_edit()

    def _put(self, draft: InspectorDraft) -> None:
        line = InspectorLine(draft)
        self.lines.append(line)
        self._leads.addButton(line.lead_button)
        line.lead_button.setChecked(draft.is_lead)
        line.remove_wanted.connect(self._remove)
        self._column.insertWidget(self._column.count() - 1, line)

    @Slot(object)
    def _remove(self, line: InspectorLine) -> None:
        was_lead = line.lead_button.isChecked()
        self._take(line)
        if was_lead and self.lines:
            self.lines[0].lead_button.setChecked(True)
        self.adder.setFocus()
        self._note_edit()

    def _take(self, line: InspectorLine) -> None:
        self.lines.remove(line)
        self._leads.removeButton(line.lead_button)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    @Slot(QPushButton)
    def _note_lead(self, _button: QPushButton) -> None:
        self._note_edit()
