"""The linter's corpus: fifty sound editions pass; a fault planted in one is found at its place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from oversight.checklist import (
    FaultKind,
    builtin_editions,
    document_from_edition,
    edition_from_document,
    lint,
    lint_document,
)
from oversight.checklist.editing import places_of_items
from oversight.checklist.fault_places import faults_by_place
from oversight.checklist.lint import lint_draft
from oversight.checklist.reach import Reach
from tests.oversight.checklist.conftest import both, document_with, field, item
from tests.oversight.checklist.sound_editions import big_edition, sound_edition

Document = dict[str, Any]
SEEDS = range(50)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_edition_passes(seed: int) -> None:
    assert lint_document(sound_edition(seed)) == ()


def test_the_shipped_edition_and_a_thousand_items_pass() -> None:
    assert lint(builtin_editions()[0]) == ()
    assert lint_document(big_edition()) == ()


def _circle(document: Document, one: Document) -> None:
    one["condition"] = f"${{{one['id']}}} != 'conforming'"


def _twin(document: Document, one: Document) -> None:
    document["sections"][-1]["items"].append({**one, "title": both("別の問い")})


def _retire(document: Document, one: Document) -> None:
    document["retired"] = [{"id": one["id"], "title": both("前の問い")}]


def _set(key: str, value: Any) -> Callable[[Document, Document], None]:
    def plant(_document: Document, one: Document) -> None:
        one[key] = value

    return plant


def _drop(key: str) -> Callable[[Document, Document], None]:
    return lambda _document, one: one.pop(key)


FEW = [{"value": "a", "label": both("甲")}]
PLANTED: dict[FaultKind, list[Callable[[Document, Document], None]]] = {
    FaultKind.SCHEMA: [_set("severity", "D"), _set("answer", "song"), _set("fields", [field("n", "film")])],
    FaultKind.MISSING_TITLE: [_drop("title"), _set("title", {"en": "words"})],
    FaultKind.MISSING_SEVERITY: [_drop("severity")],
    FaultKind.MISSING_BASIS: [_drop("basis"), _set("basis", [])],
    FaultKind.DUPLICATE_ID: [_twin, _set("fields", [field("n"), field("n")])],
    FaultKind.UNKNOWN_SOURCE: [_set("basis", [{"source": "P9"}])],
    FaultKind.TWO_SAMPLES: [
        _set("fields", [field("n", sample_of=both("甲")), field("m", sample_of=both("乙"))])
    ],
    FaultKind.NO_NUMBER_FITS: [_set("fields", [field("n", minimum=9, maximum=2)])],
    FaultKind.BAD_CONDITION: [_set("condition", "${特定個人情報} ="), _set("condition", "position()")],
    FaultKind.UNKNOWN_NAME: [
        _set("condition", "${無い} = 'yes'"),
        _set("fields", [field("n", "choice", choices=[{**FEW[0], "condition": "${無い} = 1"}])]),
    ],
    FaultKind.CIRCULAR: [_circle],
    FaultKind.UNREACHABLE: [
        _set("condition", "${特定個人情報} = 'yes' and ${特定個人情報} = 'no'"),
        _set("condition", "false()"),
    ],
    FaultKind.IMPOSSIBLE_ANSWER: [
        _set("condition", "${検査方法} = 'fax'"),
        _set("fields", [field("n", "choice", choices=FEW, constraint=". = 'a' and . != 'a'")]),
    ],
    FaultKind.RETIRED_ID: [_retire],
    FaultKind.INDIVIDUAL_NUMBER: [_set("title", both("例1234 5678 9018"))],
    FaultKind.MISSING_AS_OF: [lambda document, _one: document["sources"][0].pop("as_of")],
}


def test_every_kind_of_fault_is_planted() -> None:
    assert set(PLANTED) == set(FaultKind)


@pytest.mark.parametrize("kind", FaultKind)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_planted_fault_is_found_where_it_is(kind: FaultKind, seed: int) -> None:
    random = Random(seed)
    for plant in PLANTED[kind]:
        document = sound_edition(seed)
        # what stands alone: nothing else leans on an answer that is planted over
        place, one = random.choice([*places_of_items(document)])
        one.pop("answer", None)
        _free(document, one["id"])
        plant(document, one)
        faults = lint_document(document)
        assert kind in {fault.kind for fault in faults}
        if kind is not FaultKind.MISSING_AS_OF:
            assert kind in {fault.kind for fault in faults_by_place(document, faults).get(place, ())}


def _free(document: Document, item_id: str) -> None:
    """Let nothing else speak of an item."""
    for _place, other in places_of_items(document):
        if item_id in other.get("condition", ""):
            del other["condition"]
    for section in document["sections"]:
        if item_id in section.get("repeat_count", ""):
            del section["repeat_count"]


def test_a_long_chain_of_conditions_is_walked_without_trying_every_answer() -> None:
    chain = [item("A-01"), *(item(f"A-{n:02}", f"${{A-{n - 1:02}}} = 'not_applicable'") for n in range(2, 9))]
    tried: list[None] = []
    reach = Reach(edition_from_document(document_with(*chain)), lambda: tried.append(None))
    assert all(reach.is_reachable(one["id"]) for one in chain)
    assert len(tried) < 20


def test_a_look_is_ended_by_what_it_calls_on_its_way() -> None:
    class EndedError(Exception):
        pass

    def end() -> None:
        raise EndedError

    with pytest.raises(EndedError):
        lint_document(document_from_edition(builtin_editions()[0]), end)


def test_a_draft_is_told_also_what_is_wrong_beyond_a_breach_of_the_schema() -> None:
    broken = item("A-02", "${A-09} = ''")
    del broken["basis"]
    document = document_with(item("A-01", "${無い} = 1"), broken, {"severity": "B"}, {"severity": "B"})
    found = [(fault.kind, fault.place) for fault in lint_draft(document)]
    assert (FaultKind.MISSING_BASIS, "A-02") in found
    assert (FaultKind.UNKNOWN_NAME, "A-01") in found
    assert [place for kind, place in found if kind is FaultKind.UNKNOWN_NAME] == ["A-01"]
    assert FaultKind.DUPLICATE_ID not in {kind for kind, _place in found}
    assert lint_draft(document_with(item("A-01"))) == ()
    assert lint_draft({**document, "id": "1234 5678 9018"})[0].kind is FaultKind.INDIVIDUAL_NUMBER
