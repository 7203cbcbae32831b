"""What an office brings along: a workbook in a shape of its own, and a form in two languages."""

from __future__ import annotations

import io

import openpyxl

from tests.oversight.checklist.workbook.offices import aoba, saved
from tests.oversight.checklist.xlsform.forms import form

CONTINUED = "また、写しを作業場所に備えているか。"
RULES = {6: "要領 第3条", 8: "要領 第5条"}


def workbook_of_office() -> bytes:
    """Return a sheet whose second row goes on with the first, and whose third column names the rules."""
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    sheet = book["実地検査"]
    sheet["B7"].value = CONTINUED
    sheet["C3"].value = "よりどころ"
    for row in range(6, 17):
        if sheet.cell(row, 1).value and sheet.cell(row, 2).value:
            sheet.cell(row, 3).value = RULES.get(row, f"要領 第{row}条")
    return saved(book)


def rooms_form() -> bytes:
    """Return a form in Japanese and English: a question with a condition, rooms, choices."""
    survey = (
        "type | name | label::日本語 (ja) | label::English (en) | relevant",
        "begin group | building | 建物 | Building",
        "select_one yes_no | server | サーバ室があるか | Is there a server room?",
        "text | manager | サーバ室の管理者 | Who manages the server room? | ${server} = 'yes'",
        "end group",
        "begin repeat | room | 部屋 | Room",
        "text | name | 部屋の名前 | Name of the room",
        "select_one yes_no | lock | 鍵があるか | Is there a lock?",
        "text | reason | 鍵がない理由 | Why is there no lock? | ${lock} = 'no'",
        "end repeat",
    )
    choices = (
        "list_name | name | label::日本語 (ja) | label::English (en)",
        "yes_no | yes | ある | Yes",
        "yes_no | no | ない | No",
    )
    return form(survey, choices)
