"""Numbers of items as offices write them: 1, 1-1, (1), ①, ア, 1.2.3, 第1, Ⅰ, full width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_HAN = "〇一二三四五六七八九"
_DASH = re.compile("[‐‑‒–—―−－ｰー~〜～]")
_STEP = r"(?:\d{1,4}|[ァ-ヶ]|[A-Za-z]|[IVX]{1,4}|[一二三四五六七八九十]{1,3})"
_PIECE = re.compile(r"\d+|[ァ-ヶ]|[IVX]+(?![a-z])|[A-Za-z]|[一二三四五六七八九十]+")
_NUMBER = re.compile(
    rf"(?:(?:No|NO|no|問|Q|第)[.\s]*)?\(?{_STEP}\)?(?:[\s.\-の_)]*\(?{_STEP}\)?)*[.):、]*(?:[章節条項号])?"
)
_LEADING = re.compile(
    r"\s*((?:第\s*)?\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[IVX]{1,4}|[ァ-ヶA-Z])\)?(?:[\-.(]+(?:\d{1,3}|[ァ-ヶ])\)?)*"
    r"(?:[章節条項部])?)([.):、\s]\s*|(?<=\))|(?<=[章節条項部]))(?=\S)"
)
_WORDS = re.compile(r"[一-鿿ぁ-んァ-ヶー]{2,}")
_CIRCLED = {
    chr(code): int(unicodedata.numeric(chr(code)))
    for code in (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
}


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text in half width with one kind of dash; circled figures become (1)."""
    opened = "".join(f"({_CIRCLED[sign]})" if sign in _CIRCLED else sign for sign in text)
    return unicodedata.normalize("NFKC", _DASH.sub("-", opened)).strip() if _is_short(text) else text.strip()


def _is_short(text: str) -> bool:
    return len(text) <= 400


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Tell whether a text is nothing but the number of an item or of a section."""
    short = plain(text)
    return 0 < len(short) <= 16 and _NUMBER.fullmatch(short) is not None and not _WORDS.search(_bare(short))


def _bare(short: str) -> str:
    return re.sub(r"[一二三四五六七八九十第章節条項号問の]", "", short)


@lru_cache(maxsize=8192)
def number_key(text: str) -> tuple[str, ...]:
    """Return the steps of a number, outermost first: 1-(1)-ア gives 1, 1, ア."""
    return tuple(_PIECE.findall(plain(text))) if is_number(text) else ()


@lru_cache(maxsize=8192)
def split_leading(text: str) -> tuple[str, str]:
    """Part a leading number from the words after it: ("1", "組織的…"); empty where none leads."""
    first = text.strip()
    opened = plain(first)
    found = _LEADING.match(opened)
    if found is None:
        return "", first
    return found[1], _rest(first, opened, found.end())


def _rest(first: str, opened: str, end: int) -> str:
    """Return the words after a number as they were written, not in half width."""
    words = opened[end:]
    for at in range(1, len(first)):
        if plain(first[at:]) == words and not first[at].isspace():
            return first[at:]
    return words


@dataclass(frozen=True)
class Running:
    """The last step of a number, which counts on: ``before`` and ``after`` stand around it as written."""

    before: str
    count: int
    after: str
    form: str

    def at(self, count: int) -> str:
        """Return the number for another count, in the same form."""
        return f"{self.before}{_written(count, self.form)}{self.after}"


_LAST = re.compile(
    r"^(.*?)(\d+|[①-⑳]|[ァ-ヶ]|[ｱ-ﾝ]|[一二三四五六七八九十]{1,3})([^\dァ-ヶ①-⑳一-鿿]*)$", re.DOTALL
)


def running_number(text: str) -> Running | None:
    """Return the last step of a number that can count on; ``None`` where it has none."""
    found = _LAST.match(text.strip())
    if found is None:
        return None
    before, step, after = found.groups()
    form = _form(step)
    count = _count(step, form)
    return Running(before, count, after, form) if count > 0 else None


def _form(step: str) -> str:
    if step[0] in _CIRCLED:
        return "circled"
    if step.isdecimal():
        kind = "half" if step.isascii() else "full"
        return f"{kind}{len(step)}" if step[0] in "0０" else kind
    return (
        "kana"
        if step in _KANA
        else "half_kana"
        if len(step) == 1 and unicodedata.normalize("NFKC", step) in _KANA
        else "han"
    )


def _count(step: str, form: str) -> int:
    if form == "circled":
        return _CIRCLED[step]
    if form.startswith(("half", "full")) and step.isdecimal():
        return int(step)
    if form in ("kana", "half_kana"):
        return _KANA.find(unicodedata.normalize("NFKC", step)) + 1
    return _from_han(step)


def _from_han(step: str) -> int:
    tens, ten, ones = step.rpartition("十")
    if not ten:
        return _HAN.find(step) if len(step) == 1 else 0
    return (_HAN.find(tens) if tens else 1) * 10 + (_HAN.find(ones) if ones else 0)


def _written(count: int, form: str) -> str:
    if form == "circled":
        return next((sign for sign, number in _CIRCLED.items() if number == count), f"({count})")
    if form in ("kana", "half_kana"):
        kana = _KANA[(count - 1) % len(_KANA)]
        return kana if form == "kana" else _half_width(kana)
    if form == "han":
        tens, ones = divmod(count, 10)
        return (_HAN[tens] if tens > 1 else "") + ("十" if tens else "") + (_HAN[ones] if ones else "")
    figures = str(count).zfill(int(form[4:] or 1))
    return (
        figures.translate({ord("0") + n: ord("０") + n for n in range(10)})
        if form.startswith("full")
        else figures
    )


def _half_width(kana: str) -> str:
    import jaconv

    return str(jaconv.z2h(kana))


def are_running(numbers: Sequence[str]) -> bool:
    """Tell whether numbers count on one by one, each sequence (what stands before the count) by itself."""
    last: dict[tuple[str, str], int] = {}
    for text in numbers:
        found = running_number(text)
        if found is None:
            return False
        key = (found.before, found.after)
        if found.count not in (last.get(key, found.count - 1) + 1, 1):
            return False
        last[key] = found.count
    return bool(numbers)
