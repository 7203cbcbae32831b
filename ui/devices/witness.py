"""How a witness proves at a door to be present: by their PIN, on keys to press standing, or by passphrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from typing_extensions import override

from oversight.words import _
from ui.reauthentication import Reauthentication
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import Field
from ui.widgets.pin_field import PinField

if TYPE_CHECKING:
    from oversight.access import Actor
    from oversight.people import PinStanding, StaffRow
    from ui.shell import Shell


def witness_proof(shell: Shell, *, label: str = "") -> WitnessProof:
    """Return the fields by which a witness proves to be present."""
    return WitnessProof(shell, label=label or _("立会職員"))


class WitnessProof(Reauthentication):
    """``fields`` are who, and the PIN of who has one or the passphrase of who has none or wants it."""

    def __init__(self, shell: Shell, *, label: str) -> None:
        super().__init__(shell, label=label)
        self._shell, self._pins = shell, shell.office.door_pins
        self._ids: dict[str, UUID] = {}
        self._standings: Mapping[UUID, PinStanding] = {}
        self._wants_passphrase, self._is_wanted = False, True
        self.pin = PinField("pin", _("本人の暗証番号"), is_required=True, has_keypad=True)
        self.to_passphrase = _way(self.pin, _("パスフレーズで確かめる"))
        self.to_pin = _way(self.passphrase, _("暗証番号で確かめる"))
        self.who.say_hint(_told_choosing())
        self.pin.hide()
        self.passphrase.hide()
        self.who.edited.connect(self._turn_to_chosen)
        self.to_passphrase.clicked.connect(self._turn_to_passphrase)
        self.to_pin.clicked.connect(self._turn_to_pin)
        self.pin.refused.connect(self._reread)
        self._reread()

    @property
    @override
    def fields(self) -> tuple[Field, ...]:
        return (self.who, self.pin, self.passphrase)

    @override
    def _offer(self, staff: Sequence[StaffRow]) -> None:
        self._ids = {row.user_id: row.id for row in staff if row.may_sign_in}
        super()._offer(staff)

    def _reread(self) -> None:
        self._shell.read(self._pins.standings, self._learn, owner=self.who)

    def _learn(self, standings: Mapping[UUID, PinStanding]) -> None:
        had_focus = self.pin.line.hasFocus()
        self._standings = standings
        self._show_needed()
        if had_focus and self.pin.isHidden():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_wanted(self, is_wanted: bool) -> None:
        """Ask for the proof, or no longer: nobody proves afterwards to have been present."""
        self._is_wanted = is_wanted
        self.who.setVisible(is_wanted)
        self._show_needed()

    def _turn_to_chosen(self) -> None:
        self._wants_passphrase = False
        self._forget()
        self._show_needed()

    def _turn_to_passphrase(self) -> None:
        self._turn(to_passphrase=True).setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to_pin(self) -> None:
        self._turn(to_passphrase=False).setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, *, to_passphrase: bool) -> Field:
        self._wants_passphrase = to_passphrase
        self._forget()
        self._show_needed()
        return self.passphrase if to_passphrase else self.pin

    def _forget(self) -> None:
        for field in (self.pin, self.passphrase):
            field.wipe()
            field.show_error("")

    def _show_needed(self) -> None:
        """Show the one field that who is chosen proves by; what the other held is forgotten."""
        user_id = self.who.value()
        standing = self._standings.get(self._ids[user_id]) if user_id in self._ids else None
        has_pin = standing is not None and not standing.is_blocked
        is_by_pin = has_pin and not self._wants_passphrase
        self.pin.setVisible(self._is_wanted and is_by_pin)
        self.passphrase.setVisible(self._is_wanted and user_id is not None and not is_by_pin)
        self.to_pin.setVisible(has_pin)
        self.who.say_hint("" if user_id else _told_choosing())
        (self.passphrase if is_by_pin else self.pin).wipe()
        if standing is not None and standing.is_blocked:
            self.passphrase.show_error(_told_blocked())

    @override
    def prove(self, values: Mapping[str, Any]) -> Actor:
        if values["pin"]:
            return self._pins.prove(self._ids[values["user_id"]], values["pin"])
        return super().prove(values)


def _told_choosing() -> str:
    return _("選ぶと、暗証番号（未設定の人はパスフレーズ）の欄が出ます。")


def _told_blocked() -> str:
    return _("暗証番号は、続けて間違えたため使えません。新しい暗証番号は「設定」で本人が決めます。")


def _way(field: Field, word: str) -> Button:
    """Set the way to the other proof beneath a field."""
    button = Button(word, kind=ButtonKind.LINK)
    field.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return button
