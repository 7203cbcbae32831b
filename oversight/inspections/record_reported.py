"""The monthly report's answers that a frozen record contradicts, as the record and its paper hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from models.marks import Mark
from oversight.inspections.focus import contradicted
from oversight.inspections.reported import Statement
from oversight.papers.record_data import ReportedData
from oversight.report_form.answers import Answer
from oversight.report_form.questions import Question, builtin_sets
from oversight.reports.told import show_month_on_paper
from oversight.words import _


def contradicts_of(mark: Mark | None, statements: Sequence[Statement]) -> tuple[ReportedData, ...]:
    """Return the answers that a mark contradicts, as the record keeps them."""
    return tuple(
        ReportedData(
            month=each.month,
            question=each.question.id,
            told=_told(each.month, each.question, each.answer),
            value=each.answer.value,
            is_nil=each.answer.is_nil,
        )
        for each in contradicted(mark, statements)
    )


def spoken_reported(data: ReportedData) -> ReportedData:
    """Return a kept answer told in the language in use; one of a question unknown by now as written."""
    found = (questions.find_question(data.question) for questions in builtin_sets())
    question = next((each for each in found if each is not None), None)
    if question is None:
        return data
    return replace(data, told=_told(data.month, question, Answer(data.value, data.is_nil)))


def _told(month: dt.date, question: Question, answer: Answer) -> str:
    return _("{month} {question}「{answer}」").format(
        month=show_month_on_paper(month), question=question.label.spoken(), answer=answer.shown(question)
    )
