"""Cross-checks of a report with register, entry log and the month before: docs/records.md#attention-points.

Pure: what is known is handed in. A point says what does not fit; a person decides what becomes of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from models.report_filing import PointKind
from oversight.calendar import next_month
from oversight.japanese import fold
from oversight.report_form.answers import Answers
from oversight.report_form.questions import QuestionSet
from oversight.reports.door_comparing import find_door_points
from oversight.reports.point import Point
from oversight.reports.register_facts import RegisterFacts

JUMP_FACTOR, JUMP_LEAST = 2, 10
"""A count jumps when it at least doubles or halves and differs by at least ten (house defaults)."""

TRAINING_YEARS = 1
"""Training is due once a year (PPC guideline for public bodies 別添1 2D, as of 2025-09-24; house default)."""


def find_points(
    questions: QuestionSet, answers: Answers, facts: RegisterFacts, month: dt.date
) -> tuple[Point, ...]:
    """Return what does not fit, in the order of the form; what the entry log says comes last."""
    return (
        *_jumps(questions, answers, facts),
        *_unknown_workers(answers, facts),
        *_still_there(answers, facts, month),
        *_training(answers, facts, month),
        *_unknown_bodies(answers, facts),
        *_unknown_places(answers, facts),
        *_permits(answers),
        *_logs(answers),
        *_incident(answers),
        *_self_checks(questions, answers),
        *find_door_points(answers, facts, month),
    )


def _jumps(questions: QuestionSet, answers: Answers, facts: RegisterFacts) -> Iterator[Point]:
    if facts.before is None:
        return
    month, earlier = facts.before
    for question in questions.questions:
        before, now = earlier.number(question.id), answers.number(question.id)
        if question.jump and before is not None and now is not None and _is_jump(before, now):
            details = {"question": question.id, "before": before, "now": now, "month": month.isoformat()}
            yield Point(PointKind.COUNT_JUMP, details)


def _is_jump(before: int, now: int) -> bool:
    low, high = sorted((before, now))
    return high - low >= JUMP_LEAST and high >= JUMP_FACTOR * low


def _unknown_workers(answers: Answers, facts: RegisterFacts) -> Iterator[Point]:
    known = {fold(worker.name) for worker in facts.workers}
    for row in answers.rows("workers"):
        name = row.text("name")
        if name and fold(name) not in known:
            yield Point(PointKind.UNKNOWN_WORKER, {"name": name, "employer": row.text("employer")})


def _still_there(answers: Answers, facts: RegisterFacts, month: dt.date) -> Iterator[Point]:
    """Name those who had left before the month, by the roster or an earlier report, and are told as there."""
    left = dict(facts.left)
    for worker in facts.workers:
        if worker.ends_on is not None:
            left[fold(worker.name)] = worker.ends_on
    for row in answers.rows("workers"):
        name = row.text("name")
        day = left.get(fold(name)) if name else None
        if day is not None and day < month and row.day("left_on") is None:
            yield Point(PointKind.WORKER_LEFT, {"name": name, "left_on": day.isoformat()})


def _training(answers: Answers, facts: RegisterFacts, month: dt.date) -> Iterator[Point]:
    """Name those still there at the month's end whose training lies over a year back, or is not known."""
    end = next_month(month) - dt.timedelta(days=1)
    limit = end - relativedelta(years=TRAINING_YEARS)
    known = {fold(worker.name): worker.trained_on for worker in facts.workers}
    names = []
    for row in answers.rows("workers"):
        name, left_on = row.text("name"), row.day("left_on")
        if not name or (left_on is not None and left_on <= end):
            continue
        days = (known.get(fold(name)), facts.trained.get(fold(name)), row.day("trained_on"))
        if max((day for day in days if day is not None), default=dt.date.min) < limit:
            names.append(name)
    if names:
        yield Point(PointKind.TRAINING_OLD, {"names": names, "since": limit.isoformat()})


def _unknown_bodies(answers: Answers, facts: RegisterFacts) -> Iterator[Point]:
    permitted = {fold(body.name) for body in facts.bodies if body.is_permitted}
    for row in answers.rows("subcontracts"):
        name = row.text("name")
        if name and fold(name) not in permitted:
            yield Point(PointKind.UNKNOWN_SUBCONTRACTOR, {"name": name, "scope": row.text("scope")})


def _unknown_places(answers: Answers, facts: RegisterFacts) -> Iterator[Point]:
    known = {fold(text) for place in facts.places for text in (place.name, place.address) if text}
    for row in answers.rows("places"):
        told = [text for text in (row.text("name"), row.text("address")) if text]
        if told and known.isdisjoint(fold(text) for text in told):
            yield Point(PointKind.UNKNOWN_PLACE, {"name": " ".join(told)})


def _permits(answers: Answers) -> Iterator[Point]:
    devices, permits = answers.number("devices") or 0, answers.number("permits") or 0
    if devices > permits:
        yield Point(PointKind.NO_PERMIT, {"devices": devices, "permits": permits})


def _logs(answers: Answers) -> Iterator[Point]:
    anomalies = answers.number("log_anomalies") or 0
    if anomalies:
        yield Point(PointKind.LOG_ANOMALY, {"count": anomalies})


def _incident(answers: Answers) -> Iterator[Point]:
    detail = answers.of("incident_detail").value
    if answers.of("incident").value == "yes" or detail:
        yield Point(PointKind.INCIDENT, {"detail": str(detail or "")})


def _self_checks(questions: QuestionSet, answers: Answers) -> Iterator[Point]:
    for question in questions.questions:
        if question.id.startswith("check_") and answers.of(question.id).value == "no":
            yield Point(PointKind.SELF_CHECK, {"question": question.id})
