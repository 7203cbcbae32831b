"""Findings (指摘・是正): made at finalising or from a monthly report, followed until put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.finding import Finding, FindingState
from models.inspection import Inspection
from models.marks import Mark, Severity
from models.monthly_report import MonthlyReport
from models.report_filing import AttentionPoint
from oversight.access import Deed
from oversight.calendar import ComputedDay, deadline
from oversight.change import Change, Subject
from oversight.checklist import Edition, Item
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.faces import face_of
from oversight.inspections.drafts import AnswerDraft
from oversight.inspections.rows import FindingRow, SavedAnswer
from oversight.settings import OfficeSettings, read_settings
from oversight.words import _

_STANDING = frozenset({FindingState.OPEN, FindingState.CORRECTED})


class FindingsService:
    """Lists findings and keeps what the contractor did about them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list_findings(self, *, standing_only: bool = False) -> tuple[FindingRow, ...]:
        """Return findings, the earliest due day first; ``standing_only`` leaves out closed and dropped."""
        query = (
            select(
                Finding,
                Contract,
                Contractor.name.label("contractor"),
                Department.name.label("department"),
                Inspection.number.label("inspection_number"),
                func.coalesce(Inspection.conducted_on, AttentionPoint.decided_on).label("found_on"),
                MonthlyReport.month,
            )
            .outerjoin(Inspection, Finding.inspection_id == Inspection.id)
            .outerjoin(MonthlyReport, Finding.report_id == MonthlyReport.id)
            .outerjoin(AttentionPoint, AttentionPoint.finding_id == Finding.id)
            .join(Contract, Finding.contract_id == Contract.id)
            .join(Contractor, Contract.contractor_id == Contractor.id)
            .join(Department, Contract.department_id == Department.id)
            .order_by(Finding.due_on, Finding.number)
        )
        if standing_only:
            query = query.where(Finding.state.in_(_STANDING))
        today = self._desk.today()
        with self._desk.reading() as session:
            return tuple(_row(each, today) for each in session.execute(query))

    def record_correction(
        self, finding_id: UUID, *, corrected_on: dt.date, reply: str, version: int | None = None
    ) -> Change:
        """Keep the contractor's report: what was done, and when."""
        with self._desk.writing(Deed.EDIT_FINDING, "finding.change") as session:
            row = get_row(session, Finding, finding_id)
            check_version(row, version)
            if row.state not in _STANDING:
                raise RefusedError(_("この指摘はすでに終わっています。"))
            if not reply.strip():
                raise RefusedError(
                    _("委託先の回答がありません。"), _("行った是正を書いてください。"), field="reply"
                )
            row.state, row.reply, row.corrected_on = FindingState.CORRECTED, reply.strip(), corrected_on
        return Change.of(Subject.FINDING, row_id=finding_id)

    def close_finding(self, finding_id: UUID, *, reason: str = "") -> Change:
        """Confirm the correction and close the finding."""
        with self._desk.writing(Deed.EDIT_FINDING, "finding.end", reason) as session:
            row = get_row(session, Finding, finding_id)
            if row.state is not FindingState.CORRECTED:
                raise RefusedError(
                    _("是正の報告がまだありません。"), _("先に委託先の回答を記録してください。")
                )
            row.state = FindingState.CLOSED
            row.confirmed_on, row.confirmed_by = self._desk.today(), self._desk.actor.signature
        return Change.of(Subject.FINDING, row_id=finding_id)


def corrective_due(severity: Severity, found_on: dt.date, settings: OfficeSettings) -> ComputedDay:
    """Return the day by which a finding is to be put right, counted from the day after it was found.

    The days are the city's setting (docs/checklists.md#deadlines-of-findings); a closed day moves on.
    """
    days = settings.corrective_days[severity.value]
    return deadline(found_on, days, first_day_counts=False, calendar=settings.closing_days.calendar())


def put_findings(
    session: Session, inspection: Inspection, edition: Edition, answers: Iterable[tuple[Item, SavedAnswer]]
) -> tuple[Finding, ...]:
    """Make, renew or drop the inspection's findings so that they are those of its nonconforming answers."""
    query = select(Finding).where(Finding.inspection_id == inspection.id)
    known = {row.item_id: row for row in session.scalars(query)}
    settings = read_settings(session)
    standing = []
    for number, (item, saved) in enumerate(
        (each for each in answers if each[1].draft.mark is Mark.NONCONFORMING), start=1
    ):
        row = known.pop(item.id, None) or _new_finding(session, inspection, item, number)
        _fill(row, inspection, edition, item, saved.draft, settings)
        standing.append(row)
    for row in known.values():
        row.state = FindingState.DROPPED
    session.flush()
    return tuple(standing)


def _new_finding(session: Session, inspection: Inspection, item: Item, number: int) -> Finding:
    taken = set(session.scalars(select(Finding.number).where(Finding.inspection_id == inspection.id)))
    while f"{inspection.number}-{number:02d}" in taken:
        number += 1
    row = Finding(
        id=new_id(),
        number=f"{inspection.number}-{number:02d}",
        inspection_id=inspection.id,
        contract_id=inspection.contract_id,
        item_id=item.id,
        state=FindingState.OPEN,
        repeated=_is_repeated(session, inspection, item.id),
    )
    session.add(row)
    return row


def _is_repeated(session: Session, inspection: Inspection, item_id: str) -> bool:
    if inspection.previous_id is None:
        return False
    query = select(Finding.id).where(
        Finding.inspection_id == inspection.previous_id,
        Finding.item_id == item_id,
        Finding.state != FindingState.DROPPED,
    )
    return session.scalar(query) is not None


def _fill(
    row: Finding,
    inspection: Inspection,
    edition: Edition,
    item: Item,
    draft: AnswerDraft,
    settings: OfficeSettings,
) -> None:
    found_on = inspection.conducted_on or inspection.planned_on
    computed = corrective_due(item.severity, found_on, settings)
    row.severity, row.fact, row.measure = item.severity, draft.finding_text, draft.measure
    row.basis = "、".join(edition.cite(basis) for basis in item.basis)
    row.due_on = draft.correct_by or computed.day
    row.due_explanation = "" if draft.correct_by else computed.explanation
    if row.state is FindingState.DROPPED:
        row.state = FindingState.OPEN


def _row(found: Any, today: dt.date) -> FindingRow:
    row: Finding = found.Finding
    overdue = (today - row.due_on).days if row.state is FindingState.OPEN else 0
    return face_of(
        FindingRow,
        row,
        inspection_number=found.inspection_number or "",
        report_month=found.month,
        contract_number=found.Contract.number,
        contract_title=found.Contract.title,
        contractor=found.contractor,
        department=found.department,
        found_on=found.found_on,
        days_overdue=max(overdue, 0),
    )
