"""The form of one part of a checklist: filled from its document, and put back into it field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot

from oversight.checklist import LintFault
from ui.checklist.records_field import RecordsField
from ui.checklist.written import values_of, with_values
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.tab_chain import TabChain
from ui.widgets.text import Prose

Part = Mapping[str, Any]


class PartForm(FormPanel):
    """``part_edited`` carries the name of the typing that goes on, or nothing of a choice."""

    part_edited = Signal(str)

    def __init__(self) -> None:
        super().__init__(widest=900)
        self.part: Part = {}
        self._values: dict[str, Any] = {}
        self.told_faults = Prose("", "error")
        self.told_faults.hide()
        self.add_widget(self.told_faults)
        self.tab_chain = TabChain(self.holder)  # the fields of a record are made when one is first chosen
        self.edited.connect(self._note)

    def written_fields(self) -> Mapping[str, Field]:
        """Return the fields that stand in the document under their names."""
        return self.fields

    def show_part(self, part: Part) -> None:
        """Fill the form with a part."""
        self.part = part
        self.fill(values_of(part, self.written_fields()))
        self._values = self._written()

    def part_now(self) -> dict[str, Any]:
        """Return the part as the form says it."""
        return with_values(self.part, self._written())

    def _written(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self.written_fields().items()}

    @Slot()
    def _note(self) -> None:
        """Tell which field was changed; typing in one field is one step."""
        values = self._written()
        changed = [name for name, value in values.items() if value != self._values.get(name)]
        self._values = values
        if changed:
            self.part = with_values(self.part, values)
            self.part_edited.emit(_typing(changed[0], self.fields[changed[0]]))

    def show_faults(self, faults: Sequence[LintFault]) -> None:
        """Say above the fields what is wrong with the part."""
        self.told_faults.setText("\n".join(fault.sentence for fault in faults))
        self.told_faults.setVisible(bool(faults))

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the part be read but not changed."""
        for field in self.fields.values():
            field.set_read_only(is_read_only)


def _typing(name: str, field: Field) -> str:
    if isinstance(field, RecordsField):
        return f"{name} {len(field.records)} {field.chosen}"
    return name if isinstance(field, TextField | MultiLineField) else ""
