"""A record on its way: drafted, decided in order, returned, taken back, each by whom it may be."""

from __future__ import annotations

from uuid import UUID

import pytest

from models.base import new_id
from models.department import Role
from oversight.access import Actor
from oversight.approvals import ApprovalMark, Decision, DecisionDraft, Happening, RouteStep, Standing
from oversight.approvals.route import EVERY
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.home import HomeService
from oversight.inspections import InspectionState, InspectorDraft
from oversight.journal import JournalService
from oversight.settings import SettingsService
from tests.factories import make_department
from tests.oversight.approvals.approval_site import PASS, Way, make_way

RETURN = DecisionDraft(Decision.RETURNED, "件数の根拠が書かれていません。")
PROXY = DecisionDraft(Decision.APPROVED, is_proxy=True, proxy_reason="課長が出張中のため")


def mark_of(way: Way, who: str) -> ApprovalMark | None:
    return way.inspections.__class__(way.desk.of_person(way.people[who])).list_inspections()[0].approval


def test_a_record_goes_from_the_drafter_by_the_chief_to_the_head(way: Way) -> None:
    assert way.view().may_draft
    assert not way.view().is_under_way
    way.draft(comment="お願いします。")
    assert not way.view().may_draft
    assert way.view().is_under_way
    first = way.newest("係長 二郎")
    assert (first.standing, first.position, first.may_decide) == (Standing.UNDER_WAY, 1, True)
    assert [step.post for step in first.steps] == ["係長", "課長"]
    way.decide("係長 二郎", DecisionDraft(Decision.APPROVED, "確認しました。"))
    way.decide("課長 三郎")
    done = way.newest()
    assert (done.standing, done.position, done.next_step) == (Standing.APPROVED, 0, None)
    assert [(step.decided_by, step.comment) for step in done.steps] == [
        ("係長 係長 二郎", "確認しました。"),
        ("課長 課長 三郎", ""),
    ]
    told = [(row.happening, row.by, row.said) for row in way.view().history]
    assert told == [
        (Happening.DRAFTED, "主任 起案 一郎", "お願いします。"),
        (Happening.APPROVED, "係長 係長 二郎", "確認しました。"),
        (Happening.APPROVED, "課長 課長 三郎", ""),
    ]
    assert JournalService(way.desk).verify().is_sound


def test_only_a_recorded_version_is_drafted_and_only_once(way: Way, desk: Desk) -> None:
    way.draft()
    with pytest.raises(RefusedError, match="もう起案"):
        way.draft()
    way.decide("係長 二郎")
    way.decide("課長 三郎")
    with pytest.raises(RefusedError, match="もう決裁が済んで"):
        way.draft()
    way.inspections.start_correction(way.inspection_id, reason="件数の誤り")
    assert not way.view().may_draft
    with pytest.raises(RefusedError, match="確定した記録だけ"):
        way.at("起案 一郎").draft(way.inspection_id)
    with pytest.raises(RefusedError, match="職員として登録"):
        way.at(Actor(None, "試験", roles=frozenset({Role.INSPECTOR}))).draft(way.inspection_id)


def test_who_drafted_never_decides(way: Way) -> None:
    way.draft("係長 二郎")
    assert not way.newest("係長 二郎").may_decide
    assert not way.newest("係長 二郎").may_stand_in
    with pytest.raises(RefusedError, match="自分が起案"):
        way.decide("係長 二郎")


def test_who_may_only_read_or_is_no_staff_decides_nothing(way: Way) -> None:
    way.draft()
    with pytest.raises(NotPermittedError):
        way.decide("監査 四郎")
    assert not way.newest("監査 四郎").may_decide
    stranger = Actor(None, "試験", roles=frozenset({Role.MANAGER}))
    with pytest.raises(RefusedError, match="職員として登録"):
        way.at(stranger).decide(way.newest().id, PASS)


