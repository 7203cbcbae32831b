"""Items answered by a value, choices, constraints, sections that repeat: what is asked, taken and faulty."""

from __future__ import annotations

from typing import Any

import pytest

from models.marks import Mark
from oversight.checklist import AnswerGiven, FaultKind, builtin_editions, edition_from_document, lint_document
from oversight.checklist.allowed import offered_choices, parts_owed, what_is_wrong
from oversight.checklist.edition import Edition, document_from_edition
from oversight.checklist.fitting import fitting_values
from oversight.checklist.logic import Relevance, relevant_items
from oversight.checklist.unrolling import base_id, part_of, unroll
from tests.oversight.checklist.conftest import both, document_with, field, item


def choice(value: str, condition: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"value": value, "label": both(value)}
    return {**made, "condition": condition} if condition else made


def asked(item_id: str, kind: str = "number", condition: str = "", **more: Any) -> dict[str, Any]:
    return item(item_id, condition, answer="value", fields=[field("value", kind, **more)])


def rooms(**more: Any) -> dict[str, Any]:
    made = document_with(asked("count", maximum=5), asked("purpose", "text"))
    inside = [
        asked("room_name", "text"),
        asked("locked", "choice", choices=[choice("yes"), choice("no")]),
        item("ROOM-01", "${locked} = 'no' and ${count} > 0"),
    ]
    section = {"id": "ROOM", "title": both("部屋", "Room"), "items": inside, "repeats": True, **more}
    made["sections"].append(section)
    return made


def given(item_id: str, value: Any = None, mark: Mark | None = None) -> AnswerGiven:
    return AnswerGiven(item_id, mark, values={} if value is None else {"value": value})


def edition_of(document: dict[str, Any]) -> Edition:
    assert lint_document(document) == ()
    return edition_from_document(document)


def test_the_shipped_edition_keeps_its_hash() -> None:
    assert builtin_editions()[0].content_hash == (
        "2598c41905a5c433cb7379d1c198de4c3e9f95ce2899b71d8acf1d75c461f02a"
    )


def test_new_parts_survive_the_way_through_the_document() -> None:
    document = rooms(repeat_count="${count}")
    document["retired"] = [{"id": "OLD-01", "title": both("前の問い"), "reason": "不要"}]
    edition = edition_of(document)
    again = document_from_edition(edition)
    assert again["retired"] == document["retired"]
    assert edition_from_document(again) == edition
    assert edition.sections[-1].repeats
    assert edition.retired[0].id == "OLD-01"


def test_the_name_of_an_item_answered_by_its_value_stands_for_the_value() -> None:
    edition = unroll(edition_of(rooms()), {})
    answers = {"count": given("count", 2), "locked": given("locked", "no")}
    assert "ROOM-01" in relevant_items(edition, {}, answers)
    assert "ROOM-01" not in relevant_items(edition, {}, {**answers, "locked": given("locked", "yes")})


def test_each_part_of_a_section_asks_by_its_own_answers() -> None:
    edition = unroll(edition_of(rooms()), {"ROOM": 3})
    answers = {"count": given("count", 3), "locked#3": given("locked#3", "no")}
    assert {one for one in relevant_items(edition, {}, answers) if base_id(one) == "ROOM-01"} == {"ROOM-01#3"}
    assert [section.title.ja for section in edition.sections[1:]] == ["部屋 (1)", "部屋 (2)", "部屋 (3)"]
    assert [part_of(section.id) for section in edition.sections[1:]] == [1, 2, 3]


@pytest.mark.parametrize(("count", "parts"), [(0, 0), (1, 1), (7, 7), (-3, 0), (10_000, 100)])
def test_a_section_is_laid_out_as_often_as_it_is_filled(count: int, parts: int) -> None:
    edition = unroll(edition_of(rooms()), {"ROOM": count})
    assert sum(base_id(section.id) == "ROOM" for section in edition.sections) == parts


def test_an_edition_without_such_a_section_is_the_same_edition() -> None:
    edition = builtin_editions()[0]
    assert unroll(edition, {"HUM": 4}) is edition


@pytest.mark.parametrize(("count", "owed"), [(3, 3), (None, 0), (0, 0)])
def test_a_count_is_reckoned_from_answers(count: int | None, owed: int) -> None:
    edition = edition_of(rooms(repeat_count="${count}"))
    relevance = Relevance(edition, {}, {"count": given("count", count)})
    assert parts_owed(edition, relevance) == {"ROOM": owed}


def test_a_condition_may_count_the_parts() -> None:
    document = rooms()
    document["sections"].append(
        {"id": "END", "title": both("終わり"), "items": [item("END-01", "count(${ROOM}) > 1")]}
    )
    edition = edition_of(document)
    assert "END-01" in relevant_items(unroll(edition, {"ROOM": 2}), {}, {})
    assert "END-01" not in relevant_items(unroll(edition, {"ROOM": 1}), {}, {})


