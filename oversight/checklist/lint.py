"""The linter of editions: what would make one misbehave in an inspector's hands, each as a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from oversight.checklist.edition import Edition, Item, document_from_edition
from oversight.checklist.expression import Condition, compile_condition
from oversight.checklist.faults import FaultKind, LintFault, individual_number_faults
from oversight.checklist.half_written import edition_as_written
from oversight.checklist.lint_values import faults_of_names, faults_of_values
from oversight.checklist.logic import find_circle, items_leaned_on
from oversight.checklist.reach import Reach
from oversight.checklist.reading import edition_from_document
from oversight.checklist.schema import schema_faults
from oversight.checklist.yaml_file import document_from_yaml
from oversight.errors import OversightError, RefusedError
from oversight.words import _


def lint(edition: Edition) -> tuple[LintFault, ...]:
    """Return every fault of an edition; nothing when it is sound."""
    return lint_document(document_from_edition(edition))


def lint_document(
    document: Mapping[str, Any], going: Callable[[], None] = lambda: None
) -> tuple[LintFault, ...]:
    """Return every fault of an edition's document.

    An Individual Number is told alone, then breaches of the schema; what leans on a sound shape (conditions,
    circles) is looked at last. ``going`` is called often on the way; what it raises ends the look.
    """
    faults = tuple(individual_number_faults(document)) or tuple(schema_faults(document))
    going()
    if faults:
        return faults
    return _faults_of(edition_from_document(document), going)


def lint_draft(
    document: Mapping[str, Any], going: Callable[[], None] = lambda: None
) -> tuple[LintFault, ...]:
    """Return every fault of a draft while it is written: also those beyond a breach of the schema.

    What is missing is taken as blank, and a place that breaks the schema is not told twice.
    """
    if faults := tuple(individual_number_faults(document)):
        return faults
    if not (broken := tuple(schema_faults(document))):
        return lint_document(document, going)
    going()
    known = {"", *(fault.place.partition(" ")[0] for fault in broken)}
    beyond = _faults_of(edition_as_written(document), going)
    return (*broken, *(fault for fault in beyond if fault.place.partition(" ")[0] not in known))


def _faults_of(edition: Edition, going: Callable[[], None]) -> tuple[LintFault, ...]:
    return (
        *_duplicates(edition),
        *_unknown_sources(edition),
        *_two_samples(edition),
        *_no_number_fits(edition),
        *_retired_ids(edition),
        *_faults_of_conditions(edition, going),
    )


def lint_file(path: Path) -> tuple[str, ...]:
    """Return the sentences for an edition's file; nothing when it is sound.

    A file that cannot be opened or read as YAML is one sentence more, not an error.
    """
    try:
        document = document_from_yaml(path.read_bytes())
    except OSError:
        return (_("点検表のファイルを開けません。"),)
    except RefusedError as refusal:
        return (refusal.sentence,)
    return tuple(fault.sentence for fault in lint_document(document))


def _duplicates(edition: Edition) -> Iterator[LintFault]:
    groups: list[Iterable[str]] = [
        [*(item.id for item in edition.items), *(fact.name for fact in edition.facts)],
        [section.id for section in edition.sections],
        [source.id for source in edition.sources],
        *([f"{item.id}.{field.id}" for field in item.fields] for item in edition.items),
        *([f"{fact.name}={one.value}" for one in fact.choices] for fact in edition.facts),
    ]
    for group in groups:
        for name, count in Counter(group).items():
            if count > 1:
                sentence = _("{name}: 同じ名前が{count}つあります。").format(name=name, count=count)
                yield LintFault(FaultKind.DUPLICATE_ID, name, sentence)


def _unknown_sources(edition: Edition) -> Iterator[LintFault]:
    for item in edition.items:
        for basis in item.basis:
            if edition.find_source(basis.source) is None:
                sentence = _("{item}: 根拠「{source}」が出典の表にありません。")
                yield LintFault(
                    FaultKind.UNKNOWN_SOURCE, item.id, sentence.format(item=item.id, source=basis.source)
                )


def _two_samples(edition: Edition) -> Iterator[LintFault]:
    for item in edition.items:
        if sum(field.is_sample for field in item.fields) > 1:
            sentence = _("{item}: 母数と抽出数を持つ数が2つ以上あります。").format(item=item.id)
            yield LintFault(FaultKind.TWO_SAMPLES, item.id, sentence)


def _no_number_fits(edition: Edition) -> Iterator[LintFault]:
    for item in edition.items:
        for field in item.fields:
            if not field.number_rule.low <= field.number_rule.high:
                place = f"{item.id} {field.id}"
                sentence = _("{place}: 最小が最大より大きく、入る数がありません。").format(place=place)
                yield LintFault(FaultKind.NO_NUMBER_FITS, place, sentence)


def _retired_ids(edition: Edition) -> Iterator[LintFault]:
    for retired in edition.retired:
        if edition.find_item(retired.id) is not None:
            sentence = _("{item}: やめた点検項目の番号です。ほかの問いには使えません。").format(
                item=retired.id
            )
            yield LintFault(FaultKind.RETIRED_ID, retired.id, sentence)


def _faults_of_conditions(edition: Edition, going: Callable[[], None]) -> Iterator[LintFault]:
    conditions: dict[str, Condition] = {}
    yield from faults_of_values(edition)
    sound = True
    for item in edition.items:
        faults = list(_faults_of_condition(edition, item, conditions))
        sound = sound and all(fault.kind is FaultKind.IMPOSSIBLE_ANSWER for fault in faults)
        yield from faults
    circle = find_circle({one: items_leaned_on(edition, condition) for one, condition in conditions.items()})
    if circle:
        sentence = _("{items}: 条件が堂々巡りになっています。").format(items=" → ".join(circle))
        yield LintFault(FaultKind.CIRCULAR, circle[0], sentence)
    elif sound:
        yield from _unreachable(Reach(edition, going), conditions)


def _faults_of_condition(edition: Edition, item: Item, read: dict[str, Condition]) -> Iterator[LintFault]:
    """Yield what is wrong with one item's condition; put it into ``read`` when it could be read."""
    if not item.condition:
        return
    try:
        read[item.id] = compile_condition(item.condition)
    except OversightError as refusal:
        sentence = _("{item}: {fault}").format(item=item.id, fault=refusal.sentence)
        yield LintFault(FaultKind.BAD_CONDITION, item.id, sentence)
        return
    yield from faults_of_names(edition, item.id, read[item.id])


def _unreachable(reach: Reach, conditions: Iterable[str]) -> Iterator[LintFault]:
    for item_id in conditions:
        if not reach.is_reachable(item_id):
            sentence = _("{item}: 条件が成り立つことがなく、決して尋ねられません。").format(item=item_id)
            yield LintFault(FaultKind.UNREACHABLE, item_id, sentence)
