"""What becomes of an attention point of a report (``oversight.findings.from_points``)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from models.finding import Finding
from models.monthly_report import MonthlyReport
from models.report_filing import AttentionPoint
from oversight.desk import Desk, get_row
from oversight.findings.from_points import (
    PointFindingDraft,
    PointSource,
    dismiss,
    finding_of_point,
)
from oversight.findings.from_points import open_point as open_point_of

__all__ = ["PointFindingDraft", "dismiss", "make_finding", "open_point"]


def open_point(session: Session, point_id: UUID, version: int | None) -> AttentionPoint:
    """Return a point that is still to be decided; refuse a decided one and a stale copy."""
    return open_point_of(session, AttentionPoint, point_id, version)


def make_finding(session: Session, desk: Desk, row: AttentionPoint, draft: PointFindingDraft) -> Finding:
    """Make a finding of a point; it is numbered by the month of its report."""
    report = get_row(session, MonthlyReport, row.report_id)
    source = PointSource(report.contract_id, report.month, report.id)
    return finding_of_point(session, desk, row, draft, source)
