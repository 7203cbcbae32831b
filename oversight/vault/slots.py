"""Making and opening one key slot."""

from __future__ import annotations

import os
from dataclasses import replace
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag

from oversight.vault.header import Header, Kdf, Slot, SlotKind
from oversight.vault.keys import SALT_OCTETS, Argon2Parameters, SecretKey, derive_key, unwrap_key, wrap_key


def passphrase_slot(
    header: Header,
    store_key: SecretKey,
    *,
    secret: str,
    parameters: Argon2Parameters,
    slot_id: UUID | None = None,
    name_tag: bytes = b"",
) -> Slot:
    """Wrap the store key by a normalised passphrase (with a name's tag) or a recovery code (without)."""
    bare = Slot(
        id=slot_id or uuid4(),
        kind=SlotKind.PERSON if name_tag else SlotKind.RECOVERY,
        name_tag=name_tag,
        kdf=Kdf(parameters, os.urandom(SALT_OCTETS)),
    )
    with _wrapping_key(bare, secret) as wrapping:
        return _wrapped(header, bare, store_key, wrapping)


def quick_slot(
    header: Header, store_key: SecretKey, *, slot_id: UUID, person: UUID, wrapping: SecretKey
) -> Slot:
    """Wrap the store key by a key of the machine's keyring, for the person whose slot is named."""
    return _wrapped(header, Slot(id=slot_id, kind=SlotKind.QUICK, person=person), store_key, wrapping)


def open_passphrase_slot(header: Header, slot: Slot, secret: str) -> SecretKey | None:
    """Return the store key, or None where the secret is wrong or the slot was tampered with."""
    with _wrapping_key(slot, secret) as wrapping:
        return open_slot(header, slot, wrapping)


def open_slot(header: Header, slot: Slot, wrapping: SecretKey) -> SecretKey | None:
    """Return the store key, or None where the wrapping key is wrong or the slot was tampered with."""
    try:
        return unwrap_key(slot.nonce, slot.wrapped, wrapping, header.binding(slot))
    except InvalidTag:
        return None


def spend_one_run(parameters: Argon2Parameters, secret: str) -> None:
    """Take as long as opening a slot: an unknown user id must not be told from a wrong passphrase."""
    derive_key(secret, os.urandom(SALT_OCTETS), parameters).close()


def _wrapping_key(slot: Slot, secret: str) -> SecretKey:
    if slot.kdf is None:
        raise ValueError("a quick slot is not opened by a passphrase")
    return derive_key(secret, slot.kdf.salt, slot.kdf.parameters)


def _wrapped(header: Header, bare: Slot, store_key: SecretKey, wrapping: SecretKey) -> Slot:
    nonce, wrapped = wrap_key(store_key, wrapping, header.binding(bare))
    return replace(bare, nonce=nonce, wrapped=wrapped)
