"""What changes between two editions is told line by line, and nothing that does not change is."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.checklist import builtin_editions, document_from_edition, edition_from_document
from oversight.checklist.differences import Difference, DifferenceKind, differences
from tests.oversight.checklist.conftest import both, document_with, field, item

Kind = DifferenceKind


def told(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    return list(differences(edition_from_document(old), edition_from_document(new)))


def items(*ids: str) -> dict[str, Any]:
    return document_with(*(item(one) for one in ids))


def test_an_edition_does_not_differ_from_itself() -> None:
    edition = builtin_editions()[0]
    assert differences(edition, edition) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("A-01", "A-02"), ("A-01", "A-02", "A-03"), [(Kind.ADDED, "A-03")]),
        (("A-01", "A-02"), ("A-02",), [(Kind.REMOVED, "A-01")]),
        (("A-01", "A-02", "A-03"), ("A-03", "A-01", "A-02"), [(Kind.MOVED, "A-03")]),
        (("A-01", "A-02", "A-03"), ("A-02", "A-03", "A-01"), [(Kind.MOVED, "A-01")]),
    ],
)
def test_items_come_go_and_move(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[tuple[Kind, str]]
) -> None:
    assert [(one.kind, one.place) for one in told(items(*old), items(*new))] == expected


@given(st.permutations(["A-01", "A-02", "A-03", "A-04", "A-05"]))
def test_only_what_has_to_move_is_told_to_move(order: list[str]) -> None:
    before = ["A-01", "A-02", "A-03", "A-04", "A-05"]
    moved = {one.place for one in told(items(*before), items(*order))}
    assert [one for one in order if one not in moved] == [one for one in before if one not in moved]
    assert len(moved) < len(before)


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("title", both("別の題名"), "題名"),
        ("look_at", both("別のもの"), "確認すること"),
        ("basis", [{"source": "I"}], "根拠"),
        ("severity", "A", "重大性"),
        ("condition", "${特定個人情報} = 'yes'", "条件"),
        ("fields", [field("count")], "あわせて尋ねること"),
    ],
)
def test_what_changed_of_an_item_is_told_with_before_and_after(key: str, value: Any, what: str) -> None:
    new = items("A-01", "A-02")
    new["sections"][0]["items"][0][key] = value
    (one,) = told(items("A-01", "A-02"), new)
    assert (one.kind, one.place, one.what) == (Kind.CHANGED, "A-01", what)
    assert one.before != one.after


def test_an_item_that_changes_its_section_says_from_where_to_where() -> None:
    old = items("A-01", "A-02")
    old["sections"].append({"id": "B", "title": both("次の区分"), "items": [item("B-01")]})
    new = copy.deepcopy(old)
    new["sections"][1]["items"].append(new["sections"][0]["items"].pop(0))
    (one,) = told(old, new)
    assert (one.kind, one.place, one.before, one.after) == (Kind.MOVED, "A-01", "区分", "次の区分")


def test_sections_come_go_change_and_move() -> None:
    old = items("A-01")
    for name in ("B", "C"):
        section = {"id": name, "title": both(name), "items": [item(f"{name}-01")]}
        old["sections"].append(section)
    new = copy.deepcopy(old)
    new["sections"].insert(0, new["sections"].pop(2))
    new["sections"][1]["title"] = both("新しい区分")
    new["sections"][1]["repeats"] = True
    found = told(old, new)
    assert [(one.kind, one.place, one.what) for one in found] == [
        (Kind.MOVED, "C", ""),
        (Kind.CHANGED, "AAA", "題名"),
        (Kind.CHANGED, "AAA", "繰り返し"),
    ]
    dropped = copy.deepcopy(old)
    del dropped["sections"][1]
    assert {(one.kind, one.place) for one in told(old, dropped)} == {
        (Kind.REMOVED, "B"),
        (Kind.REMOVED, "B-01"),
    }
    assert {(one.kind, one.place) for one in told(dropped, old)} == {(Kind.ADDED, "B"), (Kind.ADDED, "B-01")}


def _item_with(fields: list[dict[str, Any]]) -> dict[str, Any]:
    return item("A-01", fields=fields) if fields else item("A-01")


@pytest.mark.parametrize(
    ("old", "new", "retyped"),
    [
        ([field("a")], [field("a", "text")], True),
        ([field("a")], [], True),
        ([field("a")], [field("a"), field("b")], False),
        ([field("a")], [field("a", need="advised")], False),
    ],
)
def test_it_is_told_where_earlier_answers_may_not_fit(
    old: list[dict[str, Any]], new: list[dict[str, Any]], retyped: bool
) -> None:
    before, after = (document_with(_item_with(fields)) for fields in (old, new))
    (one,) = told(before, after)
    assert one.is_retyped is retyped


def test_the_way_to_answer_counts_as_another_type() -> None:
    before = document_with(item("A-01", fields=[field("value")]))
    after = document_with(item("A-01", fields=[field("value")], answer="value"))
    (one,) = told(before, after)
    assert (one.what, one.is_retyped) == ("答え方", True)


def test_title_and_rules_are_told() -> None:
    old = document_from_edition(builtin_editions()[0])
    new = copy.deepcopy(old)
    new["title"]["ja"] = "別の点検表"
    new["rules"]["reason_on_not_applicable"] = False
    assert [(one.part.value, one.what or one.title) for one in told(old, new)] == [
        ("title", "題名"),
        ("rules", "記録がそろったとみなす決まり"),
    ]


def test_every_sign_of_a_field_is_told() -> None:
    before = document_with(item("A-01", fields=[field("a")]))
    rich = field(
        "a",
        unit=both("件"),
        sample_of=both("母数の名"),
        decimals=0,
        minimum=1,
        maximum=9,
        constraint=". != 3",
    )
    choice = field(
        "b", "choice", "advised", choices=[{"value": "x", "label": both("甲"), "condition": "true()"}]
    )
    fine = field("c", decimals=2)
    (one,) = told(before, document_with(item("A-01", fields=[rich, choice, fine])))
    for sign in ("件", "母数: 母数の名", "1以上", "9以下", ". != 3", "甲[true()]", "任意", "小数2桁まで"):
        assert sign in one.after
