"""The questions that ship: every field asked for by the practice, each with a duty it rests on."""

from __future__ import annotations

import pytest

from oversight.report_form.answers import Answers, list_missing
from oversight.report_form.questions import builtin_sets, current_set, find_set, set_from_document


def test_the_editions_that_ship_are_what_they_were() -> None:
    assert [(each.id, each.content_hash[:8]) for each in builtin_sets()] == [("monthly-report-1", "95c81abd")]


def test_every_question_is_in_both_languages_and_rests_on_a_source() -> None:
    questions = current_set()
    sources = {source.id for source in questions.sources}
    for question in questions.questions:
        assert question.label.ja
        assert question.label.en
        assert set(question.basis) <= sources
        assert question.basis


def test_ids_are_unique_and_hold_no_point() -> None:
    questions = current_set()
    ids = [*(each.id for each in questions.questions), *(table.id for table in questions.tables)]
    assert len(set(ids)) == len(ids)
    assert not any("." in each for each in ids)


def test_a_question_that_depends_on_another_names_one_of_its_choices() -> None:
    questions = current_set()
    for question in questions.questions:
        if question.when is not None:
            other = questions.find_question(question.when.question)
            assert other is not None
            assert other.choice_of(question.when.value) is not None


def test_an_empty_report_lacks_all_that_is_owed_and_nothing_that_is_not_asked() -> None:
    missing = {each.id for each in list_missing(current_set(), Answers())}
    assert "submitted_on" in missing
    assert missing.isdisjoint({"notes", "incident_detail", "training_persons"})


def test_an_edition_is_found_by_its_hash_or_its_beginning_only() -> None:
    questions = current_set()
    assert find_set(questions.content_hash) is questions
    assert find_set(questions.content_hash[:8]) is questions
    assert find_set("00000000") is None
    assert find_set("") is None


def test_a_document_of_another_shape_is_refused() -> None:
    with pytest.raises(Exception, match="QuestionSet"):
        set_from_document({"id": "x"})


def test_the_edition_says_its_number() -> None:
    assert current_set().number_in_words == "第1版"
