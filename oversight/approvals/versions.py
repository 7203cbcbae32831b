"""Which version of a record is the newest, and which of its draftings."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval import Approval
from models.inspection import InspectionRecord


def newest_record(session: Session, inspection_id: UUID) -> InspectionRecord | None:
    """Return the newest finalised version of an inspection, or None before the first."""
    return session.scalars(
        select(InspectionRecord)
        .where(InspectionRecord.inspection_id == inspection_id)
        .order_by(InspectionRecord.number.desc())
        .limit(1)
    ).first()


def newest_approval(session: Session, record_id: UUID) -> Approval | None:
    """Return the newest drafting of a version, or None."""
    return session.scalars(
        select(Approval).where(Approval.record_id == record_id).order_by(Approval.number.desc()).limit(1)
    ).first()
