"""Files that would end the process, fill the memory or mislead: each is refused or rightly read."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import python_calamine
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.exchange import ImportsService
from oversight.exchange.export import export_csv, export_workbook
from oversight.exchange.faults_book import write_faults_book
from oversight.exchange.fields import list_near, match_columns
from oversight.exchange.guards import Limits, look_into_workbook
from oversight.exchange.reading import SheetTable, read_table
from oversight.exchange.rows import read_rows
from oversight.exchange.sheets import read_sheet
from tests.oversight.exchange.books import (
    HEAD,
    ROW,
    old_book,
    old_book_reaching,
    old_book_with_password,
    raw_book,
    text_cell,
)

INDIVIDUAL_NUMBER = "123456789018"
LONG = "あ" * 30_000
HEAVY: dict[str, Callable[[], bytes]] = {
    "one_text_shown_often": lambda: raw_book(
        [HEAD, *(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(2, 20_000))],
        shared=[f"<si><t>{LONG}</t></si>"],
    ),
    "one_endless_text": lambda: raw_book([HEAD, '<row r="2">', text_cell("A2", "あ" * (41 << 20)), "</row>"]),
    "a_tag_of_many_attributes": lambda: raw_book(after="<x " + 'a="1" ' * 900_000 + "/>"),
    "elements_within_elements": lambda: raw_book(after="<x>" * 3000 + "</x>" * 3000),
    "an_unusual_packing": lambda: raw_book(parts=[("a.bin", b"")], method=zipfile.ZIP_BZIP2),
    "an_old_cell_far_away": lambda: old_book_reaching(65_535, 65_535),
    "an_old_row_far_away": lambda: old_book_reaching(65_535, 3),
    "a_line_of_commas": lambda: b"," * (9 << 20),
    "wide_rows_of_text": lambda: "名称,備考\n".encode() + (b"," * 190 + b"x\n") * 20_000,
}
READ = """
import resource, sys
sys.path.insert(0, ".")
from oversight.errors import RefusedError
from oversight.exchange.reading import SheetTable, read_table
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    read_table(sys.stdin.buffer.read(), "a")
except RefusedError as error:
    sys.stdout.buffer.write(f"{error.sentence}{error.remedy}".encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited by the system's own means")
@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_is_refused_within_a_gigabyte(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", READ], input=HEAVY[name](), capture_output=True, check=True)
    assert "何も取り込んでいません" in done.stdout.decode()
    assert "ください" in done.stdout.decode()


def within(limits: Limits, content: bytes) -> str:
    with pytest.raises(RefusedError) as error:
        look_into_workbook(content, limits)
    return error.value.sentence


def test_what_is_too_much_for_the_limits_is_refused_while_it_is_measured() -> None:
    shown = '<row r="{at}"><c r="A{at}" t="s"><v>1</v></c></row>'
    rows = [HEAD, *(shown.format(at=at) for at in range(2, 9))]
    shared = raw_book(rows, shared=["<si><t>a</t></si>", "<si><r><t>長い</t></r><r><t>文</t></r></si>"])
    assert "大きく" in within(Limits(signs=24), shared)
    assert look_into_workbook(shared, Limits(signs=25)).is_light
    assert "大きく" in within(Limits(elements=20), shared)
    assert "大きく" in within(Limits(unpacked_bytes=2000), shared)
    assert "大きく" in within(Limits(signs=3), raw_book())
    assert "壊れて" in within(Limits(), raw_book(after="<x>" * 300))
    assert "壊れて" in within(Limits(), raw_book(after="<x " + 'a="1" ' * 900_000 + "/>"))
    assert "壊れて" in within(Limits(), raw_book(method=zipfile.ZIP_BZIP2))
    assert "行×" in within(Limits(), raw_book([HEAD, '<row><c r="ZZZ2"><v>1</v></c></row>']))
    assert "9,000行" in within(Limits(rows=9), raw_book([HEAD, '<row r="9000"><c><v>1</v></c></row>']))


def test_a_part_that_unpacks_to_more_than_it_claims_is_refused() -> None:
    content = bytearray(raw_book(parts=[("a.bin", bytes(1 << 20))]))
    at = content.rindex(b"a.bin") - 46  # the central directory's entry (APPNOTE 4.3.12)
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert within(Limits(), bytes(content))


def refusal(content: bytes, *, sheet: str = "") -> str:
    with pytest.raises(RefusedError) as error:
        read_table(content, "a", sheet=sheet)
    assert error.value.remedy
    return error.value.sentence


def test_a_shared_text_that_no_cell_could_name_is_damage() -> None:
    assert "壊れて" in refusal(raw_book([HEAD, '<row r="2"><c r="A2" t="s"><v>9999999</v></c></row>']))


def test_whatever_a_reader_lets_through_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})

    def failing(error: BaseException) -> object:
        def fail(*_given: object) -> None:
            raise error

        return type("Book", (), {"from_filelike": staticmethod(fail)})

    password = python_calamine.PasswordError()
    for error, word in (
        (password, "パスワード"),
        (MemoryError(), "大きく"),
        (RuntimeError(), "壊れて"),
        (panic(), "壊れて"),
    ):
        monkeypatch.setattr(python_calamine, "CalamineWorkbook", failing(error))
        with pytest.raises(RefusedError, match=word):
            read_sheet(b"", "", Limits())
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        read_sheet(b"", "", Limits())


