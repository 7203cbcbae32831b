"""What a report says that is other than last month's, and other than the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oversight.calendar import show_day
from oversight.japanese import fold
from oversight.report_form.answers import Answers, TableRow, is_asked
from oversight.report_form.questions import QuestionSet
from oversight.reports.register_facts import RegisterFacts
from oversight.words import _

_OF_THE_DAY = frozenset({"submitted_on", "logs_on"})
"""Questions whose answer is another every month by its nature."""


@dataclass(frozen=True)
class AnswerLine:
    """One answer as shown; ``before`` is last month's where there was one and it was another."""

    question_id: str
    label: str
    shown: str
    before: str = ""
    is_changed: bool = False
    is_missing: bool = False


def lines_of(questions: QuestionSet, answers: Answers, facts: RegisterFacts) -> tuple[AnswerLine, ...]:
    """Return every answer that is asked, with what it was the month before."""
    earlier = facts.before[1] if facts.before else None
    lines = []
    for question in questions.questions:
        answer = answers.of(question.id)
        if not is_asked(question, answers) and not answer.shown(question):
            continue
        was = earlier.of(question.id).shown(question) if earlier else ""
        shown = answer.shown(question)
        is_changed = earlier is not None and shown != was and question.id not in _OF_THE_DAY
        is_missing = bool(answer.unread) or (not shown and question.need.value == "required")
        lines.append(
            AnswerLine(
                question.id,
                question.label.spoken(),
                shown,
                was if is_changed else "",
                is_changed,
                is_missing,
            )
        )
    return tuple(lines)


def differences_of(answers: Answers, facts: RegisterFacts) -> tuple[str, ...]:
    """Return, in sentences, what the tables say that the register does not."""
    return (
        *_workers(answers, facts),
        *_new(answers.rows("subcontracts"), [body.name for body in facts.bodies], _("再委託先")),
        *_ended(answers.rows("subcontracts")),
        *_new(answers.rows("places"), [place.name for place in facts.places], _("場所")),
        *_ended(answers.rows("places")),
    )


def _workers(answers: Answers, facts: RegisterFacts) -> Iterator[str]:
    known = {fold(worker.name): worker for worker in facts.workers}
    for row in answers.rows("workers"):
        name, left_on = row.text("name"), row.day("left_on")
        worker = known.get(fold(name))
        if name and worker is None:
            yield _("従事者「{name}」が加わった").format(name=name)
        if left_on is not None and (worker is None or worker.ends_on != left_on):
            yield _("従事者「{name}」が{day}に離任").format(name=name, day=show_day(left_on))
        trained_on = row.day("trained_on")
        if worker is not None and trained_on is not None and worker.trained_on != trained_on:
            yield _("従事者「{name}」が{day}に教育を受けた").format(name=name, day=show_day(trained_on))


def _new(rows: tuple[TableRow, ...], names: list[str], what: str) -> Iterator[str]:
    known = {fold(name) for name in names}
    for row in rows:
        name = row.text("name")
        if name and fold(name) not in known:
            yield _("{what}「{name}」が加わった").format(what=what, name=name)


def _ended(rows: tuple[TableRow, ...]) -> Iterator[str]:
    for row in rows:
        day = row.day("ended_on")
        if day is not None:
            yield _("「{name}」が{day}に終わり").format(name=row.text("name"), day=show_day(day))
