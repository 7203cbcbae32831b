"""Secret keys: held in memory that is wiped, derived by Argon2id, wrapped by AES-256-GCM.

Only ``cryptography`` does the work. Wiping is the best a Python program can do: the octets of a
``SecretKey`` are overwritten, short-lived copies inside the libraries are out of reach.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from typing import Final, NoReturn, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from typing_extensions import override

from oversight.errors import VaultError
from oversight.words import _

KEY_OCTETS: Final = 32
NONCE_OCTETS: Final = 12
SALT_OCTETS: Final = 16
WRAPPED_OCTETS: Final = KEY_OCTETS + 16
"""A wrapped key: the key's octets and the tag of AES-GCM."""


class SecretKey:
    """A 256-bit key in memory that is overwritten by ``close``; it shows itself nowhere."""

    __slots__ = ("_octets",)

    def __init__(self, octets: bytes | bytearray) -> None:
        if len(octets) != KEY_OCTETS:
            raise ValueError("a key has 32 octets")
        self._octets = bytearray(octets)

    @classmethod
    def generate(cls) -> Self:
        """Make a random key."""
        return cls(os.urandom(KEY_OCTETS))

    @property
    def is_closed(self) -> bool:
        """Tell whether the key has been wiped."""
        return not self._octets

    def octets(self) -> bytearray:
        """Return the octets themselves, not a copy; raise ``VaultError`` once wiped."""
        if self.is_closed:
            raise VaultError(_("保管庫は施錠されています。"), _("もう一度解錠してください。"))
        return self._octets

    def hex_for_sqlcipher(self) -> bytearray:
        """Return the raw-key literal ``x'…'`` of SQLCipher; the caller overwrites it after use."""
        literal = bytearray(b"x'")
        for octet in self.octets():
            literal += b"%02x" % octet
        return literal + b"'"

    def matches(self, other: SecretKey) -> bool:
        """Tell in constant time whether both hold the same octets."""
        return hmac.compare_digest(self.octets(), other.octets())

    def close(self) -> None:
        """Overwrite the octets; any number of times."""
        self._octets[:] = bytes(len(self._octets))
        self._octets.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @override
    def __repr__(self) -> str:
        return "SecretKey(…)"

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not copied or pickled")


@dataclass(frozen=True)
class Argon2Parameters:
    """The cost of one Argon2id run (RFC 9106): memory in KiB, passes, lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    def is_within_bounds(self) -> bool:
        """Tell whether a run is allowed: RFC 9106's floor; at most 256 MiB, 16 passes, 16 lanes.

        The ceiling keeps a tampered header from exhausting memory or time. A lowered cost gains an attacker
        nothing: the parameters go into the derived key and are bound to the wrapping.
        """
        return (
            1 <= self.lanes <= 16
            and 1 <= self.iterations <= 16
            and 8 * self.lanes <= self.memory_kib <= 256 * 1024
        )


STANDARD: Final = Argon2Parameters(memory_kib=64 * 1024, iterations=3, lanes=4)
"""RFC 9106 section 4, second recommended option."""


def derive_key(secret: str, salt: bytes, parameters: Argon2Parameters) -> SecretKey:
    """Derive a wrapping key from a passphrase that is already normalised."""
    derived = bytearray(KEY_OCTETS)
    try:
        Argon2id(
            salt=salt,
            length=KEY_OCTETS,
            iterations=parameters.iterations,
            lanes=parameters.lanes,
            memory_cost=parameters.memory_kib,
        ).derive_into(secret.encode("utf-8", "surrogatepass"), derived)
        return SecretKey(derived)
    except MemoryError as error:
        raise VaultError(
            _("メモリーが足りないため、鍵を計算できません。何も変更していません。"),
            _("ほかのプログラムを終了してから、もう一度試してください。"),
        ) from error
    finally:
        derived[:] = bytes(KEY_OCTETS)


def wrap_key(key: SecretKey, wrapping: SecretKey, bound: bytes) -> tuple[bytes, bytes]:
    """Encrypt a key under another; return nonce and wrapped key. ``bound`` must be the same at unwrapping."""
    nonce = os.urandom(NONCE_OCTETS)
    return nonce, AESGCM(wrapping.octets()).encrypt(nonce, key.octets(), bound)


def unwrap_key(nonce: bytes, wrapped: bytes, wrapping: SecretKey, bound: bytes) -> SecretKey:
    """Decrypt a key; raise ``cryptography.exceptions.InvalidTag`` unless everything bound is as it was."""
    plain = bytearray(KEY_OCTETS)
    try:
        AESGCM(wrapping.octets()).decrypt_into(nonce, wrapped, bound, plain)
        return SecretKey(plain)
    finally:
        plain[:] = bytes(KEY_OCTETS)
