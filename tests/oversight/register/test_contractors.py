"""The register of contractors, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.base import new_id
from models.department import Role
from oversight.change import Subject
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.journal import JournalService
from oversight.register import (
    ContractorDraft,
    ContractorKind,
    ContractorsService,
    ContractorState,
    ContractsService,
    SubcontractDraft,
    SubcontractsService,
)
from tests.oversight.register.entries import contract_draft, enter_contractor, row_id_of

TAX_AGENCY = "7000012050002"
FULL = ContractorDraft(
    "株式会社髙﨑事務サービス",
    kana="たかさきじむｻｰﾋﾞｽ",
    corporate_number="Ｔ７-0000-1205-0002",
    kind=ContractorKind.PRIVATE,
    state=ContractorState.SUITABLE,
    representative_title="代表取締役",
    representative_name="邉見 𠮷子",
    postal_code="〒０６０－８６１１",
    address="札幌市中央区北1条西2丁目",
    phone="０１１ー２１１ー２１６７",
    fax="011-211-2168",
    contact_department="業務部",
    contact_name="濵田",
    email="info@example.jp",
    privacy_mark_number="10000001",
    privacy_mark_until=dt.date(2027, 3, 31),
    iso27001_number="IS 1",
    iso27001_until=dt.date(2028, 3, 31),
    past_incidents="なし",
    remarks="特になし",
)


@pytest.fixture
def service(desk: Desk) -> ContractorsService:
    return ContractorsService(desk)


def test_a_contractor_comes_back_as_entered_in_one_form(service: ContractorsService) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    expected = replace(
        FULL,
        kana="タカサキジムサービス",
        corporate_number=TAX_AGENCY,
        postal_code="060-8611",
        phone="011-211-2167",
    )
    assert service.get_contractor(row_id).draft == expected
    found = service.find_contractor("7-0000-1205-0002")
    assert found is not None
    assert (found.id, found.draft) == (row_id, expected)


def test_a_row_of_the_list_says_what_the_detail_says(service: ContractorsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    ContractsService(desk).add_contract(contract_draft(desk, contractor_id=row_id))
    detail = service.get_contractor(row_id)
    (row,) = service.list_contractors()
    names = ("name", "kana", "corporate_number", "kind", "state", "address")
    assert {name: getattr(row, name) for name in names} == {
        name: getattr(detail.draft, name) for name in names
    }
    assert (row.id, row.version, row.contracts) == (detail.id, detail.version, 1)


def test_the_list_is_in_order_of_kana(service: ContractorsService) -> None:
    for name, kana in (("丙", "ワ"), ("甲", "ｱ"), ("乙", "か")):
        service.add_contractor(ContractorDraft(name, kana=kana))
    assert [row.name for row in service.list_contractors()] == ["甲", "乙", "丙"]


def test_a_known_corporate_number_is_refused_by_name(service: ContractorsService) -> None:
    service.add_contractor(FULL)
    with pytest.raises(RefusedError, match="株式会社髙﨑事務サービス") as refusal:
        service.add_contractor(ContractorDraft("別の会社", corporate_number=TAX_AGENCY))
    assert refusal.value.field == "corporate_number"
    assert len(service.list_contractors()) == 1


def test_several_contractors_may_lack_a_corporate_number(service: ContractorsService) -> None:
    service.add_contractor(ContractorDraft("個人甲", kind=ContractorKind.SOLE_PROPRIETOR))
    service.add_contractor(ContractorDraft("個人乙", kind=ContractorKind.SOLE_PROPRIETOR))
    assert len(service.list_contractors()) == 2
    assert service.find_contractor("") is None


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ContractorDraft("  "), "name"),
        (ContractorDraft("甲", corporate_number="123"), "corporate_number"),
        (ContractorDraft("甲", corporate_number="1000012050002"), "corporate_number"),
        (ContractorDraft("甲", kana="高橋"), "kana"),
    ],
)
def test_an_unsound_contractor_is_refused_at_its_field(
    service: ContractorsService, draft: ContractorDraft, field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        service.add_contractor(draft)
    assert refusal.value.field == field
    assert refusal.value.remedy
    assert service.list_contractors() == ()


def test_a_change_may_keep_its_own_corporate_number(service: ContractorsService) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    detail = service.get_contractor(row_id)
    change = service.change_contractor(row_id, replace(detail.draft, fax=""), version=detail.version)
    assert change.touches(Subject.CONTRACTOR)
    assert service.get_contractor(row_id).draft == replace(detail.draft, fax="")


def test_a_stale_change_is_refused(service: ContractorsService) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    service.change_contractor(row_id, replace(FULL, remarks="先"), version=1)
    with pytest.raises(ChangedMeanwhileError):
        service.change_contractor(row_id, replace(FULL, remarks="後"), version=1)
    with pytest.raises(ChangedMeanwhileError):
        service.withdraw_contractor(row_id, reason="誤り", version=1)
    assert service.get_contractor(row_id).draft.remarks == "先"


def test_a_new_name_reaches_what_contracts_are_found_by_and_leaves_their_versions(
    service: ContractorsService, desk: Desk
) -> None:
    contracts = ContractsService(desk)
    row_id = enter_contractor(desk, "旧商号", kana="キュウショウゴウ")
    contract_id = row_id_of(contracts.add_contract(contract_draft(desk, contractor_id=row_id)))
    version = contracts.get_contract(contract_id).version
    service.change_contractor(row_id, ContractorDraft("髙橋商会", kana="タカハシショウカイ"))
    assert [row.id for row in contracts.search_contracts("高橋")] == [contract_id]
    assert [row.id for row in contracts.search_contracts("たかはし")] == [contract_id]
    assert contracts.search_contracts("旧商号") == ()
    assert contracts.get_contract(contract_id).version == version


def test_a_withdrawn_contractor_leaves_the_list_and_its_number_is_free(
    service: ContractorsService, desk: Desk
) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    service.withdraw_contractor(row_id, reason="二重登録")
    assert service.list_contractors() == ()
    assert service.find_contractor(TAX_AGENCY) is None
    service.add_contractor(FULL)
    entries = JournalService(desk).list_entries()
    assert any(entry.reason == "二重登録" for entry in entries)


def test_nobody_writes_to_or_refers_to_a_withdrawn_contractor(
    service: ContractorsService, desk: Desk
) -> None:
    draft = contract_draft(desk)
    row_id = enter_contractor(desk, "取下げる会社")
    service.withdraw_contractor(row_id, reason="誤り")
    with pytest.raises(RefusedError, match="取り下げ"):
        service.change_contractor(row_id, ContractorDraft("新"))
    with pytest.raises(RefusedError, match="取り下げ"):
        service.withdraw_contractor(row_id, reason="もう一度")
    with pytest.raises(RefusedError) as refusal:
        ContractsService(desk).add_contract(replace(draft, contractor_id=row_id))
    assert refusal.value.field == "contractor_id"


def test_a_contractor_in_use_is_not_withdrawn(service: ContractorsService, desk: Desk) -> None:
    contracts, tiers = ContractsService(desk), SubcontractsService(desk)
    prime, below = enter_contractor(desk, "受託者"), enter_contractor(desk, "再委託先")
    contract_id = row_id_of(contracts.add_contract(contract_draft(desk, contractor_id=prime)))
    tier_id = row_id_of(tiers.add_subcontract(SubcontractDraft(contract_id, below)))
    with pytest.raises(RefusedError, match="契約のある"):
        service.withdraw_contractor(prime, reason="誤り")
    with pytest.raises(RefusedError, match="再委託先になっている"):
        service.withdraw_contractor(below, reason="誤り")
    tiers.withdraw_subcontract(tier_id, reason="誤り")
    contracts.withdraw_contract(contract_id, reason="誤り")
    service.withdraw_contractor(below, reason="誤り")
    service.withdraw_contractor(prime, reason="誤り")


def test_withdrawing_owes_a_reason(service: ContractorsService) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    with pytest.raises(RefusedError) as refusal:
        service.withdraw_contractor(row_id, reason=" 　")
    assert refusal.value.field == "withdrawn_reason"


def test_an_unknown_contractor_is_told(service: ContractorsService) -> None:
    with pytest.raises(NotFoundError):
        service.get_contractor(new_id())


def test_the_same_body_spelt_otherwise_is_told_and_not_refused(service: ContractorsService) -> None:
    row_id = row_id_of(service.add_contractor(ContractorDraft("株式会社髙橋", kana="タカハシ")))
    assert service.list_similar(ContractorDraft("㈱高橋")) == ("株式会社髙橋",)
    assert service.list_similar(ContractorDraft("鷹橋商店", kana="たかはし")) == ("株式会社髙橋",)
    assert service.list_similar(ContractorDraft("㈱高橋"), apart_from=row_id) == ()
    assert service.list_similar(ContractorDraft("全くの別")) == ()
    remarks = service.review_contractor(ContractorDraft("㈱高橋"))
    assert ("name", "似た名称の委託先「株式会社髙橋」が登録されています。") in [
        (each.field, each.sentence) for each in remarks
    ]
    service.add_contractor(ContractorDraft("㈱高橋"))


def test_what_looks_wrong_is_told_before_saving(service: ContractorsService) -> None:
    odd = ContractorDraft(
        "甲",
        postal_code="60-8611",
        phone="二一一",
        fax="12",
        privacy_mark_until=dt.date(2026, 11, 23),
        iso27001_until=dt.date(2026, 11, 23),
    )
    assert {each.field for each in service.review_contractor(odd)} == {
        "corporate_number", "postal_code", "phone", "fax", "privacy_mark_until", "iso27001_until",
    }  # fmt: skip
    assert service.review_contractor(FULL) == ()
    last_day = replace(FULL, privacy_mark_until=dt.date(2026, 11, 24), iso27001_until=None)
    assert service.review_contractor(last_day) == ()
    person = ContractorDraft("山田 太郎", kind=ContractorKind.SOLE_PROPRIETOR)
    assert service.review_contractor(person) == ()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_only_read_writes_nothing(
    service: ContractorsService, desk_as: Callable[..., Desk], role: Role
) -> None:
    row_id = row_id_of(service.add_contractor(FULL))
    other = ContractorsService(desk_as(role))
    writes: tuple[Callable[[], object], ...] = (
        lambda: other.add_contractor(ContractorDraft("甲")),
        lambda: other.change_contractor(row_id, FULL),
        lambda: other.withdraw_contractor(row_id, reason="x"),
    )
    for write in writes:
        with pytest.raises(NotPermittedError):
            write()
    assert len(other.list_contractors()) == 1
