"""What the door shows of whoever stands there: their permits, and the inspection they come for."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from models.device import PermitState
from oversight.devices import PermitStanding
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from tests.factories import adopt_editions, make_contract
from tests.oversight.devices.door_site import Door

DAY = dt.timedelta(days=1)


def test_a_persons_permits_are_shown_those_that_hold_first(door: Door) -> None:
    worker, today = door.worker(), door.desk.today()
    door.permit(worker_id=worker, number="持1", ends_on=today, conditions="通信断")
    door.permit(worker_id=worker, number="持2", serial="SN-2", ends_on=today - DAY)
    ended: dict[str, Any] = {
        "state": PermitState.ENDED,
        "ended_on": today,
        "device_class": "camera",
        "serial": "SN-3",
    }
    door.permit(worker_id=worker, number="持3", **ended)
    door.permit(worker_id=worker, number="持4", serial="SN-4", starts_on=today + DAY)
    door.permit(worker_id=worker, number="他の区域", area_id=door.core_id)
    door.permit("山﨑 恵", number="名だけ")
    door.permit(worker_id=worker, number="取下げ", serial="SN-5", withdrawn_on=today)
    shown = door.visits.permits_of(door.area_id, worker_id=worker)
    assert [(each.number, each.holds, each.standing) for each in shown] == [
        ("持1", True, PermitStanding.EXPIRING),
        ("持3", False, PermitStanding.ENDED),
        ("持4", False, PermitStanding.NOT_BEGUN),
        ("持2", False, PermitStanding.EXPIRED),
    ]
    first = shown[0]
    assert (first.device_class, first.device, first.serial) == ("laptop", "ノートパソコン", "SN-100")
    assert (first.ends_on, first.conditions) == (today, "通信断")


def test_a_permit_renewed_is_not_shown_as_expired(door: Door) -> None:
    worker, today = door.worker(), door.desk.today()
    door.permit(worker_id=worker, number="前年", serial="sn-100", ends_on=today - DAY)
    door.permit(worker_id=worker, number="今年")
    assert [each.number for each in door.visits.permits_of(door.area_id, worker_id=worker)] == ["今年"]


def test_a_permit_of_staff_or_by_name_is_shown_to_them_alone(door: Door) -> None:
    staff_id = door.witness.staff_id
    door.permit("舘 花子", staff_id=staff_id, number="職員")
    door.permit("入江 四郎", number="名前")
    shown = door.visits.permits_of
    assert [each.number for each in shown(door.area_id, staff_id=staff_id)] == ["職員"]
    assert [each.number for each in shown(door.area_id, person="入江　四郎")] == ["名前"]
    assert shown(door.area_id, person="舘 花子") == ()
    assert shown(door.area_id) == ()


def planned(door: Door, on: dt.date, contract_id: UUID | None = None) -> UUID:
    people = (
        InspectorDraft("福井 太郎", is_lead=True),
        InspectorDraft("舘 花子", staff_id=door.witness.staff_id),
    )
    draft = PlanDraft(contract_id or door.contract_id, on, inspectors=people)
    row_id = InspectionsService(door.desk).plan_inspection(draft).row_id
    assert row_id is not None
    return row_id


def test_inspections_that_are_still_to_be_made_are_expected(door: Door) -> None:
    adopt_editions(door.desk)
    plans, today = InspectionsService(door.desk), door.desk.today()
    later, now, off = (planned(door, on) for on in (today + DAY, today, today))
    plans.call_off(off, reason="重複")
    plans.start(now)
    planned(door, today, make_contract(door.desk, number="R8-778"))
    expected = door.visits.expected_inspections(door.area_id)
    assert [each.id for each in expected] == [now, later]
    assert expected[0].number
    inspector = door.witness.staff_id
    assert expected[0].awaits(today, inspector, "")
    assert expected[0].awaits(today, None, "福井太郎")
    assert not expected[0].awaits(today, None, "別の 人")
    assert not expected[1].awaits(today, inspector, "舘 花子"), "it is tomorrow"
