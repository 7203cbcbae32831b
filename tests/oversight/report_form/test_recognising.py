"""A form comes back filled in by other programs and is recognised; whatever else comes is named."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import openpyxl
import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight.papers import print_report_form
from oversight.report_form import recognising, workbook_reading
from oversight.report_form.answers import Answer, list_missing
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.form import FormData
from oversight.report_form.questions import current_set
from oversight.report_form.recognising import RecognisedForm, recognise
from oversight.report_form.workbook import write_workbook
from tests.oversight.report_form.filling import COMPLETE, NIL, fill_book, fill_pdf, form_data

NUMBER = "123456789018"
"""Twelve figures with a valid check digit, as an Individual Number has."""

PDF = print_report_form(form_data()).pdf
BOOK = write_workbook(form_data())
BLANK = FormData(current_set(), city="札幌市")


def fault_of(content: bytes, name: str = "report.pdf") -> FileFault:
    with pytest.raises(FileFaultError) as caught:
        recognise(content, name)
    assert str(caught.value)
    assert NUMBER not in str(caught.value)
    return caught.value.fault


def with_pdf(change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a field cut from the form is what is meant
        change(document)
        document.save(stream, **saving)  # type: ignore[arg-type]
    return stream.getvalue()


def with_book(change: Callable[[openpyxl.Workbook], None], book: bytes = BOOK) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    change(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def check_whole(form: RecognisedForm) -> None:
    assert form.identity.contract_id == UUID(int=7)
    assert form.month == dt.date(2026, 10, 1)
    assert list_missing(form.questions, form.answers) == ()
    assert form.answers.number("received") == 1200
    assert form.answers.of("returned") == Answer(is_nil=True)
    assert form.answers.of("logs_on") == Answer("2026-10-30")
    worker, added = form.answers.rows("workers")
    assert (worker.text("name"), worker.is_known) == ("髙橋 一郎", True)
    assert worker.day("left_on") == dt.date(2026, 10, 20)
    assert (added.text("name"), added.is_known) == ("新田 二郎", False)
    assert [row.text("name") for row in form.answers.rows("media")] == ["紙"]


ANSWERS = {**COMPLETE, "workers.0.left_on": "2026/10/20", "workers.1.name": "新田 二郎"}


def test_a_pdf_filled_in_by_another_library_is_read_whole() -> None:
    form = recognise(fill_pdf(PDF, ANSWERS), "どんな名前でも.pdf")
    check_whole(form)
    assert form.media_type == recognising.PDF_TYPE


def test_a_workbook_filled_in_by_another_library_is_read_whole() -> None:
    form = recognise(fill_book(BOOK, ANSWERS), "どんな名前でも.xlsx")
    check_whole(form)
    assert form.media_type == recognising.WORKBOOK_TYPE


def test_both_kinds_say_the_same() -> None:
    pdf, book = recognise(fill_pdf(PDF, ANSWERS), "a"), recognise(fill_book(BOOK, ANSWERS), "b")
    assert pdf.answers == book.answers


def test_an_empty_form_is_recognised_with_everything_missing() -> None:
    for content in (PDF, BOOK):
        form = recognise(content, "x")
        assert len(list_missing(form.questions, form.answers)) == 30


def test_a_blank_form_says_its_contract_and_month_itself() -> None:
    written = {"contract_number": "R8-001", "month": "令和8年10月"}
    for content in (
        fill_pdf(print_report_form(BLANK).pdf, written),
        fill_book(write_workbook(BLANK), written),
    ):
        form = recognise(content, "x")
        assert (form.identity.contract_id, form.contract_number) == (None, "R8-001")
        assert form.month == dt.date(2026, 10, 1)
    assert fault_of(fill_book(write_workbook(BLANK), {"month": "先月"})) is FileFault.WRONG_MONTH


def test_a_month_typed_as_a_day_is_a_month() -> None:
    book = fill_book(write_workbook(BLANK), {"contract_number": "1", "month": dt.date(2026, 10, 1)})
    assert recognise(book, "x").month == dt.date(2026, 10, 1)


def test_last_months_form_written_over_is_told() -> None:
    assert fault_of(fill_book(BOOK, {"month": "2026/11"})) is FileFault.WRONG_MONTH
    assert fault_of(fill_book(BOOK, {"month": "来月"})) is FileFault.ALTERED


def test_the_code_shown_stands_in_where_the_hidden_sheet_was_lost() -> None:
    def lose(book: openpyxl.Workbook) -> None:
        del book["oversight"]

    assert recognise(with_book(lose), "x").identity.contract_id == UUID(int=7)


def _relabel(book: openpyxl.Workbook) -> None:
    for row in book["報告書"].iter_rows():
        if row[0].value == "question:incident":
            row[1].value = "21 事故（重大なものに限る）"


def _drop_question(book: openpyxl.Workbook) -> None:
    for row in book["報告書"].iter_rows():
        if row[0].value == "question:incident":
            row[0].value = None


def _add_question(book: openpyxl.Workbook) -> None:
    sheet = book["報告書"]
    sheet.cell(sheet.max_row + 1, 1, "question:more")


def _break_code(book: openpyxl.Workbook) -> None:
    del book["oversight"]
    for row in book["報告書"].iter_rows():
        if row[0].value == "fact:form_code":
            row[3].value = "OV1-AAAAAAAA"


@pytest.mark.parametrize("change", [_relabel, _drop_question, _add_question, _break_code])
def test_a_workbook_with_other_questions_is_told(change: Callable[[openpyxl.Workbook], None]) -> None:
    assert fault_of(with_book(change)) is FileFault.ALTERED


def _rename_field(document: pikepdf.Pdf) -> None:
    next(field for field in document.Root.AcroForm.Fields if field.T == "received").TU = pikepdf.String("別")


def _drop_field(document: pikepdf.Pdf) -> None:
    fields = [field for field in document.Root.AcroForm.Fields if field.T != "received"]
    document.Root.AcroForm.Fields = pikepdf.Array(fields)


@pytest.mark.parametrize("change", [_rename_field, _drop_field])
def test_a_pdf_with_other_questions_is_told(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert fault_of(with_pdf(change)) is FileFault.ALTERED


def test_an_edition_we_do_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "find_set", lambda _hash: None)
    assert fault_of(BOOK) is FileFault.UNKNOWN_EDITION


@pytest.mark.parametrize(
    "where", ["notes", "workers.1.name", "submitted_by"], ids=["an answer", "a table", "a name"]
)
def test_an_individual_number_anywhere_refuses_the_file_and_is_not_told(where: str) -> None:
    assert fault_of(fill_pdf(PDF, {where: f"番号 {NUMBER}"})) is FileFault.INDIVIDUAL_NUMBER
    assert fault_of(fill_book(BOOK, {where: f"番号 {NUMBER}"})) is FileFault.INDIVIDUAL_NUMBER


def test_an_individual_number_beside_the_form_refuses_it_as_well() -> None:
    def scribble(book: openpyxl.Workbook) -> None:
        book["報告書"].cell(5, 20, int(NUMBER))

    def annotate(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            Contents=pikepdf.String(f"メモ {NUMBER}"),
        )
        document.pages[0].Annots.append(document.make_indirect(note))

    assert fault_of(with_book(scribble)) is FileFault.INDIVIDUAL_NUMBER
    assert fault_of(with_pdf(annotate)) is FileFault.INDIVIDUAL_NUMBER
    assert fault_of(PDF, f"{NUMBER}.pdf") is FileFault.INDIVIDUAL_NUMBER


def test_a_password_is_told_for_both_kinds() -> None:
    locked = with_pdf(lambda _pdf: None, encryption=pikepdf.Encryption(user="u", owner="o"))
    assert fault_of(locked) is FileFault.PROTECTED
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert fault_of(ole + "EncryptedPackage".encode("utf-16-le")) is FileFault.PROTECTED
    assert fault_of(ole) is FileFault.NOT_A_FORM


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    locked = with_pdf(lambda _pdf: None, encryption=pikepdf.Encryption(user="", owner="o"))
    assert recognise(locked, "x").identity.contract_id == UUID(int=7)


def _zipped(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        parts = [(each, archive.read(each)) for each in archive.namelist()]
    return _zipped(*parts, (name, content))


def test_whatever_could_run_is_told_and_not_opened() -> None:
    assert fault_of(_with_part("xl/vbaProject.bin", b"\x00macro")) is FileFault.ACTIVE
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

    def on_opening(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = script

    def by_name(document: pikepdf.Pdf) -> None:
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())

    def by_field(document: pikepdf.Pdf) -> None:
        document.pages[0].Annots[0].AA = pikepdf.Dictionary(K=script)

    def by_press(document: pikepdf.Pdf) -> None:
        document.pages[0].Annots[0].A = script

    def xfa(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm.XFA = pikepdf.String("x")

    for change in (on_opening, by_name, by_field, by_press, xfa):
        assert fault_of(with_pdf(change)) is FileFault.ACTIVE


def test_a_pdf_that_opens_at_a_place_is_no_danger() -> None:
    def place(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    assert recognise(with_pdf(place), "x").month == dt.date(2026, 10, 1)


def test_what_is_damaged_is_told() -> None:
    for content in (b"", b"PK\x03\x04 not a zip", BOOK[:4000], b"%PDF-1.7\nnothing"):
        assert fault_of(content) is FileFault.DAMAGED


def test_what_is_no_form_is_told() -> None:
    book = openpyxl.Workbook()
    stream = io.BytesIO()
    book.save(stream)
    for content in (
        stream.getvalue(),
        b"plain text",
        b"\x89PNG\r\n",
        _zipped(("word/document.xml", b"<a/>")),
    ):
        assert fault_of(content) is FileFault.NOT_A_FORM
    assert fault_of(_zipped(("xl/workbook.bin", b"x"))) is FileFault.NOT_A_FORM


def test_a_pdf_without_fields_is_told_to_be_typed_in() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    assert fault_of(stream.getvalue()) is FileFault.FLAT


def test_a_pdf_with_another_form_is_no_form_of_ours() -> None:
    def strange(document: pikepdf.Pdf) -> None:
        field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("a.b.c.d")))
        document.Root.AcroForm.Fields = pikepdf.Array([field])

    assert fault_of(with_pdf(strange)) is FileFault.NOT_A_FORM


def test_what_is_too_large_is_told_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault_of(bytes(21 << 20)) is FileFault.TOO_LARGE
    zeros = b"<a>" + b" " * (130 << 20) + b"</a>"
    assert fault_of(_with_part("xl/worksheets/more.xml", zeros)) is FileFault.TOO_LARGE
    bomb = zlib.compress(zlib.compress(bytes(400 << 20)))
    packed = b"%PDF-1.7\n1 0 obj <</Filter [/FlateDecode /FlateDecode]>> stream\n" + bomb + b"\nendstream"
    assert len(packed) < 100_000
    assert fault_of(packed) is FileFault.TOO_LARGE
    monkeypatch.setattr("oversight.report_form.pdf_reading._MOST_FIELDS", 20)
    assert fault_of(PDF) is FileFault.TOO_LARGE


def test_a_tree_of_fields_without_end_is_told() -> None:
    def ring(document: pikepdf.Pdf) -> None:
        field = document.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a")))
        field.Kids = pikepdf.Array([field])
        document.Root.AcroForm.Fields = pikepdf.Array([field])

    assert fault_of(with_pdf(ring)) is FileFault.DAMAGED


def test_a_form_of_another_kind_of_workbook_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workbook_reading.is_workbook(BOOK)
    assert fault_of(_zipped(("content.xml", b"<office/>"))) is FileFault.NOT_A_FORM


@given(st.integers(0, len(PDF) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_pdf_with_any_bytes_changed_is_read_or_named(at: int, given_bytes: bytes) -> None:
    spoilt = PDF[:at] + given_bytes + PDF[at + len(given_bytes) :]
    with suppress(FileFaultError):
        recognise(spoilt, "x.pdf")


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_workbook_with_any_bytes_changed_is_read_or_named(at: int, given_bytes: bytes) -> None:
    spoilt = BOOK[:at] + given_bytes + BOOK[at + len(given_bytes) :]
    with suppress(FileFaultError):
        recognise(spoilt, "x.xlsx")


def test_the_same_form_is_made_of_the_same_bytes() -> None:
    assert print_report_form(form_data()).pdf == PDF
    assert write_workbook(form_data()) == BOOK


def test_what_the_city_wrote_is_locked_and_answers_are_open() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(BOOK))["報告書"]
    assert sheet.protection.sheet
    rows = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    assert rows["row:workers:0:known"][1].protection.locked
    assert not rows["row:workers:0:known"][5].protection.locked
    assert not rows["row:workers:1:new"][1].protection.locked
    assert not rows["question:received"][3].protection.locked
    assert rows["question:received"][1].protection.locked
    assert sheet.column_dimensions["A"].hidden
    lists = {
        str(each.sqref): each.formula1
        for each in sheet.data_validations.dataValidation
        if each.type == "list"
    }
    assert f'"{NIL}"' in lists.values()
    assert '"変更なし,変更あり"' in lists.values()


def test_the_pdfs_text_reads_back_and_its_fields_are_named_for_a_screen_reader() -> None:
    reader = pypdf.PdfReader(io.BytesIO(PDF))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for told in ("個人情報取扱状況報告書", "R8-001", "株式会社髙﨑事務サービス", "髙橋一郎", "市確認欄"):
        assert told in text
    fields = reader.get_fields()
    assert fields is not None
    shown = [name for name in fields if name not in ("form_code", "contract_number", "month")]
    named = [name for name in shown if not name.endswith((".known", ".name", ".employer", ".address"))]
    assert all(fields[name].alternate_name for name in named)
