"""A PIN as it is kept: an Argon2id string (PHC) with its own salt; only ``cryptography`` does the work."""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from oversight.vault.keys import KEY_OCTETS, SALT_OCTETS, Argon2Parameters

COST: Final = Argon2Parameters(memory_kib=19 * 1024, iterations=2, lanes=1)
"""The least that the OWASP Password Storage Cheat Sheet names for Argon2id (as of 2024).

A fifth of a second at most on an office laptop: somebody stands and waits. The string says its own cost.
"""


def digest_of(pin: str) -> str:
    """Return the string that stands for a PIN; another one each time."""
    return Argon2id(
        salt=os.urandom(SALT_OCTETS),
        length=KEY_OCTETS,
        iterations=COST.iterations,
        lanes=COST.lanes,
        memory_cost=COST.memory_kib,
    ).derive_phc_encoded(pin.encode())


def is_pin_of(pin: str, digest: str) -> bool:
    """Tell in constant time whether a PIN is the one that a string stands for."""
    try:
        Argon2id.verify_phc_encoded(pin.encode(), digest)
    except InvalidKey:
        return False
    return True
