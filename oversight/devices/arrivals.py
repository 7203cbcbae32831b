"""Who stands at the door: an entry made whole from the register, refused where something is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.department import Staff
from models.device import Treatment
from models.inspection import Inspection, InspectionState
from models.worker import Worker, WorkerState
from oversight.clock import day_of
from oversight.desk import Desk, get_row
from oversight.devices.areas import AreaRow
from oversight.devices.classes import DeviceClass
from oversight.devices.permits import Carrier, covering
from oversight.devices.visit_rows import CarrierSign, DeclaredDevice, EntryDraft
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.settings import read_settings
from oversight.words import _

UNDER_WAY = (InspectionState.PLANNED, InspectionState.NOTIFIED, InspectionState.IN_PROGRESS)
"""Inspections for which somebody still comes."""


@dataclass(frozen=True)
class Arrival:
    """An entry with name and employer as registered, its moment, and what the carrier gave."""

    draft: EntryDraft
    at: dt.datetime
    is_leaver: bool
    signed: CarrierSign | None

    @property
    def day(self) -> dt.date:
        """Return the day in Japan."""
        return day_of(self.at)

    @property
    def is_late(self) -> bool:
        """Tell whether it is entered afterwards."""
        return self.draft.entered_at is not None

    @property
    def carrier(self) -> Carrier:
        """Return who carries, as permits ask."""
        return Carrier(self.draft.person, self.draft.worker_id, self.draft.staff_id)


def arrival_of(
    session: Session,
    desk: Desk,
    area: AreaRow,
    classes: Mapping[str, DeviceClass],
    draft: EntryDraft,
    signed: CarrierSign | None,
) -> Arrival:
    """Return the entry made whole; raise ``RefusedError`` where something is missing or not so."""
    at = moment_of(desk, draft.entered_at, draft.late_reason, "entered_at")
    draft, is_leaver = _registered(session, area, draft, day_of(at))
    draft = _escorted(session, draft)
    _refuse_unsaid(draft, signed)
    _refuse_wrong_devices(draft, classes)
    _refuse_other_inspection(session, area, draft)
    arrival = Arrival(draft, at, is_leaver, signed)
    devices = tuple(_with_permit(session, arrival, each) for each in draft.devices)
    return replace(arrival, draft=replace(draft, devices=devices))


def moment_of(desk: Desk, at: dt.datetime | None, late_reason: str, field: str) -> dt.datetime:
    """Return the moment of a deed at the door: now, or one that has passed, with its reason."""
    now = desk.clock.now()
    if at is None:
        return now
    if at > now:
        raise RefusedError(_("日時がまだ来ていません。"), _("日時を見直してください。"), field=field)
    if not late_reason.strip():
        raise RefusedError(
            _("後から記録する理由がありません。"), _("理由を書いてください。"), field="late_reason"
        )
    return at


def _registered(session: Session, area: AreaRow, draft: EntryDraft, day: dt.date) -> tuple[EntryDraft, bool]:
    """Return the entry with the names of the register, and whether its roster entry has ended."""
    draft = replace(draft, person=draft.person.strip(), organisation=draft.organisation.strip())
    if draft.staff_id is not None:
        staff = get_row(session, Staff, draft.staff_id)
        city = read_settings(session).organisation
        return replace(draft, person=staff.name, organisation=draft.organisation or city), False
    if draft.worker_id is None:
        return draft, False
    worker = get_row(session, Worker, draft.worker_id)
    if worker.contract_id != area.contract_id:
        raise RefusedError(
            _("この従事者は、この契約の名簿にありません。"),
            _("氏名と所属を書いて記録してください。"),
            field="worker_id",
        )
    employer = worker.employer or area.contractor
    return replace(draft, person=worker.name, organisation=employer), has_left(worker, day)


def _escorted(session: Session, draft: EntryDraft) -> EntryDraft:
    """Return the entry with the escort as registered; refuse one who is the carrier, or has left the city."""
    if draft.escort_id is None:
        escort = draft.escort.strip() if draft.entered_at is not None else ""
        is_own = is_own_name(draft.person, escort)
    else:
        staff = get_row(session, Staff, draft.escort_id)
        escort = f"{staff.post} {staff.name}".strip()
        is_own = draft.escort_id == draft.staff_id or fold(staff.name) == fold(draft.person)
        if staff.left_on is not None:
            raise RefusedError(
                _("付添いは、市の職員だけができます。"),
                _("付き添う市の職員を選んでください。"),
                field="escort_id",
            )
    if is_own:
        raise RefusedError(
            _("入室者本人は、付添いになれません。"),
            _("付き添う別の市の職員を選んでください。"),
            field="escort_id",
        )
    return replace(draft, escort=escort)


def is_own_name(person: str, written: str) -> bool:
    """Tell whether a name as written, with or without a post before it, is the person's own."""
    parts = written.split()
    return any(fold("".join(parts[at:])) == fold(person) for at in range(len(parts)))


