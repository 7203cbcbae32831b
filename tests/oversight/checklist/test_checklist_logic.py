from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oversight.checklist import AnswerGiven, Edition, Mark, edition_from_document, relevant_items
from oversight.checklist.logic import find_referred
from oversight.errors import RefusedError


def edition_of(make: Any, *conditions: str) -> Edition:
    """Return an edition with items AAA-01, AAA-02, … of the given conditions."""
    items = [make.item(f"AAA-{number:02d}", text) for number, text in enumerate(conditions, start=1)]
    return edition_from_document(make.document_with(*items))


def marked(**marks: Mark) -> dict[str, AnswerGiven]:
    return {key.replace("_", "-"): AnswerGiven(key.replace("_", "-"), mark) for key, mark in marks.items()}


def test_an_item_without_a_condition_is_always_asked(make: Any) -> None:
    assert relevant_items(edition_of(make, "", ""), {}, {}) == {"AAA-01", "AAA-02"}


@pytest.mark.parametrize(("fact", "asked"), [(True, True), ("yes", True), (False, False), (None, False)])
def test_a_condition_asks_the_facts(make: Any, fact: object, asked: bool) -> None:
    edition = edition_of(make, "${特定個人情報} = 'yes'")
    assert ("AAA-01" in relevant_items(edition, {"特定個人情報": fact}, {})) is asked


def test_a_fact_that_is_not_known_is_empty(make: Any) -> None:
    assert relevant_items(edition_of(make, "${特定個人情報} != 'no'"), {}, {}) == {"AAA-01"}


def test_a_list_of_texts_can_be_selected_from(make: Any) -> None:
    edition = edition_of(make, "selected(${媒体}, 'data')")
    assert relevant_items(edition, {"媒体": ["paper", "data"]}, {}) == {"AAA-01"}


def test_a_condition_follows_an_earlier_answer(make: Any) -> None:
    edition = edition_of(make, "", "${AAA-01} = 'nonconforming'")
    assert relevant_items(edition, {}, {}) == {"AAA-01"}
    assert relevant_items(edition, {}, marked(AAA_01=Mark.NONCONFORMING)) == {"AAA-01", "AAA-02"}


def test_a_condition_may_look_at_a_field(make: Any) -> None:
    items = [make.item("AAA-01", fields=[make.field("count")]), make.item("AAA-02", "${AAA-01.count} > 3")]
    edition = edition_from_document(make.document_with(*items))
    few = {"AAA-01": AnswerGiven("AAA-01", Mark.CONFORMING, values={"count": 3})}
    many = {"AAA-01": AnswerGiven("AAA-01", Mark.CONFORMING, values={"count": 4})}
    assert relevant_items(edition, {}, few) == {"AAA-01"}
    assert relevant_items(edition, {}, many) == {"AAA-01", "AAA-02"}


def test_the_answer_of_an_item_that_fell_away_counts_as_empty(make: Any) -> None:
    edition = edition_of(make, "${AAA-02} = 'conforming'", "${特定個人情報} = 'yes'")
    answers = marked(AAA_02=Mark.CONFORMING)
    assert relevant_items(edition, {"特定個人情報": "yes"}, answers) == {"AAA-01", "AAA-02"}
    assert relevant_items(edition, {"特定個人情報": "no"}, answers) == frozenset()


def test_facts_and_answers_of_another_edition_are_passed_over(make: Any) -> None:
    edition = edition_of(make, "")
    assert relevant_items(edition, {"昔の事実": "yes"}, marked(ZZZ_99=Mark.CONFORMING)) == {"AAA-01"}


def test_the_day_comes_from_the_caller(make: Any) -> None:
    edition = edition_of(make, "${締結日} < today()")
    signed = {"締結日": dt.date(2026, 4, 1)}
    assert relevant_items(edition, signed, {}, today=dt.date(2026, 4, 2)) == {"AAA-01"}
    assert relevant_items(edition, signed, {}, today=dt.date(2026, 4, 1)) == frozenset()
    with pytest.raises(RefusedError):
        relevant_items(edition, signed, {})


@pytest.mark.parametrize("name", ["存在しない", "AAA-99", "AAA-01.nothing"])
def test_an_unknown_name_is_refused(make: Any, name: str) -> None:
    edition = edition_of(make, f"${{{name}}} = 'yes'")
    assert find_referred(edition, name) is None
    with pytest.raises(RefusedError, match="AAA-01") as refusal:
        relevant_items(edition, {}, {})
    assert name in refusal.value.sentence


def test_a_circle_is_refused_and_told(make: Any) -> None:
    edition = edition_of(make, "${AAA-02} = ''", "${AAA-03} = ''", "${AAA-01} = ''")
    with pytest.raises(RefusedError, match="堂々巡り") as refusal:
        relevant_items(edition, {}, {})
    assert all(f"AAA-0{number}" in refusal.value.sentence for number in (1, 2, 3))


def test_an_item_that_leans_on_itself_is_a_circle(make: Any) -> None:
    with pytest.raises(RefusedError, match="堂々巡り"):
        relevant_items(edition_of(make, "${AAA-01} = ''"), {}, {})


def test_a_condition_may_ask_whether_a_photo_was_taken(make: Any) -> None:
    items = [
        make.item("AAA-01", fields=[make.field("site", kind="photo")]),
        make.item("AAA-02", "${AAA-01.site} = ''"),
        make.item("AAA-03", "${AAA-01.site} > 1"),
    ]
    edition = edition_from_document(make.document_with(*items))

    def asked(photos: int) -> frozenset[str]:
        return relevant_items(edition, {}, {"AAA-01": AnswerGiven("AAA-01", Mark.CONFORMING, photos=photos)})

    assert asked(0) == {"AAA-01", "AAA-02"}
    assert asked(1) == {"AAA-01"}
    assert asked(2) == {"AAA-01", "AAA-03"}
