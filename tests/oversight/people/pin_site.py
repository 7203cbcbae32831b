"""An office whose people hold keys, on either engine, with PINs that cost next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Engine, select, update

from models.department import Staff
from models.device import DoorPin
from oversight.access import Actor, Role
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.office import Office
from oversight.people import StaffDraft
from oversight.vault import UnlockedVault, create_vault
from tests.cheap_keys import TINY

OWN_PASSPHRASE: Final = "石狩の川に鮭がのぼる秋の朝"
OTHER_PASSPHRASE: Final = "手稲の山に初雪が降りる頃に"
PIN, OTHER_PIN = "758203", "580264"


@dataclass
class Site:
    """``own`` is the office of the person at the desk, an administrator; ``witness_id`` has a key too."""

    desk: Desk
    engine: Engine
    vault: UnlockedVault
    own: Office
    witness_id: UUID

    @property
    def own_id(self) -> UUID:
        """Return the person at the desk."""
        assert self.desk.actor.staff_id is not None
        return self.desk.actor.staff_id

    def office_of(self, *roles: Role) -> Office:
        """Return the office with the witness at the desk."""
        actor = Actor(self.witness_id, "舘 花子", "主任", frozenset(roles or {Role.INSPECTOR}))
        return Office(self.desk.of_person(actor), vault=self.vault)

    def set_pin(self, pin: str = PIN) -> None:
        """Let the witness set a PIN."""
        self.office_of().door_pins.set_own(passphrase=OTHER_PASSPHRASE, pin=pin)

    def kept(self) -> tuple[str, int] | None:
        """Return the witness's digest and count as another connection sees them."""
        query = select(DoorPin.digest, DoorPin.failures).where(DoorPin.staff_id == self.witness_id)
        with self.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else (row.digest, row.failures)

    def failures(self) -> int:
        """Return how many wrong ones in a row are kept."""
        kept = self.kept()
        assert kept is not None
        return kept[1]

    def change_row(self, **values: object) -> None:
        """Change the witness's row of staff."""
        with self.desk.store.writing(self.desk.actor, "staff.change") as session:
            session.execute(update(Staff).where(Staff.id == self.witness_id).values(**values))


def build(desk: Desk, engine: Engine, clock: FixedClock, folder: Path) -> Site:
    """Give the person at the desk and a witness their keys."""
    vault = create_vault(
        folder,
        user_id="fukui",
        passphrase=OWN_PASSPHRASE,
        clock=clock,
        parameters=TINY,
        monotonic=count(0.0, 100.0).__next__,  # nobody waits after a wrong passphrase
    )
    own = Office(desk, vault=vault)
    with desk.store.writing(desk.actor, "vault.create") as session:
        row = session.get_one(Staff, desk.actor.staff_id)
        row.user_id, row.slot_id = "fukui", vault.slot_id
    draft = StaffDraft("舘 花子", post="主任", roles=frozenset({Role.INSPECTOR}))
    witness_id = own.people.add_staff(draft).row_id
    assert witness_id is not None
    own.people.give_key(witness_id, user_id="tachi", passphrase=OTHER_PASSPHRASE)
    return Site(desk, engine, vault, own, witness_id)
