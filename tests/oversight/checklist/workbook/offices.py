"""Five checklists as five town halls could have made them in Excel, each in a shape of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY = PatternFill("solid", start_color="FFD9D9D9")
ORG = (
    "個人情報の取扱いに関する規程を整備しているか。",
    "保護責任者を定め、市へ届け出ているか。",
    "取扱状況を台帳に記録しているか。",
)
HUM = "従事者全員から誓約書を徴しているか。", "従事者に年1回以上の研修を行っているか。"
PHY = (
    "取扱区域への立入りを制限しているか。",
    "書類を施錠できる書庫に保管しているか。",
    "媒体を持ち出すときは市の承認を得ているか。",
)
PAPERS = {
    ORG[0]: "規程、手順書",
    ORG[1]: "体制図、届出書の控え",
    ORG[2]: "取扱台帳",
    HUM[0]: "従事者名簿、誓約書",
    HUM[1]: "研修計画、出席簿",
    PHY[0]: "入退室の記録",
    PHY[1]: "書庫の現物",
    PHY[2]: "持出し簿",
}


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def framed(
    sheet: Worksheet, row: int, columns: int, *, height: float | None = None, fill: PatternFill | None = None
) -> None:
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.border = BOX
        cell.font = Font("ＭＳ 明朝", 10)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if fill is not None:
            cell.fill = fill
    if height is not None:
        sheet.row_dimensions[row].height = height


def filled(sheet: Worksheet, row: int, values: Sequence[object], *, start: int = 1) -> None:
    for column, value in enumerate(values, start=start):
        if value is not None:
            sheet.cell(row, column).value = value  # type: ignore[assignment]


def widths(sheet: Worksheet, *wide: float) -> None:
    for at, width in enumerate(wide):
        sheet.column_dimensions["ABCDEFGHIJ"[at]].width = width


def aoba() -> bytes:
    """Merged rows for the sections; 適 / 不適 / 非該当 beneath 判定; foot notes and a place to sign."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "実地検査"
    widths(sheet, 5, 48, 22, 6, 6, 8, 24)
    sheet.merge_cells("A1:G1")
    filled(sheet, 1, ["個人情報取扱委託　実地検査チェックリスト"])
    filled(sheet, 2, ["委託先名", None, None, None, "検査日"])
    filled(sheet, 3, ["No.", "点検項目", "確認資料", "判定", None, None, "備考"])
    filled(sheet, 4, ["適", "不適", "非該当"], start=4)
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4"):
        sheet.merge_cells(area)
    row, number = 5, 1
    for title, questions in (
        ("１　組織的安全管理措置", ORG),
        ("２　人的安全管理措置", HUM),
        ("３　物理的安全管理措置", PHY),
    ):
        framed(sheet, row, 7, height=18, fill=GREY)
        filled(sheet, row, [title])
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=7)
        for question in questions:
            row += 1
            framed(sheet, row, 7, height=30)
            filled(sheet, row, [number, question, PAPERS[question]])
            number += 1
        row += 1
    filled(sheet, row + 1, ["※ 非該当とした項目は、備考に理由を書くこと。"])
    filled(sheet, row + 2, ["検査員　　　　　　　　　　印", None, "立会者　　　　　　　　　印"])
    sheet.print_area = "A1:G17"
    sheet.print_title_rows = "3:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    parts: Any = sheet
    parts.oddFooter.center.text = "&P / &N"
    parts.oddHeader.right.text = "あおば市"
    sheet.freeze_panes = "A5"
    sheet.cell(6, 2).comment = Comment("最新版かを見る", "市")
    sheet.row_breaks.append(Break(id=11))
    return saved(book)