def test_an_old_workbook_is_read_with_its_days_yes_and_no_and_errors() -> None:
    table = read_table(old_book(), "a.xls")
    assert (table.sheet, table.sheets, table.heading_row) == ("台帳", ("台帳",), 2)
    assert table.rows[0] == (3, ("北海", True, dt.datetime(2024, 4, 1), 12))  # noqa: DTZ001
    assert table.rows[1][1][:2] == ("南海", None)
    notes = " ".join(table.notes)
    assert "#REF!" in notes
    assert "結合" in notes


def test_an_old_workbook_with_a_password_or_without_its_end_is_refused() -> None:
    assert "パスワード" in refusal(old_book_with_password())
    assert "壊れて" in refusal(old_book()[:1500])


def book(*sheets: tuple[str, str, list[list[object]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, state, rows in sheets:
        sheet = made.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


TABLE: list[list[object]] = [["名称", "備考"], ["北海", "x"]]
GUIDE: list[list[object]] = [["この表の書き方"], ["委託先を一行に一つ"]]


def test_the_sheet_whose_headings_we_know_is_read_and_a_hidden_one_only_if_there_is_no_other() -> None:
    content = book(
        ("旧", "hidden", [["名称", "備考"], ["秘密", "x"]]),
        ("説明", "visible", GUIDE),
        ("表", "visible", TABLE),
    )
    table = read_table(content, "a.xlsx")
    assert (table.sheet, table.sheets) == ("表", ("説明", "表"))
    assert read_table(content, "a.xlsx", sheet="説明").headings == ("この表の書き方",)
    assert read_table(book(("説明", "visible", GUIDE)), "a.xlsx").sheet == "説明"


def test_hidden_rows_are_read_and_told() -> None:
    hidden = ROW.replace('<row r="2"', '<row r="2" hidden="1"')
    table = read_table(raw_book([HEAD, hidden]), "a.xlsx")
    assert table.rows == ((2, ("北海", "x")),)
    assert "表示されていない行が1行" in " ".join(table.notes)


def contracts_book(*, merged: tuple[str, ...], rows: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    for area in merged:
        made.worksheets[0].merge_cells(area)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_headings_of_two_rows_are_read_together() -> None:
    rows: list[list[object]] = [
        ["委託契約一覧"],
        ["契約番号", "件名", "履行期間", None, "備考"],
        [None, None, "自", "至", None],
        ["1", "業務", "R6.4.1", "R7.3.31", "x"],
    ]
    table = read_table(
        contracts_book(merged=("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"), rows=rows), "a.xlsx"
    )
    assert table.headings == ("契約番号", "件名", "履行期間自", "履行期間至", "備考")
    assert [number for number, _cells in table.rows] == [4]
    known = match_columns("contracts", table.headings)
    assert (known["service_from"], known["service_until"]) == (2, 3)
    across = contracts_book(merged=("C2:D2",), rows=rows)
    assert read_table(across, "a.xlsx").headings == ("契約番号", "件名", "履行期間自", "履行期間至", "備考")


def test_headings_of_two_rows_are_read_together_also_when_the_lower_row_says_more() -> None:
    rows: list[list[object]] = [
        ["番号", "契約の内容", None, None],
        [None, "件名", "委託先", "所管課"],
        ["1", "業務", "北海", "課"],
    ]
    table = read_table(contracts_book(merged=("A1:A2", "B1:D1"), rows=rows), "a.xlsx")
    assert table.headings[0] == "番号"
    assert [number for number, _cells in table.rows] == [3]


@pytest.mark.parametrize(
    ("epoch", "serial", "day"),
    [(None, 45383, dt.date(2024, 4, 1)), (CALENDAR_MAC_1904, 43921, dt.date(2024, 4, 1))],
)
@pytest.mark.parametrize("as_text", [False, True])
def test_a_bare_number_in_a_column_of_days_is_read_as_a_spreadsheet_counts_and_told(
    *, epoch: dt.datetime | None, serial: int, day: dt.date, as_text: bool
) -> None:
    made = openpyxl.Workbook()
    if epoch is not None:
        made.epoch = epoch
    made.worksheets[0].append(["契約番号", "契約締結日"])
    made.worksheets[0].append(["1", str(serial) if as_text else serial])
    stream = io.BytesIO()
    made.save(stream)
    (row,) = read_rows("contracts", read_table(stream.getvalue(), "a.xlsx"), {"number": 0, "signed_on": 1})
    assert row.values["signed_on"].day == day
    assert any(problem.is_warning and day.isoformat() in problem.sentence for problem in row.problems)


@pytest.mark.parametrize(
    ("written", "read", "is_told"),
    [("債務負担行為", "multi_year_debt", True), ("単年", None, False), ("単価と長期継続", None, False)],
)
def test_a_kind_that_is_guessed_is_told_and_one_that_could_be_two_is_refused(
    written: str, read: str | None, *, is_told: bool
) -> None:
    table = read_table(f"契約番号,契約種別\n1,{written}".encode(), "a.csv")
    (row,) = read_rows("contracts", table, {"number": 0, "kind": 1})
    told = [problem for problem in row.problems if problem.is_warning and written in problem.sentence]
    assert bool(told) is is_told
    assert ("kind" in row.values) is (read is not None or written == "単年")


def test_a_likeness_of_headings_is_told_and_a_telephone_number_is_no_contract_number() -> None:
    headings = ("電話番号", "委託先名称（正式）", "委託先電話番号", "番号", "件名")
    columns = match_columns("contracts", headings)
    assert columns == {"contractor": 1, "number": 3, "title": 4}
    assert list_near("contracts", headings, columns) == ("contractor",)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "euc_jp", "cp932", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_file_is_read_in_any_encoding_an_office_sends(encoding: str, delimiter: str) -> None:
    text = "委託先一覧\r\n名称,備考\r\n株式会社北海,札幌市\r\n".replace(",", delimiter)
    table = read_table(text.encode(encoding), "a.csv")
    assert (table.headings, table.rows) == (("名称", "備考"), ((3, ("株式会社北海", "札幌市")),))


def test_half_width_kana_are_read() -> None:
    table = read_table("名称,ｶﾅ\r\nｶ)ﾎﾂｶｲﾃﾞｰﾀ,ﾎﾂｶｲﾃﾞｰﾀ\r\n\x1a".encode("cp932"), "a.csv")
    assert table.rows == ((2, ("ｶ)ﾎﾂｶｲﾃﾞｰﾀ", "ﾎﾂｶｲﾃﾞｰﾀ")),)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nname,b\n1,2",
        "<html><td>名称</td>\n<td>a</td></html>".encode(),
        "名称,備考\r\n北\0海,x".encode(),
        "名称,備考\r\n北海,x".encode("iso2022_jp"),
    ],
)
def test_what_is_no_table_is_called_so(content: bytes) -> None:
    assert "壊れて" in refusal(content)


def test_an_open_quotation_mark_is_told_and_does_not_swallow_the_rows() -> None:
    assert "引用符" in refusal('名称,備考\r\n"北海,x\r\n南海,x\r\n'.encode())


def faults_of(desk: Desk, content: bytes, name: str = "a.xlsx") -> openpyxl.Workbook:
    service = ImportsService(desk)
    preview = service.preview("contractors", content, file_name=name)
    assert preview.refused
    return openpyxl.load_workbook(io.BytesIO(service.faults_book(preview)))


NO_NAME = '<row r="2">' + text_cell("B2", "x") + "</row>"


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>',
        "<dataValidations>"
        + ('<dataValidation type="list" sqref="' + "A1:B9 " * 600_000 + '"/>') * 4
        + "</dataValidations>",
    ],
)
def test_a_workbook_too_heavy_or_odd_to_be_carried_comes_back_as_its_values(desk: Desk, after: str) -> None:
    content = raw_book([HEAD, NO_NAME], after=after)
    assert not look_into_workbook(content, Limits()).is_light
    sheet = faults_of(desk, content).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["名称", "備考", "取り込めない理由"]
    assert "名称" in str(sheet["C2"].value)


