"""From a file's bytes to a form that is ours and unaltered, with its answers; or the reason why not.

Nothing is looked up here: whether the contract and the month are ones the city has is asked elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from oversight.calendar import parse_month
from oversight.errors import RefusedError
from oversight.personal_number import find_individual_numbers
from oversight.report_form.answers import Answers, Cell, plain, read_answers
from oversight.report_form.correction_form import correction_identity_from_code
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.form import CONTRACT_FIELD, MONTH_FIELD, FiledForm, labels_of
from oversight.report_form.identity import FormIdentity, identity_from_code
from oversight.report_form.pdf_reading import is_pdf, read_pdf
from oversight.report_form.questions import QuestionSet, find_set
from oversight.report_form.workbook_reading import LIMITS, is_workbook, read_workbook
from oversight.words import _

PDF_TYPE = "application/pdf"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class RecognisedForm:
    """A form of the city's: for which contract and month, and what it answers.

    ``contract_number`` and ``month`` are what a blank form says; of the others the identity is believed.
    """

    identity: FormIdentity
    contract_number: str
    month: dt.date | None
    questions: QuestionSet
    answers: Answers
    media_type: str


def recognise(content: bytes, file_name: str) -> RecognisedForm:
    """Recognise a file; raise ``FileFaultError`` with what is wrong with it."""
    filed = read_filed(content, file_name)
    if correction_identity_from_code(filed.code) is not None:
        raise FileFaultError(FileFault.CORRECTION_FORM)
    identity = identity_from_code(filed.code)
    if identity is None:
        raise FileFaultError(FileFault.ALTERED if filed.code or filed.labels else FileFault.NOT_A_FORM)
    questions = find_set(identity.edition)
    if questions is None:
        raise FileFaultError(FileFault.UNKNOWN_EDITION)
    refuse_altered(filed, questions)
    media_type = media_type_of_form(content)
    month = _month_of(identity, filed.fields)
    number = plain(filed.fields.get(CONTRACT_FIELD))
    return RecognisedForm(
        identity, number, month, questions, read_answers(questions, filed.fields), media_type
    )


def media_type_of_form(content: bytes) -> str:
    """Return the media type of a form that was read."""
    return PDF_TYPE if is_pdf(content) else WORKBOOK_TYPE


def read_filed(content: bytes, file_name: str) -> FiledForm:
    """Read a file of whichever form; raise ``FileFaultError`` for what cannot or must not be read."""
    if find_individual_numbers(file_name):
        raise FileFaultError(FileFault.INDIVIDUAL_NUMBER)
    if not content:
        raise FileFaultError(FileFault.DAMAGED)
    if len(content) > LIMITS.file_bytes:
        raise FileFaultError(FileFault.TOO_LARGE)
    filed = _read(content)
    if any(find_individual_numbers(text) for text in filed.texts):
        raise FileFaultError(FileFault.INDIVIDUAL_NUMBER)
    return filed


def _read(content: bytes) -> FiledForm:
    if is_pdf(content):
        return read_pdf(content)
    if is_workbook(content):
        return read_workbook(content)
    raise FileFaultError(FileFault.NOT_A_FORM)


def refuse_altered(filed: FiledForm, questions: QuestionSet) -> None:
    """Refuse a form whose labels are not the edition's: an answer would stand beside another question."""
    expected = dict(labels_of(questions))
    for name, label in expected.items():
        found = filed.labels.get(name)
        if found is None:
            detail = _("欄「{label}」がありません。").format(label=label)
            raise FileFaultError(FileFault.ALTERED, detail)
        if found != label:
            detail = _("欄「{label}」の文が違います。").format(label=label)
            raise FileFaultError(FileFault.ALTERED, detail)
    if len(filed.labels) > len(expected):
        raise FileFaultError(FileFault.ALTERED, _("渡していない欄があります。"))


def _month_of(identity: FormIdentity, fields: Mapping[str, Cell]) -> dt.date | None:
    """Return the month the form says; one that says another than its code is refused."""
    cell = fields.get(MONTH_FIELD)
    written = f"{cell:%Y/%m}" if isinstance(cell, dt.date) else plain(cell)
    if not written:
        return identity.month
    try:
        month = parse_month(written)
    except RefusedError as error:
        if identity.month is None:
            raise FileFaultError(FileFault.WRONG_MONTH, _("対象月を読めません。")) from error
        raise FileFaultError(FileFault.ALTERED) from error
    if identity.month is not None and month != identity.month:
        detail = _("対象月が様式番号の月と違います。前の月の様式を書き換えたものかもしれません。")
        raise FileFaultError(FileFault.WRONG_MONTH, detail)
    return month
