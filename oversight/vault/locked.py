"""A vault that is still locked: made, read and unlocked."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from oversight.clock import Clock
from oversight.errors import VaultError
from oversight.vault.attempts import Attempts
from oversight.vault.entry import let_in_by_recovery_code, let_person_in, person_slot, recovery_slot
from oversight.vault.header import Header, Slot, SlotKind
from oversight.vault.header_file import read_header, write_header, writing_failed
from oversight.vault.keys import STANDARD, Argon2Parameters, SecretKey
from oversight.vault.passphrases import check_new_passphrase, check_new_user_id, name_tag, normalised
from oversight.vault.place import refuse_occupied
from oversight.vault.slots import open_slot, passphrase_slot
from oversight.vault.unlocked import UnlockedVault
from oversight.words import _


class Vault:
    """A vault as it lies on the disk: its header, no key.

    ``parameters`` are the cost of slots made while it is open; existing slots keep their own.
    """

    def __init__(
        self, folder: Path, header: Header, *, parameters: Argon2Parameters, attempts: Attempts
    ) -> None:
        self.folder = folder
        self._header = header
        self._parameters = parameters
        self._attempts = attempts

    @property
    def vault_id(self) -> UUID:
        """Return the identifier of the vault."""
        return self._header.vault_id

    @property
    def has_recovery(self) -> bool:
        """Tell whether a printed recovery code opens the vault."""
        return recovery_slot(self._header) is not None

    def unlock(self, user_id: str, passphrase: str) -> UnlockedVault:
        """Unlock with a person's passphrase; one Argon2id run.

        Raise ``WrongPassphraseError``, or ``TooSoonError`` while the wait after a failure lasts.
        """
        slot, key = let_person_in(self._header, self._attempts, self._parameters, user_id, passphrase)
        return self._unlocked(key, slot.id)

    def unlock_with_recovery_code(self, code: str) -> UnlockedVault:
        """Unlock with the printed code; raise ``RefusedError`` on a typing error, naming the group."""
        slot, key = let_in_by_recovery_code(self._header, self._attempts, code)
        return self._unlocked(key, slot.id)

    def unlock_with_quick_key(self, slot_id: UUID, user_id: str, wrapping: SecretKey) -> UnlockedVault:
        """Unlock with a key from the machine's keyring, as the person it was remembered for.

        ``user_id`` must still be that person's: a colleague whose key was taken away has none any more.
        """
        slot = self._quick_slot(slot_id)
        owner = person_slot(self._header, user_id)
        is_theirs = slot is not None and owner is not None and slot.person == owner.id
        key = open_slot(self._header, slot, wrapping) if slot is not None and is_theirs else None
        if owner is None or key is None:
            raise VaultError(
                _("簡易解錠の記録が、この保管庫と合いません。"),
                _("パスフレーズで解錠し、簡易解錠を設定し直してください。"),
            )
        return self._unlocked(key, owner.id)

    def _quick_slot(self, slot_id: UUID) -> Slot | None:
        wanted = (slot for slot in self._header.slots if slot.id == slot_id)
        return next((slot for slot in wanted if slot.kind is SlotKind.QUICK), None)

    def _unlocked(self, key: SecretKey, slot_id: UUID) -> UnlockedVault:
        return UnlockedVault(
            self.folder,
            self._header,
            key,
            slot_id,
            parameters=self._parameters,
            attempts=self._attempts,
        )


def create_vault(
    folder: Path,
    *,
    user_id: str,
    passphrase: str,
    clock: Clock,
    parameters: Argon2Parameters = STANDARD,
    monotonic: Callable[[], float] = time.monotonic,
) -> UnlockedVault:
    """Make a vault with its first person and return it unlocked; the store's file is not made here.

    The folder is made if it is missing. Raise ``VaultError`` if it holds anything already, ``RefusedError``
    for a user id or passphrase that will not do; nothing is then left behind.
    """
    check_new_user_id(user_id)
    check_new_passphrase(passphrase, user_id=user_id)
    refuse_occupied(folder)
    bare = Header(vault_id=uuid4(), created_at=clock.now(), generation=1)
    key = SecretKey.generate()
    slot = passphrase_slot(
        bare,
        key,
        secret=normalised(passphrase),
        parameters=parameters,
        name_tag=name_tag(bare.vault_id, user_id),
    )
    header = replace(bare, slots=(slot,))
    _write_first_header(folder, header)
    attempts = Attempts(folder, monotonic)
    return UnlockedVault(folder, header, key, slot.id, parameters=parameters, attempts=attempts, is_new=True)


def read_vault(
    folder: Path,
    *,
    parameters: Argon2Parameters = STANDARD,
    monotonic: Callable[[], float] = time.monotonic,
) -> Vault:
    """Read the vault in ``folder``; raise ``VaultError`` saying what is wrong with it."""
    header = read_header(folder)
    return Vault(folder, header, parameters=parameters, attempts=Attempts(folder, monotonic))


def _write_first_header(folder: Path, header: Header) -> None:
    """Make the folder and write into it; on failure a folder that was not there is not there again."""
    is_ours = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_failed(error) from error
    try:
        write_header(folder, header)
    except VaultError:
        if is_ours:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
