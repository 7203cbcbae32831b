"""Numbers as people type them, and the bounds a field sets them: in any width, grouped by commas or not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from oversight.words import _

MOST = 10**12
_LONGEST = 30
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?", re.ASCII)
_MINUS = str.maketrans("\u2212\u2010\u2012\u2013", "----")


def number_from_text(text: str) -> Decimal | None:
    """Return the number a text says, or ``None``; a comma that does not part thousands is no number.

    「０，５」 could mean half or five: it is refused, never guessed.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).replace(" ", "")
    has_digit = any(sign.isdigit() for sign in plain)
    if not has_digit or len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", ""))


@dataclass(frozen=True)
class NumberRule:
    """What numbers a field takes: how many figures after the point, and the bounds, both inclusive."""

    decimals: int = 0
    low: float = 0
    high: float = MOST

    def wrong(self, number: Decimal | float) -> str:
        """Return what is wrong with a number, or nothing."""
        exact = number if isinstance(number, Decimal) else Decimal(str(number))
        if not exact.is_finite():
            return _("数字で入力してください。")
        if self.is_too_fine(exact):
            return self._told_too_fine()
        is_within = Decimal(str(self.low)) <= exact <= Decimal(str(self.high))
        return "" if is_within else self._told_bounds()

    def is_too_fine(self, number: Decimal) -> bool:
        """Tell whether a finite number has more figures after the point than the field takes."""
        return -int(number.normalize().as_tuple().exponent) > self.decimals

    def _told_too_fine(self) -> str:
        if not self.decimals:
            return _("小数のない数（整数）で入力してください。")
        return _("小数点より下は{count}桁までにしてください。").format(count=self.decimals)

    def _told_bounds(self) -> str:
        """Say the bounds; an upper one that only guards against slips is not worth a word."""
        if self.high >= MOST:
            return _("{low}以上の数にしてください。").format(low=self.shown(self.low))
        told = _("{low}から{high}までの数にしてください。")
        return told.format(low=self.shown(self.low), high=self.shown(self.high))

    def taken(self, number: Decimal) -> int | float:
        """Return a number as it is kept: whole ones as ``int``."""
        return int(number) if number == number.to_integral_value() else float(number)

    def shown(self, number: float) -> str:
        """Write a number with commas, and with as many figures after the point as it has."""
        whole = float(number).is_integer()
        return f"{int(number):,}" if whole else f"{Decimal(str(number)):,}"
