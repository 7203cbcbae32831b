"""The forms by which visitors leave, one or several at once, and by which devices are handed back later."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.change import Change
from oversight.devices import HandBackDraft, InsideRow, LeavingDraft, VisitRow
from oversight.errors import RefusedError
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.late import late_fields, moment_of, refused_at
from ui.devices.leavers_field import LeaversField, Leaving
from ui.devices.witness import WitnessProof, witness_proof
from ui.shell import Shell
from ui.widgets.fields import Field, MultiLineField
from ui.widgets.lead_focus import lead_focus

if TYPE_CHECKING:
    from oversight.access import Actor

_PLACES = {"left_at": "late_at", "returned_at": "late_at", "witness": "user_id"}
_OF_LEAVERS = ("signed", "drawing", "typed_name", "was_spoken", "device_ids", "visit_ids", "declined_reason")


class _OutForm(DeedForm):
    """Base: visitors with what they take back, what was noticed, and when it was if not now.

    With ``has_witness`` a witness may prove to be present; nobody must.
    """

    def __init__(
        self, shell: Shell, leavers: LeaversField, *, explained: str, has_witness: bool, **words: Any
    ) -> None:
        self._visits, self.leavers = shell.office.visits, leavers
        self.witness = _offered_witness(shell) if has_witness else None
        super().__init__(
            shell,
            explained=explained,
            fields=tuple(self._make_fields()),
            seldom=late_fields(),
            seldom_word=_("後から記録する"),
            deed=self._do,
            **words,
        )
        for name in ("late_on", "late_at"):
            self.form.fields[name].edited.connect(self._note_late)

    def _make_fields(self) -> Sequence[Field]:
        note = MultiLineField("note", _("気付いたこと"), rows=2)
        has_devices = any(card.devices.buttons for card in self.leavers.cards)
        proof = self.witness.fields if self.witness is not None else ()
        return self.leavers, *((note,) if has_devices else ()), *proof

    @Slot()
    def _note_late(self) -> None:
        fields = self.form.fields
        self.leavers.is_late = any(fields[name].value() is not None for name in ("late_on", "late_at"))
        if self.witness is not None:
            self.witness.set_wanted(not self.leavers.is_late)

    def _do(self, values: Mapping[str, Any]) -> Change:
        late = {"at": moment_of(values), "late_reason": values["late_reason"]}
        witness = self._prove(values) if late["at"] is None else None
        with refused_at(_PLACES):
            return self._record(values["leavers"], witness, note=values.get("note", ""), **late)

    def _prove(self, values: Mapping[str, Any]) -> Actor | None:
        """Return who has just proven to be present, if anybody was chosen."""
        if self.witness is None or values["user_id"] is None:
            return None
        return self.witness.prove(values)

    def _record(self, leaving: Leaving, witness: Actor | None, **rest: Any) -> Change:
        raise NotImplementedError

    @override
    def _fail(self, error: Exception) -> None:
        """Say whom a refusal is about, at their card."""
        if isinstance(error, RefusedError):
            place, rest = 0, error.field
            if rest.startswith("persons."):
                _persons, number, rest = rest.split(".", 2)
                place = int(number)
            rest = _PLACES.get(rest, rest)
            if rest in _OF_LEAVERS:
                told = self.leavers.point_at_person(place, error.sentence)
                error = RefusedError(told, error.remedy, field="leavers")
            else:
                error.field = rest
        super()._fail(error)


class LeavingForm(_OutForm):
    """Some of those inside leave at once; any one may stay."""

    def __init__(
        self, shell: Shell, visits: Sequence[VisitRow], chosen: Collection[UUID], *, has_witness: bool
    ) -> None:
        label = _("返した機器・持ち出す機器")
        leavers = LeaversField("leavers", _("退室する人"), visits, chosen, label)
        is_one = len(visits) == 1
        heading = _("{person} さんの退室").format(person=visits[0].person) if is_one else _("何人かの退室")
        super().__init__(
            shell,
            leavers,
            explained=_told_leaving(visits),
            has_witness=has_witness,
            heading=heading,
            verb=_("退室を記録する"),
        )
        if is_one and not visits[0].owed:  # by one press they would have left: this is for afterwards
            self.form.unfold_button.setChecked(True)
            lead_focus(self, self.form.fields["late_on"])

    @override
    def _record(self, leaving: Leaving, witness: Actor | None, **rest: Any) -> Change:
        draft = LeavingDraft(leaving.visit_ids, leaving.device_ids, signed=leaving.signed, **rest)
        return self._visits.leave(draft, witness=witness)


class HandingBackForm(_OutForm):
    """What a visitor left behind is handed back, and signed for."""

    def __init__(self, shell: Shell, row: InsideRow, *, has_witness: bool) -> None:
        visit = row.visit
        leavers = LeaversField(
            "leavers", _("受け取る人"), (visit,), (visit.id,), _("返した機器・持ち出した機器")
        )
        super().__init__(
            shell,
            leavers,
            explained=_("退室の後で返した機器、持ち出しを確かめた機器を選び、署名を受けます。"),
            has_witness=has_witness,
            heading=_("{person} さんの機器の返却").format(person=visit.person),
            verb=_("返却を記録する"),
        )

    @override
    def _record(self, leaving: Leaving, witness: Actor | None, **rest: Any) -> Change:
        draft = HandBackDraft(leaving.device_ids, signed=leaving.signed, **rest)
        return self._visits.hand_back(draft, witness=witness)


def _offered_witness(shell: Shell) -> WitnessProof:
    """Return a witness' proof that nobody must give."""
    proof = witness_proof(shell, label=_("立会職員（立ち会ったとき）"))
    proof.who.set_required(False)
    return proof


def _told_leaving(visits: Sequence[VisitRow]) -> str:
    if not any(visit.owed for visit in visits):
        return _("預けた機器も、持ち込んだ機器もありません。")
    return _(
        "返すもの・持ち出すものを確かめ、受け取る人の署名を受けます。"
        "確かめられないものは外して記録すると、赤いまま残ります。"
    )
