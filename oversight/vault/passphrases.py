"""Passphrases and user ids: one spelling, and what a new passphrase must keep.

The rules follow NIST SP 800-63B (as of Rev. 4, 2025-08): length and a look for what is easily guessed,
no rules about kinds of characters, no expiry. Rev. 4 asks for 15 characters where a passphrase is the only
factor; here the store's folder must be in hand as well and 12 is the default, which the office may raise.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import Final
from uuid import UUID

from oversight.errors import RefusedError
from oversight.words import _

MINIMUM_LENGTH: Final = 12
LOWEST_MINIMUM_LENGTH: Final = 8
_LONGEST: Final = 1000
_LONGEST_USER_ID: Final = 64
_FEWEST_GUESSES: Final = 10**8
_ESTIMATED_CHARACTERS: Final = 72
_OWN_WORDS: Final = (
    "oversight",
    "inspection",
    "contract",
    "個人情報",
    "委託",
    "検査",
    "保管庫",
    "パスフレーズ",
)


def normalised(passphrase: str) -> str:
    """Return the one spelling of a passphrase: NFKC, so that ＡＢＣ and ABC open the same slot."""
    return unicodedata.normalize("NFKC", passphrase)


def user_id_spelling(user_id: str) -> str:
    """Return the one spelling of a user id: NFKC, letters' case and blanks around it do not count."""
    return unicodedata.normalize("NFKC", user_id).casefold().strip()


def name_tag(vault_id: UUID, user_id: str) -> bytes:
    """Return what stands for a user id in the header.

    The tag keeps names out of sight; it is no secret: whoever holds the file can try names against it.
    """
    spelling = user_id_spelling(user_id).encode("utf-8", "surrogatepass")
    return hmac.new(vault_id.bytes, spelling, hashlib.sha256).digest()


def check_new_user_id(user_id: str) -> None:
    """Refuse a user id that is empty, too long or holds signs that cannot be seen."""
    spelling = user_id_spelling(user_id)
    if not spelling:
        raise RefusedError(_("利用者IDがありません。"), _("利用者IDを入力してください。"), field="user_id")
    if len(spelling) > _LONGEST_USER_ID or not spelling.isprintable():
        raise RefusedError(
            _("この利用者IDは使えません。"),
            _("改行などを含まない{count}文字までの利用者IDにしてください。").format(count=_LONGEST_USER_ID),
            field="user_id",
        )


def check_new_passphrase(passphrase: str, *, user_id: str, minimum_length: int = MINIMUM_LENGTH) -> None:
    """Refuse a passphrase that is short, holds the user id or is easily guessed; say which.

    ``minimum_length`` is the office's setting, in characters after normalising; below 8 it counts as 8.
    """
    spelling = normalised(passphrase)
    needed = max(minimum_length, LOWEST_MINIMUM_LENGTH)
    if len(spelling) < needed:
        raise _refused(
            _("パスフレーズが短すぎます。"),
            _("{count}文字以上にしてください。文字の種類の決まりはありません。短い文がおすすめです。").format(
                count=needed
            ),
        )
    if len(spelling) > _LONGEST or not _is_encodable(spelling):
        raise _refused(
            _("このパスフレーズは使えません。"),
            _("キーボードから打てる文字で、{count}文字までにしてください。").format(count=_LONGEST),
        )
    tag = user_id_spelling(user_id)
    if len(tag) >= 3 and tag in spelling.casefold():
        raise _refused(
            _("パスフレーズに利用者IDが含まれています。"), _("利用者IDを含まない文にしてください。")
        )
    if _is_easily_guessed(spelling, tag):
        raise _refused(
            _("このパスフレーズは推測されやすいものです。"),
            _("よくある言葉や並びを避け、つながりのない言葉をいくつか並べてください。"),
        )


def _refused(sentence: str, remedy: str) -> RefusedError:
    return RefusedError(sentence, remedy, field="passphrase")


def _is_encodable(text: str) -> bool:
    return not any(unicodedata.category(sign) in {"Cs", "Cc"} for sign in text)


def _is_easily_guessed(spelling: str, user_id: str) -> bool:
    from zxcvbn import zxcvbn

    known = [*_OWN_WORDS, user_id] if user_id else list(_OWN_WORDS)
    estimate = zxcvbn(spelling[:_ESTIMATED_CHARACTERS], user_inputs=known)
    return bool(estimate["guesses"] < _FEWEST_GUESSES)
