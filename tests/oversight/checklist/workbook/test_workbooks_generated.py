"""Generated workbooks are understood with all their items; garbage never makes a crash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from oversight.checklist import document_from_edition, edition_from_document
from oversight.checklist.schema import schema_faults
from oversight.checklist.workbook import (
    ColumnRole,
    RowKind,
    draft_from,
    house_workbook,
    understand,
    with_kind,
    with_role,
    with_sheet,
    write_back,
)
from oversight.errors import RefusedError
from tests.oversight.checklist.workbook.looks import looks_of
from tests.oversight.checklist.workbook.offices import saved

TODAY = dt.date(2026, 12, 1)
WHAT = (
    "規程",
    "体制図",
    "取扱台帳",
    "誓約書",
    "研修記録",
    "鍵",
    "媒体",
    "入室記録",
    "廃棄証明",
    "再委託の承認",
)
DOES = (
    "を整備しているか。",
    "を定めていること",
    "を確認している",
    "を保管しているか",
    "は適切に管理されていますか。",
)
TITLES = (
    "組織的安全管理措置",
    "人的安全管理措置",
    "物理的安全管理措置",
    "技術的安全管理措置",
    "再委託の管理",
)
KANA, CIRCLED, ROMAN = "アイウエオカキクケコ", "①②③④⑤⑥⑦⑧⑨⑩", "ⅠⅡⅢⅣⅤ"
HEADS = {
    "number": ("番号", "No.", "項番", "№"),
    "question": ("点検項目", "確認内容", "チェック項目", "質問事項"),
    "look_at": ("確認資料", "確認方法", "エビデンス"),
    "mark": ("判定", "結果", "適・不適・該当なし", "評価（○・×・－）"),
    "note": ("備考", "特記事項", "指摘事項"),
}


def numbered(style: str, section: int, item: int) -> str:
    return {
        "plain": f"{item}",
        "pair": f"{section}-{item}",
        "brackets": f"({item})",
        "wide": f"{section}－{item}".translate({48 + n: 0xFF10 + n for n in range(10)}),
        "circled": CIRCLED[item - 1],
        "kana": KANA[item - 1],
        "dots": f"{section}.1.{item}",
        "mixed": f"{section}-(1)-{KANA[item - 1]}",
    }[style]


@dataclass(frozen=True)
class Made:
    book: Workbook
    questions: list[str]
    titles: list[str]


@st.composite
def checklists(draw: st.DrawFn) -> Made:
    """Draw a checklist: columns in any order, sections as merged rows or in a column, blank rows, numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = draw(st.sampled_from(["点検表", "Sheet1", "Ｒ８"]))
    in_column = draw(st.booleans())
    rest = draw(st.permutations(["look_at", "mark", "note"]))[: draw(st.integers(1, 3))]
    columns = [*(["section"] if in_column else []), "number", "question", *rest]
    row = draw(st.integers(1, 6))
    if row > 1:
        sheet.cell(1, 1).value = "個人情報取扱委託点検表"
    for column, kind in enumerate(columns, start=1):
        sheet.cell(row, column).value = "区分" if kind == "section" else draw(st.sampled_from(HEADS[kind]))
    made = Made(book, [], [])
    style = draw(st.sampled_from(["plain", "pair", "brackets", "wide", "circled", "kana", "dots", "mixed"]))
    for section in range(1, draw(st.integers(1, 4)) + 1):
        row = _section(draw, sheet, made, (section, row, style), columns)
    if draw(st.booleans()):
        sheet.cell(row + 2, 1).value = draw(
            st.sampled_from(["※ 注記", "検査員　　　印", "（注）該当のないとき"])
        )
    return made


def _section(
    draw: st.DrawFn, sheet: Worksheet, made: Made, at: tuple[int, int, str], columns: Sequence[str]
) -> int:
    section, row, style = at
    title = TITLES[section - 1]
    if "section" not in columns:
        row += 1 + draw(st.integers(0, 1))
        title = draw(st.sampled_from(["{n}　{t}", "第{n} {t}", "{r}．{t}", "【{t}】"])).format(
            n=section, r=ROMAN[section - 1], t=title
        )
        sheet.cell(row, 1).value = title
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
    made.titles.append(title)
    first = row + 1
    for item in range(1, draw(st.integers(1, 5)) + 1):
        row += 1
        question = f"{draw(st.sampled_from(WHAT))}{len(made.questions) + 1}{draw(st.sampled_from(DOES))}"
        made.questions.append(question)
        for column, kind in enumerate(columns, start=1):
            texts = {"number": numbered(style, section, item), "question": question, "look_at": "規程、名簿"}
            if kind == "section" and row == first:
                texts["section"] = title
            sheet.cell(row, column).value = texts.get(kind)
    if "section" in columns and row > first and draw(st.booleans()):
        sheet.merge_cells(start_row=first, end_row=row, start_column=1, end_column=1)
    return row + draw(st.integers(0, 1))


