"""What the made-up city's contractors wrote in the reports that wait to be checked, with oddities in some."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from models.report_filing import AttentionPoint, FilingChannel, PointState, ReportFiling
from oversight.report_form.answers import Answer, Answers, TableRow, document_from_answers
from oversight.report_form.questions import QuestionKind, current_set
from oversight.reports.lines import ReportKey
from oversight.reports.points import find_points
from oversight.reports.register_facts import RegisterFacts, read_facts

if TYPE_CHECKING:
    from oversight.demo.reporting import Reporting

_TEXTS = {"submitted_by": "業務責任者", "responsible": "個人情報管理責任者"}
_STRANGER = TableRow({"name": "株式会社ゆきみ配送", "scope": "書類の運搬"})


def file_report(
    reporting: Reporting, key: ReportKey, report_id: UUID, received_on: dt.date, *, is_odd: bool
) -> None:
    """Note one filing and what in it wants a look; an odd one tells of devices and of a strange body."""
    questions, facts = current_set(), read_facts(reporting.session, key)
    answers = _answers(reporting, facts, received_on, is_odd=is_odd)
    filing_id = reporting.put(
        ReportFiling,
        report_id=report_id,
        number=1,
        received_on=received_on,
        submitted_on=received_on,
        submitted_by=_TEXTS["submitted_by"],
        channel=FilingChannel.PAPER,
        edition_hash=questions.content_hash,
        answers=document_from_answers(answers),
        entered_by=reporting.signature,
        attachment_id=None,
    )
    for point in find_points(questions, answers, facts, key.month):
        reporting.put(
            AttentionPoint,
            report_id=report_id,
            filing_id=filing_id,
            kind=point.kind,
            details=dict(point.details),
            state=PointState.OPEN,
            decided_on=None,
            decided_by="",
            reason="",
            finding_id=None,
        )


def _answers(reporting: Reporting, facts: RegisterFacts, day: dt.date, *, is_odd: bool) -> Answers:
    """Answer every question: days by the day of receipt, counts by chance, the rest quietly."""
    answers = {}
    for question in current_set().questions:
        if question.kind is QuestionKind.DATE:
            answers[question.id] = Answer(day.isoformat())
        elif question.kind is QuestionKind.NUMBER and question.jump:
            answers[question.id] = Answer(reporting.dice.randint(20, 900))
        elif question.kind is QuestionKind.CHOICE:
            quiet = "yes" if question.id.startswith("check_") else "no"
            answers[question.id] = Answer(quiet)
        elif question.nil:
            answers[question.id] = Answer(is_nil=True)
        elif _TEXTS.get(question.id):
            answers[question.id] = Answer(_TEXTS[question.id])
    answers["log_anomalies"] = Answer(0)
    there = [worker for worker in facts.workers if worker.is_there]
    answers["workers_count"] = Answer(len(there))
    if is_odd:
        answers |= {"devices": Answer(2), "permits": Answer(0), "subcontracts_changed": Answer("yes")}
    tables = {
        "workers": tuple(
            TableRow({"name": worker.name, "employer": worker.employer}, True) for worker in there
        ),
        "subcontracts": (_STRANGER,) if is_odd else (),
    }
    return Answers(answers, tables)
