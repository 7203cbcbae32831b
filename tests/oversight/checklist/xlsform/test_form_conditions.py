"""Conditions of a form mean in an edition what they mean in ODK; what cannot be read is taken out by name."""

from __future__ import annotations

import datetime as dt

import pytest

from oversight.checklist import AnswerGiven, edition_from_document, relevant_items
from oversight.checklist.allowed import offered_choices, parts_owed
from oversight.checklist.logic import Relevance
from oversight.checklist.unrolling import unroll
from oversight.checklist.xlsform import FormRead
from tests.oversight.checklist.xlsform.forms import edition_of, form, read, refused, sentence_at

HEAD = "type | name | label | relevant"


def condition_of(found: FormRead, name: str) -> str:
    item = edition_from_document(found.document).find_item(name)
    assert item is not None
    return item.condition


def test_calculations_are_put_where_they_are_asked() -> None:
    rows = [
        f"{HEAD} | calculation",
        "integer | a | A | |",
        "calculate | double | | | ${a} * 2",
        "calculate | more | | | ${double} + 1",
        "integer | shown | 合計 | | ${a} + 1",
        "text | b | B | ${more} > 10 |",
    ]
    found = read(form(rows))
    assert condition_of(found, "b") == "((${a} * 2) + 1) > 10"
    assert found.question_count == 2
    assert "式の中に書き込みました" in sentence_at(found, 3)
    assert "式の中に書き込みました" in sentence_at(found, 5)


def test_calculations_in_a_circle_are_refused_with_their_names() -> None:
    rows = [
        f"{HEAD} | calculation",
        "calculate | a | | | ${b} + 1",
        "calculate | b | | | ${a} + 1",
        "text | c | C | ${a} > 1 |",
    ]
    notes = refused(form(rows))
    assert any("a → b → a" in note.sentence and note.row == 2 for note in notes)


def test_conditions_in_a_circle_are_refused() -> None:
    rows = [HEAD, "text | a | A | ${b} = '1'", "text | b | B | ${a} = '1'"]
    notes = refused(form(rows))
    assert [note.sheet for note in notes] == ["survey"]
    assert "堂々巡り" in notes[0].sentence
    assert (notes[0].row, notes[0].name) in ((2, "a"), (3, "b"))


def test_a_calculation_that_swells_is_left_out() -> None:
    rows = [f"{HEAD} | calculation", "integer | c0 | A | |"]
    rows += [f"calculate | c{n} | | | ${{c{n - 1}}} + ${{c{n - 1}}}" for n in range(1, 60)]
    found = read(form([*rows, "text | b | B | ${c59} > 1 |"]))
    assert condition_of(found, "b") == ""
    assert "長すぎます" in sentence_at(found, 62)


@pytest.mark.parametrize(
    ("relevant", "reason"),
    [
        ("pulldata('x', 'y', 'z', ${a}) = '1'", "pulldata()"),
        ("once(${a}) = '1'", "once()"),
        ("jr:choice-name(${a}, '${a}') = 'x'", "choice-name()"),
        ("${g} = 1", "「g」はグループです"),
        ("${n} = 1", "「n」は説明（note）です"),
        ("${place} != ''", "「place」は取り込まれません"),
        ("${last-saved#a} = '1'", "last-saved#a"),
        ("/data/a = '1'", "使えない書き方"),
        ("instance('x')/root/item[name = 1]/y = 1", "instance()"),
        (". = '1'", "使えない書き方"),
        ("${a} = 'お", "読めません"),
        ("${unread} = 1", "計算「unread」を読めません"),
        ("selected(${pick}, 'z')", "選べる答えの中にありません"),
        ("${pick} = 'z'", "選べる答えの中にありません"),
        ("${pick} = 'x' and ${pick} = 'y'", "決して尋ねられません"),
    ],
)
def test_a_condition_nobody_can_read_is_taken_out_by_name(relevant: str, reason: str) -> None:
    rows = [
        f"{HEAD} | calculation",
        "begin group | g | G | |",
        "text | a | A | |",
        "end group",
        "note | n | N | |",
        "geopoint | place | P | |",
        "calculate | unread | | | uuid()",
        "select_one xs | pick | X | |",
        f"text | b | B | {relevant} |",
    ]
    found = read(form(rows, ["list_name | name | label", "xs | x | X", "xs | y | Y"]))
    assert condition_of(found, "b") == ""
    assert reason in sentence_at(found, 9)
    assert "この条件を外しました" in sentence_at(found, 9)


def test_a_readable_condition_of_a_group_stays_beside_one_that_is_taken_out() -> None:
    rows = [
        HEAD,
        "text | a | A |",
        "begin group | g | G | ${a} = '1'",
        "text | b | B | random() > 0.5",
        "end group",
    ]
    assert condition_of(read(form(rows)), "b") == "${a} = '1'"


def test_functions_of_odk_are_read() -> None:
    rows = [
        HEAD,
        "text | a | A |",
        "text | b | B | round(${a}, 1) > 2 and selected-at(${a}, 0) = 'x' and min(${a}, 1) < 5",
    ]
    found = read(form(rows))
    assert condition_of(found, "b").startswith("round(${a}, 1)")
    assert found.notes == ()


