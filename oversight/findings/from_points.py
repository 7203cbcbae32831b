"""What becomes of an attention point, of a report or of a door: dismissed with a reason, or a finding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.device import DoorPoint
from models.finding import Finding, FindingState
from models.marks import Severity
from models.report_filing import AttentionPoint, PointState
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.findings.severity import corrective_due, told_due
from oversight.settings import read_settings
from oversight.words import _

Point = TypeVar("Point", AttentionPoint, DoorPoint)


@dataclass(frozen=True)
class PointFindingDraft:
    """A finding made from a point; without ``due_on`` its severity's rule gives the day."""

    severity: Severity
    fact: str
    measure: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class PointSource:
    """Where a point stands: its contract, the month it is of, the report it was in, if any."""

    contract_id: UUID
    month: dt.date
    report_id: UUID | None = None


def open_point(session: Session, kind: type[Point], point_id: UUID, version: int | None) -> Point:
    """Return a point that is still to be decided; refuse a decided one and a stale copy."""
    row = get_row(session, kind, point_id)
    check_version(row, version)
    if row.state is not PointState.OPEN:
        raise RefusedError(_("この注意点は、もう決まっています。"), _("一覧を開き直してください。"))
    return row


def dismiss(desk: Desk, row: AttentionPoint | DoorPoint, *, reason: str) -> None:
    """Find nothing wrong with a point, and say why."""
    if not reason.strip():
        raise RefusedError(_("支障なしとする理由がありません。"), _("理由を書いてください。"), field="reason")
    row.state, row.reason = PointState.DISMISSED, reason.strip()
    row.decided_on, row.decided_by = desk.today(), desk.actor.signature


def finding_of_point(
    session: Session,
    desk: Desk,
    row: AttentionPoint | DoorPoint,
    draft: PointFindingDraft,
    source: PointSource,
) -> Finding:
    """Make a finding of a point; it is followed like one of an inspection."""
    if not draft.fact.strip():
        raise RefusedError(_("指摘の事実がありません。"), _("何が問題かを書いてください。"), field="fact")
    settings = read_settings(session)
    computed = corrective_due(draft.severity, desk.today(), settings)
    finding = Finding(
        id=new_id(),
        number=_next_number(session, source),
        report_id=source.report_id,
        contract_id=source.contract_id,
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


def _next_number(session: Session, source: PointSource) -> str:
    """Return the finding's number: the contract's, the month's, and a number of its own."""
    contract = get_row(session, Contract, source.contract_id)
    start = f"{contract.number}-{source.month:%Y%m}-"
    taken = session.scalars(select(Finding.number).where(Finding.number.startswith(start, autoescape=True)))
    last = max((int(number.removeprefix(start)) for number in taken), default=0)
    return f"{start}{last + 1:02d}"
