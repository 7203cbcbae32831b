"""Readings (フリガナ) in one form, so that lists sort by them: full-width katakana."""

from __future__ import annotations

import re
import unicodedata

from oversight.errors import RefusedError
from oversight.words import _

_IDEOGRAPH = re.compile(r"[々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def normalise_kana(text: str, *, field: str) -> str:
    """Return a reading in full-width katakana, whether typed in hiragana or half-width.

    Letters and figures stay. Raise ``RefusedError`` naming ``field`` if it holds a kanji.
    """
    import jaconv

    plain = unicodedata.normalize("NFKC", text).strip()
    if _IDEOGRAPH.search(plain):
        raise RefusedError(
            _("フリガナに漢字があります。"), _("読みをカタカナで入力してください。"), field=field
        )
    return str(jaconv.hira2kata(plain))
