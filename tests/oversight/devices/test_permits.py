"""Permits: asked for where the rule says so, decided by another, ended by day, by decision, by leaving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from models.base import new_id
from models.department import Staff
from models.device import PermitState
from models.journal import JournalEntry
from oversight.access import Actor, Deed, Role
from oversight.change import Subject
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.devices import (
    AreasService,
    DoorRule,
    Handling,
    PermitsService,
    PermitStanding,
    covering,
    written_of,
)
from oversight.devices.permits import PermitDays, list_pressing
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.register import WorkersService, WorkerState
from oversight.settings import SettingsService
from oversight.words import use_language
from tests.factories import make_contract
from tests.oversight.devices.permit_site import (
    TODAY,
    YEAR_END,
    PermitSite,
    add_worker,
    asked,
    draft_for,
    make_permit_site,
)

Sit = Callable[..., Desk]
DAY = dt.timedelta(days=1)


@pytest.fixture
def site(desk: Desk) -> PermitSite:
    return make_permit_site(desk)


@pytest.fixture
def permits(desk: Desk) -> PermitsService:
    return PermitsService(desk)


@pytest.fixture
def manager(desk_as: Sit) -> PermitsService:
    return PermitsService(desk_as(Role.MANAGER))


def covers(desk: Desk, site: PermitSite, on: dt.date, **person: Any) -> list[str]:
    person = person or {"worker_id": site.worker_id}
    with desk.reading() as session:
        return [each.number for each in covering(session, site.controlled_id, "laptop", on, **person)]


def test_a_permit_is_asked_for_and_granted_by_another(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    change = permits.ask(draft_for(site, conditions="係員が付き添う"))
    assert change.touches(Subject.DEVICE)
    assert change.row_id is not None
    row = permits.get_permit(change.row_id)
    assert (row.number, row.standing) == ("持R8-0001", PermitStanding.WAITING)
    assert (row.draft.holder, row.draft.organisation) == ("髙﨑 恵", "株式会社髙﨑 R8-001")
    assert (row.requested_on, row.requested_by) == (TODAY, "係長 福井 太郎")
    assert (row.device_word, row.told_area) == ("ノートパソコン", "認定事務センター 2階 作業室 サーバ室")
    assert row.is_asked_by(desk.actor)
    assert not row.is_asked_by(Actor(desk.actor.staff_id, "舘 花子"))
    assert covers(desk, site, TODAY) == []
    with pytest.raises(RefusedError, match="本人"):
        permits.grant(row.id)
    with pytest.raises(RefusedError, match="本人"):
        permits.deny(row.id, reason="自分で")
    manager.grant(row.id, checked_out_how="電源を入れて確かめる", version=row.version)
    row = permits.get_permit(row.id)
    assert (row.standing, row.decided_on, row.decided_by) == (PermitStanding.VALID, TODAY, "主任 舘 花子")
    assert (row.draft.conditions, row.draft.checked_out_how) == ("係員が付き添う", "電源を入れて確かめる")
    assert row.days_left == (YEAR_END - TODAY).days
    with pytest.raises(RefusedError, match="もう決まっている"):
        manager.deny(row.id, reason="二度")
    with pytest.raises(ChangedMeanwhileError):
        manager.end(row.id, reason="返納", version=1)


def test_conditions_are_set_with_the_decision(
    site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site, conditions="係員が付き添う", checked_out_how="目視"))
    manager.grant(permit_id, conditions=" 立会いのもとで使う ")
    draft = permits.get_permit(permit_id).draft
    assert (draft.conditions, draft.checked_out_how) == ("立会いのもとで使う", "目視")


def test_a_request_is_refused_with_a_reason(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site))
    with pytest.raises(RefusedError) as refusal:
        manager.deny(permit_id, reason=" ")
    assert refusal.value.field == "reason"
    manager.deny(permit_id, reason="市の端末で足りる")
    row = permits.get_permit(permit_id)
    assert (row.standing, row.decision_reason) == (PermitStanding.REFUSED, "市の端末で足りる")
    assert covers(desk, site, TODAY) == []
    with pytest.raises(RefusedError):
        manager.end(permit_id, reason="終える")


def test_only_managers_decide(site: PermitSite, permits: PermitsService, desk_as: Sit) -> None:
    permit_id = asked(permits, draft_for(site))
    inspector, auditor = PermitsService(desk_as(Role.INSPECTOR)), PermitsService(desk_as(Role.AUDITOR))
    with pytest.raises(NotPermittedError):
        inspector.grant(permit_id)
    with pytest.raises(NotPermittedError):
        inspector.deny(permit_id, reason="否")
    with pytest.raises(NotPermittedError):
        auditor.ask(draft_for(site))


def test_numbers_have_no_gap_within_the_year_of_the_period(site: PermitSite, permits: PermitsService) -> None:
    first, second = asked(permits, draft_for(site)), asked(permits, draft_for(site))
    with pytest.raises(RefusedError):
        permits.ask(draft_for(site, serial=""))
    permits.end(first, reason="取下げ")
    third = asked(permits, draft_for(site))
    april = dt.date(2027, 4, 1)
    later = asked(permits, draft_for(site, starts_on=april, ends_on=april + 30 * DAY))
    numbers = [permits.get_permit(each).number for each in (first, second, third, later)]
    assert numbers == ["持R8-0001", "持R8-0002", "持R8-0003", "持R9-0001"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"device": " "}, "device"),
        ({"serial": ""}, "serial"),
        ({"purpose": ""}, "purpose"),
        ({"measures": (" ",)}, "measures"),
        ({"ends_on": TODAY - DAY}, "ends_on"),
        ({"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY}, "ends_on"),
        ({"ends_on": YEAR_END + DAY}, "ends_on"),
        ({"worker_id": None, "holder": " "}, "holder"),
        ({"device_class": "loom"}, "device_class"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(
    site: PermitSite, permits: PermitsService, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        permits.ask(draft_for(site, **values))
    assert refusal.value.field == field
    assert permits.list_permits() == ()


def test_the_period_ends_with_the_fiscal_year_and_the_refusal_says_so(
    site: PermitSite, permits: PermitsService
) -> None:
    with pytest.raises(RefusedError) as refusal:
        permits.ask(draft_for(site, ends_on=YEAR_END + DAY))
    assert "令和9年3月31日" in refusal.value.remedy


def test_a_permit_is_asked_for_only_where_the_rule_says_so(
    site: PermitSite, permits: PermitsService, desk: Desk
) -> None:
    cases = (
        (site.core_id, "smartphone", "禁止", "基幹系システムを使う区域"),
        (site.handling_id, "smartphone", "預ける", "取扱区域"),
        (site.handling_id, "city_device", "許可は要りません", "取扱区域"),
        (site.controlled_id, "paper", "許可は要りません", "紙・筆記具"),
    )
    for area_id, device_class, word, rule in cases:
        with pytest.raises(RefusedError) as refusal:
            permits.ask(draft_for(site, area_id=area_id, device_class=device_class))
        assert refusal.value.field == "device_class"
        assert word in refusal.value.sentence
        assert rule in refusal.value.sentence
    asked(permits, draft_for(site, area_id=site.core_id, device_class="city_device"))
    assert [row.device_word for row in permits.list_permits()] == ["市の貸与端末"]


def test_a_rule_made_stricter_meanwhile_stops_the_grant(
    site: PermitSite, permits: PermitsService, manager: PermitsService, desk: Desk
) -> None:
    permit_id = asked(permits, draft_for(site))
    own = DoorRule("own", "市の規則", "市要綱第3条", devices={"laptop": Handling.BANNED})
    SettingsService(desk).change(device_rules=[written_of(own)])
    with pytest.raises(RefusedError, match="市の規則"):
        manager.grant(permit_id)


def test_a_request_whose_days_are_over_is_not_granted_but_taken_back(
    site: PermitSite, permits: PermitsService, manager: PermitsService, clock: FixedClock, desk_as: Sit
) -> None:
    permit_id = asked(permits, draft_for(site, ends_on=TODAY))
    clock.moment += DAY
    assert permits.get_permit(permit_id).standing is PermitStanding.WAITING
    with pytest.raises(RefusedError, match="過ぎて"):
        manager.grant(permit_id)
    PermitsService(desk_as(Role.INSPECTOR)).end(permit_id, reason="申請の取下げ")
    row = permits.get_permit(permit_id)
    assert (row.standing, row.ended_reason) == (PermitStanding.ENDED, "申請の取下げ")


def test_the_standing_follows_from_the_day() -> None:
    first, last = dt.date(2026, 10, 1), dt.date(2026, 12, 31)
    days = PermitDays(PermitState.PERMITTED, first, last)
    told = {
        first - DAY: PermitStanding.NOT_BEGUN,
        first: PermitStanding.VALID,
        last - 31 * DAY: PermitStanding.VALID,
        last - 30 * DAY: PermitStanding.EXPIRING,
        last: PermitStanding.EXPIRING,
        last + DAY: PermitStanding.EXPIRED,
    }
    assert {day: days.standing(day) for day in told} == told
    left = replace(days, ended_on=last)
    assert left.standing(last + DAY) is PermitStanding.ENDED
    for state, standing in (
        (PermitState.REQUESTED, PermitStanding.WAITING),
        (PermitState.REFUSED, PermitStanding.REFUSED),
        (PermitState.ENDED, PermitStanding.ENDED),
    ):
        assert PermitDays(state, first, last).standing(first) is standing
    assert [each for each in PermitStanding if each.is_granted] == [
        PermitStanding.EXPIRING,
        PermitStanding.VALID,
        PermitStanding.NOT_BEGUN,
    ]
    assert {each.word for each in PermitStanding} >= {"期限間近", "終了"}


def test_a_permit_covers_its_holder_within_its_days_from_its_decision(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService, clock: FixedClock
) -> None:
    permit_id = asked(permits, draft_for(site, starts_on=TODAY - 9 * DAY, ends_on=TODAY + 9 * DAY))
    manager.grant(permit_id)
    days = {at: covers(desk, site, TODAY + at * DAY) for at in (-1, 0, 9, 10)}
    assert days == {-1: [], 0: ["持R8-0001"], 9: ["持R8-0001"], 10: []}
    with desk.reading() as session:
        (found,) = covering(session, site.controlled_id, "laptop", TODAY, worker_id=site.worker_id)
        assert (found.id, found.device, found.serial) == (permit_id, "保守用ノートPC", "PF-3X9K21")
        assert found.ends_on == TODAY + 9 * DAY
        assert covering(session, site.controlled_id, "camera", TODAY, worker_id=site.worker_id) == ()
        assert covering(session, site.handling_id, "laptop", TODAY, worker_id=site.worker_id) == ()
    assert covers(desk, site, TODAY, worker_id=new_id()) == []
    assert covers(desk, site, TODAY, holder="髙﨑 恵") == [], "a name alone is not the worker"
    clock.moment += 2 * DAY
    manager.end(permit_id, reason="点検が終わった")
    row = permits.get_permit(permit_id)
    assert (row.standing, row.ended_on, row.ended_reason) == (
        PermitStanding.ENDED,
        TODAY + 2 * DAY,
        "点検が終わった",
    )
    days = {at: covers(desk, site, TODAY + at * DAY) for at in (0, 1, 2)}
    assert days == {0: ["持R8-0001"], 1: ["持R8-0001"], 2: []}


def test_staff_and_others_are_found_as_what_they_are(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    staff_id = desk.actor.staff_id
    by_staff = asked(permits, draft_for(site, worker_id=None, staff_id=staff_id))
    guest = draft_for(site, worker_id=None, holder=" 葛󠄀城 実 ", organisation="空調保守(株)")
    by_name = asked(permits, guest)
    for each in (by_staff, by_name):
        manager.grant(each)
    row = permits.get_permit(by_staff)
    assert (row.draft.holder, row.draft.organisation) == ("福井 太郎", "係長")
    assert covers(desk, site, TODAY, staff_id=staff_id) == [row.number]
    assert covers(desk, site, TODAY, holder="葛城　実") == [permits.get_permit(by_name).number]
    assert covers(desk, site, TODAY, holder="福井 太郎") == []
    assert covers(desk, site, TODAY, holder=" ") == []


def test_who_is_not_on_the_roster_that_long_gets_no_permit(
    desk: Desk, site: PermitSite, permits: PermitsService
) -> None:
    other = add_worker(desk, make_contract(desk, number="R8-002"))
    leaving = add_worker(desk, site.contract_id, "山本 葵", ends_on=TODAY + 9 * DAY)
    gone = add_worker(desk, site.contract_id, "山本 茜", ends_on=TODAY - DAY)
    struck = add_worker(desk, site.contract_id, "山本 藍")
    withdrawn = add_worker(desk, site.contract_id, "山本 緑")
    workers = WorkersService(desk)
    workers.strike_worker(struck, ends_on=TODAY, returned_on=None)
    workers.withdraw_worker(withdrawn, reason="誤記")
    for worker_id, field in (
        (other, "worker_id"),
        (leaving, "ends_on"),
        (gone, "worker_id"),
        (struck, "worker_id"),
        (withdrawn, "worker_id"),
    ):
        with pytest.raises(RefusedError) as refusal:
            permits.ask(draft_for(site, worker_id=worker_id))
        assert refusal.value.field == field
    asked(permits, draft_for(site, worker_id=leaving, ends_on=TODAY + 9 * DAY))
    assert [row.draft.holder for row in permits.list_permits()] == ["山本 葵"]
    assert {each.name for each in permits.get_offer(site.controlled_id).workers} == {"髙﨑 恵", "山本 葵"}


def test_staff_who_left_get_no_permit(desk: Desk, site: PermitSite, permits: PermitsService) -> None:
    with desk.writing(Deed.MANAGE_PEOPLE, "staff.add") as session:
        gone = Staff(name="退職 者", roles=[], left_on=TODAY - DAY)
        session.add(gone)
        session.flush()
        gone_id = gone.id
    with pytest.raises(RefusedError) as refusal:
        permits.ask(draft_for(site, worker_id=None, staff_id=gone_id))
    assert refusal.value.field == "staff_id"


def strike(desk: Desk, site: PermitSite, ends_on: dt.date) -> bool:
    change = WorkersService(desk).strike_worker(site.worker_id, ends_on=ends_on, returned_on=None)
    return change.touches(Subject.DEVICE)


def redate(desk: Desk, site: PermitSite, ends_on: dt.date | None, **values: Any) -> None:
    workers = WorkersService(desk)
    (row,) = [each for each in workers.list_workers(site.contract_id) if each.id == site.worker_id]
    workers.change_worker(site.worker_id, replace(row.draft, ends_on=ends_on, **values))


def test_a_leavers_permits_end_with_the_roster_entry_in_one_deed(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService, clock: FixedClock
) -> None:
    permit_id, waiting = asked(permits, draft_for(site)), asked(permits, draft_for(site))
    to_come = asked(permits, draft_for(site, starts_on=YEAR_END))
    for each in (permit_id, to_come):
        manager.grant(each)
    last = TODAY + 3 * DAY
    assert strike(desk, site, last)
    row = permits.get_permit(permit_id)
    assert (row.draft.ends_on, row.ended_on, row.standing) == (last, last, PermitStanding.EXPIRING)
    assert row.ended_reason == "名簿の離任日（令和8年11月27日）に合わせて終了"
    assert permits.get_permit(waiting).standing is PermitStanding.WAITING
    assert permits.get_permit(to_come).standing is PermitStanding.ENDED
    assert covers(desk, site, last) == [row.number]
    assert covers(desk, site, last + DAY) == []
    assert covers(desk, site, YEAR_END) == []
    with desk.reading() as session:
        deeds = set(
            session.scalars(select(JournalEntry.deed).where(JournalEntry.row_id == str(permit_id))).all()
        )
    assert "worker.strike" in deeds
    clock.moment += 4 * DAY
    assert permits.get_permit(permit_id).standing is PermitStanding.ENDED
    with pytest.raises(RefusedError):
        manager.end(permit_id, reason="もう一度")


def test_another_last_day_never_lengthens_a_permit(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site))
    manager.grant(permit_id)
    redate(desk, site, TODAY + 9 * DAY)
    assert permits.get_permit(permit_id).draft.ends_on == TODAY + 9 * DAY
    redate(desk, site, YEAR_END)
    redate(desk, site, None)
    assert permits.get_permit(permit_id).draft.ends_on == TODAY + 9 * DAY
    redate(desk, site, TODAY + 5 * DAY)
    row = permits.get_permit(permit_id)
    assert (row.draft.ends_on, row.ended_on) == (TODAY + 5 * DAY, TODAY + 5 * DAY)
    assert not strike(desk, site, TODAY + 5 * DAY), "nothing more to end"


def test_a_leaver_of_days_ago_lets_nothing_in(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site, starts_on=TODAY - 9 * DAY))
    waiting = asked(permits, draft_for(site, starts_on=TODAY - 9 * DAY))
    manager.grant(permit_id)
    assert strike(desk, site, TODAY - 2 * DAY)
    assert permits.get_permit(permit_id).standing is PermitStanding.ENDED
    assert permits.get_permit(waiting).standing is PermitStanding.ENDED
    assert covers(desk, site, TODAY) == []


def test_who_is_struck_without_a_day_or_withdrawn_loses_the_permits_at_once(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site))
    manager.grant(permit_id)
    redate(desk, site, None, role="点検")
    assert permits.get_permit(permit_id).standing is PermitStanding.VALID
    redate(desk, site, None, state=WorkerState.STRUCK)
    row = permits.get_permit(permit_id)
    assert (row.standing, row.ended_on) == (PermitStanding.ENDED, TODAY)
    assert row.ended_reason == "名簿から除かれたため終了"
    assert covers(desk, site, TODAY) == []
    redate(desk, site, None, state=WorkerState.ACTIVE)
    second = asked(permits, draft_for(site))
    change = WorkersService(desk).withdraw_worker(site.worker_id, reason="別人の誤記")
    assert change.touches(Subject.DEVICE)
    assert permits.get_permit(second).ended_reason == "名簿から除かれたため終了 別人の誤記"


def test_the_reason_is_kept_in_japanese_whatever_is_spoken(
    desk: Desk, site: PermitSite, permits: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site))
    use_language("en")
    strike(desk, site, TODAY)
    assert permits.get_permit(permit_id).ended_reason == "名簿の離任日（令和8年11月24日）に合わせて終了"


def test_ending_needs_a_manager_and_a_reason(
    site: PermitSite, permits: PermitsService, manager: PermitsService, desk_as: Sit
) -> None:
    permit_id = asked(permits, draft_for(site))
    manager.grant(permit_id)
    with pytest.raises(RefusedError) as refusal:
        manager.end(permit_id, reason="")
    assert refusal.value.field == "reason"
    with pytest.raises(NotPermittedError):
        PermitsService(desk_as(Role.INSPECTOR)).end(permit_id, reason="返納")
    permits.end(permit_id, reason="返納")
    with pytest.raises(RefusedError):
        permits.end(permit_id, reason="二度")


def test_lists_stand_by_what_presses_most(
    desk: Desk, site: PermitSite, permits: PermitsService, manager: PermitsService
) -> None:
    valid, soon, waiting, denied, core = (
        asked(permits, draft_for(site)),
        asked(permits, draft_for(site, ends_on=TODAY + 5 * DAY)),
        asked(permits, draft_for(site)),
        asked(permits, draft_for(site)),
        asked(permits, draft_for(site, area_id=site.core_id, device_class="city_device")),
    )
    for each in (valid, soon, core):
        manager.grant(each)
    manager.deny(denied, reason="否")
    assert [row.id for row in permits.list_permits()] == [waiting, soon, valid, core, denied]
    assert [row.id for row in permits.list_permits(area_id=site.core_id)] == [core]
    assert [row.id for row in permits.list_permits(ids={soon, denied})] == [soon, denied]
    with desk.reading() as session:
        pressing = list_pressing(session, TODAY)
    assert pressing[PermitStanding.WAITING] == {waiting}
    assert pressing[PermitStanding.EXPIRING] == {soon}
    with pytest.raises(NotFoundError):
        permits.get_permit(new_id())


def test_an_offer_names_the_classes_that_need_a_permit(site: PermitSite, permits: PermitsService) -> None:
    offer = permits.get_offer(site.core_id)
    assert [each.id for each in offer.classes] == ["city_device"]
    assert permits.get_offer(site.handling_id).classes == ()
    assert "laptop" in {each.id for each in permits.get_offer(site.controlled_id).classes}
    assert [each.told for each in offer.workers] == ["髙﨑 恵　株式会社髙﨑 R8-001"]
    assert offer.until == YEAR_END
    assert "福井 太郎" in {each.name for each in offer.staff}


def test_a_class_that_left_the_list_keeps_its_name(
    desk: Desk, site: PermitSite, permits: PermitsService
) -> None:
    permit_id = asked(permits, draft_for(site))
    SettingsService(desk).change(device_classes=[{"id": "paper", "word": "紙", "is_electronic": False}])
    assert permits.get_permit(permit_id).device_word == "ノートパソコン"


def test_a_withdrawn_area_takes_no_request(desk: Desk, site: PermitSite, permits: PermitsService) -> None:
    AreasService(desk).withdraw_area(site.controlled_id, reason="改装")
    with pytest.raises(NotFoundError):
        permits.ask(draft_for(site))
