"""Conditions told in plain words, and written from choices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.checklist import builtin_editions, edition_from_document
from oversight.checklist.condition_telling import (
    Comparison,
    answers_of,
    comparisons_of,
    joined,
    read_condition,
    told_condition,
    told_name,
    written_comparison,
)
from oversight.checklist.expression import compile_condition
from oversight.checklist.logic import find_referred
from tests.oversight.checklist.conftest import both, document_with, field, item

CHOICES = [{"value": "key", "label": both("鍵")}, {"value": "card", "label": both("カード")}]
EDITION = edition_from_document(
    {
        **document_with(
            item("A-01", fields=[field("count"), field("how", "choice", choices=CHOICES)]),
            item("A-02", answer="value", fields=[field("what", "choices", choices=CHOICES)]),
            item("A-03", fields=[field("when", "date"), field("note", "text")]),
        ),
        "sections": [
            *document_with(
                item("A-01", fields=[field("count"), field("how", "choice", choices=CHOICES)]),
                item("A-02", answer="value", fields=[field("what", "choices", choices=CHOICES)]),
                item("A-03", fields=[field("when", "date"), field("note", "text")]),
            )["sections"],
            {"id": "ROOM", "title": both("部屋"), "items": [item("R-01")], "repeats": True},
        ],
    }
)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("${特定個人情報} != 'no'", "事実「特定個人情報」が「いいえ」でない"),
        ("${A-01} = 'nonconforming'", "A-01 題名が「不適」"),
        ("${A-01.how} = 'key' and ${A-01.count} >= 3", "A-01の「数」が「鍵」、かつ、A-01の「数」が3以上"),
        ("selected(${A-02}, 'card')", "A-02 題名に「カード」がある"),
        ("${検査方法} = ''", "事実「検査方法」が空"),
        ("${検査方法} != ''", "事実「検査方法」が空でない"),
        ("${ROOM} > 1.5", "区分「部屋」の回数が1.5より大きい"),
        (
            "(${人数} < 5 or ${人数} <= 9) and ${検査方法} = 'paper'",
            "（事実「人数」が5より小さい、または、事実「人数」が9以下）、かつ、事実「検査方法」が「書面」",
        ),
        ("not(${A-01} = 'conforming')", ""),
        ("${人数} > 1 and count-selected(${媒体}) > 1", ""),
        ("${人数} > ${人数}", ""),
        ("'a' = 'b'", ""),
    ],
)
def test_what_is_simple_is_told_in_plain_words(source: str, told: str) -> None:
    assert told_condition(EDITION, source) == told


@pytest.mark.parametrize(
    ("source", "fault", "told"),
    [
        ("  ", "", ""),
        ("${人数} >", "条件式「${人数} >」は書き方に誤りがあり、読めません。", ""),
        ("${無い} = 'x'", "条件にある「無い」は、事実にも点検項目にもありません。", ""),
        ("${検査方法} = 'fax'", "条件にある答え「fax」は、「検査方法」の選べる答えの中にありません。", ""),
        ("${人数} > 1", "", "事実「人数」が1より大きい"),
    ],
)
def test_a_fault_is_told_at_once(source: str, fault: str, told: str) -> None:
    written = read_condition(EDITION, source)
    assert (written.fault, written.told) == (fault, told)


def test_a_constraint_speaks_of_its_own_value() -> None:
    assert read_condition(EDITION, ". >= 10", of_value=True).told == "この値が10以上"
    assert read_condition(EDITION, ". >= 10").fault


def test_every_condition_of_the_shipped_edition_is_told() -> None:
    edition = builtin_editions()[0]
    conditions = {one.condition for one in edition.items if one.condition}
    assert conditions
    assert [one for one in conditions if not told_condition(edition, one)] == []


@pytest.mark.parametrize(
    ("name", "comparisons", "answers"),
    [
        ("特定個人情報", 2, ["yes", "no"]),
        ("A-01", 2, ["conforming", "nonconforming", "not_applicable"]),
        ("A-01.how", 2, ["key", "card"]),
        ("媒体", 1, ["paper", "data"]),
        ("A-02", 1, ["key", "card"]),
        ("A-01.count", 6, []),
        ("A-03.when", 6, []),
        ("A-03.note", 2, []),
        ("ROOM", 6, []),
        ("無い", 2, []),
    ],
)
def test_a_name_offers_what_fits_it(name: str, comparisons: int, answers: list[str]) -> None:
    referred = find_referred(EDITION, name)
    assert len(comparisons_of(referred)) == comparisons
    assert list(answers_of(referred)) == answers
    assert told_name(name, referred)


@given(
    st.sampled_from(Comparison), st.text(st.characters(exclude_characters="'\"", codec="utf-8"), max_size=8)
)
def test_what_is_written_from_choices_can_be_read(comparison: Comparison, answer: str) -> None:
    written = written_comparison("人数", comparison, answer)
    assert compile_condition(written).names == {"人数"}
    for word in ("and", "or"):
        both_of = joined("${A-01} = '' or ${A-03} = ''", written, word)
        assert compile_condition(both_of).names == {"人数", "A-01", "A-03"}


def test_what_is_added_leaves_the_meaning_of_what_stood_there() -> None:
    assert joined("", "${x} = 1", "and") == "${x} = 1"
    assert joined("${a} = 1 or ${b} = 1", "${c} = 1", "and") == "(${a} = 1 or ${b} = 1) and ${c} = 1"
    assert joined("${a} = 1 and ${b} = 1", "${c} = 1", "and") == "${a} = 1 and ${b} = 1 and ${c} = 1"
    assert written_comparison("x", Comparison.EQUAL, "it's") == '${x} = "it\'s"'
    assert written_comparison("x", Comparison.AT_LEAST, "2026-01-01") == "${x} >= '2026-01-01'"
    assert written_comparison("x", Comparison.AT_LEAST, "2.5") == "${x} >= 2.5"
