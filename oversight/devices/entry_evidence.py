"""What the entry log shows for the items on devices of an inspection's checklist (DEV-…).

Looked at are the areas of the contract through the period the inspection covers, and for the inspectors'
own devices the visits made for the inspection.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from models.device import DeviceReturn, DoorPoint, DoorPointKind, Treatment, Visit, VisitDevice
from models.inspection import Inspection
from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.clock import JAPAN, day_of
from oversight.desk import get_row
from oversight.devices.visit_reading import read_visits
from oversight.devices.visit_rows import VisitDeviceRow, VisitRow
from oversight.inspections.reported import period_of
from oversight.words import _, _n

UNDECLARED, DEPOSITED, WITNESSED, PERMITTED, TAKEN_OUT, OWN = (
    "DEV-01",
    "DEV-02",
    "DEV-03",
    "DEV-04",
    "DEV-05",
    "DEV-08",
)
"""Items of the house's checklist that the entry log says something of."""


@dataclass(frozen=True)
class EntryEvidence:
    """What the log shows for an item: a sentence; ``is_contrary`` where it speaks against conformity."""

    item_id: str
    told: str
    is_contrary: bool = False


@dataclass(frozen=True)
class _Period:
    contract_id: UUID
    first: dt.datetime
    following: dt.datetime

    def within(self, moment: Any) -> tuple[Any, ...]:
        return moment >= self.first, moment < self.following


def read_entry_evidence(session: Session, inspection_id: UUID) -> tuple[EntryEvidence, ...]:
    """Return what the log shows, in the order of the items; nothing where it holds nothing."""
    row = get_row(session, Inspection, inspection_id)
    first, last = period_of(session, row)
    period = _Period(row.contract_id, _midnight(first), _midnight(last + dt.timedelta(days=1)))
    visits = _count(session, period)
    own = _own_devices(session, inspection_id)
    if not visits:
        return (*_undeclared(session, period), *own)
    devices = _devices(session, period)
    return (
        *_undeclared(session, period),
        *_deposited(visits, devices),
        *_witnessed(session, period),
        *_permitted(session, period, devices),
        *_taken_out(devices),
        *own,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), JAPAN)


def _of(period: _Period) -> tuple[Any, ...]:
    return Visit.contract_id == period.contract_id, *period.within(Visit.entered_at)


def _count(session: Session, period: _Period) -> int:
    return session.scalar(select(func.count(Visit.id)).where(*_of(period))) or 0


def _devices(session: Session, period: _Period) -> dict[Treatment, tuple[int, int]]:
    """Return how many were deposited and let in, and how many of them are accounted for."""
    returned = cast(DeviceReturn.id.is_not(None), Integer) * VisitDevice.count
    query = (
        select(VisitDevice.treatment, func.sum(VisitDevice.count), func.sum(returned))
        .join(Visit, VisitDevice.visit_id == Visit.id)
        .outerjoin(DeviceReturn, DeviceReturn.visit_device_id == VisitDevice.id)
        .where(*_of(period))
        .group_by(VisitDevice.treatment)
    )
    return {treatment: (count, back) for treatment, count, back in session.execute(query)}


def _undeclared(session: Session, period: _Period) -> tuple[EntryEvidence, ...]:
    found = session.scalar(
        select(func.count(DoorPoint.id)).where(
            DoorPoint.contract_id == period.contract_id,
            DoorPoint.kind == DoorPointKind.FOUND.value,
            *period.within(DoorPoint.noticed_at),
        )
    )
    if not found:
        return ()
    told = _n("申告のない機器が区域内で見つかったことが{count}回あります。", found).format(count=found)
    return (EntryEvidence(UNDECLARED, told, is_contrary=True),)


