"""What the contractor itself reported of the checklist's items: docs/records.md#items-that-stand-first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.inspection import Inspection
from models.monthly_report import MonthlyReport
from models.report_filing import AttentionPoint, PointState, ReportFiling
from oversight.inspections.bearings import BearingSet, Speaks, builtin_bearings
from oversight.report_form.answers import Answer, Answers, answers_from_document
from oversight.report_form.questions import Question, QuestionSet, current_set, find_set
from oversight.reports.point_words import tell_point
from oversight.words import _

MONTHS_BACK = 12
"""So many months of reports are looked at where neither a period nor an earlier inspection begins them."""


@dataclass(frozen=True)
class Statement:
    """An answer of the monthly report that bears on an item; ``month`` is the first day of its month."""

    month: dt.date
    question: Question
    answer: Answer
    speaks: Speaks

    def told(self) -> str:
        """Return question and answer in the language in use: 今月の教育の実施「実施した」."""
        return _("{question}「{answer}」").format(
            question=self.question.label.spoken(), answer=self.answer.shown(self.question)
        )


@dataclass(frozen=True)
class ReportedPoint:
    """An attention point of a report that nobody has decided yet, with the items it bears on."""

    month: dt.date
    told: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Reported:
    """What the reports say: item → statements, one for each question; and the undecided points."""

    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    points: tuple[ReportedPoint, ...] = ()

    def points_of(self, item_id: str) -> tuple[ReportedPoint, ...]:
        """Return the undecided points that bear on an item."""
        return tuple(point for point in self.points if item_id in point.items)


def read_reported(session: Session, row: Inspection, lineage: Iterable[str]) -> Reported:
    """Read what the contract's reports of the inspection's period say of a checklist's items.

    ``lineage`` names the edition and those it was copied from.
    """
    bearings = builtin_bearings()
    if set(lineage).isdisjoint(bearings.checklists):
        return Reported()
    filings = _newest_filings(session, row.contract_id, *period_of(session, row))
    return Reported(
        statements=statements_of(bearings, filings), points=_points(session, row.contract_id, bearings)
    )


def period_of(session: Session, row: Inspection) -> tuple[dt.date, dt.date]:
    """Return first and last day: the period covered, or from the inspection before to this one."""
    until = row.period_until or row.conducted_on or row.planned_on
    before = session.get(Inspection, row.previous_id) if row.previous_id else None
    seen_on = before.conducted_on if before is not None else None
    return row.period_from or seen_on or until - relativedelta(months=MONTHS_BACK), until


Filed = tuple[dt.date, QuestionSet, Answers]


def _newest_filings(session: Session, contract_id: UUID, first: dt.date, last: dt.date) -> list[Filed]:
    query = (
        select(MonthlyReport.month, ReportFiling.edition_hash, ReportFiling.answers)
        .join(ReportFiling, ReportFiling.report_id == MonthlyReport.id)
        .where(
            MonthlyReport.contract_id == contract_id,
            MonthlyReport.month >= first.replace(day=1),
            MonthlyReport.month <= last,
            MonthlyReport.withdrawn_on.is_(None),
        )
        .order_by(MonthlyReport.month, ReportFiling.number)
    )
    newest = {month: (edition, answers) for month, edition, answers in session.execute(query)}
    return [
        (month, find_set(edition) or current_set(), answers_from_document(answers))
        for month, (edition, answers) in newest.items()
    ]


def statements_of(bearings: BearingSet, filings: Iterable[Filed]) -> dict[str, tuple[Statement, ...]]:
    """Return item → what was said of it, the oldest month first in ``filings``.

    Of each question the newest answer that speaks for or against counts; where none does, the newest told.
    """
    standing: dict[tuple[str, str], Statement] = {}
    for item_id, statement in _all_statements(bearings, filings):
        key = (item_id, statement.question.id)
        before = standing.get(key)
        if before is None or statement.speaks is not Speaks.TOLD or before.speaks is Speaks.TOLD:
            standing[key] = statement
    found: dict[str, tuple[Statement, ...]] = {}
    for (item_id, _question), statement in standing.items():
        found[item_id] = (*found.get(item_id, ()), statement)
    return found


def _all_statements(bearings: BearingSet, filings: Iterable[Filed]) -> Iterator[tuple[str, Statement]]:
    for month, questions, answers in filings:
        if questions.id != bearings.questions:
            continue
        for bearing in bearings.bearings:
            question = questions.find_question(bearing.question)
            if question is None:
                continue
            answer = answers.of(question.id)
            speaks = bearing.of(question, answer)
            if speaks is not None:
                statement = Statement(month, question, answer, speaks)
                yield from ((item_id, statement) for item_id in bearing.items)


def _points(session: Session, contract_id: UUID, bearings: BearingSet) -> tuple[ReportedPoint, ...]:
    query = (
        select(AttentionPoint, MonthlyReport.month, ReportFiling.edition_hash)
        .join(MonthlyReport, MonthlyReport.id == AttentionPoint.report_id)
        .join(ReportFiling, ReportFiling.id == AttentionPoint.filing_id)
        .where(
            MonthlyReport.contract_id == contract_id,
            MonthlyReport.withdrawn_on.is_(None),
            AttentionPoint.state == PointState.OPEN,
        )
        .order_by(MonthlyReport.month.desc(), AttentionPoint.id)
    )
    return tuple(
        ReportedPoint(
            month,
            tell_point(point.kind, point.details, find_set(edition) or current_set()),
            bearings.items_of_point(point.kind, point.details),
        )
        for point, month, edition in session.execute(query)
    )