def test_formats_far_away_do_not_make_the_reasons_unreachable(desk: Desk) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert faults_of(desk, raw_book([HEAD, NO_NAME, far])).worksheets[0]["C1"].value == "取り込めない理由"


def test_a_workbook_that_the_library_cannot_load_comes_back_as_its_values(desk: Desk) -> None:
    content = raw_book([HEAD, NO_NAME], after='<pageSetup orientation="aslant"/>')
    assert look_into_workbook(content, Limits()).is_light
    assert faults_of(desk, content).worksheets[0]["C1"].value == "取り込めない理由"


def test_an_individual_number_in_a_rule_or_a_footer_keeps_the_workbook_from_being_carried(desk: Desk) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (["名称", "備考"], [None, "x"]):
        sheet.append(row)
    assert sheet.HeaderFooter.oddFooter is not None
    sheet.HeaderFooter.oddFooter.left.text = f"控え {INDIVIDUAL_NUMBER} 様"
    rule = DataValidation(type="list", formula1='"a,b"', prompt=f"例 {INDIVIDUAL_NUMBER} 様")
    sheet.add_data_validation(rule)
    rule.add("B2")
    stream = io.BytesIO()
    made.save(stream)
    service = ImportsService(desk)
    faults = service.faults_book(service.preview("contractors", stream.getvalue(), file_name="a.xlsx"))
    with zipfile.ZipFile(io.BytesIO(faults)) as archive:
        assert all(INDIVIDUAL_NUMBER.encode() not in archive.read(name) for name in archive.namelist())


