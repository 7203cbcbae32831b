"""Giving the store a new key, so that a key copied earlier opens nothing written from now on.

The new store is a new file beside the old one; what makes the change is the one step that replaces
``vault.json``. Killed before that step, the old vault stands; after it, the new one does.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from oversight.backup import copy_store
from oversight.engines import EmbeddedStore, store_errors
from oversight.errors import VaultError
from oversight.vault import UnlockedVault


def rotate_key(vault: UnlockedVault, *, user_id: str, passphrase: str) -> UnlockedVault:
    """Copy the store under a new key and return the vault opened with it; the one given is closed.

    Only the acting person keeps a slot: a slot can be wrapped anew only with its owner's passphrase, so
    colleagues are given keys again and a new recovery sheet is printed. Backups made earlier keep the old
    key. Close the store's engine first and hold the instance lock. Raise ``WrongPassphraseError``,
    ``StoreError`` or ``VaultError``; the old vault then stands.
    """
    drafted = vault.draft_new_key(user_id=user_id, passphrase=passphrase)
    try:
        remove_store(drafted.store_path)  # left by a run that was killed before its last step
        with store_errors():
            copy_store(
                EmbeddedStore(vault.store_path, vault.key), EmbeddedStore(drafted.store_path, drafted.key)
            )
        drafted.publish()
    except BaseException:
        with contextlib.suppress(VaultError):
            vault.publish()  # the copy kept beside the header must not name the store removed here
        remove_store(drafted.store_path)
        drafted.close()
        raise
    remove_store(vault.store_path)
    vault.close()
    return drafted


def remove_store(path: Path) -> None:
    """Delete a store's file and what SQLite keeps beside it, as far as the system allows."""
    for ending in ("", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
