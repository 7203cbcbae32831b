"""What a contract must be (refused) and should be (told) before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import new_id
from models.contract import InspectionCycle
from models.department import Department
from oversight.access import Deed
from oversight.calendar import first_day, last_day
from oversight.desk import Desk
from oversight.errors import NotFoundError, RefusedError
from oversight.register import (
    ContractDraft,
    ContractsService,
    ContractState,
    HoursDraft,
    PeriodDraft,
    PeriodKind,
    PlaceDraft,
    SubcontractDraft,
    SubcontractsService,
    SystemDraft,
)
from oversight.register.contract_checks import inspection_years, list_remarks
from tests.oversight.register.entries import (
    PREPARATION,
    SERVICE,
    contract_draft,
    enter_contractor,
    hours_of,
    row_id_of,
)

NINE, SIX = dt.time(9), dt.time(18)


@pytest.fixture
def service(desk: Desk) -> ContractsService:
    return ContractsService(desk)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " "}, "number"),
        ({"title": "　"}, "title"),
        ({"title_kana": "介護"}, "title_kana"),
        ({"persons_count": -1}, "persons_count"),
        ({"amount_yen": -1}, "amount_yen"),
        ({"periods": (replace(SERVICE, ends_on=dt.date(2023, 3, 31)),)}, "periods"),
        ({"periods": ()}, "periods"),
        ({"periods": (PREPARATION,), "state": ContractState.SIGNED}, "periods"),
        ({"periods": (SERVICE, replace(PREPARATION, ends_on=dt.date(2026, 4, 1)))}, "periods"),
        ({"hours": (HoursDraft(0, NINE, NINE),)}, "hours"),
        ({"hours": (HoursDraft(8, NINE, SIX),)}, "hours"),
        ({"hours": (HoursDraft(-1, NINE, SIX),)}, "hours"),
        ({"hours": hours_of(0, 0)}, "hours"),
        ({"places": (PlaceDraft(" "),)}, "places"),
        ({"systems": (SystemDraft(""),)}, "systems"),
    ],
)
def test_an_unsound_contract_is_refused_at_its_field(
    service: ContractsService, desk: Desk, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        service.add_contract(replace(contract_draft(desk), **values))
    assert refusal.value.field == field
    assert refusal.value.remedy
    assert service.list_contracts() == ()


@pytest.mark.parametrize(
    "values",
    [
        {"periods": (), "state": ContractState.DRAFTED},
        {"periods": (PREPARATION,), "state": ContractState.SAFETY_CHECK},
        {"periods": (replace(SERVICE, ends_on=SERVICE.starts_on),)},
        {"hours": (HoursDraft(0, dt.time(22), dt.time(6)), HoursDraft(7, dt.time(0), dt.time(0)))},
        {"persons_count": 0, "amount_yen": 0},
    ],
)
def test_a_sound_border_case_is_accepted(
    service: ContractsService, desk: Desk, values: dict[str, Any]
) -> None:
    service.add_contract(replace(contract_draft(desk), **values))
    assert len(service.list_contracts()) == 1


def test_a_known_number_is_refused_by_the_title_that_has_it(service: ContractsService, desk: Desk) -> None:
    draft = contract_draft(desk, title="先の契約")
    row_id = row_id_of(service.add_contract(draft))
    with pytest.raises(RefusedError, match="先の契約") as refusal:
        service.add_contract(replace(draft, number=f" {draft.number} ", title="後の契約"))
    assert refusal.value.field == "number"
    service.change_contract(row_id, replace(draft, title="改題"))


def test_a_body_or_section_that_is_not_there_is_told(service: ContractsService, desk: Desk) -> None:
    draft = contract_draft(desk)
    with pytest.raises(NotFoundError):
        service.add_contract(replace(draft, contractor_id=new_id()))
    with desk.writing(Deed.EDIT_REGISTER, "department.withdraw") as session:
        row = session.get_one(Department, draft.department_id)
        row.withdrawn_on = desk.today()
    with pytest.raises(RefusedError, match="所管課") as refusal:
        service.add_contract(draft)
    assert refusal.value.field == "department_id"


def test_a_sub_contractor_does_not_become_the_prime_of_the_same_contract(
    service: ContractsService, desk: Desk
) -> None:
    draft = contract_draft(desk)
    row_id = row_id_of(service.add_contract(draft))
    below = enter_contractor(desk, "再委託先")
    SubcontractsService(desk).add_subcontract(SubcontractDraft(row_id, below))
    with pytest.raises(RefusedError) as refusal:
        service.change_contract(row_id, replace(draft, contractor_id=below))
    assert refusal.value.field == "contractor_id"


SOUND = ContractDraft(
    "R5-1",
    "調査",
    new_id(),
    new_id(),
    state=ContractState.IN_SERVICE,
    signed_on=dt.date(2023, 3, 1),
    personal_data_items=("氏名",),
    persons_count=10,
    places=(PlaceDraft("本庁舎"),),
    periods=(PREPARATION, SERVICE),
)


def remarks_of(**values: Any) -> list[tuple[str, str]]:
    return [(each.field, each.sentence) for each in list_remarks(replace(SOUND, **values))]


def test_a_sound_contract_gets_no_remark() -> None:
    assert remarks_of() == []
    assert remarks_of(handles_specific=True, pia_number="7") == []
    assert remarks_of(state=ContractState.DRAFTED, periods=(), signed_on=None) == []
    assert remarks_of(state=ContractState.CANCELLED, signed_on=None) == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"periods": (SERVICE, replace(SERVICE, ends_on=dt.date(2027, 1, 1)))}, "periods", "重なって"),
        ({"periods": (replace(PREPARATION, ends_on=SERVICE.starts_on), SERVICE)}, "periods", "準備期間"),
        ({"signed_on": dt.date(2023, 4, 2)}, "signed_on", "履行の開始より後"),
        ({"signed_on": None}, "signed_on", "締結日がありません"),
        ({"state": ContractState.SAFETY_CHECK}, "state", "安全管理確認は締結の前"),
        ({"state": ContractState.DRAFTED, "periods": ()}, "state", "安全管理確認は締結の前"),
        ({"personal_data_items": ()}, "personal_data_items", "項目"),
        ({"persons_count": None}, "persons_count", "概数"),
        ({"places": ()}, "places", "履行場所"),
        ({"handles_specific": True}, "pia_number", "保護評価書"),
        ({"signed_as_written": "令和5年3月1日(木)"}, "signed_on", "曜日が合いません"),
        ({"signed_as_written": "令和5年3月2日"}, "signed_on", "原文「令和5年3月2日」と日付が違います"),
        ({"signed_as_written": "春ごろ"}, "signed_on", "読めません"),
    ],
)
def test_what_looks_wrong_is_told_at_its_field(values: dict[str, Any], field: str, words: str) -> None:
    (remark,) = remarks_of(**values)
    assert remark[0] == field
    assert words in remark[1]


def test_service_periods_that_touch_do_not_overlap() -> None:
    following = PeriodDraft(PeriodKind.SERVICE, dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert remarks_of(periods=(following, SERVICE)) == []


def test_a_review_writes_nothing(service: ContractsService, desk: Desk) -> None:
    draft = contract_draft(desk, places=())
    assert {each.field for each in service.review_contract(draft)} == {
        "personal_data_items", "persons_count", "places",
    }  # fmt: skip
    assert service.list_contracts() == ()


days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


def _period(kind: PeriodKind) -> Callable[[tuple[dt.date, dt.date]], PeriodDraft]:
    return lambda ends: PeriodDraft(kind, min(ends), max(ends))


@given(
    service=st.lists(st.tuples(days, days).map(_period(PeriodKind.SERVICE)), max_size=4),
    preparation=st.lists(st.tuples(days, days).map(_period(PeriodKind.PREPARATION)), max_size=2),
)
def test_a_year_owes_an_inspection_exactly_when_service_touches_it(
    service: list[PeriodDraft], preparation: list[PeriodDraft]
) -> None:
    found = inspection_years(InspectionCycle.FISCAL_YEAR, [*preparation, *service])
    years = [year.fiscal_year for year in found]
    assert years == sorted(set(years))
    for year in range(1988, 2093):
        touched = any(p.starts_on <= last_day(year) and p.ends_on >= first_day(year) for p in service)
        assert (year in years) == touched
