"""The form at the door for several who come together: purpose, employer and witness once, a card each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from oversight.change import Change
from oversight.devices import EntryDraft
from oversight.errors import RefusedError
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.door_reading import DoorStanding
from ui.devices.given_persons import Given, who_values
from ui.devices.late import moment_of, refused_at
from ui.devices.persons_field import PersonsField
from ui.devices.shared_fields import SharedFields, places
from ui.shell import Shell
from ui.widgets.fields import Field, TextField


class GroupForm(DeedForm):
    """``kept`` follows each change, for what is half entered to be saved."""

    kept = Signal()

    def __init__(self, shell: Shell, standing: DoorStanding) -> None:
        self._standing, self._visits = standing, shell.office.visits
        self._shared = SharedFields(shell, standing)
        self.persons = PersonsField("persons", shell, standing)
        super().__init__(
            shell,
            heading=_("組の入室を記録する"),
            verb=_("全員の入室を記録する"),
            explained=self._shared.told(),
            fields=tuple(self._make_fields()),
            seldom=tuple(self._shared.seldom()),
            seldom_word=_("例外・後からの記録"),
            deed=self._enter,
        )
        self.persons.edited.connect(self._show_people)
        self.persons.completed.connect(self._go_to_end)
        self.form.edited.connect(self.kept)
        for field in self._shared.late:
            field.edited.connect(self._show_late)
        self._show_late()

    def _make_fields(self) -> Iterator[Field]:
        yield TextField("organisation", _("所属（名簿にない人の）"))
        yield from self._shared.first()
        yield self.persons
        yield from self._shared.last

    @Slot()
    def _show_people(self) -> None:
        self.form.unfold_filled()
        self._shared.show_people((card.given.who, card.name) for card in self.persons.cards)

    @Slot()
    def _go_to_end(self) -> None:
        """Put the cursor where one goes on once all have signed: at the witness, else at the deed."""
        shown = [field for field in self._shared.last if not field.isHidden()]
        if shown:
            self.form.point_at(shown[0].name)
        else:
            self.do_button.setFocus()

    @Slot()
    def _show_late(self) -> None:
        """Ask for no signatures of an entry recorded afterwards."""
        self._shared.show_needed()
        self.persons.set_late(self._shared.is_late)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show a group that was half entered."""
        for name, value in values.items():
            if name in self.form.fields:
                self.form.fields[name].set_value(value)
        self._show_people()
        self._show_late()

    def _enter(self, values: Mapping[str, Any]) -> Change:
        shared, organisation = self._shared.drafted(values), values["organisation"]
        group = [(self._draft(each, organisation, shared), each.signed) for each in values["persons"]]
        witness = self._shared.prove(values)
        with refused_at(places(is_late=moment_of(values) is not None)):
            return self._visits.enter_group(group, witness=witness).change

    def _draft(self, given: Given, organisation: str, shared: Mapping[str, Any]) -> EntryDraft:
        return EntryDraft(
            self._standing.area.id,
            **who_values(given.who, given.person),
            organisation="" if given.who else given.organisation or organisation,
            devices=given.declared.devices,
            carries_nothing=given.declared.carries_nothing,
            **shared,
        )

    @override
    def _fail(self, error: Exception) -> None:
        """Say whom a refusal is about: at their card, or at what is given once for all."""
        if isinstance(error, RefusedError) and error.field.startswith("persons."):
            _persons, place, rest = error.field.split(".", 2)
            field = places(is_late=self._shared.is_late).get(rest.partition(".")[0], rest)
            card = self.persons.cards[int(place)]
            told = _("{person}: {what}").format(person=card.name, what=error.sentence)
            error = RefusedError(told, error.remedy, field=field if field in self.form.fields else "persons")
            if error.field == "persons":
                self.persons.point_at_person(int(place), str(error))
        super()._fail(error)
