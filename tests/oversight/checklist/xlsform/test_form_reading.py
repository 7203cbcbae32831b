"""What each part of a form becomes in an edition, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from oversight.checklist import edition_from_document
from oversight.checklist.edition import AnswerKind, Bilingual
from oversight.checklist.xlsform import looks_like_xlsform
from oversight.checklist.xlsform.book import text_of
from oversight.numbers import MOST
from tests.oversight.checklist.xlsform.forms import TODAY, edition_of, form, read, sentence_at, workbook

HEAD = "type | name | label"


def test_a_form_becomes_a_sound_edition() -> None:
    content = form(
        [HEAD, "text | who | だれ", "integer | count | いくつ"],
        settings=[["form_title", "form_id"], ["支所の点検", "branch"]],
    )
    found = read(content)
    edition = edition_from_document(found.document)
    assert (found.title, found.question_count, found.languages, found.notes) == ("支所の点検", 2, (), ())
    assert (edition.id, edition.number, edition.published_on) == ("branch", 1, TODAY)
    assert [(source.id, source.title.ja, source.as_of) for source in edition.sources] == [
        ("FORM", "支所の点検", TODAY)
    ]
    assert [(section.id, section.title.ja) for section in edition.sections] == [("general", "全般")]
    who = edition.items[0]
    assert (who.answer, who.title, who.severity) == (AnswerKind.VALUE, Bilingual("だれ"), "C")
    assert (who.fields[0].id, who.fields[0].kind, who.fields[0].need) == ("value", "text", "advised")


def test_a_form_without_settings_is_called_after_its_file() -> None:
    content = form([HEAD, "text | a | A"])
    assert read(content, "C:\\様式\\点検 2026.xlsx").title == "点検 2026"
    assert read(content, "点検.xlsx").document["id"] == "section"


@pytest.mark.parametrize(
    ("type_", "kind", "decimals"),
    [
        ("text", "text", None),
        ("q string", "text", None),
        ("integer", "number", None),
        ("decimal", "number", 6),
        ("date", "date", None),
        ("image", "photo", None),
        ("photo", "photo", None),
        ("select_one xs", "choice", None),
        ("select one from xs", "choice", None),
        ("select_multiple xs", "choices", None),
        ("barcode", "text", None),
        ("time", "text", None),
        ("dateTime", "text", None),
        ("acknowledge", "choice", None),
        ("phone number", "text", None),
    ],
)
def test_a_type_becomes_a_kind_of_field(type_: str, kind: str, decimals: int | None) -> None:
    content = form([HEAD, f"{type_} | a | A"], ["list_name | name | label", "xs | x | X"])
    field = edition_of(content).items[0].fields[0]
    assert (field.kind, field.decimals) == (kind, decimals)


@pytest.mark.parametrize(
    "type_",
    ["geopoint", "geotrace", "audio", "video", "file", "rank xs", "start", "deviceid", "hidden", "audit"],
)
def test_what_an_edition_cannot_ask_is_left_out_by_name(type_: str) -> None:
    name = "" if type_ == "audit" else "a"
    content = form(
        [HEAD, f"{type_} | {name} | A", "text | b | B"], ["list_name | name | label", "xs | x | X"]
    )
    found = read(content)
    assert found.question_count == 1
    assert [note.kind for note in found.notes if (note.sheet, note.row) == ("survey", 2)] == ["dropped"]


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [("time", "09:30", "24:00"), ("dateTime", "2026-04-01 09:30", "2026-04-01")],
)
def test_moments_are_texts_of_a_pattern(type_: str, good: str, bad: str) -> None:
    from oversight.checklist.expression import compile_condition

    content = form([f"{HEAD} | constraint", f"{type_} | a | A | . > '08:00'"])
    found = read(content)
    constraint = compile_condition(
        found.document["sections"][0]["items"][0]["fields"][0]["constraint"], of_value=True
    )
    assert constraint.holds(lambda _name: "", current=good)
    assert not constraint.holds(lambda _name: "", current=bad)
    assert "制約を外しました" in sentence_at(found, 2)


def test_a_scale_becomes_a_bounded_number() -> None:
    content = form(
        [
            f"{HEAD} | parameters",
            "range | a | A | start=0.5 end=5 step=0.5",
            "range | b | B |",
            "range | c | C | start=0 end=9 tick_interval=3",
        ]
    )
    found = read(content)
    first, second, third = (item.fields[0] for item in edition_from_document(found.document).items)
    assert (third.minimum, third.maximum) == (None, 9)
    assert "tick-interval" in sentence_at(found, 4)
    assert (first.minimum, first.maximum, first.decimals) == (0.5, 5, 1)
    assert (second.minimum, second.maximum, second.decimals) == (1, 10, None)


@pytest.mark.parametrize(
    ("constraint", "bounds", "rest"),
    [
        ("", (-MOST, None), ""),
        (". >= 0", (None, None), ""),
        (".>=1 and .<=10", (1, 10), ""),
        (". <= -2.5", (-MOST, -2.5), ""),
        (". >= 0 and . <= 9 and (. != 5)", (None, 9), ". != 5"),
        (". > 0", (-MOST, None), ". > 0"),
        (". >= 0 and (. = 1) or (. = 2)", (-MOST, None), ". >= 0 and (. = 1) or (. = 2)"),
        (". >= 0 . <= 1", (-MOST, None), ""),
    ],
)
def test_plain_bounds_of_a_number_are_its_bounds(
    constraint: str, bounds: tuple[float | None, float | None], rest: str
) -> None:
    field = edition_of(form([f"{HEAD} | constraint", f"decimal | a | A | {constraint}"])).items[0].fields[0]
    assert (field.minimum, field.maximum, field.constraint) == (*bounds, rest)


def test_a_constraint_keeps_its_message_in_both_languages() -> None:
    rows = [
        f"{HEAD}::ja | label::en | constraint | constraint_message::ja | constraint_message::en",
        "integer | age | 年齢 | Age | . >= 18 | 18歳以上です | 18 or older",
        "integer | size | 大きさ | Size | | 使われない |",
    ]
    found = read(form(rows))
    field = edition_from_document(found.document).items[0].fields[0]
    assert (field.constraint, field.constraint_message) == (
        ". >= 18",
        Bilingual("18歳以上です", "18 or older"),
    )
    assert "制約がない" in sentence_at(found, 3)


def test_what_is_required_is_owed() -> None:
    rows = [
        f"{HEAD} | required",
        "text | a | A | yes",
        "text | b | B | TRUE",
        "text | c | C |",
        "text | d | D | ${a} = '1'",
    ]
    found = read(form(rows))
    needs = [item.fields[0].need for item in edition_from_document(found.document).items]
    assert needs == ["required", "required", "advised", "advised"]
    assert "条件による必須" in sentence_at(found, 5)


def test_groups_lie_flat_and_are_named_by_their_path() -> None:
    rows = [
        f"{HEAD} | relevant | hint",
        "text | a | A | |",
        "begin group | outer | 外 | ${a} = '1' | 失われる",
        "text | b | B | |",
        "begin group | 内側 | | ${b} = '2' |",
        "text | c | C | ${a} != '9' |",
        "end group",
        "text | d | D | |",
        "end group",
        "begin group | empty | 空 | |",
        "end group",
    ]
    found = read(form(rows))
    sections = edition_from_document(found.document).sections
    assert [(one.id, one.title.ja) for one in sections] == [
        ("general", "全般"),
        ("outer", "外"),
        ("section", "外 › 内側"),
        ("outer_2", "外"),
    ]
    assert [item.condition for item in sections[2].items] == [
        "(${a} = '1') and (${b} = '2') and (${a} != '9')"
    ]
    assert "グループの説明" in sentence_at(found, 3)
    assert "見出し（label）がない" in sentence_at(found, 5)


def test_a_repeat_is_filled_as_often_as_it_says_and_keeps_its_groups_together() -> None:
    rows = [
        f"{HEAD} | relevant | repeat_count",
        "integer | rooms | 部屋の数 | |",
        "begin repeat | room | 部屋 | ${rooms} > 0 | ${rooms}",
        "text | a | A | |",
        "begin group | inner | 中 | ${a} != '' |",
        "text | b | B | |",
        "end group",
        "text | c | C | |",
        "begin repeat | desk | 机 | |",
        "text | d | D | |",
        "end repeat",
        "end repeat",
        "text | e | E | count(${room}) > 1 |",
        "text | f | F | ${d} = '1' |",
    ]
    found = read(form(rows))
    edition = edition_from_document(found.document)
    room = edition.sections[1]
    assert (room.id, room.repeats, room.repeat_count) == ("room", True, "${rooms}")
    assert [item.id for item in room.items] == ["a", "b", "c"]
    assert room.items[1].condition == "(${rooms} > 0) and (${a} != '')"
    assert edition.find_item("e").condition == "count(${room}) > 1"  # type: ignore[union-attr]
    assert edition.find_item("f").condition == ""  # type: ignore[union-attr]
    assert "繰り返しの中の繰り返し" in sentence_at(found, 9)
    assert "繰り返しの中の繰り返し" in sentence_at(found, 10)
    assert "節に並べました" in sentence_at(found, 5)


def test_a_count_that_is_an_expression_is_kept_and_one_nobody_can_read_is_named() -> None:
    rows = [
        f"{HEAD} | repeat_count",
        "integer | n | N |",
        "begin repeat | p | P | ${n} + 1",
        "text | a | A |",
        "end repeat",
        "begin repeat | q | Q | count(/data/n)",
        "text | b | B |",
        "end repeat",
        "select_one xs | pick | X |",
        "begin repeat | r | R | ${pick} = 'z'",
        "text | c | C |",
        "end repeat",
    ]
    found = read(form(rows, ["list_name | name | label", "xs | x | X"]))
    counts = [section.repeat_count for section in edition_from_document(found.document).sections]
    assert counts == ["", "${n} + 1", "", "", ""]
    assert "選べる答えの中にありません" in sentence_at(found, 10)
    assert "検査員が足して決めます" in sentence_at(found, 6)


def test_japanese_and_english_are_kept_and_other_languages_named() -> None:
    rows = [
        "type | name | label::Français (fr) | label::日本語 (ja) | label::English (en) | hint::日本語 (ja)",
        "text | a | Un | いち | One | 見る",
        "text | b | Deux | | Two |",
    ]
    found = read(form(rows))
    first, second = edition_from_document(found.document).items
    assert (first.title, first.look_at) == (Bilingual("いち", "One"), Bilingual("見る"))
    assert second.title == Bilingual("Deux", "Two")
    assert found.languages == ("Français (fr)", "日本語 (ja)", "English (en)")
    assert [note.name for note in found.notes if "ほかの言語" in note.sentence] == ["Français (fr)"]


def test_without_japanese_the_default_language_takes_its_place() -> None:
    rows = ["type | name | label::English | label::Deutsch", "text | a | One | Eins"]
    content = form(rows, settings=[["default_language"], ["Deutsch"]])
    assert edition_of(content).items[0].title == Bilingual("Eins", "One")


def test_notes_go_to_what_is_looked_at() -> None:
    rows = [
        f"{HEAD} | hint | relevant | guidance_hint",
        "note | n1 | 先に読む | よく | |",
        "note | | 名のない説明 | | ${a} = '1' |",
        "text | a | A | 見る | | 詳しく",
        "note | n3 | 終わりに | | |",
    ]
    found = read(form(rows))
    item = edition_from_document(found.document).items[0]
    assert item.look_at.ja == "先に読む\nよく\n名のない説明\n見る\n詳しく\n終わりに"
    assert "条件はなくなります" in sentence_at(found, 3)
    assert "guidance_hint" in sentence_at(found, 4)


def test_a_note_in_two_languages_keeps_both() -> None:
    rows = [
        "type | name | label::ja | label::en | hint::ja",
        "note | n | 読む | Read |",
        "text | a | A | A | 見る",
    ]
    assert edition_of(form(rows)).items[0].look_at == Bilingual("読む\n見る", "Read\n見る")


def test_answers_put_into_a_text_leave_their_names() -> None:
    found = read(form([HEAD, "text | who | だれ", "text | b | ${who}さんの机"]))
    assert edition_from_document(found.document).items[1].title.ja == "〔who〕さんの机"
    assert "差し込む" in sentence_at(found, 3)


def test_texts_that_are_too_long_are_cut_and_named() -> None:
    content = workbook(
        {
            "survey": [
                ["type", "name", "label", "hint"],
                ["note", "n", "注" * 1500],
                ["text", "a", "あ" * 2500, "見" * 1500],
            ]
        }
    )
    found = read(content)
    item = edition_from_document(found.document).items[0]
    assert (len(item.title.ja), len(item.look_at.ja)) == (2000, 2000)
    assert "切り詰めました" in sentence_at(found, 3)


def test_names_that_do_not_fit_are_changed_and_conditions_follow() -> None:
    rows = [f"{HEAD} | relevant", "text | a.b | A |", "text | a_b | B | ${a.b} = '1'"]
    found = read(form(rows))
    first, second = edition_from_document(found.document).items
    assert (first.id, second.id, second.condition) == ("a_b", "a_b_2", "${a_b} = '1'")
    assert "a_b" in sentence_at(found, 2)


def test_a_question_of_marks_is_an_item_that_is_marked() -> None:
    rows = [
        f"{HEAD} | hint | relevant | required | constraint",
        "select_one marks | A-01 | 施錠 | | | |",
        "integer | A-01.count | 数 | 件 | ${A-01} != '' | yes | . >= 0",
        "text | A-01.memo | メモ | 説明 | ${A-01} = 'conforming' | ${A-01} = 'conforming' |",
        "select_one marks | A-01.again | もう一度 | | | |",
        "text | A-01.Ab | 名前 | | |",
        "text | A-01.Bb | 名前 | | |",
        "text | A-01._finding | 指摘 | | ${A-01} = 'nonconforming' | yes |",
        "text | A-01.x.y | 別 | | | |",
    ]
    marks = [
        "list_name | name | label",
        *(f"marks | {one} | {one}" for one in ("conforming", "nonconforming", "not_applicable")),
    ]
    found = read(form(rows, marks))
    item, other = edition_from_document(found.document).items
    assert (item.id, item.answer, other.id) == ("A-01", AnswerKind.MARK, "A-01_x_y")
    assert [(one.id, one.kind, one.need, one.unit.ja) for one in item.fields] == [
        ("count", "number", "required", "件"),
        ("memo", "text", "required", ""),
        ("again", "choice", "advised", ""),
        ("b", "text", "advised", ""),
        ("b_2", "text", "advised", ""),
    ]
    assert "A-01.b_2" in sentence_at(found, 7)
    assert "hint" in sentence_at(found, 4)
    assert "条件は取り込めません" in sentence_at(found, 4)


def test_choices_that_do_not_fit_are_changed_left_out_or_named() -> None:
    choices = [
        "list_name | name | label | image",
        "xs | a b | A |",
        "xs | c | | c.jpg",
        "xs | c | C |",
        "ys | d | D |",
    ]
    content = form([HEAD, "select_one xs | a | A"], choices, settings=[["allow_choice_duplicates"], ["yes"]])
    found = read(content)
    field = edition_from_document(found.document).items[0].fields[0]
    assert [(one.value, one.label.ja) for one in field.choices] == [("a_b", "A"), ("c", "c")]
    for row, words in ((2, "a_b"), (3, "値を見出し"), (4, "同じ値"), (5, "どの質問も使わない")):
        assert words in sentence_at(found, row, "choices")


def test_choices_from_outside_the_form_are_answered_by_a_text() -> None:
    found = read(form([HEAD, "select_one_from_file cities.csv | a | A"]))
    assert edition_from_document(found.document).items[0].fields[0].kind == "text"
    assert "フォームの外" in sentence_at(found, 2)
    external = [["list_name", "name", "label"], ["xs", "x", "X"]]
    rows = [f"{HEAD} | choice_filter", "select_one_external xs | a | A | name = 'x'"]
    found = read(form(rows, external_choices=external))
    assert edition_from_document(found.document).items[0].fields[0].kind == "text"
    assert [note.sheet for note in found.notes if note.kind == "dropped"] == ["external_choices"]


def test_rows_and_parameters_that_are_passed_over_are_named() -> None:
    rows = [
        f"{HEAD} | remark | parameters | disabled",
        "| | | ただの覚え | |",
        "text | a | A | | rows=3 |",
        "text | b | B | | | yes",
    ]
    found = read(form(rows))
    assert found.question_count == 1
    assert "この列は取り込みません" in sentence_at(found, 2)
    assert "parameters" in sentence_at(found, 3)
    assert "質問として読めない行" in sentence_at(found, 4)


def test_rows_are_counted_as_excel_counts_them() -> None:
    rows: list[list[object]] = [
        ["type", "name", "label"],
        [],
        ["text", "a", "A"],
        [],
        [],
        ["geopoint", "g", "G"],
    ]
    found = read(workbook({"Survey": rows}))
    assert [(note.sheet, note.row, note.name) for note in found.notes] == [("survey", 6, "g")]
    above = read(workbook({"survey": [[], *rows]}))
    assert [note.row for note in above.notes] == [7]


def test_cells_that_are_no_texts_are_read_as_people_see_them() -> None:
    rows: list[list[object]] = [
        ["type", "name", "label", "hint"],
        ["text", "a", 1.0, 2.5],
        ["text", "b", True],
    ]
    first, second = edition_of(workbook({"survey": rows})).items
    assert (first.title.ja, first.look_at.ja, second.title.ja) == ("1", "2.5", "TRUE")
    days = (dt.date(2026, 4, 1), dt.datetime(2026, 4, 1), dt.datetime(2026, 4, 1, 9, 30), dt.time(9, 30))  # noqa: DTZ001
    assert [text_of(day) for day in days] == ["2026-04-01", "2026-04-01", "2026-04-01T09:30:00", "09:30:00"]


def test_a_chart_is_no_sheet_and_a_hint_alone_leaves_the_name_as_title() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("survey")
        for number, row in enumerate(
            [("type", "name", "label", "hint"), ("text", "a", "A"), ("text", "b", "", "見る")]
        ):
            sheet.write_row(number, 0, row)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=survey!$A$1:$A$2"})
        book.add_chartsheet("図").set_chart(chart)
    found = read(stream.getvalue())
    assert [item.title.ja for item in edition_from_document(found.document).items] == ["A", "b"]
    assert "名前を見出しにしました" in sentence_at(found, 3)


def test_curled_quotes_in_words_stay_curled() -> None:
    assert (
        edition_of(form([HEAD, "text | a | いわゆる“台帳”の‘写し’"])).items[0].title.ja
        == "いわゆる“台帳”の‘写し’"
    )


def test_a_table_of_choices_leaves_no_question_of_its_own() -> None:
    rows = [
        f"{HEAD} | appearance",
        "begin group | g | 表 | table-list",
        "select_one xs | a | A |",
        "select_one xs | b | B |",
        "end group",
    ]
    found = read(form(rows, ["list_name | name | label", "xs | x | X"]))
    assert [item.id for item in edition_from_document(found.document).items] == ["a", "b"]


def test_only_a_workbook_with_a_survey_looks_like_a_form() -> None:
    assert looks_like_xlsform(workbook({"SURVEY": [["Type", "Name"]]}))
    assert not looks_like_xlsform(workbook({"survey": [["type", "label"]]}))
    assert not looks_like_xlsform(workbook({"survey": []}))
    assert not looks_like_xlsform(workbook({"台帳": [["type", "name"]]}))
    assert not looks_like_xlsform(b"type,name\ntext,a\n")
    assert not looks_like_xlsform(b"")