def test_who_inspected_is_not_the_last_to_decide_unless_the_office_says_so(way: Way) -> None:
    inspector = way.desk.actor
    way.draft()
    way.decide("係長 二郎")
    assert not way.newest(inspector).may_decide
    with pytest.raises(RefusedError, match="検査をした職員"):
        way.at(inspector).decide(way.newest().id, PASS)
    routes = way.at(inspector).read_routes()
    way.at(inspector).change_routes(routes, inspector_may_approve_last=True)
    assert way.newest(inspector).may_decide
    way.at(inspector).decide(way.newest().id, PASS)
    assert way.newest().standing is Standing.APPROVED


def test_who_inspected_may_send_back_at_the_last_step_and_pass_an_earlier_one(way: Way) -> None:
    way.draft()
    way.at(way.desk.actor).decide(way.newest().id, PASS)
    way.decide("課長 三郎", RETURN)
    way.draft()
    way.decide("係長 二郎")
    way.at(way.desk.actor).decide(way.newest().id, RETURN)
    assert way.newest().standing is Standing.RETURNED


def test_an_inspector_known_by_name_alone_is_known(desk: Desk, clock: FixedClock) -> None:
    way = make_way(desk, clock)
    way.inspections.start_correction(way.inspection_id, reason="検査員の追加")
    from oversight.inspections import planning

    with desk.store.writing(desk.actor, "inspection.change") as session:
        planning.put_inspectors(
            session, desk, way.inspection_id, [InspectorDraft("課長 三郎", "課長", None, is_lead=True)]
        )
    way.finalise_again()
    way.draft()
    way.decide("係長 二郎")
    with pytest.raises(RefusedError, match="検査をした職員"):
        way.decide("課長 三郎")


def test_one_person_has_one_step_and_more_only_for_another(way: Way) -> None:
    way.draft()
    way.decide("係長 二郎")
    row = way.newest("係長 二郎")
    assert (row.may_decide, row.may_stand_in) == (False, True)
    with pytest.raises(RefusedError, match="代決") as refused:
        way.decide("係長 二郎")
    assert refused.value.field == "is_proxy"
    with pytest.raises(RefusedError) as refused:
        way.decide("係長 二郎", DecisionDraft(Decision.APPROVED, is_proxy=True))
    assert refused.value.field == "proxy_reason"
    way.decide("係長 二郎", PROXY)
    step = way.newest().steps[1]
    assert (step.decided_by, step.proxy_for, step.proxy_reason) == (
        "係長 係長 二郎",
        "課長",
        "課長が出張中のため",
    )
    last = way.view().history[-1]
    assert (last.happening, last.said) == (Happening.BY_PROXY, "代決の理由: 課長が出張中のため")


def test_the_contract_names_who_holds_a_post_and_all_others_act_for_them(
    desk: Desk, clock: FixedClock
) -> None:
    way = make_way(desk, clock, section_chief="係長　二郎", section_head="山田 太郎")
    way.draft()
    assert [step.held_by for step in way.newest().steps] == ["係長　二郎", "山田 太郎"]
    with pytest.raises(RefusedError, match="係長　二郎 が決裁"):
        way.decide("課長 三郎")
    with pytest.raises(RefusedError, match="ご本人"):
        way.decide("係長 二郎", PROXY)
    way.decide("係長 二郎")
    way.decide("課長 三郎", PROXY)
    assert way.newest().steps[1].proxy_for == "山田 太郎"


def test_a_return_names_its_reason_and_goes_back_to_the_drafter(way: Way) -> None:
    way.draft()
    with pytest.raises(RefusedError) as refused:
        way.decide("係長 二郎", DecisionDraft(Decision.RETURNED, " "))
    assert refused.value.field == "comment"
    way.decide("係長 二郎", RETURN)
    assert way.newest().standing is Standing.RETURNED
    assert way.inspections.get_inspection(way.inspection_id).state is InspectionState.FINALISED
    with pytest.raises(RefusedError, match="差戻"):
        way.decide("係長 二郎")
    way.approve_all()
    assert [row.happening for row in way.view().history].count(Happening.DRAFTED) == 2
    assert way.newest().standing is Standing.APPROVED


