"""Reports of correction that came in, looked at one by one; nothing is written here.

A file that cannot be taken in is named with its reason and stops no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from models.attachment import Attachment
from models.finding import FindingState, FindingStep
from oversight.corrections.sent_forms import form_of
from oversight.findings import STANDING, FindingRow
from oversight.findings.reading import list_findings
from oversight.intake import IncomingFile, Looking
from oversight.report_form.answers import Answers, plain
from oversight.report_form.correction_form import DUE_FIELD, FACT_FIELD, MEASURE_FIELD
from oversight.report_form.correction_recognising import RecognisedCorrection, recognise_correction
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.words import _, speaking

PLAN_PARTS, REPORT_PARTS = ("cause", "measures", "plan_until"), ("done", "corrected_on")


@dataclass(frozen=True)
class CorrectionParts:
    """What a form holds: the plan, the report, or both; a part counts when it is whole."""

    plan: str = ""
    plan_until: dt.date | None = None
    reply: str = ""
    corrected_on: dt.date | None = None

    @property
    def has_plan(self) -> bool:
        """Tell whether the plan is whole."""
        return bool(self.plan) and self.plan_until is not None

    @property
    def has_report(self) -> bool:
        """Tell whether the report is whole."""
        return bool(self.reply) and self.corrected_on is not None


@dataclass(frozen=True)
class CorrectionLook(IncomingFile):
    """One file of a report of correction: what becomes of it when it is taken in, and why.

    ``missing`` names what a part that was begun lacks, ``notes`` what else wants a look.
    """

    finding: FindingRow | None = None
    parts: CorrectionParts = CorrectionParts()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answered: tuple[tuple[str, str], ...] = ()
    form: RecognisedCorrection | None = None

    @override
    def _word_taken(self) -> str:
        return _("是正報告") if self.parts.has_report else _("改善計画")

    @override
    def _notable(self) -> Iterable[str]:
        return (*self.notes, *self.missing)


class CorrectionLooking(Looking[RecognisedCorrection, FindingRow, CorrectionLook]):
    """Looks at the reports of correction of one batch; two for one finding are told apart."""

    @override
    def _recognise(self, content: bytes, name: str) -> RecognisedCorrection:
        return recognise_correction(content, name)

    @override
    def _about(self, session: Session, form: RecognisedCorrection) -> FindingRow:
        rows = list_findings(session, self._today, ids={form.identity.finding_id})
        if not rows or rows[0].state is FindingState.DROPPED:
            raise FileFaultError(FileFault.UNKNOWN_FINDING)
        return rows[0]

    @override
    def _refused(
        self, session: Session, path: Path, sha256: str, error: FileFaultError, about: FindingRow | None
    ) -> CorrectionLook:
        return CorrectionLook(path, sha256, error.fault, error.sentence, error.remedy, about)

    @override
    def _look(
        self, session: Session, path: Path, sha256: str, form: RecognisedCorrection, about: FindingRow
    ) -> CorrectionLook:
        self._refuse(session, form, about, sha256)
        look = _taken(session, path, sha256, form, about)
        self._batch.add(about.id, look)
        return look

    def _refuse(self, session: Session, form: RecognisedCorrection, finding: FindingRow, sha256: str) -> None:
        if form.number != finding.number:
            raise FileFaultError(FileFault.WRONG_FINDING)
        if not form.is_as_sent:
            raise FileFaultError(FileFault.ALTERED, _("市が記入した事実・措置・期限が書き換えられています。"))
        if self._batch.holds(sha256) or is_kept(session, sha256):
            raise FileFaultError(FileFault.DUPLICATE)
        name = self._batch.name_of(finding.id)
        if name is not None:
            detail = _("一緒に選んだ「{name}」と同じ指摘です。").format(name=name)
            raise FileFaultError(FileFault.UNDER_CHECK, detail)
        refuse_state(finding)
        if not (parts_of(form.answers).has_plan or parts_of(form.answers).has_report):
            missing = _("、").join(_missing(form, PLAN_PARTS + REPORT_PARTS))
            raise FileFaultError(FileFault.NOT_FILLED, _("空欄: {labels}").format(labels=missing))


def _taken(
    session: Session, path: Path, sha256: str, form: RecognisedCorrection, finding: FindingRow
) -> CorrectionLook:
    parts = parts_of(form.answers)
    labels = {question.id: question.label.spoken() for question in form.questions.questions}
    answered = tuple(
        (labels[question.id], form.answers.of(question.id).shown(question))
        for question in form.questions.questions
        if form.answers.of(question.id).shown(question)
    )
    return CorrectionLook(
        path,
        sha256,
        finding=finding,
        parts=parts,
        missing=_begun_but_missing(form),
        notes=_notes(session, finding, form, parts),
        answered=answered,
        form=form,
    )


def refuse_state(finding: FindingRow) -> None:
    """Refuse a report about a finding that has ended, and one that waits for its verification."""
    if finding.state not in STANDING:
        raise FileFaultError(FileFault.CLOSED_FINDING)
    if finding.state is FindingState.CLOSURE_ASKED:
        raise FileFaultError(FileFault.UNDER_CHECK)


def is_kept(session: Session, sha256: str) -> bool:
    """Tell whether a file is the original of a step that was kept."""
    query = (
        select(FindingStep.id)
        .join(Attachment, Attachment.id == FindingStep.attachment_id)
        .where(Attachment.sha256 == sha256, FindingStep.withdrawn_on.is_(None))
    )
    return session.scalars(query).first() is not None


def parts_of(answers: Answers) -> CorrectionParts:
    """Return the plan and the report of a form's answers, as the finding keeps them (in Japanese)."""

    def text(name: str) -> str:
        return str(answers.of(name).value or "").strip()

    with speaking("ja"):
        plan = _joined((_("原因"), text("cause")), (_("措置"), text("measures")))
        reply = _joined((_("行った措置"), text("done")), (_("証跡"), text("evidence")))
        if text("cause") and text("done"):
            reply = _joined((_("原因"), text("cause"))) + "\n" + reply
    return CorrectionParts(
        plan if text("cause") and text("measures") else "",
        _day(answers, "plan_until"),
        reply if text("done") else "",
        _day(answers, "corrected_on"),
    )


