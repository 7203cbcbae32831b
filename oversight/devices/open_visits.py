"""Who and what is inside: visits that are not over, kept beside the visits and made anew at any time.

A visit is over once its visitor has left and every device that was deposited or admitted is accounted for.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.orm import Session

from models.device import OpenVisit, Visit, VisitExit
from oversight.errors import RefusedError
from oversight.owed_devices import owes
from oversight.words import _


def refuse_while_inside(session: Session, area_id: UUID) -> None:
    """Refuse a deed on an area in which a visit is not over."""
    if session.scalar(select(literal(1)).where(OpenVisit.area_id == area_id).limit(1)):
        raise RefusedError(
            _("この区域には、終わっていない入室があります。"),
            _("退室と機器の返却を記録してから、やり直してください。"),
        )


def is_accounted(session: Session, visit_id: UUID) -> bool:
    """Tell whether every device of a visit that was deposited or admitted is accounted for."""
    return not session.scalar(select(owes(visit_id)))


def make_anew(session: Session) -> None:
    """Fill the table from the visits, their exits and the returns."""
    standing = (
        select(Visit.id, Visit.area_id, Visit.inspection_id, Visit.entered_at, VisitExit.left_at)
        .outerjoin(VisitExit, VisitExit.visit_id == Visit.id)
        .where(VisitExit.id.is_(None) | owes(Visit.id))
    )
    session.execute(delete(OpenVisit))
    names = ["visit_id", "area_id", "inspection_id", "entered_at", "left_at"]
    session.execute(insert(OpenVisit).from_select(names, standing))