def _deposited(visits: int, devices: dict[Treatment, tuple[int, int]]) -> tuple[EntryEvidence, ...]:
    kept, back = devices.get(Treatment.DEPOSITED, (0, 0))
    sentence = _("入室{visits}件、預けた機器{kept}台、返却の記録{back}台です。")
    return (EntryEvidence(DEPOSITED, sentence.format(visits=visits, kept=kept, back=back), back < kept),)


def _witnessed(session: Session, period: _Period) -> tuple[EntryEvidence, ...]:
    """Tell of the entries for which the rule asked a witness."""
    asked = Visit.rule["witness_by"].as_string() != "[]"
    query = select(func.count(Visit.id)).where(*_of(period), asked)
    wanted = session.scalar(query) or 0
    witnessed = session.scalar(query.where(Visit.witness != "")) or 0
    if not wanted:
        return ()
    sentence = _("市の職員の立会いが要る入室{wanted}件のうち、立会いの記録があるのは{count}件です。")
    told = sentence.format(wanted=wanted, count=witnessed)
    last = session.scalars(
        select(Visit).where(*_of(period), Visit.witness != "").order_by(Visit.entered_at.desc()).limit(1)
    ).first()
    if last is not None and last.witnessed_how is not None:
        told += _("最後は{day}、{witness}（{how}）。").format(
            day=show_day(day_of(last.entered_at)), witness=last.witness, how=word_of(last.witnessed_how)
        )
    return (EntryEvidence(WITNESSED, told, witnessed < wanted),)


def _permitted(
    session: Session, period: _Period, devices: dict[Treatment, tuple[int, int]]
) -> tuple[EntryEvidence, ...]:
    count, _back = devices.get(Treatment.ADMITTED, (0, 0))
    if not count:
        return ()
    under = select(func.coalesce(func.sum(VisitDevice.count), 0)).join(
        Visit, VisitDevice.visit_id == Visit.id
    )
    permitted = session.scalar(under.where(*_of(period), VisitDevice.permit_id.is_not(None)))
    wrong = session.scalar(
        select(func.count(DoorPoint.id)).where(
            DoorPoint.contract_id == period.contract_id,
            DoorPoint.kind.in_([DoorPointKind.PERMIT.value, DoorPointKind.BANNED.value]),
            *period.within(DoorPoint.noticed_at),
        )
    )
    sentence = _("持ち込んだ機器{count}台のうち、持込許可によるものは{permitted}台、注意点は{wrong}件です。")
    told = sentence.format(count=count, permitted=permitted, wrong=wrong)
    return (EntryEvidence(PERMITTED, told, bool(wrong)),)


def _taken_out(devices: dict[Treatment, tuple[int, int]]) -> tuple[EntryEvidence, ...]:
    count, back = devices.get(Treatment.ADMITTED, (0, 0))
    if not count:
        return ()
    sentence = _("持ち込んだ機器{count}台のうち、持出しを確かめた記録があるのは{back}台です。")
    return (EntryEvidence(TAKEN_OUT, sentence.format(count=count, back=back), back < count),)


def _own_devices(session: Session, inspection_id: UUID) -> tuple[EntryEvidence, ...]:
    """Tell what the inspectors brought, each by name."""
    query = select(Visit.id).where(Visit.inspection_id == inspection_id).order_by(Visit.entered_at, Visit.id)
    visits = read_visits(session, session.scalars(query).all())
    if not visits:
        return ()
    told = _("、").join(_brought(each) for each in visits)
    owed = any(each.owed for each in visits)
    return (EntryEvidence(OWN, _("入室の記録: {told}").format(told=told), owed),)


def _brought(visit: VisitRow) -> str:
    things = _("・").join(_thing(each) for each in visit.devices) or _("持込みなし")
    return _("{person}（{things}）").format(person=visit.person, things=things)


def _thing(device: VisitDeviceRow) -> str:
    parts: Sequence[str] = (
        _("{word}{count}台").format(word=device.class_word, count=device.count),
        word_of(device.treatment),
        device.permit_number,
    )
    return " ".join(part for part in parts if part)
