"""Letting a person in: find the slot, mind the failed attempts, open it."""

from __future__ import annotations

from typing import Final

from oversight.errors import VaultError, WrongPassphraseError
from oversight.vault.attempts import Attempts
from oversight.vault.header import Header, Slot, SlotKind
from oversight.vault.keys import Argon2Parameters, SecretKey
from oversight.vault.passphrases import name_tag, normalised
from oversight.vault.recovery_code import secret_of_code
from oversight.vault.slots import open_passphrase_slot, spend_one_run
from oversight.words import _

_RECOVERY_BUCKET: Final = "recovery"
_UNKNOWN_BUCKET: Final = "unknown"


def person_slot(header: Header, user_id: str) -> Slot | None:
    """Return the slot of the person with this user id, or None."""
    tag = name_tag(header.vault_id, user_id)
    return next((slot for slot in header.slots if slot.name_tag == tag), None)


def recovery_slot(header: Header) -> Slot | None:
    """Return the slot of the printed recovery code, or None."""
    return next((slot for slot in header.slots if slot.kind is SlotKind.RECOVERY), None)


def let_person_in(
    header: Header, attempts: Attempts, parameters: Argon2Parameters, user_id: str, passphrase: str
) -> tuple[Slot, SecretKey]:
    """Return a person's slot and the store key it holds.

    An unknown user id and a wrong passphrase give the same ``WrongPassphraseError`` after the same time
    (one run of ``parameters``); ``TooSoonError`` while the wait after a failure lasts.
    """
    slot = person_slot(header, user_id)
    bucket = slot.name_tag.hex() if slot is not None else _UNKNOWN_BUCKET
    attempts.refuse_too_soon(bucket)
    secret = normalised(passphrase)
    if slot is None:
        spend_one_run(parameters, secret)
        key = None
    else:
        key = open_passphrase_slot(header, slot, secret)
    if slot is None or key is None:
        attempts.note_failure(bucket)
        raise WrongPassphraseError(
            _("利用者IDかパスフレーズが違います。"),
            _("大文字と小文字、かな入力の状態を確かめてから入力し直してください。"),
        )
    attempts.note_success(bucket)
    return slot, key


def let_in_by_recovery_code(header: Header, attempts: Attempts, code: str) -> tuple[Slot, SecretKey]:
    """Return the recovery slot and the store key; a mistyped code is told by group before it is tried."""
    slot = recovery_slot(header)
    if slot is None:
        raise VaultError(
            _("この保管庫には回復コードがありません。"),
            _("パスフレーズを知っているほかの職員に解錠を頼んでください。"),
        )
    secret = secret_of_code(code)
    attempts.refuse_too_soon(_RECOVERY_BUCKET)
    key = open_passphrase_slot(header, slot, secret)
    if key is None:
        attempts.note_failure(_RECOVERY_BUCKET)
        raise WrongPassphraseError(
            _("この回復コードは、この保管庫のものではないか、新しい回復用紙に置き換えられています。"),
            _("いちばん新しい回復用紙を探してください。"),
        )
    attempts.note_success(_RECOVERY_BUCKET)
    return slot, key
