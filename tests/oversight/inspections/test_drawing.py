"""A sketch as vectors comes back as it was kept, and what is no drawing is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import new_id
from oversight.errors import RefusedError
from oversight.inspections.drawing import (
    Drawing,
    DrawnMark,
    MarkKind,
    document_from_drawing,
    drawing_from_document,
)
from oversight.inspections.evidence import drawing_from_content

UNITS = st.integers(-100, 3000)
MARKS = st.builds(
    DrawnMark,
    kind=st.sampled_from(MarkKind),
    points=st.lists(st.tuples(UNITS, UNITS), min_size=1, max_size=5).map(tuple),
    width=st.sampled_from((4, 8, 16)),
    text=st.text(max_size=5),
    number=st.integers(0, 99),
)


@given(
    st.builds(
        Drawing,
        plan_id=st.none() | st.builds(new_id),
        marks=st.lists(MARKS, max_size=4).map(tuple),
        title=st.text(max_size=5),
    )
)
def test_a_drawing_comes_back_as_it_was_kept(drawing: Drawing) -> None:
    assert drawing_from_document(document_from_drawing(drawing)) == drawing


def test_its_words_are_its_labels_numbered_places_first() -> None:
    drawing = Drawing(
        marks=(
            DrawnMark(MarkKind.TEXT, ((1, 1),), text="出入口"),
            DrawnMark(MarkKind.NUMBER, ((1, 1),), text="", number=2),
            DrawnMark(MarkKind.NUMBER, ((1, 1),), text="机3番", number=1),
            DrawnMark(MarkKind.LINE, ((1, 1), (2, 2))),
            DrawnMark(MarkKind.TEXT, ((1, 1),), text=""),
        )
    )
    assert drawing.labels == ("1 机3番", "2", "出入口")
    assert drawing.next_number == 3
    assert Drawing().next_number == 1


GOOD = document_from_drawing(Drawing(marks=(DrawnMark(MarkKind.LINE, ((1, 2), (3, 4))),)))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**GOOD, "width": "wide"},
        {**GOOD, "plan": "no plan"},
        {**GOOD, "marks": [{**GOOD["marks"][0], "points": []}]},
        {**GOOD, "marks": [{**GOOD["marks"][0], "points": [1]}]},
        {**GOOD, "marks": [{**GOOD["marks"][0], "kind": "blot"}]},
        {**GOOD, "marks": None},
    ],
)
def test_what_is_no_drawing_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        drawing_from_document(document)


def test_bytes_that_are_no_json_are_refused() -> None:
    with pytest.raises(RefusedError):
        drawing_from_content(b"\x89PNG")