def has_left(worker: Worker, day: dt.date) -> bool:
    """Tell whether a roster entry is struck, taken out, or over by a day."""
    is_over = worker.ends_on is not None and worker.ends_on < day
    return is_over or worker.state is WorkerState.STRUCK or worker.withdrawn_on is not None


def _refuse_unsaid(draft: EntryDraft, signed: CarrierSign | None) -> None:
    if not draft.person:
        raise RefusedError(_("入室者の氏名がありません。"), _("氏名を入れてください。"), field="person")
    if not draft.purpose.strip():
        raise RefusedError(_("入室の目的がありません。"), _("目的を入れてください。"), field="purpose")
    if bool(draft.devices) == draft.carries_nothing:
        raise RefusedError(
            _("機器の申告か、「何も持ち込まない」の申告のどちらか一方が要ります。"),
            _("本人に確かめて、どちらかを選んでください。"),
            field="carries_nothing",
        )
    if signed is None and draft.entered_at is None:
        raise RefusedError(
            _("入室者の署名がありません。"),
            _("署名欄に書いてもらうか、署名しない理由を書いてください。"),
            field="signed",
        )


def _refuse_wrong_devices(draft: EntryDraft, classes: Mapping[str, DeviceClass]) -> None:
    for place, device in enumerate(draft.devices):
        start = f"devices.{place}"
        if device.class_id not in classes:
            raise RefusedError(
                _("機器の種類が一覧にありません。"),
                _("種類を選び直してください。"),
                field=f"{start}.class_id",
            )
        if device.count < 1:
            raise RefusedError(_("台数は1以上です。"), _("台数を見直してください。"), field=f"{start}.count")
        if device.treatment is Treatment.DEPOSITED and not device.kept_at.strip():
            raise RefusedError(
                _("預けた機器のロッカー番号か封印番号がありません。"),
                _("番号を入れてください。"),
                field=f"{start}.kept_at",
            )


def _refuse_other_inspection(session: Session, area: AreaRow, draft: EntryDraft) -> None:
    if draft.inspection_id is None:
        return
    inspection = get_row(session, Inspection, draft.inspection_id)
    if inspection.contract_id != area.contract_id:
        raise RefusedError(
            _("この検査は、この区域の契約の検査ではありません。"),
            _("検査を選び直してください。"),
            field="inspection_id",
        )
    if draft.entered_at is None and inspection.state not in UNDER_WAY:
        raise RefusedError(
            _("この検査は、もう記録が確定しているか、取り止められています。"),
            _("検査を選び直してください。"),
            field="inspection_id",
        )


def _with_permit(session: Session, arrival: Arrival, device: DeclaredDevice) -> DeclaredDevice:
    """Return the device with the permit that covers it longest, where it is let in and names none."""
    if device.treatment is not Treatment.ADMITTED or device.permit_id is not None:
        return device
    who = arrival.carrier
    known = {"worker_id": who.worker_id, "staff_id": who.staff_id}
    found = covering(session, arrival.draft.area_id, device.class_id, arrival.day, holder=who.person, **known)
    permit = max(found, key=lambda each: each.ends_on, default=None)
    if permit is None:
        return device
    return replace(device, permit_id=permit.id, serial=device.serial.strip() or permit.serial)
