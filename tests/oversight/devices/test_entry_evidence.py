"""An inspection and the door: no record while a device is inside, and what the entry log shows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from models.device import Treatment
from models.marks import Conclusion
from oversight.devices import DeclaredDevice, EntryEvidence
from oversight.errors import RefusedError
from oversight.inspections import (
    AttendeeDraft,
    InspectionsService,
    InspectorDraft,
    PlanDraft,
)
from tests.answering import answer_all
from tests.factories import adopt_editions
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, Door

CITY_LAPTOP = DeclaredDevice("city_device", treatment=Treatment.ADMITTED, serial="吹田-17")


@pytest.fixture
def inspections(door: Door) -> InspectionsService:
    adopt_editions(door.desk)
    return InspectionsService(door.desk)


@pytest.fixture
def inspection_id(door: Door, inspections: InspectionsService) -> UUID:
    """Start an inspection of the contract and answer all of it."""
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    plan = PlanDraft(door.contract_id, door.desk.today(), place_id=door.place_id, inspectors=lead)
    planned = inspections.plan_inspection(plan).row_id
    assert planned is not None
    inspections.start(planned)
    answer_all(inspections, planned)
    inspections.put_attendees(planned, [AttendeeDraft("髙﨑 一")])
    inspections.conclude(planned, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好")
    return planned


def test_no_record_is_finalised_while_a_device_of_its_visit_is_inside_or_unaccounted(
    door: Door, inspections: InspectionsService, inspection_id: UUID
) -> None:
    assert inspections.list_gaps(inspection_id) == ()
    names = ("福井 太郎", "舘 花子", "三郎", "四郎")
    visits = [door.enter(name, devices=(CITY_LAPTOP,), inspection_id=inspection_id) for name in names]
    door.enter("五郎", inspection_id=inspection_id)
    door.enter("六郎", devices=(PHONE,))
    (gap,) = inspections.list_gaps(inspection_id)
    assert gap.item_id == "door"
    assert "作業室" in gap.sentence
    assert "福井 太郎、舘 花子、三郎ほか" in gap.sentence
    door.leave(*visits[1:])
    door.leave(visits[0], device_ids=())
    (gap,) = inspections.list_gaps(inspection_id)
    assert "（福井 太郎）" in gap.sentence
    with pytest.raises(RefusedError) as refusal:
        inspections.finalise(inspection_id)
    assert refusal.value.field == "door"
    door.hand_back(*(each.id for each in door.visits.get_visit(visits[0]).owed))
    assert inspections.list_gaps(inspection_id) == ()
    inspections.finalise(inspection_id)


def evidence(door: Door, inspection_id: UUID) -> dict[str, EntryEvidence]:
    return {each.item_id: each for each in door.visits.entry_evidence(inspection_id)}


def test_a_log_that_holds_nothing_shows_nothing(door: Door, inspection_id: UUID) -> None:
    assert evidence(door, inspection_id) == {}
    door.visits.note_found_device(door.area_id, "smartphone", "机3番の下")
    (found,) = evidence(door, inspection_id).values()
    assert (found.item_id, found.is_contrary) == ("DEV-01", True)


def test_the_log_shows_what_speaks_for_and_against_the_items(door: Door, inspection_id: UUID) -> None:
    late: dict[str, Any] = {
        "entered_at": door.clock.moment - HOUR,
        "late_reason": "記入もれ",
        "witnessed_how": None,
    }
    visit_id = door.enter(devices=(PHONE,))
    shown = evidence(door, inspection_id)
    assert set(shown) == {"DEV-02"}
    assert shown["DEV-02"].is_contrary
    assert "預けた機器1台、返却の記録0台" in shown["DEV-02"].told
    door.leave(visit_id)
    assert not evidence(door, inspection_id)["DEV-02"].is_contrary
    door.enter("一郎", area_id=door.core_id, **late)
    unwitnessed = evidence(door, inspection_id)["DEV-03"]
    assert unwitnessed.is_contrary
    assert "1件のうち、立会いの記録があるのは0件" in unwitnessed.told
    door.enter("二郎", area_id=door.core_id, witness=door.witness)
    witnessed = evidence(door, inspection_id)["DEV-03"]
    assert "2件のうち、立会いの記録があるのは1件" in witnessed.told
    assert "主査 舘 花子（目視）" in witnessed.told
    door.permit("三郎")
    own = door.enter("三郎", devices=(LAPTOP, CITY_LAPTOP), inspection_id=inspection_id)
    door.enter("四郎", inspection_id=inspection_id)
    shown = evidence(door, inspection_id)
    assert "2台のうち、持込許可によるものは1台、注意点は0件" in shown["DEV-04"].told
    assert not shown["DEV-04"].is_contrary
    assert shown["DEV-05"].is_contrary
    assert "三郎（ノートパソコン1台" in shown["DEV-08"].told
    assert "四郎（持込みなし）" in shown["DEV-08"].told
    assert shown["DEV-08"].is_contrary
    door.leave(own)
    shown = evidence(door, inspection_id)
    assert not shown["DEV-05"].is_contrary
    assert not shown["DEV-08"].is_contrary
    door.enter("五郎", devices=(LAPTOP,), **late)
    assert evidence(door, inspection_id)["DEV-04"].is_contrary


def test_what_lies_outside_the_period_is_not_shown(door: Door, inspection_id: UUID) -> None:
    door.clock.moment += dt.timedelta(days=1)
    door.enter(devices=(PHONE,))
    assert evidence(door, inspection_id) == {}
