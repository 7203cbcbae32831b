"""Reading the door: the log of a month, regulars, witnesses, drafts, what was signed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text, update

from models.attachment import Attachment
from models.base import new_id
from models.device import Treatment, VisitSigner
from models.worker import Worker
from oversight.access import Deed
from oversight.clock import JAPAN
from oversight.desk import Desk
from oversight.devices import DeclaredDevice, VisitsService
from oversight.errors import NotFoundError
from oversight.personal_number import PersonalNumberError
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, Door
from tests.tampering import tamper

NOVEMBER, DECEMBER = dt.date(2026, 11, 30), dt.date(2026, 12, 1)


def test_the_log_of_a_month_is_that_of_japan(door: Door) -> None:
    last = dt.datetime(2026, 11, 30, 23, 59, tzinfo=JAPAN)
    door.clock.moment = last + HOUR
    late: dict[str, Any] = {"entered_at": last, "late_reason": "記入もれ"}
    after = door.enter("一郎")
    before = door.enter("二郎", **late)
    core = door.enter("三郎", area_id=door.core_id, witness=door.witness)
    assert [each.id for each in door.visits.list_visits(door.area_id, NOVEMBER)] == [before]
    assert [each.id for each in door.visits.list_visits(door.area_id, DECEMBER)] == [after]
    assert {each.id for each in door.visits.list_visits(None, DECEMBER)} == {after, core}
    assert door.visits.list_visits(door.core_id, dt.date(2026, 10, 1)) == ()
    with pytest.raises(NotFoundError):
        door.visits.get_visit(new_id())


def test_more_visits_than_are_read_at_once_are_all_read(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    from oversight.devices import visit_reading

    monkeypatch.setattr(visit_reading, "_AT_ONCE", 2)
    ids = [door.enter(name, devices=(PHONE,)) for name in ("一郎", "二郎", "三郎")]
    visits = door.visits.list_visits(door.area_id, NOVEMBER)
    assert [each.id for each in visits] == ids
    assert all(len(each.devices) == len(each.signatures) == 1 for each in visits)


def test_a_regular_comes_with_the_last_declaration_and_enters_without_typing(door: Door) -> None:
    worker = door.worker("髙橋 次郎", employer="有限会社ひばり")
    leaver = door.worker("前の 人")
    door.permit(worker_id=worker)
    declared: list[tuple[DeclaredDevice, ...]] = [(), (PHONE, LAPTOP)]
    for devices in declared:
        values: dict[str, Any] = {"devices": devices, "purpose": "保守"}
        door.leave(door.enter("", worker_id=worker, **values))
        door.clock.moment += HOUR
    door.leave(door.enter("", worker_id=leaver))
    door.leave(door.enter("入江 四郎"))
    with door.desk.writing(Deed.EDIT_REGISTER, "worker.change") as session:
        session.get_one(Worker, leaver).ends_on = dt.date(2026, 11, 23)
    first, *rest = door.visits.regulars(door.area_id)
    assert (first.person, first.organisation, first.times) == ("髙橋 次郎", "有限会社ひばり", 2)
    assert first.devices == (
        DeclaredDevice("smartphone", kept_at="ロッカー3"),
        DeclaredDevice("laptop", treatment=Treatment.ADMITTED, serial="SN-100"),
    )
    assert [each.is_leaver for each in (first, *rest)].count(True) == 1
    assert {each.person for each in rest} == {"前の 人", "入江 四郎"}
    assert len(door.visits.regulars(door.area_id, most=1)) == 1
    assert door.visits.regulars(door.core_id) == ()
    again = door.enter("", worker_id=first.worker_id, purpose=first.purpose, devices=first.devices)
    assert door.visits.get_visit(again).devices[1].permit_number
    assert door.visits.regulars(door.area_id)[0].devices[0].kept_at == "", "the locker holds something"


def test_a_door_tells_its_lockers_and_which_are_free(door: Door) -> None:
    assert door.visits.lockers(door.area_id) == ()
    kept = ["ロッカー10", "ロッカー9", "封印"]
    first, *_rest = (
        door.enter(name, devices=(replace(PHONE, kept_at=name),)) for name in (*kept, "ロッカー2")
    )
    door.enter("五郎", devices=(replace(PHONE, treatment=Treatment.REFUSED, kept_at="なし"),))
    door.leave(first)
    assert [(each.name, each.holds) for each in door.visits.lockers(door.area_id)] == [
        ("ロッカー2", True),
        ("ロッカー9", True),
        ("ロッカー10", False),
        ("封印", True),
    ]
    assert door.visits.lockers(door.core_id) == ()


def test_who_witnessed_is_counted_by_month(door: Door) -> None:
    for person in ("一郎", "二郎"):
        door.enter(person, area_id=door.core_id, witness=door.witness)
    door.enter("三郎", area_id=door.core_id, witness=door.desk.actor)
    door.enter("四郎")
    counts = door.visits.who_witnessed(None, NOVEMBER)
    assert [(each.name, each.times) for each in counts] == [("主査 舘 花子", 2), ("係長 福井 太郎", 1)]
    assert counts[0].staff_id == door.witness.staff_id
    assert door.visits.who_witnessed(door.area_id, NOVEMBER) == ()
    assert door.visits.who_witnessed(None, DECEMBER) == ()


def test_what_is_being_entered_is_kept_for_each_area_and_person(door: Door) -> None:
    digits = "00000000-0000-7000-8000-123456789018"
    draft = {"person": "山﨑 恵", "worker_id": digits, "devices": [{"class_id": "smartphone", "count": 1}]}
    door.visits.save_draft(door.area_id, {"person": "山"})
    door.visits.save_draft(door.area_id, draft)
    other = VisitsService(door.desk.of_person(door.witness))
    other.save_draft(door.area_id, {"person": "別の人"})
    assert door.visits.read_draft(door.area_id) == draft
    assert other.read_draft(door.area_id) == {"person": "別の人"}
    assert door.visits.read_draft(door.core_id) is None
    with pytest.raises(PersonalNumberError):
        door.visits.save_draft(door.area_id, {**draft, "purpose": "123456789018"})
    assert door.visits.read_draft(door.area_id) == draft
    door.enter()
    assert door.visits.read_draft(door.area_id) is None, "it is recorded"
    other.drop_draft(door.area_id)
    assert other.read_draft(door.area_id) is None
    nameless = VisitsService(door.desk.of_person(replace(door.witness, staff_id=None)))
    nameless.save_draft(door.area_id, {"person": "三"})
    assert nameless.read_draft(door.area_id) == {"person": "三"}


@pytest.mark.parametrize(
    ("statement", "unsound"),
    [
        ("UPDATE visit SET person = '別人'", {VisitSigner.CARRIER_IN, VisitSigner.WITNESS_IN}),
        ("UPDATE visit_device SET count = 2", {VisitSigner.CARRIER_IN, VisitSigner.WITNESS_IN}),
        ("DELETE FROM device_return", {VisitSigner.CARRIER_OUT}),
        ("UPDATE visit_exit SET late_reason = 'x'", {VisitSigner.CARRIER_OUT}),
        ("DELETE FROM visit_exit", {VisitSigner.CARRIER_OUT}),
        (update(Attachment).values(content=b"x"), {VisitSigner.CARRIER_IN, VisitSigner.CARRIER_OUT}),
    ],
)
def test_whatever_is_changed_past_the_program_is_told(
    door: Door, statement: Any, unsound: set[VisitSigner]
) -> None:
    from oversight.devices import CarrierSign
    from tests.oversight.inspections.signed_site import drawing

    visit_id = door.enter(area_id=door.core_id, devices=(PHONE,), witness=door.witness)
    door.leave(visit_id, signed={visit_id: CarrierSign(drawing=drawing())})
    assert door.visits.check_visit(visit_id).is_sound
    tamper(door.engine, text(statement) if isinstance(statement, str) else statement)
    check = door.visits.check_visit(visit_id)
    assert not check.is_sound
    assert unsound <= set(check.unsound)
    assert check.is_unchanged == (not str(statement).startswith(("UPDATE visit SET", "UPDATE visit_device")))


def test_the_same_door_is_read_by_another_desk(door: Door) -> None:
    visit_id = door.enter()
    desk = Desk(door.desk.store, door.clock, door.witness)
    assert [each.visit.id for each in VisitsService(desk).inside_now(door.area_id)] == [visit_id]
    assert VisitsService(desk).inside_now(door.core_id) == ()
