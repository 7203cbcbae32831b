"""An undo leaves alone, whole, what the office has come to rely on since."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from oversight.desk import Desk
from oversight.exchange import ImportsService
from oversight.journal import JournalService
from oversight.people import PeopleService
from oversight.register import ContractorsService, ContractsService
from tests.factories import make_contract, make_contractor
from tests.oversight.exchange.test_imports import (
    CONTRACT,
    CONTRACTORS,
    CONTRACTS,
    TWO,
    book,
    names,
    previewed,
)


@pytest.fixture
def service(desk: Desk) -> ImportsService:
    return ImportsService(desk)


def undone(service: ImportsService) -> tuple[int, tuple[str, ...]]:
    outcome = service.undo(service.list_runs()[0].id, reason="誤り")
    return outcome.undone, outcome.left_alone


def take_contract(service: ImportsService, desk: Desk) -> None:
    make_contractor(desk, "㈱高崎")
    content = book((*CONTRACTS, "履行場所"), (*CONTRACT, "作業室"))
    service.run(previewed(service, "contracts", content))


def test_a_contractor_with_a_contract_since_stays(service: ImportsService, desk: Desk) -> None:
    service.run(previewed(service, "contractors", TWO))
    used = next(row for row in ContractorsService(desk).list_contractors() if "北海" in row.name)
    make_contract(desk, contractor_id=used.id)
    assert undone(service) == (1, ("委託先 株式会社北海データ",))
    assert names(desk) == {"株式会社北海データ"}


def test_a_contract_changed_since_stays_whole_with_its_section(service: ImportsService, desk: Desk) -> None:
    take_contract(service, desk)
    contracts = ContractsService(desk)
    (row,) = contracts.list_contracts()
    draft = contracts.get_contract(row.id).draft
    contracts.change_contract(row.id, replace(draft, title="別の件名"), reason="訂正")
    count, left = undone(service)
    assert count == 0
    assert [each.split()[-1] for each in left] == ["委8-1", "介護保険課"]
    kept = contracts.get_contract(row.id).draft
    assert (kept.periods, kept.places) == (draft.periods, draft.places)
    assert "介護保険課" in {each.name for each in PeopleService(desk, None).list_departments()}


def test_a_section_used_since_stays_while_its_contract_goes(service: ImportsService, desk: Desk) -> None:
    take_contract(service, desk)
    section = next(x for x in PeopleService(desk, None).list_departments() if x.name == "介護保険課")
    make_contract(desk, department_id=section.id)
    _count, left = undone(service)
    assert [each.split()[-1] for each in left] == ["介護保険課"]
    assert [row.department for row in ContractsService(desk).list_contracts()] == ["介護保険課"]
    assert JournalService(desk).verify().is_sound


def test_many_contractors_are_compared_without_a_pause(service: ImportsService) -> None:
    rows = [(f"株式会社第{at}北海", "ホッカイ", None, f"札幌市{at}") for at in range(1_200)]
    content = book(CONTRACTORS, *rows)
    service.run(previewed(service, "contractors", content))
    started = time.perf_counter()
    preview = previewed(service, "contractors", content)
    assert "変更なし1200" in preview.summary
    assert time.perf_counter() - started < 10


def test_a_name_given_up_within_a_file_is_free_for_the_next_row(service: ImportsService) -> None:
    service.run(previewed(service, "contractors", TWO))
    rows = (("新しい北海", None, "7000012050002", None), ("株式会社北海データ", None, None, "函館市"))
    preview = previewed(service, "contractors", book(CONTRACTORS, *rows))
    assert [each.action.value for each in preview.outcomes] == ["changed", "new"]


def test_a_value_a_later_import_came_back_to_is_not_put_back_beyond_it(
    service: ImportsService, desk: Desk
) -> None:
    for address in ("函館市", "小樽市", "札幌市", "小樽市"):
        service.run(previewed(service, "contractors", book(("名称", "所在地"), ("北海データ", address))))
    second = service.list_runs()[2]
    outcome = service.undo(second.id, reason="誤り")
    assert (outcome.undone, outcome.left_alone) == (0, ("委託先 北海データ",))
    (row,) = ContractorsService(desk).list_contractors()
    assert row.address == "小樽市"
