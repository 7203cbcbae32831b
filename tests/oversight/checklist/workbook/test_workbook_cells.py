"""What is written into cells, and how: boxes, lists of choices, formulas, pictures; what is lost."""

from __future__ import annotations

import copy
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn
from PIL import Image as Picture

from models.marks import Mark
from oversight.checklist import edition_from_document
from oversight.checklist.workbook import (
    FilledAnswer,
    HeadField,
    WrittenBack,
    draft_from,
    house_workbook,
    understand,
    write_back,
)
from oversight.errors import RefusedError
from oversight.personal_number import PersonalNumberError
from tests.oversight.checklist.workbook.offices import HUM, ORG, aoba, minato, saved
from tests.oversight.checklist.workbook.test_bad_workbooks import NUMBER, with_parts
from tests.oversight.exchange import books
from tests.oversight.exchange.test_hostile_books import opendocument

TODAY = dt.date(2026, 12, 1)
Answers = dict[str, FilledAnswer]


def book_of(*rows: Sequence[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return book


def sent(
    content: bytes, answers: Answers | None = None, *, new: str = "", gone: str = "", changed: str = ""
) -> WrittenBack:
    draft = draft_from(understand(content, file_name="a.xlsx"), title="点検表", today=TODAY)
    document = copy.deepcopy(draft.document)
    items = document["sections"][0]["items"]
    if new:
        items.append({**copy.deepcopy(items[-1]), "id": "NEW-1", "title": {"ja": new}})
    if changed:
        items[0]["title"]["ja"] = changed
    document["sections"][0]["items"] = [item for item in items if item["id"] != gone]
    return write_back(content, draft.layout, edition_from_document(document), answers=answers)


def sheet_of(written: WrittenBack, at: int = 0) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written.content), rich_text=True).worksheets[at]


BAD = {
    "S01-01": FilledAnswer(Mark.NONCONFORMING, "古い。"),
    "S01-02": FilledAnswer(Mark.NOT_APPLICABLE, "ない。"),
}


def test_boxes_in_one_cell_are_ticked_and_new_rows_have_boxes_too() -> None:
    boxes = "□適　□不適　□非該当"
    content = saved(book_of(("番号", "点検項目", "判定", "備考"), (1, ORG[0], boxes), (2, ORG[1], boxes)))
    sheet = sheet_of(sent(content, BAD, new="新しいか。"))
    assert [sheet[f"C{row}"].value for row in (2, 3, 4)] == [
        "□適　☑不適　□非該当",
        "□適　□不適　☑非該当",
        boxes,
    ]


def test_a_box_in_each_column_is_ticked_and_cleared() -> None:
    content = saved(
        book_of(("番号", "点検項目", "はい", "いいえ"), (1, ORG[0], "□", "□"), (2, ORG[1], "□", "□"))
    )
    first = sent(content, BAD)
    assert [sheet_of(first)[cell].value for cell in ("C2", "D2")] == ["□", "☑"]
    assert any("備考の欄がない" in note.sentence for note in first.notes)
    draft = draft_from(understand(content, file_name="a.xlsx"), title="点検表", today=TODAY)
    again = write_back(
        first.content,
        draft.layout,
        edition_from_document(draft.document),
        answers={"S01-01": FilledAnswer(Mark.CONFORMING)},
    )
    assert [sheet_of(again)[cell].value for cell in ("C2", "D2")] == ["☑", "□"]


def test_the_sign_that_a_filled_in_sheet_uses_is_used() -> None:
    content = saved(
        book_of(("番号", "点検項目", "適", "否", "備考"), (1, ORG[0], "レ"), (2, ORG[1], None, "レ"))
    )
    assert sheet_of(sent(content, BAD))["D2"].value == "レ"