def _day(answers: Answers, name: str) -> dt.date | None:
    value = answers.of(name).value
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def _joined(*parts: tuple[str, str]) -> str:
    return "\n".join(_("{label}: {text}").format(label=label, text=text) for label, text in parts if text)


def _missing(form: RecognisedCorrection, names: tuple[str, ...]) -> list[str]:
    return [
        question.label.spoken()
        for question in form.questions.questions
        if question.id in names and (form.answers.of(question.id).value is None)
    ]


def _begun_but_missing(form: RecognisedCorrection) -> tuple[str, ...]:
    """Return what a part that was begun lacks; a part left empty lacks nothing."""
    missing: list[str] = []
    for names in (PLAN_PARTS, (*REPORT_PARTS, "evidence")):
        lacking = _missing(form, names)
        if len(lacking) < len(names):
            missing += lacking
    told = _("空欄か読めない欄: {label}")
    return tuple(told.format(label=label) for label in missing)


def _notes(
    session: Session, finding: FindingRow, form: RecognisedCorrection, parts: CorrectionParts
) -> tuple[str, ...]:
    now = form_of(session, finding).prefilled
    changed = any(
        "".join(plain(form.prefilled[name]).split()) != "".join(plain(now[name]).split())
        for name in (FACT_FIELD, MEASURE_FIELD)
    )
    due_moved = plain(form.prefilled[DUE_FIELD]) != plain(now[DUE_FIELD])
    until = parts.plan_until if parts.has_plan and not parts.has_report else None
    late = until is not None and until > finding.due_on
    notes = (
        (changed, _("様式を渡した後で、指摘の記録が訂正されています")),
        (due_moved, _("様式を渡した後で、是正期限が変わっています")),
        (late, _("完了予定日が是正期限より後です（延長は別に決めます）")),
        (parts.has_report and finding.state is FindingState.CORRECTED, _("是正報告の出し直しです")),
    )
    return tuple(text for holds, text in notes if holds)
