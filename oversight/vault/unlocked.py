"""An unlocked vault: the store key in memory, and every change of who may open the vault.

Each change replaces ``vault.json`` in one step; on failure the header before stands, in memory too.

What taking a slot away does and does not do: the colleague's passphrase opens this vault no more. A colleague
who copied the whole folder earlier still has that copy, and a backup made earlier opens with the passphrases
of its day. Where that matters, ``oversight.rekeying`` gives the store a new key.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from oversight.errors import RefusedError, VaultError
from oversight.vault.attempts import Attempts
from oversight.vault.entry import let_person_in, person_slot, recovery_slot
from oversight.vault.header import MOST_SLOTS, Header, Slot, SlotKind
from oversight.vault.header_file import read_header, write_header
from oversight.vault.keys import Argon2Parameters, SecretKey
from oversight.vault.passphrases import (
    MINIMUM_LENGTH,
    check_new_passphrase,
    check_new_user_id,
    name_tag,
    normalised,
)
from oversight.vault.recovery_code import new_recovery_code, secret_of_code
from oversight.vault.slots import passphrase_slot, quick_slot
from oversight.words import _


class UnlockedVault:
    """A vault whose store key is in memory until ``close``.

    ``slot_id`` is the slot it was opened with; ``key`` the store key; ``is_new`` tells that it has just been
    made and has no store yet; ``minimum_length`` is the office's setting for new passphrases, in characters.
    """

    def __init__(
        self,
        folder: Path,
        header: Header,
        key: SecretKey,
        slot_id: UUID,
        *,
        parameters: Argon2Parameters,
        attempts: Attempts,
        is_new: bool = False,
    ) -> None:
        self.folder = folder
        self.is_new = is_new
        self.key = key
        self.slot_id = slot_id
        self.minimum_length = MINIMUM_LENGTH
        self._header = header
        self._parameters = parameters
        self._attempts = attempts

    @property
    def vault_id(self) -> UUID:
        """Return the identifier of the vault."""
        return self._header.vault_id

    @property
    def store_path(self) -> Path:
        """Return the path of the encrypted store."""
        return self.folder / self._header.store_name

    @property
    def has_recovery(self) -> bool:
        """Tell whether a printed recovery code opens the vault."""
        return recovery_slot(self._header) is not None

    @property
    def person_slot_ids(self) -> frozenset[UUID]:
        """Return the slots that a person's passphrase opens."""
        return frozenset(slot.id for slot in self._header.slots if slot.kind is SlotKind.PERSON)

    def add_slot(self, *, user_id: str, passphrase: str) -> UUID:
        """Let another person open the vault; return the new slot."""
        if len(self._header.slots) >= MOST_SLOTS:
            raise VaultError(_("これ以上の鍵は作れません。"), _("使っていない職員の鍵を外してください。"))
        if person_slot(self._header, user_id) is not None:
            raise _user_id_taken()
        slot = self._new_person_slot(None, user_id, passphrase)
        self._replace_slots((*self._header.slots, slot))
        return slot.id

    def remove_slot(self, slot_id: UUID) -> None:
        """Take a person's slot away, and the quick unlock bound to it; never the last person's."""
        if slot_id not in self.person_slot_ids:
            raise VaultError(_("その鍵はこの保管庫にありません。"), _("一覧を開き直してください。"))
        if len(self.person_slot_ids) == 1:
            raise VaultError(
                _("最後の一人の鍵は外せません。誰も開けられなくなります。"),
                _("先に別の職員に鍵を作ってください。"),
            )
        self._replace_slots(self._slots_without(slot_id), revoking=True)

    def change_passphrase(self, *, user_id: str, old: str, new: str) -> None:
        """Wrap the store key by a new passphrase; the slot stays the same, quick unlock must be set anew."""
        slot_id = self.check_passphrase(user_id, old)
        if normalised(old) == normalised(new):
            raise RefusedError(
                _("新しいパスフレーズが今のものと同じです。"),
                _("違うパスフレーズを入力してください。"),
                field="passphrase",
            )
        slot = self._new_person_slot(slot_id, user_id, new)
        self._replace_slots((*self._slots_without(slot_id), slot), revoking=True)

    def replace_slot(self, slot_id: UUID | None, *, user_id: str, passphrase: str) -> UUID:
        """Give a person a passphrase without the old one (forgotten; after recovery); return the slot.

        The slot keeps its identifier; a missing one is made. A vault opened by the recovery code counts from
        then on as opened with this slot.
        """
        owner = person_slot(self._header, user_id)
        known = slot_id if slot_id in self.person_slot_ids else None
        if owner is not None and known not in {None, owner.id}:
            raise _user_id_taken()
        kept = known or (owner.id if owner is not None else None)
        slot = self._new_person_slot(kept, user_id, passphrase)
        self._replace_slots((*self._slots_without(slot.id), slot), revoking=True)
        if self.slot_id not in self.person_slot_ids:
            self.slot_id = slot.id
        return slot.id

    def make_recovery_code(self) -> str:
        """Return a new recovery code to be printed; an earlier one opens the vault no more."""
        code = new_recovery_code()
        slot = passphrase_slot(
            self._header, self.key, secret=secret_of_code(code), parameters=self._parameters
        )
        others = (slot for slot in self._header.slots if slot.kind is not SlotKind.RECOVERY)
        self._replace_slots((*others, slot), revoking=True)
        return code

    def check_passphrase(self, user_id: str, passphrase: str) -> UUID:
        """Return the slot of a person who proves to be present: a witness, an approver, a signer.

        Raise ``WrongPassphraseError`` or ``TooSoonError`` as unlocking does.
        """
        self.key.octets()
        slot, key = let_person_in(self._header, self._attempts, self._parameters, user_id, passphrase)
        with key:
            if not key.matches(self.key):
                raise VaultError(
                    _("この職員の鍵は、今の保管庫の鍵ではありません。"),
                    _("管理者に頼んで鍵を作り直してください。"),
                )
        return slot.id

    def add_quick_slot(self, slot_id: UUID, user_id: str, wrapping: SecretKey) -> None:
        """Let a key of the machine's keyring open the vault for the person who opened it."""
        if self.slot_id not in self.person_slot_ids:
            raise VaultError(
                _("回復コードで開いたままでは、簡易解錠を使えません。"),
                _("自分のパスフレーズで解錠し直してください。"),
            )
        owner = person_slot(self._header, user_id)
        if owner is None or owner.id != self.slot_id:
            raise VaultError(
                _("その利用者IDは、この保管庫を開いた人のものではありません。"),
                _("自分のパスフレーズで解錠し直してください。"),
            )
        slot = quick_slot(self._header, self.key, slot_id=slot_id, person=self.slot_id, wrapping=wrapping)
        others = (known for known in self._header.slots if known.person != self.slot_id)
        self._replace_slots((*others, slot))

    def drop_quick_slots(self) -> None:
        """Take away the quick unlock of the person who opened the vault."""
        others = tuple(slot for slot in self._header.slots if slot.person != self.slot_id)
        if others != self._header.slots:
            self._replace_slots(others, revoking=True)

    def draft_new_key(self, *, user_id: str, passphrase: str) -> UnlockedVault:
        """Return this vault with a new store key and only this person's slot; nothing is written yet.

        ``oversight.rekeying`` fills the new store and then calls ``publish``.
        """
        slot_id = self.check_passphrase(user_id, passphrase)
        header = replace(self._header, generation=self._header.generation + 1, slots=())
        key = SecretKey.generate()
        slot = passphrase_slot(
            header,
            key,
            secret=normalised(passphrase),
            parameters=self._parameters,
            slot_id=slot_id,
            name_tag=name_tag(self.vault_id, user_id),
        )
        drafted = UnlockedVault(
            self.folder,
            replace(header, slots=(slot,)),
            key,
            slot_id,
            parameters=self._parameters,
            attempts=self._attempts,
        )
        drafted.minimum_length = self.minimum_length
        return drafted

    def publish(self) -> None:
        """Make this vault's header the one in the folder; earlier ones open it no more."""
        write_header(self.folder, self._header, revoking=True)

    def close(self) -> None:
        """Wipe the store key; any number of times."""
        self.key.close()

    def _new_person_slot(self, slot_id: UUID | None, user_id: str, passphrase: str) -> Slot:
        check_new_user_id(user_id)
        check_new_passphrase(passphrase, user_id=user_id, minimum_length=self.minimum_length)
        return passphrase_slot(
            self._header,
            self.key,
            secret=normalised(passphrase),
            parameters=self._parameters,
            slot_id=slot_id,
            name_tag=name_tag(self.vault_id, user_id),
        )

    def _slots_without(self, slot_id: UUID) -> tuple[Slot, ...]:
        return tuple(slot for slot in self._header.slots if slot_id not in {slot.id, slot.person})

    def _replace_slots(self, slots: tuple[Slot, ...], *, revoking: bool = False) -> None:
        if read_header(self.folder) != self._header:
            raise VaultError(
                _("鍵ファイルが、開いたあとに別のところで変更されています。何も変更していません。"),
                _("いったん施錠し、解錠し直してから、もう一度操作してください。"),
            )
        header = replace(self._header, slots=slots)
        write_header(self.folder, header, revoking=revoking)
        self._header = header


def _user_id_taken() -> RefusedError:
    return RefusedError(
        _("その利用者IDはすでに使われています。"), _("別の利用者IDにしてください。"), field="user_id"
    )
