"""Closing days as a person writes them, one a line, and back: 年末年始 12/29～1/3, R8.12.10 庁舎停電."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from oversight.calendar import parse_day
from oversight.errors import RefusedError
from oversight.words import _

_DAY_OF_YEAR = r"(\d{1,2})[/月-](\d{1,2})日?"
_RULE = re.compile(rf"^(?P<word>.*?)\s*{_DAY_OF_YEAR}\s*[~～〜–-]\s*{_DAY_OF_YEAR}\s*(?P<rest>.*)$")
_FROM = re.compile(r"(\S+?)(?:から|以後)|from (?P<en>\S+)")
_UNTIL = re.compile(r"(\S+?)まで|until (?P<en>\S+)")


def rules_of(text: str) -> list[dict[str, str]]:
    """Return the yearly ranges that the lines name; raise ``RefusedError`` naming the line that is none."""
    return [_rule_of(line) for line in _lines(text)]


def _rule_of(line: str) -> dict[str, str]:
    match = _RULE.match(line)
    if match is None:
        raise _unreadable(line, _("例: 年末年始 12/29～1/3"))
    first_month, first_day, last_month, last_day = match.groups()[1:5]
    rest = match["rest"]
    return {
        "first": f"{int(first_month):02}-{int(first_day):02}",
        "last": f"{int(last_month):02}-{int(last_day):02}",
        "word": match["word"].strip() or _("閉庁日"),
        "from": _dated(_FROM.search(rest), line),
        "until": _dated(_UNTIL.search(rest), line),
    }


def _dated(match: re.Match[str] | None, line: str) -> str:
    if match is None:
        return ""
    try:
        return parse_day(match[1] or match["en"]).day.isoformat()
    except RefusedError as error:
        raise _unreadable(line, _("例: 年末年始 12/29～1/3")) from error


def lines_of_rules(rules: Sequence[Mapping[str, str]]) -> str:
    """Return yearly ranges as lines that read back."""
    return "\n".join(_line_of(rule) for rule in rules)


def _line_of(rule: Mapping[str, str]) -> str:
    first, last = (_short(rule[end]) for end in ("first", "last"))
    word = rule["word"]
    words = [_(word), f"{first}～{last}"]
    words += [_("{day}から").format(day=rule["from"])] if rule["from"] else []
    words += [_("{day}まで").format(day=rule["until"])] if rule["until"] else []
    return " ".join(words)


def _short(month_day: str) -> str:
    month, day = month_day.split("-")
    return f"{int(month)}/{int(day)}"


def days_of(text: str) -> dict[str, str]:
    """Return the single days that the lines name: ISO day → name; raise ``RefusedError`` for what is none."""
    found = {}
    for line in _lines(text):
        day, _space, word = line.partition(" ")
        try:
            found[parse_day(day).day.isoformat()] = word.strip() or _("閉庁日")
        except RefusedError as error:
            raise _unreadable(line, _("例: 令和8年12月10日 庁舎停電")) from error
    return found


def lines_of_days(days: Mapping[str, str]) -> str:
    """Return single days as lines that read back, in order."""
    return "\n".join(f"{day} {days[day]}" for day in sorted(days))


def _lines(text: str) -> list[str]:
    return [plain for line in text.splitlines() if (plain := unicodedata.normalize("NFKC", line).strip())]


def _unreadable(line: str, example: str) -> RefusedError:
    return RefusedError(_("「{line}」は閉庁日として読めません。").format(line=line), example)
