"""Permits as lists, panes and papers show them, and what a request may choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.contract import Contract, Place
from models.contractor import Contractor
from models.department import Department, Staff
from models.device import DevicePermit, Handling, HandlingArea, PermitState
from models.worker import Worker, WorkerState
from oversight.access import Actor
from oversight.calendar import fiscal_year_of, last_day
from oversight.devices.areas import AreaRow, read_area, read_holding
from oversight.devices.classes import DeviceClass, class_words, classes_of
from oversight.devices.permits import PermitDays, PermitStanding
from oversight.errors import NotFoundError
from oversight.settings import read_settings
from oversight.words import _

_ORDER = {standing: place for place, standing in enumerate(PermitStanding)}


@dataclass(frozen=True)
class PermitDraft:
    """A request as it is entered: one device of one person, for one area.

    The person is a worker of the roster, a member of staff, or somebody named in ``holder``; of the first
    two the name and the employer are read from the register.
    """

    area_id: UUID
    device_class: str
    device: str
    serial: str
    purpose: str
    starts_on: dt.date
    ends_on: dt.date
    worker_id: UUID | None = None
    staff_id: UUID | None = None
    holder: str = ""
    organisation: str = ""
    measures: tuple[str, ...] = ()
    conditions: str = ""
    checked_out_how: str = ""


@dataclass(frozen=True)
class PermitRow:
    """A permit with its area, its contract and how it stands today; ``days_left`` counts today as 0."""

    id: UUID
    version: int
    number: str
    standing: PermitStanding
    days_left: int
    draft: PermitDraft
    device_word: str
    place: str
    area: str
    contract_id: UUID
    contract: str
    contractor: str
    department: str
    state: PermitState
    requested_on: dt.date
    requested_by: str
    requested_id: UUID | None
    decided_on: dt.date | None
    decided_by: str
    decision_reason: str
    ended_on: dt.date | None
    ended_reason: str

    def is_asked_by(self, actor: Actor) -> bool:
        """Tell whether a person asked for it, and so may not decide it."""
        return (self.requested_id, self.requested_by) == (actor.staff_id, actor.signature)

    @property
    def told_area(self) -> str:
        """Return place and area in a line."""
        return f"{self.place} {self.area}"


@dataclass(frozen=True)
class Person:
    """Somebody a permit may be made out to, with employer or post."""

    id: UUID
    name: str
    organisation: str

    @property
    def told(self) -> str:
        """Return name and employer in a line."""
        return f"{self.name}　{self.organisation}".strip()


@dataclass(frozen=True)
class PermitOffer:
    """What a request for an area may choose from: the classes that need a permit there, and who comes.

    ``until`` is the last day a permit that begins today may have.
    """

    area: AreaRow
    classes: tuple[DeviceClass, ...]
    workers: tuple[Person, ...]
    staff: tuple[Person, ...]
    until: dt.date


def list_permits(session: Session, on: dt.date, *conditions: ColumnElement[bool]) -> tuple[PermitRow, ...]:
    """Return permits that meet the conditions: by standing, the earliest last day first."""
    query = (
        select(DevicePermit, Contract, HandlingArea.name, Place.name, Contractor.name, Department.name)
        .join(HandlingArea, DevicePermit.area_id == HandlingArea.id)
        .join(Place, HandlingArea.place_id == Place.id)
        .join(Contract, DevicePermit.contract_id == Contract.id)
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .join(Department, Contract.department_id == Department.id)
        .where(DevicePermit.withdrawn_on.is_(None), *conditions)
    )
    words = class_words(read_settings(session).device_classes)
    rows = [
        _row_of(permit, contract, names, words, on) for permit, contract, *names in session.execute(query)
    ]
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.standing], row.draft.ends_on, row.number)))


def read_permit(session: Session, permit_id: UUID, on: dt.date) -> PermitRow:
    """Return one permit; raise ``NotFoundError``."""
    rows = list_permits(session, on, DevicePermit.id == permit_id)
    if not rows:
        raise NotFoundError(_("その持込許可は見つかりません。"), _("一覧を開き直してください。"))
    return rows[0]


def which_of(area_id: UUID | None, ids: Collection[UUID] | None) -> list[ColumnElement[bool]]:
    """Return the conditions of a list: an area, or some permits; None asks for all."""
    asked = [] if area_id is None else [DevicePermit.area_id == area_id]
    return asked if ids is None else [*asked, DevicePermit.id.in_(ids)]


def _row_of(
    permit: DevicePermit, contract: Contract, names: Sequence[str], words: Mapping[str, str], on: dt.date
) -> PermitRow:
    area, place, contractor, department = names
    days = PermitDays(permit.state, permit.starts_on, permit.ends_on, permit.ended_on)
    return PermitRow(
        id=permit.id,
        version=permit.version,
        number=permit.number,
        standing=days.standing(on),
        days_left=(permit.ends_on - on).days,
        draft=_draft_of(permit),
        device_word=words.get(permit.device_class, permit.device_class),
        place=place,
        area=area,
        contract_id=contract.id,
        contract=f"{contract.number} {contract.title}".strip(),
        contractor=contractor,
        department=department,
        state=permit.state,
        requested_on=permit.requested_on,
        requested_by=permit.requested_by,
        requested_id=permit.requested_id,
        decided_on=permit.decided_on,
        decided_by=permit.decided_by,
        decision_reason=permit.decision_reason,
        ended_on=permit.ended_on,
        ended_reason=permit.ended_reason,
    )


def _draft_of(permit: DevicePermit) -> PermitDraft:
    return PermitDraft(
        permit.area_id,
        permit.device_class,
        permit.device,
        permit.serial,
        permit.purpose,
        permit.starts_on,
        permit.ends_on,
        permit.worker_id,
        permit.staff_id,
        permit.holder,
        permit.organisation,
        tuple(permit.measures),
        permit.conditions,
        permit.checked_out_how,
    )


def read_offer(session: Session, area_id: UUID, today: dt.date) -> PermitOffer:
    """Return what a request for an area may choose from."""
    area = read_area(session, area_id)
    holding = read_holding(session, area)
    classes = classes_of(read_settings(session).device_classes)
    workers = select(Worker).where(
        Worker.contract_id == area.contract_id,
        Worker.state != WorkerState.STRUCK,
        Worker.withdrawn_on.is_(None),
        or_(Worker.ends_on.is_(None), Worker.ends_on >= today),
    )
    staff = select(Staff).where(
        Staff.withdrawn_on.is_(None), or_(Staff.left_on.is_(None), Staff.left_on >= today)
    )
    return PermitOffer(
        area,
        tuple(each for each in classes if holding.devices[each.id].handling is Handling.PERMIT),
        tuple(
            Person(row.id, row.name, row.employer or area.contractor)
            for row in session.scalars(workers.order_by(Worker.kana, Worker.name, Worker.id))
        ),
        tuple(
            Person(row.id, row.name, row.post)
            for row in session.scalars(staff.order_by(Staff.kana, Staff.name, Staff.id))
        ),
        last_day(fiscal_year_of(today)),
    )
