"""The detector of Individual Numbers (個人番号): refused wherever text enters, never echoed.

Writing a number down is collecting it (番号法 20; PPC guideline for public bodies 4-3-(4) A, as of
2025-09-24). A run of exactly twelve digits with a valid check digit (省令 5条) counts as one, also with
separators and full-width figures; about one random run in ten passes by chance, which a manager may
declare with a reason. Digits written as kanji and derived numbers cannot be told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from oversight.errors import RefusedError
from oversight.words import _

_GAP = (
    r"[ \t\r\n_.,/\-\u00a0\u00b7\u2000-\u2015\u2060\u2212\u3000\u30fb\u30fc\ufeff\uff0c-\uff0f\uff65\uff70]"
)
_FORMS = (
    re.compile(r"(?<!\d)\d{12}(?!\d)"),
    re.compile(rf"(?<!\d)(?<!\d{_GAP})\d{{4}}{_GAP}{{1,6}}\d{{4}}{_GAP}{{1,6}}\d{{4}}(?!\d)"),
    re.compile(rf"(?<!\d)(?<!\d{_GAP})\d(?:{_GAP}{{0,3}}\d){{11}}(?!{_GAP}{{0,3}}\d)"),
)
"""Twelve figures in a row; four, four and four; twelve however spaced, with no more figures near."""

_FIGURE = re.compile(r"\d")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_MASK = "■"


@dataclass(frozen=True)
class Spot:
    """Where a number stands in the text: half-open character positions, no digits."""

    start: int
    end: int


class PersonalNumberError(RefusedError):
    """A text holds what looks like an Individual Number; it says where, never which."""


def find_individual_numbers(text: str) -> tuple[Spot, ...]:
    """Return the spots of all Individual Numbers in a text, in order."""
    if _FIGURE.search(text) is None:
        return ()
    spans = {match.span() for form in _FORMS for match in form.finditer(text) if _is_valid(match.group())}
    return tuple(Spot(start, end) for start, end in sorted(spans))


def _is_valid(written: str) -> bool:
    digits = [unicodedata.digit(sign) for sign in written if sign.isdecimal()]
    weights = [(n + 1 if n <= 6 else n - 5) for n in range(1, 12)]
    rest = sum(p * q for p, q in zip(reversed(digits[:11]), weights, strict=True)) % 11
    return digits[11] == (0 if rest <= 1 else 11 - rest)


def refuse_individual_number(text: str, *, field: str) -> None:
    """Raise ``PersonalNumberError`` naming the field and the position, if the text holds one."""
    spots = find_individual_numbers(text)
    if spots:
        sentence = _(
            "「{field}」の{position}文字目から、個人番号らしい12桁の数字があります。保存していません。"
        )
        raise PersonalNumberError(
            sentence.format(field=field, position=spots[0].start + 1),
            _("数字を消し、受付番号などに言い換えてください。"),
            field=field,
        )


def lettered(digest: str) -> str:
    """Return a hexadecimal digest in letters alone: its figures could look like an Individual Number."""
    return digest.translate(_LETTERS)


def mask(text: str) -> str:
    """Return the text with every Individual Number blacked out, of the same length."""
    for spot in find_individual_numbers(text):
        text = text[: spot.start] + _MASK * (spot.end - spot.start) + text[spot.end :]
    return text


def scan_mapping(values: Mapping[str, str]) -> Mapping[str, tuple[Spot, ...]]:
    """Return the fields of a mapping that hold one, with their spots."""
    return {name: spots for name, text in values.items() if (spots := find_individual_numbers(text))}
