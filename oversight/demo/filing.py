"""What the made-up city's contractors wrote in the reports that wait to be checked, with oddities in some."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.report_filing import FilingChannel, PointState
from oversight.demo.dice import Dice
from oversight.report_form.answers import Answer, Answers, TableRow, document_from_answers
from oversight.report_form.questions import QuestionKind, current_set
from oversight.reports.lines import ReportKey
from oversight.reports.points import find_points
from oversight.reports.register_facts import RegisterFacts, read_facts

_TEXTS = {"submitted_by": "業務責任者", "responsible": "個人情報管理責任者"}
_UNDECIDED = {
    "state": PointState.OPEN,
    "decided_on": None,
    "decided_by": "",
    "reason": "",
    "finding_id": None,
}
_ODD_ANSWERS = {"devices": Answer(2), "permits": Answer(0), "subcontracts_changed": Answer("yes")}
_STRANGER = TableRow({"name": "株式会社ゆきみ配送", "scope": "書類の運搬"})


@dataclass(frozen=True)
class Filing:
    """One filing and its attention points, as values of their rows."""

    values: dict[str, Any]
    points: tuple[dict[str, Any], ...]


def make_filing(
    session: Session,
    dice: Dice,
    key: ReportKey,
    received_on: dt.date,
    *,
    is_odd: bool,
    told: Mapping[str, int],
) -> Filing:
    """Make what came in for a month; an odd one tells of devices and of a strange body.

    ``told`` are counts by question that the report gives.
    """
    questions, facts = current_set(), read_facts(session, key)
    answers = _answers(dice, facts, received_on, is_odd=is_odd, told=told)
    values = {
        "number": 1,
        "received_on": received_on,
        "submitted_on": received_on,
        "submitted_by": _TEXTS["submitted_by"],
        "channel": FilingChannel.PAPER,
        "edition_hash": questions.content_hash,
        "answers": document_from_answers(answers),
        "attachment_id": None,
    }
    found = find_points(questions, answers, facts, key.month)
    points = tuple({"kind": point.kind, "details": dict(point.details), **_UNDECIDED} for point in found)
    return Filing(values, points)


def _answers(
    dice: Dice, facts: RegisterFacts, day: dt.date, *, is_odd: bool, told: Mapping[str, int]
) -> Answers:
    """Answer every question: days by the day of receipt, counts by chance, the rest quietly."""
    answers = {}
    for question in current_set().questions:
        if question.kind is QuestionKind.DATE:
            answers[question.id] = Answer(day.isoformat())
        elif question.kind is QuestionKind.NUMBER and question.jump:
            answers[question.id] = Answer(dice.randint(20, 900))
        elif question.kind is QuestionKind.CHOICE:
            quiet = "yes" if question.id.startswith("check_") else "no"
            answers[question.id] = Answer(quiet)
        elif question.nil:
            answers[question.id] = Answer(is_nil=True)
    answers |= {name: Answer(text) for name, text in _TEXTS.items()}
    answers["log_anomalies"] = Answer(0)
    there = [worker for worker in facts.workers if worker.is_there]
    answers["workers_count"] = Answer(len(there))
    answers |= _ODD_ANSWERS if is_odd else {}
    answers |= {question: Answer(count) for question, count in told.items()}
    tables = {
        "workers": tuple(
            TableRow({"name": worker.name, "employer": worker.employer}, is_known=True) for worker in there
        ),
        "subcontracts": (_STRANGER,) if is_odd else (),
    }
    return Answers(answers, tables)