def test_words_of_a_list_anywhere_in_the_book_are_used() -> None:
    book = book_of(("番号", "点検項目", "判定", "備考"), (1, ORG[0]), (2, ORG[1]))
    book.create_sheet("語").append(["適合", "不適合", "N/A", "確認中"])
    rule = DataValidation("list", formula1="語!$A$1:$D$1")
    rule.add("C2:C1048576")
    book.worksheets[0].add_data_validation(rule)
    odd = DataValidation("list", formula1="無い名前")
    odd.add("D2:D3")
    book.worksheets[0].add_data_validation(odd)
    lost = DataValidation("list", formula1="無いシート!$A$1")
    lost.add("E2")
    book.worksheets[0].add_data_validation(lost)
    sheet = sheet_of(sent(saved(book), BAD, new="新しいか。"))
    assert [sheet[f"C{row}"].value for row in (2, 3)] == ["不適合", "N/A"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C2:C1048576"


def test_a_column_without_a_heading_but_with_a_list_of_answers_takes_them() -> None:
    book = book_of(("番号", "点検項目", None, "備考"), (1, ORG[0]), (2, ORG[1]))
    rule = DataValidation("list", formula1='"良,否"')
    rule.add("C2:C3")
    book.worksheets[0].add_data_validation(rule)
    sheet = sheet_of(sent(saved(book), BAD))
    assert [sheet[f"C{row}"].value for row in (2, 3)] == ["否", "非該当"]


def test_the_inspectors_column_is_filled_not_that_of_the_contractors_own_check() -> None:
    content = saved(
        book_of(("番号", "点検項目", "自己点検", "実地検査", "備考", "指摘事項"), (1, ORG[0]), (2, ORG[1]))
    )
    sheet = sheet_of(sent(content, BAD))
    assert [sheet[cell].value for cell in ("C2", "D2", "E2", "F2")] == [None, "不適", None, "古い。"]


def test_what_begins_as_a_formula_does_is_written_as_a_text() -> None:
    content = saved(book_of(("番号", "点検項目", "判定", "備考"), (1, ORG[0]), (2, ORG[1])))
    cell = sheet_of(sent(content, {"S01-01": FilledAnswer(Mark.CONFORMING, "=1+1\x07")}))["D2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_formulas_of_rows_and_sheets_follow_the_rows() -> None:
    book = book_of(
        ("番号", "点検項目", "判定", "備考", "要是正"),
        ("=ROW()-1", ORG[0], None, None, '=IF(C2="不適","要","")'),
        ("=ROW()-1", ORG[1], None, None, '=IF(C3="不適","要","")'),
        (None, "合計", '=COUNTIF(C2:C3,"適")', None, "=SUM($C$2,3:3,E:E,名)"),
    )
    book.create_sheet("集計").append(["=Sheet!C4", "=Sheet!C2", "='Sheet'!A1:C3", "=他!A1"])
    book.defined_names["結果"] = DefinedName("結果", attr_text="Sheet!$C$2:$C$3")
    written = sent(saved(book), new="新しいか。", gone="S01-01")
    sheet, totals = sheet_of(written), sheet_of(written, 1)
    assert sheet["E3"].value == '=IF(C3="不適","要","")'
    assert (sheet["A2"].value, sheet["A3"].value) == ("=ROW()-1", "=ROW()-1")
    assert (sheet["C4"].value, sheet["E4"].value) == ('=COUNTIF(C2:C3,"適")', "=SUM(#REF!,2:2,E:E,名)")
    assert [cell.value for cell in totals[1]] == ["=Sheet!C4", "=Sheet!#REF!", "='Sheet'!A1:C3", "=他!A1"]
    names = openpyxl.load_workbook(io.BytesIO(written.content)).defined_names
    assert names["結果"].attr_text == "Sheet!$C$2:$C$3"


def test_pictures_charts_tables_and_links_move_with_their_rows() -> None:
    book = book_of(("番号", "点検項目", "判定"), (1, ORG[0]), (2, ORG[1]), (3, ORG[2]))
    sheet = book.worksheets[0]
    stream = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(stream, "PNG")
    sheet.add_image(Image(stream), "B9")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=4))
    sheet.add_chart(chart, "E2")
    sheet.add_table(Table(displayName="表", ref="A1:C4"))
    sheet["B4"].hyperlink = "https://example.com/"
    written = sent(saved(book), gone="S01-01")
    after = sheet_of(written)
    assert after._images[0].anchor._from.row == 7
    assert after._charts[0].anchor._from.row == 0
    assert after.tables["表"].ref == "A1:C3"
    assert after["B3"].hyperlink.ref == "B3"
    assert any("グラフ" in note.sentence for note in written.notes)


