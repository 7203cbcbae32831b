"""Fills in forms as contractors do, with libraries that are not the product's: pypdf and openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import openpyxl
import pypdf

from oversight.report_form.form import FormData
from oversight.report_form.questions import QuestionKind, current_set

NIL = "該当なし"

COMPLETE: dict[str, str] = {
    "submitted_on": "2026/11/5",
    "submitted_by": "総務部長 佐藤花子",
    "responsible": "個人情報管理責任者 田中",
    "received": "1200",
    "processed": "1180",
    "returned": NIL,
    "workers_count": "2",
    "workers_changed": "no",
    "training": "no",
    "subcontracts_changed": NIL,
    "places_changed": "no",
    "media_handed": "4",
    "media_carried": NIL,
    "copies": "0",
    "prints": "12",
    "devices": NIL,
    "permits": NIL,
    "logs_on": "令和8年10月30日",
    "log_anomalies": "0",
    "incident": "no",
    "complaints": "0",
    "check_storage": "yes",
    "check_entry": "yes",
    "check_accounts": "yes",
    "check_devices": "yes",
    "check_purpose": "yes",
    "disposed": NIL,
    "disposal_certificate": NIL,
    "corrections": NIL,
    "enclosures": NIL,
}
"""A whole report of a quiet month; choices by their values."""


def form_data(contract_id: UUID | None = None, **values: Any) -> FormData:
    """Return a form of October 2026, or with other values."""
    given: dict[str, Any] = {
        "questions": current_set(),
        "city": "札幌市",
        "section": "介護保険課",
        "contract_id": contract_id or UUID(int=7),
        "contract_number": "R8-001",
        "contract_title": "介護認定事務センター運営業務",
        "contractor": "株式会社髙﨑事務サービス",
        "month": dt.date(2026, 10, 1),
        "due_on": dt.date(2026, 11, 10),
        "known": {
            "workers": ({"name": "髙橋 一郎", "employer": "株式会社髙﨑事務サービス"},),
            "places": ({"name": "作業室", "address": "札幌市中央区"},),
            "media": ({"name": "紙"},),
        },
        **values,
    }
    return FormData(**given)


def fill_pdf(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    """Fill in a PDF form by field; choices and 該当なし are ticked."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    fields = {name: value for answer in answers.items() for name, value in _pdf_field(*answer)}
    for page in writer.pages:
        writer.update_page_form_field_values(page, fields, auto_regenerate=False)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _pdf_field(name: str, value: str) -> list[tuple[str, str]]:
    question = current_set().find_question(name)
    if value == NIL and question is not None:
        return [(f"{name}.nil", "/Yes")]
    if question is not None and question.kind is QuestionKind.CHOICE:
        return [(name, f"/{value}")]
    return [(name, value)]


def fill_book(book: bytes, answers: Mapping[str, Any]) -> bytes:
    """Fill in an Excel form; ``workers.0.left_on`` names a cell of a table."""
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    sheet = workbook["報告書"]
    places = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    for name, value in answers.items():
        cell = _book_cell(places, name, value)
        cell.value = _book_value(name, value)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _book_cell(places: Mapping[str, Any], name: str, value: Any) -> Any:
    parts = name.split(".")
    if len(parts) == 3:
        table = next(table for table in current_set().tables if table.id == parts[0])
        at = [column.id for column in table.columns].index(parts[2])
        row = places.get(f"row:{parts[0]}:{parts[1]}:known") or places[f"row:{parts[0]}:{parts[1]}:new"]
        return row[1 if at == 0 else 2 + at]
    if f"fact:{name}" in places:
        return places[f"fact:{name}"][3]
    return places[f"question:{name}"][6 if value == NIL else 3]


def _book_value(name: str, value: Any) -> Any:
    question = current_set().find_question(name)
    if question is not None and question.kind is QuestionKind.CHOICE and value != NIL:
        choice = question.choice_of(value)
        return choice.label.ja if choice else value
    return value
