"""Real documents as acceptance cases (docs/records.md#real-documents): the register holds them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from oversight.calendar import parse_day
from oversight.desk import Desk
from oversight.register import (
    ContractDraft,
    ContractKind,
    ContractsService,
    ContractState,
    Employment,
    HoursDraft,
    Medium,
    PeriodDraft,
    PeriodKind,
    PlaceDraft,
    SubcontractDraft,
    SubcontractsService,
    SubcontractState,
    SystemDraft,
    WorkerDraft,
    WorkersService,
    WorkerState,
    facts_of_contract,
)
from tests.factories import make_department
from tests.oversight.register.entries import enter_contractor, row_id_of


def typed_period(kind: PeriodKind, start: str, end: str) -> PeriodDraft:
    first, last = parse_day(start), parse_day(end)
    return PeriodDraft(kind, first.day, last.day, first.as_written, last.as_written)


def suita(desk: Desk) -> ContractDraft:
    """Enter 吹田市 介護保険認定調査等業務委託仕様書 (2022-08-31) (docs/records.md#real-documents)."""
    return ContractDraft(
        "R4-0123",
        "介護保険認定調査等業務委託",
        enter_contractor(desk, "株式会社髙﨑事務サービス", kana="タカサキジムサービス"),
        make_department(desk, "福祉部 高齢福祉室"),
        title_kana="カイゴホケンニンテイチョウサトウギョウムイタク",
        kind=ContractKind.LONG_TERM,
        state=ContractState.COMPLETED,
        signed_on=dt.date(2022, 10, 1),
        personal_data_items=("氏名", "住所", "要介護度"),
        media=(Medium.PAPER, Medium.SYSTEM),
        handles_specific=True,
        persons_count=20_000,
        pia_number="7",
        periods=(
            typed_period(PeriodKind.PREPARATION, "令和4年10月1日", "令和5年3月31日"),
            typed_period(PeriodKind.SERVICE, "令和5年4月1日", "令和8年3月31日"),
        ),
        places=(PlaceDraft("認定事務センター"),),
        hours=tuple(HoursDraft(day, dt.time(9), dt.time(17, 30)) for day in range(5)),
        systems=(SystemDraft("介護保険システム", is_core=True),),
    )


def test_suita_has_two_periods_and_owes_three_inspections(desk: Desk) -> None:
    service = ContractsService(desk)
    draft = suita(desk)
    assert service.review_contract(draft) == ()
    detail = service.get_contract(row_id_of(service.add_contract(draft)))
    assert [p.kind for p in detail.draft.periods] == [PeriodKind.PREPARATION, PeriodKind.SERVICE]
    assert tuple(year.fiscal_year for year in detail.inspection_years) == (2023, 2024, 2025)
    assert [(h.weekday, h.opens, h.closes) for h in detail.draft.hours] == [
        (day, dt.time(9), dt.time(17, 30)) for day in range(5)
    ]
    (row,) = service.list_contracts()
    assert (row.service_from, row.service_until) == (dt.date(2023, 4, 1), dt.date(2026, 3, 31))
    assert row.cover is None


def test_suita_s_facts_are_those_the_checklist_asks_for(desk: Desk) -> None:
    row_id = row_id_of(ContractsService(desk).add_contract(suita(desk)))
    with desk.reading() as session:
        assert facts_of_contract(session, row_id, dt.date(2026, 3, 31)) == {
            "特定個人情報": "yes",
            "再委託": "no",
            "契約終了": "no",
            "基幹系": "yes",
            "媒体_紙": "yes",
            "媒体_電子": "no",
            "媒体_システム": "yes",
        }
        assert facts_of_contract(session, row_id, dt.date(2026, 4, 1))["契約終了"] == "yes"


def test_hitachiomiya_s_out_of_era_day_is_converted_and_kept_as_written(desk: Desk) -> None:
    """常陸大宮市 水道料金 (docs/records.md#real-documents)."""
    service = ContractsService(desk)
    period = typed_period(PeriodKind.SERVICE, "平成29年4月1日", "平成32年3月31日")
    draft = ContractDraft(
        "H29-1",
        "水道料金等徴収業務",
        enter_contractor(desk, "株式会社みずほ検針"),
        make_department(desk, "水道課"),
        state=ContractState.CLOSED,
        signed_on=dt.date(2017, 3, 1),
        periods=(period,),
    )
    told = [each.sentence for each in service.review_contract(draft) if each.field == "periods"]
    assert len(told) == 1
    assert "その元号にない日です" in told[0]
    detail = service.get_contract(row_id_of(service.add_contract(draft)))
    (kept,) = detail.draft.periods
    assert (kept.ends_on, kept.ends_as_written) == (dt.date(2020, 3, 31), "平成32年3月31日")
    assert (kept.starts_on, kept.starts_as_written) == (dt.date(2017, 4, 1), "平成29年4月1日")
    assert tuple(year.fiscal_year for year in detail.inspection_years) == (2017, 2018, 2019)


@pytest.fixture
def amagasaki(desk: Desk) -> UUID:
    """Enter 尼崎市 2022: prime, permitted tier, and a third body that the prime concealed."""
    contracts, tiers = ContractsService(desk), SubcontractsService(desk)
    contract_id = row_id_of(
        contracts.add_contract(
            ContractDraft(
                "R4-460",
                "臨時特別給付金支給事務",
                enter_contractor(desk, "関西支社株式会社"),
                make_department(desk, "給付金担当課"),
                state=ContractState.IN_SERVICE,
                persons_count=460_000,
                subcontract_allowed=True,
                periods=(PeriodDraft(PeriodKind.SERVICE, dt.date(2026, 1, 4), dt.date(2027, 3, 31)),),
            )
        )
    )
    start = dt.date(2026, 1, 4)
    second = row_id_of(
        tiers.add_subcontract(
            SubcontractDraft(
                contract_id, enter_contractor(desk, "二次株式会社"), starts_on=start, has_notice_clause=True
            )
        )
    )
    tiers.permit_subcontract(second, permitted_on=dt.date(2025, 12, 20))
    third = row_id_of(
        tiers.add_subcontract(
            SubcontractDraft(
                contract_id,
                enter_contractor(desk, "三次合同会社"),
                second,
                starts_on=start,
                has_notice_clause=True,
            )
        )
    )
    tiers.set_state(third, SubcontractState.UNPERMITTED, reason="検査で判明")
    return contract_id


def test_amagasaki_s_unpermitted_third_tier_is_told(desk: Desk, amagasaki: UUID) -> None:
    tiers = SubcontractsService(desk)
    tree = tiers.list_tree(amagasaki)
    assert [(node.depth, node.contractor) for node in tree] == [(1, "二次株式会社"), (2, "三次合同会社")]
    assert tree[0].attention == ()
    ((_contract, node),) = tiers.list_attention()
    assert node.path == ("二次株式会社", "三次合同会社")
    assert node.attention == ("市の許諾のない再委託です。",)
    with desk.reading() as session:
        assert facts_of_contract(session, amagasaki, desk.today())["再委託"] == "yes"


def test_amagasaki_s_concealed_employer_is_told(desk: Desk, amagasaki: UUID) -> None:
    workers = WorkersService(desk)
    day = dt.date(2026, 1, 4)

    def worker(name: str, employer: str, employment: Employment) -> WorkerDraft:
        return WorkerDraft(
            amagasaki,
            name,
            employer=employer,
            employment=employment,
            state=WorkerState.ACTIVE,
            oath_on=day,
            trained_on=day,
        )

    workers.add_workers(
        [
            worker("甲", "関西支社(株)", Employment.EMPLOYEE),
            worker("乙", "二次株式会社", Employment.SUBCONTRACT),
            worker("丙", "三次合同会社", Employment.EMPLOYEE),
        ]
    )
    (told,) = workers.list_attention()
    assert told.draft.name == "丙"
    assert told.attention == ("実所属が、受託者とも許諾した再委託先とも違います。",)
