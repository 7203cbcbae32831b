"""Contractors and sections as they are picked, with the ways to register one that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from oversight.change import Change
from oversight.corporate_number import show_corporate_number
from oversight.people import DepartmentRow
from oversight.words import _
from ui.register.deed_dialog import DeedDialog
from ui.register.new_contractor import NewContractorDialog, NewSectionDialog
from ui.register.picker import Pick, PickerField
from ui.shell import Shell

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.register import ContractorRow

Choices = tuple[Sequence["ContractorRow"], Sequence[DepartmentRow]]


def read_choices(office: Office) -> Choices:
    """Read contractors and sections; runs off the window's thread."""
    return office.contractors.list_contractors(), office.people.list_departments()


def contractor_picks(contractors: Sequence[ContractorRow]) -> list[Pick]:
    """Return contractors to pick from; their number and address tell equal names apart."""
    return [
        Pick(
            each.id,
            each.name,
            "　".join(filter(None, (show_corporate_number(each.corporate_number), each.address))),
            f"{each.kana} {each.corporate_number}",
        )
        for each in contractors
    ]


def section_picks(sections: Sequence[DepartmentRow]) -> list[Pick]:
    """Return sections to pick from."""
    return [Pick(each.id, each.name, each.bureau, each.kana) for each in sections]


class Adding(QObject):
    """Registers the contractor or section a picker misses, and picks it."""

    def __init__(self, shell: Shell, field: PickerField, kind: type[DeedDialog], word: str) -> None:
        super().__init__(field)
        self._shell, self._field, self._kind = shell, field, kind
        field.offer_adding(word)
        field.add_wanted.connect(self.begin)

    @Slot(str)
    def begin(self, typed: str) -> None:
        """Ask for the new one, with what was typed as its name."""
        dialog: Any = self._kind
        asking: DeedDialog = dialog(self._shell, self._field, typed)
        asking.did.connect(self._read_again)
        asking.open_over()

    @Slot(object)
    def _read_again(self, change: Change) -> None:
        office = self._shell.office
        self._shell.read(
            lambda: read_choices(office),
            lambda choices: self._take(choices, change),
            owner=self,
        )

    def _take(self, choices: Choices, change: Change) -> None:
        contractors, sections = choices
        is_section = self._kind is NewSectionDialog
        self._field.set_picks(section_picks(sections) if is_section else contractor_picks(contractors))
        self._field.take(change.row_id)
        self._field.setFocus()


def add_contractors(shell: Shell, field: PickerField) -> Adding:
    """Let a field register a contractor it misses."""
    return Adding(shell, field, NewContractorDialog, _("新しい委託先"))


def add_sections(shell: Shell, field: PickerField) -> Adding:
    """Let a field register a section it misses."""
    return Adding(shell, field, NewSectionDialog, _("新しい所管課"))