def test_choices_are_offered_by_their_condition_and_held_to() -> None:
    county = asked(
        "county", "choice", choices=[choice("king", "${state} = 'w'"), choice("cameron", "${state} = 't'")]
    )
    state = asked("state", "choice", choices=[choice("w"), choice("t")])
    edition = edition_of(document_with(state, county))
    relevance = Relevance(edition, {}, {"state": given("state", "t")})
    asked_field = edition.items[1].fields[0]
    assert [one.value for one in offered_choices(asked_field, relevance)] == ["cameron"]
    assert what_is_wrong(asked_field, "king", relevance)
    assert what_is_wrong(asked_field, "cameron", relevance) == ""


def test_several_choices_are_each_held_to_what_is_offered() -> None:
    edition = edition_of(document_with(asked("media", "choices", choices=[choice("a"), choice("b")])))
    relevance = Relevance(edition, {}, {})
    assert what_is_wrong(edition.items[0].fields[0], "a b", relevance) == ""
    assert what_is_wrong(edition.items[0].fields[0], "a c", relevance)


def test_a_constraint_is_asked_of_the_value_and_refused_in_its_own_words() -> None:
    asked_age = asked(
        "age", constraint=". >= 18 and . < ${limit}", constraint_message=both("18歳以上です", "18 or over")
    )
    edition = edition_of(document_with(asked("limit"), asked_age))
    relevance = Relevance(edition, {}, {"limit": given("limit", 65)})
    age = edition.items[1].fields[0]
    assert what_is_wrong(age, 17, relevance) == "18歳以上です"
    assert what_is_wrong(age, 65, relevance) == "18歳以上です"
    assert what_is_wrong(age, 64, relevance) == what_is_wrong(age, None, relevance) == ""


FAULTY = {
    "a choice nobody can give": (
        document_with(asked("a", "choice", choices=[choice("x")]), item("B-01", "${a} = 'y'")),
        FaultKind.IMPOSSIBLE_ANSWER,
    ),
    "a mark nobody can give": (
        document_with(item("A-01"), item("B-01", "${A-01} = 'good'")),
        FaultKind.IMPOSSIBLE_ANSWER,
    ),
    "a fact nobody can give": (
        document_with(item("B-01", "selected(${検査方法}, 'visitt')")),
        FaultKind.IMPOSSIBLE_ANSWER,
    ),
    "a constraint no choice meets": (
        document_with(asked("a", "choice", choices=[choice("x")], constraint="string-length(.) > 3")),
        FaultKind.IMPOSSIBLE_ANSWER,
    ),
    "a constraint about nothing": (
        document_with(asked("a", constraint=". > ${nowhere}")),
        FaultKind.UNKNOWN_NAME,
    ),
    "a constraint that cannot be read": (
        document_with(asked("a", constraint=". > ")),
        FaultKind.BAD_CONDITION,
    ),
    "the value in a condition": (document_with(item("B-01", ". > 3")), FaultKind.BAD_CONDITION),
    "a choice twice": (
        document_with(asked("a", "choice", choices=[choice("x"), choice("x")])),
        FaultKind.DUPLICATE_ID,
    ),
    "a choice's condition about nothing": (
        document_with(asked("a", "choice", choices=[choice("x", "${nowhere} = 1")])),
        FaultKind.UNKNOWN_NAME,
    ),
    "a count that leans on its own section": (rooms(repeat_count="${locked} + 1"), FaultKind.CIRCULAR),
    "a count about nothing": (rooms(repeat_count="${nowhere}"), FaultKind.UNKNOWN_NAME),
    "a choice field without choices": (document_with(asked("a", "choice")), FaultKind.SCHEMA),
    "a number with choices": (document_with(asked("a", choices=[choice("x")])), FaultKind.SCHEMA),
    "two values for one answer": (
        document_with(item("a", answer="value", fields=[field("v"), field("w")])),
        FaultKind.SCHEMA,
    ),
    "no value for an answer": (document_with(item("a", answer="value")), FaultKind.SCHEMA),
    "an id with a sign of parts": (document_with(item("A-01#2")), FaultKind.SCHEMA),
    "a retired id": (
        document_with(item("A-01"), retired=[{"id": "A-01", "title": both("前")}]),
        FaultKind.RETIRED_ID,
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_each_planted_fault_is_found(name: str) -> None:
    document, kind = FAULTY[name]
    faults = lint_document(document)
    assert kind in {fault.kind for fault in faults}, faults
    assert all(fault.sentence for fault in faults)


def test_a_name_that_stands_for_nothing_is_empty() -> None:
    relevance = Relevance(unroll(edition_of(rooms()), {"ROOM": 0}), {}, {})
    assert relevance.value_of("nothing") == ""
    assert relevance.value_of("locked") == ""
    assert relevance.value_of("ROOM") == 0


def test_a_photo_has_no_value_of_its_own() -> None:
    edition = edition_of(document_with(asked("outside", "photo")))
    assert fitting_values(edition.items[0], {"value": "a.jpg"}) == {}


@pytest.mark.parametrize("constraint", [". = ${limit}", ". > ", "today() > '2020-01-01' and . = 'x'"])
def test_a_constraint_that_leans_on_more_or_cannot_be_read_is_not_called_impossible(constraint: str) -> None:
    document = document_with(
        asked("limit", "text"), asked("a", "choice", choices=[choice("x")], constraint=constraint)
    )
    assert FaultKind.IMPOSSIBLE_ANSWER not in {fault.kind for fault in lint_document(document)}
