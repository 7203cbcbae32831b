"""What the monthly report says of the checklist: every id exists and every answer is possible."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from models.report_filing import PointKind
from oversight.checklist.edition import Edition
from oversight.checklist.reading import builtin_editions
from oversight.checklist.yaml_file import document_from_yaml
from oversight.inspections.bearings import (
    BUILTIN_FILE,
    BearingSet,
    Speaks,
    answer_key,
    bearings_from_document,
    builtin_bearings,
)
from oversight.report_form.answers import Answer
from oversight.report_form.questions import Question, QuestionKind, QuestionSet, builtin_sets, current_set

FOLDER = resources.files("checklists")
DOCUMENT = document_from_yaml((FOLDER / BUILTIN_FILE).read_bytes())
SCHEMA = json.loads((FOLDER / "bearings_schema.json").read_text(encoding="utf-8"))


def schema_faults(document: dict[str, Any]) -> list[str]:
    return [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def keys_of(question: Question) -> set[str]:
    """Return the keys that answers to a question can have."""
    if question.kind is QuestionKind.NUMBER:
        return {"none", "some"}
    own = {each.value for each in question.choices} if question.choices else {"given"}
    return own | ({"nil"} if question.nil else set())


def faults(found: BearingSet) -> Iterator[str]:
    """Yield what in a correspondence names nothing that exists."""
    sets = {each.id: each for each in builtin_sets()}
    editions = {each.id: each for each in builtin_editions()}
    if found.questions not in sets:
        yield found.questions
        return
    yield from (each for each in found.checklists if each not in editions)
    known = [editions[each] for each in found.checklists if each in editions]
    for bearing in found.bearings:
        yield from _faults_of_question(bearing.question, set(bearing.answers), sets[found.questions])
    named = [*(each.items for each in found.bearings), *(each.items for each in found.points)]
    for items in named:
        yield from _missing_items(items, known)


def _faults_of_question(question_id: str, answers: set[str], questions: QuestionSet) -> Iterator[str]:
    question = questions.find_question(question_id)
    if question is None:
        yield question_id
    else:
        yield from (f"{question_id}: {key}" for key in sorted(answers - keys_of(question)))


def _missing_items(items: tuple[str, ...], editions: list[Edition]) -> Iterator[str]:
    for item in items:
        yield from (item for edition in editions if edition.find_item(item) is None)


def test_the_file_keeps_to_its_schema_and_names_only_what_exists() -> None:
    assert schema_faults(DOCUMENT) == []
    assert list(faults(builtin_bearings())) == []


def test_it_is_for_the_questions_and_the_checklists_in_use() -> None:
    assert builtin_bearings().questions == current_set().id
    assert builtin_bearings().checklists == tuple(each.id for each in builtin_editions())


def test_every_kind_of_attention_point_has_its_line() -> None:
    named = [each.point for each in builtin_bearings().points]
    assert sorted(named) == sorted(PointKind)


def test_no_question_speaks_twice_of_an_item() -> None:
    pairs = [(each.question, item) for each in builtin_bearings().bearings for item in each.items]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("bearings", 0, "question"), "respondent", "respondent"),
        (("bearings", 0, "items"), ["ORG-99"], "ORG-99"),
        (("bearings", 0, "answers"), {"some": "for"}, "responsible: some"),
        (("bearings", 1, "answers"), {"nil": "for"}, "workers_changed: nil"),
        (("points", 0, "items"), ["SUB-99"], "SUB-99"),
        (("checklists",), ["edition-0"], "edition-0"),
        (("questions",), "monthly-report-0", "monthly-report-0"),
    ],
)
def test_a_planted_fault_is_found(place: tuple[str | int, ...], value: object, told: str) -> None:
    document: Any = copy.deepcopy(DOCUMENT)
    part = document
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert told in list(faults(bearings_from_document(document)))


@pytest.mark.parametrize("wrong", ["perhaps", 1])
def test_an_answer_speaks_for_against_or_is_told_and_nothing_else(wrong: object) -> None:
    document: Any = copy.deepcopy(DOCUMENT)
    document["bearings"][0]["answers"] = {"given": wrong}
    assert schema_faults(document) == ["$.bearings[0].answers.given"]
    with pytest.raises(Exception, match="BearingSet"):
        bearings_from_document(document)


@pytest.mark.parametrize(
    ("question", "answer", "key"),
    [
        ("devices", Answer(is_nil=True), "none"),
        ("devices", Answer(0), "none"),
        ("devices", Answer(2), "some"),
        ("logs_on", Answer("2026-10-30"), "given"),
        ("logs_on", Answer(is_nil=True), "nil"),
        ("check_storage", Answer("no"), "no"),
        ("training", Answer(), ""),
        ("training", Answer(unread="未定"), ""),
    ],
)
def test_an_answer_has_one_key(question: str, answer: Answer, key: str) -> None:
    asked = current_set().find_question(question)
    assert asked is not None
    assert answer_key(asked, answer) == key


def test_a_point_bears_on_its_own_items_and_on_those_of_the_question_it_is_about() -> None:
    found = builtin_bearings()
    assert found.items_of_point(PointKind.TRAINING_OLD, {"names": []}) == ("HUM-03",)
    assert found.items_of_point(PointKind.SELF_CHECK, {"question": "check_storage"}) == ("PHY-08",)
    assert found.items_of_point(PointKind.COUNT_JUMP, {"question": "received"}) == ()


def test_a_self_check_speaks_either_way() -> None:
    storage = next(builtin_bearings().of_question("check_storage"))
    assert storage.answers == {"yes": Speaks.FOR, "no": Speaks.AGAINST}
