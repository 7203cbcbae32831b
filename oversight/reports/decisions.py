"""What becomes of an attention point: dismissed with a reason, or a finding to be put right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.finding import Finding, FindingState
from models.marks import Severity
from models.monthly_report import MonthlyReport
from models.report_filing import AttentionPoint, PointState
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.findings import corrective_due, told_due
from oversight.settings import read_settings
from oversight.words import _


@dataclass(frozen=True)
class PointFindingDraft:
    """A finding made from a point; without ``due_on`` its severity's rule gives the day."""

    severity: Severity
    fact: str
    measure: str = ""
    due_on: dt.date | None = None


def open_point(session: Session, point_id: UUID, version: int | None) -> AttentionPoint:
    """Return a point that is still to be decided; refuse a decided one and a stale copy."""
    row = get_row(session, AttentionPoint, point_id)
    check_version(row, version)
    if row.state is not PointState.OPEN:
        raise RefusedError(_("この注意点は、もう決まっています。"), _("一覧を開き直してください。"))
    return row


def dismiss(desk: Desk, row: AttentionPoint, *, reason: str) -> None:
    """Find nothing wrong with a point, and say why."""
    if not reason.strip():
        raise RefusedError(_("支障なしとする理由がありません。"), _("理由を書いてください。"), field="reason")
    row.state, row.reason = PointState.DISMISSED, reason.strip()
    row.decided_on, row.decided_by = desk.today(), desk.actor.signature


def make_finding(session: Session, desk: Desk, row: AttentionPoint, draft: PointFindingDraft) -> Finding:
    """Make a finding of a point; it is followed like one of an inspection."""
    if not draft.fact.strip():
        raise RefusedError(_("指摘の事実がありません。"), _("何が問題かを書いてください。"), field="fact")
    report = get_row(session, MonthlyReport, row.report_id)
    settings = read_settings(session)
    computed = corrective_due(draft.severity, desk.today(), settings)
    finding = Finding(
        id=new_id(),
        number=_next_number(session, report),
        report_id=report.id,
        contract_id=report.contract_id,
        severity=draft.severity,
        state=FindingState.OPEN,
        fact=draft.fact.strip(),
        measure=draft.measure.strip(),
        due_on=draft.due_on or computed.day,
        due_explanation="" if draft.due_on else told_due(draft.severity, computed, settings),
    )
    session.add(finding)
    session.flush()
    row.state, row.finding_id = PointState.FINDING, finding.id
    row.decided_on, row.decided_by = desk.today(), desk.actor.signature
    return finding


def _next_number(session: Session, report: MonthlyReport) -> str:
    """Return the finding's number: the contract's, the month's, and a number of its own."""
    contract = get_row(session, Contract, report.contract_id)
    start = f"{contract.number}-{report.month:%Y%m}-"
    taken = session.scalars(select(Finding.number).where(Finding.number.startswith(start, autoescape=True)))
    last = max((int(number.removeprefix(start)) for number in taken), default=0)
    return f"{start}{last + 1:02d}"
