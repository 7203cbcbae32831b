"""Workbooks that must not be read, or not whole: refused, or reduced with sheet, row and reason."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from oversight.checklist.workbook import draft_from, understand, with_kind, with_role, with_sheet, write_back
from oversight.checklist.workbook.sheets import MOST_SHEETS
from oversight.checklist.workbook.understood import ColumnRole, RowKind
from oversight.errors import RefusedError
from oversight.exchange.guards import Limits
from oversight.personal_number import PersonalNumberError
from tests.oversight.checklist.workbook.offices import OFFICES, aoba, saved
from tests.oversight.checklist.workbook.test_offices_understood import TODAY
from tests.oversight.exchange import books

NUMBER = "123456789018"
CHILD = """
import resource, sys
sys.path.insert(0, ".")
from oversight.checklist.workbook import understand
from oversight.errors import RefusedError
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    understand(sys.stdin.buffer.read(), file_name="a.xlsx")
except RefusedError as error:
    sys.stdout.buffer.write(error.sentence.encode())
"""


def rows(count: int, start: int = 2) -> list[str]:
    return [f'<row r="{at}">{books.text_cell(f"A{at}", "x")}</row>' for at in range(start, start + count)]


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info, old.read(info))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "half_a_million_rows": (lambda: books.raw_book(rows(500_000)), "5,000行まで"),
    "bomb": (
        lambda: with_parts(aoba(), {"xl/media/a.xml": b"<a>" + b" " * (400 << 20) + b"</a>"}),
        "展開すると",
    ),
    "far_corner": (
        lambda: books.raw_book([books.HEAD, f'<row r="4000">{books.text_cell("XFD4000", "x")}</row>']),
        "表が大きすぎます",
    ),
    "one_text_for_each_of_many_cells": (
        lambda: books.raw_book(
            [f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 4000)],
            shared=[f"<si><t>{'あ' * 30_000}</t></si>"],
        ),
        "展開すると",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited by the system's own means")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_workbook_that_asks_for_too_much_is_refused_in_bounded_memory(name: str) -> None:
    make, sentence = HOSTILE[name]
    done = subprocess.run([sys.executable, "-c", CHILD], input=make(), capture_output=True, check=True)
    assert sentence in done.stdout.decode()


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "password": (lambda: ENCRYPTED, "パスワード"),
    "old_password": (books.old_book_with_password, "パスワード"),
    "truncated": (lambda: aoba()[:2000], "壊れて"),
    "a_text": (lambda: b"number,question", "壊れて"),
    "empty": (lambda: b"", "空です"),
    "binary": (lambda: with_parts(aoba(), {"xl/workbook.bin": b""}), "xlsb"),
    "document_type": (
        lambda: with_parts(aoba(), {"xl/worksheets/sheet1.xml": b"<!DOCTYPE a><worksheet/>"}),
        "壊れて",
    ),
    "nothing_written": (lambda: saved(openpyxl.Workbook()), "何も書かれていません"),
    "not_a_workbook": (
        lambda: books.raw_book(parts=[("xl/worksheets/sheet1.xml.bak", b"x")])[:-30],
        "壊れて",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str) -> None:
    make, sentence = REFUSED[name]
    with pytest.raises(RefusedError, match=sentence) as refusal:
        understand(make(), file_name="a.xlsx")
    assert refusal.value.remedy
    assert refusal.value.field == "file"


def test_more_sheets_than_a_checklist_has_are_refused() -> None:
    book = openpyxl.Workbook()
    for at in range(MOST_SHEETS):
        book.create_sheet(f"シート{at}")
    with pytest.raises(RefusedError, match="61枚"):
        understand(saved(book), file_name="a.xlsx")


def test_limits_may_be_narrower() -> None:
    with pytest.raises(RefusedError, match="3行まで"):
        understand(aoba(), file_name="a.xlsx", limits=Limits(rows=3, columns=200, cells=10**6))


def in_cell(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["B10"] = f"控え {NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"


def as_figure(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["H9"] = int(NUMBER)


def on_hidden_sheet(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("控え")
    sheet["A1"] = NUMBER
    sheet.sheet_state = "hidden"


def in_comment(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["B7"].comment = Comment(NUMBER, "市")


def in_footer(book: openpyxl.Workbook) -> None:
    footer = book.worksheets[0].oddFooter
    assert footer is not None
    footer.left.text = NUMBER


def as_sheet_name(book: openpyxl.Workbook) -> None:
    book.worksheets[0].title = NUMBER


def as_author(book: openpyxl.Workbook) -> None:
    book.properties.subject = NUMBER


@pytest.mark.parametrize(
    "put", [in_cell, as_figure, on_hidden_sheet, in_comment, in_footer, as_sheet_name, as_author]
)
def test_an_individual_number_anywhere_is_refused_and_not_repeated(
    put: Callable[[openpyxl.Workbook], None],
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    put(book)
    with pytest.raises(PersonalNumberError) as refusal:
        understand(saved(book), file_name="a.xlsx")
    assert NUMBER[4:8] not in str(refusal.value)


def test_a_number_in_a_cell_is_refused_with_sheet_and_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    in_cell(book)
    with pytest.raises(PersonalNumberError, match="「実地検査」の10行目"):
        understand(saved(book), file_name="a.xlsx")


def test_a_number_as_the_file_name_or_the_title_is_refused() -> None:
    with pytest.raises(PersonalNumberError):
        understand(aoba(), file_name=f"{NUMBER}.xlsx")
    with pytest.raises(PersonalNumberError):
        draft_from(understand(aoba(), file_name="a.xlsx"), title=NUMBER, today=TODAY)


def test_a_number_that_only_stands_when_two_rows_are_joined_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(OFFICES["kasumi"]()))
    book.worksheets[0]["B7"], book.worksheets[0]["B8"] = "番号" + NUMBER[:6], NUMBER[6:] + "か"
    understood = understand(saved(book), file_name="a.xlsx")
    with pytest.raises(PersonalNumberError) as refusal:
        draft_from(understood, title="点検表", today=TODAY)
    assert NUMBER[:6] not in str(refusal.value)


def test_macros_are_read_over_and_do_not_come_out_again() -> None:
    content = with_parts(aoba(), {"xl/vbaProject.bin": b"macro"})
    understood = understand(content, file_name="a.xlsm")
    assert understood.item_count == 8
    assert any("マクロ" in note.sentence for note in understood.notes)
    draft = draft_from(understood, title="点検表", today=TODAY)
    from oversight.checklist import edition_from_document

    written = write_back(content, draft.layout, edition_from_document(draft.document))
    assert any("マクロ" in note.sentence for note in written.notes)
    with zipfile.ZipFile(io.BytesIO(written.content)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name]


def test_long_cells_errors_formulas_and_hidden_rows_are_read_and_said_with_their_place() -> None:
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    sheet = book.worksheets[0]
    sheet["B7"] = "あ" * 3000 + "か"
    sheet["G8"] = "#REF!"
    sheet["C8"] = "=A1"
    sheet.row_dimensions[10].hidden = True
    sheet.column_dimensions["C"].hidden = sheet.column_dimensions["E"].hidden = True
    sheet["E2"] = sheet["E4"] = None
    understood = understand(saved(book), file_name="a.xlsx")
    told = [(note.sheet, note.row, note.sentence) for note in understood.notes]
    assert ("実地検査", 7, "2,000字より長いセルです。2,000字までを読みました。") in told
    assert ("実地検査", 10, "表示されていない行です。この行も読みました。") in told
    assert ("実地検査", 0, "表示されていない列（C）です。この列も読みました。") in told
    assert not any("（E）" in sentence for _sheet, _row, sentence in told)
    assert any("#REF!" in sentence for _sheet, _row, sentence in told)
    assert any("数式が1か所" in sentence for _sheet, _row, sentence in told)
    draft = draft_from(understood, title="点検表", today=TODAY)
    assert len(draft.document["sections"][0]["items"][1]["title"]["ja"]) == 2000


def test_of_many_hidden_rows_the_first_are_named_and_the_others_counted() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["番号", "点検項目", "判定"])
    for at in range(30):
        book.worksheets[0].append([at + 1, f"記録{at}を保管しているか。"])
        book.worksheets[0].row_dimensions[at + 2].hidden = True
    notes = understand(saved(book), file_name="a.xlsx").notes
    assert [note.row for note in notes] == [*range(2, 22), 0]
    assert "ほかに10行" in notes[-1].sentence


def test_a_number_without_a_question_is_left_out_and_said() -> None:
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    book.worksheets[0]["B8"] = book.worksheets[0]["C8"] = None
    understood = understand(saved(book), file_name="a.xlsx")
    assert understood.item_count == 7
    assert [(note.row, "問いがありません" in note.sentence) for note in understood.notes] == [(8, True)]


def test_a_workbook_without_items_is_understood_but_gives_no_edition() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["お知らせ"])
    understood = understand(saved(book), file_name="a.xlsx")
    assert understood.used == ()
    with pytest.raises(RefusedError, match="1つも見つかりません"):
        draft_from(understood, title="点検表", today=TODAY)


def test_corrections_of_what_is_not_there_are_refused() -> None:
    understood = understand(aoba(), file_name="a.xlsx")
    with pytest.raises(RefusedError, match="シート「他」"):
        with_sheet(understood, "他", is_used=True)
    with pytest.raises(RefusedError, match="列"):
        with_role(understood, "実地検査", 99, ColumnRole.NOTE)
    with pytest.raises(RefusedError, match="行"):
        with_kind(understood, "実地検査", 99, RowKind.ITEM)
