"""The form at the door: who comes in, with what, who stands by, and the signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from oversight.change import Change
from oversight.devices import CarrierSign, EntryDraft, WitnessMethod
from oversight.devices.rule_words import told_demands
from oversight.inspections import word_of
from oversight.register import WorkerState
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.declared_field import DeclaredField
from ui.devices.door_reading import DoorStanding
from ui.devices.late import late_fields, moment_of, refused_at
from ui.reauthentication import Reauthentication
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.ink_pad import InkField

_PLACES = {
    "witness": "user_id",
    "signed": "drawing",
    "carries_nothing": "declared",
    "worker_id": "who",
    "staff_id": "who",
    "entered_at": "late_at",
    "devices": "declared",
}
"""The field of this form at which a refusal of the service is shown."""


class EntryForm(DeedForm):
    """``kept`` follows each change, for what is half entered to be saved."""

    kept = Signal()

    def __init__(self, shell: Shell, standing: DoorStanding) -> None:
        self._standing, self._visits = standing, shell.office.visits
        self._witness = Reauthentication(shell, label=_("立会職員")) if standing.holding.witness_by else None
        super().__init__(
            shell,
            heading=_("入室を記録する"),
            verb=_("入室を記録する"),
            explained=_told(standing),
            fields=tuple(self._make_fields()),
            deed=self._enter,
        )
        self.form.fields["who"].edited.connect(self._show_typed)
        self.form.edited.connect(self.kept)
        self._show_typed()

    def _make_fields(self) -> Iterator[Field]:
        yield ChoiceField(
            "who", _("だれが"), tuple(self._people()), placeholder=_("名簿にない人（氏名を書く）")
        )
        yield TextField("person", _("氏名"))
        yield TextField("organisation", _("所属"))
        yield TextField("purpose", _("目的"), is_required=True)
        standing = self._standing
        yield DeclaredField("declared", standing.holding, standing.classes, standing.lockers)
        if self._witness is not None:
            yield from self._witness.fields
            ways = [(way, word_of(way)) for way in WitnessMethod]
            how = OneOfField("witnessed_how", _("確かめ方"), ways, is_required=True)
            yield how
        yield InkField("drawing", _("入室者の署名（申告に相違ありません）"), is_required=True)
        hint = _("上限を超えるとき、離任した人を入れるときだけ書きます。注意点として残ります。")
        yield MultiLineField("exception_reason", _("それでも入れる理由"), rows=2, hint=hint)
        yield from late_fields()

    def _people(self) -> Iterator[tuple[tuple[str, str], str]]:
        for worker in self._standing.workers:
            if worker.draft.state is not WorkerState.STRUCK:
                told = f"{worker.draft.name}　{worker.draft.employer}".strip()
                yield ("worker", str(worker.id)), told
        for staff in self._standing.staff:
            yield ("staff", str(staff.id)), _("市　{post} {name}").format(post=staff.post, name=staff.name)

    @Slot()
    def _show_typed(self) -> None:
        """Ask for a name only where nobody of the lists is chosen."""
        is_typed = self.form.fields["who"].value() is None
        for name in ("person", "organisation"):
            self.form.fields[name].setVisible(is_typed)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show what is known of the person who comes."""
        for name, value in values.items():
            self.form.fields[name].set_value(value)
        self._show_typed()

    def _enter(self, values: Mapping[str, Any]) -> Change:
        declared = values["declared"]
        kind, row_id = values["who"] or ("", "")
        draft = EntryDraft(
            self._standing.area.id,
            person=values["person"],
            organisation=values["organisation"],
            purpose=values["purpose"],
            worker_id=UUID(row_id) if kind == "worker" else None,
            staff_id=UUID(row_id) if kind == "staff" else None,
            devices=declared.devices,
            carries_nothing=declared.carries_nothing,
            exception_reason=values["exception_reason"],
            witnessed_how=values.get("witnessed_how"),
            entered_at=moment_of(values),
            late_reason=values["late_reason"],
        )
        witness = self._witness.prove(values) if self._witness is not None else None
        with refused_at(_PLACES):
            signed = CarrierSign(drawing=values["drawing"])
            return self._visits.enter(draft, signed=signed, witness=witness).change


def _told(standing: DoorStanding) -> str:
    """Say what this door asks, each with the rule that says it."""
    asked = [
        _("{what}（{rules}）").format(what=what, rules=rules)
        for what, rules in told_demands(standing.holding)
    ]
    told = _("この入口で求めること: {asked}").format(asked=_("、").join(asked)) if asked else ""
    return told or _("持ち物を申告してもらい、署名を受けます。")