def test_values_come_back_as_they_were_whatever_their_kind(desk: Desk) -> None:
    stream = old_book()
    values = faults_of(desk, _without_name(stream), "a.xls").worksheets[0]
    assert values["B3"].value is True
    assert values["C3"].value == dt.datetime(2024, 4, 1)  # noqa: DTZ001
    assert values["D3"].value == 12


def _without_name(content: bytes) -> bytes:
    """Return the old workbook with another heading for 名称, so that every row lacks its name."""
    return content.replace("名称".encode("utf-16-le"), "名号".encode("utf-16-le"))


def test_a_number_without_end_a_day_long_ago_and_a_long_text_come_back_as_texts() -> None:
    rows = ((2, (float("inf"), dt.date(1800, 1, 1), "あ" * 40_000)),)
    table = SheetTable("a.xls", "表", ("表",), ("甲", "乙", "丙"), 1, rows)
    back = openpyxl.load_workbook(io.BytesIO(write_faults_book(b"", table, (), {2: "理由"}))).worksheets[0]
    assert [str(cell.value)[:10] for cell in back[2]] == ["inf", "1800-01-01", "あ" * 10, "理由"]


def test_an_individual_number_is_left_out_of_the_values_too() -> None:
    table = SheetTable("a.csv", "", (), ("名称", "備考"), 1, ((2, ("北海", INDIVIDUAL_NUMBER)),))
    rows = read_rows("contractors", table, {"name": 0})
    back = openpyxl.load_workbook(io.BytesIO(write_faults_book(b"", table, rows, {2: "理由"}))).worksheets[0]
    assert [cell.value for cell in back[2]] == ["北海", None, "理由"]


def test_yes_and_no_are_written_as_on_the_form() -> None:
    assert export_csv(["再委託"], [[True], [False]]).decode("utf-8-sig") == "再委託\r\n有\r\n無\r\n"
    back = openpyxl.load_workbook(io.BytesIO(export_workbook(["再委託"], [[True], [False]], title="一覧")))
    assert [back.worksheets[0].cell(row, 1).value for row in (2, 3)] == ["有", "無"]


def test_a_file_in_no_encoding_or_with_a_broken_mark_is_refused() -> None:
    assert "文字コード" in refusal("名称,備考\n北海".encode("utf-16")[:-1])
    assert "文字コード" in refusal("名称,é\n北海,ÿ".encode("latin-1", "replace") + b"\x80\x81\xfd\xff\xfe")


def test_a_table_of_a_spreadsheet_with_a_yes_an_odd_kind_of_number_and_more() -> None:
    content = book(
        ("表", "visible", [["契約番号", "本人の数", "特定個人情報"], ["1", 10**13, True], ["2", 5, "たぶん"]])
    )
    first, second = read_rows(
        "contracts", read_table(content, "a.xlsx"), {"number": 0, "persons_count": 1, "handles_specific": 2}
    )
    assert any("大きすぎ" in problem.sentence for problem in first.problems)
    assert first.values["handles_specific"] is True
    assert any("有・無" in problem.sentence for problem in second.problems)


def test_a_row_wider_than_allowed_is_refused() -> None:
    with pytest.raises(RefusedError, match="1行×4列"):
        read_table(b"a,b,c,d\n1,2,3,4", "a.csv", limits=Limits(columns=3))


def test_words_beside_the_cells_weigh_nothing() -> None:
    content = raw_book(after="<x>words</x>")
    look_into_workbook(content, Limits(signs=7))
    assert read_table(content, "a.xlsx").rows == ((2, ("北海", "x")),)


def test_a_day_with_a_time_is_the_day() -> None:
    moment = dt.datetime(2024, 4, 1, 13, 5)  # noqa: DTZ001
    table = read_table(book(("表", "visible", [["契約番号", "契約締結日"], ["1", moment]])), "a.xlsx")
    (row,) = read_rows("contracts", table, {"number": 0, "signed_on": 1})
    assert row.values["signed_on"].day == dt.date(2024, 4, 1)
