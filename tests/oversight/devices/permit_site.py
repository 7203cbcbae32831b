"""A place with an area of each kind, a roster, and permits asked for there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.device import DevicePermit, PermitState
from oversight.access import Deed
from oversight.desk import Desk
from oversight.devices import AreaDraft, AreaLevel, AreasService, PermitDraft, PermitsService
from oversight.register import Employment, WorkerDraft, WorkersService, WorkerState
from tests.factories import make_contract, make_place

TODAY = dt.date(2026, 11, 24)
YEAR_END = dt.date(2027, 3, 31)


@dataclass(frozen=True)
class PermitSite:
    """Identifiers of what stands there."""

    contract_id: UUID
    place_id: UUID
    controlled_id: UUID
    handling_id: UUID
    core_id: UUID
    worker_id: UUID


def make_permit_site(desk: Desk) -> PermitSite:
    """Register a controlled area, a handling area and one with a core system, and a worker."""
    contract_id = make_contract(desk)
    place_id = make_place(desk, contract_id)
    areas = AreasService(desk)
    ids = [
        areas.add_area(draft).row_id
        for draft in (
            AreaDraft(place_id, "サーバ室", AreaLevel.CONTROLLED),
            AreaDraft(place_id, "作業室"),
            AreaDraft(place_id, "基幹端末室", uses_core=True),
        )
    ]
    controlled, handling, core = (each for each in ids if each is not None)
    return PermitSite(contract_id, place_id, controlled, handling, core, add_worker(desk, contract_id))


def add_worker(desk: Desk, contract_id: UUID, name: str = "髙﨑 恵", **values: Any) -> UUID:
    """Put a worker on the roster."""
    draft = WorkerDraft(
        contract_id,
        name,
        employer="株式会社髙﨑 R8-001",
        employment=Employment.EMPLOYEE,
        state=WorkerState.ACTIVE,
        starts_on=dt.date(2026, 4, 1),
        **values,
    )
    added = WorkersService(desk).add_workers([draft]).row_id
    assert added is not None
    return added


def draft_for(site: PermitSite, **values: Any) -> PermitDraft:
    """Make a request of the worker for a laptop in the controlled area."""
    return PermitDraft(
        **{
            "area_id": site.controlled_id,
            "device_class": "laptop",
            "device": "保守用ノートPC",
            "serial": "PF-3X9K21",
            "purpose": "空調監視装置の点検",
            "starts_on": TODAY,
            "ends_on": YEAR_END,
            "worker_id": site.worker_id,
            "measures": ("暗号化", "通信断"),
            **values,
        }
    )


def asked(service: PermitsService, draft: PermitDraft) -> UUID:
    """Ask for a permit; return its identifier."""
    row_id = service.ask(draft).row_id
    assert row_id is not None
    return row_id


def force(desk: Desk, permit_id: UUID, **values: Any) -> None:
    """Set days of a permit that could only come about with time; a state must be a ``PermitState``."""
    assert isinstance(values.get("state", PermitState.ENDED), PermitState)
    with desk.writing(Deed.ASK_PERMIT, "device_permit.change") as session:
        row = session.get_one(DevicePermit, permit_id)
        for name, value in values.items():
            setattr(row, name, value)
