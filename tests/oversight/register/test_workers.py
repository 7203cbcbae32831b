"""The roster: who is on it, who left, and what wants attention on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from models.base import new_id
from models.department import Role
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.register import (
    ContractsService,
    Employment,
    SubcontractState,
    WorkerDraft,
    WorkersService,
    WorkerState,
)
from oversight.register.workers import attention_of
from tests.factories import make_contract, make_contractor, make_subcontract
from tests.oversight.register.entries import contract_draft, row_id_of

TODAY = dt.date(2026, 11, 24)
PRIME = "株式会社髙﨑事務サービス"


@pytest.fixture
def service(desk: Desk) -> WorkersService:
    return WorkersService(desk)


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    return make_contract(desk, contractor_id=make_contractor(desk, PRIME))


def sound(contract_id: UUID, name: str = "山田 花子", **values: Any) -> WorkerDraft:
    """Return a worker about whom there is nothing to tell."""
    draft = WorkerDraft(
        contract_id,
        name,
        employer=PRIME,
        state=WorkerState.ACTIVE,
        oath_on=dt.date(2026, 4, 1),
        trained_on=dt.date(2026, 4, 1),
        starts_on=dt.date(2026, 4, 1),
    )
    return replace(draft, **values)


def add(service: WorkersService, draft: WorkerDraft) -> UUID:
    return row_id_of(service.add_workers([draft]))


def test_a_worker_comes_back_as_entered(service: WorkersService, desk: Desk, contract_id: UUID) -> None:
    draft = WorkerDraft(
        contract_id,
        "渡邉 𠮷子",
        kana="ﾜﾀﾅﾍﾞ よしこ",
        employer="有限会社ひばり印刷",
        employment=Employment.SUBCONTRACT,
        state=WorkerState.CONFIRMED,
        subcontract_id=make_subcontract(desk, contract_id),
        role="業務責任者",
        scope="入力",
        system_account="KAIGO-12",
        starts_on=dt.date(2026, 4, 1),
        ends_on=dt.date(2027, 3, 31),
        oath_on=dt.date(2026, 4, 1),
        trained_on=dt.date(2026, 4, 2),
        entry_card_number="C-1",
        entry_card_until=dt.date(2027, 3, 31),
        returned_on=dt.date(2027, 4, 1),
        remarks="備考",
    )
    row_id = add(service, draft)
    (row,) = service.list_workers(contract_id)
    assert row.draft == replace(draft, kana="ワタナベ ヨシコ")
    service.change_worker(row_id, replace(row.draft, role="補助"), version=row.version)
    assert service.list_workers(contract_id)[0].draft.role == "補助"


def test_many_workers_come_all_or_none(service: WorkersService, contract_id: UUID) -> None:
    with pytest.raises(RefusedError) as refusal:
        service.add_workers([sound(contract_id, "甲"), sound(contract_id, " ")])
    assert refusal.value.field == "name"
    assert service.list_workers(contract_id) == ()
    service.add_workers(sound(contract_id, f"{at}", kana=kana) for at, kana in enumerate(("ワ", "ア", "カ")))
    assert [row.draft.kana for row in service.list_workers(contract_id)] == ["ア", "カ", "ワ"]
    assert service.add_workers([]).row_id is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kana": "山田"}, "kana"),
        ({"ends_on": dt.date(2026, 3, 31)}, "ends_on"),
    ],
)
def test_an_unsound_worker_is_refused_at_its_field(
    service: WorkersService, contract_id: UUID, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        add(service, sound(contract_id, **values))
    assert refusal.value.field == field


def test_a_roster_is_of_one_contract_that_stands(
    service: WorkersService, desk: Desk, contract_id: UUID
) -> None:
    with pytest.raises(NotFoundError):
        add(service, sound(new_id()))
    other = make_contract(desk, number="R8-002")
    with pytest.raises(RefusedError) as refusal:
        add(service, sound(contract_id, subcontract_id=make_subcontract(desk, other)))
    assert refusal.value.field == "subcontract_id"
    row_id = add(service, sound(contract_id))
    with pytest.raises(RefusedError) as refusal:
        service.change_worker(row_id, sound(other))
    assert refusal.value.field == "contract_id"


def test_a_leaver_is_struck_off_and_the_card_may_come_back_later(
    service: WorkersService, contract_id: UUID
) -> None:
    row_id = add(service, sound(contract_id, entry_card_number="C-1"))
    left = dt.date(2026, 10, 31)
    service.strike_worker(row_id, ends_on=left, returned_on=None)
    (row,) = service.list_workers(contract_id)
    assert (row.draft.state, row.draft.ends_on) == (WorkerState.STRUCK, left)
    assert row.attention == ("入室許可証・システムIDが返されていません。",)
    service.strike_worker(row_id, ends_on=left, returned_on=dt.date(2026, 11, 2), version=row.version)
    assert service.list_workers(contract_id)[0].attention == ()
    with pytest.raises(RefusedError) as refusal:
        service.strike_worker(row_id, ends_on=dt.date(2026, 3, 31), returned_on=None)
    assert refusal.value.field == "ends_on"


def test_a_worker_entered_by_mistake_is_withdrawn(service: WorkersService, contract_id: UUID) -> None:
    row_id = add(service, sound(contract_id))
    with pytest.raises(RefusedError, match="理由"):
        service.withdraw_worker(row_id, reason="")
    service.withdraw_worker(row_id, reason="別人")
    assert service.list_workers(contract_id) == ()
    with pytest.raises(RefusedError, match="取り下げ"):
        service.change_worker(row_id, sound(contract_id))


def test_a_stale_deed_on_the_roster_is_refused(service: WorkersService, contract_id: UUID) -> None:
    row_id = add(service, sound(contract_id))
    service.change_worker(row_id, sound(contract_id, role="先"), version=1)
    writes: tuple[Callable[[], object], ...] = (
        lambda: service.change_worker(row_id, sound(contract_id), version=1),
        lambda: service.strike_worker(row_id, ends_on=TODAY, returned_on=None, version=1),
        lambda: service.withdraw_worker(row_id, reason="x", version=1),
    )
    for write in writes:
        with pytest.raises(ChangedMeanwhileError):
            write()


def test_who_may_only_read_writes_no_worker(
    service: WorkersService, desk_as: Callable[..., Desk], contract_id: UUID
) -> None:
    row_id = add(service, sound(contract_id))
    other = WorkersService(desk_as(Role.AUDITOR))
    writes: tuple[Callable[[], object], ...] = (
        lambda: other.add_workers([sound(contract_id)]),
        lambda: other.change_worker(row_id, sound(contract_id)),
        lambda: other.strike_worker(row_id, ends_on=TODAY, returned_on=None),
        lambda: other.withdraw_worker(row_id, reason="x"),
    )
    for write in writes:
        with pytest.raises(NotPermittedError):
            write()
    assert len(other.list_workers(contract_id)) == 1


@pytest.mark.parametrize(
    ("values", "attention"),
    [
        ({}, ()),
        ({"ends_on": TODAY}, ()),
        ({"ends_on": dt.date(2026, 11, 23)}, ("離任日を過ぎていますが、名簿で有効のままです。",)),
        (
            {"ends_on": dt.date(2026, 11, 23), "entry_card_number": "C-1"},
            (
                "離任日を過ぎていますが、名簿で有効のままです。",
                "入室許可証・システムIDが返されていません。",
            ),
        ),
        (
            {"state": WorkerState.STRUCK, "system_account": "ID-1"},
            ("入室許可証・システムIDが返されていません。",),
        ),
        ({"state": WorkerState.STRUCK, "system_account": "ID-1", "returned_on": TODAY}, ()),
        ({"state": WorkerState.STRUCK}, ()),
        ({"oath_on": None}, ("誓約書がありません。",)),
        ({"trained_on": None}, ("研修の記録がありません。",)),
        ({"trained_on": dt.date(2025, 11, 24)}, ()),
        ({"trained_on": dt.date(2025, 11, 23)}, ("研修から1年を超えています。",)),
        ({"entry_card_until": TODAY}, ()),
        ({"entry_card_until": dt.date(2026, 11, 23)}, ("入室許可証の期限が切れています。",)),
        ({"employer": ""}, ("実所属が書かれていません。",)),
        ({"employer": "㈱高崎事務サービス"}, ()),
        ({"employer": "合同会社そらまめ"}, ("実所属が、受託者とも許諾した再委託先とも違います。",)),
        ({"employer": "合同会社そらまめ", "employment": Employment.DISPATCHED}, ()),
    ],
)
def test_what_wants_attention_is_told_and_nothing_else(
    service: WorkersService, contract_id: UUID, values: dict[str, Any], attention: tuple[str, ...]
) -> None:
    row_id = add(service, sound(contract_id, **values))
    assert service.list_workers(contract_id)[0].attention == attention
    assert [row.id for row in service.list_attention()] == ([row_id] if attention else [])


@pytest.mark.parametrize(
    ("values", "is_known"),
    [
        ({"state": SubcontractState.ACTIVE, "permitted_on": dt.date(2026, 3, 1)}, True),
        ({"state": SubcontractState.PERMITTED, "permitted_on": dt.date(2026, 3, 1)}, True),
        ({"state": SubcontractState.ACTIVE}, False),
        ({"state": SubcontractState.APPLIED}, False),
        ({"state": SubcontractState.UNPERMITTED}, False),
        ({"state": SubcontractState.ENDED, "permitted_on": dt.date(2026, 3, 1)}, False),
        (
            {
                "state": SubcontractState.ACTIVE,
                "permitted_on": dt.date(2026, 3, 1),
                "withdrawn_on": dt.date(2026, 4, 1),
            },
            False,
        ),
    ],
)
def test_only_a_permitted_tier_of_the_same_contract_may_employ(
    service: WorkersService, desk: Desk, contract_id: UUID, values: dict[str, Any], is_known: bool
) -> None:
    body = make_contractor(desk, "有限会社ひばり印刷")
    make_subcontract(desk, contract_id, contractor_id=body, **values)
    elsewhere = make_contract(desk, number="R8-002", contractor_id=make_contractor(desk, "別の受託者"))
    add(service, sound(contract_id, employer="㈲ひばり印刷"))
    add(service, sound(elsewhere, employer="㈲ひばり印刷"))
    assert (service.list_workers(contract_id)[0].attention == ()) == is_known
    assert service.list_workers(elsewhere)[0].attention != ()


def test_the_roster_can_be_judged_as_of_another_day(service: WorkersService, contract_id: UUID) -> None:
    add(service, sound(contract_id))
    assert service.list_workers(contract_id, on=dt.date(2027, 4, 1))[0].attention == ()
    assert service.list_workers(contract_id, on=dt.date(2027, 4, 2))[0].attention != ()


def test_rosters_of_withdrawn_contracts_want_no_attention(service: WorkersService, desk: Desk) -> None:
    contracts = ContractsService(desk)
    contract_id = row_id_of(contracts.add_contract(contract_draft(desk)))
    add(service, sound(contract_id, oath_on=None))
    assert len(service.list_attention()) == 1
    contracts.withdraw_contract(contract_id, reason="誤り")
    assert service.list_attention() == ()


def test_the_queries_do_not_grow_with_the_contracts(service: WorkersService, desk: Desk) -> None:
    asked: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    for at in range(4):
        add(service, sound(make_contract(desk, number=f"R8-{at}"), oath_on=None))
    event.listen(desk.store.engine, "before_cursor_execute", note)
    assert len(service.list_attention()) == 4
    event.remove(desk.store.engine, "before_cursor_execute", note)
    assert sum(text.startswith("SELECT") for text in asked) == 3


@given(trained=st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31)), later=st.integers(0, 800))
def test_training_holds_to_its_anniversary_and_not_a_day_longer(trained: dt.date, later: int) -> None:
    on = trained + dt.timedelta(days=later)
    told = "研修から1年を超えています。" in attention_of(
        sound(new_id(), trained_on=trained), frozenset({PRIME}), on, str
    )
    leap = (trained.month, trained.day) == (2, 29)
    last = dt.date(trained.year + 1, 2, 28) if leap else trained.replace(year=trained.year + 1)
    assert told == (on > last)