def test_what_is_tied_to_rows_that_go_goes_with_them() -> None:
    book = book_of(("番号", "点検項目", "判定"), (1, ORG[0]), (2, ORG[1]), (3, ORG[2]))
    sheet = book.worksheets[0]
    sheet.add_table(Table(displayName="表", ref="B2:B2"))
    sheet["E1"], sheet["F1"] = "甲", "乙"
    table = Table(displayName="全部", ref="E1:F4")
    table.autoFilter = AutoFilter(ref="E1:F4")
    sheet.add_table(table)
    plain = Table(displayName="素", ref="H2:H4", headerRowCount=0)
    plain.tableColumns = [TableColumn(id=1, name="列")]
    sheet.add_table(plain)
    rule = DataValidation("list", formula1='"適,不適"')
    rule.add("C2")
    sheet.add_data_validation(rule)
    sheet.print_area = "A2:C2"
    sheet.auto_filter.ref = "A2:C2"
    sheet.freeze_panes = "A2"
    sheet.row_breaks.append(Break(id=2))
    after = sheet_of(sent(saved(book), gone="S01-01"))
    assert not after.data_validations.dataValidation
    assert (after.print_area, after.auto_filter.ref, after.freeze_panes) == ("", None, "A2")
    assert {each.displayName: each.ref for each in after.tables.values()} == {"全部": "E1:F3", "素": "H2:H3"}
    assert after.tables["全部"].autoFilter.ref == "E1:F3"
    assert [each.id for each in after.row_breaks.brk] == [1]


def test_numbers_that_do_not_count_on_are_left_when_an_item_goes() -> None:
    content = saved(book_of(("番号", "点検項目", "判定"), ("甲", ORG[0]), ("10", ORG[1]), ("3", ORG[2])))
    written = sent(content, gone="S01-01")
    assert [sheet_of(written)[f"A{row}"].value for row in (2, 3)] == ["10", "3"]
    assert written.notes == ()


def test_letters_of_several_formats_in_a_cell_stay() -> None:
    book = book_of(("番号", "点検項目", "判定"), (1, ORG[0]), (2, ORG[1]))
    rich = CellRichText("規程を", TextBlock(InlineFont(b=True), "整備"), "しているか。")
    book.worksheets[0]["B2"] = rich
    assert sheet_of(sent(saved(book), new="新しいか。"))["B2"].value == rich


def test_numbers_that_do_not_count_on_are_left_and_a_new_item_stays_without() -> None:
    content = saved(book_of(("番号", "点検項目", "判定"), ("甲", ORG[0]), ("10", ORG[1]), ("3", ORG[2])))
    written = sent(content, new="新しいか。")
    assert [sheet_of(written)[f"A{row}"].value for row in (2, 3, 4, 5)] == ["甲", "10", "3", None]
    assert any("空けてあります" in note.sentence for note in written.notes)


def test_the_words_of_a_section_column_without_merged_cells_stay_when_the_first_item_goes() -> None:
    content = saved(book_of(("区分", "番号", "点検項目", "判定"), ("組織", 1, ORG[0]), (None, 2, ORG[1])))
    assert [cell.value for cell in sheet_of(sent(content, gone="S01-01"))[2]][:3] == ["組織", 1, ORG[1]]


