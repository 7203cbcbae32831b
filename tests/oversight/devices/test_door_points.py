"""What at a door wants a look: each irregularity found, noted once, decided once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from models.contract import BusinessHours
from models.device import DevicePermit, PermitState, Treatment, WitnessMethod
from models.marks import Severity
from models.report_filing import PointState
from models.worker import Worker
from oversight.access import Deed, Role
from oversight.change import Change
from oversight.choice_words import word_of
from oversight.devices import (
    CarrierSign,
    DeclaredDevice,
    DoorPointKind,
    LeavingDraft,
    PointFindingDraft,
    VisitsService,
)
from oversight.devices.door_points import find_points
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.findings import FindingsService
from oversight.home import HomeService
from oversight.words import use_language
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, Door
from tests.oversight.devices.test_entering import refused
from tests.oversight.inspections.signed_site import drawing

PEN = CarrierSign(drawing=drawing())
LATE: dict[str, Any] = {"late_reason": "停電で紙に記録した"}


def kinds(door: Door) -> list[DoorPointKind]:
    return [each.kind for each in door.visits.list_points()]


def found(door: Door) -> set[DoorPointKind]:
    """Return what is found by the log alone, whether noted or not."""
    with door.desk.reading() as session:
        return {each.kind for each in find_points(session, door.clock.moment)}


def test_a_visit_left_open_past_the_closing_hour_is_noted_once(door: Door) -> None:
    visit_id = door.enter(devices=(PHONE,))
    door.clock.moment += 9 * HOUR  # 18:00, and it closes at 18:30
    assert not door.visits.note_points().subjects
    assert door.visits.inside_now()[0].is_past_closing is False
    door.clock.moment += HOUR
    assert door.visits.inside_now()[0].is_past_closing
    assert door.visits.note_points().subjects
    assert not door.visits.note_points().subjects
    (point,) = door.visits.list_points()
    assert point.kind is DoorPointKind.LEFT_OPEN
    assert point.visit_id == visit_id
    assert "第1号 山﨑 恵（株式会社髙﨑）" in point.told
    assert "18:30" in point.told
    assert "作業室" in point.area
    assert door.visits.list_points(area_id=door.core_id) == ()


def test_a_device_nobody_handed_back_is_noted_after_the_closing_hour(door: Door) -> None:
    visit_id = door.enter(devices=(PHONE,))
    door.leave(visit_id, device_ids=())
    assert found(door) == set()
    door.clock.moment += 10 * HOUR
    assert found(door) == {DoorPointKind.NOT_RETURNED}
    assert door.visits.today().past_closing == frozenset(), "the visitor is gone"


@pytest.mark.parametrize(
    ("hours", "day", "closes"),
    [
        ({1: "17:15"}, dt.date(2026, 11, 24), "24 17:15"),
        ({0: "17:15"}, dt.date(2026, 11, 24), "25 00:00"),
        ({0: "17:15", 7: "12:00"}, dt.date(2026, 11, 23), "23 12:00"),  # 勤労感謝の日
        ({0: "17:15"}, dt.date(2026, 11, 23), "23 17:15"),
        ({5: "15:00"}, dt.date(2026, 11, 28), "28 15:00"),
        ({1: "08:00"}, dt.date(2026, 11, 24), "25 00:00"),  # who came after hours has until midnight
    ],
)
def test_without_an_hour_of_its_own_the_contracts_hours_close_an_area(
    door: Door, hours: dict[int, str], day: dt.date, closes: str
) -> None:
    row = door.areas.get_area(door.area_id)
    door.areas.change_area(door.area_id, replace(row.draft, closes_at=None))
    with door.desk.writing(Deed.EDIT_REGISTER, "business_hours.add") as session:
        for weekday, closing in hours.items():
            session.add(
                BusinessHours(
                    contract_id=door.contract_id,
                    weekday=weekday,
                    opens=dt.time(7, 30),
                    closes=dt.time.fromisoformat(closing),
                )
            )
    door.clock.moment = dt.datetime.combine(day, dt.time(9), door.clock.moment.tzinfo)
    door.enter()
    moment = door.visits.inside_now()[0].closes_at.astimezone(door.clock.moment.tzinfo)
    assert f"{moment:%d %H:%M}" == closes


def test_a_permit_that_ends_while_the_device_is_inside_is_noted(door: Door) -> None:
    today = door.desk.today()
    door.permit(ends_on=today)
    visit_id = door.enter(devices=(LAPTOP,))
    assert found(door) == set()
    door.clock.moment += 24 * HOUR
    assert found(door) == {DoorPointKind.LEFT_OPEN, DoorPointKind.PERMIT}
    door.leave(visit_id)
    assert found(door) == set()


def test_an_expired_permit_used_is_noted_with_its_last_day(door: Door) -> None:
    yesterday = door.desk.today() - dt.timedelta(days=1)
    permit = door.permit(ends_on=yesterday, number="許可-7")
    device = replace(LAPTOP, permit_id=permit)
    assert refused(lambda: door.enter(devices=(device,))) == "devices.0.permit_id"
    door.enter(devices=(device,), entered_at=door.clock.moment - HOUR, **LATE)
    (point,) = door.visits.list_points()
    assert point.kind is DoorPointKind.PERMIT
    assert "（許可-7、令和8年11月23日まで）" in point.told
    assert LATE["late_reason"] in point.told
    assert found(door) == {DoorPointKind.PERMIT}
    assert not door.visits.note_points().subjects


def test_somebody_elses_permit_is_not_told_to_have_run_out(door: Door) -> None:
    device = replace(LAPTOP, permit_id=door.permit("葛城 一郎", number="許可-8"))
    door.enter(devices=(device,), entered_at=door.clock.moment - HOUR, **LATE)
    (point,) = door.visits.list_points()
    assert point.kind is DoorPointKind.PERMIT
    assert "まで" not in point.told


def test_a_permit_ended_afterwards_for_that_day_is_noted_with_its_number(door: Door) -> None:
    permit_id = door.permit()
    visit_id = door.enter(devices=(LAPTOP,))
    door.leave(visit_id)
    with door.desk.writing(Deed.DECIDE_PERMIT, "device_permit.end") as session:
        row = session.get_one(DevicePermit, permit_id)
        row.state, row.ended_on = PermitState.ENDED, door.desk.today()
    door.visits.note_points()
    (point,) = door.visits.list_points()
    assert "令和8年11月24日" in point.told or "2026" in point.told
    assert "許可-" in point.told


def test_a_leaver_who_entered_is_noted_with_the_reason(door: Door) -> None:
    worker = door.worker(ends_on=door.desk.today() - dt.timedelta(days=1))
    door.enter(worker_id=worker, exception_reason="私物の引取り")
    (point,) = door.visits.list_points()
    assert point.kind is DoorPointKind.LEAVER
    assert "私物の引取り" in point.told
    assert found(door) == {DoorPointKind.LEAVER}


def test_a_roster_that_ends_afterwards_for_that_day_is_noted(door: Door) -> None:
    worker, other = door.worker(), door.worker("別の 人")
    visits = [door.enter(worker_id=each) for each in (worker, other)]
    door.leave(*visits)
    with door.desk.writing(Deed.EDIT_REGISTER, "worker.change") as session:
        session.get_one(Worker, worker).ends_on = door.desk.today() - dt.timedelta(days=1)
        session.get_one(Worker, other).ends_on = door.desk.today()
    door.clock.moment += 24 * HOUR
    assert found(door) == {DoorPointKind.LEAVER}
    door.visits.note_points()
    assert [each.visit_id for each in door.visits.list_points()] == visits[:1]


def test_one_too_many_is_noted_by_entry_and_by_the_log_alone(door: Door) -> None:
    row = door.areas.get_area(door.area_id)
    door.areas.change_area(door.area_id, replace(row.draft, max_persons=1))
    first = door.enter("一郎")
    second = door.enter("二郎", exception_reason="故障の対応")
    (point,) = door.visits.list_points()
    assert point.visit_id == second
    assert "1人" in point.told
    assert "故障の対応" in point.told
    door.clock.moment += HOUR
    door.leave(first, second)
    third = door.enter("三郎")
    fourth = door.enter("四郎", entered_at=door.clock.moment - HOUR / 2, **LATE)
    assert {each.visit_id for each in door.visits.list_points()} == {second, fourth}
    door.visits.note_points()
    noted = {each.visit_id for each in door.visits.list_points()}
    assert noted == {second, third, fourth}, "the third came after the fourth, who has not left"


def test_a_camera_where_none_may_be_taken_is_noted(door: Door) -> None:
    camera = DeclaredDevice("camera", treatment=Treatment.ADMITTED)
    late: dict[str, Any] = {"entered_at": door.clock.moment - HOUR, "area_id": door.core_id, **LATE}
    witnessed: dict[str, Any] = {"witness_written": "係長 福井 太郎", "witnessed_how": WitnessMethod.SIGHT}
    door.enter(devices=(camera,), **late, **witnessed)
    assert kinds(door) == [DoorPointKind.BANNED]
    door.visits.note_points()
    assert set(kinds(door)) == {DoorPointKind.BANNED, DoorPointKind.CAMERA}
    (told,) = [each.told for each in door.visits.list_points() if each.kind is DoorPointKind.CAMERA]
    assert "デジタルカメラ" in told


def test_the_attempt_to_be_ones_own_witness_is_noted_once_though_refused(door: Door) -> None:
    for _time in range(2):
        assert refused(lambda: door.enter("舘 花子", area_id=door.core_id, witness=door.witness)) == "witness"
    staff_id = door.witness.staff_id
    visit_id = door.enter("", staff_id=staff_id)
    with pytest.raises(RefusedError):
        door.visits.leave(LeavingDraft((visit_id,)), witness=door.witness)
    points = door.visits.list_points()
    assert [each.kind for each in points] == [DoorPointKind.OWN_WITNESS] * 2
    assert all(each.visit_id is None and "舘 花子" in each.told for each in points)
    assert len(door.visits.inside_now()) == 1


def test_a_device_found_inside_becomes_a_finding(door: Door) -> None:
    assert refused(lambda: door.visits.note_found_device(door.area_id, "nothing", "机の下")) == "class_id"
    assert refused(lambda: door.visits.note_found_device(door.area_id, "smartphone", " ")) == "note"
    visit_id = door.enter()
    noted = door.visits.note_found_device(door.area_id, "smartphone", "机3番の下に1台。", visit_id=visit_id)
    again = door.visits.note_found_device(door.area_id, "smartphone", "机4番の下に1台。")
    points = {each.id: each for each in door.visits.list_points()}
    assert len(points) == 2, "each is an incident of its own"
    point = points[noted.row_id or visit_id]
    assert "スマートフォン" in point.told
    assert "机3番" in point.told
    draft = PointFindingDraft(Severity.A, "申告のないスマートフォンが区域内にあった。", "持込検査の徹底")
    assert refused(lambda: door.visits.make_finding(point.id, replace(draft, fact=" "))) == "fact"
    made = door.visits.make_finding(point.id, draft, version=point.version)
    (finding,) = FindingsService(door.desk).list_findings()
    assert finding.id == made.row_id
    assert finding.number == "R8-001-202611-01"
    assert finding.found_on == door.desk.today()
    (decided,) = [each for each in door.visits.list_points(open_only=False) if each.id == point.id]
    assert (decided.state, decided.finding) == (PointState.FINDING, finding.number)
    assert not decided.is_open
    with pytest.raises(RefusedError, match="もう決まっています"):
        door.visits.make_finding(point.id, draft)
    assert [each.id for each in door.visits.list_points()] == [again.row_id]


def test_a_point_is_dismissed_with_a_reason_by_who_may_decide(door: Door, desk_as: Any) -> None:
    noted = door.visits.note_found_device(door.area_id, "smartphone", "机の下").row_id
    assert noted is not None
    with pytest.raises(RefusedError):
        door.visits.dismiss_point(noted, reason=" ")
    with pytest.raises(ChangedMeanwhileError):
        door.visits.dismiss_point(noted, reason="市の端末だった", version=7)
    with pytest.raises(NotPermittedError):
        VisitsService(desk_as(Role.DATA_PROTECTION)).dismiss_point(noted, reason="市の端末だった")
    door.visits.dismiss_point(noted, reason="市の端末だった")
    (row,) = door.visits.list_points(open_only=False)
    assert (row.state, row.reason, row.decided_by) == (
        PointState.DISMISSED,
        "市の端末だった",
        "係長 福井 太郎",
    )
    assert door.visits.list_points() == ()


def test_the_numbers_of_the_first_page_are_the_lengths_of_the_lists(door: Door) -> None:
    door.enter("一郎")
    door.enter("二郎", area_id=door.core_id, witness=door.witness)
    door.visits.note_found_device(door.area_id, "smartphone", "机の下")
    door.clock.moment += 10 * HOUR
    door.visits.note_points()
    today = HomeService(door.desk).view().door
    assert today == door.visits.today()
    assert today.points == {each.id for each in door.visits.list_points()}
    assert today.past_closing == {each.visit.id for each in door.visits.inside_now() if each.is_past_closing}
    assert (len(today.points), len(today.past_closing)) == (2, 1)


def test_every_kind_has_its_word_and_sentence_in_both_languages(door: Door) -> None:
    from oversight.devices.door_point_words import tell_point

    details = {
        "person": "山﨑 恵",
        "organisation": "",
        "number": 3,
        "closes_at": "2026-11-24T18:30+09:00",
        "permit": "許可-1",
        "ends_on": "2026-11-23",
        "device": "camera",
        "most": 8,
        "note": "机の下",
        "reason": "故障",
    }
    for language in ("ja", "en"):
        use_language(language)
        told = {tell_point(kind, details, {"camera": "デジタルカメラ"}) for kind in DoorPointKind}
        assert len(told) == len({word_of(kind) for kind in DoorPointKind}) == len(DoorPointKind)
    assert door.visits.list_points() == ()


def test_what_was_let_in_afterwards_alone_is_noted(door: Door) -> None:
    from oversight.devices import DoorRule, written_of
    from oversight.settings import SettingsService

    rule = DoorRule("two", "2人の規則", "市要綱第5条", two_persons=True, witness=True)
    SettingsService(door.desk).change(device_rules=[written_of(rule)])
    door.enter(entered_at=door.clock.moment - HOUR, **LATE)
    assert set(kinds(door)) == {DoorPointKind.ALONE, DoorPointKind.UNWITNESSED} == found(door)
    assert PEN.drawing is not None


def test_a_letter_about_a_finding_says_that_it_was_found_at_the_door(door: Door) -> None:
    from oversight.corrections.letter_texts import told_source

    noted = door.visits.note_found_device(door.area_id, "smartphone", "机の下").row_id
    assert noted is not None
    door.visits.make_finding(noted, PointFindingDraft(Severity.A, "申告のないスマートフォン"))
    (finding,) = FindingsService(door.desk).list_findings()
    assert told_source(finding) == "令和8年11月24日の入退室の記録の確認"


def test_the_log_is_looked_through_once_a_day_after_a_deed_and_when_a_door_closes(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[dt.datetime] = []
    look = door.visits.note_points

    def counted() -> Change:
        looks.append(door.clock.moment)
        return look()

    monkeypatch.setattr(door.visits, "note_points", counted)

    def looked() -> int:
        before = len(looks)
        door.visits.look_for_points()
        return len(looks) - before

    assert [looked(), looked()] == [1, 0]
    visit_id = door.enter(devices=(PHONE,))
    assert [looked(), looked()] == [1, 0]
    door.clock.moment += 10 * HOUR
    assert [looked(), looked()] == [1, 0], "the door closed with somebody inside"
    assert kinds(door) == [DoorPointKind.LEFT_OPEN]
    door.leave(visit_id)
    assert [looked(), looked()] == [1, 0]
    door.clock.moment += 24 * HOUR
    assert [looked(), looked()] == [1, 0]
    assert VisitsService(door.desk).look_for_points() == Change(), "another desk looks for itself"
