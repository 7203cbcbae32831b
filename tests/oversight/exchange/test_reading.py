"""Files as users send them: read in bounds, or refused with a sentence and what to do."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import RefusedError
from oversight.exchange.defusing import defused
from oversight.exchange.export import export_csv, export_workbook
from oversight.exchange.fields import match_columns
from oversight.exchange.guards import Limits
from oversight.exchange.reading import read_table
from oversight.exchange.rows import read_rows

HEAD = ("名称", "法人番号", "備考")
ROW = ("株式会社髙﨑①", "7000012050002", "㈱")


def workbook(*rows: tuple[object, ...], name: str = "台帳") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with parts added or replaced (dots and slashes written as _ and __)."""
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


def refusal(content: bytes, name: str = "a.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as error:
        read_table(content, name, limits=limits)
    assert error.value.remedy
    return error.value.sentence


def test_a_workbook_is_read_with_its_row_numbers() -> None:
    table = read_table(workbook(HEAD, ROW), "台帳.xlsx")
    assert table.headings == HEAD
    assert table.rows == ((2, ROW),)
    assert (table.sheet, table.sheets, table.notes) == ("台帳", ("台帳",), ())


def test_the_heading_row_is_found_below_a_title_and_blank_lines_are_passed_over() -> None:
    content = workbook(("委託先一覧",), (), HEAD, ROW, (), ROW)
    table = read_table(content, "a.xlsx")
    assert table.heading_row == 3
    assert [number for number, _cells in table.rows] == [4, 6]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_a_csv_is_read_in_the_encodings_of_the_office(encoding: str) -> None:
    row = ("北海データ", "7000012050002", "備考")
    text = "\r\n".join(",".join(each) for each in (HEAD, row))
    table = read_table(text.encode(encoding), "a.csv")
    assert (table.headings, table.rows) == (HEAD, ((2, row),))


def test_cp932_keeps_the_letters_of_names() -> None:
    assert read_table("名称\r\n株式会社髙﨑①".encode("cp932"), "a.csv").rows[0][1] == ("株式会社髙﨑①",)


def test_tabs_part_columns_too() -> None:
    assert read_table(b"a\tb\r\n1\t2", "a.txt").rows == ((2, ("1", "2")),)


def test_a_cell_of_other_signs_does_not_turn_a_table_into_another() -> None:
    content = "名称,所在地\n;,;\n;,;\n".encode("utf-8-sig")
    assert [cells for _number, cells in read_table(content, "a.csv").rows] == [(";", ";"), (";", ";")]


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from('",\n髙﨑①㈱'), max_size=8
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_any_csv_comes_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([("名称", "所在地"), *rows])
    expected = [tuple(cell.strip() or None for cell in row) for row in rows]
    filled = [row for row in expected if any(row)]
    content = stream.getvalue().encode("utf-8-sig")
    if not filled:
        assert refusal(content, "a.csv")
        return
    assert [cells for _number, cells in read_table(content, "a.csv").rows] == filled


def test_an_empty_file_an_empty_table_and_headings_alone_are_refused() -> None:
    assert "空" in refusal(b"")
    assert "何も書かれていません" in refusal(workbook())
    assert "何も書かれていません" in refusal(b"\r\n\r\n", "a.csv")
    assert "見出しだけ" in refusal(workbook(HEAD))


def test_a_too_large_file_is_refused_before_it_is_opened() -> None:
    assert "大きすぎ" in refusal(bytes(100), limits=Limits(file_bytes=99))


def test_a_file_with_a_password_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert "パスワード" in refusal(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "壊れて" in refusal(ole)


def test_an_encrypted_zip_entry_is_refused() -> None:
    content = bytearray(workbook(HEAD, ROW))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "パスワード" in refusal(bytes(content))


@pytest.mark.parametrize("cut", [30, 400, -60, -1])
def test_a_damaged_file_is_refused(cut: int) -> None:
    assert refusal(workbook(HEAD, ROW)[:cut])


def test_damage_inside_is_refused() -> None:
    content = bytearray(workbook(HEAD, *[ROW] * 50))
    middle = len(content) // 2
    content[middle : middle + 200] = bytes(200)
    assert refusal(bytes(content))


def test_another_kind_of_file_named_xlsx_is_refused_or_read_as_text() -> None:
    assert "壊れて" in refusal(b"MZ\x00\x00 program")
    assert "壊れて" in refusal(changed(workbook(HEAD, ROW), **{"xl/workbook.xml": b"no xml"}))
    assert read_table(b"a,b\n1,2", "a.xlsx").headings == ("a", "b")


def test_an_unreadable_encoding_is_refused() -> None:
    assert "文字コード" in refusal("名称,\n".encode("cp932") + b"\x81\xff\xfe\x80\xff", "a.csv")


def test_a_bomb_is_refused_by_its_directory_and_by_unpacking() -> None:
    bomb = changed(workbook(HEAD, ROW), **{"xl/media/big.bin": bytes(3_000_000)})
    limits = Limits(unpacked_bytes=1_000_000)
    assert "大きくなりすぎる" in refusal(bomb, limits=limits)
    lying = bomb.replace((3_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    assert refusal(lying, limits=limits)


def test_too_many_rows_are_refused_with_their_number() -> None:
    limits = Limits(rows=50)
    assert "50行まで" in refusal(workbook(HEAD, *[ROW] * 200), limits=limits)
    assert "50行まで" in refusal(workbook(HEAD, *[ROW] * 60), limits=limits)
    assert "50行まで" in refusal("\n".join(["a,b"] * 100).encode(), "a.csv", limits)
    assert "行" in refusal("\n".join(["a,b"] * 60).encode(), "a.csv", limits)


def test_too_many_columns_are_refused() -> None:
    assert refusal(workbook(tuple("abcdef"), tuple("123456")), limits=Limits(columns=5))


def test_merged_cells_formulas_and_macros_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, ROW, ("=1+1", "", "x")):
        sheet.append(list(row))
    sheet.merge_cells("A2:B2")
    stream = io.BytesIO()
    book.save(stream)
    content = changed(stream.getvalue(), **{"xl/vbaProject.bin": b"macro"})
    notes = " ".join(read_table(content, "a.xlsm").notes)
    assert "マクロ" in notes
    assert "結合" in notes
    assert "数式" in notes


def test_doubled_headings_are_told() -> None:
    assert "同じ見出し" in read_table(workbook(("名称", "名称"), ("a", "b")), "a.xlsx").notes[0]


def test_the_first_filled_sheet_is_read_or_the_one_named() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("二枚目").append(["名称"])
    book["二枚目"].append(["北海"])
    stream = io.BytesIO()
    book.save(stream)
    assert read_table(stream.getvalue(), "a.xlsx").sheet == "二枚目"
    with pytest.raises(RefusedError):
        read_table(stream.getvalue(), "a.xlsx", sheet="Sheet")
    with pytest.raises(RefusedError):
        read_table(stream.getvalue(), "a.xlsx", sheet="ない")


def test_an_individual_number_typed_as_a_number_is_found_also_without_its_leading_zero() -> None:
    number = "012345678901"
    total = sum(int(d) * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(reversed(number[:11]), 1)) % 11
    valid = number[:11] + str(0 if total <= 1 else 11 - total)
    table = read_table(workbook(("名称", "備考"), ("北海", int(valid))), "a.xlsx")
    (row,) = read_rows("contractors", table, {"name": 0, "remarks": 1})
    assert row.is_refused
    assert row.hidden == (1,)
    assert valid.lstrip("0") not in repr(row)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("契約No", "number"),
        ("委託業務名", "title"),
        ("契約相手方", "contractor"),
        ("履行期間（至）", "service_until"),
        ("マイナンバーの有無", "handles_specific"),
        ("対象人数（概数）", "persons_count"),
    ],
)
def test_headings_of_the_office_are_known(heading: str, key: str) -> None:
    assert match_columns("contracts", ("何か", heading)) == {key: 1}


CONTRACT_KEYS = (
    "number",
    "title",
    "kind",
    "persons_count",
    "handles_specific",
    "personal_data_items",
    "signed_on",
)


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        (("1", "件名", "長期継続契約", "約1,200人", "○", "氏名、住所", "R6.4.1"), set()),
        (("1", "件名", "長期継続", "１２００", "無", "氏名", "令和6年4月1日(火)"), set()),
        (
            ("1", "件名", "贈与", "多数", "?", "氏名", "いつか"),
            {"kind", "persons_count", "handles_specific", "signed_on"},
        ),
    ],
)
def test_cells_become_values_or_say_what_is_wrong(cells: tuple[str, ...], fields: set[str]) -> None:
    table = read_table(workbook(CONTRACT_KEYS, cells), "a.xlsx")
    (row,) = read_rows("contracts", table, {key: at for at, key in enumerate(CONTRACT_KEYS)})
    wrong = {problem.field for problem in row.problems if not problem.is_warning}
    owed = {"department", "service_from", "service_until"}
    assert wrong - owed == fields


