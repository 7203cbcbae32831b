"""Corrections in the preview: pure functions, after which the rest is understood anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import openpyxl

from oversight.checklist.workbook import (
    ColumnRole,
    RowKind,
    WorkbookUnderstood,
    draft_from,
    understand,
    with_kind,
    with_role,
    with_sheet,
)
from tests.oversight.checklist.workbook.offices import HUM, ORG, PHY, aoba, minato, saved, tani

TODAY = dt.date(2026, 12, 1)
Role = ColumnRole


def read(*rows: Sequence[object], merged: Sequence[str] = ()) -> WorkbookUnderstood:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return understand(saved(book), file_name="a.xlsx")


def kinds(understood: WorkbookUnderstood, sheet: str = "Sheet") -> list[str]:
    return [row.kind.value for row in understood.sheet(sheet).rows]


def titles(understood: WorkbookUnderstood) -> list[str]:
    document = draft_from(understood, title="点検表", today=TODAY).document
    return [item["title"]["ja"] for part in document["sections"] for item in part["items"]]


def test_a_role_said_by_hand_counts_and_is_taken_from_the_column_that_had_it() -> None:
    before = read(
        ("番号", "甲", "乙", "点検項目", "判定"),
        (1, ORG[0], ORG[1], "規程", "適"),
        (2, HUM[0], HUM[1], "名簿"),
    )
    after = with_role(before, "Sheet", 1, Role.QUESTION)
    assert list(after.sheet("Sheet").roles) == [
        Role.NUMBER,
        Role.QUESTION,
        Role.IGNORED,
        Role.IGNORED,
        Role.MARK,
    ]
    assert titles(after) == [ORG[0], HUM[0]]
    assert titles(before) == ["規程", "名簿"]
    told = with_role(after, "Sheet", 3, Role.LOOK_AT)
    assert draft_from(told, title="", today=TODAY).document["sections"][0]["items"][0]["look_at"] == {
        "ja": "規程"
    }


def test_a_kind_said_by_hand_stays_when_the_rest_is_understood_anew() -> None:
    before = understand(aoba(), file_name="a.xlsx")
    after = with_kind(before, "実地検査", 7, RowKind.IGNORED)
    after = with_role(after, "実地検査", 6, Role.LOOK_AT)
    row = next(row for row in after.sheet("実地検査").rows if row.number == 7)
    assert (row.kind, row.why) == (RowKind.IGNORED, "手で直した")
    assert titles(after) == [ORG[0], ORG[2], *HUM, *PHY]


def test_a_row_said_to_be_a_section_parts_the_items_below_it() -> None:
    after = with_kind(understand(aoba(), file_name="a.xlsx"), "実地検査", 7, RowKind.SECTION)
    document = draft_from(after, title="", today=TODAY).document
    assert [part["title"]["ja"] for part in document["sections"]][
        1
    ] == "2 保護責任者を定め、市へ届け出ているか。"
    assert len(document["sections"][1]["items"]) == 1


def test_a_row_said_to_go_on_belongs_to_the_item_above() -> None:
    after = with_kind(understand(tani(), file_name="a.xlsx"), "Sheet1", 8, RowKind.CONTINUED)
    assert titles(after)[0] == ORG[0] + ORG[1]


def test_headings_said_by_hand_name_the_columns() -> None:
    before = read(("一", "二"), ("あ", "い"), ("連番", "遵守すべき決まり"), (1, ORG[0]), (2, ORG[1]))
    after = with_kind(before, "Sheet", 3, RowKind.HEADING)
    assert list(after.sheet("Sheet").roles) == [Role.NUMBER, Role.IGNORED]
    asked = with_role(after, "Sheet", 1, Role.QUESTION)
    assert titles(asked) == [ORG[0], ORG[1]]
    assert kinds(asked) == ["ignored", "ignored", "heading", "item", "item"]


def test_headings_taken_back_are_found_anew() -> None:
    before = understand(aoba(), file_name="a.xlsx")
    twice = with_kind(with_kind(before, "実地検査", 6, RowKind.HEADING), "実地検査", 6, RowKind.ITEM)
    assert list(twice.sheet("実地検査").roles) == list(before.sheet("実地検査").roles)
    assert titles(twice) == titles(before)


def test_a_sheet_is_put_in_or_left_out_by_hand() -> None:
    understood = understand(minato(), file_name="a.xlsx")
    assert len(titles(with_sheet(understood, "記入例", is_used=True))) == 11
    assert titles(with_sheet(understood, "2_人", is_used=False)) == [*ORG, *PHY]


def test_headings_on_every_page_are_passed_over() -> None:
    understood = read(
        ("番号", "点検項目", "判定"),
        (1, ORG[0]),
        ("番号", "点検項目", "判定"),
        (2, ORG[1]),
        ("№", "点検項目", "結果"),
        (3, ORG[2]),
    )
    assert kinds(understood) == ["heading", "item", "heading", "item", "heading", "item"]


def test_a_sheet_without_headings_is_known_by_its_numbers_and_sentences() -> None:
    understood = read((1, ORG[0], "□適　□不適"), (2, ORG[1], "□適　□不適"), (3, ORG[2], "□適　□不適"))
    assert list(understood.sheets[0].roles) == [Role.NUMBER, Role.QUESTION, Role.MARK]
    assert titles(understood) == list(ORG)
    assert titles(read((1, ORG[0]), (2, ORG[1]))) == [ORG[0], ORG[1]]


def test_squared_paper_with_cells_merged_to_the_right_is_read() -> None:
    rows: list[list[object]] = [
        ["番号", None, "点検項目", None, None, None, "判定", None],
        [1, None, ORG[0]],
        [2, None, ORG[1]],
    ]
    merged = [f"{a}{row}:{b}{row}" for row in (1, 2, 3) for a, b in ("AB", "CF", "GH")]
    sheet = read(*rows, merged=merged).sheets[0]
    assert [sheet.column(role) for role in (Role.NUMBER, Role.QUESTION, Role.MARK)] == [0, 2, 6]
    assert sheet.columns(Role.MARK) == (6,)
    layout = draft_from(read(*rows, merged=merged), title="", today=TODAY).layout
    assert layout["items"][0]["marks"]["nonconforming"] == {"cell": "G2", "text": "不適"}


def test_one_heading_over_number_and_question_is_parted_by_what_stands_below() -> None:
    sheet = read(("点検項目", None, "判定"), (1, ORG[0]), (2, ORG[1]), merged=["A1:B1"]).sheets[0]
    assert list(sheet.roles) == [Role.NUMBER, Role.QUESTION, Role.MARK]


def test_of_two_columns_of_questions_the_shorter_one_before_is_the_section() -> None:
    rows = (("項目", "内容", "判定"), ("体制", ORG[0]), (None, ORG[1]), ("記録", ORG[2]))
    assert list(read(*rows).sheets[0].roles) == [Role.SECTION, Role.QUESTION, Role.MARK]
    after = read(("番号", "点検内容", "確認内容", "判定"), (1, ORG[0], "規程"), (2, ORG[1], "図"))
    assert list(after.sheets[0].roles) == [Role.NUMBER, Role.QUESTION, Role.LOOK_AT, Role.MARK]
    empty = read(("番号", "点検内容", "確認内容", "判定"), (1, ORG[0]), (2, ORG[1]))
    assert empty.sheets[0].roles[2] is Role.IGNORED


def test_evidence_in_several_rows_of_an_item_is_joined() -> None:
    understood = read(
        ("番号", "点検項目", "確認資料", "判定"),
        (1, ORG[0], "規程"),
        (None, None, "手順書"),
        (2, ORG[1], "図"),
    )
    item = draft_from(understood, title="", today=TODAY).document["sections"][0]["items"][0]
    assert item["look_at"] == {"ja": "規程\n手順書"}
    assert kinds(understood)[2] == "continued"


def test_a_question_that_runs_on_without_merged_cells_is_one_and_a_list_starts_a_line() -> None:
    understood = read(
        ("番号", "点検項目", "判定"),
        (1, "次の書類を"),
        (None, "備えているか。"),
        (None, "・規程"),
        (2, ORG[1]),
        (3, "名簿と"),
        (None, "照合したか。"),
        (None, "以上"),
    )
    assert titles(understood) == ["次の書類を備えているか。\n・規程", ORG[1], "名簿と照合したか。"]
    assert kinds(understood)[-1] == "ignored"


def test_rows_beside_the_table_are_left_out_with_their_reason() -> None:
    understood = read(
        ("番号", "点検項目", "確認資料", "判定"),
        ("※", "記入の仕方による"),
        (None, None, "前の行がない"),
        (1, ORG[0]),
        (2, None),
        (None, "合計"),
        (None, None, None, "適"),
        (3, ORG[1]),
        (None, "別の注記を書いた行。"),
        ("１　空の区分",),
    )
    why = {row.number: row.why for row in understood.sheets[0].rows}
    assert kinds(understood) == [
        "heading",
        "ignored",
        "ignored",
        "item",
        "ignored",
        "ignored",
        "ignored",
        "item",
        "ignored",
        "ignored",
    ]
    assert why[5] == "番号だけで、問いがない"
    assert why[9] == "最後の番号より下にある"


def test_chapters_are_known_by_the_form_of_their_number() -> None:
    rows = (
        ("番号", "点検項目", "判定"),
        ("第1", "組織"),
        ("1", ORG[0]),
        ("2", ORG[1]),
        ("第2", "人"),
        ("3", HUM[0]),
        ("4", HUM[1]),
    )
    assert kinds(read(*rows)) == ["heading", "section", "item", "item", "section", "item", "item"]


def test_questions_without_numbers_are_items_and_titles_sections() -> None:
    rows = (
        ("点検項目", "判定"),
        ("組織的安全管理措置",),
        (ORG[0],),
        (ORG[1],),
        ("１　人",),
        (HUM[0], "適"),
        ("鍵の保管", "適"),
    )
    understood = read(*rows)
    assert kinds(understood) == ["heading", "section", "item", "item", "section", "item", "item"]


def test_headings_whose_second_line_says_more_are_both_headings() -> None:
    rows = (
        ("点検のこと", None, "結果"),
        ("番号", "点検項目", "適", "不適", "備考"),
        (1, ORG[0]),
        (2, ORG[1]),
    )
    sheet = read(*rows, merged=["A1:B1", "C1:E1"]).sheets[0]
    assert [row.kind.value for row in sheet.rows] == ["heading", "heading", "item", "item"]
    assert list(sheet.roles) == [Role.NUMBER, Role.QUESTION, Role.CONFORMING, Role.NONCONFORMING, Role.NOTE]


def test_a_title_in_the_column_of_questions_is_a_section_and_a_wide_note_is_none() -> None:
    rows = (
        ("番号", "点検項目", "判定", "備考"),
        (1, ORG[0]),
        (None, "【従事者】"),
        (2, HUM[0]),
        ("※ 注記",),
        (3, HUM[1]),
    )
    understood = read(*rows, merged=["A5:D5"])
    assert kinds(understood) == ["heading", "item", "section", "item", "ignored", "item"]


def test_words_in_a_list_that_mean_no_answer_are_passed_over() -> None:
    understood = read(("番号", "点検項目", "適・不適・該当なし"), (1, ORG[0]), (2, ORG[1]))
    marks = draft_from(understood, title="", today=TODAY).layout["items"][0]["marks"]
    assert {mark: each["text"] for mark, each in marks.items()} == {
        "conforming": "適",
        "nonconforming": "不適",
        "not_applicable": "該当なし",
    }


def test_of_two_sets_of_answers_the_first_counts_and_all_evidence_is_read() -> None:
    understood = read(
        ("番号", "点検項目", "確認資料", "確認方法", "適", "否", "適", "否"),
        (1, ORG[0], "規程", "閲覧"),
        (2, ORG[1]),
    )
    sheet = understood.sheets[0]
    assert [sheet.columns(role) for role in (Role.LOOK_AT, Role.CONFORMING, Role.NONCONFORMING)] == [
        (2, 3),
        (4,),
        (5,),
    ]
    item = draft_from(understood, title="", today=TODAY).document["sections"][0]["items"][0]
    assert item["look_at"] == {"ja": "規程\n閲覧"}


def test_without_a_heading_for_the_questions_the_fullest_column_before_the_answers_has_them() -> None:
    three = read(
        ("大項目", "中項目", "小項目", "判定"),
        ("組織", "体制", ORG[0]),
        (None, None, ORG[1]),
        ("人", "研修", HUM[1]),
    )
    assert list(three.sheets[0].roles) == [Role.SECTION, Role.SECTION, Role.QUESTION, Role.MARK]
    sections = draft_from(three, title="", today=TODAY).document["sections"]
    assert [part["title"]["ja"] for part in sections] == ["組織 体制", "人 研修"]
    blank = read(("", "適", "否", "所見"), (ORG[0],), (ORG[1],))
    assert titles(blank) == [ORG[0], ORG[1]]
    assert read(("判定", "備考", "根拠"), ("適", "良い", "第1条")).used == ()


def test_a_table_for_each_section_has_the_title_above_it_for_its_name() -> None:
    headings = ("番号", "点検項目", "判定")
    understood = read(
        ("１ 組織",), headings, (1, ORG[0]), (2, ORG[1]), ("２ 人",), headings, (1, HUM[0]), (2, HUM[1])
    )
    sections = draft_from(understood, title="", today=TODAY).document["sections"]
    assert [part["title"]["ja"] for part in sections] == ["１ 組織", "２ 人"]


def test_a_number_that_excel_took_for_a_day_is_read_back() -> None:
    rows = (
        ("番号", "点検項目", "判定"),
        (dt.date(2026, 1, 1), ORG[0]),
        (dt.date(2026, 1, 2), ORG[1]),
    )
    sheet = read(*rows).sheets[0]
    assert [row.cell(0) for row in sheet.rows_of(RowKind.ITEM)] == ["1-1", "1-2"]


def test_a_heading_below_which_no_item_stands_is_left_out_with_its_reason() -> None:
    understood = read(("点検項目", "判定"), ("１　組織",), (ORG[0], None), ("２　人的安全管理措置",))
    assert kinds(understood) == ["heading", "section", "item", "ignored"]
    assert understood.sheets[0].rows[-1].why == "下に点検項目がない"
