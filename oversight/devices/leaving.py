"""Leaving and handing back: rows of their own; what is not accounted for keeps its visit open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, func, select, update
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
from oversight.devices.persons import told_of
from oversight.devices.visit_document import hash_of_handing, hash_of_leaving
from oversight.devices.visit_rows import CarrierSign
from oversight.devices.visit_signing import Signing, sign_as_carrier, sign_as_witness
from oversight.errors import RefusedError
from oversight.faces import face_of
from oversight.words import _


@dataclass(frozen=True)
class LeavingDraft:
    """Who leaves, and what they take back with them.

    ``device_ids`` are handed back or checked out in the same deed, ``note`` says what was found with them.
    ``signed`` holds what each visitor gives, by visit: who takes anything back signs. ``at`` says that it is
    entered afterwards, and then a signature may be missing.
    """

    visit_ids: tuple[UUID, ...]
    device_ids: tuple[UUID, ...] = ()
    note: str = ""
    at: dt.datetime | None = None
    late_reason: str = ""
    signed: Mapping[UUID, CarrierSign] = field(default_factory=dict)


@dataclass(frozen=True)
class HandBackDraft:
    """Devices handed back or checked out apart from a leaving, several at once; as in ``LeavingDraft``."""

    device_ids: tuple[UUID, ...]
    note: str = ""
    at: dt.datetime | None = None
    late_reason: str = ""
    signed: Mapping[UUID, CarrierSign] = field(default_factory=dict)


@dataclass(frozen=True)
class _Deed:
    """One visitor's part in a deed; ``handing`` as in the store."""

    session: Session
    desk: Desk
    visit: Visit
    draft: LeavingDraft | HandBackDraft
    devices: Sequence[VisitDevice]
    at: dt.datetime
    witness: Actor | None
    handing: int = 0


def leave(session: Session, desk: Desk, draft: LeavingDraft, witness: Actor | None) -> None:
    """Record that visitors left, several at once: all or nobody."""
    at = moment_of(desk, draft.at, draft.late_reason, "left_at")
    devices = _devices(session, draft.device_ids)
    if not draft.visit_ids or {each.visit_id for each in devices} - set(draft.visit_ids):
        raise RefusedError(
            _("退室する人の機器ではないものが選ばれています。"), _("選び直してください。"), field="device_ids"
        )
    for place, visit_id in enumerate(draft.visit_ids):
        visit = get_row(session, Visit, visit_id)
        own = [each for each in devices if each.visit_id == visit_id]
        moment = max(at, visit.entered_at)  # the clock of a laptop may have been set back meanwhile
        with told_of(place, len(draft.visit_ids)):
            deed = _Deed(session, desk, visit, draft, own, moment, witness)
            _refuse_gone(session, visit)
            _refuse_wrong(deed, "left_at")
            _put_returns(deed, draft.note)
            _put_exit(deed)
        _keep_open(session, [visit_id])


def hand_back(session: Session, desk: Desk, draft: HandBackDraft, witness: Actor | None) -> None:
    """Record that devices were handed back or checked out, several at once; their visitors may be inside."""
    devices = _devices(session, draft.device_ids)
    if not devices:
        raise RefusedError(
            _("返す機器が選ばれていません。"), _("返した機器を選んでください。"), field="device_ids"
        )
    at = moment_of(desk, draft.at, draft.late_reason, "returned_at")
    note = " ".join(
        part for part in (draft.note.strip(), draft.late_reason.strip() if draft.at else "") if part
    )
    visit_ids = tuple(dict.fromkeys(each.visit_id for each in devices))
    for place, visit_id in enumerate(visit_ids):
        # one handing at a time: each has its number
        session.scalar(select(Visit.id).where(Visit.id == visit_id).with_for_update())
        visit, own = (
            get_row(session, Visit, visit_id),
            [each for each in devices if each.visit_id == visit_id],
        )
        moment, handing = max(at, visit.entered_at), _next_handing(session, visit_id)
        with told_of(place, len(visit_ids)):
            deed = _Deed(session, desk, visit, draft, own, moment, witness, handing)
            _refuse_wrong(deed, "returned_at")
            returns = _put_returns(deed, note)
            _sign(deed, hash_of_handing(visit, handing, returns), *_BACK)
    _keep_open(session, visit_ids)


