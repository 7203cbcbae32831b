"""Whatever forms and editions are made up: sound ones come in, others are refused, editions come back."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from oversight.checklist import edition_from_document, lint, lint_document
from oversight.checklist.xlsform import read_xlsform, write_xlsform
from oversight.errors import RefusedError
from tests.oversight.checklist.conftest import document_with
from tests.oversight.checklist.xlsform.forms import TODAY, read, workbook

SLOW = settings(max_examples=40, deadline=None)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn", "Nd")), min_size=1, max_size=20
).filter(lambda text: text.strip() != "")
PLAIN = WORDS.filter(lambda text: "${" not in text)
"""Words of forms from outside: an answer put into them would have to be there."""
NAMES = [f"q{number}" for number in range(12)]
TYPES = [
    "text",
    "integer",
    "decimal",
    "date",
    "image",
    "select_one xs",
    "select_multiple xs",
    "time",
    "range",
]


@st.composite
def conditions(draw: st.DrawFn, names: list[str]) -> str:
    if not names:
        return ""
    name = draw(st.sampled_from(names))
    shape = draw(
        st.sampled_from(
            ["", "${%s} = 'x'", "not(selected(${%s}, 'y'))", "count-selected(${%s}) > 1", "${%s} != ''"]
        )
    )
    return shape % name if shape else ""


@st.composite
def sound_forms(draw: st.DrawFn) -> bytes:
    """Make a form whose questions ask only for what stands before them."""
    rows: list[list[object]] = [
        ["type", "name", "label::ja", "label::en", "relevant", "required", "constraint"]
    ]
    asked: list[str] = []
    depth: list[str] = []
    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        kind = draw(st.sampled_from(["group", "repeat", "end", "none", "none"]))
        if kind in ("group", "repeat") and len(depth) < 3:
            rows.append([f"begin {kind}", f"g_{name}", draw(PLAIN), "", draw(conditions(asked))])
            depth.append(kind)
        elif kind == "end" and depth:
            rows.append([f"end {depth.pop()}"])
        type_, required = draw(st.sampled_from(TYPES)), draw(st.sampled_from(["yes", ""]))
        constraint = draw(st.sampled_from(["", ". != ''", ". >= 0 and . <= 9"]))
        rows.append([type_, name, draw(PLAIN), draw(PLAIN), draw(conditions(asked)), required, constraint])
        asked.append(name)
    rows += [[f"end {kind}"] for kind in reversed(depth)]
    choices = [["list_name", "name", "label::ja"], ["xs", "x", draw(PLAIN)], ["xs", "y", draw(PLAIN)]]
    return workbook({"survey": rows, "choices": choices})


@SLOW
@given(sound_forms())
def test_a_sound_form_comes_in_and_goes_out_the_same(content: bytes) -> None:
    found = read(content)
    written = write_xlsform(edition_from_document(found.document))
    assert convert(written.content).xform
    assert edition_from_document(read(written.content).document) == edition_from_document(found.document)


JUNK = st.one_of(
    st.sampled_from(
        [
            "type",
            "name",
            "label",
            "label::ja",
            "relevant",
            "constraint",
            "calculation",
            "choice_filter",
            "repeat_count",
            "bind::relevant",
            "label:en",
            "parameters",
            "list_name",
            "trigger",
            "oversight_more",
            "oversight_role",
            "disabled",
            "default",
            "media::image",
            "text",
            "integer",
            "begin group",
            "end group",
            "begin repeat",
            "end repeat",
            "begin loop over xs",
            "end loop",
            "select_one xs",
            "select_one ${q0}",
            "select_multiple xs or_other",
            "calculate",
            "note",
            "range",
            "audit",
            "osm",
            "entity",
            "xml-external",
            "${q0}",
            "${q1} = ${q0}",
            "start=1 end=x",
            "item",
            "fact",
            "xs",
            "q0",
            "q1",
            "meta",
        ]
    ),
    WORDS,
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)
ROWS = st.lists(st.lists(JUNK, max_size=6), max_size=8)
HEADED = st.builds(lambda rows: [["type", "name", "label", "relevant", "calculation"], *rows], ROWS)


@settings(max_examples=150, deadline=None)
@given(
    survey=st.one_of(ROWS, HEADED),
    others=st.dictionaries(
        st.sampled_from(
            [
                "choices",
                "settings",
                "entities",
                "osm",
                "external_choices",
                "oversight_edition",
                "oversight_basis",
            ]
        ),
        ROWS,
    ),
)
def test_rubbish_is_refused_or_comes_in_sound(
    survey: list[list[Any]], others: dict[str, list[list[Any]]]
) -> None:
    try:
        found = read_xlsform(workbook({"survey": survey, **others}), file_name="a.xlsx", today=TODAY)
    except RefusedError:
        return
    assert lint_document(found.document) == ()


BOTH = st.builds(
    lambda ja, en: {"ja": ja, **({"en": en} if en else {})}, WORDS, st.one_of(st.just(""), WORDS)
)
NEEDS = st.sampled_from(["required", "advised"])
KINDS = ["number", "date", "text", "photo", "choice", "choices"]


@st.composite
def fields(draw: st.DrawFn, id_: str, asked: list[str], *, is_beside: bool) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    made: dict[str, Any] = {"id": id_, "kind": kind, "label": draw(BOTH), "need": draw(NEEDS)}
    if kind in ("choice", "choices"):
        made["choices"] = [
            {
                "value": value,
                "label": draw(BOTH),
                **({"condition": asks} if (asks := draw(asking(asked))) else {}),
            }
            for value in "xyz"[: draw(st.integers(1, 3))]
        ]
    if kind == "number":
        made |= draw(
            st.sampled_from(
                [
                    {},
                    {"decimals": 2},
                    {"decimals": 0},
                    {"minimum": 0},
                    {"minimum": -5, "maximum": 2.5},
                    {"minimum": -(10**12)},
                ]
            )
        )
        made |= {"unit": draw(BOTH)} if draw(st.booleans()) else {}
        made |= {"sample_of": draw(BOTH)} if is_beside and not made.get("decimals") and id_ == "f0" else {}
    if kind != "choice" and draw(st.booleans()):
        made["constraint"] = draw(st.sampled_from([". != ''", ". != 13 and (. != 14)", ". >= 0 and . <= 9"]))
        made |= {"constraint_message": draw(BOTH)} if draw(st.booleans()) else {}
    return made


def asking(names: list[str]) -> st.SearchStrategy[str]:
    shapes = ["${%s} != ''", "not(${%s} = 'w') and ${人数} > 2", "${ %s } != 'w' or '${x}' = ''"]
    asked = [shape % name for shape in shapes for name in names]
    return st.sampled_from(["", "${特定個人情報} != 'no'", *asked])


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    sections, asked = [], list[str]()
    for number in range(draw(st.integers(1, 3))):
        items = []
        for at in range(draw(st.integers(1, 3))):
            id_ = draw(st.sampled_from([f"A{number}-{at}", f"項目{number}{at}", f"①{number}{at}"]))
            made = {
                "id": id_,
                "title": draw(BOTH),
                "basis": [{"source": "P1", "clause": draw(BOTH)}],
                "severity": "B",
            }
            made |= {"condition": asks} if (asks := draw(asking(asked))) else {}
            if draw(st.booleans()):
                made |= {"answer": "value", "fields": [draw(fields("v", asked, is_beside=False))]}
            elif draw(st.booleans()):
                made["fields"] = [draw(fields(f"f{n}", asked, is_beside=True)) for n in range(2)]
            items.append(made)
            asked.append(id_)
        section: dict[str, Any] = {"id": f"S.{number}", "title": draw(BOTH), "items": items}
        sections.append(
            section
            | draw(st.sampled_from([{}, {"repeats": True}, {"repeats": True, "repeat_count": "2 + 1"}]))
        )
    return document_with(sections=sections, title=draw(BOTH))


@SLOW
@given(documents())
def test_an_edition_goes_out_past_pyxform_and_comes_back_equal(document: dict[str, Any]) -> None:
    edition = edition_from_document(document)
    assume(not lint(edition))
    written = write_xlsform(edition)
    assert convert(written.content).xform
    found = read(written.content)
    assert edition_from_document(found.document) == edition
    assert found.notes == ()
