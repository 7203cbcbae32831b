"""PINs by which staff prove at a door to be present: set by their owners, counted, blocked, taken away.

A PIN gives a ``PinWitness``, who bears no role: it witnesses at a door and opens, signs and approves
nothing (docs/security.md#pin-at-the-door).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn
from uuid import UUID

from models.department import Staff
from oversight.access import Deed, PinWitness
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.people import pin_rows
from oversight.people.pin_digest import digest_of, is_pin_of
from oversight.people.pin_rows import MOST_FAILURES, PinStanding
from oversight.people.pin_rules import check_new_pin, refused_pin, spelled_pin
from oversight.people.service import PeopleService
from oversight.vault.passphrases import normalised
from oversight.words import _, _n


class WrongPinError(RefusedError):
    """The PIN is not the person's; ``tries_left`` more wrong ones block it."""

    def __init__(self, tries_left: int) -> None:
        self.tries_left = tries_left
        remedy = _n("あと{count}回間違えると、この暗証番号は使えなくなります。", tries_left)
        super().__init__(_("暗証番号が違います。"), remedy.format(count=tries_left), field="pin")


class PinBlockedError(RefusedError):
    """Too many wrong ones in a row: the passphrase is asked for, until the person sets a new PIN."""

    def __init__(self) -> None:
        super().__init__(
            _("続けて{count}回間違えたため、この暗証番号は使えません。").format(count=MOST_FAILURES),
            _("パスフレーズを入力してください。新しい暗証番号は「設定」で本人が決めます。"),
            field="pin",
        )


class DoorPinsService:
    """Sets, removes and tries PINs; each deed is journalled under the member of staff, without the digest."""

    def __init__(self, desk: Desk, people: PeopleService) -> None:
        self._desk, self._people = desk, people

    def standings(self) -> Mapping[UUID, PinStanding]:
        """Return who has a PIN, by staff."""
        with self._desk.reading() as session:
            return pin_rows.read_standings(session)

    def own(self) -> PinStanding | None:
        """Return how the acting person's PIN stands, or None where there is none."""
        own_id = self._desk.actor.staff_id
        return None if own_id is None else self.standings().get(own_id)

    def set_own(self, *, passphrase: str, pin: str) -> Change:
        """Set or change the acting person's PIN, which lifts a block.

        Refuse what will not do at ``pin``; raise as ``PeopleService.reauthenticate`` does.
        """
        user_id = self._people.own_user_id()
        spelling = check_new_pin(pin, user_id=user_id)
        own_id = self._prove_own(user_id, passphrase)
        if spelling == normalised(passphrase):
            raise refused_pin(
                _("パスフレーズと同じ数字は、暗証番号にできません。"),
                _("入口で見られることもある数字です。別の数字にしてください。"),
            )
        digest, deed = (
            digest_of(spelling),
            "staff.set_door_pin" if self.own() is None else "staff.change_door_pin",
        )
        with self._desk.store.writing(self._desk.actor, deed) as session:
            pin_rows.put_pin(session, own_id, digest, self._desk.clock.now())
            session.journalling.note_deed(Staff, own_id)
        return Change.of(Subject.PEOPLE, row_id=own_id)

    def remove_own(self, *, passphrase: str) -> Change:
        """Take the acting person's PIN away; raise as ``PeopleService.reauthenticate`` does."""
        own_id = self._prove_own(self._people.own_user_id(), passphrase)
        with self._desk.store.writing(self._desk.actor, "staff.remove_door_pin") as session:
            if not pin_rows.drop_pin(session, own_id):
                _refuse_missing()
            session.journalling.note_deed(Staff, own_id)
        return Change.of(Subject.PEOPLE, row_id=own_id)

    def remove(self, staff_id: UUID, *, reason: str = "") -> Change:
        """Take a colleague's PIN away as an administrator; nobody sets one for another."""
        with self._desk.writing(Deed.MANAGE_PEOPLE, "staff.remove_door_pin", reason) as session:
            if not pin_rows.drop_pin(session, staff_id):
                _refuse_missing()
            session.journalling.note_deed(Staff, staff_id)
        return Change.of(Subject.PEOPLE, row_id=staff_id)

    def prove(self, staff_id: UUID, pin: str) -> PinWitness:
        """Return the member of staff who has just proven at this desk's door to be present.

        The count of wrong ones is on the disk before this answers, and tries of one PIN wait for one
        another. Raise ``WrongPinError`` or ``PinBlockedError``; what can be no PIN is not counted.
        """
        spelling = spelled_pin(pin)
        with self._desk.writing(Deed.RECORD_VISIT, "staff.block_door_pin") as session:
            kept = pin_rows.lock_pin(session, staff_id)
            if kept is None:
                _refuse_missing()
            if kept.failures >= MOST_FAILURES:
                raise PinBlockedError
            failures = 0 if is_pin_of(spelling, kept.digest) else kept.failures + 1
            if failures != kept.failures:
                pin_rows.put_failures(session, kept, failures)
            if failures == MOST_FAILURES:
                session.journalling.note_deed(Staff, staff_id)
        if failures == MOST_FAILURES:
            raise PinBlockedError
        if failures:
            raise WrongPinError(MOST_FAILURES - failures)
        return PinWitness(staff_id, kept.name, kept.post)

    def _prove_own(self, user_id: str, passphrase: str) -> UUID:
        own_id = self._people.reauthenticate(user_id=user_id, passphrase=passphrase).staff_id
        if own_id is None or own_id != self._desk.actor.staff_id:
            raise RefusedError(_("この鍵は、あなたのものではありません。"), _("管理者に知らせてください。"))
        return own_id


def _refuse_missing() -> NoReturn:
    raise refused_pin(
        _("この職員は、入口の暗証番号を決めていません。"), _("パスフレーズを入力してください。")
    )