_OUT = (VisitSigner.CARRIER_OUT, VisitSigner.WITNESS_OUT)
_BACK = (VisitSigner.CARRIER_BACK, VisitSigner.WITNESS_BACK)


def _next_handing(session: Session, visit_id: UUID) -> int:
    last = (
        select(func.max(DeviceReturn.handing))
        .join(VisitDevice, DeviceReturn.visit_device_id == VisitDevice.id)
        .where(VisitDevice.visit_id == visit_id)
    )
    return (session.scalar(last) or 0) + 1


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


def _refuse_gone(session: Session, visit: Visit) -> None:
    if session.scalar(select(VisitExit.id).where(VisitExit.visit_id == visit.id)) is not None:
        raise RefusedError(
            _("退室は、もう記録されています。"), _("一覧を開き直してください。"), field="visit_ids"
        )


def _refuse_wrong(deed: _Deed, moment_field: str) -> None:
    visit, witness = deed.visit, deed.witness
    if deed.draft.at is not None and deed.draft.at < visit.entered_at:
        raise RefusedError(_("入室より前の日時です。"), _("日時を見直してください。"), field=moment_field)
    if deed.devices and deed.draft.at is None and visit.id not in deed.draft.signed:
        raise RefusedError(
            _("機器を受け取る人の署名がありません。"),
            _("署名欄に書いてもらうか、署名しない理由を書いてください。"),
            field="signed",
        )
    if witness is None:
        return
    if is_same_person(witness, visit.person, visit.staff_id):
        raise OwnWitnessError(face_of(Attempt, visit))
    refuse_no_staff(deed.session, witness)


def _put_returns(deed: _Deed, note: str) -> list[DeviceReturn]:
    rows = [
        DeviceReturn(
            id=new_id(),
            visit_device_id=device.id,
            handing=deed.handing,
            returned_at=deed.at,
            note=note.strip(),
            recorded_at=deed.desk.clock.now(),
            recorded_by=deed.desk.actor.signature,
        )
        for device in deed.devices
    ]
    deed.session.add_all(rows)
    return rows


def _put_exit(deed: _Deed) -> None:
    session, visit, draft = deed.session, deed.visit, deed.draft
    left = VisitExit(
        id=new_id(),
        visit_id=visit.id,
        left_at=deed.at,
        late_reason=draft.late_reason.strip() if draft.at is not None else "",
        recorded_at=deed.desk.clock.now(),
        recorded_by=deed.desk.actor.signature,
    )
    session.add(left)
    session.flush()
    own = select(VisitDevice.id).where(VisitDevice.visit_id == visit.id)
    returns = session.scalars(select(DeviceReturn).where(DeviceReturn.visit_device_id.in_(own))).all()
    _sign(deed, hash_of_leaving(visit, left, returns), *_OUT)
    session.flush()
    session.execute(update(OpenVisit).where(OpenVisit.visit_id == visit.id).values(left_at=deed.at))


def _sign(deed: _Deed, document_hash: str, carrier: VisitSigner, witness: VisitSigner) -> None:
    signing = Signing(deed.session, deed.desk, deed.visit, document_hash, deed.handing)
    if deed.visit.id in deed.draft.signed:
        sign_as_carrier(signing, carrier, deed.draft.signed[deed.visit.id])
    if deed.witness is not None:
        sign_as_witness(signing, witness, deed.witness)


def _keep_open(session: Session, visit_ids: Collection[UUID]) -> None:
    """Take a visit that is over out of those that go on."""
    session.flush()
    for visit_id in visit_ids:
        if is_accounted(session, visit_id):
            own = OpenVisit.visit_id == visit_id
            session.execute(delete(OpenVisit).where(own, OpenVisit.left_at.is_not(None)))
