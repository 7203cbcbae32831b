"""The vault: a folder with the encrypted store and ``vault.json``, which holds the wrapped store key.

A random 256-bit store key is wrapped once per person by Argon2id(passphrase) → AES-256-GCM: a slot.
There is no way in without a slot: the product offers a printed recovery sheet and says so.
"""

from oversight.vault.attempts import Attempts, TooSoonError
from oversight.vault.header_file import HEADER_NAME, PREVIOUS_NAME, put_back_previous_header
from oversight.vault.keys import STANDARD, Argon2Parameters, SecretKey
from oversight.vault.lock_file import InstanceLock
from oversight.vault.locked import Vault, create_vault, read_vault
from oversight.vault.passphrases import MINIMUM_LENGTH, check_new_passphrase, check_new_user_id
from oversight.vault.place import check_place
from oversight.vault.quick_unlock import QuickUnlock
from oversight.vault.unlocked import UnlockedVault

__all__ = [
    "HEADER_NAME",
    "MINIMUM_LENGTH",
    "PREVIOUS_NAME",
    "STANDARD",
    "Argon2Parameters",
    "Attempts",
    "InstanceLock",
    "QuickUnlock",
    "SecretKey",
    "TooSoonError",
    "UnlockedVault",
    "Vault",
    "check_new_passphrase",
    "check_new_user_id",
    "check_place",
    "create_vault",
    "put_back_previous_header",
    "read_vault",
]