def test_a_return_may_open_the_record_for_its_next_version(way: Way) -> None:
    way.draft()
    opening = DecisionDraft(Decision.RETURNED, "写真の項目が違う。", opens_correction=True)
    way.decide("係長 二郎", opening)
    detail = way.inspections.get_inspection(way.inspection_id)
    assert (detail.state, detail.correction_reason) == (InspectionState.CORRECTING, "写真の項目が違う。")
    assert way.newest().standing is Standing.RETURNED
    assert (way.view().history[-1].happening, way.view().history[-1].at) == (Happening.CORRECTED, None)
    way.finalise_again()
    assert (way.view().newest, way.view().may_draft) == (None, True)
    way.approve_all()
    corrected = next(row for row in way.view().history if row.happening is Happening.CORRECTED)
    assert (corrected.version, corrected.said) == (2, "写真の項目が違う。")
    assert way.newest().version == 2


def test_a_drafting_is_taken_back_by_its_drafter_before_anyone_decides(way: Way) -> None:
    way.draft()
    assert way.newest().may_withdraw
    with pytest.raises(RefusedError, match="取り下げられる"):
        way.at("係長 二郎").withdraw(way.newest().id)
    way.at("起案 一郎").withdraw(way.newest().id, reason="添付漏れ")
    assert way.newest().standing is Standing.WITHDRAWN
    assert way.view().history[-1].said == "添付漏れ"
    assert not way.newest().may_withdraw
    way.draft()
    way.decide("係長 二郎")
    with pytest.raises(RefusedError, match="取り下げられる"):
        way.at("起案 一郎").withdraw(way.newest().id)


def test_a_step_decided_meanwhile_is_told(way: Way) -> None:
    approval_id = way.draft()
    way.decide("係長 二郎")
    with pytest.raises(ChangedMeanwhileError):
        way.at("課長 三郎").decide(approval_id, PASS, position=1)
    way.at("課長 三郎").decide(approval_id, PASS, position=2)


def test_while_under_way_no_correction_starts_and_afterwards_it_needs_its_own_approval(way: Way) -> None:
    way.draft()
    with pytest.raises(RefusedError, match="決裁の途中"):
        way.inspections.start_correction(way.inspection_id, reason="誤り")
    way.decide("係長 二郎")
    way.decide("課長 三郎")
    way.inspections.start_correction(way.inspection_id, reason="件数の誤り")
    way.finalise_again()
    view = way.view()
    assert (view.newest, view.may_draft) == (None, True)
    assert [(row.happening, row.version) for row in view.history][-1] == (Happening.CORRECTED, 2)
    assert mark_of(way, "起案 一郎") is None


def test_a_route_of_a_section_counts_for_what_is_drafted_from_then_on(way: Way, desk: Desk) -> None:
    first = way.draft()
    contract_id = way.inspections.list_inspections()[0].contract_id
    from models.contract import Contract

    with desk.reading() as session:
        section = session.get_one(Contract, contract_id).department_id
    named = way.people["課長 三郎"].staff_id
    assert named is not None
    step = RouteStep("部長", roles=(), staff=(named,), allows_proxy=False)
    way.at(desk.actor).change_routes({section.hex: (step,)}, inspector_may_approve_last=False)
    assert [each.post for each in way.newest().steps] == ["係長", "課長"]
    way.decide("係長 二郎", RETURN)
    second = way.draft()
    assert second != first
    assert [(each.post, each.held_by) for each in way.newest().steps] == [("部長", "課長 三郎")]
    with pytest.raises(RefusedError, match="職員ではありません"):
        way.decide("係長 二郎", PROXY)
    way.decide("課長 三郎")
    assert way.newest().standing is Standing.APPROVED