def test_a_section_renamed_while_its_first_item_goes_has_its_new_name_where_the_next_stands() -> None:
    content = saved(
        book_of(
            ("区分", "番号", "点検項目", "判定"), ("組織", 1, ORG[0]), (None, 3, ORG[1]), ("人", 9, HUM[0])
        )
    )
    draft = draft_from(understand(content, file_name="a.xlsx"), title="点検表", today=TODAY)
    document = copy.deepcopy(draft.document)
    document["sections"][0] |= {"title": {"ja": "体制"}, "items": document["sections"][0]["items"][1:]}
    written = write_back(content, draft.layout, edition_from_document(document))
    assert [cell.value for cell in sheet_of(written)[2]] == ["体制", 3, ORG[1], None]
    document["sections"] = [{**document["sections"][1], "id": "S01", "title": {"ja": "体制"}}]
    alone = sheet_of(write_back(content, draft.layout, edition_from_document(document)))
    assert [cell.value for cell in alone[2]] == ["人", 9, HUM[0], None]


def test_severity_and_basis_of_a_new_item_are_written_in_the_words_of_the_sheet() -> None:
    content = saved(
        book_of(
            ("番号", "点検項目", "根拠", "重要度", "判定"),
            (1, ORG[0], "第1条", "高"),
            (2, ORG[1], "第2条", "低"),
        )
    )
    sheet = sheet_of(sent(content, new="新しいか。"))
    assert [cell.value for cell in sheet[4]] == [3, "新しいか。", "第2条", "低", None]


def test_changed_evidence_of_two_columns_stands_whole_in_the_first() -> None:
    content = saved(
        book_of(
            ("番号", "点検項目", "確認資料", "確認方法", "判定"), (1, ORG[0], "規程", "閲覧"), (2, ORG[1])
        )
    )
    draft = draft_from(understand(content, file_name="a.xlsx"), title="点検表", today=TODAY)
    document = copy.deepcopy(draft.document)
    document["sections"][0]["items"][0]["look_at"] = {"ja": "規程を閲覧する。"}
    sheet = sheet_of(write_back(content, draft.layout, edition_from_document(document)))
    assert [cell.value for cell in sheet[2]] == [1, ORG[0], "規程を閲覧する。", None, None]


def test_the_number_before_a_question_stays_when_the_question_changes() -> None:
    content = saved(book_of(("点検項目", "判定"), ("１．" + ORG[0],), ("２．" + ORG[1],)))
    assert sheet_of(sent(content, changed="規程は最新か。"))["A2"].value == "１．規程は最新か。"


LOST = {
    "xl/ctrlProps/ctrlProp1.xml": "フォームのボタン",
    "xl/activeX/activeX1.xml": "ActiveX",
    "xl/diagrams/data1.xml": "SmartArt",
    "xl/threadedComments/threadedComment1.xml": "返信のあるコメント",
    "xl/media/image1.emf": "EMF",
    "xl/printerSettings/printerSettings1.bin": "プリンター",
    "xl/richData/rdrichvalue.xml": "セルの中の画像",
}


@pytest.mark.parametrize("name", LOST)
def test_what_does_not_come_out_again_is_named(name: str) -> None:
    written = sent(with_parts(aoba(), {name: b"<a/>"}))
    assert LOST[name] in written.notes[0].sentence


def test_shapes_are_named() -> None:
    shapes = b'<xdr:wsDr xmlns:xdr="urn:x"><xdr:sp macro=""/></xdr:wsDr>'
    written = sent(with_parts(aoba(), {"xl/drawings/drawing9.xml": shapes}))
    assert "図形" in written.notes[0].sentence


