"""An inspection and the door: no record while a device is inside, and what the entry log shows."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from models.device import Treatment
from models.inspection import InspectionRecord
from models.marks import Conclusion
from oversight.devices import DeclaredDevice, EntryEvidence
from oversight.errors import RefusedError
from oversight.inspections import (
    AttendeeDraft,
    InspectionsService,
    InspectorDraft,
    PlanDraft,
)
from oversight.inspections.record_document import (
    document_from_record,
    record_from_document,
    source_of_document,
)
from oversight.inspections.record_spoken import spoken_record
from oversight.words import speaking
from tests.answering import answer_all
from tests.factories import adopt_editions
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, Door
from tests.oversight.papers.reading_pdf import text_of

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


def test_the_frozen_record_holds_what_the_log_showed(
    door: Door, inspections: InspectionsService, inspection_id: UUID
) -> None:
    visit_id = door.enter(devices=(PHONE,))
    door.leave(visit_id, device_ids=())
    inspections.finalise(inspection_id)
    (kept,) = inspections.get_inspection(inspection_id).records
    with door.desk.reading() as session:
        document = session.get_one(InspectionRecord, kept.id).document
    record = record_from_document(document)
    items = {item.item_id: item for section in record.sections for item in section.items}
    shown = items["DEV-02"].door
    assert shown is not None
    assert shown.is_contrary
    assert "作業室 第1号（スマートフォン1台 預かる ロッカー3）" in shown.told
    paper = text_of(inspections.print_record(kept.id).pdf)
    assert "返却の記録がないもの" in "".join(paper.split())
    with speaking("en"):
        spoken = spoken_record(record, inspections.get_inspection(inspection_id).edition)
        told = {item.item_id: item.door for each in spoken.sections for item in each.items}["DEV-02"]
        assert told is not None
        assert "Smartphone" in told.told
    assert b'"door"' not in json.dumps(json.loads(source_of_document(document))["sections"][0]).encode()
    again = document_from_record(replace(record, record_hash=""))
    assert again == (document, kept.document_hash), "an older record's bytes stay as they were"
    door.enter("後の人", devices=(PHONE,))
    assert "預けた機器2台" in evidence(door, inspection_id)["DEV-02"].told
    with door.desk.reading() as session:
        assert session.get_one(InspectionRecord, kept.id).document == document


def test_many_visits_are_counted_and_the_newest_named(door: Door, inspection_id: UUID) -> None:
    visits = [door.enter(f"第{number}の人", area_id=door.area_id, devices=(PHONE,)) for number in range(8)]
    door.leave(*visits, device_ids=())
    more = [door.enter(f"後の人{number}", devices=(PHONE,)) for number in range(5)]
    door.leave(*more, device_ids=())
    shown = evidence(door, inspection_id)["DEV-02"]
    assert shown.told.endswith("ほか3件")
    assert shown.shown.visits[0].number == 13
    assert [(each.area_id, each.month) for each in shown.logs] == [(door.area_id, dt.date(2026, 11, 1))]


def test_a_point_found_to_be_nothing_speaks_against_nobody(door: Door, inspection_id: UUID) -> None:
    visit_id = door.enter()
    door.visits.note_found_device(door.area_id, "smartphone", "机3番の下", visit_id=visit_id)
    shown = evidence(door, inspection_id)["DEV-01"]
    assert "作業室 第1号（スマートフォン1台 机3番の下）" in shown.told
    (point,) = door.visits.list_points()
    door.visits.dismiss_point(point.id, reason="市の備品")
    assert not evidence(door, inspection_id)["DEV-01"].is_contrary


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


def test_of_a_visit_that_owes_a_device_only_that_one_is_named(door: Door, inspection_id: UUID) -> None:
    tablet = DeclaredDevice("tablet", kept_at="ロッカー4")
    visit = door.visits.get_visit(door.enter(devices=(PHONE, tablet)))
    door.hand_back(visit.devices[0].id)
    (owed,) = evidence(door, inspection_id)["DEV-02"].shown.visits
    assert [each.word for each in owed.devices] == ["タブレット"]


def test_what_lies_outside_the_period_is_not_shown(door: Door, inspection_id: UUID) -> None:
    door.clock.moment += dt.timedelta(days=1)
    door.enter(devices=(PHONE,))
    assert evidence(door, inspection_id) == {}
