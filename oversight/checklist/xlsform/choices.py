"""The choices of a question: a filter of the form becomes a condition of each choice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from oversight.checklist.expression import compile_condition
from oversight.checklist.xlsform.context import Reading
from oversight.checklist.xlsform.expressions import UnreadableError, literal, words_replaced
from oversight.checklist.xlsform.notes import CHOICES
from oversight.checklist.xlsform.questions import Option, Question
from oversight.words import _

OFFERED = "offered"
"""The column that says by which condition of our own filter a choice is offered."""
_LONGEST_VALUE = 100
_TERM = re.compile(rf" or \({OFFERED} = '(c\d+)' and \(")
_NEVER = "false()"


def filter_of(conditions: Mapping[str, str]) -> str:
    """Return a filter that offers each choice by the condition its ``offered`` names; an empty one always."""
    terms = (f" or ({OFFERED} = '{key}' and ({condition}))" for key, condition in conditions.items())
    return f"{OFFERED} = ''" + "".join(terms)


def conditions_in(text: str) -> dict[str, str]:
    """Return the conditions ``filter_of`` was given; nothing for any other filter."""
    parts = _TERM.split(text)
    keys, bodies = parts[1::2], parts[2::2]
    if parts[0] != f"{OFFERED} = ''" or not all(body.endswith("))") for body in bodies):
        return {}
    return {key: body[:-2] for key, body in zip(keys, bodies, strict=True)}


def choices_of(question: Question, reading: Reading) -> list[dict[str, Any]]:
    """Return the choices of a question as an edition has them, each with its condition if it has one."""
    conditions = _conditions(question, reading)
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for option, condition in zip(question.options, conditions, strict=True):
        choice = _choice(option, question, reading)
        if condition == _NEVER:
            sentence = _("絞り込みの式が成り立つことのない選択肢なので、除きました。")
            reading.ledger.drop(option.row, option.value, sentence, sheet=CHOICES)
            continue
        if (choice["value"], condition) in made:
            sentence = _("同じ値の選択肢が先にあるので、除きました。")
            reading.ledger.drop(option.row, option.value, sentence, sheet=CHOICES)
            continue
        made[choice["value"], condition] = {**choice, "condition": condition} if condition else choice
    return list(made.values())


def _choice(option: Option, question: Question, reading: Reading) -> dict[str, Any]:
    value = "_".join(option.value.split())[:_LONGEST_VALUE]
    if value != option.value:
        sentence = _("値に空白があるか長すぎるので、{value} に改めました。").format(value=value)
        reading.ledger.reduce(option.row, option.value, sentence, sheet=CHOICES)
    label = reading.words(option.label, option.row, option.value, sheet=CHOICES)
    if not label:
        sentence = _("見出しがないので、値を見出しにしました。")
        reading.ledger.reduce(option.row, option.value or question.name, sentence, sheet=CHOICES)
    return {"value": value, "label": label or {"ja": value}}


def _conditions(question: Question, reading: Reading) -> list[str]:
    """Return the condition of each choice; none where the filter cannot be read: all are then offered."""
    always = [""] * len(question.options)
    exact = reading.carried.of(question.row).more.get("offered")
    if isinstance(exact, Mapping):
        return [str(exact.get(option.columns.get(OFFERED, ""), "")) for option in question.options]
    if not question.filter:
        return always
    try:
        conditions = [_condition(question.filter, option, reading) for option in question.options]
    except UnreadableError as unreadable:
        sentence = _("{reason} 選択肢の絞り込みを外し、すべての選択肢を出します。")
        told = sentence.format(reason=unreadable.sentence)
        reading.ledger.reduce(question.row, question.name, told)
        return always
    if all(condition == _NEVER for condition in conditions):
        sentence = _("絞り込みに合う選択肢が1つもありません。絞り込みを外し、すべての選択肢を出します。")
        reading.ledger.reduce(question.row, question.name, sentence)
        return always
    return conditions


def _condition(text: str, option: Option, reading: Reading) -> str:
    own = conditions_in(text)
    if own or text == filter_of({}):
        given = own.get(option.columns.get(OFFERED, ""), "")
        return reading.translator.read(given) if given else ""
    told = reading.translator.read(words_replaced(text, lambda word: _column(word, option, reading)))
    condition = compile_condition(told)
    if condition.names or condition.uses_today:
        return told
    return "" if condition.holds(lambda _name: "") else _NEVER


def _column(word: str, option: Option, reading: Reading) -> str | None:
    """Return what a column says of a choice, as an expression; nothing for a word that is no column."""
    if word == "name":
        return literal(option.value)
    if word == "label":
        return literal(reading.languages.read(option.label).get("ja", ""))
    if word in reading.filter_columns:
        return literal(option.columns.get(word, ""))
    return None
