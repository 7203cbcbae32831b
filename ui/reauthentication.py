"""The fields by which a colleague proves to be present: a signer, an approver, a witness, on this laptop.

They go into a form (``DeedForm``); the deed calls ``prove`` off the window's thread and acts as the person
it returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.words import _
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import Field, SecretField

if TYPE_CHECKING:
    from oversight.access import Actor
    from oversight.people import StaffRow
    from ui.shell import Shell


class Reauthentication:
    """``fields`` are who and the passphrase; only colleagues who hold a key are offered.

    ``chosen`` is the colleague offered first. A wrong passphrase shows at its field.
    """

    def __init__(self, shell: Shell, *, label: str, chosen: UUID | None = None) -> None:
        self._people, self._chosen = shell.office.people, chosen
        self.who = ChoiceField("user_id", label, (), is_required=True)
        self.passphrase = SecretField("passphrase", _("本人のパスフレーズ"), is_required=True)
        shell.read(self._people.list_staff, self._offer, owner=self.who)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields, in their order in a form."""
        return (self.who, self.passphrase)

    def _offer(self, staff: Sequence[StaffRow]) -> None:
        holders = [row for row in staff if row.may_sign_in and row.left_on is None]
        self.who.set_options([(row.user_id, f"{row.post} {row.name}".strip()) for row in holders])
        chosen = next((row for row in holders if row.id == self._chosen), None)
        if chosen is not None and self.who.value() is None:
            self.who.set_value(chosen.user_id)

    def prove(self, values: Mapping[str, Any]) -> Actor:
        """Return the person, or refuse at the field of the passphrase; call it off the window's thread."""
        from oversight.errors import RefusedError, WrongPassphraseError
        from oversight.vault import TooSoonError

        try:
            return self._people.reauthenticate(user_id=values["user_id"], passphrase=values["passphrase"])
        except (WrongPassphraseError, TooSoonError) as error:
            raise RefusedError(error.sentence, error.remedy, field="passphrase") from error
