"""Fields are read by their question's kind; what cannot be read is kept as written, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.report_form.answers import (
    Answer,
    Answers,
    Cell,
    TableRow,
    answers_from_document,
    document_from_answers,
    list_missing,
    read_answer,
    read_answers,
    shown_value,
)
from oversight.report_form.questions import Question, current_set
from oversight.words import speaking

CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.dates()
    | st.datetimes()
)


def question(question_id: str) -> Question:
    found = current_set().find_question(question_id)
    assert found is not None
    return found


@pytest.mark.parametrize("written", ["1200", "１，２００", "1,200件", 1200, 1200.0, " 1200 "])
def test_a_count_is_read_in_every_way_people_write_it(written: Cell) -> None:
    assert read_answer(question("received"), written) == Answer(1200)


@pytest.mark.parametrize("written", ["約1200", "-3", "1.5", "十二", 0.5, "12件くらい", "１，２"])
def test_a_count_that_is_none_is_kept_as_written(written: Cell) -> None:
    assert read_answer(question("received"), written).unread == str(written)


@pytest.mark.parametrize("written", ["2026/10/30", "令和8年10月30日", "R8.10.30", dt.date(2026, 10, 30)])
def test_a_day_is_read_in_every_way_people_write_it(written: Cell) -> None:
    assert read_answer(question("logs_on"), written) == Answer("2026-10-30")
    assert read_answer(question("logs_on"), dt.datetime(2026, 10, 30, 0, 0)) == Answer("2026-10-30")  # noqa: DTZ001


def test_a_day_that_is_none_is_kept_as_written() -> None:
    assert read_answer(question("logs_on"), "毎週月曜").unread == "毎週月曜"


@pytest.mark.parametrize("written", ["変更あり", "変更 あり", "changed", "yes"])
def test_a_choice_is_known_by_its_words_or_its_value(written: str) -> None:
    assert read_answer(question("workers_changed"), written) == Answer("yes")
    assert read_answer(question("workers_changed"), "たぶん").unread == "たぶん"


@pytest.mark.parametrize("tick", ["該当なし", "○", "Yes", True, "レ"])
def test_nothing_of_the_kind_is_an_answer_of_its_own(tick: Cell) -> None:
    assert read_answer(question("returned"), None, tick) == Answer(is_nil=True)
    assert read_answer(question("returned"), "該当なし") == Answer(is_nil=True)


def test_both_an_answer_and_nothing_cannot_be_read() -> None:
    answer = read_answer(question("returned"), "3", "該当なし")
    assert "3" in answer.unread
    assert answer.value is None


def test_nothing_of_the_kind_is_no_answer_where_it_is_not_offered() -> None:
    assert read_answer(question("workers_count"), "該当なし").unread == "該当なし"
    assert list_missing(current_set(), Answers({"workers_count": Answer(unread="該当なし")}))


def test_a_count_of_nothing_is_kept_as_an_answer() -> None:
    answers = Answers({"copies": Answer(0)}, {"media": (TableRow({"name": "紙", "received": 0}),)})
    assert answers_from_document(document_from_answers(answers)) == answers


def test_an_empty_field_is_no_answer() -> None:
    assert read_answer(question("received"), "  ", "") == Answer()


def test_rows_are_read_with_what_the_city_had_written() -> None:
    fields: dict[str, Cell] = {
        "workers.0.name": "髙橋",
        "workers.0.known": True,
        "workers.0.left_on": "2026/10/3",
        "workers.2.name": "新田",
        "workers.2.trained_on": "先月",
        "workers.3.name": "",
        "media.0.received": "該当なし",
        "media.1.received": "１２",
        "other.0.name": "x",
    }
    answers = read_answers(current_set(), fields)
    assert answers.rows("workers") == (
        TableRow({"name": "髙橋", "left_on": "2026-10-03"}, is_known=True),
        TableRow({"name": "新田"}, unread={"trained_on": "先月"}),
    )
    assert answers.rows("media") == (TableRow({"received": 12}),)
    assert answers.rows("workers")[0].day("left_on") == dt.date(2026, 10, 3)


def test_counts_are_told_from_nothing_and_from_no_answer() -> None:
    answers = Answers({"received": Answer(5), "returned": Answer(is_nil=True), "notes": Answer("x")})
    assert [answers.number(name) for name in ("received", "returned", "notes", "copies")] == [
        5,
        0,
        None,
        None,
    ]


@given(
    st.dictionaries(st.sampled_from([each.id for each in current_set().questions]), st.tuples(CELLS, CELLS))
)
def test_whatever_is_written_is_read_without_an_error_and_kept_by_the_store(
    given_cells: dict[str, tuple[Cell, Cell]],
) -> None:
    fields: dict[str, Cell] = {}
    for name, (cell, nil) in given_cells.items():
        fields[name] = cell
        fields[f"{name}.nil"] = nil
        fields[f"workers.0.{name}"] = cell
        fields["workers.0.name"] = nil
    answers = read_answers(current_set(), fields)
    assert answers_from_document(document_from_answers(answers)) == Answers(
        answers.answers, {name: rows for name, rows in answers.tables.items() if rows}
    )
    for each in current_set().questions:
        answers.of(each.id).shown(each)


def test_answers_are_shown_in_the_offices_words() -> None:
    assert shown_value(question("received"), 1200) == "1,200件"
    assert shown_value(question("logs_on"), "2026-10-30") == "令和8年10月30日"
    assert shown_value(question("incident"), "no") == "なし"
    assert shown_value(question("incident"), "other") == "other"
    assert shown_value(question("notes"), None) == ""
    assert Answer(is_nil=True).shown(question("received")) == "該当なし"
    assert Answer(unread="約3").shown(question("received")) == "約3"
    assert Answer("済").shown(question("notes")) == "済"
    with speaking("en"):
        assert shown_value(question("received"), 1200) == "1,200 records"
