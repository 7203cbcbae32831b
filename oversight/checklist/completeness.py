"""What a record still lacks before it can be finalised (確定): pure rules over the answers.

The rules are the edition's own (``Rules``), so that an old record is judged by its own edition.
Source: docs/checklists.md#completeness.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.marks import Conclusion, Mark, Severity
from oversight.checklist.allowed import fault_of
from oversight.checklist.answers import AnswerGiven, Answers, Facts
from oversight.checklist.edition import Edition, ExtraField, FieldKind, Item, Rules
from oversight.checklist.fitting import has_value
from oversight.checklist.logic import Relevance
from oversight.words import _


class GapKind(StrEnum):
    """What is lacking."""

    UNANSWERED = "unanswered"
    NO_FINDING = "no_finding"
    NO_REASON = "no_reason"
    NO_VALUE = "no_value"
    NO_PHOTO = "no_photo"
    NO_EVIDENCE = "no_evidence"
    NO_SAMPLE = "no_sample"
    SAMPLE_TOO_LARGE = "sample_too_large"
    COUNT_TOO_LARGE = "count_too_large"
    VALUE_NOT_ALLOWED = "value_not_allowed"
    NO_CONCLUSION = "no_conclusion"
    CONCLUSION_TOO_GOOD = "conclusion_too_good"


@dataclass(frozen=True)
class Gap:
    """One thing lacking, with the sentence to show.

    ``item_id`` is empty when it is the conclusion; ``field_id`` names the field when it is one.
    """

    kind: GapKind
    sentence: str
    item_id: str = ""
    field_id: str = ""


def gaps(
    edition: Edition,
    facts: Facts,
    answers: Answers,
    conclusion: Conclusion | None,
    *,
    today: dt.date | None = None,
    may_photograph: bool = True,
) -> tuple[Gap, ...]:
    """Return all gaps in the order of the checklist, the conclusion last; nothing when complete.

    Only items that are asked count; answers to others are passed over. Where one may not photograph, an item
    that owes photos owes one piece of other evidence instead.
    """
    relevance = Relevance(edition, facts, answers, today=today)
    items = [item for item in edition.items if item.id in relevance.items]
    found: list[Gap] = []
    for item in items:
        answer = answers.get(item.id)
        found += _gaps_of(item, answer, edition.rules, may_photograph)
        found += _gaps_of_values(item, answer, relevance)
    return (*found, *_gaps_of_conclusion(items, answers, conclusion, edition.rules))


def _gaps_of(item: Item, answer: AnswerGiven | None, rules: Rules, may_photograph: bool) -> Iterator[Gap]:
    if item.only_field is not None and (answer is None or answer.mark is not Mark.NOT_APPLICABLE):
        yield from _gaps_of_only(item, item.only_field, answer or AnswerGiven(item.id), may_photograph)
        return
    if answer is None or answer.mark is None:
        yield _unanswered(item)
        return
    yield from _gaps_of_note(item, answer, rules)
    if answer.mark in rules.values_owed_on:
        owed = [field for field in item.fields if field.is_required and not field.is_sample]
        yield from (gap for field in owed for gap in _gap_of_field(item, field, answer))
        if may_photograph:
            yield from _gaps_of_photos(item, owed, answer.photos)
        else:
            yield from _gap_of_evidence(item, owed, answer)
    if item.sample is not None:
        yield from _gaps_of_sample(item, item.sample, answer, rules)


def _unanswered(item: Item) -> Gap:
    return Gap(GapKind.UNANSWERED, _("{item}: まだ答えていません。").format(item=item.id), item.id)


def _gaps_of_only(item: Item, field: ExtraField, answer: AnswerGiven, may_photograph: bool) -> Iterator[Gap]:
    """Yield what an item lacks that is answered by its value: nothing where the value is only advised."""
    if not field.is_required:
        return
    if field.kind is FieldKind.PHOTO:
        owed = _gaps_of_photos(item, [field], answer.photos)
        yield from owed if may_photograph else _gap_of_evidence(item, [field], answer)
    elif not has_value(answer.values, field):
        yield _unanswered(item)


def _gaps_of_values(item: Item, answer: AnswerGiven | None, relevance: Relevance) -> Iterator[Gap]:
    """Yield the values that are not allowed now: a later answer may have taken their ground away."""
    if answer is None or answer.mark is Mark.NOT_APPLICABLE:
        return
    for field in item.fields:
        wrong = fault_of(field, answer.values.get(field.id), relevance)
        if wrong:
            told = _("{item}: 「{field}」: {wrong}")
            sentence = told.format(item=item.id, field=field.label.spoken(), wrong=wrong)
            yield Gap(GapKind.VALUE_NOT_ALLOWED, sentence, item.id, field.id)


def _gaps_of_note(item: Item, answer: AnswerGiven, rules: Rules) -> Iterator[Gap]:
    if answer.note.strip():
        return
    if answer.mark is Mark.NONCONFORMING and rules.finding_on_nonconforming:
        sentence = _("{item}: 不適ですが、指摘の内容がありません。").format(item=item.id)
        yield Gap(GapKind.NO_FINDING, sentence, item.id)
    if answer.mark is Mark.NOT_APPLICABLE and rules.reason_on_not_applicable:
        sentence = _("{item}: 非該当ですが、理由がありません。").format(item=item.id)
        yield Gap(GapKind.NO_REASON, sentence, item.id)


def _gap_of_field(item: Item, field: ExtraField, answer: AnswerGiven) -> Iterator[Gap]:
    if field.kind is not FieldKind.PHOTO and not has_value(answer.values, field):
        yield _field_gap(GapKind.NO_VALUE, _("{item}: 「{field}」がありません。"), item, field)


def _gaps_of_photos(item: Item, owed: Iterable[ExtraField], count: int) -> Iterator[Gap]:
    """Yield the photos that are still owed: an item that asks for two wants two, in their order."""
    wanted = [field for field in owed if field.kind is FieldKind.PHOTO]
    for field in wanted[count:]:
        yield _field_gap(GapKind.NO_PHOTO, _("{item}: 写真「{field}」がありません。"), item, field)


def _gap_of_evidence(item: Item, owed: Iterable[ExtraField], answer: AnswerGiven) -> Iterator[Gap]:
    """Yield the evidence that is owed in place of photos, at the first photo asked for."""
    wanted = next((field for field in owed if field.kind is FieldKind.PHOTO), None)
    if wanted is not None and not (answer.evidences or answer.photos):
        sentence = _("{item}: 撮影禁止の区域です。写真「{field}」に代わる証拠がありません。")
        yield _field_gap(GapKind.NO_EVIDENCE, sentence, item, wanted)


def _field_gap(kind: GapKind, sentence: str, item: Item, field: ExtraField) -> Gap:
    return Gap(kind, sentence.format(item=item.id, field=field.label.spoken()), item.id, field.id)


def _gaps_of_sample(item: Item, field: ExtraField, answer: AnswerGiven, rules: Rules) -> Iterator[Gap]:
    """Yield what is wrong with a count in a sample: owed parts first, then parts that contradict."""
    if field.is_required and answer.mark in rules.samples_owed_on:
        if not has_value(answer.values, field):
            yield _field_gap(GapKind.NO_VALUE, _("{item}: 「{field}」がありません。"), item, field)
        if answer.population is None or answer.sample_size is None:
            sentence = _("{item}: 「{field}」の母数と抽出数がそろっていません。")
            yield _field_gap(GapKind.NO_SAMPLE, sentence, item, field)
    elif (answer.population is None) != (answer.sample_size is None):
        sentence = _("{item}: 「{field}」の母数と抽出数がそろっていません。")
        yield _field_gap(GapKind.NO_SAMPLE, sentence, item, field)
    yield from _contradictions(item, field, answer)


def _contradictions(item: Item, field: ExtraField, answer: AnswerGiven) -> Iterator[Gap]:
    size = answer.sample_size
    if size is None:
        return
    if answer.population is not None and size > answer.population:
        sentence = _("{item}: 「{field}」の抽出数が母数より大きくなっています。")
        yield _field_gap(GapKind.SAMPLE_TOO_LARGE, sentence, item, field)
    count = answer.values.get(field.id)
    if isinstance(count, int | float) and count > size:
        sentence = _("{item}: 「{field}」が抽出数より大きくなっています。")
        yield _field_gap(GapKind.COUNT_TOO_LARGE, sentence, item, field)


def _gaps_of_conclusion(
    items: list[Item], answers: Answers, conclusion: Conclusion | None, rules: Rules
) -> Iterator[Gap]:
    if conclusion is None:
        yield Gap(GapKind.NO_CONCLUSION, _("総合所見がまだありません。"))
        return
    if conclusion is not Conclusion.NO_PROBLEM or not rules.severity_a_forbids_no_problem:
        return
    for item in items:
        answer = answers.get(item.id)
        if item.severity is Severity.A and answer is not None and answer.mark is Mark.NONCONFORMING:
            sentence = _("{item}: 重大性Aの不適があるので、総合所見を「問題なし」にはできません。")
            yield Gap(GapKind.CONCLUSION_TOO_GOOD, sentence.format(item=item.id), item.id)
