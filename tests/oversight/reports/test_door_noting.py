"""Reports held against the log in the store, on both engines: when they come in, and when the log changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from models.report_filing import PointKind, PointState
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.devices import DeclaredDevice, HandBackDraft, LeavingDraft, Treatment
from oversight.errors import RefusedError
from oversight.inspections import Severity
from oversight.journal import JournalService
from oversight.register import WorkerDraft, WorkersService, WorkerState
from oversight.report_form.answers import Answer, Answers, TableRow
from oversight.reports import (
    FilingService,
    PaperDraft,
    PointFindingDraft,
    PointRow,
    ReportKey,
    ReportsService,
)
from oversight.reports.door_facts import read_door
from oversight.settings import SettingsService
from tests.factories import make_contract, make_place
from tests.oversight.devices.door_site import LAPTOP, PHONE, Door, build
from tests.oversight.reports.test_reports import month_of

D = dt.date
OCTOBER = D(2026, 10, 1)
OURS = "株式会社髙﨑 R8-001"
QUIET: dict[str, Any] = {
    "workers_count": 1,
    "devices": 0,
    "permits": 0,
    "incident": "no",
    "check_devices": "yes",
}


@pytest.fixture
def door(desk: Desk, engine: Engine, clock: FixedClock) -> Door:
    return build(desk, engine, clock)


@pytest.fixture
def filings(desk: Desk) -> FilingService:
    return FilingService(desk)


def late(door: Door, person: str = "山﨑 恵", day: int = 5, **values: Any) -> UUID:
    """Key in afterwards that somebody entered in October."""
    moment = dt.datetime(2026, 10, day, 10, tzinfo=JAPAN)
    return door.enter(person, entered_at=moment, late_reason="紙から", **values)


def key_of(door: Door, month: D = OCTOBER) -> ReportKey:
    return ReportKey(door.contract_id, month)


def file(door: Door, filings: FilingService, *names: str, month: D = OCTOBER, **given: Any) -> None:
    answers = {name: Answer(value) for name, value in {**QUIET, **given}.items()}
    rows = tuple(TableRow({"name": name, "trained_on": "2026-10-02"}) for name in names)
    draft = PaperDraft(key_of(door, month), D(2026, 11, 9), Answers(answers, {"workers": rows}))
    filings.enter(draft)


def points(door: Door, filings: FilingService, *, is_open: bool = True) -> list[PointRow]:
    (row,) = filings.list_filings(key_of(door))
    return [point for point in row.points if point.is_open is is_open]


def kinds(door: Door, filings: FilingService) -> list[PointKind]:
    return [point.kind for point in points(door, filings)]


def report_id(door: Door) -> UUID:
    found = month_of(door.desk, door.contract_id, OCTOBER).report_id
    assert found is not None
    return found


def test_what_differs_is_told_before_a_report_is_kept_and_noted_with_it(
    door: Door, filings: FilingService
) -> None:
    worker_id = door.worker()
    late(door, "", worker_id=worker_id, devices=(LAPTOP,))
    late(door, "新田 二郎", organisation=OURS)
    door.worker("一度も 来ない")
    answers = Answers({name: Answer(value) for name, value in QUIET.items()})
    before = filings.tell_points(key_of(door), answers)
    file(door, filings)
    assert [point.told for point in points(door, filings)] == list(before)
    assert kinds(door, filings) == [
        PointKind.DOOR_STRANGER,
        PointKind.DOOR_DEVICES,
        PointKind.DOOR_SELF_CHECK,
    ]
    stranger = points(door, filings)[0]
    assert [(place.area_id, place.name) for place in stranger.logs] == [(door.area_id, "作業室")]
    assert "第2号" in stranger.told


def test_a_contract_without_areas_or_a_month_without_a_log_has_no_points(
    door: Door, filings: FilingService, desk: Desk
) -> None:
    late(door, devices=(LAPTOP,))
    file(door, filings, "誰か", month=D(2026, 9, 1), devices=5, permits=5)
    other = ReportKey(make_contract(desk, number="R8-002"), OCTOBER)
    filings.enter(PaperDraft(other, D(2026, 11, 9), Answers({"devices": Answer(5), "permits": Answer(5)})))
    for key in (key_of(door, D(2026, 9, 1)), other):
        (row,) = filings.list_filings(key)
        assert [point for point in row.points if point.kind.value.startswith("door_")] == []


def test_what_is_keyed_in_late_is_noted_once_with_the_report_that_came_before(
    door: Door, filings: FilingService
) -> None:
    worker_id = door.worker()
    permit_id = door.permit("", worker_id=worker_id)
    laptop = DeclaredDevice("laptop", treatment=Treatment.ADMITTED, permit_id=permit_id)
    file(door, filings, "山﨑 恵")
    assert kinds(door, filings) == []
    visit_id = late(door, "", worker_id=worker_id, devices=(laptop,))
    assert kinds(door, filings) == [PointKind.DOOR_DEVICES, PointKind.DOOR_PERMITS]
    assert "機器は1台（" in points(door, filings)[0].told
    late(door, "", day=6, worker_id=worker_id, devices=(laptop,))
    devices = points(door, filings)[0]
    assert "機器は1台から延べ2台（" in devices.told
    assert len(points(door, filings)) == 2
    entries = JournalService(door.desk).list_entries(subject="attention_point")
    assert {each.deed for each in entries} == {"入室: 後からの記録"}
    assert [each.row_id for each in entries].count(str(devices.point_id)) == 2
    filings.dismiss_point(devices.point_id, reason="委託先に確かめた")
    door.leave(visit_id, at=dt.datetime(2026, 10, 5, 17, tzinfo=JAPAN), late_reason="紙から")
    assert kinds(door, filings) == [PointKind.DOOR_PERMITS]
    late(door, "", day=7, worker_id=worker_id, devices=(laptop,))
    assert kinds(door, filings) == [PointKind.DOOR_PERMITS, PointKind.DOOR_DEVICES]


def test_a_person_decided_about_is_not_noted_again(door: Door, filings: FilingService) -> None:
    file(door, filings, month=D(2026, 9, 1))
    file(door, filings)
    late(door, "新田 二郎", organisation=OURS)
    (point,) = points(door, filings)
    filings.make_finding(point.point_id, PointFindingDraft(Severity.B, point.told))
    late(door, "新田 二郎", day=6, organisation=OURS)
    assert kinds(door, filings) == []
    assert [each.state for each in points(door, filings, is_open=False)] == [PointState.FINDING]


def test_a_report_with_a_late_point_is_not_closed_before_it_is_decided(
    door: Door, filings: FilingService, desk: Desk
) -> None:
    reports = ReportsService(desk)
    file(door, filings)
    reports.check_report(report_id(door))
    late(door, "新田 二郎", organisation=OURS)
    for deed in (reports.check_by_chief, reports.close_report):
        with pytest.raises(RefusedError, match="注意点が1件"):
            deed(report_id(door))
    filings.dismiss_point(points(door, filings)[0].point_id, reason="営業の担当")
    reports.close_report(report_id(door))


def test_the_roster_changed_afterwards_is_held_against_every_month_reported(
    door: Door, filings: FilingService, desk: Desk
) -> None:
    workers = WorkersService(desk)
    worker_id = door.worker()
    late(door, "", worker_id=worker_id)
    file(door, filings, "山﨑 恵")
    draft = WorkerDraft(door.contract_id, "山﨑 恵", state=WorkerState.ACTIVE)
    workers.change_worker(worker_id, replace(draft, trained_on=D(2026, 10, 9)))
    assert kinds(door, filings) == []
    workers.change_worker(worker_id, replace(draft, ends_on=D(2026, 10, 4)))
    (point,) = points(door, filings)
    assert point.kind is PointKind.DOOR_OFF_ROSTER
    assert "令和8年10月4日まで" in point.told


def test_workers_without_an_entry_are_noted_until_one_is_keyed_in(door: Door, filings: FilingService) -> None:
    one, other, third = (door.worker(name) for name in ("甲野 一", "乙山 二", "丙川 三"))
    late(door, "", worker_id=one)
    file(door, filings, "甲野 一", "乙山 二", "丙川 三", workers_count=3, devices=2, permits=2)
    assert kinds(door, filings) == []
    late(door, "", area_id=door.core_id, worker_id=one, day=6)
    assert kinds(door, filings) == [
        PointKind.DOOR_NEVER,
        PointKind.DOOR_DEVICES,
        PointKind.DOOR_PERMITS,
    ]
    assert "2人に、入室の記録がありません: 乙山 二、丙川 三" in points(door, filings)[0].told
    permit_id = door.permit("", worker_id=other)
    laptop = DeclaredDevice("laptop", treatment=Treatment.ADMITTED, permit_id=permit_id)
    late(door, "", worker_id=other, day=7, devices=(laptop,))
    late(door, "", worker_id=other, day=8, devices=(laptop,))
    (never,) = points(door, filings)
    assert never.told.startswith("報告の従事者のうち1人に、入室の記録がありません: 丙川 三")
    assert [point.state for point in points(door, filings, is_open=False)] == [PointState.REPLACED] * 2
    late(door, "", worker_id=third, day=7)
    assert kinds(door, filings) == []


def test_names_decided_about_are_not_noted_again_when_there_are_fewer(
    door: Door, filings: FilingService
) -> None:
    one, other, _third = (door.worker(name) for name in ("甲野 一", "乙山 二", "丙川 三"))
    late(door, "", worker_id=one)
    late(door, "", area_id=door.core_id, worker_id=one)
    file(door, filings, "甲野 一", "乙山 二", "丙川 三", workers_count=3)
    (never,) = points(door, filings)
    filings.dismiss_point(never.point_id, reason="在宅の管理者")
    late(door, "", worker_id=other, day=7)
    assert kinds(door, filings) == []


def test_devices_found_or_not_handed_back_are_held_against_no_incident(
    door: Door, filings: FilingService
) -> None:
    worker_id = door.worker()
    file(door, filings, "山﨑 恵", workers_count=1)
    visit_id = late(door, "", worker_id=worker_id, devices=(PHONE,))
    assert kinds(door, filings) == []
    at = dt.datetime(2026, 10, 5, 17, tzinfo=JAPAN)
    door.visits.leave(LeavingDraft((visit_id,), at=at, late_reason="紙から"))
    (point,) = points(door, filings)
    assert point.told.endswith(
        "0件、返却・持出しの記録のない機器が1台あります（認定事務センター 2階 作業室 作業室 第1号）。"
    )
    (device,) = door.visits.get_visit(visit_id).devices
    door.visits.hand_back(HandBackDraft((device.id,), at=at, late_reason="紙から"))
    assert kinds(door, filings) == [PointKind.DOOR_INCIDENT]
    door.clock.moment = dt.datetime(2026, 10, 20, 9, tzinfo=JAPAN)
    door.visits.note_found_device(door.area_id, "usb_memory", "机の下")
    assert {point.kind for point in points(door, filings)} == {
        PointKind.DOOR_INCIDENT,
        PointKind.DOOR_SELF_CHECK,
    }
    assert "発見が1件、返却・持出しの記録のない機器が0台" in points(door, filings)[0].told


def test_a_found_device_that_was_nothing_counts_no_more(door: Door, desk: Desk) -> None:
    change = door.visits.note_found_device(door.area_id, "usb_memory", "机の下")
    assert change.row_id is not None
    with desk.reading() as session:
        assert len(read_door(session, key_of(door, D(2026, 11, 1))).found) == 1
    door.visits.dismiss_point(change.row_id, reason="市の備品")
    with desk.reading() as session:
        assert read_door(session, key_of(door, D(2026, 11, 1))).found == ()


def test_the_log_as_it_is_read(door: Door, desk: Desk) -> None:
    SettingsService(desk).change(city="吹田市", section="介護保険課")
    worker_id = door.worker(employer="有限会社ひばり")
    permit_id = door.permit("", worker_id=worker_id)
    laptop = DeclaredDevice("laptop", treatment=Treatment.ADMITTED, permit_id=permit_id)
    paper = DeclaredDevice("paper", treatment=Treatment.ADMITTED)
    late(door, "", worker_id=worker_id, devices=(laptop, paper, PHONE))
    late(door, "検査員", organisation="吹田市", day=31)
    late(door, "", staff_id=door.staff("職員").staff_id, day=1)
    door.come(door.draft("十一月の人"))
    with desk.reading() as session:
        facts = read_door(session, key_of(door))
    assert [(each.person, each.is_listed, each.is_city) for each in facts.entries] == [
        ("職員", False, True),
        ("山﨑 恵", True, False),
        ("検査員", False, True),
    ]
    (_staff, worker, _inspector) = facts.entries
    assert [(each.word, each.is_admitted, each.serial) for each in worker.devices] == [
        ("ノートパソコン", True, "SN-100"),
        ("スマートフォン", False, ""),
    ]
    assert worker.devices[0].permit.startswith("許可-")
    assert (facts.contractor, facts.permits_in_force, facts.is_whole) == (OURS, 1, False)


def test_a_log_is_whole_where_each_place_and_area_has_entries(door: Door, desk: Desk) -> None:
    late(door)
    late(door, area_id=door.core_id)
    with desk.reading() as session:
        assert read_door(session, key_of(door)).is_whole
    make_place(desk, door.contract_id)
    with desk.reading() as session:
        assert not read_door(session, key_of(door)).is_whole
