"""The list of contracts: every row says what the detail says, and search finds what people type."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event

from models.base import new_id
from models.inspection import Inspection, InspectionKind, InspectionMethod, InspectionState
from oversight.access import Deed
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.home import HomeService
from oversight.register import (
    ContractListRow,
    ContractsService,
    ContractState,
    PeriodDraft,
    PeriodKind,
    SubcontractDraft,
    SubcontractsService,
    SubcontractState,
    SystemDraft,
)
from tests.factories import adopt_editions, make_department
from tests.oversight.register.entries import (
    PREPARATION,
    SERVICE,
    contract_draft,
    enter_contractor,
    row_id_of,
)

RUNNING = PeriodDraft(PeriodKind.SERVICE, dt.date(2026, 4, 1), dt.date(2027, 3, 31))
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def service(desk: Desk) -> ContractsService:
    adopt_editions(desk)
    return ContractsService(desk)


def put_inspection(desk: Desk, contract_id: UUID, **values: Any) -> None:
    from models.checklist import ChecklistEdition

    with desk.writing(Deed.PLAN_INSPECTION, "inspection.plan") as session:
        edition = session.query(ChecklistEdition.id).limit(1).scalar()
        fixed = {
            "number": new_id().hex[-8:],
            "contract_id": contract_id,
            "edition_id": edition,
            "fiscal_year": 2026,
            "kind": InspectionKind.REGULAR,
            "method": InspectionMethod.VISIT,
            "state": InspectionState.PLANNED,
            "planned_on": dt.date(2026, 12, 1),
        }
        session.add(Inspection(**{**fixed, **values}))


def row_of(service: ContractsService, row_id: UUID) -> ContractListRow:
    (row,) = (row for row in service.list_contracts() if row.id == row_id)
    return row


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"periods": (), "state": ContractState.DRAFTED, "signed_on": None},
        {
            "periods": (PREPARATION, SERVICE, RUNNING),
            "handles_specific": True,
            "handles_sensitive": True,
            "subcontract_allowed": True,
            "persons_count": 7,
            "systems": (SystemDraft("表計算"), SystemDraft("介護保険", is_core=True)),
        },
    ],
)
def test_a_row_says_what_the_detail_says(
    service: ContractsService, desk: Desk, values: dict[str, Any]
) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, **values)))
    detail, row = service.get_contract(row_id), row_of(service, row_id)
    own = (
        "number", "title", "contractor_id", "department_id", "kind", "state", "handles_specific",
        "handles_sensitive", "subcontract_allowed", "persons_count",
    )  # fmt: skip
    for name in own:
        assert getattr(row, name) == getattr(detail.draft, name), name
    assert (row.version, row.contractor, row.department) == (
        detail.version,
        detail.contractor,
        detail.department,
    )
    periods = [p for p in detail.draft.periods if p.kind is PeriodKind.SERVICE]
    assert row.service_from == min((p.starts_on for p in periods), default=None)
    assert row.service_until == max((p.ends_on for p in periods), default=None)
    assert row.days_left == ((row.service_until - TODAY).days if row.service_until else None)
    assert row.uses_core_system == any(system.is_core for system in detail.draft.systems)
    assert (row.cover is not None) == (2026 in [year.fiscal_year for year in detail.inspection_years])
    assert not row.is_subcontracted


def test_rows_stand_in_order_of_number_on_every_engine(service: ContractsService, desk: Desk) -> None:
    for number in ("R8-2", "a-1", "R10-1", "R8-10", "Ｒ8-1", "R8-1"):
        service.add_contract(contract_draft(desk, number))
    assert [row.number for row in service.list_contracts()] == sorted(
        ("R8-2", "a-1", "R10-1", "R8-10", "Ｒ8-1", "R8-1")
    )


def test_a_withdrawn_period_or_system_no_longer_counts(service: ContractsService, desk: Desk) -> None:
    draft = contract_draft(desk, periods=(SERVICE, RUNNING), systems=(SystemDraft("基幹", is_core=True),))
    row_id = row_id_of(service.add_contract(draft))
    kept = service.get_contract(row_id).draft
    service.change_contract(row_id, replace(kept, periods=kept.periods[:1], systems=()))
    row = row_of(service, row_id)
    assert (row.service_until, row.cover, row.uses_core_system, row.days_left) == (
        dt.date(2026, 3, 31),
        None,
        False,
        -238,
    )


def test_a_tier_at_work_shows_and_an_ended_one_does_not(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    tiers = SubcontractsService(desk)
    tier_id = row_id_of(tiers.add_subcontract(SubcontractDraft(row_id, enter_contractor(desk, "乙"))))
    assert row_of(service, row_id).is_subcontracted
    tiers.set_state(tier_id, SubcontractState.ENDED)
    assert not row_of(service, row_id).is_subcontracted


def test_the_year_s_inspection_is_the_last_one_done_and_the_next_one_planned(
    service: ContractsService, desk: Desk
) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, periods=(RUNNING,))))
    done = {"state": InspectionState.FINALISED}
    put_inspection(desk, row_id, conducted_on=dt.date(2026, 6, 1), **done)
    put_inspection(desk, row_id, conducted_on=dt.date(2026, 9, 1), state=InspectionState.CORRECTING)
    put_inspection(desk, row_id, conducted_on=dt.date(2026, 3, 31), fiscal_year=2025, **done)
    put_inspection(desk, row_id, conducted_on=dt.date(2026, 10, 1), withdrawn_on=TODAY, **done)
    put_inspection(desk, row_id, conducted_on=dt.date(2026, 10, 2), kind=InspectionKind.PRE_CONTRACT, **done)
    put_inspection(desk, row_id, planned_on=dt.date(2027, 2, 1))
    put_inspection(desk, row_id, planned_on=dt.date(2027, 1, 15), state=InspectionState.NOTIFIED)
    put_inspection(desk, row_id, planned_on=dt.date(2027, 1, 1), state=InspectionState.CALLED_OFF)
    put_inspection(desk, row_id, planned_on=dt.date(2027, 1, 2), withdrawn_on=TODAY)
    put_inspection(desk, row_id, planned_on=dt.date(2027, 4, 1), fiscal_year=2027)
    row = row_of(service, row_id)
    assert (row.inspected_on, row.planned_on) == (dt.date(2026, 9, 1), dt.date(2027, 1, 15))


def test_next_year_s_plan_is_not_this_year_s_and_a_day_that_passed_still_shows(
    service: ContractsService, desk: Desk
) -> None:
    ahead = row_id_of(service.add_contract(contract_draft(desk, "R8-1")))
    late = row_id_of(service.add_contract(contract_draft(desk, "R8-2")))
    put_inspection(desk, ahead, planned_on=dt.date(2027, 4, 1), fiscal_year=2027)
    put_inspection(desk, late, planned_on=dt.date(2026, 3, 1), fiscal_year=2025)
    assert row_of(service, ahead).planned_on is None
    assert row_of(service, late).planned_on == dt.date(2026, 3, 1)


def test_a_contract_with_an_inspection_is_not_withdrawn_unless_it_was_called_off(
    service: ContractsService, desk: Desk
) -> None:
    inspected = row_id_of(service.add_contract(contract_draft(desk, "R8-1")))
    called_off = row_id_of(service.add_contract(contract_draft(desk, "R8-2")))
    put_inspection(desk, inspected)
    put_inspection(desk, called_off, state=InspectionState.CALLED_OFF)
    with pytest.raises(RefusedError, match="検査のある契約"):
        service.withdraw_contract(inspected, reason="誤り")
    service.withdraw_contract(called_off, reason="誤り")
    assert [row.id for row in service.list_contracts()] == [inspected]


def test_the_list_and_the_first_page_count_the_same(service: ContractsService, desk: Desk) -> None:
    for at, state in enumerate(ContractState):
        for year, period in enumerate((SERVICE, RUNNING)):
            draft = contract_draft(desk, f"R8-{at}-{year}", state=state, periods=(period,))
            row_id = row_id_of(service.add_contract(draft))
            kind = InspectionKind.PRE_CONTRACT if at % 2 else InspectionKind.REGULAR
            put_inspection(
                desk, row_id, conducted_on=dt.date(2026, 5, 1), state=InspectionState.FINALISED, kind=kind
            )
    rows = service.list_contracts()
    view = HomeService(desk).view()
    lacking, inspected = ({key.contract_id for key in keys} for keys in (view.not_inspected, view.inspected))
    assert {row.id for row in rows if row.lacks_inspection} == lacking
    assert {row.id for row in rows if row.inspected_on is not None} == inspected
    assert {row.id for row in rows if row.cover is not None} == lacking | inspected
    assert 0 < view.contracts < len(rows)


def test_the_number_of_queries_does_not_grow_with_the_list(service: ContractsService, desk: Desk) -> None:
    asked: list[str] = []

    def note(_c: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    section = make_department(desk, "総務課")
    counts = []
    for at in range(3):
        for number in range(4):
            service.add_contract(contract_draft(desk, f"R8-{at}-{number}", department_id=section))
        event.listen(desk.store.engine, "before_cursor_execute", note)
        service.list_contracts()
        event.remove(desk.store.engine, "before_cursor_execute", note)
        counts.append(sum(text.lstrip().startswith("SELECT") for text in asked))
        asked.clear()
    assert counts == [4, 4, 4]


@pytest.mark.parametrize(
    "typed",
    [
        "高橋", "髙橋", "ﾀｶﾊｼ", "たかはし", "㈱高橋", "サッポロ", "ｻｯﾎﾟﾛ", "さっぽろ", "r5-0077", "Ｒ5－0077",
        "R50077", "介護保険課", "認定　調査", "高橋 サッポロ", "",
    ],
)  # fmt: skip
def test_search_finds_a_contract_however_it_is_typed(
    service: ContractsService, desk: Desk, typed: str
) -> None:
    body = enter_contractor(desk, "株式会社髙橋", kana="タカハシ")
    draft = contract_draft(
        desk,
        "R5-0077",
        contractor_id=body,
        department_id=make_department(desk, "介護保険課"),
        title="サッポロ認定調査",
        title_kana="ｻｯﾎﾟﾛﾆﾝﾃｲﾁｮｳｻ",
    )
    row_id = row_id_of(service.add_contract(draft))
    assert [row.id for row in service.search_contracts(typed)] == [row_id]


@pytest.mark.parametrize("typed", ["田中", "高橋 田中", "調査R5", "R5-0078"])
def test_search_finds_nothing_that_is_not_there(service: ContractsService, desk: Desk, typed: str) -> None:
    service.add_contract(contract_draft(desk, "R5-0077", title="高橋調査"))
    assert service.search_contracts(typed) == ()


def test_a_changed_title_is_found_and_the_old_one_is_not(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, title="旧業務")))
    service.change_contract(row_id, replace(service.get_contract(row_id).draft, title="新業務"))
    assert service.search_contracts("旧業務") == ()
    assert len(service.search_contracts("新業務")) == 1
