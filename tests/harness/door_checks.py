"""What a store must be after a kill at a door: each deed there whole, and as it was signed."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.device import (
    DeviceReturn,
    OpenVisit,
    Visit,
    VisitDevice,
    VisitExit,
    VisitSignature,
    VisitSigner,
)
from oversight.desk import Desk
from oversight.devices import VisitsService
from oversight.devices.open_visits import make_anew
from tests.harness.kills import DamageError

_AT_ONCE = 500
_LAST = 20
_OF_VISIT = (
    (select(Visit.id), Visit.id),
    (select(VisitDevice.visit_id), VisitDevice.id),
    (select(VisitSignature.visit_id), VisitSignature.id),
    (select(VisitExit.visit_id), VisitExit.id),
    (select(VisitDevice.visit_id).join(DeviceReturn), DeviceReturn.id),
)
_SIGNED = {
    VisitSigner.CARRIER_IN: select(Visit.id).where(Visit.sheet == ""),
    VisitSigner.WITNESS_IN: select(Visit.id).where(Visit.witness_id.is_not(None)),
    VisitSigner.CARRIER_OUT: select(VisitExit.visit_id).where(VisitExit.late_reason == ""),
}
"""Who signs what: nobody signs what is keyed in from paper."""


def refuse_wrong_door(desk: Desk) -> None:
    """Raise unless numbers, deeds, signatures and who is inside are what the log says."""
    with desk.reading() as session:
        if (session.scalar(select(func.max(Visit.number))) or 0) != _count(session, select(Visit.id)):
            raise DamageError("the numbers have gaps")
        _refuse_parts(session)
        _refuse_unsigned(session)
        standing = set(session.execute(select(OpenVisit.visit_id, OpenVisit.left_at)))
    with desk.store.trying() as session:
        make_anew(session)
        if set(session.execute(select(OpenVisit.visit_id, OpenVisit.left_at))) != standing:
            raise DamageError("who is inside is not what the log says")


def refuse_wrong_visits(desk: Desk, rows: Collection[UUID]) -> None:
    """Raise unless the visits to which rows belong, and the last, are as they were signed."""
    with desk.reading() as session:
        last = session.scalars(select(Visit.id).order_by(Visit.number.desc()).limit(_LAST))
        touched = set(last)
        ids = sorted(rows)
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            of = (session.scalars(query.where(row_id.in_(some))) for query, row_id in _OF_VISIT)
            touched.update(chain.from_iterable(of))
    service = VisitsService(desk)
    if not all(service.check_visit(each).is_sound for each in touched):
        raise DamageError("a visit is not what was signed")


def _count(session: Session, query: Select[UUID]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _refuse_parts(session: Session) -> None:
    """Raise unless what bears one label is as many rows as its end says."""
    for label, row_id in ((Visit.purpose, Visit.id), (DeviceReturn.note, DeviceReturn.id)):
        query = select(label, func.count(row_id)).where(label != "").group_by(label)
        for told, count in session.execute(query):
            if int(told.rpartition("-")[2]) != count:
                raise DamageError(f"a deed is there in part: {count} of {told}")


def _refuse_unsigned(session: Session) -> None:
    for kind, query in _SIGNED.items():
        signed = select(VisitSignature.visit_id).where(VisitSignature.kind == kind)
        if set(session.scalars(signed)) != set(session.scalars(query)):
            raise DamageError(f"a visit is there in part: {kind}")
    handed = select(VisitDevice.visit_id, DeviceReturn.handing).join(DeviceReturn)
    back = select(VisitSignature.visit_id, VisitSignature.handing)
    handings = {tuple(row) for row in session.execute(handed.where(DeviceReturn.handing > 0))}
    signed_for = session.execute(back.where(VisitSignature.kind == VisitSigner.CARRIER_BACK))
    if handings != {tuple(row) for row in signed_for}:
        raise DamageError("a handing back is there in part")