def test_a_step_may_name_who_stands_in(way: Way, desk: Desk) -> None:
    deputy = way.person("補佐 五郎", "課長補佐", Role.INSPECTOR)
    gone = new_id()
    assert deputy.staff_id is not None
    step = RouteStep("課長", staff=(gone,), proxies=(deputy.staff_id,))
    way.at(desk.actor).change_routes({EVERY: (step,)}, inspector_may_approve_last=False)
    way.draft()
    assert way.newest().steps[0].held_by == "管理職"
    assert (way.newest(deputy).may_stand_in, way.newest("係長 二郎").may_stand_in) == (True, False)
    way.decide("補佐 五郎", DecisionDraft(Decision.APPROVED, "", True, "田中 一", "病休のため"))
    assert way.newest().steps[0].proxy_for == "田中 一"


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ((), "post"),
        (tuple(RouteStep(f"職{at}") for at in range(7)), "post"),
        ((RouteStep(" "),), "post"),
        ((RouteStep("課長"), RouteStep("課長 ")), "post"),
        ((RouteStep("課長", roles=()),), "roles"),
    ],
)
def test_a_route_nobody_could_go_is_refused(
    way: Way, desk: Desk, steps: tuple[RouteStep, ...], field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        way.at(desk.actor).change_routes({EVERY: steps}, inspector_may_approve_last=False)
    assert refused.value.field == field
    assert SettingsService(desk).read().approval_routes == {}


def test_who_may_not_change_settings_changes_no_route(way: Way) -> None:
    with pytest.raises(NotPermittedError):
        way.at("起案 一郎").change_routes({}, inspector_may_approve_last=True)


def home_of(way: Way, who: str) -> tuple[frozenset[UUID], frozenset[UUID], frozenset[UUID]]:
    view = HomeService(way.desk.of_person(way.people[who])).view()
    return view.approvals_mine, view.approvals_under_way, view.approvals_returned


def test_home_and_the_list_tell_what_awaits_whom(way: Way, desk: Desk) -> None:
    only, none = frozenset({way.inspection_id}), frozenset[UUID]()
    assert mark_of(way, "係長 二郎") is None
    way.draft()
    assert mark_of(way, "係長 二郎") == ApprovalMark(Standing.UNDER_WAY, "係長", is_mine=True)
    assert mark_of(way, "起案 一郎") == ApprovalMark(Standing.UNDER_WAY, "係長", is_ours=True)
    assert home_of(way, "係長 二郎") == (only, none, none)
    assert home_of(way, "起案 一郎") == (none, only, none)
    way.decide("係長 二郎", RETURN)
    assert home_of(way, "起案 一郎") == (none, none, only)
    assert home_of(way, "係長 二郎") == (none, none, none)
    way.approve_all()
    assert home_of(way, "起案 一郎") == (none, none, none)
    assert mark_of(way, "起案 一郎") == ApprovalMark(Standing.APPROVED, is_ours=True)


def test_what_is_ours_is_our_sections(way: Way, desk: Desk) -> None:
    section = make_department(desk, "行政情報課")
    way.person("同僚 六郎", "主任", Role.INSPECTOR, department_id=section)
    way.person("同課 七郎", "主任", Role.INSPECTOR, department_id=section)
    way.draft("同僚 六郎")
    assert home_of(way, "同課 七郎")[1] == frozenset({way.inspection_id})
    assert home_of(way, "起案 一郎")[1] == frozenset()


def test_what_awaits_a_decision_is_listed_with_whom_it_awaits(way: Way) -> None:
    assert way.at("係長 二郎").list_awaiting() == ()
    way.draft()
    (row,) = way.at("係長 二郎").list_awaiting()
    assert (row.inspection_number, row.version, row.post, row.held_by, row.is_mine) == (
        "R8-0001",
        1,
        "係長",
        "管理職",
        True,
    )
    way.decide("係長 二郎", RETURN)
    way.draft()
    assert len(way.at("課長 三郎").list_awaiting()) == 1


def test_a_colleague_decides_as_themselves_on_the_same_machine(way: Way) -> None:
    approval_id = way.draft()
    way.at("起案 一郎").as_person(way.people["係長 二郎"]).decide(approval_id, PASS)
    assert way.newest().steps[0].decided_by == "係長 係長 二郎"
