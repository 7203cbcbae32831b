"""Where a line of Japanese may end (禁則処理, JIS X 4051:2004 §6.1; no hanging punctuation).

A line never starts with a closing sign or a small kana and never ends with an opening sign. A word of
Latin letters is broken only when it is longer than a line, a number stays with its unit, and a pair
such as …… stays a pair.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

NEVER_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー"
    "）〕］｝〉》」』】〙〗〟’”｠»›"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡､｣･ｰｧｨｩｪｫｬｭｮｯﾞﾟ"
    "!?),.:;]}%°℃％‰′″…‥―—~〜～–゠‐／\u3099\u309a"
)
"""What never starts a line: closing signs, stops, small kana, marks that continue a word, signs of units."""

NEVER_LAST = frozenset("（〔［｛〈《「『【〘〖〝‘“｟«‹￥＄￡＠＃№§〒([{｢¥$£@#")
"""What never ends a line: opening signs and signs written before a number."""

_PAIRS = frozenset("…‥―—")
_UNITS = frozenset(
    "年月日時分秒件人名台枚頁項条号款円回本冊箇個か所社室歳才通版章節割倍度万億千百十"
    "点番丁棟箱席階字種部区例者次％%℃㎡㎥㎝㎞㎏"
)
_WORD_SIGNS = frozenset("'’-_.,:/@&+=~#%*\\?!")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_DIGIT_SIGNS = frozenset(".,．，")
_JOINTS = frozenset("/-_.?&=:,;")
_FIRM_BLANKS = frozenset("\u00a0\u2007\u202f")


@dataclass(frozen=True)
class Line:
    """One line: characters ``start`` to ``end`` of the text, how wide they are, whether a paragraph ends."""

    start: int
    end: int
    width: float
    last: bool


def may_break(text: str, at: int) -> bool:
    """Tell whether a line may end before ``text[at]`` (0 < ``at`` < length)."""
    before, after = text[at - 1], text[at]
    if after in NEVER_FIRST or after.isspace() or before in _FIRM_BLANKS:
        return False
    if before.isspace():
        return True
    if before in NEVER_LAST or (before == after and after in _PAIRS):
        return False
    return not _is_one_word(before, after)


def _is_one_word(before: str, after: str) -> bool:
    if before in _DIGITS and (after in _UNITS or after in _DIGITS):
        return True
    if after in _DIGITS and (before == "第" or before in _DIGIT_SIGNS):
        return True
    return (_is_letter(before) or before in _WORD_SIGNS) and (_is_letter(after) or after in _WORD_SIGNS)


def _is_letter(sign: str) -> bool:
    """Tell whether the sign belongs to a script written in words (Latin, Greek, Cyrillic …)."""
    return sign < "\u2000" and sign.isalnum()


def break_lines(text: str, widths: Sequence[float], first: float, rest: float | None = None) -> list[Line]:
    """Break a text into lines; ``widths`` is as long as the text, in the unit of ``first`` and ``rest``.

    ``first`` is the room of the first line, ``rest`` that of the others (default: the same). A newline
    ends a line. Blanks at the end of a line do not count for its width. Every line holds at least one
    character, so the work ends even where nothing fits.
    """
    lines: list[Line] = []
    offsets = list(accumulate(widths, initial=0.0))
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines += _lines_of(text, offsets, (start, end), rest if lines and rest is not None else first, rest)
        start = end + 1
    return lines


def _lines_of(
    text: str, offsets: list[float], span: tuple[int, int], room: float, rest: float | None
) -> list[Line]:
    lines: list[Line] = []
    start, end = span
    while True:
        fitting = bisect_right(offsets, offsets[start] + room + 1e-6, start, end + 1) - 1
        fitting = max(fitting, min(start + 1, end))
        while fitting < end and text[fitting].isspace() and text[fitting] not in _FIRM_BLANKS:
            fitting += 1
        stop = end if fitting >= end else _best_break(text, start, fitting)
        solid = start + len(text[start:stop].rstrip())
        lines.append(Line(start, stop, offsets[solid] - offsets[start], stop >= end))
        if stop >= end:
            return lines
        start, room = stop, room if rest is None else rest


def _best_break(text: str, start: int, fitting: int) -> int:
    for at in range(fitting, start, -1):
        if may_break(text, at):
            return at
    return _break_in_word(text, start, fitting)


def _break_in_word(text: str, start: int, fitting: int) -> int:
    """Break a word longer than the line: after a joint such as ``/`` if one is near, else where full."""
    allowed = [
        at
        for at in range(fitting, max(start, fitting - 24), -1)
        if text[at] not in NEVER_FIRST and text[at - 1] not in NEVER_LAST
    ]
    after_joint = [at for at in allowed[:12] if text[at - 1] in _JOINTS]
    return (after_joint or allowed or [fitting])[0]
