"""Small files that ask for more memory than there is, and numbers hidden where no row is read."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.exchange import ImportsService
from oversight.exchange.export import export_workbook
from oversight.exchange.guards import Limits
from oversight.exchange.reading import read_table
from oversight.personal_number import PersonalNumberError

INDIVIDUAL_NUMBER = "123456789018"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows: str, doctype: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return with_parts(saved(openpyxl.Workbook()), {"xl/worksheets/sheet1.xml": xml.encode()})


def opendocument(rows: str) -> bytes:
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" '
        f'xmlns:text="{TEXT}"><office:body><office:spreadsheet><table:table table:name="S">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return stream.getvalue()


HEAD = '<row r="1">' + text_cell("A1", "名称") + text_cell("B1", "備考") + "</row>"
ODS_CELL = '<table:table-cell office:value-type="string"><text:p>名称</text:p></table:table-cell>'
ODS_HEAD = f"<table:table-row>{ODS_CELL}{ODS_CELL}</table:table-row>"
ODS_WIDE = (
    '<table:table-row table:number-rows-repeated="60000"><table:table-cell office:value-type="float" '
    'office:value="1" table:number-columns-repeated="1000"/></table:table-row>'
)
ODS_EMPTY_END = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
FAR = {
    "far_corner": sheet(HEAD + '<row r="1048576">' + text_cell("XFD1048576", "x") + "</row>"),
    "far_right": sheet(HEAD + '<row r="40000">' + text_cell("XFD40000", "x") + "</row>"),
    "far_by_row_alone": sheet(HEAD + '<row r="1048576"><c><v>1</v></c></row>'),
    "rows_without_reference": sheet(HEAD + "<row><c><v>1</v></c></row>" * 70_000),
    "quoted": sheet(HEAD + '<row r="3"><c x="/>" r="XFD1048576"><v>1</v></c></row>'),
    "opendocument_repeats": opendocument(ODS_HEAD + ODS_WIDE),
}
READ = """
import resource, sys
sys.path.insert(0, ".")
from oversight.errors import RefusedError
from oversight.exchange.reading import read_table
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
try:
    read_table(sys.stdin.buffer.read(), "a.xlsx")
