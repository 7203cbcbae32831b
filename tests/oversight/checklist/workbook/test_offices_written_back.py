"""The five workbooks out again: what is not changed stays to the last border."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest

from models.marks import Mark
from oversight.checklist import Edition, edition_from_document
from oversight.checklist.workbook import (
    FilledAnswer,
    HeadField,
    WorkbookDraft,
    WrittenBack,
    draft_from,
    understand,
    write_back,
)
from tests.oversight.checklist.workbook.looks import looks_of, read_by_another
from tests.oversight.checklist.workbook.offices import HUM, OFFICES, ORG, PHY

TODAY = dt.date(2026, 12, 1)
CHANGED = "保護責任者と作業責任者を定め、変わるたびに市へ届け出ているか。"
NEW = "委託先が自ら点検し、結果を市へ報告しているか。"


class Trip:
    """A workbook on its way: in, changed, out."""

    def __init__(self, name: str) -> None:
        self.content = OFFICES[name]()
        draft: WorkbookDraft = draft_from(
            understand(self.content, file_name=f"{name}.xlsx"), title="点検表", today=TODAY
        )
        self.layout: Mapping[str, Any] = json.loads(json.dumps(draft.layout, ensure_ascii=False))
        self.document: dict[str, Any] = copy.deepcopy(draft.document)

    @property
    def edition(self) -> Edition:
        return edition_from_document(self.document)

    def items(self, section: int) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.document["sections"][section]["items"]
        return items

    def add(self, section: int, own_id: str = "S01-04", title: str = NEW, place: int | None = None) -> None:
        items = self.items(section)
        one = {**copy.deepcopy(items[0]), "id": own_id, "title": {"ja": title}}
        items.insert(len(items) if place is None else place, one)

    def out(
        self, answers: Mapping[str, FilledAnswer] | None = None, head: Mapping[str, str] | None = None
    ) -> WrittenBack:
        return write_back(self.content, self.layout, self.edition, answers=answers, head=head)


def values(written: WrittenBack, sheet: str) -> Mapping[str, Any]:
    return looks_of(written.content)[sheet].values


SHEETS = {"aoba": "実地検査", "midori": "点検表", "minato": "1_組織", "kasumi": "Ｒ８点検", "tani": "Sheet1"}


@pytest.mark.parametrize("name", OFFICES)
def test_what_is_not_changed_comes_out_as_it_went_in(name: str) -> None:
    trip = Trip(name)
    written = trip.out()
    assert written.keeps_layout
    assert looks_of(written.content) == looks_of(trip.content)
    assert read_by_another(written.content) == read_by_another(trip.content)
    assert written.notes == ()


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("aoba", {"B7": CHANGED}),
        ("midori", {"C5": CHANGED}),
        ("minato", {"B6": CHANGED}),
        ("kasumi", {"B9": CHANGED[:11], "B10": CHANGED[11:]}),
        ("tani", {"C8": CHANGED}),
    ],
)
def test_a_changed_question_changes_its_cells_alone(name: str, cells: dict[str, str]) -> None:
    trip = Trip(name)
    trip.items(0)[1]["title"]["ja"] = CHANGED
    before, after = looks_of(trip.content), looks_of(trip.out().content)
    differing = {
        cell: value
        for sheet in after
        for cell, value in after[sheet].values.items()
        if before[sheet].values.get(cell) != value
    }
    assert "".join(differing.values()) == CHANGED
    assert set(differing) == set(cells)
    for sheet, look in after.items():
        assert (look.styles, look.merged, look.heights) == (
            before[sheet].styles,
            before[sheet].merged,
            before[sheet].heights,
        )


@pytest.mark.parametrize(
    ("name", "row", "number", "question"),
    [
        ("aoba", 9, 4, "B9"),
        ("midori", 7, "(4)", "C7"),
        ("minato", 8, "1-4", "B8"),
        ("kasumi", 13, "④", "B13"),
        ("tani", 11, "1-(2)-イ", "C11"),
    ],
)
def test_a_new_item_gets_rows_like_those_above_and_the_next_number(
    name: str, row: int, number: object, question: str
) -> None:
    trip = Trip(name)
    trip.add(0)
    written = trip.out()
    before, after = looks_of(trip.content)[SHEETS[name]], looks_of(written.content)[SHEETS[name]]
    assert str(after.values[question]) in NEW
    assert number in (after.values.get(f"A{row}"), after.values.get(f"B{row}"))
    model = row - (2 if name == "kasumi" else 1)
    for column in "ABCDEFG":
        assert after.styles.get(f"{column}{row}") == before.styles.get(f"{column}{model}")
    assert after.heights.get(row) == before.heights.get(model)
    assert after.widths == before.widths
    assert any(note.row == row and "加えました" in note.sentence for note in written.notes)
    back = draft_from(understand(written.content, file_name="b.xlsx"), title="点検表", today=TODAY)
    titles = [item["title"]["ja"] for part in back.document["sections"] for item in part["items"]]
    assert titles == [*ORG, NEW, *HUM, *PHY]


def test_merged_cells_choices_formats_formulas_and_the_page_move_with_the_rows() -> None:
    trip = Trip("midori")
    trip.add(1, "S02-03")
    del trip.items(2)[0]
    look = looks_of(trip.out().content)["点検表"]
    assert look.merged == {"A4:A6", "A7:A9", "A10:A11"}
    assert look.choices == (("F4:F11", '"適,不適,非該当"'),)
    assert look.formats == (("F4:F11", [['"不適"']]),)
    assert look.values["F12"] == '=COUNTIF(F4:F11,"不適")'
    assert (look.page[0], look.page[12]) == ("'点検表'!$A$1:$G$12", "A3:G11")
    assert look.values["A10"] == "保管・持出し"


def test_a_section_column_over_two_rows_is_merged_no_more_when_one_is_left() -> None:
    trip = Trip("midori")
    del trip.items(1)[0]
    look = looks_of(trip.out().content)["点検表"]
    assert look.merged == {"A4:A6", "A8:A10"}
    assert (look.values["A7"], look.values["C7"]) == ("従事者", HUM[1])


def test_running_numbers_count_on_when_an_item_is_retired() -> None:
    trip = Trip("aoba")
    del trip.items(0)[0]
    look = looks_of(trip.out().content)["実地検査"]
    assert [look.values[f"A{row}"] for row in (6, 7, 9, 10, 12, 13, 14)] == [1, 2, 3, 4, 5, 6, 7]
    assert ORG[0] not in look.values.values()
    assert look.merged == {"A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "A5:G5", "A8:G8", "A11:G11"}
    assert (look.page[0], look.page[13]) == ("'実地検査'!$A$1:$G$16", (10,))
    assert look.heights[11] == 18


def test_a_section_of_which_all_is_retired_goes_with_its_heading() -> None:
    trip = Trip("kasumi")
    del trip.document["sections"][1]
    look = looks_of(trip.out().content)["Ｒ８点検"]
    assert [look.values[f"A{row}"] for row in (6, 13)] == ["Ⅰ．組織に関する措置", "Ⅲ．場所に関する措置"]
    assert "Ⅱ．従事者に関する措置" not in look.values.values()


@pytest.mark.parametrize(
    ("name", "cell"), [("aoba", "A16"), ("midori", "A12"), ("kasumi", "A25"), ("tani", "B21")]
)
def test_a_new_section_gets_a_heading_as_the_others_have(name: str, cell: str) -> None:
    trip = Trip(name)
    one = {**copy.deepcopy(trip.items(2)[0]), "id": "S04-01", "title": {"ja": NEW}}
    trip.document["sections"].append({"id": "S04", "title": {"ja": "４　技術的安全管理措置"}, "items": [one]})
    written = trip.out()
    title = "4" if name == "tani" else "４　技術的安全管理措置"
    assert looks_of(written.content)[SHEETS[name]].values[cell] == title
    back = draft_from(understand(written.content, file_name="b.xlsx"), title="点検表", today=TODAY)
    assert [item["title"]["ja"] for item in back.document["sections"][-1]["items"]] == [NEW]
    assert "技術的安全管理措置" in back.document["sections"][-1]["title"]["ja"]


def test_a_new_section_with_no_place_for_its_name_is_said() -> None:
    book = openpyxl.Workbook()
    for at, question in enumerate(ORG, start=1):
        if at == 1:
            book.worksheets[0].append(["番号", "点検項目", "結果"])
        book.worksheets[0].append([at, question])
    stream = io.BytesIO()
    book.save(stream)
    draft = draft_from(understand(stream.getvalue(), file_name="a.xlsx"), title="点検表", today=TODAY)
    document = copy.deepcopy(draft.document)
    one = {**copy.deepcopy(document["sections"][0]["items"][0]), "id": "T-1", "title": {"ja": NEW}}
    document["sections"].append({"id": "T", "title": {"ja": "技術"}, "items": [one]})
    written = write_back(stream.getvalue(), draft.layout, edition_from_document(document))
    assert any("「技術」の見出しを書く所がありません" in note.sentence for note in written.notes)
    assert values(written, "Sheet")["B5"] == NEW


def test_a_renamed_section_and_changed_evidence_and_severity_are_written() -> None:
    trip = Trip("tani")
    trip.document["sections"][0]["title"]["ja"] = "1 組織の管理体制"
    assert values(trip.out(), "Sheet1")["C6"] == "組織の管理体制"
    aoba = Trip("aoba")
    aoba.items(0)[0]["look_at"]["ja"] = "規程の最新版"
    assert values(aoba.out(), "実地検査")["C6"] == "規程の最新版"
    midori = Trip("midori")
    midori.items(0)[0]["severity"] = "C"
    assert values(midori.out(), "点検表")["E4"] == "C"


def test_a_new_first_item_goes_above_the_others_and_the_section_column_over_it() -> None:
    trip = Trip("midori")
    trip.add(1, "S02-03", place=0)
    look = looks_of(trip.out().content)["点検表"]
    assert (look.values["A7"], look.values["B7"], look.values["C7"]) == ("従事者", "(1)", NEW)
    assert "A7:A9" in look.merged
    assert look.values["B9"] == "(3)"


def answered() -> dict[str, FilledAnswer]:
    return {
        "S01-01": FilledAnswer(Mark.CONFORMING),
        "S01-02": FilledAnswer(Mark.NONCONFORMING, "届出が古い。"),
        "S01-03": FilledAnswer(Mark.NOT_APPLICABLE, "台帳を要しない。"),
    }


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("aoba", {"D6": "○", "E7": "○", "G7": "届出が古い。", "F8": "○", "G8": "台帳を要しない。"}),
        (
            "midori",
            {"F4": "適", "F5": "不適", "G5": "届出が古い。", "F6": "非該当", "G6": "台帳を要しない。"},
        ),
        ("minato", {"D5": "○", "D6": "×", "E6": "届出が古い。", "D7": "－", "E7": "台帳を要しない。"}),
        ("kasumi", {"D7": "○", "E9": "○", "G9": "届出が古い。", "F11": "○", "G11": "台帳を要しない。"}),
        ("tani", {"D7": "○", "E8": "○", "F8": "届出が古い。", "F10": "台帳を要しない。"}),
    ],
)
def test_answers_stand_in_the_cells_that_the_workbook_has_for_them(name: str, cells: dict[str, str]) -> None:
    trip = Trip(name)
    written = trip.out(answered())
    before, after = looks_of(trip.content), looks_of(written.content)
    sheet = SHEETS[name]
    assert {
        cell: value for cell, value in after[sheet].values.items() if before[sheet].values.get(cell) != value
    } == cells
    assert after[sheet].styles == before[sheet].styles
    assert bool(written.notes) is (name == "tani")


def test_an_answer_without_a_cell_is_said_with_its_row() -> None:
    notes = Trip("tani").out(answered()).notes
    assert [(note.sheet, note.row) for note in notes] == [("Sheet1", 10)]
    unknown = Trip("tani").out({"S99-99": FilledAnswer(Mark.CONFORMING)}).notes
    assert "S99-99" in unknown[0].sentence


def test_an_earlier_answer_is_taken_away_when_another_is_given() -> None:
    trip = Trip("aoba")
    trip.content = trip.out(answered()).content
    changed = trip.out({"S01-01": FilledAnswer(Mark.NONCONFORMING, "ない。"), "S01-02": FilledAnswer()})
    after = values(changed, "実地検査")
    assert "D6" not in after
    assert "E7" not in after
    assert (after["E6"], after["G6"], after["G7"]) == ("○", "ない。", "届出が古い。")


def test_a_row_grows_for_a_text_that_would_be_cut_off_and_for_no_other() -> None:
    long = "台帳の記載が令和6年度から更新されておらず、取扱いの状況を確かめることができない。" * 3
    trip = Trip("aoba")
    trip.items(0)[1]["title"]["ja"] = long
    look = looks_of(trip.out({"S01-01": FilledAnswer(Mark.NONCONFORMING, long)}).content)["実地検査"]
    assert [look.heights[row] for row in (6, 7, 8)] == [148.5, 81.0, 30.0]
    merged = looks_of(Trip("kasumi").out({"S01-01": FilledAnswer(None, long)}).content)["Ｒ８点検"]
    assert [merged.heights[row] for row in (7, 8)] == [15.0, 160.5]


def test_the_head_is_filled_where_the_workbook_asks_for_it() -> None:
    head = {HeadField.CONTRACTOR.value: "株式会社北海", HeadField.INSPECTED_ON.value: "令和8年12月1日"}
    assert values(Trip("minato").out(head=head), "表紙")["B6"] == "令和8年12月1日"
    assert values(Trip("minato").out(head=head), "表紙")["B7"] == "株式会社北海"
    written = Trip("midori").out(head=head)
    assert "書く欄がない見出しがあります（2件）" in written.notes[0].sentence
    below = Trip("tani")
    del below.items(0)[0]
    assert values(below.out(head={"inspector": "札幌"}), "Sheet1")["C23"] == "札幌"


def test_items_in_another_order_stay_where_they_were_and_it_is_said() -> None:
    trip = Trip("aoba")
    trip.items(0).reverse()
    written = trip.out()
    assert values(written, "実地検査")["B6"] == ORG[0]
    assert any("順番" in note.sentence for note in written.notes)


def test_the_wrong_workbook_is_refused() -> None:
    trip = Trip("aoba")
    trip.content = OFFICES["tani"]()
    with pytest.raises(Exception, match="実地検査"):
        trip.out()
