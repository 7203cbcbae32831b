"""A place to enter: areas, workers, staff, and the shortest ways to do what is done at their doors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, select

from models.base import new_id
from models.department import Staff
from models.device import DevicePermit, OpenVisit, PermitState, Treatment, VisitDevice, WitnessMethod
from models.worker import Employment, Worker, WorkerState
from oversight.access import Actor, Deed, Role
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.devices import (
    AreaDraft,
    AreasService,
    CarrierSign,
    DeclaredDevice,
    Entered,
    EntryDraft,
    HandBackDraft,
    LeavingDraft,
    VisitsService,
)
from oversight.devices.open_visits import make_anew
from tests.factories import make_contract, make_place
from tests.oversight.inspections.signed_site import drawing

ALOUD = "口頭で確認"
PHONE = DeclaredDevice("smartphone", kept_at="ロッカー3")
REFUSED_PHONE = DeclaredDevice("smartphone", treatment=Treatment.REFUSED)
LAPTOP = DeclaredDevice("laptop", treatment=Treatment.ADMITTED)
HOUR = dt.timedelta(hours=1)
UNSIGNED = CarrierSign(declined_reason="手をけがしている")


@dataclass
class Door:
    """``area_id`` keeps devices at its door; ``core_id`` bans them and wants a witness; eight at most."""

    desk: Desk
    engine: Engine
    clock: FixedClock
    visits: VisitsService
    areas: AreasService
    contract_id: UUID
    place_id: UUID
    area_id: UUID
    core_id: UUID
    witness: Actor

    def draft(self, person: str = "山﨑 恵", **values: Any) -> EntryDraft:
        """Return an entry of somebody typed, who carries nothing unless devices are given."""
        values = {"area_id": self.area_id, "purpose": "データ入力", "organisation": "株式会社髙﨑", **values}
        values.setdefault("carries_nothing", not values.get("devices"))
        if values["area_id"] == self.core_id:
            values.setdefault("witnessed_how", WitnessMethod.SIGHT)
        return EntryDraft(person=person, **values)

    def enter(self, person: str = "山﨑 恵", *, witness: Actor | None = None, **values: Any) -> UUID:
        """Let somebody in, who signs by pen."""
        return self.come(self.draft(person, **values), witness=witness).visit_ids[0]

    def come(self, draft: EntryDraft, *, witness: Actor | None = None) -> Entered:
        """Let in whoever a draft is about."""
        signed = CarrierSign(drawing=drawing()) if draft.entered_at is None else None
        return self.visits.enter(draft, signed=signed, witness=witness)

    def leave(self, *visit_ids: UUID, **values: Any) -> None:
        """Let visitors out with all they brought, each signing, unless ``values`` say otherwise."""
        owed = [each.id for visit_id in visit_ids for each in self.visits.get_visit(visit_id).owed]
        given = {"device_ids": tuple(owed), "signed": dict.fromkeys(visit_ids, UNSIGNED), **values}
        self.visits.leave(LeavingDraft(visit_ids, **given))

    def hand_back(self, *device_ids: UUID, **values: Any) -> None:
        """Hand devices back, whoever owns them signing."""
        with self.desk.reading() as session:
            owners = session.scalars(select(VisitDevice.visit_id).where(VisitDevice.id.in_(device_ids)))
            signed = dict.fromkeys(owners, UNSIGNED)
        self.visits.hand_back(HandBackDraft(device_ids, **{"signed": signed, **values}))

    def worker(self, name: str = "山﨑 恵", **values: Any) -> UUID:
        """Put somebody on the roster."""
        values = {
            "contract_id": self.contract_id,
            "employment": Employment.EMPLOYEE,
            "state": WorkerState.ACTIVE,
            **values,
        }
        with self.desk.writing(Deed.EDIT_REGISTER, "worker.add") as session:
            row = Worker(name=name, **values)
            session.add(row)
        return row.id

    def staff(self, name: str, **values: Any) -> Actor:
        """Employ a member of staff."""
        actor = Actor(new_id(), name, "主査", frozenset({Role.INSPECTOR}))
        with self.desk.store.writing(self.desk.actor, "staff.add") as session:
            session.add(Staff(id=actor.staff_id, name=name, post="主査", roles=["inspector"], **values))
        return actor

    def permit(self, holder: str = "山﨑 恵", **values: Any) -> UUID:
        """Permit a laptop of a holder until the end of the fiscal year."""
        values = {
            "number": f"許可-{new_id().hex[-8:]}",
            "contract_id": self.contract_id,
            "area_id": self.area_id,
            "purpose": "保守",
            "device_class": "laptop",
            "device": "ノートパソコン",
            "serial": "SN-100",
            "starts_on": dt.date(2026, 4, 1),
            "ends_on": dt.date(2027, 3, 31),
            "state": PermitState.PERMITTED,
            "requested_on": dt.date(2026, 4, 1),
            "decided_on": dt.date(2026, 4, 1),
            **values,
        }
        with self.desk.writing(Deed.ASK_PERMIT, "device_permit.ask") as session:
            row = DevicePermit(holder=holder, **values)
            session.add(row)
        return row.id

    def open_rows(self) -> list[Any]:
        """Return the visits that are not over as the table has them."""
        with self.engine.connect() as connection:
            return sorted(connection.execute(select(OpenVisit.__table__)).all(), key=repr)

    def open_rows_anew(self) -> list[Any]:
        """Return them as the visits, exits and returns say; nothing is kept of it."""
        with self.desk.store.trying() as session:
            make_anew(session)
            return sorted(session.execute(select(OpenVisit.__table__)).all(), key=repr)


def build(desk: Desk, engine: Engine, clock: FixedClock) -> Door:
    """Register two areas of one place."""
    contract_id = make_contract(desk, core_system="介護保険システム")
    place_id = make_place(desk, contract_id, address="吹田市泉町1-3-40")
    areas = AreasService(desk)
    plain = areas.add_area(AreaDraft(place_id, "作業室", max_persons=8, closes_at=dt.time(18, 30))).row_id
    core = areas.add_area(AreaDraft(place_id, "端末室", systems=("介護保険システム",))).row_id
    assert plain is not None
    assert core is not None
    visits = VisitsService(desk)
    door = Door(desk, engine, clock, visits, areas, contract_id, place_id, plain, core, desk.actor)
    door.witness = door.staff("舘 花子")
    return door
