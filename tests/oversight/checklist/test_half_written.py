"""A draft half written is read without a fault; one that is whole is read as it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.checklist import FieldKind, Severity, builtin_editions, document_from_edition, lint_document
from oversight.checklist.editing import HEAD, Place
from oversight.checklist.fault_places import FaultPlaces, faults_by_place
from oversight.checklist.faults import FaultKind, LintFault
from oversight.checklist.half_written import edition_as_written, edition_of_one
from tests.oversight.checklist.conftest import both, document_with, field, item


def test_a_whole_document_is_read_as_it_is() -> None:
    edition = builtin_editions()[0]
    assert edition_as_written(document_from_edition(edition)) == edition


def test_what_is_missing_is_blank() -> None:
    edition = edition_as_written({"sections": [{"items": [{"fields": [{"kind": "film"}]}]}], "facts": [{}]})
    (only,) = edition.items
    assert (only.id, only.title.ja, only.severity, only.basis) == ("", "", Severity.C, ())
    assert only.fields[0].kind is FieldKind.TEXT
    assert edition.title.ja == ""
    assert edition_as_written({}).items == ()


@given(st.data())
def test_no_part_that_is_taken_away_makes_it_fall(data: st.DataObject) -> None:
    asked = field("n", "choice", choices=[{"value": "a", "label": both("甲")}], constraint_message=both("否"))
    document: Any = document_with(item("A-01", fields=[asked]), retired=[{"id": "Z", "title": both("古")}])
    here: Any = document
    for _depth in range(data.draw(st.integers(1, 8))):
        steps = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not steps:
            break
        step = data.draw(st.sampled_from(steps))
        if not isinstance(here[step], dict | list) or data.draw(st.booleans()):
            del here[step]
            break
        here = here[step]
    edition_as_written(document)


def test_one_item_alone_keeps_the_sources() -> None:
    document = document_with(item("A-01"), item("A-02"))
    edition = edition_of_one(document, document["sections"][0]["items"][1])
    assert [one.id for one in edition.items] == ["A-02"]
    assert edition.find_source("P1") is not None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("A-02", Place(0, 1)),
        ("A-02 count", Place(0, 1)),
        ("A-02.count", Place(0, 1)),
        ("AAA", Place(0)),
        ("AAA items 2", Place(0, 1)),
        ("sections 1 items 2 title ja", Place(0, 1)),
        ("sections 1 title", Place(0)),
        ("nowhere items 2", HEAD),
        ("P1 as_of", HEAD),
        ("点検表", HEAD),
    ],
)
def test_a_fault_leads_to_its_place(place: str, expected: Place) -> None:
    document = document_with(item("A-01"), item("A-02"))
    assert FaultPlaces(document).place_of(LintFault(FaultKind.SCHEMA, place, "")) == expected


def test_faults_the_linter_finds_lead_to_where_they_were_planted() -> None:
    bad = item("A-02", "${無い} = 'yes'")
    document = document_with(item("A-01"), bad)
    found = faults_by_place(document, lint_document(document))
    assert {place: [one.kind for one in faults] for place, faults in found.items()} == {
        Place(0, 1): [FaultKind.UNKNOWN_NAME]
    }
    del bad["basis"], bad["id"]
    found = faults_by_place(document, lint_document(document))
    assert set(found) == {Place(0, 1)}


def test_of_two_items_with_one_id_the_first_is_gone_to() -> None:
    document = document_with(item("A-01"), item("A-01"))
    assert set(faults_by_place(document, lint_document(document))) == {Place(0, 0)}
