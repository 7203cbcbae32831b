"""Reports of correction that came in, looked at one by one; nothing is written here.

A file that cannot be taken in is named with its reason and stops no other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.finding import FindingState, FindingStep
from oversight.corrections.sent_forms import form_of
from oversight.findings import STANDING, FindingRow
from oversight.findings.reading import list_findings
from oversight.report_form.answers import Answers, plain
from oversight.report_form.correction_form import DUE_FIELD, FACT_FIELD, MEASURE_FIELD
from oversight.report_form.correction_recognising import RecognisedCorrection, recognise_correction
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.reports.taking_in import read_incoming
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
class CorrectionLook:
    """One file: what becomes of it when it is taken in, and why; ``fault`` is None where it can be.

    ``missing`` names what a part that was begun lacks, ``notes`` what else wants a look.
    """

    path: Path
    sha256: str = ""
    fault: FileFault | None = None
    sentence: str = ""
    remedy: str = ""
    finding: FindingRow | None = None
    parts: CorrectionParts = CorrectionParts()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    answered: tuple[tuple[str, str], ...] = ()
    form: RecognisedCorrection | None = None

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def word(self) -> str:
        """What becomes of the file, in a word."""
        if self.fault is not None:
            return self.fault.word
        return _("是正報告") if self.parts.has_report else _("改善計画")

    @property
    def told(self) -> str:
        """What to know of the file before it is taken in, in a line."""
        if self.fault is not None:
            return self.sentence
        return _("・").join((*self.notes, *self.missing)) or _("問題なし")


class CorrectionLooking:
    """Looks at the files of one batch; two for one finding are told apart."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._hashes: set[str] = set()
        self._findings: dict[UUID, str] = {}

    def look_at(self, session: Session, path: Path) -> CorrectionLook:
        """Return what becomes of one file."""
        finding, sha256 = None, ""
        try:
            content = read_incoming(path)
            sha256 = hashlib.sha256(content).hexdigest()
            form = recognise_correction(content, path.name)
            finding = self._finding_of(session, form)
            self._refuse(session, form, finding, sha256, path)
            return self._taken(session, path, sha256, finding, form)
        except FileFaultError as error:
            return CorrectionLook(path, sha256, error.fault, error.sentence, error.remedy, finding)

    def _finding_of(self, session: Session, form: RecognisedCorrection) -> FindingRow:
        rows = list_findings(session, self._today, ids={form.identity.finding_id})
        if not rows or rows[0].state is FindingState.DROPPED:
            raise FileFaultError(FileFault.UNKNOWN_FINDING)
        return rows[0]

    def _refuse(
        self, session: Session, form: RecognisedCorrection, finding: FindingRow, sha256: str, path: Path
    ) -> None:
        if form.number != finding.number:
            raise FileFaultError(FileFault.WRONG_FINDING)
        if not form.is_as_sent:
            raise FileFaultError(FileFault.ALTERED, _("市が記入した事実・措置・期限が書き換えられています。"))
        if sha256 in self._hashes or is_kept(session, sha256):
            raise FileFaultError(FileFault.DUPLICATE)
        if finding.id in self._findings:
            detail = _("一緒に選んだ「{name}」と同じ指摘です。").format(name=self._findings[finding.id])
            raise FileFaultError(FileFault.UNDER_CHECK, detail)
        refuse_state(finding)
        if not (parts_of(form.answers).has_plan or parts_of(form.answers).has_report):
            missing = _("、").join(_missing(form, PLAN_PARTS + REPORT_PARTS))
            raise FileFaultError(FileFault.NOT_FILLED, _("空欄: {labels}").format(labels=missing))
        self._hashes.add(sha256)
        self._findings[finding.id] = path.name

    def _taken(
        self, session: Session, path: Path, sha256: str, finding: FindingRow, form: RecognisedCorrection
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
