"""Corporate Numbers (法人番号): thirteen digits, the first a check digit (法人番号の指定等に関する省令)."""

from __future__ import annotations

from oversight.errors import RefusedError
from oversight.words import _


def parse_corporate_number(text: str) -> str:
    """Return the thirteen digits of a number as typed (full-width, hyphens, a leading T); "" for none.

    Raise ``RefusedError`` that tells a wrong length from a wrong check digit.
    """
    import unicodedata

    from stdnum.exceptions import InvalidLength, ValidationError
    from stdnum.jp import cn

    plain = unicodedata.normalize("NFKC", text).strip().upper().removeprefix("T")
    if not plain:
        return ""
    try:
        return str(cn.validate(plain))
    except InvalidLength as error:
        raise RefusedError(
            _("法人番号は13桁です。"), _("桁数を確かめてください。"), field="corporate_number"
        ) from error
    except ValidationError as error:
        raise RefusedError(
            _("法人番号の検査数字が合いません。"),
            _("写し間違いがないか確かめてください。"),
            field="corporate_number",
        ) from error


def show_corporate_number(digits: str) -> str:
    """Return the number in groups (7-0000-1205-0002), or an empty text."""
    if not digits:
        return ""
    return "-".join((digits[0], digits[1:5], digits[5:9], digits[9:]))
