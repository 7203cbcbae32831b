"""Three hundred filled-in forms of mixed kinds, forty of them spoilt in as many ways as files are."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import openpyxl
import pikepdf

from oversight.desk import Desk
from oversight.papers import print_report_form
from oversight.report_form.faults import FileFault
from oversight.report_form.form import FormData
from oversight.report_form.questions import QuestionKind, current_set
from oversight.report_form.workbook import write_workbook
from oversight.reports import FilingService, ReportKey
from tests.factories import make_contract, make_contractor, make_department, make_place
from tests.oversight.report_form.filling import COMPLETE, NIL, fill_book

CONTRACTS, MONTHS, SPOILT = 25, 12, 40
NUMBER = "123456789018"
"""Has a valid check digit, as an Individual Number does."""


def make_contracts(desk: Desk) -> list[UUID]:
    """Register the contracts the forms are for, each with a place; all of one section."""
    section = make_department(desk, "介護保険課")
    ids = []
    for at in range(CONTRACTS):
        contractor = make_contractor(desk, f"株式会社第{at}北海")
        contract_id = make_contract(
            desk,
            number=f"R7-{at:03}",
            contractor_id=contractor,
            department_id=section,
            service=(dt.date(2025, 4, 1), dt.date(2026, 3, 31)),
        )
        make_place(desk, contract_id)
        ids.append(contract_id)
    return ids


def plant(desk: Desk, folder: Path) -> dict[str, FileFault | None]:
    """Write the files into a folder; return what each must come to, by name, in the order of names."""
    filings = FilingService(desk)
    ids = make_contracts(desk)
    keys = [
        ReportKey(contract_id, dt.date(2025 + (month > 9), (month + 2) % 12 + 1, 1))
        for month in range(1, MONTHS + 1)
        for contract_id in ids
    ]
    planted: dict[str, FileFault | None] = {}
    spoilers, first = list(_SPOILERS), b""
    every = len(keys) // SPOILT
    for at, key in enumerate(keys):
        form = filings.get_form(key)
        content, ending = _filled(form, as_pdf=at % 10 != 0)  # a workbook takes long to fill in
        fault, first = None, first or content
        if at % every == every - 1 and at // every < SPOILT:
            content, ending, fault = spoilers[(at // every) % len(spoilers)](form)
            content = first if fault is FileFault.DUPLICATE else content
        name = f"{at:03}.{ending}"
        (folder / name).write_bytes(content)
        planted[name] = fault
    return planted


def _filled(form: FormData, *, as_pdf: bool, **answers: str) -> tuple[bytes, str]:
    given = {**COMPLETE, **answers}
    if not as_pdf:
        return fill_book(write_workbook(form), given), "xlsx"
    return with_values(print_report_form(form).pdf, given), "pdf"


def with_values(pdf: bytes, answers: dict[str, str]) -> bytes:
    """Write values straight into a PDF's fields: many forms are filled in so, a few by another library."""

    def fill(document: pikepdf.Pdf) -> None:
        for field in document.Root.AcroForm.Fields:
            name = str(field.T)
            question = current_set().find_question(name.removesuffix(".nil"))
            value = answers.get(name.removesuffix(".nil"), "")
            is_nil = name.endswith(".nil")
            if not value or is_nil is not (value == NIL and question is not None):
                continue
            is_choice = question is not None and question.kind is QuestionKind.CHOICE
            if is_nil or is_choice:
                field.V = pikepdf.Name("/Yes" if is_nil else f"/{value}")
            else:
                field.V = pikepdf.String(value)

    return changed(pdf, fill)


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    """Return a PDF after a change."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a field cut from the form is what is meant
        change(document)
        document.save(stream, **saving)  # type: ignore[arg-type]
    return stream.getvalue()


Spoilt = tuple[bytes, str, FileFault]


def _written_over(form: FormData) -> Spoilt:
    return fill_book(write_workbook(form), {"month": "2024/1"}), "xlsx", FileFault.WRONG_MONTH


def _not_owed(form: FormData) -> Spoilt:
    content, ending = _filled(replace(form, month=dt.date(2024, 5, 1)), as_pdf=True)
    return content, ending, FileFault.WRONG_MONTH


def _stranger(form: FormData) -> Spoilt:
    content, ending = _filled(replace(form, contract_id=UUID(int=77)), as_pdf=True)
    return content, ending, FileFault.UNKNOWN_CONTRACT


def _relabelled(form: FormData) -> Spoilt:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(form)))
    for row in book.worksheets[0].iter_rows():
        if row[0].value == "question:complaints":
            row[1].value = "23 重大な苦情の件数（件）"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), "xlsx", FileFault.ALTERED


def _field_gone(form: FormData) -> Spoilt:
    def drop(document: pikepdf.Pdf) -> None:
        del document.Root.AcroForm.Fields[5]

    return changed(print_report_form(form).pdf, drop), "pdf", FileFault.ALTERED


def _cut_short(form: FormData) -> Spoilt:
    content, ending = _filled(form, as_pdf=False)
    return content[: len(content) // 2], ending, FileFault.DAMAGED


def _cut_short_pdf(form: FormData) -> Spoilt:
    return print_report_form(form).pdf[:900], "pdf", FileFault.DAMAGED


def _locked(form: FormData) -> Spoilt:
    lock = pikepdf.Encryption(user="himitsu", owner="himitsu")
    return (
        changed(print_report_form(form).pdf, lambda _document: None, encryption=lock),
        "pdf",
        FileFault.PROTECTED,
    )


def _locked_book(_form: FormData) -> Spoilt:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return head + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "xlsx", FileFault.PROTECTED


def _number_in_book(form: FormData) -> Spoilt:
    content, ending = _filled(form, as_pdf=False, notes=f"本人の番号は{NUMBER}です")
    return content, ending, FileFault.INDIVIDUAL_NUMBER


def _number_in_pdf(form: FormData) -> Spoilt:
    content, ending = _filled(form, as_pdf=True, submitted_by="１２３４-５６７８-９０１８")
    return content, ending, FileFault.INDIVIDUAL_NUMBER


def _macro(form: FormData) -> Spoilt:
    with zipfile.ZipFile(io.BytesIO(write_workbook(form))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _zipped({**parts, "xl/vbaProject.bin": b"\x01"}), "xlsm", FileFault.ACTIVE


def _script(form: FormData) -> Spoilt:
    def add(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.launchURL('https://example.jp')")
        )

    return changed(print_report_form(form).pdf, add), "pdf", FileFault.ACTIVE


def _letter(_form: FormData) -> Spoilt:
    return _zipped({"word/document.xml": b"<w/>"}), "docx", FileFault.NOT_A_FORM


def _scan(_form: FormData) -> Spoilt:
    document = pikepdf.new()
    document.add_blank_page()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue(), "pdf", FileFault.FLAT


def _bomb(_form: FormData) -> Spoilt:
    packed = zlib.compress(bytes(200 << 20))
    return b"%PDF-1.7\n1 0 obj <<>> stream\n" + packed + b"\nendstream", "pdf", FileFault.TOO_LARGE


def _first_month_again(form: FormData) -> Spoilt:
    content, ending = _filled(replace(form, month=dt.date(2025, 4, 1)), as_pdf=True, received="7")
    return content, ending, FileFault.ALREADY_HERE


def _copy(_form: FormData) -> Spoilt:
    return b"", "xlsx", FileFault.DUPLICATE


_SPOILERS: tuple[Callable[[FormData], Spoilt], ...] = (
    _written_over,
    _not_owed,
    _stranger,
    _relabelled,
    _field_gone,
    _cut_short,
    _cut_short_pdf,
    _locked,
    _locked_book,
    _number_in_book,
    _number_in_pdf,
    _macro,
    _script,
    _letter,
    _scan,
    _bomb,
    _first_month_again,
    _copy,
)


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
