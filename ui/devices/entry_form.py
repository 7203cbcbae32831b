"""The form at the door for one person: who comes in, with what, who stands by, and the signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Signal, Slot

from oversight.change import Change
from oversight.devices import EntryDraft, ShownPermit
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.declared_field import DeclaredField
from ui.devices.door_reading import DoorStanding
from ui.devices.given_persons import Who, name_of, people_of, who_values
from ui.devices.late import moment_of, refused_at
from ui.devices.shared_fields import SharedFields, places
from ui.devices.sign_field import SignField
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import Field, TextField


class EntryForm(DeedForm):
    """``kept`` follows each change, for what is half entered to be saved."""

    kept = Signal()

    def __init__(self, shell: Shell, standing: DoorStanding) -> None:
        self._standing, self._visits = standing, shell.office.visits
        self._shared = SharedFields(shell, standing)
        self._asked: tuple[Who | None, str] = (None, "")
        super().__init__(
            shell,
            heading=_("入室を記録する"),
            verb=_("入室を記録する"),
            explained=self._shared.told(),
            fields=tuple(self._make_fields()),
            seldom=tuple(self._shared.seldom()),
            seldom_word=_("例外・後からの記録"),
            deed=self._enter,
        )
        self.form.fields["who"].edited.connect(self._show_person)
        cast(TextField, self.form.fields["person"]).line.editingFinished.connect(self._show_person)
        self.form.edited.connect(self.kept)
        for field in self._shared.late:
            field.edited.connect(self._show_late)
        self._show_typed()
        self._show_late()

    def _make_fields(self) -> Iterator[Field]:
        people = tuple(people_of(self._standing))
        yield ChoiceField("who", _("だれが"), people, placeholder=_("名簿にない人（氏名を書く）"))
        yield TextField("person", _("氏名"), is_required=True)
        yield TextField("organisation", _("所属"))
        yield from self._shared.first()
        self._declared = DeclaredField(
            "declared", self._standing.holding, self._standing.classes, self._standing.lockers
        )
        yield self._declared
        yield from self._shared.last
        yield SignField("signed", _("入室者の署名（申告に相違ありません）"), is_required=True)

    @Slot()
    def _show_person(self) -> None:
        """Show what is known of the person chosen: their permits, the inspection they come for."""
        self._show_typed()
        self.form.unfold_filled()
        who = self.form.fields["who"].value()
        person = name_of(self._standing, who, self.form.fields["person"].value())
        if (who, person) == self._asked:
            return
        self._asked = asked = (who, person)
        self._shared.show_people([asked] if person else [])
        visits, area_id = self._visits, self._standing.area.id
        self._shell.read(
            lambda: (asked, visits.permits_of(area_id, **who_values(who, person)) if person else ()),
            self._show_permits,
            owner=self,
        )

    def _show_permits(self, answer: tuple[tuple[Who | None, str], Sequence[ShownPermit]]) -> None:
        asked, permits = answer
        if asked == self._asked:
            self._declared.show_permits(permits)

    def _show_typed(self) -> None:
        """Ask for a name only where nobody of the lists is chosen."""
        is_typed = self.form.fields["who"].value() is None
        for name in ("person", "organisation"):
            self.form.fields[name].setVisible(is_typed)

    @Slot()
    def _show_late(self) -> None:
        """Ask for no signature of an entry recorded afterwards."""
        self._shared.show_needed()
        self.form.fields["signed"].set_required(not self._shared.is_late)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what is known of the person who comes."""
        for name, value in values.items():
            if name in self.form.fields:
                self.form.fields[name].set_value(value)
        self._show_person()
        self._show_late()

    def _enter(self, values: Mapping[str, Any]) -> Change:
        declared = values["declared"]
        draft = EntryDraft(
            self._standing.area.id,
            **who_values(values["who"], values["person"]),
            organisation=values["organisation"],
            devices=declared.devices,
            carries_nothing=declared.carries_nothing,
            **self._shared.drafted(values),
        )
        witness = self._shared.prove(values)
        with refused_at(places(is_late=moment_of(values) is not None)):
            return self._visits.enter(draft, signed=values["signed"], witness=witness).change
