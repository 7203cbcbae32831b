"""The fields of an entry that are given once, however many come: purpose, inspection, escort, witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from oversight.calendar import show_day
from oversight.devices import ExpectedInspection, WitnessMethod
from oversight.devices.rule_words import told_demands
from oversight.inspections import word_of
from oversight.words import _
from ui.devices.door_reading import DoorStanding
from ui.devices.given_persons import Who
from ui.devices.late import late_fields, moment_of
from ui.devices.witness import witness_proof
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.fields import Field, MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.access import Actor

_PLACES = {
    "witness": "user_id",
    "drawing": "signed",
    "typed_name": "signed",
    "was_spoken": "signed",
    "carries_nothing": "declared",
    "devices": "declared",
    "worker_id": "who",
    "staff_id": "who",
    "entered_at": "late_at",
}
_LATE_PLACES = {"witness": "witness_written", "escort_id": "escort"}


def places(*, is_late: bool) -> Mapping[str, str]:
    """Return at which field of a form a refusal of the service is shown."""
    return _PLACES | _LATE_PLACES if is_late else _PLACES


class SharedFields:
    """``first`` come before the persons, ``last`` after them and their devices, ``seldom`` at the end.

    Of what is recorded afterwards the names are asked for as they were; nobody proves it or must sign.
    """

    def __init__(self, shell: Shell, standing: DoorStanding) -> None:
        self._standing, self._today = standing, shell.clock.today()
        self.witness = witness_proof(shell) if standing.holding.witness_by else None
        self._purpose = TextField("purpose", _("目的"), is_required=True)
        self._inspection = ChoiceField(
            "inspection_id", _("どの検査のための入室か"), (), placeholder=_("検査のためではない")
        )
        staff = [(each.id, f"{each.post} {each.name}".strip()) for each in standing.staff]
        self._escort = ChoiceField("escort_id", _("付き添う市の職員"), staff)
        self._escort_written = TextField("escort", _("付き添った市の職員（当時）"))
        self._witness_written = TextField("witness_written", _("立ち会った市の職員（当時）"))
        ways = [(way, word_of(way)) for way in WitnessMethod]
        self._how = OneOfField("witnessed_how", _("確かめ方"), ways, is_required=True)
        self.late = late_fields()
        self._asks_escort = bool(standing.holding.escort_by)
        self.last = tuple(self._make_last())
        self._offer_inspections(())

    def first(self) -> Iterator[Field]:
        """Yield what is asked before the persons."""
        if self._standing.inspections:
            yield self._inspection
        yield self._purpose
        if self._standing.holding.escort_by:
            yield self._escort
            yield self._escort_written

    def _make_last(self) -> Iterator[Field]:
        if self.witness is not None:
            yield from self.witness.fields
            yield self._witness_written
            yield self._how

    def seldom(self) -> Iterator[Field]:
        """Yield what is asked only where something is out of the ordinary."""
        hint = _("上限を超えるとき、離任した人を入れるときだけ書きます。注意点として残ります。")
        yield MultiLineField("exception_reason", _("それでも入れる理由"), rows=2, hint=hint)
        yield from self.late

    @property
    def is_late(self) -> bool:
        """Tell whether a day or time is given: it is recorded afterwards."""
        return any(field.value() is not None for field in self.late[:2])

    def show_needed(self) -> None:
        """Ask for proof of what happens now, for names of what has happened."""
        is_late = self.is_late
        self._escort.setVisible(self._asks_escort and not is_late)
        self._escort_written.setVisible(self._asks_escort and is_late)
        self._how.set_required(not is_late)
        if self.witness is not None:
            self.witness.set_wanted(not is_late)
            self._witness_written.setVisible(is_late)

    def show_people(self, people: Iterable[tuple[Who | None, str]]) -> None:
        """Offer first the inspection that awaits one of them today; ask outsiders alone for an escort."""
        people = tuple(people)
        self._offer_inspections(people)
        if self._standing.holding.escort_by:
            are_of_city = [who is not None and who[0] == "staff" for who, _name in people]
            self._asks_escort = not (people and all(are_of_city))
            self.show_needed()

    def _offer_inspections(self, people: Sequence[tuple[Who | None, str]]) -> None:
        awaiting = [each for each in self._standing.inspections if self._awaits(each, people)]
        others = [each for each in self._standing.inspections if each not in awaiting]
        options = [(each.id, self._told(each, each in awaiting)) for each in (*awaiting, *others)]
        self._inspection.set_options(options)
        if len(awaiting) == 1 and self._inspection.value() is None:
            self._inspection.set_value(awaiting[0].id)
            if not self._purpose.value():
                self._purpose.set_value(_("実地検査"))

    def _awaits(self, inspection: ExpectedInspection, people: Iterable[tuple[Who | None, str]]) -> bool:
        ids = {str(each): each for each in inspection.staff_ids}
        return any(
            inspection.awaits(self._today, ids.get(who[1]) if who else None, name) for who, name in people
        )

    def _told(self, inspection: ExpectedInspection, is_awaited: bool) -> str:
        told = _("{number}　{day}").format(
            number=inspection.number, day=show_day(inspection.planned_on, weekday=True)
        )
        return _("{told}　本日の検査員").format(told=told) if is_awaited else told

    def told(self) -> str:
        """Say what this door asks, each with the rule that says it."""
        asked = [
            _("{what}（{rules}）").format(what=what, rules=rules)
            for what, rules in told_demands(self._standing.holding)
        ]
        told = _("この入口で求めること: {asked}").format(asked=_("、").join(asked)) if asked else ""
        return told or _("持ち物を申告してもらい、署名を受けます。")

    def drafted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return these fields as the service asks for them."""
        entered_at = moment_of(values)
        is_late = entered_at is not None
        return {
            "purpose": values["purpose"],
            "inspection_id": values.get("inspection_id"),
            "escort_id": values.get("escort_id") if self._asks_escort and not is_late else None,
            "escort": values.get("escort", "") if self._asks_escort and is_late else "",
            "exception_reason": values["exception_reason"],
            "witnessed_how": values.get("witnessed_how"),
            "witness_written": values.get("witness_written", "") if is_late else "",
            "entered_at": entered_at,
            "late_reason": values["late_reason"],
        }

    def prove(self, values: Mapping[str, Any]) -> Actor | None:
        """Return who has just proven to witness what happens now; call it off the window's thread."""
        if self.witness is None or moment_of(values) is not None:
            return None
        return self.witness.prove(values)
