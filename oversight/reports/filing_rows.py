"""Filings of a month and their attention points as panes show them: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.finding import Finding
from models.report_filing import AttentionPoint, FilingChannel, PointKind, PointState, ReportFiling
from oversight.report_form.answers import Answers, TableRow, answers_from_document, list_missing
from oversight.report_form.questions import QuestionSet, current_set, find_set
from oversight.reports.comparing import AnswerLine, differences_of, lines_of
from oversight.reports.filings import standing_report_of
from oversight.reports.lines import ReportKey
from oversight.reports.point_words import tell_point
from oversight.reports.register_facts import read_facts


@dataclass(frozen=True)
class LogPlace:
    """An area whose entry log a point is about."""

    area_id: UUID
    name: str


@dataclass(frozen=True)
class PointRow:
    """An attention point: ``told`` says what does not fit; ``finding`` is the number of what it became.

    ``logs`` are the areas in whose entry log of the month it is to be looked up.
    """

    point_id: UUID
    version: int
    kind: PointKind
    told: str
    state: PointState
    decided_on: dt.date | None
    decided_by: str
    reason: str
    finding: str
    logs: tuple[LogPlace, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be decided."""
        return self.state is PointState.OPEN


@dataclass(frozen=True)
class TableShown:
    """A table of a filing: its heading, its columns, its rows as texts."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FilingRow:
    """One submission of a month's report; ``original`` names the file as received, if there is one."""

    filing_id: UUID
    number: int
    received_on: dt.date
    submitted_on: dt.date | None
    submitted_by: str
    channel: FilingChannel
    entered_by: str
    original_id: UUID | None
    original: str
    missing: tuple[str, ...]
    lines: tuple[AnswerLine, ...]
    differences: tuple[str, ...]
    tables: tuple[TableShown, ...]
    points: tuple[PointRow, ...]


def list_filings(session: Session, key: ReportKey) -> tuple[FilingRow, ...]:
    """Return the filings of a month that has come in, the newest first."""
    report = standing_report_of(session, key)
    if report is None:
        return ()
    query = (
        select(ReportFiling, Attachment.file_name)
        .outerjoin(Attachment, Attachment.id == ReportFiling.attachment_id)
        .where(ReportFiling.report_id == report.id)
        .order_by(ReportFiling.number.desc())
    )
    return tuple(_filing(session, key, row, name or "") for row, name in session.execute(query))


def _filing(session: Session, key: ReportKey, row: ReportFiling, name: str) -> FilingRow:
    questions = find_set(row.edition_hash) or current_set()
    answers = answers_from_document(row.answers)
    facts = read_facts(session, key)
    return FilingRow(
        filing_id=row.id,
        number=row.number,
        received_on=row.received_on,
        submitted_on=row.submitted_on,
        submitted_by=row.submitted_by,
        channel=row.channel,
        entered_by=row.entered_by,
        original_id=row.attachment_id,
        original=name,
        missing=tuple(each.label.spoken() for each in list_missing(questions, answers)),
        lines=lines_of(questions, answers, facts),
        differences=differences_of(answers, facts),
        tables=tuple(tables_of(questions, answers)),
        points=_points(session, row, questions),
    )


def tables_of(questions: QuestionSet, answers: Answers) -> list[TableShown]:
    """Return the tables of a filing that hold something."""
    return [
        TableShown(
            table.label.spoken(),
            tuple(column.label.spoken() for column in table.columns),
            tuple(_texts(row, [column.id for column in table.columns]) for row in answers.rows(table.id)),
        )
        for table in questions.tables
        if answers.rows(table.id)
    ]


def _texts(row: TableRow, columns: list[str]) -> tuple[str, ...]:
    return tuple(row.unread.get(column, row.text(column)) for column in columns)


def _points(session: Session, row: ReportFiling, questions: QuestionSet) -> tuple[PointRow, ...]:
    query = (
        select(AttentionPoint, Finding.number)
        .outerjoin(Finding, Finding.id == AttentionPoint.finding_id)
        .where(AttentionPoint.filing_id == row.id)
        .order_by(AttentionPoint.id)
    )
    return tuple(
        PointRow(
            point.id,
            point.version,
            point.kind,
            tell_point(point.kind, point.details, questions),
            point.state,
            point.decided_on,
            point.decided_by,
            point.reason,
            number or "",
            tuple(LogPlace(UUID(int=each["area"]), each["name"]) for each in point.details.get("where", ())),
        )
        for point, number in session.execute(query)
    )
