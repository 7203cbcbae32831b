"""Handling areas of places (取扱区域・管理区域), and what holds at the door of each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractSystem, Place
from models.contractor import Contractor
from models.device import AreaLevel, HandlingArea
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row
from oversight.devices.class_list import put_classes, used_classes
from oversight.devices.classes import DeviceClass, all_classes_of, classes_of
from oversight.devices.open_visits import refuse_while_inside
from oversight.devices.rules import AreaFacts, DoorRule, Holding, holding_in, rules_of
from oversight.errors import NotFoundError, RefusedError
from oversight.japanese import fold
from oversight.settings import read_settings
from oversight.words import _


@dataclass(frozen=True)
class AreaDraft:
    """An area as it is entered; ``closes_at`` is a local wall-clock time."""

    place_id: UUID
    name: str
    level: AreaLevel = AreaLevel.HANDLING
    systems: tuple[str, ...] = ()
    uses_core: bool = False
    max_persons: int | None = None
    closes_at: dt.time | None = None
    remarks: str = ""


@dataclass(frozen=True)
class AreaRow:
    """An area with its place, its contract and the contractor."""

    id: UUID
    version: int
    contract_id: UUID
    contract: str
    contractor: str
    place: str
    photography_forbidden: bool
    draft: AreaDraft

    @property
    def told(self) -> str:
        """Return place and area in a line."""
        return f"{self.place} {self.draft.name}"

    @property
    def facts(self) -> AreaFacts:
        """Return what rules ask of it."""
        draft = self.draft
        return AreaFacts(
            draft.level, draft.uses_core, draft.systems, draft.max_persons, self.photography_forbidden
        )


@dataclass(frozen=True)
class PlaceChoice:
    """A place an area may be registered in, with the systems its contract uses."""

    id: UUID
    told: str
    systems: tuple[str, ...]


class AreasService:
    """Registers areas and tells what holds at their doors."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list_areas(self, contract_id: UUID | None = None) -> tuple[AreaRow, ...]:
        """Return the areas: all that stand, or those of a contract, by contractor, place and name."""
        with self._desk.reading() as session:
            return list_areas(session, *(() if contract_id is None else (Place.contract_id == contract_id,)))

    def list_places(self) -> tuple[PlaceChoice, ...]:
        """Return the places that stand, by contractor and name, for a new area."""
        query = (
            select(Place, Contract, Contractor.name)
            .join(Contract, Place.contract_id == Contract.id)
            .join(Contractor, Contract.contractor_id == Contractor.id)
            .where(Place.withdrawn_on.is_(None), Contract.withdrawn_on.is_(None))
            .order_by(Contractor.kana, Contractor.name, Contract.number, Place.name)
        )
        systems = select(ContractSystem.contract_id, ContractSystem.name).order_by(ContractSystem.name)
        with self._desk.reading() as session:
            used: dict[UUID, list[str]] = defaultdict(list)
            for contract_id, name in session.execute(systems):
                used[contract_id].append(name)
            return tuple(
                PlaceChoice(place.id, f"{name} {contract.number} {place.name}", tuple(used[contract.id]))
                for place, contract, name in session.execute(query)
            )

    def get_area(self, area_id: UUID) -> AreaRow:
        """Return one area that stands; raise ``NotFoundError``."""
        with self._desk.reading() as session:
            return read_area(session, area_id)

    def get_holding(self, area_id: UUID) -> Holding:
        """Return what holds at the door of an area, today's rules asked."""
        with self._desk.reading() as session:
            return read_holding(session, read_area(session, area_id))

    def list_classes(self) -> tuple[DeviceClass, ...]:
        """Return the office's classes of devices."""
        with self._desk.reading() as session:
            return classes_of(read_settings(session).device_classes)

    def list_all_classes(self) -> tuple[tuple[DeviceClass, ...], frozenset[str]]:
        """Return the whole list, what is no longer offered among it; and the classes that were ever used."""
        with self._desk.reading() as session:
            return all_classes_of(read_settings(session).device_classes), used_classes(session)

    def list_rules(self) -> tuple[DoorRule, ...]:
        """Return the office's rules at the doors."""
        with self._desk.reading() as session:
            return rules_of(read_settings(session).device_rules)

    def change_classes(self, classes: Sequence[DeviceClass]) -> Change:
        """Set the office's list of classes; one that was ever used stays in it."""
        with self._desk.writing(Deed.CHANGE_SETTINGS, "setting.change") as session:
            put_classes(session, classes)
        return Change.of(Subject.SETTINGS)

    def add_area(self, draft: AreaDraft) -> Change:
        """Register an area of a place."""
        with self._desk.writing(Deed.EDIT_REGISTER, "handling_area.add") as session:
            place = _standing_place(session, draft.place_id)
            _refuse_wrong(session, draft, None)
            row = HandlingArea(place_id=place.id, **_values_of(session, place, draft))
            session.add(row)
            session.flush()
        return Change.of(Subject.DEVICE, row_id=row.id)

    def change_area(self, area_id: UUID, draft: AreaDraft, *, version: int | None = None) -> Change:
        """Change an area; what stands in the entry log keeps the rule that held then."""
        with self._desk.writing(Deed.EDIT_REGISTER, "handling_area.change") as session:
            row = _standing_area(session, area_id)
            check_version(row, version)
            _refuse_wrong(session, draft, area_id)
            for name, value in _values_of(session, get_row(session, Place, row.place_id), draft).items():
                setattr(row, name, value)
        return Change.of(Subject.DEVICE, row_id=area_id)

    def withdraw_area(self, area_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Take an area out of the register; refused while somebody or something is inside."""
        if not reason.strip():
            raise RefusedError(_("外す理由がありません。"), _("理由を書いてください。"), field="reason")
        with self._desk.writing(Deed.EDIT_REGISTER, "handling_area.withdraw", reason.strip()) as session:
            row = _standing_area(session, area_id)
            check_version(row, version)
            refuse_while_inside(session, area_id)
            row.withdrawn_on, row.withdrawn_reason = self._desk.today(), reason.strip()
        return Change.of(Subject.DEVICE, row_id=area_id)


def list_areas(session: Session, *conditions: ColumnElement[bool]) -> tuple[AreaRow, ...]:
    """Return the areas that stand and meet the conditions."""
    query = (
        select(HandlingArea, Place, Contract, Contractor.name)
        .join(Place, HandlingArea.place_id == Place.id)
        .join(Contract, Place.contract_id == Contract.id)
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .where(HandlingArea.withdrawn_on.is_(None), Place.withdrawn_on.is_(None), *conditions)
        .order_by(Contractor.kana, Contractor.name, Place.name, HandlingArea.name, HandlingArea.id)
    )
    return tuple(_row_of(*each) for each in session.execute(query))


def read_area(session: Session, area_id: UUID) -> AreaRow:
    """Return one area that stands; raise ``NotFoundError``."""
    rows = list_areas(session, HandlingArea.id == area_id)
    if not rows:
        raise NotFoundError(_("その取扱区域は見つかりません。"), _("一覧を開き直してください。"))
    return rows[0]


def read_holding(session: Session, area: AreaRow) -> Holding:
    """Return what holds at the door of an area, as the office's rules are now."""
    settings = read_settings(session)
    return holding_in(area.facts, rules_of(settings.device_rules), classes_of(settings.device_classes))


def _row_of(area: HandlingArea, place: Place, contract: Contract, contractor: str) -> AreaRow:
    draft = AreaDraft(
        place.id,
        area.name,
        area.level,
        tuple(area.systems),
        area.uses_core,
        area.max_persons,
        area.closes_at,
        area.remarks,
    )
    return AreaRow(
        area.id,
        area.version,
        contract.id,
        f"{contract.number} {contract.title}".strip(),
        contractor,
        place.name,
        place.photography_forbidden,
        draft,
    )


def _standing_place(session: Session, place_id: UUID) -> Place:
    row = get_row(session, Place, place_id)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この履行場所は、契約から除かれています。"), field="place_id")
    return row


def _standing_area(session: Session, area_id: UUID) -> HandlingArea:
    row = get_row(session, HandlingArea, area_id)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この取扱区域は、すでに外されています。"), _("一覧を開き直してください。"))
    return row


def _refuse_wrong(session: Session, draft: AreaDraft, area_id: UUID | None) -> None:
    if not draft.name.strip():
        raise RefusedError(_("区域の名称がありません。"), _("名称を書いてください。"), field="name")
    if draft.max_persons is not None and draft.max_persons < 1:
        raise RefusedError(_("上限人数は1以上です。"), _("人数を見直してください。"), field="max_persons")
    same = list_areas(session, HandlingArea.place_id == draft.place_id)
    if any(fold(row.draft.name) == fold(draft.name) and row.id != area_id for row in same):
        raise RefusedError(
            _("同じ名称の区域が、この履行場所にあります。"), _("別の名称にしてください。"), field="name"
        )


def _values_of(session: Session, place: Place, draft: AreaDraft) -> Mapping[str, Any]:
    """Return what is kept; a core system of the contract among those named makes it a core area."""
    core = select(ContractSystem.name).where(
        ContractSystem.contract_id == place.contract_id, ContractSystem.is_core
    )
    known = {fold(name) for name in session.scalars(core)}
    systems = [name.strip() for name in draft.systems if name.strip()]
    return {
        "name": draft.name.strip(),
        "level": draft.level,
        "systems": systems,
        "uses_core": draft.uses_core or any(fold(name) in known for name in systems),
        "max_persons": draft.max_persons,
        "closes_at": draft.closes_at,
        "remarks": draft.remarks.strip(),
    }
