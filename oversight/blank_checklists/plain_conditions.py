"""Conditions in plain words, where they are simple: 「再委託がある」又はSUB-01が「不適」のとき.

Simple are comparisons of a name with a text, joined by ``and`` alone or by ``or`` alone; of any other the
expression itself is told. What a condition means is never reckoned from these words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.marks import Mark
from oversight.checklist.edition import Choice, Edition, FactKind
from oversight.checklist.logic import Referred, find_referred
from oversight.checklist.values import NO, YES
from oversight.papers.wording import mark_text
from oversight.words import _

_COMPARED = re.compile(
    r"\$\{\s*(?P<name>[^{}]*?)\s*\}\s*(?P<sign>=|!=)\s*(?P<quote>['\"])(?P<value>[^'\"]*)(?P=quote)"
)
_SELECTED = re.compile(
    r"selected\(\s*\$\{\s*(?P<name>[^{}]*?)\s*\}\s*,\s*(?P<quote>['\"])(?P<value>[^'\"]*)(?P=quote)\s*\)"
)
_OR, _AND = re.compile(r"\s+or\s+"), re.compile(r"\s+and\s+")


def told_condition(edition: Edition, source: str) -> str:
    """Return when an item is asked, in the language in use; nothing where it always is."""
    if not source:
        return ""
    plain = _told_parts(edition, source.strip())
    return _("{condition}のとき").format(condition=plain or source)


def _told_parts(edition: Edition, source: str) -> str:
    """Return the parts in plain words, or nothing where one is not simple."""
    either, both = _OR.split(source), _AND.split(source)
    if len(either) > 1 and len(both) > 1:
        return ""
    parts, joint = (either, _("又は")) if len(either) > 1 else (both, _("かつ"))
    told = [_told_part(edition, part) for part in parts]
    return joint.join(told) if all(told) else ""


def _told_part(edition: Edition, part: str) -> str:
    selected = _SELECTED.fullmatch(part)
    compared = selected or _COMPARED.fullmatch(part)
    referred = find_referred(edition, compared["name"]) if compared else None
    if compared is None or referred is None:
        return ""
    is_equal = selected is not None or compared["sign"] == "="
    return _told_comparison(referred, compared["value"], is_equal=is_equal)


def _told_comparison(referred: Referred, value: str, *, is_equal: bool) -> str:
    fact = referred.fact
    if fact is not None and fact.kind is FactKind.YES_NO and value in (YES, NO):
        holds = is_equal == (value == YES)
        told = _("「{fact}」") if holds else _("「{fact}」以外")
        return told.format(fact=fact.label.spoken())
    name, word = _name_of(referred), _word_of(referred, value)
    if not name or not word:
        return ""
    told = _("{name}が「{value}」") if is_equal else _("{name}が「{value}」以外")
    return told.format(name=name, value=word)


def _name_of(referred: Referred) -> str:
    if referred.fact is not None:
        return referred.fact.label.spoken()
    if referred.item is None:
        return ""
    if referred.field is None or referred.item.only_field is not None:
        return referred.item.id
    return f"{referred.item.id} {referred.field.label.spoken()}"


def _word_of(referred: Referred, value: str) -> str:
    if referred.fact is not None:
        return _label_of(referred.fact.choices, value)
    if referred.field is not None:
        return _label_of(referred.field.choices, value)
    return mark_text(Mark(value)) if value in {mark.value for mark in Mark} else ""


def _label_of(choices: Sequence[Choice], value: str) -> str:
    return next((choice.label.spoken() for choice in choices if choice.value == value), "")
