"""The approvals of a version as its paper tells them: the boxes of the posts, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval import Approval, Decision
from oversight.approvals.course import Course, read_course
from oversight.approvals.reading import happened
from oversight.approvals.rows import HistoryRow, Standing
from oversight.clock import JAPAN
from oversight.papers.record_data import ApprovalBox, ApprovalEvent, InspectionRecordData
from oversight.words import _


def with_approvals(session: Session, record_id: UUID, record: InspectionRecordData) -> InspectionRecordData:
    """Return a version's paper with who approved it and when; as it is where nobody drafted it.

    The boxes stay open where the newest drafting was sent or taken back.
    """
    rows = select(Approval).where(Approval.record_id == record_id).order_by(Approval.number)
    courses = [read_course(session, row) for row in session.scalars(rows)]
    if not courses:
        return record
    events = tuple(_event(row) for course in courses for row in happened(course, record.version))
    newest = courses[-1]
    if newest.standing in {Standing.RETURNED, Standing.WITHDRAWN}:
        return replace(record, approval_history=events)
    return replace(record, approval=tuple(_boxes(newest)), approval_history=events)


def _boxes(course: Course) -> Iterator[ApprovalBox]:
    """Yield the boxes from the left, the highest post first, the drafter last."""
    passed = {each.position: each for each in course.decided if each.decision is Decision.APPROVED}
    for position, step in reversed(list(enumerate(course.route, start=1))):
        done = passed.get(position)
        if done is None:
            yield ApprovalBox(step.post)
            continue
        name = done.decided_name
        if done.proxy_for:
            name = _("代 {name}\n（{named}）").format(name=name, named=done.proxy_for)
        yield ApprovalBox(step.post, name, done.decided_at.astimezone(JAPAN).date())
    row = course.row
    yield ApprovalBox(_("担当"), row.drafted_name, row.drafted_at.astimezone(JAPAN).date())


def _event(row: HistoryRow) -> ApprovalEvent:
    who = _("{who}（{named}の代決）").format(who=row.by, named=row.proxy_for) if row.proxy_for else row.by
    return ApprovalEvent(row.at, row.happening.word, row.post, who, row.said)
