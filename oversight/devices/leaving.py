"""Leaving and handing back: rows of their own; what is not accounted for keeps its visit open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.base import new_id
from models.device import DeviceReturn, OpenVisit, Treatment, Visit, VisitDevice, VisitExit, VisitSigner
from oversight.access import Actor
from oversight.desk import Desk, get_row
from oversight.devices.arrivals import moment_of
from oversight.devices.exceptions import (
    Attempt,
    OwnWitnessError,
    is_same_person,
    refuse_no_staff,
)
from oversight.devices.open_visits import is_accounted
from oversight.devices.visit_document import hash_of_leaving
from oversight.devices.visit_rows import CarrierSign
from oversight.devices.visit_signing import Signing, sign_as_carrier, sign_as_witness
from oversight.errors import RefusedError
from oversight.faces import face_of
from oversight.words import _


@dataclass(frozen=True)
class LeavingDraft:
    """Who leaves, and what they take back with them.

    ``device_ids`` are handed back or checked out in the same deed, ``note`` says what was found with them.
    ``signed`` holds what each visitor gives, by visit. ``at`` says that it is entered afterwards.
    """

    visit_ids: tuple[UUID, ...]
    device_ids: tuple[UUID, ...] = ()
    note: str = ""
    at: dt.datetime | None = None
    late_reason: str = ""
    signed: Mapping[UUID, CarrierSign] = field(default_factory=dict)


def leave(session: Session, desk: Desk, draft: LeavingDraft, witness: Actor | None) -> None:
    """Record that visitors left, several at once: all or nobody."""
    at = moment_of(desk, draft.at, draft.late_reason, "left_at")
    devices = _devices(session, draft.device_ids)
    if not draft.visit_ids or {each.visit_id for each in devices} - set(draft.visit_ids):
        raise RefusedError(
            _("退室する人の機器ではないものが選ばれています。"), _("選び直してください。"), field="device_ids"
        )
    for visit_id in draft.visit_ids:
        visit = get_row(session, Visit, visit_id)
        _refuse_wrong_leaving(session, visit, draft, at, witness)
        own = [each for each in devices if each.visit_id == visit_id]
        moment = max(at, visit.entered_at)  # the clock of a laptop may have been set back meanwhile
        _put_returns(session, desk, own, draft.note, moment)
        _put_exit(session, desk, visit, draft, moment, witness)
        _keep_open(session, [visit_id])


def hand_back(
    session: Session,
    desk: Desk,
    device_ids: Sequence[UUID],
    note: str,
    at: dt.datetime | None,
    late_reason: str,
) -> None:
    """Record that devices were handed back or checked out, several at once; their visitors may be inside."""
    devices = _devices(session, device_ids)
    moment = moment_of(desk, at, late_reason, "returned_at")
    visits = {each.visit_id: get_row(session, Visit, each.visit_id) for each in devices}
    if at is not None and any(visit.entered_at > at for visit in visits.values()):
        raise _before_entering("returned_at")
    note = " ".join(part for part in (note.strip(), late_reason.strip() if at else "") if part)
    for device in devices:
        entered_at = visits[device.visit_id].entered_at
        _put_returns(session, desk, [device], note, max(moment, entered_at))
    _keep_open(session, visits)


def _devices(session: Session, device_ids: Sequence[UUID]) -> list[VisitDevice]:
    devices = [get_row(session, VisitDevice, each) for each in dict.fromkeys(device_ids)]
    done = select(DeviceReturn.id).where(DeviceReturn.visit_device_id.in_([each.id for each in devices]))
    if session.scalars(done.limit(1)).first() is not None:
        raise RefusedError(
            _("もう返却した機器が選ばれています。"), _("一覧を開き直してください。"), field="device_ids"
        )
    if any(each.treatment is Treatment.REFUSED for each in devices):
        raise RefusedError(
            _("持ち込ませなかった機器に、返却はありません。"), _("選び直してください。"), field="device_ids"
        )
    return devices


def _refuse_wrong_leaving(
    session: Session, visit: Visit, draft: LeavingDraft, at: dt.datetime, witness: Actor | None
) -> None:
    gone = session.scalar(select(VisitExit.id).where(VisitExit.visit_id == visit.id))
    if gone is not None:
        raise RefusedError(
            _("退室は、もう記録されています。"), _("一覧を開き直してください。"), field="visit_ids"
        )
    if draft.at is not None and at < visit.entered_at:
        raise _before_entering("left_at")
    if witness is None:
        return
    if is_same_person(witness, visit.person, visit.staff_id):
        raise OwnWitnessError(face_of(Attempt, visit))
    refuse_no_staff(session, witness)


def _before_entering(name: str) -> RefusedError:
    return RefusedError(_("入室より前の日時です。"), _("日時を見直してください。"), field=name)


def _put_returns(
    session: Session, desk: Desk, devices: Sequence[VisitDevice], note: str, at: dt.datetime
) -> None:
    rows = [
        DeviceReturn(
            id=new_id(),
            visit_device_id=device.id,
            returned_at=at,
            note=note.strip(),
            recorded_at=desk.clock.now(),
            recorded_by=desk.actor.signature,
        )
        for device in devices
    ]
    session.add_all(rows)


def _put_exit(
    session: Session,
    desk: Desk,
    visit: Visit,
    draft: LeavingDraft,
    at: dt.datetime,
    witness: Actor | None,
) -> None:
    left = VisitExit(
        id=new_id(),
        visit_id=visit.id,
        left_at=at,
        late_reason=draft.late_reason.strip() if draft.at is not None else "",
        recorded_at=desk.clock.now(),
        recorded_by=desk.actor.signature,
    )
    session.add(left)
    session.flush()
    own = select(VisitDevice.id).where(VisitDevice.visit_id == visit.id)
    returns = session.scalars(select(DeviceReturn).where(DeviceReturn.visit_device_id.in_(own))).all()
    signing = Signing(session, desk, visit, hash_of_leaving(visit, left, returns))
    if visit.id in draft.signed:
        sign_as_carrier(signing, VisitSigner.CARRIER_OUT, draft.signed[visit.id])
    if witness is not None:
        sign_as_witness(signing, VisitSigner.WITNESS_OUT, witness)
    session.flush()
    session.execute(update(OpenVisit).where(OpenVisit.visit_id == visit.id).values(left_at=at))


def _keep_open(session: Session, visit_ids: Collection[UUID]) -> None:
    """Take a visit that is over out of those that go on."""
    session.flush()
    for visit_id in visit_ids:
        if is_accounted(session, visit_id):
            own = OpenVisit.visit_id == visit_id
            session.execute(delete(OpenVisit).where(own, OpenVisit.left_at.is_not(None)))