@settings(max_examples=60, deadline=None)
@given(checklists())
def test_every_item_and_section_of_a_generated_workbook_is_found(made: Made) -> None:
    content = saved(made.book)
    draft = draft_from(understand(content, file_name="a.xlsx"), title="点検表", today=TODAY)
    sections = draft.document["sections"]
    assert [item["title"]["ja"] for part in sections for item in part["items"]] == made.questions
    assert [part["title"]["ja"] for part in sections] == made.titles
    assert list(schema_faults(draft.document)) == []
    edition = edition_from_document(draft.document)
    assert looks_of(write_back(content, draft.layout, edition).content) == looks_of(content)
    house = draft_from(
        understand(house_workbook(edition), file_name="b.xlsx"), title="点検表", today=TODAY, based_on=edition
    )
    assert house.document["sections"] == document_from_edition(edition)["sections"]
    assert "retired" not in house.document


@settings(max_examples=40, deadline=None)
@given(checklists(), st.data())
def test_items_taken_out_and_put_in_anywhere_come_back_in_their_places(
    made: Made, data: st.DataObject
) -> None:
    content = saved(made.book)
    draft = draft_from(understand(content, file_name="a.xlsx"), title="点検表", today=TODAY)
    document = draft.document
    wanted = []
    for at, part in enumerate(document["sections"]):
        kept = [item for item in part["items"] if data.draw(st.booleans())] or part["items"][:1]
        place = data.draw(st.integers(0, len(kept)))
        new = {**kept[0], "id": f"N-{at}", "title": {"ja": f"新しい問い{at}に答えられるか。"}}
        part["items"] = [*kept[:place], new, *kept[place:]]
        wanted += [item["title"]["ja"] for item in part["items"]]
    written = write_back(content, draft.layout, edition_from_document(document))
    back = draft_from(understand(written.content, file_name="a.xlsx"), title="点検表", today=TODAY)
    assert [item["title"]["ja"] for part in back.document["sections"] for item in part["items"]] == wanted


VALUES = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *HEADS["number"],
            *HEADS["question"],
            *HEADS["mark"],
            "適",
            "不適",
            "○",
            "区分",
            "1",
            "(1)",
            "①",
            "第1",
            "=1+1",
        ]
    ),
    st.text(alphabet="あ問1-（①ア。か ※\n", max_size=12),
    st.integers(-9, 9999),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)),
)
GRIDS = st.lists(st.lists(VALUES, max_size=7), min_size=1, max_size=14)
AREAS = st.lists(
    st.tuples(st.integers(1, 10), st.integers(1, 5), st.integers(0, 3), st.integers(0, 3)), max_size=3
)


@settings(max_examples=120, deadline=None)
@given(GRIDS, AREAS, st.data())
def test_garbage_is_refused_or_understood_and_what_is_understood_is_sound(
    grid: list[list[object]], areas: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    book = Workbook()
    for row in grid:
        book.worksheets[0].append(row)
    for top, left, down, right in areas:
        if all(
            not str(each) or each.isdisjoint(_area(top, left, down, right))
            for each in book.worksheets[0].merged_cells.ranges
        ):
            book.worksheets[0].merge_cells(str(_area(top, left, down, right)))
    content = saved(book)
    try:
        understood = understand(content, file_name="a.xlsx")
    except RefusedError:
        return
    sheet = understood.sheets[0]
    understood = with_sheet(understood, sheet.name, is_used=True)
    column = data.draw(st.integers(0, len(sheet.roles) - 1))
    understood = with_role(understood, sheet.name, column, data.draw(st.sampled_from(ColumnRole)))
    number = data.draw(st.sampled_from([row.number for row in sheet.rows]))
    understood = with_kind(understood, sheet.name, number, data.draw(st.sampled_from(RowKind)))
    try:
        draft = draft_from(understood, title="", today=TODAY)
    except RefusedError:
        return
    assert list(schema_faults(draft.document)) == []
    write_back(content, draft.layout, edition_from_document(draft.document))


def _area(top: int, left: int, down: int, right: int) -> CellRange:
    return CellRange(min_row=top, min_col=left, max_row=top + down, max_col=left + right)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]))
def test_any_bytes_are_refused(content: bytes, start: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        understand(start + content, file_name="a.xlsx")
    assert refusal.value.remedy