def test_a_constraint_nobody_can_read_or_keep_is_taken_out_by_name() -> None:
    rows = [
        "type | name | label | constraint",
        "text | a | A | digest(., 'MD5') = 'x'",
        "select_one xs | b | B | . = 'z'",
        "select_one xs | c | C | . != 'x' and . != 'y'",
        "image | d | D | . != ''",
    ]
    found = read(form(rows, ["list_name | name | label", "xs | x | X", "xs | y | Y"]))
    fields = [item.fields[0] for item in edition_from_document(found.document).items]
    assert [field.constraint for field in fields] == ["", "", "", ""]
    assert all("制約を外しました" in sentence_at(found, row) for row in (2, 3, 4, 5))


CHOICES = [
    "list_name | name | label | grade | part-of",
    "xs | x | X | 1 | it's",
    "xs | y | Y | 2 |",
    'xs | z | Z | 2 | a "b" it\'s',
]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("grade = ${a}", ["'1' = ${a}", "'2' = ${a}", "'2' = ${a}"]),
        ("part-of=${a}", ['"it\'s"=${a}', "''=${a}", """concat('a "b" it', "'", 's')=${a}"""]),
        ("${a} = 'grade' or name = ${a}", ["${a} = 'grade' or 'x' = ${a}", "${a} = 'grade' or 'y' = ${a}"]),
        ("label = 'X' or ${a} = label", ["'X' = 'X' or ${a} = 'X'", "'Y' = 'X' or ${a} = 'Y'"]),
        ("grade = 1", ["", None, None]),
        ("true()", ["", "", ""]),
    ],
)
def test_a_filter_is_asked_with_the_columns_of_each_choice(text: str, conditions: list[str | None]) -> None:
    rows = ["type | name | label | choice_filter", "text | a | A |", f"select_one xs | b | B | {text}"]
    found = read(form(rows, CHOICES))
    offered = {
        one.value: one.condition for one in edition_from_document(found.document).items[1].fields[0].choices
    }
    for value, condition in zip("xyz", conditions, strict=False):
        assert offered.get(value) == condition
    if None in conditions:
        assert "成り立つことのない" in sentence_at(found, 3, "choices")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("grade = pulldata('x', 'y', 'z', 'w')", "pulldata()"),
        ("nowhere = ${a}", "使えない書き方"),
        ("grade = 7", "合う選択肢が1つもありません"),
        ("${b} = 'q'", "選べる答えの中にありません"),
    ],
)
def test_a_filter_nobody_can_read_offers_all_choices(text: str, reason: str) -> None:
    rows = [
        "type | name | label | choice_filter",
        "text | a | A |",
        "select_one ys | b | B |",
        f"select_one xs | c | C | {text}",
    ]
    found = read(form(rows, [*CHOICES, "ys | p | P | |"]))
    choices = edition_from_document(found.document).items[2].fields[0].choices
    assert [(one.value, one.condition) for one in choices] == [("x", ""), ("y", ""), ("z", "")]
    assert reason in sentence_at(found, 4)


def test_a_form_in_two_languages_with_repeats_answers_as_its_form_says() -> None:
    rows = [
        "type | name | label::ja | label::en | relevant | repeat_count | constraint | choice_filter",
        "integer | rooms | 部屋の数 | Rooms | | | . >= 0 and . <= 9 |",
        "select_one yes_no | paper | 紙がある | Paper | | | |",
        "begin repeat | room | 部屋 | Room | ${rooms} > 0 | ${rooms} | |",
        "select_one locks | lock | 錠 | Lock | ${paper} = 'yes' | | |",
        "text | why | 理由 | Why | ${lock} = 'none' | | |",
        "select_one fixes | fix | 手当て | Fix | ${lock} != '' | | | for = ${lock}",
        "end repeat",
        "text | end | 終わり | End | count(${room}) > 1 | | |",
    ]
    choices = [
        "list_name | name | label::日本語 (ja) | label::English (en) | for",
        "yes_no | yes | はい | Yes |",
        "yes_no | no | いいえ | No |",
        "locks | none | なし | None |",
        "locks | key | 鍵 | Key |",
        "fixes | buy | 買う | Buy | none",
        "fixes | keep | 続ける | Keep | key",
    ]
    edition = edition_of(form(rows, choices))
    answers = {
        "rooms": AnswerGiven("rooms", values={"value": 2}),
        "paper": AnswerGiven("paper", values={"value": "yes"}),
        "lock": AnswerGiven("lock", values={"value": "key"}),
        "lock#2": AnswerGiven("lock#2", values={"value": "none"}),
    }
    assert parts_owed(edition, Relevance(edition, {}, answers)) == {"room": 2}
    rooms = unroll(edition, {"room": 2})
    assert [section.title.en for section in rooms.sections][1:3] == ["Room (1)", "Room (2)"]
    asked = relevant_items(rooms, {}, answers, today=dt.date(2026, 12, 1))
    assert asked == {"rooms", "paper", "lock", "fix", "lock#2", "why#2", "fix#2", "end"}
    relevance = Relevance(rooms, {}, answers)
    for item_id, value in (("fix", "keep"), ("fix#2", "buy")):
        item = rooms.find_item(item_id)
        assert item is not None
        assert [one.value for one in offered_choices(item.fields[0], relevance)] == [value]
    no_paper = {**answers, "paper": AnswerGiven("paper", values={"value": "no"})}
    assert relevant_items(rooms, {}, no_paper) == {"rooms", "paper", "end"}
