"""The linter's part for values: what names in an expression stand for, and answers nobody can give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from models.marks import GIVEN_MARKS
from oversight.checklist.edition import Edition, ExtraField, FactKind, FieldKind, Section
from oversight.checklist.expression import Condition, compile_condition
from oversight.checklist.faults import FaultKind, LintFault
from oversight.checklist.logic import Referred, find_referred
from oversight.checklist.values import NO, YES
from oversight.errors import OversightError
from oversight.words import _


def faults_of_names(
    edition: Edition, place: str, condition: Condition, own: ExtraField | None = None
) -> Iterator[LintFault]:
    """Yield names that stand for nothing, and comparisons with answers nobody can give.

    ``own`` is the field whose constraint the condition is: ``.`` stands for its value.
    """
    for name in sorted(condition.names):
        if find_referred(edition, name) is None:
            sentence = _("{item}: 条件にある「{name}」は、事実にも点検項目にもありません。")
            yield LintFault(FaultKind.UNKNOWN_NAME, place, sentence.format(item=place, name=name))
    for name, text in sorted(condition.compared):
        referred = Referred(field=own) if name == "." else find_referred(edition, name)
        possible = _possible(referred) if referred is not None else ()
        if possible and text not in possible:
            sentence = _("{item}: 条件にある答え「{text}」は、「{name}」の選べる答えの中にありません。")
            told = sentence.format(item=place, name=name, text=text)
            yield LintFault(FaultKind.IMPOSSIBLE_ANSWER, place, told)


def _possible(referred: Referred) -> Sequence[str]:
    """Return the texts an answer can be, or nothing where they are endless."""
    if referred.fact is not None:
        if referred.fact.kind is FactKind.YES_NO:
            return (YES, NO)
        return [choice.value for choice in referred.fact.choices]
    if referred.field is not None:
        return [choice.value for choice in referred.field.choices]
    return [mark.value for mark in GIVEN_MARKS] if referred.item is not None else ()


def faults_of_values(edition: Edition) -> Iterator[LintFault]:
    """Yield what is wrong with choices, constraints and counts of sections."""
    for item in edition.items:
        for field in item.fields:
            yield from _faults_of_choices(edition, item.id, field)
            yield from _faults_of_constraint(edition, f"{item.id} {field.id}", field)
    for section in edition.sections:
        yield from _faults_of_count(edition, section)


def _faults_of_choices(edition: Edition, item_id: str, field: ExtraField) -> Iterator[LintFault]:
    place = f"{item_id} {field.id}"
    several = Counter((choice.value, choice.condition) for choice in field.choices)
    for (value, _condition), count in several.items():
        if count > 1:
            sentence = _("{name}: 同じ名前が{count}つあります。").format(name=f"{place} {value}", count=count)
            yield LintFault(FaultKind.DUPLICATE_ID, place, sentence)
    for condition in dict.fromkeys(choice.condition for choice in field.choices if choice.condition):
        yield from _faults_of_expression(edition, place, condition)


def _faults_of_constraint(edition: Edition, place: str, field: ExtraField) -> Iterator[LintFault]:
    if not field.constraint:
        return
    yield from _faults_of_expression(edition, place, field.constraint, field)
    if field.kind is FieldKind.CHOICE and _none_passes(field):
        sentence = _("{place}: 決まりに合う答えが1つもありません。").format(place=place)
        yield LintFault(FaultKind.IMPOSSIBLE_ANSWER, place, sentence)


def _none_passes(field: ExtraField) -> bool:
    """Tell whether a constraint that leans on nothing else refuses every choice."""
    try:
        constraint = compile_condition(field.constraint, of_value=True)
    except OversightError:
        return False
    if constraint.names or constraint.uses_today:
        return False
    return not any(constraint.holds(lambda _name: "", None, choice.value) for choice in field.choices)


def _faults_of_expression(
    edition: Edition, place: str, source: str, own: ExtraField | None = None
) -> Iterator[LintFault]:
    try:
        condition = compile_condition(source, of_value=own is not None)
    except OversightError as refusal:
        sentence = _("{item}: {fault}").format(item=place, fault=refusal.sentence)
        yield LintFault(FaultKind.BAD_CONDITION, place, sentence)
        return
    yield from faults_of_names(edition, place, condition, own)


def _faults_of_count(edition: Edition, section: Section) -> Iterator[LintFault]:
    """Yield what is wrong with the count of a section: it may not lean on the section itself."""
    if not section.repeat_count:
        return
    faults = list(_faults_of_expression(edition, section.id, section.repeat_count))
    yield from faults
    if faults:
        return
    inside = {section.id, *(item.id for item in section.items)}
    for name in sorted(compile_condition(section.repeat_count).names):
        if name.partition(".")[0] in inside:
            sentence = _("{items}: 条件が堂々巡りになっています。").format(items=f"{section.id} → {name}")
            yield LintFault(FaultKind.CIRCULAR, section.id, sentence)
