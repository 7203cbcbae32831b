"""Five municipal workbooks, each in a shape of its own: what is recognised, exactly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from oversight.checklist import lint_document
from oversight.checklist.workbook import (
    ColumnRole,
    RowKind,
    WorkbookDraft,
    WorkbookUnderstood,
    draft_from,
    understand,
)
from tests.oversight.checklist.workbook.offices import HUM, OFFICES, ORG, PAPERS, PHY

TODAY = dt.date(2026, 12, 1)
Role = ColumnRole
ANSWERS = [Role.CONFORMING, Role.NONCONFORMING, Role.NOT_APPLICABLE]
IDS = ["S01-01", "S01-02", "S01-03", "S02-01", "S02-02", "S03-01", "S03-02", "S03-03"]


def read(name: str) -> WorkbookUnderstood:
    return understand(OFFICES[name](), file_name=f"{name}.xlsx")


def drafted(name: str) -> WorkbookDraft:
    return draft_from(read(name), title="点検表", today=TODAY)


def numbers_of(understood: WorkbookUnderstood) -> list[str]:
    return [
        row.cell(sheet.column(Role.NUMBER))
        for sheet in understood.used
        for row in sheet.rows_of(RowKind.ITEM)
    ]


def rows_of(understood: WorkbookUnderstood, sheet: str, kind: RowKind) -> list[int]:
    return [row.number for row in understood.sheet(sheet).rows_of(kind)]


def items_of(draft: WorkbookDraft) -> list[dict[str, Any]]:
    return [item for section in draft.document["sections"] for item in section["items"]]


@pytest.mark.parametrize("name", OFFICES)
def test_every_question_is_found_once_in_order_with_a_stable_id(name: str) -> None:
    items = items_of(drafted(name))
    assert [item["title"]["ja"] for item in items] == [*ORG, *HUM, *PHY]
    assert [item["id"] for item in items] == IDS
    assert drafted(name).document == drafted(name).document


@pytest.mark.parametrize("name", OFFICES)
def test_the_draft_is_sound_by_schema_and_linter(name: str) -> None:
    assert lint_document(drafted(name).document) == ()


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("aoba", ["１　組織的安全管理措置", "２　人的安全管理措置", "３　物理的安全管理措置"]),
        ("midori", ["組織体制", "従事者", "保管・持出し"]),
        ("minato", ["第1　組織に関すること", "第2　人に関すること", "第3　設備に関すること"]),
        ("kasumi", ["Ⅰ．組織に関する措置", "Ⅱ．従事者に関する措置", "Ⅲ．場所に関する措置"]),
        ("tani", ["1 管理体制", "2 従事者の監督", "3 設備"]),
    ],
)
def test_the_sections_are_those_of_the_workbook(name: str, titles: list[str]) -> None:
    sections = drafted(name).document["sections"]
    assert [section["title"]["ja"] for section in sections] == titles
    assert [len(section["items"]) for section in sections] == [3, 2, 3]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("aoba", ["1", "2", "3", "4", "5", "6", "7", "8"]),
        ("midori", ["(1)", "(2)", "(3)", "(1)", "(2)", "(1)", "(2)", "(3)"]),
        ("minato", ["1-1", "1-2", "1-3", "2-1", "2-2", "3-1", "3-2", "3-3"]),
        ("kasumi", ["①", "②", "③", "①", "②", "①", "②", "③"]),
        (
            "tani",
            [
                "1-(1)-ア",
                "1-(1)-イ",
                "1-(2)-ア",
                "2-(1)-ア",
                "2-(1)-イ",
                "3-(1)-ア",
                "3-(1)-イ",
                "3-(1)-ウ",
            ],
        ),
    ],
)
def test_the_numbers_are_as_written(name: str, numbers: list[str]) -> None:
    assert numbers_of(read(name)) == numbers


@pytest.mark.parametrize(
    ("name", "sheet", "roles"),
    [
        ("aoba", "実地検査", [Role.NUMBER, Role.QUESTION, Role.LOOK_AT, *ANSWERS, Role.NOTE]),
        (
            "midori",
            "点検表",
            [Role.SECTION, Role.NUMBER, Role.QUESTION, Role.BASIS, Role.SEVERITY, Role.MARK, Role.NOTE],
        ),
        ("minato", "2_人", [Role.NUMBER, Role.QUESTION, Role.LOOK_AT, Role.MARK, Role.NOTE]),
        ("kasumi", "Ｒ８点検", [Role.NUMBER, Role.QUESTION, Role.LOOK_AT, *ANSWERS, Role.NOTE]),
        (
            "tani",
            "Sheet1",
            [Role.IGNORED, Role.NUMBER, Role.QUESTION, Role.CONFORMING, Role.NONCONFORMING, Role.NOTE],
        ),
    ],
)
def test_the_columns_are_known_by_their_headings(name: str, sheet: str, roles: list[ColumnRole]) -> None:
    assert list(read(name).sheet(sheet).roles) == roles


@pytest.mark.parametrize(
    ("name", "sheet", "headings", "sections", "ignored"),
    [
        ("aoba", "実地検査", [3, 4], [5, 9, 12], [1, 2, 17, 18]),
        ("midori", "点検表", [3], [], [1, 12]),
        ("minato", "1_組織", [4], [1], []),
        ("kasumi", "Ｒ８点検", [4, 5], [6, 13, 18], [1, 26]),
        ("tani", "Sheet1", [5], [6, 12, 17], [2, 3, 22, 24, 25]),
    ],
)
def test_titles_foot_notes_and_places_to_sign_are_ignored(
    name: str, sheet: str, headings: list[int], sections: list[int], ignored: list[int]
) -> None:
    understood = read(name)
    assert rows_of(understood, sheet, RowKind.HEADING) == headings
    assert rows_of(understood, sheet, RowKind.SECTION) == sections
    assert rows_of(understood, sheet, RowKind.IGNORED) == ignored


def test_a_question_over_two_rows_is_one_item_with_both_its_rows() -> None:
    understood = read("kasumi")
    assert rows_of(understood, "Ｒ８点検", RowKind.CONTINUED) == [8, 10, 12, 15, 17, 20, 22, 24]
    first = drafted("kasumi").layout["items"][0]
    assert (first["rows"], first["question"]["cells"]) == ([7, 8], ["B7", "B8"])


def test_cover_example_and_hidden_list_are_not_used_and_it_is_said() -> None:
    understood = read("minato")
    assert [sheet.name for sheet in understood.used] == ["1_組織", "2_人", "3_設備"]
    told = {note.sheet: note.sentence for note in understood.notes}
    assert set(told) == {"表紙", "選択肢", "記入例"}
    assert all("使いません" in sentence for sentence in told.values())


def test_every_row_says_why_it_was_taken_for_what_it_is() -> None:
    rows = {row.number: row.why for row in read("aoba").sheets[0].rows}
    assert rows[5] == "結合した見出し"
    assert rows[6] == "番号と問いがある"
    assert all(rows.values())


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("aoba", {"conforming": ("D6", "○"), "nonconforming": ("E6", "○"), "not_applicable": ("F6", "○")}),
        (
            "midori",
            {"conforming": ("F4", "適"), "nonconforming": ("F4", "不適"), "not_applicable": ("F4", "非該当")},
        ),
        ("minato", {"conforming": ("D5", "○"), "nonconforming": ("D5", "×"), "not_applicable": ("D5", "－")}),
        ("kasumi", {"conforming": ("D7", "○"), "nonconforming": ("E7", "○"), "not_applicable": ("F7", "○")}),
        ("tani", {"conforming": ("D7", "○"), "nonconforming": ("E7", "○")}),
    ],
)
def test_each_mark_has_its_cell_and_the_word_that_the_workbook_uses(
    name: str, marks: dict[str, tuple[str, str]]
) -> None:
    first = drafted(name).layout["items"][0]
    assert {mark: (each["cell"], each["text"]) for mark, each in first["marks"].items()} == marks
    assert first["note"]["cell"][0] in "GEF"


def test_evidence_basis_and_severity_are_taken_where_the_workbook_has_them() -> None:
    aoba, midori = items_of(drafted("aoba")), items_of(drafted("midori"))
    assert [item["look_at"]["ja"] for item in aoba] == [PAPERS[each] for each in (*ORG, *HUM, *PHY)]
    assert aoba[0]["basis"] == [{"source": "BOOK"}]
    assert midori[0]["basis"] == [{"source": "BOOK", "clause": {"ja": "特記事項第4条"}}]
    assert [item["severity"] for item in midori] == list("ABCBACBA")
    assert drafted("midori").document["sources"] == [
        {"id": "BOOK", "title": {"ja": "点検表"}, "as_of": "2026-12-01"}
    ]
