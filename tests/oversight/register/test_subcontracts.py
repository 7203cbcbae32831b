"""The tree of sub-contracts as deeds: who permits, what is refused, what wants attention."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from models.base import new_id
from models.department import Role
from models.subcontract import Subcontract
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.register import (
    ContractsService,
    SubcontractDraft,
    SubcontractNode,
    SubcontractsService,
    SubcontractState,
)
from oversight.register.subcontract_places import Tier, bodies_above, bodies_below
from tests.factories import make_contract, make_contractor, make_subcontract
from tests.oversight.register.entries import contract_draft, enter_contractor, row_id_of

START = dt.date(2026, 4, 1)
BEFORE = dt.date(2026, 3, 20)


@pytest.fixture
def service(desk: Desk) -> SubcontractsService:
    return SubcontractsService(desk)


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    return make_contract(desk)


@pytest.fixture
def enter(service: SubcontractsService, desk: Desk, contract_id: UUID) -> Callable[..., UUID]:
    """Enter a tier of a body of that name; quiet by default but for the permission."""

    def entering(name: str, parent_id: UUID | None = None, **values: Any) -> UUID:
        values = {"has_notice_clause": True, "starts_on": START, **values}
        body = values.pop("contractor_id", None) or enter_contractor(desk, name)
        draft = SubcontractDraft(contract_id, body, parent_id, **values)
        return row_id_of(service.add_subcontract(draft))

    return entering


def node_of(service: SubcontractsService, contract_id: UUID, row_id: UUID) -> SubcontractNode:
    (node,) = (node for node in service.list_tree(contract_id) if node.id == row_id)
    return node


def test_a_tier_comes_back_as_entered(service: SubcontractsService, desk: Desk, contract_id: UUID) -> None:
    draft = SubcontractDraft(
        contract_id,
        enter_contractor(desk, "乙社"),
        None,
        is_subsidiary=True,
        scope="入力",
        personal_data_items=("氏名",),
        reason="繁忙",
        starts_on=START,
        ends_on=dt.date(2027, 3, 31),
        safety_check_result="適",
        supervision_method="月次報告",
        applied_on=BEFORE,
        has_notice_clause=True,
        remarks="備考",
    )
    row_id = row_id_of(service.add_subcontract(draft))
    node = node_of(service, contract_id, row_id)
    assert (node.draft, node.contractor, node.state) == (draft, "乙社", SubcontractState.APPLIED)
    service.change_subcontract(row_id, replace(draft, scope="封入"), version=node.version)
    assert node_of(service, contract_id, row_id).draft.scope == "封入"


def test_the_tree_stands_tier_under_tier_with_its_path(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    first = enter("乙")
    other = enter("己")
    second = enter("丙", first)
    third = enter("丁", second)
    beside = enter("戊", first)
    tree = service.list_tree(contract_id)
    assert [node.id for node in tree] == [first, second, third, beside, other]
    assert [node.depth for node in tree] == [1, 2, 3, 2, 1]
    assert [node.path for node in tree][:3] == [("乙",), ("乙", "丙"), ("乙", "丙", "丁")]


def test_a_deep_tree_is_no_deeper_than_the_reader(
    service: SubcontractsService, desk: Desk, contract_id: UUID
) -> None:
    parent = None
    for at in range(60):
        body = make_contractor(desk, f"第{at}段")
        parent = make_subcontract(desk, contract_id, parent_id=parent, contractor_id=body)
    tree = service.list_tree(contract_id)
    assert [node.depth for node in tree] == list(range(1, 61))


def test_only_a_manager_permits_and_refuses(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID], desk_as: Callable[..., Desk]
) -> None:
    row_id = enter("乙")
    inspector = SubcontractsService(desk_as(Role.INSPECTOR))
    writes: tuple[Callable[[], object], ...] = (
        lambda: inspector.permit_subcontract(row_id, permitted_on=BEFORE),
        lambda: inspector.set_state(row_id, SubcontractState.REFUSED),
        lambda: inspector.set_state(row_id, SubcontractState.PERMITTED),
    )
    for write in writes:
        with pytest.raises(NotPermittedError):
            write()
    service.permit_subcontract(row_id, permitted_on=BEFORE, number=" 第5号 ", conditions=" 常駐 ")
    node = node_of(service, contract_id, row_id)
    assert (node.state, node.permitted_on, node.permitted_by) == (
        SubcontractState.PERMITTED,
        BEFORE,
        "係長 福井 太郎",
    )
    assert (node.permission_number, node.conditions, node.attention) == ("第5号", "常駐", ())


def test_work_starts_only_under_a_permission(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    row_id = enter("乙")
    for state in (SubcontractState.ACTIVE, SubcontractState.PERMITTED):
        with pytest.raises(RefusedError) as refusal:
            service.set_state(row_id, state)
        assert refusal.value.field == "permitted_on"
    service.permit_subcontract(row_id, permitted_on=BEFORE)
    service.set_state(row_id, SubcontractState.ACTIVE)
    assert node_of(service, contract_id, row_id).state is SubcontractState.ACTIVE


def test_a_refusal_takes_the_permission_away_for_good(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID], desk_as: Callable[..., Desk]
) -> None:
    row_id = enter("乙")
    service.permit_subcontract(row_id, permitted_on=BEFORE, number="第5号", conditions="常駐")
    service.set_state(row_id, SubcontractState.REFUSED, reason="条件違反")
    node = node_of(service, contract_id, row_id)
    assert (node.permitted_on, node.permitted_by, node.permission_number, node.conditions) == (
        None,
        "",
        "",
        "",
    )
    with pytest.raises(RefusedError, match="許諾"):
        SubcontractsService(desk_as(Role.INSPECTOR)).set_state(row_id, SubcontractState.ACTIVE)


def test_a_permission_does_not_pass_to_another_body(
    service: SubcontractsService, desk: Desk, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    row_id = enter("乙")
    draft = node_of(service, contract_id, row_id).draft
    heir = replace(draft, contractor_id=enter_contractor(desk, "丙"))
    service.change_subcontract(row_id, heir)
    service.permit_subcontract(row_id, permitted_on=BEFORE)
    with pytest.raises(RefusedError) as refusal:
        service.change_subcontract(row_id, draft)
    assert refusal.value.field == "contractor_id"
    service.change_subcontract(row_id, replace(heir, scope="封入"))


def test_a_permission_is_dated_no_later_than_today_and_given_to_no_ended_tier(
    service: SubcontractsService, desk: Desk, enter: Callable[..., UUID]
) -> None:
    row_id = enter("乙")
    with pytest.raises(RefusedError) as refusal:
        service.permit_subcontract(row_id, permitted_on=desk.today() + dt.timedelta(days=1))
    assert refusal.value.field == "permitted_on"
    service.permit_subcontract(row_id, permitted_on=desk.today())
    service.end_subcontract(row_id, ends_on=dt.date(2026, 9, 30))
    with pytest.raises(RefusedError, match="終了"):
        service.permit_subcontract(row_id, permitted_on=desk.today())


def test_ending_records_the_day(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    row_id = enter("乙")
    with pytest.raises(RefusedError) as refusal:
        service.end_subcontract(row_id, ends_on=START - dt.timedelta(days=1))
    assert refusal.value.field == "ends_on"
    service.end_subcontract(row_id, ends_on=START)
    node = node_of(service, contract_id, row_id)
    assert (node.state, node.draft.ends_on, node.attention) == (SubcontractState.ENDED, START, ())


def test_a_period_that_ends_before_it_starts_is_refused(enter: Callable[..., UUID]) -> None:
    with pytest.raises(RefusedError) as refusal:
        enter("乙", ends_on=dt.date(2026, 3, 31))
    assert refusal.value.field == "ends_on"


def test_a_tier_is_not_put_under_itself_or_what_is_below_it(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    first = enter("乙")
    second = enter("丙", first)
    third = enter("丁", second)
    for parent in (first, second, third):
        with pytest.raises(RefusedError, match="輪") as refusal:
            service.move_subcontract(first, parent_id=parent)
        assert refusal.value.field == "parent_id"
    draft = node_of(service, contract_id, first).draft
    with pytest.raises(RefusedError, match="輪"):
        service.change_subcontract(first, replace(draft, parent_id=third))
    service.move_subcontract(third, parent_id=first)
    assert [node.depth for node in service.list_tree(contract_id)] == [1, 2, 2]


def test_no_body_stands_above_itself(
    service: SubcontractsService, desk: Desk, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    prime = ContractsService(desk).get_contract(contract_id).draft.contractor_id
    body = enter_contractor(desk, "乙")
    first = enter("", contractor_id=body)
    second = enter("丙", first)
    for above, same in ((None, prime), (first, prime), (first, body), (second, body)):
        with pytest.raises(RefusedError, match="系列の上位") as refusal:
            enter("", above, contractor_id=same)
        assert refusal.value.field == "contractor_id"
    beside = enter("丁")
    enter("", beside, contractor_id=body)
    with pytest.raises(RefusedError, match="下の段") as refusal:
        service.move_subcontract(beside, parent_id=second)
    assert refusal.value.field == "parent_id"


def test_a_parent_is_of_the_same_contract_and_stands(
    service: SubcontractsService, desk: Desk, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    first = enter("乙")
    elsewhere = make_subcontract(desk, make_contract(desk, number="R8-002"))
    service.withdraw_subcontract(first, reason="誤り")
    for parent in (elsewhere, first, new_id()):
        with pytest.raises(RefusedError) as refusal:
            enter(f"丙{parent}"[-9:], parent)
        assert refusal.value.field == "parent_id"
    tier = enter("丁")
    draft = node_of(service, contract_id, tier).draft
    with pytest.raises(RefusedError) as refusal:
        service.change_subcontract(tier, replace(draft, contract_id=new_id()))
    assert refusal.value.field == "contract_id"


def test_a_tier_with_tiers_below_is_not_withdrawn(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    first = enter("乙")
    second = enter("丙", first)
    with pytest.raises(RefusedError, match="下に再委託"):
        service.withdraw_subcontract(first, reason="誤り")
    with pytest.raises(RefusedError, match="理由"):
        service.withdraw_subcontract(second, reason=" ")
    service.withdraw_subcontract(second, reason="誤り")
    service.withdraw_subcontract(first, reason="誤り")
    assert service.list_tree(contract_id) == ()
    with pytest.raises(RefusedError, match="取り下げ"):
        service.set_state(first, SubcontractState.EXAMINING)


def test_a_stale_deed_is_refused(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    row_id = enter("乙")
    service.set_state(row_id, SubcontractState.EXAMINING, version=1)
    draft = node_of(service, contract_id, row_id).draft
    writes: tuple[Callable[[], object], ...] = (
        lambda: service.change_subcontract(row_id, draft, version=1),
        lambda: service.move_subcontract(row_id, parent_id=None, version=1),
        lambda: service.permit_subcontract(row_id, permitted_on=BEFORE, version=1),
        lambda: service.set_state(row_id, SubcontractState.ENDED, version=1),
        lambda: service.end_subcontract(row_id, ends_on=START, version=1),
        lambda: service.withdraw_subcontract(row_id, reason="x", version=1),
    )
    for write in writes:
        with pytest.raises(ChangedMeanwhileError):
            write()


def test_an_unknown_tier_or_contract_is_told(service: SubcontractsService, desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        service.end_subcontract(new_id(), ends_on=START)
    with pytest.raises(NotFoundError):
        service.add_subcontract(SubcontractDraft(new_id(), enter_contractor(desk, "乙")))
    assert service.list_tree(new_id()) == ()


@pytest.mark.parametrize(
    ("values", "attention"),
    [
        ({}, "市の許諾のないまま始まっています。"),
        ({"starts_on": dt.date(2026, 11, 24)}, "市の許諾のないまま始まっています。"),
        ({"starts_on": dt.date(2026, 11, 25)}, "市の許諾がまだありません。"),
        ({"starts_on": None}, "市の許諾がまだありません。"),
        ({"is_subsidiary": True}, "市の許諾のないまま始まっています（子会社も再委託先です）。"),
        (
            {"is_subsidiary": True, "starts_on": None},
            "市の許諾がまだありません（子会社も再委託先です）。",
        ),
    ],
)
def test_a_tier_without_the_city_s_permission_is_told(
    service: SubcontractsService,
    contract_id: UUID,
    enter: Callable[..., UUID],
    values: dict[str, Any],
    attention: str,
) -> None:
    row_id = enter("乙", **values)
    assert node_of(service, contract_id, row_id).attention == (attention,)
    ((told_contract, node),) = service.list_attention()
    assert (told_contract, node.id) == (contract_id, row_id)
    service.permit_subcontract(row_id, permitted_on=BEFORE)
    assert service.list_attention() == ()


def test_an_active_tier_without_a_permission_has_started_whatever_its_dates(
    service: SubcontractsService, desk: Desk, contract_id: UUID
) -> None:
    make_subcontract(desk, contract_id, has_notice_clause=True)
    (node,) = service.list_tree(contract_id)
    assert node.attention == ("市の許諾のないまま始まっています。",)


def test_a_permission_after_the_start_goes_on_being_told(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    late, same_day = enter("乙"), enter("丙")
    service.permit_subcontract(late, permitted_on=START + dt.timedelta(days=1))
    service.permit_subcontract(same_day, permitted_on=START)
    assert node_of(service, contract_id, late).attention == ("許諾より前に始まっています。",)
    assert node_of(service, contract_id, same_day).attention == ()


def test_each_tier_needs_its_own_permission_and_one_above_it(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    first = enter("乙")
    second = enter("丙", first, has_notice_clause=False)
    service.permit_subcontract(second, permitted_on=BEFORE)
    assert node_of(service, contract_id, second).attention == (
        "上位の段に市の許諾がありません。",
        "再々委託の通知義務の条項がありません。",
    )
    service.permit_subcontract(first, permitted_on=BEFORE)
    assert node_of(service, contract_id, second).attention == ("再々委託の通知義務の条項がありません。",)


def test_tiers_of_a_withdrawn_contract_want_no_attention(service: SubcontractsService, desk: Desk) -> None:
    contracts = ContractsService(desk)
    contract_id = row_id_of(contracts.add_contract(contract_draft(desk)))
    service.add_subcontract(SubcontractDraft(contract_id, enter_contractor(desk, "乙")))
    assert len(service.list_attention()) == 1
    contracts.withdraw_contract(contract_id, reason="誤り")
    assert service.list_attention() == ()


def test_what_was_found_unpermitted_is_told_until_it_is_over(
    service: SubcontractsService, contract_id: UUID, enter: Callable[..., UUID]
) -> None:
    row_id = enter("乙")
    service.set_state(row_id, SubcontractState.UNPERMITTED, reason="現地で判明")
    assert node_of(service, contract_id, row_id).attention == ("市の許諾のない再委託です。",)
    service.set_state(row_id, SubcontractState.ENDED)
    assert service.list_attention() == ()


def is_a_forest(tiers: dict[UUID, UUID | None]) -> bool:
    """Tell whether every chain of parents ends at the contract."""
    for row_id in tiers:
        passed: set[UUID] = set()
        at: UUID | None = row_id
        while at is not None:
            if at in passed:
                return False
            passed.add(at)
            at = tiers[at]
    return True


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.integers(0, 5), min_size=6, max_size=6),
    moves=st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 5)), min_size=4, max_size=12),
)
def test_no_moves_ever_make_a_ring(
    service: SubcontractsService, desk: Desk, parents: list[int], moves: list[tuple[int, int]]
) -> None:
    contract_id = make_contract(desk, number=new_id().hex[-8:])
    rows: list[UUID] = []
    for at, above in enumerate(parents):
        parent = rows[above] if above < at else None
        body = make_contractor(desk, f"第{at}社")
        rows.append(make_subcontract(desk, contract_id, parent_id=parent, contractor_id=body))
    for moved, above in moves:
        try:
            service.move_subcontract(rows[moved], parent_id=rows[above] if above >= 0 else None)
        except RefusedError:
            continue
    with desk.reading() as session:
        query = select(Subcontract.id, Subcontract.parent_id).where(Subcontract.contract_id == contract_id)
        tiers = dict(session.execute(query).all())
    assert is_a_forest(tiers)
    assert {node.id for node in service.list_tree(contract_id)} == set(rows)


@given(st.data())
def test_a_place_is_refused_exactly_when_it_would_make_a_ring(data: st.DataObject) -> None:
    ids = [new_id() for _each in range(data.draw(st.integers(2, 8)))]
    tiers = {
        row_id: Tier(data.draw(st.sampled_from([None, *ids[:at]])), new_id()) for at, row_id in enumerate(ids)
    }
    moved, above = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from([None, *ids]))
    after = {row_id: tier.parent_id for row_id, tier in tiers.items()} | {moved: above}
    try:
        bodies = list(bodies_above(tiers, moved, above))
    except RefusedError:
        assert not is_a_forest(after)
    else:
        assert is_a_forest(after)
        assert set(bodies).isdisjoint(bodies_below(tiers, moved))


def test_two_people_moving_two_tiers_under_one_another_make_no_ring(
    service: SubcontractsService, desk: Desk, contract_id: UUID, enter: Callable[..., UUID], engine: Engine
) -> None:
    for at in range(4):
        first, second = enter(f"乙{at}"), enter(f"丙{at}")
        barrier = threading.Barrier(2)
        refused: list[RefusedError] = []

        def move(row_id: UUID, parent_id: UUID, start: threading.Barrier, told: list[RefusedError]) -> None:
            start.wait()
            try:
                service.move_subcontract(row_id, parent_id=parent_id)
            except RefusedError as error:
                told.append(error)

        pair = [(first, second), (second, first)]
        threads = [threading.Thread(target=move, args=(*each, barrier, refused)) for each in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1
    assert len(service.list_tree(contract_id)) == 8
