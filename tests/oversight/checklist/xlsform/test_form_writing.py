"""An edition goes out as an XLSForm that pyxform passes, and comes back the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from pyxform.xls2xform import convert

from oversight.checklist import Edition, builtin_editions, document_from_edition, edition_from_document, lint
from oversight.checklist.edition import AnswerKind, Bilingual, ExtraField
from oversight.checklist.xlsform import FormRead, FormWritten, NoteKind, looks_like_xlsform, write_xlsform
from oversight.checklist.xlsform.form_names import names_of
from oversight.personal_number import lettered
from tests.oversight.checklist.conftest import both, document_with, field, item
from tests.oversight.checklist.xlsform.forms import read, sentence_at

Sheets = dict[str, list[list[Any]]]


def edition_with(*items: dict[str, Any], **more: Any) -> Edition:
    edition = edition_from_document(document_with(*items, **more))
    assert lint(edition) == ()
    return edition


def sheets_of(written: FormWritten) -> Sheets:
    book = openpyxl.load_workbook(io.BytesIO(written.content))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
    }


def changed(written: FormWritten, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(written.content))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def stripped(book: openpyxl.Workbook) -> None:
    """Leave of a form what a program that knows nothing of us would."""
    for sheet in list(book.worksheets):
        if sheet.title.startswith("oversight_"):
            book.remove(sheet)
            continue
        for column in range(sheet.max_column, 0, -1):
            if str(sheet.cell(1, column).value).startswith("oversight_"):
                sheet.delete_cols(column)


def back(written: FormWritten) -> Edition:
    return edition_from_document(read(written.content, written.file_name).document)


def cell(book: openpyxl.Workbook, name: str, heading: str) -> Any:
    sheet = book["survey"]
    headings = [one.value for one in sheet[1]]
    row = next(row for row in sheet.iter_rows() if row[headings.index("name")].value == name)
    return row[headings.index(heading)]


def rich_edition() -> Edition:
    lists = [
        {"value": "key", "label": both("鍵", "Key")},
        {"value": "card", "label": both("カード", "Card"), "condition": "${AAA-01} = 'conforming'"},
        {"value": "card", "label": both("カード2", "Card 2"), "condition": "${媒体} != ''"},
    ]
    plain = [{"value": "a", "label": both("い", "A")}, {"value": "b", "label": both("ろ", "B")}]
    items = [
        item(
            "AAA-01",
            severity="A",
            fields=[field("count", sample_of=both("母数", "Population"), unit=both("件", "pcs"))],
        ),
        item(
            "AAA-02",
            "${AAA-01.count} > 2 and ${特定個人情報} != 'no'",
            fields=[field("photo", "photo", "advised")],
        ),
        item("AAA-03", fields=[field("value", "choice", choices=lists)], answer="value"),
        item(
            "AAA-04",
            "${AAA-03.value} = 'key'",
            fields=[field("rate", decimals=2, minimum=-1, maximum=1)],
            answer="value",
        ),
        item(
            "AAA-05",
            fields=[
                field("n", minimum=0, constraint=". != 13", constraint_message=both("13は不可", "not 13")),
                field("many", "choices", choices=plain),
                field("day", "date", "advised", constraint=". <= today()"),
            ],
        ),
    ]
    room = [
        item("ROOM-01", fields=[field("lock", "choice", choices=plain)], answer="value"),
        item("ROOM-02", "${ROOM-01} = 'a'"),
    ]
    items.append(item("AAA-06", "count(${1F}) > 1"))
    document = document_with(*items)
    document["sections"].append(
        {
            "id": "1階",
            "title": both("部屋", "Room"),
            "items": room,
            "repeats": True,
            "repeat_count": "${AAA-05.n} + 1",
        }
    )
    document["sections"][1]["id"] = "1F"
    document["retired"] = [{"id": "AAA-99", "title": both("やめた", "Gone"), "reason": "重複"}]
    document["facts"].append({"name": "名前（仮）", "kind": "text", "label": both("名前")})
    document["sources"][0] |= {"url": "https://example.jp/", "locator": "別添1"}
    edition = edition_from_document(document)
    assert lint(edition) == ()
    return edition


EDITIONS = {"edition 1": builtin_editions()[0], "rich": rich_edition()}


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> Edition:
    return EDITIONS[request.param]


def test_an_edition_comes_back_the_same(edition: Edition) -> None:
    written = write_xlsform(edition)
    found = read(written.content, written.file_name)
    assert edition_from_document(found.document).content_hash == edition.content_hash
    assert found.notes == ()
    assert looks_like_xlsform(written.content)


def test_pyxform_passes_what_goes_out(edition: Edition) -> None:
    warnings: list[str] = []
    made = convert(write_xlsform(edition).content, warnings=warnings)
    assert "<h:title>" in made.xform
    assert all("max-pixels" in one for one in warnings)


def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    assert write_xlsform(edition).content == write_xlsform(edition).content


def test_what_xlsform_can_say_comes_back_without_our_columns(edition: Edition) -> None:
    found = edition_from_document(read(changed(write_xlsform(edition), stripped)).document)
    for own in edition.items:
        other = found.find_item(own.id)
        assert other is not None
        assert (other.title, other.look_at, other.answer) == (own.title, own.look_at, own.answer)
        assert other.condition == own.condition.replace(".value}", "}").replace("${1F}", "${q_1F}")
        assert [sayable(one, own.answer) for one in other.fields] == [
            sayable(one, own.answer) for one in own.fields
        ]
    titles = [(section.title, section.repeats, section.repeat_count) for section in found.sections[1:]]
    assert titles == [(section.title, section.repeats, section.repeat_count) for section in edition.sections]
    assert [one.title for one in found.sections[0].items] == [fact.label for fact in edition.facts]


def sayable(one: ExtraField, answer: AnswerKind) -> tuple[object, ...]:
    """Return what XLSForm can say of a field."""
    beside = (one.id, one.label, one.unit, one.sample_of) if answer is AnswerKind.MARK else ()
    rule = one.number_rule
    bounds = (rule.low, rule.high, bool(rule.decimals))
    return (one.kind, one.need, one.choices, one.constraint, one.constraint_message, bounds, *beside)


def test_what_xlsform_cannot_say_is_named(edition: Edition) -> None:
    notes = write_xlsform(edition).notes
    assert {note.kind for note in notes} == {NoteKind.CARRIED}
    named = {note.sheet for note in notes}
    assert {"survey", "oversight_basis", "oversight_sources", "oversight_edition"} <= named
    assert ("oversight_retired" in named) == bool(edition.retired)
    assert any("小数" in note.sentence for note in notes) == any(
        one.decimals for each in edition.items for one in each.fields
    )


def test_the_workbook_reads_as_a_form_and_says_nothing_as_a_formula() -> None:
    labelled = item("A-01", title=both("=1+1", "+SUM(A1)"))
    written = write_xlsform(edition_with(labelled))
    assert written.file_name == "small-2.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(written.content))
    assert all(one.data_type in "sn" for sheet in book for row in sheet.iter_rows() for one in row)
    assert all(sheet.freeze_panes in ("A2", "C2") for sheet in book)
    survey = sheets_of(written)["survey"]
    assert survey[0][:4] == ["type", "name", "label::日本語 (ja)", "label::English (en)"]
    types = [row[0] for row in survey[1:]]
    assert types[:3] == ["begin group", "select_one yes_no", "select_one 検査方法"]
    assert types[-5:] == ["begin group", "select_one marks", "text", "text", "end group"]
    assert back(written).items[0].title == Bilingual("=1+1", "+SUM(A1)")


def test_a_cell_that_is_changed_is_read_and_the_rest_stays() -> None:
    edition = EDITIONS["rich"]

    def change(book: openpyxl.Workbook) -> None:
        cell(book, "AAA-01.count", "constraint").value = ". >= 1 and . <= 5"
        cell(book, "AAA-01", "label::日本語 (ja)").value = "新しい題名"
        cell(book, "AAA-01", "oversight_severity").value = "B"
        cell(book, "ROOM-02", "relevant").value = "${ROOM-01} = 'b'"

    found = read(changed(write_xlsform(edition), change))
    made = edition_from_document(found.document)
    first, number = made.items[0], made.items[0].fields[0]
    assert (first.title, first.severity, first.basis) == (
        Bilingual("新しい題名", "Title"),
        "B",
        edition.items[0].basis,
    )
    assert (number.minimum, number.maximum, number.constraint, number.unit.ja) == (1, 5, "", "件")
    assert made.find_item("ROOM-02").condition == "${ROOM-01} = 'b'"  # type: ignore[union-attr]
    assert made.items[3] == edition.items[3]
    row = next(note.row for note in found.notes if note.name == "AAA-01.count")
    assert "セルのとおりに読みました" in sentence_at(found, row)


def test_a_row_that_is_added_becomes_an_item_that_rests_on_the_form() -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["survey"]
        sheet.append(["begin group", "new", "新しい節"])
        sheet.append(["text", "extra", "追加の質問"])
        sheet.append(["end group"])

    made = edition_from_document(read(changed(write_xlsform(EDITIONS["rich"]), change)).document)
    extra = made.items[-1]
    assert (extra.id, extra.severity, extra.basis[0].source) == ("extra", "C", "FORM")
    assert [source.id for source in made.sources] == ["P1", "I", "FORM"]


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 100_000, '{"field": 1, "condition": 2}'])
def test_a_spoilt_column_of_ours_is_passed_over_or_refused_whole(text: str) -> None:
    from oversight.errors import RefusedError

    def change(book: openpyxl.Workbook) -> None:
        cell(book, "AAA-03", "oversight_more").value = text[:32_000]

    try:
        found = read(changed(write_xlsform(EDITIONS["rich"]), change))
    except RefusedError:
        return
    assert found.question_count == 8


def test_a_spoilt_sheet_of_ours_is_refused_whole() -> None:
    from tests.oversight.checklist.xlsform.forms import refused

    def change(book: openpyxl.Workbook) -> None:
        book["oversight_sources"]["A2"].value = "P9"

    notes = refused(changed(write_xlsform(EDITIONS["rich"]), change))
    assert any("P1" in note.sentence for note in notes)


def test_words_that_look_like_answers_or_hold_control_signs_go_out() -> None:
    odd = item(
        "A-01", title=both("${nobody} を見る", "see ${A-01}"), look_at=both("改行\n二つ  の空白 ", "“q”")
    )
    written = write_xlsform(edition_with(odd))
    assert convert(written.content).xform
    made = back(written)
    assert (made.items[0].title.ja, made.items[0].look_at.ja) == ("${nobody} を見る", "改行\n二つ  の空白 ")
    assert made.items[0].look_at.en == "“q”"
    controlled = write_xlsform(edition_with(item("A-01", title=both("a\x0bb", "words"))))
    assert [(note.sheet, note.name) for note in controlled.notes if note.kind == "dropped"] == [
        ("survey", "A-01")
    ]
    assert back(controlled).items[0].title.ja == "a b"


def test_a_condition_that_pyxform_would_misread_travels_in_our_column_alone() -> None:
    choices = [{"value": "a", "label": both("い"), "condition": "'${x}' != ''"}]
    edition = edition_with(
        item("A-01"),
        item("A-02", "${A-01} != '' and '${x}' != ''"),
        item("A-03", fields=[field("c", "choice", choices=choices)], answer="value"),
    )
    written = write_xlsform(edition)
    assert convert(written.content).xform
    assert back(written) == edition
    assert [note.name for note in written.notes if note.row] == ["A-02", "A-03"]


def test_a_filter_longer_than_a_cell_travels_in_our_column_alone() -> None:
    conditions = [f"${{A-01}} != '{n}{'x' * 1900}'" for n in range(20)]
    choices = [{"value": f"v{n}", "label": both("値"), "condition": one} for n, one in enumerate(conditions)]
    edition = edition_from_document(
        document_with(
            item("A-01", fields=[field("t", "text")], answer="value"),
            item("A-02", fields=[field("c", "choice", choices=choices)], answer="value"),
        )
    )
    written = write_xlsform(edition)
    assert back(written) == edition
    assert [note.name for note in written.notes if note.row] == ["A-02"]


def test_facts_of_every_kind_and_values_that_look_like_marks_come_back() -> None:
    marks = [{"value": one, "label": both("印")} for one in ("conforming", "nonconforming", "not_applicable")]
    facts = [
        {
            "name": "yes",
            "kind": "yes_no",
            "label": both("諾否"),
            "choices": [{"value": "maybe", "label": both("多分")}],
        },
        {"name": "marked", "kind": "choice", "label": both("印"), "choices": marks},
        {
            "name": "text.x",
            "kind": "text",
            "label": both("文"),
            "choices": [{"value": "a", "label": both("い")}],
        },
        {"name": "data", "kind": "number", "label": both("数")},
    ]
    document = document_with(
        item("meta", fields=[field("a", "choice", choices=marks), field("b", "choice", choices=marks)]),
        item(
            "marked_too",
            "${marked} = 'conforming'",
            fields=[field("a", "choice", choices=marks)],
            answer="value",
        ),
        item("①", "${data} > 1", fields=[field("x", "text")]),
        facts=facts,
        rules={
            "finding_on_nonconforming": False,
            "reason_on_not_applicable": False,
            "severity_a_forbids_no_problem": False,
        },
    )
    edition = edition_from_document(document)
    written = write_xlsform(edition)
    assert convert(written.content).xform
    assert document_from_edition(back(written)) == document_from_edition(edition)


def test_a_form_read_again_says_what_it_said() -> None:
    found: FormRead = read(write_xlsform(EDITIONS["rich"]).content)
    assert found.languages == ("日本語 (ja)", "English (en)")
    assert (found.title, found.question_count) == ("小さな点検表", 8)


def test_what_stands_for_nothing_goes_out_as_it_is() -> None:
    assert names_of(EDITIONS["rich"]).expression("${nobody} = 1") == "${nobody} = 1"


def test_no_digest_can_look_like_an_individual_number() -> None:
    assert lettered("123456789018abcf").isalpha()
    sheets = sheets_of(write_xlsform(EDITIONS["rich"]))
    seals = [row[sheets["survey"][0].index("oversight_seal")] for row in sheets["survey"][1:]]
    assert all(seal is None or seal.isalpha() for seal in seals)
    assert sheets["settings"][1][2].partition("-")[2].isalpha()