FORMULAS = ["=1+1", "+81-11", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "ふつう", ""]


def test_a_workbook_holds_texts_as_texts_and_days_as_days() -> None:
    import datetime as dt

    rows = [[text, 3, dt.date(2026, 11, 24), None, True] for text in FORMULAS]
    content = export_workbook(["文", "数", "日", "無", "真"], rows, title="一覧[1]")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.title == "一覧1"
    for text, row in zip(FORMULAS, sheet.iter_rows(min_row=2), strict=True):
        assert row[0].data_type != "f"
        assert (row[0].value or "") == text
        assert row[1].value == 3
        assert isinstance(row[2].value, dt.datetime)


def test_an_empty_workbook_still_has_its_headings() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export_workbook(["文"], [], title=""))).active
    assert sheet is not None
    assert sheet["A1"].value == "文"


def test_a_csv_is_defused_and_opens_in_excel() -> None:
    content = export_csv(["文", "数", "無"], [[text, 1, None] for text in FORMULAS])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    for text, row in zip(FORMULAS, rows[1:], strict=True):
        assert row == [defused(text), "1", ""]
        assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


MEASURE = """
import resource, sys
sys.path.insert(0, ".")
from oversight.errors import RefusedError
from oversight.exchange.reading import read_table
import python_calamine
content = open(sys.argv[1], "rb").read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_table(content, "a.xlsx")
except RefusedError as error:
    print(error.sentence)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of the system's accounting")
def test_two_hundred_thousand_rows_are_refused_in_bounded_memory(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "big.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at in range(200_000):
            sheet.write_row(at, 0, ["株式会社北海データ", "7000012050002", "札幌市"])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    sentence, kilobytes = done.stdout.splitlines()
    assert "一度に取り込めるのは50,000行まで" in sentence
    assert int(kilobytes) < 60_000
