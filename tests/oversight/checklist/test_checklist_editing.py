"""Changing the document of a draft: nothing is lost, ids stay apart, what speaks of an item follows it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.checklist import builtin_editions, document_from_edition, edition_from_document, lint_document
from oversight.checklist.editing import (
    HEAD,
    Place,
    duplicated,
    is_there,
    item_renamed,
    items_of,
    moved,
    next_field_id,
    next_item_id,
    next_section_id,
    part_at,
    places_of_items,
    retired,
    section_renamed,
    step,
    taken_back,
    used_ids,
    with_item_added,
    with_part,
    with_section_added,
    without,
)
from tests.oversight.checklist.conftest import both, document_with, field, item

SMALL = document_with(
    item("A-01"),
    item("A-02", "${A-01} = 'conforming'"),
    item("A-03", "${A-02.count} > 1 and ${特定個人情報} != 'A-02'"),
)
SMALL["sections"].append({"id": "BBB", "title": both("次"), "items": [item("B-01")], "repeats": True})
SMALL["sections"].append({"id": "C-C", "title": both("空"), "items": []})


def order(document: Any) -> list[list[str]]:
    return [[one["id"] for one in section["items"]] for section in document["sections"]]


@st.composite
def laid_out(draw: st.DrawFn) -> dict[str, Any]:
    """A document of some sections with some items each; an id stands once."""
    sizes = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    sections = [
        {
            "id": f"S{at}",
            "title": both(f"区分{at}"),
            "items": [item(f"S{at}-{number:02}") for number in range(1, size + 1)],
        }
        for at, size in enumerate(sizes)
    ]
    return {**document_with(), "sections": sections}


@given(laid_out(), st.data())
def test_a_move_loses_and_doubles_nothing_and_ends_where_it_says(document: Any, data: st.DataObject) -> None:
    places = [place for place, _item in places_of_items(document)]
    places += [Place(at) for at in range(len(document["sections"]))]
    place = data.draw(st.sampled_from(places))
    before, part = copy.deepcopy(document), part_at(document, place)
    to = data.draw(st.sampled_from([one for one in places if one.is_section == place.is_section]))
    after, at = moved(document, place, to)
    assert document == before
    assert used_ids(after) == used_ids(before)
    assert sum(map(len, order(after))) == sum(map(len, order(before)))
    assert part_at(after, at) == part


@given(laid_out(), st.data(), st.sampled_from([-1, 1]))
def test_a_step_there_and_back_is_no_change(document: Any, data: st.DataObject, by: int) -> None:
    places = [place for place, _item in places_of_items(document)]
    places += [Place(at) for at in range(len(document["sections"]))]
    place = data.draw(st.sampled_from(places))
    to = step(document, place, by)
    if to is None:
        return
    there, at = moved(document, place, to)
    back = step(there, at, -by)
    assert back is not None
    assert moved(there, at, back)[0] == document


@given(laid_out(), st.data())
def test_a_proposed_id_was_never_used(document: Any, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(document["sections"]) - 1))
    for place, _item in list(places_of_items(document))[:2]:
        document = retired(document, Place(place.section, 0), "", used_ids(document))
    used = used_ids(document)
    proposed = next_item_id(document, at)
    assert proposed not in used
    after, place = with_item_added(document, Place(at), item(proposed))
    assert part_at(after, place)["id"] == proposed
    assert next_item_id(after, at) not in used_ids(after)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_a_renamed_item_is_followed_and_the_edition_stays_sound(data: st.DataObject) -> None:
    document = document_from_edition(builtin_editions()[0])
    places = [place for place, _item in places_of_items(document)]
    place = data.draw(st.sampled_from(places))
    after = item_renamed(document, place, "NEW-99")
    assert lint_document(after) == ()
    old = part_at(document, place)["id"]
    assert item_renamed(after, place, old) == document


def test_what_speaks_of_an_item_or_its_field_follows_its_name_and_quoted_texts_do_not() -> None:
    after = item_renamed(SMALL, Place(0, 1), "X-1")
    assert part_at(after, Place(0, 2))["condition"] == "${X-1.count} > 1 and ${特定個人情報} != 'A-02'"
    assert part_at(SMALL, Place(0, 1))["id"] == "A-02"
    assert (
        part_at(item_renamed(SMALL, Place(0, 0), "X-1"), Place(0, 1))["condition"] == "${X-1} = 'conforming'"
    )


def test_choices_constraints_and_counts_follow_too() -> None:
    asked = field("how", "choice", choices=[{"value": "a", "label": both("甲"), "condition": "${A-01} = ''"}])
    asked["constraint"] = ". != ${A-01}"
    document = document_with(item("A-01"), item("A-02", fields=[asked]))
    document["sections"].append(
        {
            "id": "R",
            "title": both("室"),
            "items": [item("R-01", "${R} > 1")],
            "repeats": True,
            "repeat_count": "${A-01.n}",
        }
    )
    after = item_renamed(document, Place(0, 0), "Z")
    told = part_at(after, Place(0, 1))["fields"][0]
    assert (told["choices"][0]["condition"], told["constraint"]) == ("${Z} = ''", ". != ${Z}")
    assert part_at(after, Place(1))["repeat_count"] == "${Z.n}"
    assert part_at(section_renamed(after, Place(1), "ROOM"), Place(1, 0))["condition"] == "${ROOM} > 1"


def test_what_has_no_id_yet_is_named_without_touching_the_rest() -> None:
    document = document_with({"title": both("無番")}, item("A-01", "${A-02} = ''"))
    assert part_at(item_renamed(document, Place(0, 0), "N-1"), Place(0, 1)) == part_at(document, Place(0, 1))
    sections = {**document, "sections": [{"items": []}]}
    assert part_at(section_renamed(sections, Place(0), "S"), Place(0))["id"] == "S"


def test_a_retired_item_is_noted_with_its_reason_and_comes_back() -> None:
    after = retired(SMALL, Place(0, 1), "要領の改正", {"A-02"})
    assert order(after) == [["A-01", "A-03"], ["B-01"], []]
    assert after["retired"] == [{"id": "A-02", "title": both("題名", "Title"), "reason": "要領の改正"}]
    back, place = taken_back(after, part_at(SMALL, Place(0, 1)), 0)
    assert place == Place(0, 2)
    assert "retired" not in back
    twice = retired(after, Place(0, 0), "", {"A-01"})
    assert [one["id"] for one in taken_back(twice, item("A-02"), 1)[0]["retired"]] == ["A-01"]


def test_an_item_no_edition_ever_had_leaves_no_trace() -> None:
    assert "retired" not in retired(SMALL, Place(0, 1), "", {"A-01"})


def test_a_whole_section_is_retired_with_its_items() -> None:
    after = retired(SMALL, Place(0), "", {"A-01", "A-02", "A-03"})
    assert [one["id"] for one in after["retired"]] == ["A-01", "A-02", "A-03"]
    assert order(after) == [["B-01"], []]


def test_the_next_number_is_above_all_that_were_used_also_by_retired_ones() -> None:
    document = {**SMALL, "retired": [{"id": "A-17", "title": both("古い")}]}
    assert next_item_id(document, 0) == "A-18"
    assert next_item_id(document, 1) == "B-02"
    assert next_item_id(document, 2) == "C-C-01"
    assert next_item_id({**document, "sections": [{"id": "1.2", "items": []}]}, 0) == "ITEM-01"
    assert next_section_id(document) == "SEC-1"
    assert next_field_id([{"id": "field_1"}, {"id": "other"}]) == "field_2"


def test_a_copy_of_an_item_stands_after_it_under_an_id_of_its_own() -> None:
    after, place = duplicated(SMALL, Place(0, 0))
    assert place == Place(0, 1)
    assert order(after)[0] == ["A-01", "A-04", "A-02", "A-03"]
    assert part_at(after, place)["title"] == part_at(SMALL, Place(0, 0))["title"]


def test_sections_are_added_and_taken_out() -> None:
    after, place = with_section_added(SMALL, 0, {"id": "NEW", "title": both("新"), "items": []})
    assert [one["id"] for one in after["sections"]] == ["AAA", "NEW", "BBB", "C-C"]
    assert without(after, place) == SMALL


def test_the_head_is_the_document_itself() -> None:
    assert part_at(SMALL, HEAD) == SMALL
    assert with_part(SMALL, HEAD, {**SMALL, "title": both("別")})["title"] == both("別")
    assert step(SMALL, HEAD, 1) is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [(HEAD, True), (Place(0), True), (Place(0, 2), True), (Place(0, 3), False), (Place(3), False)],
)
def test_what_stands_nowhere_is_told(place: Place, expected: bool) -> None:
    assert is_there(SMALL, place) is expected


def test_an_item_at_the_end_of_all_goes_no_further() -> None:
    assert step(SMALL, Place(0, 0), -1) is None
    assert step(SMALL, Place(2), 1) is None
    assert step(SMALL, Place(0, 2), 1) == Place(1, 0)
    assert items_of(part_at(SMALL, Place(2))) == []


def test_the_document_of_a_shipped_edition_is_read_the_same_after_a_move() -> None:
    edition = builtin_editions()[0]
    document = document_from_edition(edition)
    there, place = moved(document, Place(0, 0), Place(1, 0))
    assert edition_from_document(moved(there, place, Place(0, 0))[0]) == edition
