"""Reading approvals: the marks of a list, all of one inspection, what awaits a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from models.approval import Approval, ApprovalStep, Decision
from models.contract import Contract
from models.department import Staff
from models.inspection import Inspection, InspectionRecord, InspectionState
from oversight.access import Actor, Deed, may
from oversight.approvals.course import Course, read_course, standing_of
from oversight.approvals.rows import (
    ApprovalMark,
    ApprovalRow,
    ApprovalsView,
    AwaitingRow,
    Happening,
    HistoryRow,
    Standing,
    StepRow,
)
from oversight.approvals.versions import newest_record
from oversight.desk import get_row
from oversight.faces import face_of
from oversight.words import _

_HAPPENED = {
    Decision.APPROVED: Happening.APPROVED,
    Decision.RETURNED: Happening.RETURNED,
    Decision.WITHDRAWN: Happening.WITHDRAWN,
}


def read_marks(session: Session, actor: Actor) -> dict[UUID, ApprovalMark]:
    """Return the mark of each inspection whose newest version was drafted, by inspection."""
    section = session.scalars(select(Staff.department_id).where(Staff.id == actor.staff_id)).first()
    counts = {row.approval_id: row for row in session.execute(_counts())}
    marks = {}
    for row in session.execute(_newest()):
        counted = counts.get(row.id)
        decided, last = (counted.decided, counted.last) if counted is not None else (0, None)
        standing = standing_of(Decision(last) if last else None, decided, row.steps)
        ours = row.drafted_id == actor.staff_id or (
            section is not None and section in (row.drafter_section, row.section)
        )
        course = (
            read_course(session, get_row(session, Approval, row.id))
            if standing is Standing.UNDER_WAY
            else None
        )
        step = course.next_step if course is not None else None
        marks[row.inspection_id] = ApprovalMark(
            standing,
            step.post if step is not None else "",
            is_mine=course is not None and course.may_decide(actor),
            is_ours=ours,
        )
    return marks


def _counts() -> Select[*tuple[Any, ...]]:
    """Count the decisions of each approval; the one that ended it, if any, is no approval."""
    ended = case((ApprovalStep.decision != Decision.APPROVED, ApprovalStep.decision))
    counted: Select[*tuple[Any, ...]] = select(
        ApprovalStep.approval_id, func.count().label("decided"), func.max(ended).label("last")
    )
    return counted.group_by(ApprovalStep.approval_id)


def _newest() -> Select[Any]:
    """Return the newest drafting of the newest version of each inspection, with the sections it concerns."""
    newest = select(func.max(InspectionRecord.number)).where(
        InspectionRecord.inspection_id == Approval.inspection_id
    )
    last = select(func.max(Approval.number)).where(Approval.record_id == InspectionRecord.id)
    drafter = Staff.__table__.alias("drafter")
    return (
        select(
            Approval.id,
            Approval.inspection_id,
            Approval.steps,
            Approval.drafted_id,
            drafter.c.department_id.label("drafter_section"),
            Contract.department_id.label("section"),
        )
        .join(InspectionRecord, Approval.record_id == InspectionRecord.id)
        .join(Inspection, Approval.inspection_id == Inspection.id)
        .join(Contract, Inspection.contract_id == Contract.id)
        .join(drafter, Approval.drafted_id == drafter.c.id)
        .where(
            InspectionRecord.number == newest.correlate(Approval).scalar_subquery(),
            Approval.number == last.correlate(InspectionRecord).scalar_subquery(),
        )
    )


def read_view(session: Session, actor: Actor, inspection_id: UUID) -> ApprovalsView:
    """Return all approvals of an inspection, as the person who asks may act on them."""
    inspection = get_row(session, Inspection, inspection_id)
    newest = newest_record(session, inspection_id)
    courses = _courses(session, inspection_id)
    current = next((each for each in reversed(courses) if newest and each.row.record_id == newest.id), None)
    recorded = newest is not None and inspection.state is InspectionState.FINALISED
    free = current is None or current.standing in {Standing.RETURNED, Standing.WITHDRAWN}
    return ApprovalsView(
        inspection_id,
        _row(current, newest.number, actor) if current is not None and newest is not None else None,
        tuple(_history(session, inspection, courses)),
        may_draft=recorded and free and may(actor, Deed.DRAFT_APPROVAL),
    )


def _courses(session: Session, inspection_id: UUID) -> list[Course]:
    rows = select(Approval).where(Approval.inspection_id == inspection_id).order_by(Approval.drafted_at)
    return [read_course(session, row) for row in session.scalars(rows)]


def _row(course: Course, version: int, actor: Actor) -> ApprovalRow:
    return ApprovalRow(
        id=course.row.id,
        version=version,
        standing=course.standing,
        drafted_by=course.row.drafted_by,
        drafted_at=course.row.drafted_at,
        comment=course.row.comment,
        steps=tuple(_steps(course)),
        position=len(course.decided) + 1 if course.next_step is not None else 0,
        may_decide=course.may_decide(actor),
        may_stand_in=course.may_stand_in(actor),
        may_withdraw=course.may_withdraw(actor),
    )


def _steps(course: Course) -> Iterator[StepRow]:
    decided = {each.position: each for each in course.decided if each.decision is not Decision.WITHDRAWN}
    for position, step in enumerate(course.route, start=1):
        done = decided.get(position)
        if done is None:
            yield StepRow(position, step.post, step.told, step.holder)
        else:
            yield face_of(StepRow, done, held_by=step.told, holder=step.holder)


def _history(session: Session, inspection: Inspection, courses: Iterable[Course]) -> Iterator[HistoryRow]:
    """Yield what happened, in the order it did; a correction under way stands last."""
    records = session.scalars(
        select(InspectionRecord)
        .where(InspectionRecord.inspection_id == inspection.id)
        .order_by(InspectionRecord.number)
    ).all()
    by_record: dict[UUID, list[Course]] = {}
    for course in courses:
        by_record.setdefault(course.row.record_id, []).append(course)
    for record in records:
        if record.number > 1:
            yield HistoryRow(
                Happening.CORRECTED, record.number, record.finalised_at, record.finalised_by, record.reason
            )
        for course in by_record.get(record.id, ()):
            yield from happened(course, record.number)
    if inspection.state is InspectionState.CORRECTING:
        yield HistoryRow(Happening.CORRECTED, len(records) + 1, None, "", inspection.correction_reason)


def happened(course: Course, version: int) -> Iterator[HistoryRow]:
    """Yield what happened to one drafting: drafted, then each decision."""
    row = course.row
    yield HistoryRow(Happening.DRAFTED, version, row.drafted_at, row.drafted_by, row.comment)
    for each in course.decided:
        proxied = each.proxy_for and each.decision is Decision.APPROVED
        yield HistoryRow(
            Happening.BY_PROXY if proxied else _HAPPENED[each.decision],
            version,
            each.decided_at,
            each.decided_by,
            said_of(each),
            each.post,
            each.proxy_for,
        )


def said_of(step: ApprovalStep) -> str:
    """Return what was said with a decision; why for another, where it was."""
    if not step.proxy_reason:
        return step.comment
    told = _("代決の理由: {reason}").format(reason=step.proxy_reason)
    return f"{step.comment} {told}".strip()


def read_awaiting(session: Session, actor: Actor) -> tuple[AwaitingRow, ...]:
    """Return the records that await a decision, the longest waiting first."""
    marks = read_marks(session, actor)
    waiting = [row_id for row_id, each in marks.items() if each.standing is Standing.UNDER_WAY]
    query = (
        select(Approval, Inspection.number, InspectionRecord.number)
        .join(Inspection, Approval.inspection_id == Inspection.id)
        .join(InspectionRecord, Approval.record_id == InspectionRecord.id)
        .where(Approval.inspection_id.in_(waiting))
        .order_by(Approval.drafted_at, Inspection.number)
    )
    rows = (
        _awaiting(read_course(session, row), number, version, actor)
        for row, number, version in session.execute(query)
    )
    return tuple(row for row in rows if row is not None)


def _awaiting(course: Course, number: str, version: int, actor: Actor) -> AwaitingRow | None:
    step = course.next_step
    if step is None:
        return None
    return face_of(
        AwaitingRow,
        course.row,
        inspection_number=number,
        version=version,
        post=step.post,
        held_by=step.told,
        is_mine=course.may_decide(actor),
    )
