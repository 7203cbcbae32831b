"""Telephone numbers and postal codes: brought into one form where recognised, else kept as written."""

from __future__ import annotations

import re
import unicodedata

_PHONE = re.compile(r"0\d{9,10}")
_POSTAL = re.compile(r"〒?(\d{3})-?(\d{4})")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ－", "-"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_HYPHENS).strip()


def normalise_postal_code(text: str) -> str:
    """Return NNN-NNNN for a postal code however typed; any other text as written."""
    match = _POSTAL.fullmatch(_plain(text).replace(" ", ""))
    return f"{match[1]}-{match[2]}" if match else text.strip()


def normalise_phone(text: str) -> str:
    """Return the half-width form of a telephone number with the hyphens as typed."""
    return _plain(text)


def is_phone(text: str) -> bool:
    """Tell whether a text is a Japanese telephone number of ten or eleven digits, 内線 apart."""
    number = re.split(r"内線|\(内|x", _plain(text))[0]
    return _PHONE.fullmatch(re.sub(r"[-() ]", "", number)) is not None


def is_postal_code(text: str) -> bool:
    """Tell whether a text is a postal code."""
    return _POSTAL.fullmatch(_plain(text).replace(" ", "")) is not None
