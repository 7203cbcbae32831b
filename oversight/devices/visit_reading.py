"""Reading the door: who is inside, the entry log, who comes often, who witnessed."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.contract import Place
from models.device import (
    DevicePermit,
    DeviceReturn,
    HandlingArea,
    OpenVisit,
    Visit,
    VisitDevice,
    VisitExit,
    VisitSignature,
)
from models.worker import Worker
from oversight.calendar import next_month
from oversight.clock import midnight
from oversight.devices.arrivals import has_left
from oversight.devices.classes import class_words
from oversight.devices.closing_hours import read_closing_hours
from oversight.devices.lockers import LAST_ENTRIES, held_at
from oversight.devices.visit_rows import (
    DeclaredDevice,
    InsideRow,
    Regular,
    VisitDeviceRow,
    VisitRow,
    VisitSignatureRow,
    WitnessCount,
)
from oversight.errors import NotFoundError
from oversight.faces import face_of
from oversight.japanese import fold
from oversight.settings import read_settings
from oversight.words import _

_AT_ONCE = 500


def list_inside(session: Session, now: dt.datetime, area_id: UUID | None = None) -> tuple[InsideRow, ...]:
    """Return the visits that are not over, the longest first: of one area, or of all."""
    query = (
        select(OpenVisit.visit_id, Place.name, HandlingArea.name)
        .join(HandlingArea, OpenVisit.area_id == HandlingArea.id)
        .join(Place, HandlingArea.place_id == Place.id)
        .order_by(OpenVisit.entered_at, OpenVisit.visit_id)
    )
    if area_id is not None:
        query = query.where(OpenVisit.area_id == area_id)
    areas = {visit_id: f"{place} {area}" for visit_id, place, area in session.execute(query)}
    visits = read_visits(session, list(areas))
    hours = read_closing_hours(session, {each.area_id for each in visits})
    rows = []
    for visit in visits:
        closes_at = hours.closing_of(visit.area_id, visit.entered_at)
        rows.append(InsideRow(visit, areas[visit.id], closes_at, visit.is_inside and now > closes_at))
    return tuple(rows)


def list_month(session: Session, area_id: UUID | None, month: dt.date) -> tuple[VisitRow, ...]:
    """Return the entry log of a month in the order of entering: of an area, or of all."""
    ids = session.scalars(select(Visit.id).where(*_in_month(area_id, month))).all()
    return tuple(sorted(read_visits(session, ids), key=lambda each: (each.entered_at, each.number)))


def read_visit(session: Session, visit_id: UUID) -> VisitRow:
    """Return one visit, or raise ``NotFoundError``."""
    found = read_visits(session, [visit_id])
    if not found:
        raise NotFoundError(_("その入室は見つかりません。"), _("一覧を開き直してください。"))
    return found[0]


def read_visits(session: Session, ids: Sequence[UUID]) -> tuple[VisitRow, ...]:
    """Return visits with all that belongs to them, in the order of their identifiers given."""
    words = class_words(read_settings(session).device_classes)
    found: dict[UUID, VisitRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        devices, signatures = _devices(session, some, words), _signatures(session, some)
        query = (
            select(Visit, VisitExit.left_at, VisitExit.late_reason)
            .outerjoin(VisitExit, VisitExit.visit_id == Visit.id)
            .where(Visit.id.in_(some))
        )
        for visit, left_at, late_reason in session.execute(query):
            found[visit.id] = face_of(
                VisitRow,
                visit,
                exceptions=tuple(visit.rule.get("exceptions", ())),
                devices=tuple(devices[visit.id]),
                signatures=tuple(signatures[visit.id]),
                left_at=left_at,
                left_late_reason=late_reason or "",
            )
    return tuple(found[each] for each in ids if each in found)


def list_regulars(session: Session, area_id: UUID, today: dt.date, most: int) -> tuple[Regular, ...]:
    """Return who entered an area most among its last entries, each with their last declaration."""
    query = (
        select(Visit.id, Visit.person, Visit.organisation, Visit.worker_id, Visit.staff_id)
        .where(Visit.area_id == area_id)
        .order_by(Visit.number.desc())
        .limit(LAST_ENTRIES)
    )
    last: dict[object, UUID] = {}
    times = Counter[object]()
    for visit_id, person, organisation, worker_id, staff_id in session.execute(query):
        who = worker_id or staff_id or (fold(person), fold(organisation))
        times[who] += 1
        last.setdefault(who, visit_id)
    chosen = {last[who]: count for who, count in times.most_common(most)}
    visits = read_visits(session, list(chosen))
    gone, held = _leavers(session, visits, today), held_at(session, area_id)
    return tuple(
        face_of(
            Regular,
            each,
            devices=tuple(_again(device, held) for device in each.devices),
            times=chosen[each.id],
            last_at=each.entered_at,
            is_leaver=each.worker_id in gone,
        )
        for each in visits
    )


def count_witnesses(session: Session, area_id: UUID | None, month: dt.date) -> tuple[WitnessCount, ...]:
    """Return who witnessed how often in a month, the most first."""
    query = (
        select(Visit.witness, Visit.witness_id, func.count(), func.max(Visit.entered_at))
        .where(*_in_month(area_id, month), Visit.witness != "")
        .group_by(Visit.witness, Visit.witness_id)
        .order_by(func.count().desc(), Visit.witness)
    )
    return tuple(WitnessCount(*row) for row in session.execute(query))


def _in_month(area_id: UUID | None, month: dt.date) -> list[ColumnElement[bool]]:
    first, following = midnight(month.replace(day=1)), midnight(next_month(month))
    within = [Visit.entered_at >= first, Visit.entered_at < following]
    return within if area_id is None else [*within, Visit.area_id == area_id]


def _devices(
    session: Session, visit_ids: Sequence[UUID], words: Mapping[str, str]
) -> defaultdict[UUID, list[VisitDeviceRow]]:
    query = (
        select(
            VisitDevice,
            DevicePermit.number,
            DevicePermit.checked_out_how,
            DeviceReturn.returned_at,
            DeviceReturn.note,
        )
        .outerjoin(DevicePermit, VisitDevice.permit_id == DevicePermit.id)
        .outerjoin(DeviceReturn, DeviceReturn.visit_device_id == VisitDevice.id)
        .where(VisitDevice.visit_id.in_(visit_ids))
        .order_by(VisitDevice.visit_id, VisitDevice.position)
    )
    rows: defaultdict[UUID, list[VisitDeviceRow]] = defaultdict(list)
    for device, permit_number, checked_out_how, returned_at, note in session.execute(query):
        rows[device.visit_id].append(
            face_of(
                VisitDeviceRow,
                device,
                class_word=_word_of(device, words),
                permit_number=permit_number or "",
                checked_out_how=checked_out_how or "",
                returned_at=returned_at,
                return_note=note or "",
            )
        )
    return rows


def _word_of(device: VisitDevice, words: Mapping[str, str]) -> str:
    """Return what a device was called then, in the language in use where the word is the house's own."""
    word = device.class_word and _(device.class_word)
    return word or words.get(device.device_class, device.device_class)


def _signatures(session: Session, visit_ids: Sequence[UUID]) -> defaultdict[UUID, list[VisitSignatureRow]]:
    query = select(VisitSignature).where(VisitSignature.visit_id.in_(visit_ids)).order_by(VisitSignature.id)
    rows: defaultdict[UUID, list[VisitSignatureRow]] = defaultdict(list)
    for each in session.scalars(query):
        rows[each.visit_id].append(face_of(VisitSignatureRow, each))
    return rows


def _leavers(session: Session, visits: Sequence[VisitRow], today: dt.date) -> set[UUID]:
    ids = {each.worker_id for each in visits if each.worker_id is not None}
    workers = session.scalars(select(Worker).where(Worker.id.in_(ids)))
    return {each.id for each in workers if has_left(each, today)}


def _again(device: VisitDeviceRow, held: set[str]) -> DeclaredDevice:
    """Return a device as declared last, in the same locker if that is free; its permit is sought anew."""
    kept_at = "" if device.kept_at in held else device.kept_at
    return DeclaredDevice(device.device_class, device.count, device.treatment, kept_at, device.serial)
