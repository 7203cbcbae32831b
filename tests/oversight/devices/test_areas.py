"""Areas of places: registered, changed, withdrawn, and what holds at their doors."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace
from uuid import UUID

import pytest
from sqlalchemy import select

from models.base import new_id
from models.device import OpenVisit, Treatment, Visit, VisitDevice, VisitExit
from oversight.access import Deed
from oversight.desk import Desk
from oversight.devices import (
    DEFAULT_CLASSES,
    AreaDraft,
    AreaLevel,
    AreasService,
    DoorRule,
    Handling,
    written_of,
)
from oversight.devices.open_visits import is_accounted, make_anew
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.office import Office
from oversight.settings import SettingsService
from tests.factories import make_contract, make_place

PAPER = DEFAULT_CLASSES[-1]


@pytest.fixture
def areas(desk: Desk) -> AreasService:
    return AreasService(desk)


@pytest.fixture
def place_id(desk: Desk) -> UUID:
    contract_id = make_contract(desk, core_system="介護保険システム")
    return make_place(desk, contract_id, address="吹田市泉町1-3-40", photography_forbidden=True)


@pytest.fixture
def area_id(areas: AreasService, place_id: UUID) -> UUID:
    draft = AreaDraft(
        place_id, "作業室", systems=("介護保険システム", " "), max_persons=8, closes_at=dt.time(18, 30)
    )
    added = areas.add_area(draft).row_id
    assert added is not None
    return added


def visit(area_id: UUID, contract_id: UUID, number: int, at: dt.datetime) -> Visit:
    return Visit(
        id=new_id(),
        area_id=area_id,
        contract_id=contract_id,
        number=number,
        entered_at=at,
        person="山﨑 恵",
        purpose="入力",
        carries_nothing=True,
        rule={},
        document_hash="00",
        recorded_at=at,
        recorded_by="係長 福井 太郎",
    )


def test_an_area_is_registered_with_what_its_systems_make_of_it(areas: AreasService, area_id: UUID) -> None:
    row = areas.get_area(area_id)
    assert row.draft.uses_core, "a system of the contract is a core one"
    assert row.draft.systems == ("介護保険システム",)
    assert row.draft.closes_at == dt.time(18, 30)
    assert "作業室" in row.told
    assert row.photography_forbidden
    assert areas.list_areas() == areas.list_areas(row.contract_id) == (row,)
    assert areas.list_areas(new_id()) == ()
    holding = areas.get_holding(area_id)
    assert holding.devices["smartphone"].handling is Handling.BANNED
    assert holding.max_persons == 8
    assert holding.no_camera_by == ("基幹系システムを使う区域", "撮影禁止の履行場所")


def test_places_are_offered_with_the_systems_of_their_contract(
    areas: AreasService, place_id: UUID, desk: Desk
) -> None:
    make_place(desk, make_contract(desk, number="R8-002"))
    chosen, other = areas.list_places()
    assert (chosen.id, chosen.systems, other.systems) == (place_id, ("介護保険システム",), ())
    assert "R8-001" in chosen.told


def test_the_office_sets_its_own_rules(areas: AreasService, area_id: UUID, desk: Desk) -> None:
    own = DoorRule("own", "市の規則", "市要綱第3条", devices={"paper": Handling.DEPOSIT}, two_persons=True)
    robot = {"id": "robot", "word": "ロボット", "is_electronic": True, "takes_pictures": True}
    SettingsService(desk).change(device_rules=[written_of(own)], device_classes=[robot, asdict(PAPER)])
    assert [each.told for each in areas.list_classes()] == ["ロボット", "紙・筆記具"]
    holding = areas.get_holding(area_id)
    assert holding.devices["paper"].rules == ("市の規則",)
    assert holding.devices["robot"].handling is Handling.ALLOWED
    assert holding.two_persons_by == ("市の規則",)


def test_what_is_wrong_is_refused_at_its_field(areas: AreasService, area_id: UUID, place_id: UUID) -> None:
    for draft, field in (
        (AreaDraft(place_id, " "), "name"),
        (AreaDraft(place_id, "作業室"), "name"),
        (AreaDraft(place_id, "書庫", max_persons=0), "max_persons"),
    ):
        with pytest.raises(RefusedError) as refusal:
            areas.add_area(draft)
        assert refusal.value.field == field
    row = areas.get_area(area_id)
    areas.change_area(area_id, replace(row.draft, level=AreaLevel.CONTROLLED), version=row.version)
    assert areas.get_area(area_id).draft.level is AreaLevel.CONTROLLED
    with pytest.raises(ChangedMeanwhileError):
        areas.change_area(area_id, row.draft, version=row.version)


def test_an_area_is_withdrawn_with_a_reason_once_nobody_is_inside(
    areas: AreasService, area_id: UUID, desk: Desk
) -> None:
    row = areas.get_area(area_id)
    now = desk.clock.now()
    entered = visit(area_id, row.contract_id, 1, now)
    with desk.writing(Deed.RECORD_VISIT, "visit.enter") as session:
        session.add(entered)
        session.flush()
        make_anew(session)
    with pytest.raises(RefusedError):
        areas.withdraw_area(area_id, reason="改装")
    with desk.writing(Deed.RECORD_VISIT, "visit_exit.leave") as session:
        session.add(VisitExit(visit_id=entered.id, left_at=now, recorded_at=now, recorded_by="係長"))
        session.flush()
        make_anew(session)
    with pytest.raises(RefusedError) as refusal:
        areas.withdraw_area(area_id, reason=" ")
    assert refusal.value.field == "reason"
    areas.withdraw_area(area_id, reason="改装", version=row.version)
    with pytest.raises(NotFoundError):
        areas.get_area(area_id)
    with pytest.raises(RefusedError):
        areas.withdraw_area(area_id, reason="二度")


def test_a_visit_is_open_until_its_devices_are_accounted_for(
    areas: AreasService, area_id: UUID, desk: Desk
) -> None:
    contract_id, now = areas.get_area(area_id).contract_id, desk.clock.now()
    inside, gone, owing = (visit(area_id, contract_id, number, now) for number in (1, 2, 3))
    kept = VisitDevice(
        visit_id=owing.id, position=0, device_class="smartphone", count=1, treatment=Treatment.DEPOSITED
    )
    refused = VisitDevice(
        visit_id=gone.id, position=0, device_class="camera", count=1, treatment=Treatment.REFUSED
    )
    with desk.writing(Deed.RECORD_VISIT, "visit.enter") as session:
        session.add_all([inside, gone, owing])
        session.flush()
        session.add_all([kept, refused])
        for each in (gone, owing):
            session.add(VisitExit(visit_id=each.id, left_at=now, recorded_at=now, recorded_by="係長"))
        session.flush()
        make_anew(session)
    with desk.reading() as session:
        assert set(session.scalars(select(OpenVisit.visit_id))) == {inside.id, owing.id}
        assert [is_accounted(session, each.id) for each in (inside, gone, owing)] == [True, True, False]


def test_a_place_that_is_no_more_takes_no_area(areas: AreasService, desk: Desk, place_id: UUID) -> None:
    from models.contract import Place

    with desk.writing(Deed.EDIT_REGISTER, "place.withdraw") as session:
        place = session.get_one(Place, place_id)
        place.withdrawn_on = desk.today()
    with pytest.raises(RefusedError):
        areas.add_area(AreaDraft(place_id, "作業室"))


def test_who_may_not_edit_the_register_registers_no_area(
    desk_as: object, place_id: UUID, office: Office
) -> None:
    from oversight.access import Role

    auditor = desk_as(Role.AUDITOR)  # type: ignore[operator]
    with pytest.raises(NotPermittedError):
        AreasService(auditor).add_area(AreaDraft(place_id, "作業室"))
    assert office.areas.list_areas() == ()
