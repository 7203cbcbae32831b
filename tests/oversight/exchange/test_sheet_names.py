"""A workbook that is refused for its size says which of its sheets is too large, where that can be told."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from oversight.errors import RefusedError
from oversight.exchange.guards import Limits, look_into_workbook
from oversight.exchange.sheet_names import sheet_of_part

FEW = Limits(rows=5)


def book(*sheets: tuple[str, int]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for number in range(rows):
            sheet.append([number])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, text: bytes | None) -> bytes:
    """Return a workbook with one of its parts changed, or left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if text is not None:
            new.writestr(name, text)
    return stream.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(RefusedError) as refusal:
        look_into_workbook(content, FEW)
    assert refusal.value.field == "file"
    return refusal.value.sentence


def test_the_sheet_with_too_many_rows_is_named() -> None:
    assert refused(book(("表紙", 3), ("点検表", 900))).startswith("シート「点検表」: ")


def test_an_individual_number_in_the_name_is_not_repeated() -> None:
    told = refused(book(("123456789018", 900)))
    assert told.startswith("シート「")
    assert "9018" not in told


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/workbook.xml", None),
        ("xl/_rels/workbook.xml.rels", None),
        ("xl/_rels/workbook.xml.rels", b"<a"),
        ("xl/_rels/workbook.xml.rels", b"<a/>"),
        ("xl/_rels/workbook.xml.rels", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ("xl/_rels/workbook.xml.rels", b"<a>" + b" " * (1 << 20) + b"</a>"),
    ],
)
def test_where_the_name_cannot_be_told_nothing_is_named(part: str, text: bytes | None) -> None:
    content = with_part(book(("点検表", 900)), part, text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sheet_of_part(archive, "xl/worksheets/sheet1.xml") == ""


def test_a_target_may_be_told_from_the_root() -> None:
    content = book(("点検表", 900))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
        assert sheet_of_part(archive, "xl/worksheets/sheet1.xml") == "点検表"
        assert sheet_of_part(archive, "xl/styles.xml") == ""
    near = relations.replace(b"/xl/worksheets/", b"worksheets/")
    with zipfile.ZipFile(io.BytesIO(with_part(content, "xl/_rels/workbook.xml.rels", near))) as archive:
        assert sheet_of_part(archive, "xl/worksheets/sheet1.xml") == "点検表"
