"""Conditions in plain words, and written from choices: for those who do not write expressions.

Only what is simple is told: comparisons of a name with an answer, joined by «and» and «or». Everything else
is left as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from models.marks import Mark
from oversight.checklist.edition import Choice, Edition, FactKind
from oversight.checklist.expression import compile_condition, tree_of
from oversight.checklist.lint_values import faults_of_names
from oversight.checklist.logic import Referred, find_referred
from oversight.checklist.values import NO, YES
from oversight.errors import RefusedError
from oversight.words import _, mark

if TYPE_CHECKING:
    from elementpath.xpath_tokens import XPathToken


class Comparison(Enum):
    """How a name is compared: its sign in an expression, and its words with {name} and {answer}."""

    EQUAL = ("=", mark("{name}が「{answer}」"))
    UNEQUAL = ("!=", mark("{name}が「{answer}」でない"))
    SELECTED = ("selected", mark("{name}に「{answer}」がある"))
    MORE = (">", mark("{name}が{answer}より大きい"))
    AT_LEAST = (">=", mark("{name}が{answer}以上"))
    LESS = ("<", mark("{name}が{answer}より小さい"))
    AT_MOST = ("<=", mark("{name}が{answer}以下"))

    @property
    def sign(self) -> str:
        """Return the sign, or the function's name."""
        return self.value[0]

    def told(self, name: str, answer: str) -> str:
        """Return the comparison in words."""
        return _(self.value[1]).format(name=name, answer=answer)


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

MARK_WORDS: Mapping[Mark, str] = {
    Mark.CONFORMING: mark("適"),
    Mark.NONCONFORMING: mark("不適"),
    Mark.NOT_APPLICABLE: mark("非該当"),
}
_BY_SIGN = {one.sign: one for one in Comparison}
_NUMBERS = ("(integer)", "(decimal)", "(float)")


@dataclass(frozen=True)
class Written:
    """What is told of a condition: the sentence of its first fault, or what it says in plain words."""

    fault: str = ""
    told: str = ""


def read_condition(edition: Edition, source: str, *, of_value: bool = False) -> Written:
    """Tell at once what is wrong with a condition, or what it says; nothing of one that is empty.

    ``of_value``: it is a constraint, and ``.`` stands for the value.
    """
    if not source.strip():
        return Written()
    try:
        condition = compile_condition(source, of_value=of_value)
    except RefusedError as refusal:
        return Written(fault=refusal.sentence)
    for fault in faults_of_names(edition, "", condition):
        return Written(fault=fault.sentence.removeprefix(": "))
    return Written(told=told_condition(edition, source))


def told_condition(edition: Edition, source: str) -> str:
    """Return a sound condition in plain words, or nothing where it is not simple."""
    tree, names = tree_of(source)
    return _Teller(edition, names).told(tree) or ""


class _Teller:
    def __init__(self, edition: Edition, names: tuple[str, ...]) -> None:
        self._edition, self._names = edition, names

    def told(self, token: XPathToken, within: str = "") -> str | None:
        if token.symbol in ("and", "or"):
            return self._joined(token, within)
        if token.symbol == "(" and len(token) == 1:
            return self.told(token[0], within)
        if token.symbol in _BY_SIGN and len(token) == 2:
            return self._compared(_BY_SIGN[token.symbol], token[0], token[1])
        return None

    def _joined(self, token: XPathToken, within: str) -> str | None:
        parts = [self.told(part, token.symbol) for part in token]
        if None in parts:
            return None
        told = (_("、かつ、") if token.symbol == "and" else _("、または、")).join(filter(None, parts))
        return _("（{condition}）").format(condition=told) if within not in ("", token.symbol) else told

    def _compared(self, comparison: Comparison, left: XPathToken, right: XPathToken) -> str | None:
        name = self._name(left)
        if not name or right.symbol not in ("(string)", *_NUMBERS):
            return None
        referred = find_referred(self._edition, name)
        answer = str(right.value)
        if not answer and comparison in (Comparison.EQUAL, Comparison.UNEQUAL):
            blank = _("{name}が空") if comparison is Comparison.EQUAL else _("{name}が空でない")
            return blank.format(name=told_name(name, referred))
        return comparison.told(told_name(name, referred), answers_of(referred).get(answer, answer))

    def _name(self, token: XPathToken) -> str:
        if token.symbol == "$":
            return self._names[int(str(token[0].value).removeprefix("v"))]
        return "." if token.symbol == "." else ""


def told_name(name: str, referred: Referred | None) -> str:
    """Return what a name stands for in the office's words."""
    if name == ".":
        return _("この値")
    if referred is None:
        return name
    if referred.fact is not None:
        return _("事実「{label}」").format(label=referred.fact.label.spoken())
    if referred.section is not None:
        return _("区分「{title}」の回数").format(title=referred.section.title.spoken())
    item, field = referred.item, referred.field
    if item is None or field is None or field is item.only_field:
        return name if item is None else f"{item.id} {item.title.spoken()}"
    return _("{item}の「{field}」").format(item=item.id, field=field.label.spoken())


def answers_of(referred: Referred | None) -> Mapping[str, str]:
    """Return the answers a name may have, with their words; nothing where they are endless."""
    if referred is None:
        return {}
    if referred.fact is not None:
        if referred.fact.kind is FactKind.YES_NO:
            return {YES: _("はい"), NO: _("いいえ")}
        return _words_of(referred.fact.choices)
    if referred.field is not None:
        return _words_of(referred.field.choices)
    return {each.value: _(word) for each, word in MARK_WORDS.items()} if referred.item is not None else {}


def _words_of(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {one.value: one.label.spoken() for one in choices}


def comparisons_of(referred: Referred | None) -> tuple[Comparison, ...]:
    """Return the ways in which a name may be compared."""
    same = (Comparison.EQUAL, Comparison.UNEQUAL)
    if referred is None:
        return same
    asked = referred.fact or referred.field
    kind = asked.kind.value if asked is not None else ""
    if kind == FactKind.CHOICES.value:
        return (Comparison.SELECTED,)
    if answers_of(referred) or kind == FactKind.TEXT.value:
        return same
    return (*same, Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.MORE, Comparison.LESS)


def written_comparison(name: str, comparison: Comparison, answer: str) -> str:
    """Return a comparison as an expression; a number is written bare, everything else between quotes."""
    is_ordered = comparison in (Comparison.MORE, Comparison.AT_LEAST, Comparison.LESS, Comparison.AT_MOST)
    quote = '"' if "'" in answer else "'"
    text = answer if is_ordered and _NUMBER.fullmatch(answer) else f"{quote}{answer}{quote}"
    if comparison is Comparison.SELECTED:
        return f"selected(${{{name}}}, {text})"
    return f"${{{name}}} {comparison.sign} {text}"


def joined(source: str, comparison: str, word: str) -> str:
    """Add a comparison to a condition by ``and`` or ``or``; what stood there keeps its meaning."""
    before = source.strip()
    if not before:
        return comparison
    other = "or" if word == "and" else "and"
    tree, _names = tree_of(before)
    return f"({before}) {word} {comparison}" if tree.symbol == other else f"{before} {word} {comparison}"
