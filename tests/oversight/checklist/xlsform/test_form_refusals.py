"""What cannot be taken in is refused whole, with a list that names sheet, row and reason."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.checklist.xlsform import FormRefusedError, NoteKind, looks_like_xlsform
from oversight.checklist.xlsform import size as sizes
from oversight.checklist.xlsform.book import has_macros
from oversight.errors import RefusedError
from oversight.exchange.guards import Limits
from tests.oversight.checklist.xlsform.forms import TODAY, form, read, refused, told, workbook
from tests.oversight.exchange.books import old_book, old_book_with_password

HEAD = "type | name | label"
INDIVIDUAL_NUMBER = "123456789018"


@pytest.mark.parametrize(
    ("rows", "row", "name", "words"),
    [
        ([HEAD, "text | a | A", "text | a | B"], 3, "a", "同じ名前"),
        ([HEAD, "nonsense | a | A"], 2, "a", "知られていない質問の種類"),
        ([HEAD, "select_one xs | a | A"], 2, "a", "選択肢"),
        ([HEAD, "text | a |"], 2, "a", "見出し（label）がありません"),
        ([HEAD, "text | | A"], 2, "", "名前（name）がありません"),
        ([HEAD, "| a | A"], 2, "a", "種類（type）がありません"),
        ([HEAD, "text | 1a | A"], 2, "1a", "名前の書き方"),
        ([HEAD, "begin group | g | G", "text | a | A"], 2, "g", "終わり（end）"),
        ([HEAD, "text | a | A", "end repeat"], 3, "", "始まり（begin）"),
        ([HEAD, "calculate | a | A", "text | b | B"], 2, "a", "計算式がありません"),
        ([f"{HEAD} | relevant", "text | a | A | ${nobody} = '1'"], 2, "a", "${…}"),
        ([f"{HEAD} | parameters", "range | a | A | start=x"], 2, "a", "決まりに合いません"),
    ],
)
def test_a_fault_is_named_with_sheet_row_and_reason(rows: list[str], row: int, name: str, words: str) -> None:
    notes = refused(form(rows))
    assert told(notes) == [("survey", row, name)]
    assert words in notes[0].sentence
    assert notes[0].kind == "refused"


def test_every_fault_is_named_not_only_the_first() -> None:
    rows = [
        f"{HEAD} | relevant",
        "text | a | A |",
        "text | a | B |",
        "nonsense | b | B |",
        "select_one nowhere | c | C |",
        "text | d | D | ${nobody} = '1'",
        "select_multiple xs | e | E |",
    ]
    notes = refused(form(rows, ["list_name | name | label", "xs | p q | P", "xs | r | R"]))
    assert {(note.sheet, note.row) for note in notes} == {
        ("survey", 3),
        ("survey", 4),
        ("survey", 5),
        ("survey", 6),
        ("choices", 2),
    }


def test_faults_are_not_looked_for_without_end() -> None:
    notes = refused(form([HEAD, *(f"nonsense{n} | a{n} | A" for n in range(60))]))
    assert len(notes) == 20


def test_choices_of_one_name_twice_are_refused_with_their_row() -> None:
    notes = refused(
        form([HEAD, "select_one xs | a | A"], ["list_name | name | label", "xs | x | X", "xs | x | Y"])
    )
    assert notes[0].sheet == "choices"
    assert notes[0].row == 3


def test_the_refusal_tells_the_first_fault_and_what_to_do() -> None:
    with pytest.raises(FormRefusedError, match="survey 2行目 a: 知られていない質問の種類") as refusal:
        read(form([HEAD, "nonsense | a | A"]))
    assert "何も取り込んでいません" in refusal.value.sentence
    assert "直してから" in refusal.value.remedy


@pytest.mark.parametrize(
    "sheets",
    [{"Sheet1": [["type", "name"]]}, {"survey": [["type", "label"], ["text", "a"]]}, {"survey": []}],
)
def test_a_workbook_that_is_no_form_is_refused(sheets: dict[str, list[list[str]]]) -> None:
    assert "type と name" in refused(workbook(sheets))[0].sentence


def test_a_form_without_questions_is_refused_and_says_what_became_of_its_rows() -> None:
    notes = refused(form([HEAD, "geopoint | g | G", "note | n | N"]))
    assert told(notes) == [("survey", 0, ""), ("survey", 2, "g")]
    assert refused(form([HEAD]))


@pytest.mark.parametrize(
    "place", ["label", "name", "choice", "other sheet", "sheet name", "number", "heading"]
)
def test_an_individual_number_anywhere_is_refused_without_repeating_it(place: str) -> None:
    spot = {place: INDIVIDUAL_NUMBER}
    sheets: dict[str, list[list[object]]] = {
        "survey": [
            ["type", "name", "label", spot.get("heading", "hint")],
            ["text", f"a{spot.get('name', '')}", f"宛名 {spot.get('label', '')}", ""],
            ["text", "b", int(INDIVIDUAL_NUMBER) if place == "number" else "B", ""],
        ],
        "choices": [["list_name", "name", "label"], ["xs", "x", spot.get("choice", "X")]],
        f"他{spot.get('sheet name', '')}": [[spot.get("other sheet", "")]],
    }
    with pytest.raises(FormRefusedError, match="個人番号") as refusal:
        read(workbook(sheets))
    echoed = f"{refusal.value} {refusal.value.notes}"
    assert INDIVIDUAL_NUMBER not in echoed
    assert "個人番号を消して" in refusal.value.remedy


def test_an_individual_number_in_the_name_of_the_file_is_not_repeated() -> None:
    found = read(form([HEAD, "text | a | A"]), f"{INDIVIDUAL_NUMBER}.xlsx")
    assert INDIVIDUAL_NUMBER not in str(found)


def test_three_thousand_questions_are_refused_before_they_are_read() -> None:
    notes = refused(form([HEAD, *(f"text | q{n} | 質問" for n in range(3000))]))
    assert "3,000問" in notes[0].sentence
    assert "2,000問まで" in notes[0].sentence


def test_two_thousand_questions_come_in() -> None:
    assert read(form([HEAD, *(f"text | q{n} | 質問" for n in range(2000))])).question_count == 2000


def test_loops_and_lists_are_counted_as_they_multiply() -> None:
    choices = ["list_name | name | label", *(f"xs | x{n} | X" for n in range(1500))]
    loop = [HEAD, "begin loop over xs | l | L", "text | a | A", "text | b | B", "end loop"]
    assert "3,000問" in refused(form(loop, choices))[0].sentence
    lists = [HEAD, *(f"select_one xs | q{n} | Q" for n in range(40))]
    assert "60,000件" in refused(form(lists, choices))[0].sentence


def test_too_many_languages_are_refused() -> None:
    head = "type | name | " + " | ".join(f"label::L{n}" for n in range(31))
    assert "言語が31" in refused(form([head, "text | a | A"]))[0].sentence


def test_groups_without_end_are_refused() -> None:
    rows = [
        HEAD,
        *(f"begin group | g{n} | G" for n in range(60)),
        "text | a | A",
        *("end group" for _n in range(60)),
    ]
    assert "入れ子" in refused(form(rows))[0].sentence


def test_what_pyxform_did_not_foresee_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [HEAD, "begin loop over xs | l | L", "text | a | 100% of %(label)s", "end loop"]
    assert "読めない書き方" in refused(form(rows, ["list_name | name | label", "xs | x | X"]))[0].sentence
    monkeypatch.setattr(sizes, "_NEST", 10_000)
    deep = [
        HEAD,
        *(f"begin group | g{n} | G" for n in range(1500)),
        "text | a | A",
        *("end group" for _n in range(1500)),
    ]
    assert "入れ子が深すぎます" in refused(form(deep))[0].sentence


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, part)
    return stream.getvalue()


SOUND = form([HEAD, "text | a | A"])
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_of(rows: str) -> bytes:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return with_part(SOUND, "xl/worksheets/sheet1.xml", xml.encode())


HOSTILE = {
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "old and damaged": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "empty": b"",
    "no workbook": b"type,name\ntext,a\n",
    "damaged": SOUND[: len(SOUND) // 2],
    "not a workbook inside": with_part(SOUND, "xl/workbook.xml", b"<x/>"),
    "binary": with_part(SOUND, "xl/workbook.bin", b""),
    "bomb": with_part(SOUND, "xl/media/a.xml", b"<a>" + b"<b/>" * 5_000_000 + b"</a>"),
    "rows": sheet_of("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 500_001))),
    "far": sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_and_looks_like_no_form(name: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read(HOSTILE[name])
    assert refusal.value.remedy
    assert not looks_like_xlsform(HOSTILE[name])


def test_an_old_workbook_is_not_searched_for_macros_as_a_new_one_is() -> None:
    assert not has_macros(old_book())
    assert not has_macros(SOUND)
    assert has_macros(with_part(SOUND, "xl/vbaProject.bin", b"\x00macro"))


def test_macros_are_left_out_and_said_to_be() -> None:
    form = read(with_part(SOUND, "xl/vbaProject.bin", b"\x00macro"))
    assert form.question_count == 1
    (note,) = form.notes
    assert (note.kind, "マクロ" in note.sentence) == (NoteKind.DROPPED, True)
    assert read(SOUND).notes == ()


def test_a_workbook_of_excel_97_is_looked_into() -> None:
    assert "type と name" in refused(old_book())[0].sentence
    assert not looks_like_xlsform(old_book())
    with pytest.raises(RefusedError, match="パスワード"):
        read(old_book_with_password())


def test_limits_may_be_set() -> None:
    from oversight.checklist.xlsform import read_xlsform

    with pytest.raises(RefusedError):
        read_xlsform(SOUND, file_name="a.xlsx", today=TODAY, limits=Limits(file_bytes=100))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_and_never_fail(content: bytes) -> None:
    assert not looks_like_xlsform(content)
    with pytest.raises(RefusedError):
        read(content)


READ = """
import datetime, resource, sys
sys.path.insert(0, ".")
import pyxform.xls2xform
from oversight.checklist.xlsform import read_xlsform
from oversight.errors import RefusedError
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
try:
    read_xlsform(sys.stdin.buffer.read(), file_name="a.xlsx", today=datetime.date(2026, 12, 1))
except RefusedError as error:
    sys.stdout.buffer.write(error.sentence.encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited by the system's own means")
@pytest.mark.parametrize("name", ["bomb", "rows", "far"])
def test_a_hostile_workbook_does_not_end_the_process(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", READ], input=HOSTILE[name], capture_output=True, check=True)
    assert "何も取り込んでいません" in done.stdout.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited by the system's own means")
def test_the_largest_form_that_is_taken_fits_into_memory() -> None:
    choices = ["list_name | name | label", *(f"xs | x{n} | 選択肢{n}" for n in range(25))]
    rows = [f"{HEAD} | relevant", "text | q | Q |"]
    rows += [f"select_one xs | q{n} | 質問{n} | ${{q}} != '{n}'" for n in range(1999)]
    content = form(rows, choices)
    done = subprocess.run([sys.executable, "-c", READ], input=content, capture_output=True, check=True)
    assert done.stdout == b""
