"""The field of an edition that a question becomes: its bounds, its constraint and its choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, combinations
from typing import Any

from models.marks import Mark
from oversight.checklist.xlsform.choices import choices_of
from oversight.checklist.xlsform.context import Reading
from oversight.checklist.xlsform.expressions import is_balanced
from oversight.checklist.xlsform.kinds import Kind
from oversight.checklist.xlsform.languages import both
from oversight.checklist.xlsform.questions import Question
from oversight.numbers import MOST
from oversight.words import _, mark

MOST_DECIMALS = 6
"""Figures after the point that a decimal question takes (``checklists/schema.json``)."""
_NUMBER = r"-?\d{1,13}(?:\.\d{1,6})?"
_LOW = re.compile(rf"\.\s*>=\s*({_NUMBER})")
_HIGH = re.compile(rf"\.\s*<=\s*({_NUMBER})")
_BOUNDS = re.compile(
    rf"(?P<low>\.\s*>=\s*{_NUMBER})?(?P<and>\s+and\s+)?(?P<high>\.\s*<=\s*{_NUMBER})?(?:\s+and\s+\((?P<rest>.+)\))?",
    re.DOTALL,
)
_YES = frozenset(("yes", "true", "true()", "1"))
_NO = frozenset(("", "no", "false", "false()", "0"))


def field_of(question: Question, kind: Kind, reading: Reading, *, beside: str = "") -> dict[str, Any]:
    """Return the field of a question, without id and label; ``beside`` names the item it is asked with."""
    made: dict[str, Any] = {"kind": kind.field, "need": _need(question, reading, beside)}
    if kind.sentence:
        reading.ledger.reduce(question.row, question.name, _(kind.sentence))
    if kind.field in ("choice", "choices"):
        made["choices"] = _confirmed() if question.tag == "trigger" else choices_of(question, reading)
    if kind.field == "number":
        made |= _number(question, reading)
    if kind.field == "photo" or kind.pattern:
        _drop_constraint(question, reading)
        if kind.pattern:
            made["constraint"] = f"regex(., '{kind.pattern}')"
        return made
    return _constraint(question, kind, reading, made)


def _confirmed() -> list[dict[str, Any]]:
    return [{"value": "OK", "label": both(mark("確認しました"))}]


def _need(question: Question, reading: Reading, beside: str) -> str:
    required = question.bound("required").strip()
    if required.lower() in _YES or (beside and required in _owed(beside)):
        return "required"
    if required.lower() not in _NO:
        sentence = _("条件による必須は、推奨にしました。")
        reading.ledger.reduce(question.row, question.name, sentence)
    return "advised"


def _owed(item: str) -> frozenset[str]:
    """Return every way in which a mark of an item can owe a field."""
    marks = [mark.value for mark in Mark]
    groups = chain.from_iterable(combinations(marks, count) for count in range(1, len(marks) + 1))
    return frozenset(owed_on(item, group) for group in groups)


def owed_on(item: str, marks: Iterable[str]) -> str:
    """Return the expression that is true when an item has one of the marks."""
    return " or ".join(f"${{{item}}} = '{mark}'" for mark in marks)


def _number(question: Question, reading: Reading) -> dict[str, Any]:
    """Return what numbers are taken: a form's numbers have no bounds of their own, a field's begin at 0."""
    if question.tag == "range":
        return _range(question, reading)
    decimals = {"decimals": MOST_DECIMALS} if question.data == "decimal" else {}
    return {**decimals, "minimum": -MOST}


def _range(question: Question, reading: Reading) -> dict[str, Any]:
    further = sorted(set(question.parameters) - {"start", "end", "step"})
    if further:
        sentence = _("目盛りの {names} は取り込みません。").format(names=_("、").join(further))
        reading.ledger.drop(question.row, question.name, sentence)
    start, end = (
        _figure(question.parameters.get(key, other)) for key, other in (("start", "1"), ("end", "10"))
    )
    figures = [question.parameters.get(key, "") for key in ("start", "end", "step")]
    decimals = min(max(len(one.partition(".")[2]) for one in figures), MOST_DECIMALS)
    made: dict[str, Any] = {"minimum": min(start, end), "maximum": max(start, end)}
    return {"decimals": decimals, **made} if decimals else made


def _figure(text: str) -> int | float:
    bounded = min(max(float(text), -MOST), MOST)
    return int(bounded) if bounded == int(bounded) else bounded


def _drop_constraint(question: Question, reading: Reading) -> None:
    if question.bound("constraint"):
        sentence = _("この種類の質問の制約は取り込めません。制約を外しました。")
        reading.ledger.reduce(question.row, question.name, sentence)


def _constraint(question: Question, kind: Kind, reading: Reading, made: Mapping[str, Any]) -> dict[str, Any]:
    text = question.bound("constraint")
    given = question.bind.get("jr:constraintMsg")
    message = reading.words(given if isinstance(given, str | Mapping) else None, question.row, question.name)
    bounds: dict[str, Any] = {}
    if kind.field == "number" and question.tag != "range":
        bounds, text = bounds_of(text, has_message=bool(message))
    lost = mark("制約を外しました。")
    told = reading.expression(text, question.row, question.name, lost, of_value=True)
    if not told:
        if message and text == "" and not bounds:
            reading.ledger.reduce(question.row, question.name, _("制約がないので、制約の説明を外しました。"))
        return _tidied({**made, **bounds})
    return _tidied(
        {**made, **bounds, "constraint": told, **({"constraint_message": message} if message else {})}
    )


def _tidied(made: dict[str, Any]) -> dict[str, Any]:
    """Leave out a lower bound of 0: a number field has it by itself."""
    return {key: value for key, value in made.items() if (key, value) != ("minimum", 0)}


def bounds_of(text: str, *, has_message: bool) -> tuple[dict[str, Any], str]:
    """Return the bounds a constraint begins with, and what else it says.

    Bounds with a message of their own stay a constraint: a field's bounds have only the house's words.
    """
    found = _BOUNDS.fullmatch(text.strip())
    if not text or found is None or not (found["low"] or found["high"]):
        return {}, text
    if bool(found["and"]) != bool(found["low"] and found["high"]) or (has_message and not found["rest"]):
        return {}, text
    if found["rest"] and not is_balanced(found["rest"]):
        return {}, text
    bounds: dict[str, Any] = {}
    if found["low"]:
        bounds["minimum"] = _figure(found["low"].lstrip(". >=\t\n"))
    if found["high"]:
        bounds["maximum"] = _figure(found["high"].lstrip(". <=\t\n"))
    return bounds, found["rest"] or ""
