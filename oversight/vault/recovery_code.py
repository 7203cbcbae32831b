"""The code on the printed recovery sheet: 160 random bits that a person can type.

Eight groups of five signs of Crockford's base 32 (no I, L, O, U). The fifth sign of a group checks the
group and its place (ISO 7064's hybrid system for 32 signs), so that a typing error or two groups
exchanged are told by group.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from stdnum.iso7064 import mod_37_36

from oversight.errors import RefusedError
from oversight.words import _

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 8
_GROUP_SIGNS: Final = 5
_LOOKALIKES: Final = str.maketrans("OIL", "011")


def new_recovery_code() -> str:
    """Return a fresh code as it is printed: groups joined by hyphens."""
    groups = ("".join(secrets.choice(SIGNS) for _sign in range(_GROUP_SIGNS - 1)) for _group in range(GROUPS))
    return "-".join(data + _check_sign(place, data) for place, data in enumerate(groups))


def secret_of_code(code: str) -> str:
    """Return the secret a typed code stands for; say which group is mistyped.

    Case, blanks and hyphens do not count; O is read as 0, I and L as 1. Raise ``RefusedError``.
    """
    signs = _typed_signs(code)
    if len(signs) != GROUPS * _GROUP_SIGNS:
        raise _refused(
            _("回復コードは{expected}文字ですが、{count}文字が入力されています。").format(
                expected=GROUPS * _GROUP_SIGNS, count=len(signs)
            )
        )
    groups = [signs[start : start + _GROUP_SIGNS] for start in range(0, len(signs), _GROUP_SIGNS)]
    for place, group in enumerate(groups):
        if not set(group) <= set(SIGNS) or _check_sign(place, group[:-1]) != group[-1]:
            raise _refused(_("回復コードの{place}番目の区切りが違います。").format(place=place + 1))
    return "".join(group[:-1] for group in groups)


def _typed_signs(code: str) -> str:
    spelling = unicodedata.normalize("NFKC", code).upper().translate(_LOOKALIKES)
    return "".join(
        sign
        for sign in spelling
        if unicodedata.category(sign) not in {"Pd", "Zs", "Cc", "Sm"} and sign != "ー"
    )


def _check_sign(place: int, data: str) -> str:
    sign: str = mod_37_36.calc_check_digit(SIGNS[place] + data, alphabet=SIGNS)
    return sign


def _refused(sentence: str) -> RefusedError:
    return RefusedError(sentence, _("回復用紙を見て、入力し直してください。"), field="code")
