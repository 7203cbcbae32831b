"""What came in as a report, through a writing session: kept as received, with what in it wants a look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.journal import JournalHead
from models.monthly_report import MonthlyReport, ReportState
from models.report_filing import AttentionPoint, FilingChannel, PointState, ReportFiling
from oversight.attachments import attach
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.report_form.answers import Answers, document_from_answers
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.questions import QuestionSet, current_set
from oversight.reports import deeds
from oversight.reports.deeds import IN_HAND, ReceiptDraft
from oversight.reports.door_noting import kept_point
from oversight.reports.lines import ReportKey
from oversight.reports.points import find_points
from oversight.reports.register_facts import read_facts
from oversight.words import _, _n


@dataclass(frozen=True)
class Original:
    """A file as received; ``media_type`` is told by who has read it, or empty to be told by its bytes."""

    content: bytes
    file_name: str
    media_type: str = ""


@dataclass(frozen=True)
class FilingDraft:
    """A report that came in: for which contract and month, on which day (到達日), what it answers."""

    key: ReportKey
    received_on: dt.date
    channel: FilingChannel
    answers: Answers
    original: Original | None = None
    questions: QuestionSet | None = None


def file_report(session: Session, desk: Desk, draft: FilingDraft) -> ReportFiling:
    """Keep a filing: the first of its month, the resubmission of a returned one, or what a receipt lacked."""
    report = _report_for(session, desk, draft)
    questions = draft.questions or current_set()
    row = ReportFiling(
        id=new_id(),
        report_id=report.id,
        number=_next_number(session, report.id),
        received_on=draft.received_on,
        submitted_on=_day_of(draft.answers, "submitted_on"),
        submitted_by=report.submitted_by,
        channel=draft.channel,
        edition_hash=questions.content_hash,
        answers=document_from_answers(draft.answers),
        entered_by=desk.actor.signature,
        attachment_id=_keep(session, desk, draft.original),
    )
    session.add(row)
    session.flush()
    _put_points(session, row, draft, questions)
    return row


def _keep(session: Session, desk: Desk, original: Original | None) -> UUID | None:
    if original is None:
        return None
    kept = attach(
        session, desk, content=original.content, file_name=original.file_name, as_type=original.media_type
    )
    return kept.id


def standing_report_of(session: Session, key: ReportKey) -> MonthlyReport | None:
    """Return the report of a month that has come in, or ``None``."""
    query = select(MonthlyReport).where(
        MonthlyReport.contract_id == key.contract_id,
        MonthlyReport.month == key.month,
        MonthlyReport.withdrawn_on.is_(None),
    )
    return session.scalars(query).one_or_none()


def takes_filing(session: Session, report: MonthlyReport) -> bool:
    """Tell whether a report that has come in waits for (another) filing."""
    if report.state is ReportState.RETURNED:
        return True
    return report.state in IN_HAND and _next_number(session, report.id) == 1


def _report_for(session: Session, desk: Desk, draft: FilingDraft) -> MonthlyReport:
    report = standing_report_of(session, draft.key)
    submitted_by = str(draft.answers.of("submitted_by").value or "")
    if report is None:
        receipt = ReceiptDraft(draft.key.contract_id, draft.key.month, draft.received_on, submitted_by)
        report = deeds.receive(session, desk, receipt)
        session.flush()
        return report
    if not takes_filing(session, report):
        raise FileFaultError(FileFault.ALREADY_HERE)
    if report.state is ReportState.RETURNED:
        deeds.resubmit(session, desk, report, received_on=draft.received_on)
    report.submitted_by = submitted_by or report.submitted_by
    return report


def _next_number(session: Session, report_id: UUID) -> int:
    newest = select(func.max(ReportFiling.number)).where(ReportFiling.report_id == report_id)
    return (session.scalar(newest) or 0) + 1


def _day_of(answers: Answers, question_id: str) -> dt.date | None:
    value = answers.of(question_id).value
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else None


def _put_points(session: Session, row: ReportFiling, draft: FilingDraft, questions: QuestionSet) -> None:
    """Keep what wants a look; what was still open of an earlier filing gives way to it."""
    open_before = select(AttentionPoint).where(
        AttentionPoint.report_id == row.report_id, AttentionPoint.state == PointState.OPEN
    )
    for point in session.scalars(open_before):
        point.state = PointState.REPLACED
    session.get(JournalHead, 1, with_for_update=True, populate_existing=True)  # see door_noting
    facts = read_facts(session, draft.key)
    points = find_points(questions, draft.answers, facts, draft.key.month)
    session.add_all(kept_point(row, point) for point in points)
    session.flush()


def refuse_undecided(session: Session, report_id: UUID) -> None:
    """Refuse to find a report right, or to close it, while points of it are undecided."""
    query = select(func.count()).where(
        AttentionPoint.report_id == report_id, AttentionPoint.state == PointState.OPEN
    )
    count = session.scalars(query).one()
    if count:
        raise RefusedError(
            _n("注意点が{count}件、決まっていません。", count).format(count=count),
            _("それぞれ「支障なし」か「指摘にする」を選んでから、やり直してください。"),
        )
