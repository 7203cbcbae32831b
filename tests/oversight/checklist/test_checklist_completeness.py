from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oversight.checklist import (
    AnswerGiven,
    Conclusion,
    Edition,
    Gap,
    GapKind,
    Mark,
    edition_from_document,
    gaps,
)
from oversight.words import speaking

OK, NG, NA = Mark.CONFORMING, Mark.NONCONFORMING, Mark.NOT_APPLICABLE
SAMPLE = {"ja": "名簿の従事者", "en": "Workers on the roster"}


def kinds(found: tuple[Gap, ...]) -> list[GapKind]:
    return [gap.kind for gap in found]


def gaps_of(
    edition: Edition, *answers: AnswerGiven, conclusion: Conclusion | None = Conclusion.MINOR
) -> tuple[Gap, ...]:
    return gaps(edition, {}, {answer.item_id: answer for answer in answers}, conclusion)


@pytest.fixture
def plain(make: Any) -> Edition:
    """One item with nothing but its mark."""
    return edition_from_document(make.document_with(make.item("AAA-01", severity="A")))


@pytest.fixture
def counted(make: Any) -> Edition:
    """One item with a required count in a sample."""
    return edition_from_document(
        make.document_with(make.item("AAA-01", fields=[make.field("missing", sample_of=SAMPLE)]))
    )


def with_field(make: Any, **field: Any) -> Edition:
    return edition_from_document(make.document_with(make.item("AAA-01", fields=[make.field("it", **field)])))


def test_a_complete_record_has_no_gap(plain: Edition) -> None:
    assert gaps_of(plain, AnswerGiven("AAA-01", OK), conclusion=Conclusion.NO_PROBLEM) == ()


def test_an_item_not_answered_is_a_gap_that_names_it(plain: Edition) -> None:
    (gap,) = gaps_of(plain)
    assert (gap.kind, gap.item_id) == (GapKind.UNANSWERED, "AAA-01")
    assert "AAA-01" in gap.sentence
    assert kinds(gaps_of(plain, AnswerGiven("AAA-01", None, note="下書き"))) == [GapKind.UNANSWERED]


def test_an_item_that_is_not_asked_owes_nothing(make: Any) -> None:
    hidden = make.item("AAA-01", "${特定個人情報} = 'yes'", severity="A")
    edition = edition_from_document(make.document_with(hidden))
    answer = {"AAA-01": AnswerGiven("AAA-01", NG)}
    assert gaps(edition, {"特定個人情報": "no"}, answer, Conclusion.NO_PROBLEM) == ()
    assert kinds(gaps(edition, {"特定個人情報": "yes"}, answer, Conclusion.MINOR)) == [GapKind.NO_FINDING]


@pytest.mark.parametrize("note", ["", " 　\n"])
def test_nonconforming_needs_a_finding_and_not_applicable_a_reason(plain: Edition, note: str) -> None:
    assert kinds(gaps_of(plain, AnswerGiven("AAA-01", NG, note=note))) == [GapKind.NO_FINDING]
    assert kinds(gaps_of(plain, AnswerGiven("AAA-01", NA, note=note))) == [GapKind.NO_REASON]


@pytest.mark.parametrize("mark", [NG, NA])
def test_a_note_closes_the_gap(plain: Edition, mark: Mark) -> None:
    assert gaps_of(plain, AnswerGiven("AAA-01", mark, note="台帳がない")) == ()


