"""XLSForms published by the pyxform project come in sound, or are refused with sheet, row and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight.checklist import edition_from_document
from oversight.checklist.xlsform import FormRefusedError, looks_like_xlsform, write_xlsform
from tests.oversight.checklist.xlsform.forms import edition_of, read, refused, sentence_at

PUBLISHED = Path(__file__).parent / "published"
COUNTS = {
    "xlsform_spec_test": 24,
    "choice_filter_test": 3,
    "attribute_columns_test": 24,
    "specify_other": 2,
    "loop": 6,
    "extra_sheet_names": 1,
    "ODKValidateWarnings": 3,
}


def content_of(name: str) -> bytes:
    return (PUBLISHED / f"{name}.xlsx").read_bytes()


@pytest.mark.parametrize("name", COUNTS)
def test_a_sound_form_comes_in_whole(name: str) -> None:
    assert looks_like_xlsform(content_of(name))
    found = read(content_of(name), f"{name}.xlsx")
    assert found.question_count == COUNTS[name]


@pytest.mark.parametrize("name", COUNTS)
def test_what_came_in_goes_out_and_comes_back_the_same(name: str) -> None:
    document = read(content_of(name), f"{name}.xlsx").document
    back = read(write_xlsform(edition_from_document(document)).content)
    assert edition_from_document(back.document) == edition_from_document(document)


def test_every_copy_is_tested() -> None:
    names = {path.stem for path in PUBLISHED.glob("*.xlsx")}
    assert names == {*COUNTS, "bad_calc", "duplicate_columns"}
    assert "BSD" in (PUBLISHED / "README.md").read_text(encoding="utf-8")


def test_a_calculation_nobody_can_read_is_named_with_its_row() -> None:
    notes = refused(content_of("bad_calc"))
    assert [(note.sheet, note.row, note.name) for note in notes] == [
        ("survey", 0, ""),
        ("survey", 2, "badcalc"),
    ]
    assert "because pyxform" in notes[1].sentence


def test_doubled_columns_are_refused_by_their_heading() -> None:
    assert looks_like_xlsform(content_of("duplicate_columns"))
    with pytest.raises(FormRefusedError, match="survey 1行目 label: 同じ見出し"):
        read(content_of("duplicate_columns"))


def test_texts_under_no_heading_are_named() -> None:
    assert "見出しのない列" in sentence_at(read(content_of("ODKValidateWarnings")), 2)


def test_a_filter_becomes_a_condition_of_each_choice() -> None:
    county = edition_of(content_of("choice_filter_test")).items[1].fields[0]
    assert [(one.value, one.condition) for one in county.choices] == [
        ("king", "${state}='washington'"),
        ("pierce", "${state}='washington'"),
        ("king", "${state}='texas'"),
        ("cameron", "${state}='texas'"),
    ]


def test_an_or_other_asks_for_the_other() -> None:
    sex, other = edition_of(content_of("specify_other")).items
    assert [one.value for one in sex.fields[0].choices] == ["male", "female", "other"]
    assert other.condition == "selected(${sex}, 'other')"


def test_a_loop_asks_once_for_each_choice() -> None:
    found = read(content_of("loop"))
    sections = edition_from_document(found.document).sections
    assert [section.title.ja for section in sections[1:]] == [
        "Pit latrine with slab",
        "Pit latrine without slab/open pit",
        "Bucket system",
        "Other",
    ]
    assert [section.items[0].id for section in sections[1:]] == ["number", "number_2", "number_3", "number_4"]
    assert "number_2" in sentence_at(found, 4)


def test_the_great_form_is_mapped_or_named_part_by_part() -> None:
    found = read(content_of("xlsform_spec_test"))
    edition = edition_from_document(found.document)
    repeated = next(section for section in edition.sections if section.repeats)
    assert (repeated.title.ja, repeated.repeat_count) == ("repeat_test", "2")
    items = {item.id: item for item in edition.items}
    assert items["my_name"].condition == "not(selected(${skip_to_end}, 'yes'))"
    assert items["a_decimal"].fields[0].constraint == ". <= ${a_integer}"
    assert items["required_text"].fields[0].is_required
    assert items["image_test"].fields[0].kind == "photo"
    assert items["address"].title.ja == items["address"].title.en == "Enter an address"
    dropped = {note.name for note in found.notes if note.kind == "dropped"}
    assert {"chinese", "appearance", "public_key", "geopoint_test", "deviceid", "media::video"} <= dropped
