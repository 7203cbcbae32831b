"""Who and what is inside: visits that are not over, kept beside the visits and made anew at any time.

A visit is over once its visitor has left and every device that was deposited or admitted is accounted for.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, exists, insert, literal, select
from sqlalchemy.orm import Session

from models.device import DeviceReturn, OpenVisit, Treatment, Visit, VisitDevice, VisitExit
from oversight.errors import RefusedError
from oversight.words import _

KEPT = (Treatment.DEPOSITED, Treatment.ADMITTED)
"""What must be accounted for: a device that was refused never came to the door's keeping."""


def refuse_while_inside(session: Session, area_id: UUID) -> None:
    """Refuse a deed on an area in which a visit is not over."""
    if session.scalar(select(literal(1)).where(OpenVisit.area_id == area_id).limit(1)):
        raise RefusedError(
            _("この区域には、終わっていない入室があります。"),
            _("退室と機器の返却を記録してから、やり直してください。"),
        )


def is_accounted(session: Session, visit_id: UUID) -> bool:
    """Tell whether every device of a visit that was deposited or admitted is accounted for."""
    lacking = select(VisitDevice.id).where(
        VisitDevice.visit_id == visit_id,
        VisitDevice.treatment.in_(KEPT),
        ~exists().where(DeviceReturn.visit_device_id == VisitDevice.id),
    )
    return session.scalars(lacking.limit(1)).first() is None


def make_anew(session: Session) -> None:
    """Fill the table from the visits, their exits and the returns."""
    unreturned = (
        select(VisitDevice.id)
        .where(
            VisitDevice.visit_id == Visit.id,
            VisitDevice.treatment.in_(KEPT),
            ~exists().where(DeviceReturn.visit_device_id == VisitDevice.id),
        )
        .exists()
    )
    standing = (
        select(Visit.id, Visit.area_id, Visit.inspection_id, Visit.entered_at, VisitExit.left_at)
        .outerjoin(VisitExit, VisitExit.visit_id == Visit.id)
        .where(VisitExit.id.is_(None) | unreturned)
    )
    session.execute(delete(OpenVisit))
    names = ["visit_id", "area_id", "inspection_id", "entered_at", "left_at"]
    session.execute(insert(OpenVisit).from_select(names, standing))