@pytest.mark.parametrize("kind", ["number", "date", "text"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_required_value_is_owed_with_conforming(make: Any, kind: str, value: str | None) -> None:
    edition = with_field(make, kind=kind)
    (gap,) = gaps_of(edition, AnswerGiven("AAA-01", OK, values={"it": value}))
    assert (gap.kind, gap.item_id, gap.field_id) == (GapKind.NO_VALUE, "AAA-01", "it")
    assert kinds(gaps_of(edition, AnswerGiven("AAA-01", OK))) == [GapKind.NO_VALUE]


@pytest.mark.parametrize("value", [0, 0.0, "0", dt.date(2026, 4, 1), "2026-04-01"])
def test_zero_and_a_day_are_values(make: Any, value: int | float | str | dt.date) -> None:
    assert gaps_of(with_field(make), AnswerGiven("AAA-01", OK, values={"it": value})) == ()


@pytest.mark.parametrize("mark", [NG, NA])
def test_a_required_value_is_not_owed_where_the_thing_may_be_absent(make: Any, mark: Mark) -> None:
    assert gaps_of(with_field(make), AnswerGiven("AAA-01", mark, note="記録がない")) == ()


def test_an_advised_value_is_never_owed(make: Any) -> None:
    assert gaps_of(with_field(make, need="advised"), AnswerGiven("AAA-01", OK)) == ()


def test_a_required_photo_is_counted(make: Any) -> None:
    edition = with_field(make, kind="photo")
    assert kinds(gaps_of(edition, AnswerGiven("AAA-01", OK))) == [GapKind.NO_PHOTO]
    assert gaps_of(edition, AnswerGiven("AAA-01", OK, photos=1)) == ()


@pytest.mark.parametrize("mark", [OK, NG])
def test_a_required_sample_is_owed_with_either_mark(counted: Edition, mark: Mark) -> None:
    bare = AnswerGiven("AAA-01", mark, note="指摘")
    assert kinds(gaps_of(counted, bare)) == [GapKind.NO_VALUE, GapKind.NO_SAMPLE]
    half = AnswerGiven("AAA-01", mark, note="指摘", values={"missing": 1}, sample_size=5)
    assert kinds(gaps_of(counted, half)) == [GapKind.NO_SAMPLE]
    whole = AnswerGiven("AAA-01", mark, note="指摘", values={"missing": 1}, sample_size=5, population=5)
    assert gaps_of(counted, whole) == ()


def test_a_sample_is_not_owed_with_not_applicable_but_must_not_be_half_given(counted: Edition) -> None:
    assert gaps_of(counted, AnswerGiven("AAA-01", NA, note="対象がない")) == ()
    half = AnswerGiven("AAA-01", NA, note="対象がない", population=5)
    assert kinds(gaps_of(counted, half)) == [GapKind.NO_SAMPLE]


def test_a_sample_larger_than_its_population_is_a_gap(counted: Edition) -> None:
    answer = AnswerGiven("AAA-01", OK, values={"missing": 0}, sample_size=6, population=5)
    (gap,) = gaps_of(counted, answer)
    assert (gap.kind, gap.item_id, gap.field_id) == (GapKind.SAMPLE_TOO_LARGE, "AAA-01", "missing")


def test_a_count_larger_than_its_sample_is_a_gap(counted: Edition) -> None:
    answer = AnswerGiven("AAA-01", NG, "指摘", values={"missing": 6}, sample_size=5, population=9)
    assert kinds(gaps_of(counted, answer)) == [GapKind.COUNT_TOO_LARGE]


def test_a_sample_without_a_population_is_still_held_against_its_count(make: Any) -> None:
    edition = with_field(make, need="advised", sample_of=SAMPLE)
    answer = AnswerGiven("AAA-01", OK, values={"it": 6}, sample_size=5)
    assert kinds(gaps_of(edition, answer)) == [GapKind.NO_SAMPLE, GapKind.COUNT_TOO_LARGE]


def test_the_conclusion_is_owed_last(plain: Edition) -> None:
    assert kinds(gaps_of(plain, conclusion=None)) == [GapKind.UNANSWERED, GapKind.NO_CONCLUSION]


def test_a_severe_nonconformity_forbids_the_conclusion_no_problem(plain: Edition) -> None:
    answer = AnswerGiven("AAA-01", NG, note="私物のスマートフォンがあった")
    (gap,) = gaps_of(plain, answer, conclusion=Conclusion.NO_PROBLEM)
    assert (gap.kind, gap.item_id) == (GapKind.CONCLUSION_TOO_GOOD, "AAA-01")
    for conclusion in set(Conclusion) - {Conclusion.NO_PROBLEM}:
        assert gaps_of(plain, answer, conclusion=conclusion) == ()


def test_lesser_or_unanswered_items_leave_the_conclusion_free(make: Any) -> None:
    items = [make.item("AAA-01", severity="B"), make.item("AAA-02", severity="A")]
    edition = edition_from_document(make.document_with(*items))
    found = gaps_of(edition, AnswerGiven("AAA-01", NG, "指摘"), conclusion=Conclusion.NO_PROBLEM)
    assert kinds(found) == [GapKind.UNANSWERED]


def test_a_record_is_judged_by_the_rules_of_its_own_edition(make: Any) -> None:
    lax = {
        "finding_on_nonconforming": False,
        "reason_on_not_applicable": False,
        "severity_a_forbids_no_problem": False,
    }
    items = [
        make.item("AAA-01", severity="A", fields=[make.field("it")]),
        make.item("AAA-02", fields=[make.field("it", sample_of=SAMPLE)]),
    ]
    edition = edition_from_document(make.document_with(*items, rules=lax))
    answers = (AnswerGiven("AAA-01", NG), AnswerGiven("AAA-02", NA))
    assert gaps_of(edition, *answers, conclusion=Conclusion.NO_PROBLEM) == ()
    assert gaps_of(edition, AnswerGiven("AAA-01", OK), AnswerGiven("AAA-02", OK)) == ()


def test_gaps_come_in_the_order_of_the_checklist(make: Any) -> None:
    items = [make.item("AAA-02"), make.item("AAA-01")]
    edition = edition_from_document(make.document_with(*items))
    assert [gap.item_id for gap in gaps_of(edition)] == ["AAA-02", "AAA-01"]


def test_a_condition_on_the_day_is_asked_with_the_callers_day(make: Any) -> None:
    edition = edition_from_document(make.document_with(make.item("AAA-01", "today() > '2026-04-01'")))
    found = gaps(edition, {}, {}, Conclusion.MINOR, today=dt.date(2026, 4, 2))
    assert kinds(found) == [GapKind.UNANSWERED]


def test_a_field_is_named_in_the_language_in_use(make: Any) -> None:
    with speaking("en"):
        (gap,) = gaps_of(with_field(make), AnswerGiven("AAA-01", OK))
    assert "Count" in gap.sentence


def test_an_item_that_owes_two_photos_wants_two(make: Any) -> None:
    fields = [make.field("door", kind="photo"), make.field("desk", kind="photo")]
    edition = edition_from_document(make.document_with(make.item("AAA-01", fields=fields)))
    missing = [
        [gap.field_id for gap in gaps_of(edition, AnswerGiven("AAA-01", OK, photos=photos))]
        for photos in range(4)
    ]
    assert missing == [["door", "desk"], ["desk"], [], []]


def test_where_one_may_not_photograph_one_other_piece_of_evidence_stands_for_the_photos(make: Any) -> None:
    fields = [make.field("door", kind="photo"), make.field("desk", kind="photo")]
    edition = edition_from_document(make.document_with(make.item("AAA-01", fields=fields)))

    def found(**given: int) -> tuple[Gap, ...]:
        answers = {"AAA-01": AnswerGiven("AAA-01", OK, **given)}  # type: ignore[arg-type]
        return gaps(edition, {}, answers, Conclusion.MINOR, may_photograph=False)

    (gap,) = found()
    assert (gap.kind, gap.item_id, gap.field_id) == (GapKind.NO_EVIDENCE, "AAA-01", "door")
    assert found(evidences=1) == found(photos=1) == ()
    assert kinds(gaps_of(edition, AnswerGiven("AAA-01", OK, evidences=3))) == [GapKind.NO_PHOTO] * 2