def test_a_file_of_another_format_goes_out_in_the_layout_of_the_house() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [("番号", "点検項目", "判定"), ("1", ORG[0], ""), ("2", ORG[1], "")]
    lines = ["<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>" for row in rows]
    written = sent(opendocument("".join(lines)), BAD)
    assert not written.keeps_layout
    assert "標準の体裁" in written.notes[0].sentence
    back = draft_from(understand(written.content, file_name="a.xlsx"), title="点検表", today=TODAY)
    assert [item["title"]["ja"] for item in back.document["sections"][0]["items"]] == [ORG[0], ORG[1]]
    assert (sheet_of(written)["G9"].value, sheet_of(written)["I9"].value) == ("○", "古い。")


def test_the_house_workbook_holds_answers_and_head_and_prints_on_a4() -> None:
    draft = draft_from(understand(aoba(), file_name="a.xlsx"), title="点検表", today=TODAY)
    edition = edition_from_document(draft.document)
    head = {HeadField.CONTRACTOR.value: "株式会社北海"}
    content = house_workbook(edition, answers={"S02-01": FilledAnswer(Mark.CONFORMING)}, head=head)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["B2"].value == "株式会社北海"
    assert [row[0].value for row in sheet.iter_rows() if row[5].value == "○"] == ["S02-01"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$7:$7"
    assert content == house_workbook(edition, answers={"S02-01": FilledAnswer(Mark.CONFORMING)}, head=head)


@pytest.mark.parametrize("where", ["answers", "head"])
def test_an_individual_number_does_not_go_out(where: str) -> None:
    draft = draft_from(understand(aoba(), file_name="a.xlsx"), title="点検表", today=TODAY)
    edition = edition_from_document(draft.document)
    given: dict[str, Any] = {
        "answers": {"S01-01": FilledAnswer(Mark.CONFORMING, NUMBER)},
        "head": {"place": NUMBER},
    }
    with pytest.raises(PersonalNumberError) as refusal:
        write_back(aoba(), draft.layout, edition, **{where: given[where]})
    assert NUMBER not in str(refusal.value)


def test_a_workbook_too_odd_for_the_second_reader_is_read_all_the_same_but_not_written_back() -> None:
    content = saved(book_of(("番号", "点検項目", "判定"), (1, ORG[0]), (2, HUM[0])))
    odd = with_parts(
        content, {"xl/styles.xml": b"<styleSheet><fonts><font><sz val='x'/></font></fonts></styleSheet>"}
    )
    draft = draft_from(understand(odd, file_name="a.xlsx"), title="点検表", today=TODAY)
    assert len(draft.document["sections"][0]["items"]) == 2
    written = write_back(odd, draft.layout, edition_from_document(draft.document))
    assert not written.keeps_layout


def test_a_damaged_file_is_not_written_back() -> None:
    draft = draft_from(understand(minato(), file_name="a.xlsx"), title="点検表", today=TODAY)
    with pytest.raises(RefusedError):
        write_back(b"", draft.layout, edition_from_document(draft.document))


def test_the_layout_left_by_the_library_opens_in_two_readers() -> None:
    with zipfile.ZipFile(io.BytesIO(sent(minato()).content)) as archive:
        assert archive.testzip() is None


def test_an_old_file_is_read_with_its_hidden_sheets_left_out() -> None:
    understood = understand(books.old_book(), file_name="a.xls")
    assert [(sheet.name, sheet.is_used) for sheet in understood.sheets] == [("隠", False), ("台帳", False)]
    assert any("表示されていないシート" in note.sentence for note in understood.notes)


def test_an_old_file_and_one_too_heavy_go_out_in_the_layout_of_the_house() -> None:
    draft = draft_from(understand(aoba(), file_name="a.xlsx"), title="点検表", today=TODAY)
    edition = edition_from_document(draft.document)
    old = write_back(books.old_book(), draft.layout, edition)
    heavy = books.raw_book(after='<mergeCells><mergeCell ref="C3:GR4000"/></mergeCells>')
    assert ".xlsx" in old.notes[0].sentence
    assert "大きすぎる" in write_back(heavy, draft.layout, edition).notes[0].sentence
