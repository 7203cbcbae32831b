"""From a file's bytes to a report of correction that is ours and unaltered; or the reason why not.

Nothing is looked up here: whether the finding is one the city has is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oversight.report_form.answers import Answers, Cell, plain, read_answers
from oversight.report_form.correction_form import (
    NUMBER_FIELD,
    PREFILLED,
    CorrectionIdentity,
    correction_identity_from_code,
    digest_of,
)
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.identity import identity_from_code
from oversight.report_form.questions import QuestionSet, find_correction_set
from oversight.report_form.recognising import media_type_of_form, read_filed, refuse_altered
from oversight.words import _


@dataclass(frozen=True)
class RecognisedCorrection:
    """A report of correction: about which finding, what the city had written on it, what it answers."""

    identity: CorrectionIdentity
    prefilled: Mapping[str, Cell]
    questions: QuestionSet
    answers: Answers
    media_type: str

    @property
    def number(self) -> str:
        """The number of the finding as it stands on the form."""
        return plain(self.prefilled.get(NUMBER_FIELD))

    @property
    def is_as_sent(self) -> bool:
        """Tell whether what the city wrote is still what it wrote."""
        return digest_of(self.prefilled) == self.identity.digest


def recognise_correction(content: bytes, file_name: str) -> RecognisedCorrection:
    """Recognise a file; raise ``FileFaultError`` with what is wrong with it."""
    filed = read_filed(content, file_name)
    identity = correction_identity_from_code(filed.code)
    if identity is None:
        raise FileFaultError(_fault_of(filed.code, is_form=bool(filed.labels)))
    questions = find_correction_set(identity.edition)
    if questions is None:
        raise FileFaultError(FileFault.UNKNOWN_EDITION)
    refuse_altered(filed, questions)
    missing = [name for name in PREFILLED if name not in filed.fields]
    if missing:
        raise FileFaultError(FileFault.ALTERED, _("市が記入した欄がありません。"))
    return RecognisedCorrection(
        identity,
        {name: filed.fields[name] for name in PREFILLED},
        questions,
        read_answers(questions, filed.fields),
        media_type_of_form(content),
    )


def _fault_of(code: str, *, is_form: bool) -> FileFault:
    if identity_from_code(code) is not None:
        return FileFault.REPORT_FORM
    return FileFault.ALTERED if code or is_form else FileFault.NOT_A_FORM
