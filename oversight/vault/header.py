"""The header of a vault, ``vault.json``: format, identifiers and key slots, in one canonical text.

The text holds no name and no key in the clear. A checksum tells damage from a wrong passphrase; it
protects nothing. What protects is that every field is bound to the wrapping of each key (``binding``),
so that a tampered header opens nothing instead of giving a wrong key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from oversight.errors import DamagedHeaderError, VaultError
from oversight.vault.keys import NONCE_OCTETS, SALT_OCTETS, WRAPPED_OCTETS, Argon2Parameters
from oversight.words import _

FORMAT: Final = "oversight-vault"
VERSION: Final = 1
TAG_OCTETS: Final = 32
MOST_SLOTS: Final = 500


class SlotKind(StrEnum):
    """What opens a slot: a person's passphrase, the printed recovery code, a key in the machine's keyring."""

    PERSON = "person"
    RECOVERY = "recovery"
    QUICK = "quick"


@dataclass(frozen=True)
class Kdf:
    """How a passphrase becomes the wrapping key of one slot."""

    parameters: Argon2Parameters
    salt: bytes


@dataclass(frozen=True)
class Slot:
    """The store key, wrapped once.

    ``name_tag`` stands for the user id of a person's slot; ``person`` is the person's slot a quick slot
    belongs to; ``kdf`` is missing where the wrapping key is random.
    """

    id: UUID
    kind: SlotKind
    name_tag: bytes = b""
    person: UUID | None = None
    kdf: Kdf | None = None
    nonce: bytes = field(default=b"", repr=False)
    wrapped: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Header:
    """All of ``vault.json``. ``generation`` counts the store keys this vault has had, from 1."""

    vault_id: UUID
    created_at: dt.datetime
    generation: int
    slots: tuple[Slot, ...] = ()

    @property
    def store_name(self) -> str:
        """Return the name of the store's file: a new key comes with a new file."""
        return "store.db" if self.generation == 1 else f"store-{self.generation}.db"

    def binding(self, slot: Slot) -> bytes:
        """Return what the wrapping of a slot is bound to: everything but the wrapped key and other slots."""
        bound = {**_head_document(self), "slot": _slot_document(slot)}
        for name in ("nonce", "wrapped"):
            del bound["slot"][name]
        return _canonical(bound)


def header_text(header: Header) -> bytes:
    """Return the canonical text of a header; the same header gives the same octets."""
    document = {**_head_document(header), "slots": [_slot_document(slot) for slot in header.slots]}
    return _canonical({**document, "checksum": _checksum(document)})


def header_from_text(text: bytes) -> Header:
    """Return the header a text stands for; raise ``VaultError`` unless it is whole, known and canonical."""
    try:
        document = json.loads(text.decode("utf-8"))
        checksum = document.pop("checksum")
        whole = checksum == _checksum(document)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise damaged_header() from error
    if not whole:
        raise damaged_header()
    _refuse_foreign(document)
    try:
        header = _header_from_document(document)
        same = header_text(header) == text
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
        raise damaged_header() from error
    if not same:
        raise damaged_header()
    return header


def damaged_header() -> DamagedHeaderError:
    """Return the error for a header that is not what was written."""
    return DamagedHeaderError(
        _("保管庫の鍵ファイル（vault.json）がないか、壊れています。記録の本体には触れていません。"),
        _("直前の鍵ファイルに戻すか、控え（バックアップ）のフォルダーを開いてください。"),
    )


def _refuse_foreign(document: dict[str, Any]) -> None:
    version = document.get("version")
    if document.get("format") != FORMAT or type(version) is not int:
        raise VaultError(
            _("このフォルダーの vault.json は、Oversight の鍵ファイルではありません。"),
            _("保管庫のフォルダーを選び直してください。"),
        )
    if version > VERSION:
        raise VaultError(
            _("この保管庫は、このプログラムより新しい版で作られています。何も変更していません。"),
            _("新しい版の Oversight で開いてください。"),
        )


def _canonical(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode("ascii")


def _checksum(document: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(document)).hexdigest()


def _head_document(header: Header) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": str(header.vault_id),
        "created_at": header.created_at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "generation": header.generation,
    }


def _slot_document(slot: Slot) -> dict[str, Any]:
    return {
        "id": str(slot.id),
        "kind": slot.kind.value,
        "name_tag": slot.name_tag.hex(),
        "person": None if slot.person is None else str(slot.person),
        "kdf": None if slot.kdf is None else _kdf_document(slot.kdf),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _kdf_document(kdf: Kdf) -> dict[str, Any]:
    return {
        "name": "argon2id",
        "memory_kib": kdf.parameters.memory_kib,
        "iterations": kdf.parameters.iterations,
        "lanes": kdf.parameters.lanes,
        "salt": kdf.salt.hex(),
    }


def _header_from_document(document: dict[str, Any]) -> Header:
    slots = tuple(_slot_from_document(part) for part in document["slots"])
    header = Header(
        vault_id=UUID(document["vault_id"]),
        created_at=dt.datetime.fromisoformat(document["created_at"]),
        generation=_whole_number(document["generation"]),
        slots=slots,
    )
    _require(1 <= header.generation <= 1_000_000)
    _require(1 <= len(slots) <= MOST_SLOTS)
    _require(len({slot.id for slot in slots}) == len(slots))
    tags = [slot.name_tag for slot in slots if slot.kind is SlotKind.PERSON]
    _require(1 <= len(tags) == len(set(tags)))
    _require(sum(slot.kind is SlotKind.RECOVERY for slot in slots) <= 1)
    return header


def _slot_from_document(part: dict[str, Any]) -> Slot:
    slot = Slot(
        id=UUID(part["id"]),
        kind=SlotKind(part["kind"]),
        name_tag=bytes.fromhex(part["name_tag"]),
        person=None if part["person"] is None else UUID(part["person"]),
        kdf=None if part["kdf"] is None else _kdf_from_document(part["kdf"]),
        nonce=bytes.fromhex(part["nonce"]),
        wrapped=bytes.fromhex(part["wrapped"]),
    )
    _require(len(slot.name_tag) == (TAG_OCTETS if slot.kind is SlotKind.PERSON else 0))
    _require((slot.kind is SlotKind.QUICK) == (slot.person is not None) == (slot.kdf is None))
    _require(len(slot.nonce) == NONCE_OCTETS)
    _require(len(slot.wrapped) == WRAPPED_OCTETS)
    return slot


def _kdf_from_document(part: dict[str, Any]) -> Kdf:
    parameters = Argon2Parameters(
        memory_kib=_whole_number(part["memory_kib"]),
        iterations=_whole_number(part["iterations"]),
        lanes=_whole_number(part["lanes"]),
    )
    salt = bytes.fromhex(part["salt"])
    _require(len(salt) == SALT_OCTETS)
    if not parameters.is_within_bounds():
        raise VaultError(
            _(
                "鍵ファイル（vault.json）の計算量の値が、安全な範囲を外れています。書き換えられた疑いがあります。"
            ),
            _("この保管庫を使わず、控え（バックアップ）を開き、情報セキュリティ担当に知らせてください。"),
        )
    return Kdf(parameters, salt)


def _whole_number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _require(sound: bool) -> None:
    if not sound:
        raise ValueError("a field is out of bounds")
