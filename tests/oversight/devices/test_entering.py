"""Entering: what is recorded, in what order it is numbered, and what the door refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models.base import new_id
from models.device import PermitState, Treatment, VisitSigner, WitnessMethod
from models.signature import SignatureMethod
from models.worker import WorkerState
from oversight.access import Actor, Role
from oversight.devices import (
    CarrierSign,
    DeclaredDevice,
    DoorPointKind,
    DoorRule,
    Handling,
    Said,
    written_of,
)
from oversight.errors import NotPermittedError, RefusedError
from oversight.personal_number import PersonalNumberError
from oversight.settings import SettingsService
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, REFUSED_PHONE, Door
from tests.oversight.inspections.signed_site import drawing

PEN = CarrierSign(drawing=drawing())


def refused(deed: Callable[[], Any]) -> str:
    """Return the field at which a deed is refused."""
    with pytest.raises(RefusedError) as refusal:
        deed()
    assert refusal.value.remedy
    return refusal.value.field


def test_an_entry_is_kept_with_its_rule_its_devices_and_both_signatures(door: Door) -> None:
    core: dict[str, Any] = {"area_id": door.core_id, "devices": (PHONE, REFUSED_PHONE)}
    entered = door.come(door.draft(**core), witness=door.witness)
    assert entered.numbers == (1,)
    assert entered.change.row_id == entered.visit_ids[0]
    visit = door.visits.get_visit(entered.visit_ids[0])
    assert (visit.person, visit.organisation, visit.purpose) == ("山﨑 恵", "株式会社髙﨑", "データ入力")
    assert visit.witness == "主査 舘 花子"
    assert visit.witness_id == door.witness.staff_id
    assert visit.witnessed_how is WitnessMethod.SIGHT
    core_rule, plain_rule = "基幹系システムを使う区域", "取扱区域"
    assert visit.said_of("smartphone") == Said(Handling.BANNED, (core_rule,))
    assert visit.said_of("medical") == Said(Handling.ALLOWED, (core_rule, plain_rule))
    assert visit.said_of("no_class") is None
    assert visit.rule["witness_by"] == [core_rule]
    assert visit.exceptions == ()
    assert [each.treatment for each in visit.devices] == [Treatment.DEPOSITED, Treatment.REFUSED]
    assert [each.class_word for each in visit.devices] == ["スマートフォン"] * 2
    assert [each.is_owed for each in visit.devices] == [True, False]
    assert {each.kind: each.method for each in visit.signatures} == {
        VisitSigner.CARRIER_IN: SignatureMethod.PEN,
        VisitSigner.WITNESS_IN: SignatureMethod.KEY,
    }
    assert visit.is_open
    assert visit.is_inside
    assert visit.unaccounted == ()
    assert door.visits.check_visit(visit.id).is_sound


def test_each_area_numbers_its_entries_without_gaps_whatever_is_refused(door: Door) -> None:
    numbers = [door.come(door.draft("一郎")).numbers]
    assert refused(lambda: door.enter("一郎")) == "person"
    group = [(door.draft(name), PEN) for name in ("二郎", "三郎")]
    together = door.visits.enter_group(group)
    numbers.append(together.numbers)
    numbers.append(door.come(door.draft("四郎", area_id=door.core_id), witness=door.witness).numbers)
    assert numbers == [(1,), (2, 3), (1,)]
    visits = [door.visits.get_visit(each) for each in together.visit_ids]
    assert len({each.group_id for each in visits}) == 1
    assert visits[0].group_id is not None


def test_a_group_enters_whole_or_not_at_all(door: Door) -> None:
    group = [(door.draft(name), PEN) for name in ("一郎", "二郎")]
    wrong = [*group, (door.draft("三郎", purpose=" "), PEN)]
    assert refused(lambda: door.visits.enter_group(wrong)) == "persons.2.purpose"
    assert refused(lambda: door.visits.enter_group([*group, group[0]])) == "persons.2.person"
    other = (door.draft("四郎", area_id=door.core_id), PEN)
    assert refused(lambda: door.visits.enter_group([*group, other])) == "area_id"
    assert door.visits.inside_now() == ()


def test_who_is_of_the_register_bears_the_names_of_the_register(door: Door) -> None:
    worker = door.worker("髙橋 次郎", employer="有限会社ひばり")
    named = door.visits.get_visit(door.enter("", worker_id=worker, organisation=""))
    assert (named.person, named.organisation) == ("髙橋 次郎", "有限会社ひばり")
    own = door.worker("髙橋 三郎")
    assert "髙﨑" in door.visits.get_visit(door.enter("別の名", worker_id=own)).organisation
    of_city = door.visits.get_visit(door.enter("", staff_id=door.witness.staff_id, organisation="介護保険課"))
    assert (of_city.person, of_city.organisation) == ("舘 花子", "介護保険課")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"person": "  "}, "person"),
        ({"purpose": ""}, "purpose"),
        ({"carries_nothing": False}, "carries_nothing"),
        ({"carries_nothing": True, "devices": (PHONE,)}, "carries_nothing"),
        ({"devices": (DeclaredDevice("nothing_known"),)}, "devices.0.class_id"),
        ({"devices": (PHONE, replace(PHONE, count=0))}, "devices.1.count"),
        ({"devices": (replace(PHONE, kept_at=" "),)}, "devices.0.kept_at"),
        ({"devices": (replace(PHONE, treatment=Treatment.ADMITTED),)}, "devices.0.permit_id"),
        ({"devices": (LAPTOP,)}, "devices.0.permit_id"),
    ],
)
def test_what_is_missing_is_refused_at_its_field(door: Door, values: dict[str, Any], field: str) -> None:
    assert refused(lambda: door.enter(**{"person": "山﨑 恵", **values})) == field
    assert door.visits.inside_now() == ()


def test_a_banned_device_is_deposited_or_refused_never_let_in(door: Door) -> None:
    core: dict[str, Any] = {"area_id": door.core_id, "witness": door.witness}
    banned = replace(PHONE, treatment=Treatment.ADMITTED)
    assert refused(lambda: door.enter(devices=(banned,), **core)) == "devices.0.treatment"
    permit = door.permit(area_id=door.core_id, device_class="smartphone")
    with_permit = replace(banned, permit_id=permit)
    assert refused(lambda: door.enter(devices=(with_permit,), **core)) == "devices.0.treatment"
    door.enter(devices=(DeclaredDevice("medical", treatment=Treatment.ADMITTED),), **core)


def test_a_permit_is_found_and_one_of_another_is_none(door: Door) -> None:
    worker = door.worker()
    other = door.worker("別の 人")
    today = door.desk.today()
    wrong: dict[str, dict[str, Any]] = {
        "another person": {"worker_id": other},
        "another name": {"holder": "別の 人"},
        "another area": {"worker_id": worker, "area_id": door.core_id},
        "another class": {"worker_id": worker, "device_class": "tablet"},
        "yet to come": {"worker_id": worker, "starts_on": today + dt.timedelta(days=1)},
        "over": {"worker_id": worker, "ends_on": today - dt.timedelta(days=1)},
        "only asked": {"worker_id": worker, "state": PermitState.REQUESTED},
        "ended": {"worker_id": worker, "state": PermitState.ENDED, "ended_on": today},
        "ended without a day": {"worker_id": worker, "state": PermitState.ENDED},
        "withdrawn": {"worker_id": worker, "withdrawn_on": today},
    }
    for why, values in wrong.items():
        permit = door.permit(**values)
        for device in (LAPTOP, replace(LAPTOP, permit_id=permit)):
            field = refused(lambda device=device: door.enter(worker_id=worker, devices=(device,)))  # type: ignore[misc]
            assert field == "devices.0.permit_id", why
    right = door.permit(worker_id=worker, state=PermitState.ENDED, ended_on=today + dt.timedelta(days=1))
    for device in (replace(LAPTOP, serial="SN-999", permit_id=right), replace(LAPTOP, count=2)):
        field = refused(lambda device=device: door.enter(worker_id=worker, devices=(device,)))  # type: ignore[misc]
        assert field == "devices.0.permit_id"
    visit = door.visits.get_visit(door.enter(worker_id=worker, devices=(LAPTOP,)))
    assert visit.devices[0].permit_id == right
    assert visit.devices[0].permit_number
    assert visit.devices[0].serial == "SN-100"
    by_name = door.permit("入江 四郎")
    visit = door.visits.get_visit(door.enter("入江　四郎", devices=(replace(LAPTOP, permit_id=by_name),)))
    assert visit.devices[0].permit_id == by_name


def test_the_permit_of_an_outsider_lets_in_no_worker_of_the_same_name(door: Door) -> None:
    worker, by_name = door.worker("入江 四郎"), door.permit("入江 四郎")
    devices = (replace(LAPTOP, permit_id=by_name),)
    field = refused(lambda: door.enter("入江 四郎", worker_id=worker, devices=devices))
    assert field == "devices.0.permit_id"


def test_a_core_area_wants_a_witness_who_is_another_and_of_the_city(door: Door) -> None:
    core: dict[str, Any] = {"area_id": door.core_id}
    assert refused(lambda: door.enter(**core)) == "witness"
    unsaid: dict[str, Any] = {"witness": door.witness, "witnessed_how": None}
    assert refused(lambda: door.enter(**core, **unsaid)) == "witnessed_how"
    stranger = Actor(None, "通りすがり", "", frozenset({Role.INSPECTOR}))
    assert refused(lambda: door.enter(**core, witness=stranger)) == "witness"
    gone = door.staff("前の 職員", left_on=door.desk.today())
    assert refused(lambda: door.enter(**core, witness=gone)) == "witness"
    assert refused(lambda: door.enter("舘　花子", **core, witness=door.witness)) == "witness"
    staff: dict[str, Any] = {"staff_id": door.witness.staff_id}
    assert refused(lambda: door.enter("", **core, **staff, witness=door.witness)) == "witness"
    door.enter(**core, witness=door.witness)


def test_who_has_left_enters_only_with_a_reason(door: Door) -> None:
    today = door.desk.today()
    leavers: dict[str, dict[str, Any]] = {
        "抹消 者": {"state": WorkerState.STRUCK},
        "期間 満了": {"ends_on": today - dt.timedelta(days=1)},
        "名簿 除外": {"withdrawn_on": today},
    }
    for name, values in leavers.items():
        worker = door.worker(name, **values)
        assert refused(lambda worker=worker: door.enter(worker_id=worker)) == "exception_reason"  # type: ignore[misc]
        reasoned = door.enter(worker_id=worker, exception_reason="私物の引取り")
        visit = door.visits.get_visit(reasoned)
        assert visit.exceptions == (DoorPointKind.LEAVER,)
        assert visit.rule["exception_reason"] == "私物の引取り"
    door.enter(worker_id=door.worker("本日 まで", ends_on=today))
    other = door.worker("他の 契約", contract_id=_other_contract(door))
    assert refused(lambda: door.enter(worker_id=other)) == "worker_id"


def _other_contract(door: Door) -> Any:
    from tests.factories import make_contract

    return make_contract(door.desk, number="R8-777")


def test_a_reason_is_looked_through_for_individual_numbers(door: Door) -> None:
    worker = door.worker(state=WorkerState.STRUCK)
    with pytest.raises(PersonalNumberError):
        door.enter(worker_id=worker, exception_reason="123456789018")


def test_one_too_many_enters_only_with_a_reason(door: Door) -> None:
    door.visits.enter_group([(door.draft(f"作業 {n}"), PEN) for n in range(7)])
    pair = [(door.draft(name), PEN) for name in ("八郎", "九郎")]
    assert refused(lambda: door.visits.enter_group(pair)) == "persons.1.exception_reason"
    let_in = [(door.draft("八郎"), PEN), (door.draft("九郎", exception_reason="急な故障の対応"), PEN)]
    entered = door.visits.enter_group(let_in)
    assert [door.visits.get_visit(each).exceptions for each in entered.visit_ids] == [
        (),
        (DoorPointKind.OVER_MOST,),
    ]


def test_two_enter_where_one_may_not(door: Door) -> None:
    rule = DoorRule("two", "2人の規則", "市要綱第5条", two_persons=True)
    SettingsService(door.desk).change(device_rules=[written_of(rule)])
    assert refused(lambda: door.enter("一郎")) == "person"
    door.visits.enter_group([(door.draft(name), PEN) for name in ("一郎", "二郎")])
    door.enter("三郎")


def test_what_is_entered_afterwards_needs_its_reason_and_tells_what_was(door: Door) -> None:
    now = door.clock.moment
    late: dict[str, Any] = {"entered_at": now - HOUR, "late_reason": "停電で紙に記録した"}
    assert refused(lambda: door.enter(entered_at=now - HOUR)) == "late_reason"
    assert refused(lambda: door.enter(**{**late, "entered_at": now + HOUR})) == "entered_at"
    own: dict[str, Any] = {"witness_written": "係長 山﨑 恵", "witnessed_how": WitnessMethod.WORD}
    assert refused(lambda: door.enter(**late, **own)) == "witness"
    core: dict[str, Any] = {
        "area_id": door.core_id,
        "devices": (replace(PHONE, treatment=Treatment.ADMITTED), LAPTOP),
    }
    visit = door.visits.get_visit(door.enter(**late, **core, witnessed_how=None))
    assert visit.exceptions == (DoorPointKind.UNWITNESSED, DoorPointKind.BANNED)
    assert visit.entered_at == now - HOUR
    assert visit.recorded_at == now
    assert visit.late_reason == "停電で紙に記録した"
    assert visit.signatures == ()
    written = door.enter("入江 四郎", **late, area_id=door.core_id, witness_written="係長 福井 太郎")
    assert door.visits.get_visit(written).witness == "係長 福井 太郎"
    assert door.visits.get_visit(written).exceptions == ()


def test_how_many_were_inside_is_asked_of_the_moment_entered_afterwards(door: Door) -> None:
    row = door.areas.get_area(door.area_id)
    door.areas.change_area(door.area_id, replace(row.draft, max_persons=1))
    first = door.enter("一郎")
    door.clock.moment += HOUR
    door.leave(first)
    door.clock.moment += HOUR
    door.enter("二郎")
    during: dict[str, Any] = {"entered_at": door.clock.moment - 1.5 * HOUR, "late_reason": "記入もれ"}
    between: dict[str, Any] = {"entered_at": door.clock.moment - 0.5 * HOUR, "late_reason": "記入もれ"}
    assert door.visits.get_visit(door.enter("三郎", **during)).exceptions == (DoorPointKind.OVER_MOST,)
    fourth = door.visits.get_visit(door.enter("四郎", **between))
    assert fourth.exceptions == (DoorPointKind.OVER_MOST,), "the third never left"


def test_a_carrier_signs_in_one_of_three_ways(door: Door) -> None:
    def sign(signed: CarrierSign | None) -> Any:
        return lambda: door.visits.enter(door.draft(), signed=signed)

    assert refused(sign(None)) == "signed"
    assert refused(sign(CarrierSign())) == "signed"
    assert refused(sign(CarrierSign(drawing(), typed_name="山﨑 恵"))) == "signed"
    assert refused(sign(CarrierSign(typed_name="別人", was_spoken=True))) == "typed_name"
    assert refused(sign(CarrierSign(typed_name="山崎恵"))) == "was_spoken"
    assert refused(sign(CarrierSign(replace(drawing(), strokes=())))) == "drawing"
    for person, signed, method in (
        ("山﨑 恵", CarrierSign(typed_name="山崎恵", was_spoken=True), SignatureMethod.TYPED),
        ("一郎", CarrierSign(declined_reason="手をけがしている"), SignatureMethod.DECLINED),
    ):
        visit_id = door.visits.enter(door.draft(person), signed=signed).visit_ids[0]
        assert door.visits.get_visit(visit_id).signatures[0].method is method
        assert door.visits.check_visit(visit_id).is_sound


def test_an_inspection_of_another_contract_is_none(door: Door) -> None:
    from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
    from tests.factories import adopt_editions

    adopt_editions(door.desk)
    plans = InspectionsService(door.desk)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    other = plans.plan_inspection(PlanDraft(_other_contract(door), door.desk.today(), inspectors=lead))
    assert refused(lambda: door.enter(inspection_id=other.row_id)) == "inspection_id"
    own = plans.plan_inspection(PlanDraft(door.contract_id, door.desk.today(), inspectors=lead)).row_id
    assert own is not None
    assert door.visits.get_visit(door.enter(inspection_id=own)).inspection_id == own
    plans.call_off(own, reason="契約の終了")
    assert refused(lambda: door.enter("二郎", inspection_id=own)) == "inspection_id"
    late: dict[str, Any] = {"entered_at": door.clock.moment - HOUR, "late_reason": "記入もれ"}
    assert door.visits.get_visit(door.enter("二郎", inspection_id=own, **late)).inspection_id == own


def test_who_may_not_record_at_the_door_does_not(door: Door, desk_as: Any) -> None:
    from oversight.devices import VisitsService

    auditor = VisitsService(desk_as(Role.AUDITOR))
    with pytest.raises(NotPermittedError):
        auditor.enter(door.draft(), signed=PEN)
    assert auditor.inside_now() == ()
    with pytest.raises(RefusedError):
        door.visits.enter_group([])
    assert new_id() not in {each.visit.id for each in door.visits.inside_now()}


def test_two_desks_at_one_door_leave_no_gap_and_let_nobody_slip_in(door: Door) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def come(person: str) -> int | None:
        try:
            return door.come(door.draft(person)).numbers[0]
        except RefusedError as refusal:
            assert refusal.field == "exception_reason", refusal  # noqa: PT017 - one too many is refused
            return None

    with ThreadPoolExecutor(2) as desks:
        numbers = list(desks.map(come, [f"来訪 {at}" for at in range(12)]))
    assert sorted(each for each in numbers if each is not None) == list(range(1, 9))
    assert len(door.visits.inside_now()) == 8
    assert door.open_rows() == door.open_rows_anew()