except RefusedError as error:
    sys.stdout.buffer.write(error.sentence.encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited by the system's own means")
@pytest.mark.parametrize("name", FAR)
def test_cells_far_apart_are_refused_and_do_not_end_the_process(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", READ], input=FAR[name], capture_output=True, check=True)
    sentence = done.stdout.decode()
    assert "行" in sentence
    assert "何も取り込んでいません" in sentence


def test_emptiness_to_the_end_of_the_sheet_does_no_harm() -> None:
    styled = sheet(
        HEAD + '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert read_table(styled, "a.xlsx").rows == ((2, (1, None)),)
    rows = read_table(opendocument(ODS_HEAD + ODS_HEAD + ODS_EMPTY_END), "a.ods").rows
    assert rows == ((2, ("名称", "名称")),)


def test_a_document_type_is_refused() -> None:
    bomb = sheet(HEAD, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>')
    with pytest.raises(RefusedError, match="壊れて"):
        read_table(bomb, "a.xlsx")


def test_a_sheet_that_is_not_sound_xml_is_refused_but_a_picture_is_passed_over() -> None:
    broken = with_parts(sheet(HEAD), {"xl/worksheets/sheet1.xml": b"<w><sheetData><row r='1'><c></row>"})
    with pytest.raises(RefusedError, match="壊れて"):
        read_table(broken, "a.xlsx")
    body = HEAD + '<row r="2"><c r="A2"><v>1</v></c></row>'
    assert read_table(with_parts(sheet(body), {"xl/media/a.png": b"\x89PNG"}), "a.xlsx").rows


def test_a_binary_workbook_is_refused_with_what_to_do() -> None:
    with pytest.raises(RefusedError, match="xlsb"):
        read_table(with_parts(sheet(HEAD), {"xl/workbook.bin": b""}), "a.xlsb")


def test_far_more_rows_than_allowed_are_refused_before_the_end_is_read() -> None:
    content = sheet(HEAD + '<row r="9000">' + text_cell("A9000", "x") + "</row>" + "<!-- -->" * 100_000)
    with pytest.raises(RefusedError, match="9,000行"):
        read_table(content, "a.xlsx", limits=Limits(rows=50))


def test_error_values_and_shared_formulas_without_a_value_are_told() -> None:
    row = '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f t="shared" si="0"/></c></row>'
    table = read_table(sheet(HEAD + row + '<row r="3"><c r="A3"><v>1</v></c></row>'), "a.xlsx")
    notes = " ".join(table.notes)
    assert "#REF!" in notes
    assert "計算結果のない数式が1か所" in notes


def written(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return saved(book)


def test_a_heading_left_blank_does_not_make_a_row_of_data_the_headings() -> None:
    known = read_table(written(("一覧",), ("名称", "所在地", None), ("北海", "札幌", "旧")), "a.xlsx")
    assert (known.heading_row, known.rows[0][0]) == (2, 3)
    unknown = read_table(written(("一覧",), ("甲", "乙", None), ("北海", "札幌", "旧")), "a.xlsx")
    assert unknown.heading_row == 2
    assert read_table(written((1, 2), (3, 4)), "a.xlsx").headings == ("1", "2")


def test_an_individual_number_comes_back_from_nowhere_in_the_workbook(desk: Desk) -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for row in ((f"控え {INDIVIDUAL_NUMBER}",), ("名称", "法人番号"), ("北海", "7000012050003")):
        first.append(list(row))
    first["A3"].comment = Comment(INDIVIDUAL_NUMBER, "x")
    first["B3"].comment = Comment("確認済み", "x")
    book.create_sheet("他").append([int(INDIVIDUAL_NUMBER)])
    service = ImportsService(desk)
    preview = service.preview("contractors", saved(book), file_name="a.xlsx")
    faults = service.faults_book(preview)
    with zipfile.ZipFile(io.BytesIO(faults)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert INDIVIDUAL_NUMBER.encode() not in parts
    assert "確認済み".encode() in parts


@pytest.mark.parametrize("place", ["heading", "sheet"])
def test_an_individual_number_as_a_heading_or_a_sheet_name_is_refused(desk: Desk, place: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = INDIVIDUAL_NUMBER if place == "sheet" else "台帳"
    book.worksheets[0].append(["名称", "所在地", INDIVIDUAL_NUMBER if place == "heading" else "備考"])
    book.worksheets[0].append(["北海", "札幌", "x"])
    with pytest.raises(PersonalNumberError) as error:
        ImportsService(desk).preview("contractors", saved(book), file_name="a.xlsx")
    assert INDIVIDUAL_NUMBER not in str(error.value)


def test_formulas_come_back_as_values(desk: Desk) -> None:
    cell = '<c r="B2" t="str"><f>HYPERLINK("http://example.com","押す")</f><v>押す</v></c>'
    body = HEAD.replace("備考", "法人番号") + '<row r="2">' + text_cell("A2", "北海") + cell + "</row>"
    service = ImportsService(desk)
    faults = service.faults_book(service.preview("contractors", sheet(body), file_name="a.xlsx"))
    back = openpyxl.load_workbook(io.BytesIO(faults)).worksheets[0]
    assert (back["B2"].value, back["B2"].data_type) == ("押す", "s")


def test_a_text_longer_than_a_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(export_workbook(["文"], [["あ" * 40_000]], title="一覧"))
    value = str(openpyxl.load_workbook(path).worksheets[0]["A2"].value)
    assert len(value) == 32_767
    assert value.endswith("ここまで）")


def test_a_csv_comes_back_as_a_workbook_with_reasons_and_without_formulas(desk: Desk) -> None:
    service = ImportsService(desk)
    content = "名称,法人番号\r\n=1+1,7000012050003\r\n".encode("cp932")
    faults = service.faults_book(service.preview("contractors", content, file_name="a.csv"))
    rows = list(openpyxl.load_workbook(io.BytesIO(faults)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("名称", "法人番号", "取り込めない理由")
    assert rows[1][:2] == ("'=1+1", "7000012050003")
    assert "検査数字" in str(rows[1][2])
