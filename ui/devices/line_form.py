"""One line of a paper sheet, typed as it stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Slot

from oversight.devices import WitnessMethod
from oversight.inspections import word_of
from oversight.words import _
from ui.devices.declared_field import DeclaredField
from ui.devices.device_card import AS_IT_WAS
from ui.devices.door_reading import DoorStanding
from ui.devices.given_persons import people_of
from ui.widgets.choice_fields import ChoiceField, OneOfField, YesNoField
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.time_field import TimeField

PLACES = {
    "number": "line",
    "worker_id": "who",
    "staff_id": "who",
    "devices": "declared",
    "carries_nothing": "declared",
}
"""The field of this form at which a refusal of the service is shown, where it bears another name."""


class LineForm(FormPanel):
    """``edited`` follows each change; the person is chosen from the lists or typed."""

    def __init__(self, standing: DoorStanding) -> None:
        super().__init__()
        self._standing = standing
        for fields in self._rows():
            self.add(*fields)
        self.fields["escort"].setVisible(bool(standing.holding.escort_by))
        self.fields["who"].edited.connect(self._show_needed)
        self.fields["declared"].edited.connect(self._show_needed)
        self.begin(1, None)

    def _rows(self) -> Iterator[tuple[Field, ...]]:
        yield (NumberField("line", _("行"), low=1, high=99, width=90, is_required=True),)
        yield (
            DateField("entered_on", _("入室日"), is_required=True),
            TimeField("entered_at", _("入室時刻"), is_required=True),
        )
        hint = _("書いていなければ空のまま。在室として記録します。")
        yield (
            DateField("left_on", _("退室日（入室日と違うとき）")),
            TimeField("left_at", _("退室時刻"), hint=hint),
        )
        people = tuple(people_of(self._standing, with_struck=True))
        yield (ChoiceField("who", _("だれが"), people, placeholder=_("名簿にない人（氏名を書く）")),)
        yield TextField("person", _("氏名")), TextField("organisation", _("所属"))
        yield (TextField("purpose", _("目的"), is_required=True),)
        yield (self._declared(),)
        yield (YesNoField("are_back", _("紙に返却・持出しの印")),)
        yield (TextField("witness", _("立会職員（紙のとおり）")),)
        ways = [(way, word_of(way)) for way in WitnessMethod]
        yield (OneOfField("witnessed_how", _("確かめ方"), ways),)
        yield (TextField("escort", _("付添いの職員（紙のとおり）")),)
        yield (YesNoField("is_signed", _("紙に入室者の署名"), is_required=True),)

    def _declared(self) -> DeclaredField:
        return DeclaredField("declared", self._standing.holding, self._standing.classes, offered=AS_IT_WAS)

    def begin(self, number: int, day: dt.date | None) -> None:
        """Show an empty line; the day is most often that of the line before."""
        empty = dict.fromkeys(self.fields)
        self.fill({**empty, "line": number, "entered_on": day})
        self._show_needed()

    def show_line(self, values: Mapping[str, Any], *, is_kept: bool) -> None:
        """Show a line to be changed; one that ``is_kept`` counts as unchanged until something is typed."""
        if is_kept:
            self.fill(values)
        else:
            for name, value in values.items():
                self.fields[name].set_value(value)
        self._show_needed()

    def show_refused(self, error: Exception, name: str) -> None:
        """Show a refusal at the field it is about; one of no field of its own at the line's number."""
        first = name.partition(".")[0]
        place = PLACES.get(first, first)
        field = self.fields.get(place, self.fields["line"])
        field.show_error(str(error))
        self.point_at(field.name)

    @Slot()
    def _show_needed(self) -> None:
        is_typed = self.fields["who"].value() is None
        for name in ("person", "organisation"):
            self.fields[name].setVisible(is_typed)
        self.fields["are_back"].setVisible(bool(self.fields["declared"].value().devices))
