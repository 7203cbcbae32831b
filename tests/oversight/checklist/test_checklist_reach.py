from __future__ import annotations

from typing import Any

import pytest

from oversight.checklist import Edition, edition_from_document, reach
from oversight.checklist.reach import is_reachable


def edition_of(make: Any, *conditions: str, **more: Any) -> Edition:
    items = [make.item(f"AAA-{number:02d}", text) for number, text in enumerate(conditions, start=1)]
    return edition_from_document(make.document_with(*items, **more))


@pytest.mark.parametrize(
    "condition",
    [
        "${特定個人情報} = 'yes'",
        "${特定個人情報} = ''",
        "${検査方法} = 'paper' and ${特定個人情報} = 'no'",
        "selected(${媒体}, 'paper') and selected(${媒体}, 'data')",
        "count-selected(${媒体}) = 0",
        "${人数} > 10 and ${人数} < 5",  # endless answers: not proven either way
        "today() < 0",
    ],
)
def test_a_condition_that_may_come_true_is_reachable(make: Any, condition: str) -> None:
    assert is_reachable(edition_of(make, condition), "AAA-01")


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "${特定個人情報} = 'true'",
        "${特定個人情報} = 'yes' and ${特定個人情報} = 'no'",
        "${検査方法} = 'letter'",
        "count-selected(${媒体}) > 2",
        "selected(${媒体}, 'film')",
    ],
)
def test_a_condition_that_never_comes_true_is_not_reachable(make: Any, condition: str) -> None:
    assert not is_reachable(edition_of(make, condition), "AAA-01")


def test_the_conditions_of_items_leaned_on_count_too(make: Any) -> None:
    edition = edition_of(
        make,
        "${特定個人情報} = 'yes'",
        "${AAA-01} = 'conforming' and ${特定個人情報} = 'no'",
        "${AAA-01} = 'conforming' and ${検査方法} = 'paper'",
    )
    assert is_reachable(edition, "AAA-01")
    assert not is_reachable(edition, "AAA-02")
    assert is_reachable(edition, "AAA-03")


def test_an_item_always_asked_may_be_leaned_on(make: Any) -> None:
    edition = edition_of(make, "", "${AAA-01} = 'not_applicable'", "${AAA-01} = 'maybe'")
    assert is_reachable(edition, "AAA-02")
    assert not is_reachable(edition, "AAA-03")


def test_a_field_has_endless_answers(make: Any) -> None:
    items = [make.item("AAA-01", fields=[make.field("count")]), make.item("AAA-02", "${AAA-01.count} = 'x'")]
    assert is_reachable(edition_from_document(make.document_with(*items)), "AAA-02")


def test_too_many_combinations_are_taken_as_reachable(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(make, "${特定個人情報} = 'maybe'")
    assert not is_reachable(edition, "AAA-01")
    monkeypatch.setattr(reach, "MOST_TRIALS", 2)
    assert is_reachable(edition, "AAA-01")


def test_a_fact_with_very_many_choices_is_taken_as_reachable(make: Any) -> None:
    choices = [{"value": f"c{number}", "label": make.both("選択肢")} for number in range(13)]
    fact = {"name": "設備", "kind": "choices", "label": make.both("設備"), "choices": choices}
    assert is_reachable(edition_of(make, "${設備} = 'none'", facts=[fact]), "AAA-01")