def midori() -> bytes:
    """A column of sections merged downwards; one column of answers with a list of choices."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "点検表"
    widths(sheet, 14, 6, 50, 16, 8, 10, 30)
    filled(sheet, 1, ["みどり町　委託先点検表（令和８年度）"])
    filled(sheet, 3, ["区分", "番号", "確認事項", "根拠条項", "重要度", "判定", "指摘事項"])
    framed(sheet, 3, 7, fill=GREY)
    row = 4
    ranks = iter("ABCBACBA")
    for title, questions in (("組織体制", ORG), ("従事者", HUM), ("保管・持出し", PHY)):
        first = row
        for number, question in enumerate(questions, start=1):
            framed(sheet, row, 7, height=27)
            filled(
                sheet,
                row,
                [title if row == first else None, f"({number})", question, f"特記事項第{row}条", next(ranks)],
            )
            row += 1
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
    filled(sheet, row, [None, None, "不適の数", None, None, f'=COUNTIF(F4:F{row - 1},"不適")'])
    rule = DataValidation("list", formula1='"適,不適,非該当"', allow_blank=True)
    rule.add(f"F4:F{row - 1}")
    sheet.add_data_validation(rule)
    red = PatternFill("solid", end_color="FFFFC7CE")
    sheet.conditional_formatting.add(f"F4:F{row - 1}", CellIsRule("equal", ['"不適"'], fill=red))  # type: ignore[no-untyped-call]
    sheet.print_area = f"A1:G{row}"
    sheet.auto_filter.ref = f"A3:G{row - 1}"
    return saved(book)


def minato() -> bytes:
    """A cover, one sheet for each section, a filled-in example, and a hidden list of choices."""
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = "表紙"
    filled(cover, 3, ["個人情報保護　実地調査票"])
    filled(cover, 6, ["調査日", "令和　年　月　日"])
    filled(cover, 7, ["委託事業者"])
    choices = book.create_sheet("選択肢")
    for at, word in enumerate(("○", "×", "－"), start=1):
        choices.cell(at, 1).value = word
    choices.sheet_state = "hidden"
    book.defined_names["結果の語"] = DefinedName("結果の語", attr_text="選択肢!$A$1:$A$3")
    for place, (name, questions) in enumerate((("組織", ORG), ("人", HUM), ("設備", PHY)), start=1):
        _minato_sheet(book.create_sheet(f"{place}_{name}"), place, f"{name}に関すること", questions)
    _minato_sheet(book.create_sheet("記入例"), 1, "組織に関すること", ORG)
    filled(book["記入例"], 5, ["○", "記入の例"], start=4)
    return saved(book)


def _minato_sheet(sheet: Worksheet, place: int, title: str, questions: Sequence[str]) -> None:
    widths(sheet, 8, 52, 24, 8, 30)
    filled(sheet, 1, [f"第{place}　{title}"])
    filled(sheet, 4, ["項番", "チェック項目", "確認方法", "結果", "コメント"])
    framed(sheet, 4, 5, fill=GREY)
    for number, question in enumerate(questions, start=1):
        framed(sheet, number + 4, 5, height=33)
        filled(sheet, number + 4, [f"{place}-{number}", question, PAPERS[question]])
    rule = DataValidation("list", formula1="結果の語")
    rule.add(f"D5:D{len(questions) + 4}")
    sheet.add_data_validation(rule)
    sheet.page_margins.left = 0.9
    sheet.print_options.horizontalCentered = True


def kasumi() -> bytes:
    """Headings in two lines; each question over two rows; ○ × － in columns of their own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Ｒ８点検"
    widths(sheet, 6, 44, 20, 5, 5, 5, 20)
    filled(sheet, 1, ["かすみ村個人情報委託業務点検票"])
    filled(sheet, 4, ["項目", "点検の内容", "確認書類", "点検結果", None, None, "特記事項"])
    filled(sheet, 5, ["番号", None, None, "○", "×", "－"])
    for area in ("B4:B5", "C4:C5", "D4:F4", "G4:G5"):
        sheet.merge_cells(area)
    row = 6
    for title, questions in (
        ("Ⅰ．組織に関する措置", ORG),
        ("Ⅱ．従事者に関する措置", HUM),
        ("Ⅲ．場所に関する措置", PHY),
    ):
        framed(sheet, row, 7, height=20)
        filled(sheet, row, [title])
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
        row += 1
        for number, question in enumerate(questions):
            _kasumi_item(sheet, row, "①②③"[number], question)
            row += 2
    filled(sheet, row + 1, ["（注）－は該当がないとき。"])
    return saved(book)


def _kasumi_item(sheet: Worksheet, row: int, number: str, question: str) -> None:
    half = len(question) // 2
    framed(sheet, row, 7, height=15)
    framed(sheet, row + 1, 7, height=16)
    filled(sheet, row, [number, question[:half], PAPERS[question]])
    filled(sheet, row + 1, [question[half:]], start=2)
    for column in (1, 4, 5, 6, 7):
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)


def tani() -> bytes:
    """Sparse: numbers like 1-(1)-ア, はい / いいえ, empty rows between, nothing merged."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    filled(sheet, 2, ["谷市　委託先における個人情報の管理状況確認表"], start=2)
    filled(sheet, 3, ["確認年月日", "令和　年　月　日"], start=2)
    filled(sheet, 5, ["番号", "確認内容", "はい", "いいえ", "備考"], start=2)
    filled(sheet, 6, ["1", "管理体制"], start=2)
    filled(sheet, 7, ["1-(1)-ア", ORG[0]], start=2)
    filled(sheet, 8, ["1-(1)-イ", ORG[1]], start=2)
    filled(sheet, 10, ["1-(2)-ア", ORG[2]], start=2)
    filled(sheet, 12, ["2", "従事者の監督"], start=2)
    filled(sheet, 13, ["2-(1)-ア", HUM[0]], start=2)
    filled(sheet, 15, ["2-(1)-イ", HUM[1]], start=2)
    filled(sheet, 17, ["3", "設備"], start=2)
    for at, question in enumerate(PHY):
        filled(sheet, 18 + at, [f"3-(1)-{'アイウ'[at]}", question], start=2)
    filled(sheet, 22, ["特記事項"], start=2)
    filled(sheet, 24, ["検査員　職・氏名", None, None, "印"], start=2)
    filled(sheet, 25, ["立会者　職・氏名", None, None, "印"], start=2)
    return saved(book)


OFFICES = {"aoba": aoba, "midori": midori, "minato": minato, "kasumi": kasumi, "tani": tani}
