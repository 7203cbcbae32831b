"""What an amendment changed, as a person reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest

from oversight.desk import Desk
from oversight.register import (
    ContractDraft,
    ContractKind,
    ContractsService,
    ContractState,
    HoursDraft,
    Medium,
    PeriodDraft,
    PeriodKind,
    PlaceDraft,
    SystemDraft,
)
from oversight.register.amendment_words import changes_of
from oversight.words import speaking
from tests.factories import make_department
from tests.oversight.register.entries import SERVICE, contract_draft, enter_contractor, row_id_of

ALL_OTHER = {
    "number": "R5-999",
    "title": "改題",
    "title_kana": "カイダイ",
    "kind": ContractKind.LONG_TERM,
    "state": ContractState.COMPLETED,
    "signed_on": dt.date(2023, 3, 2),
    "signed_as_written": "令和5年3月2日",
    "amount_yen": 1_500_000,
    "payment_cycle": "四半期",
    "personal_data_items": ("氏名", "住所"),
    "media": (Medium.PAPER, Medium.SYSTEM),
    "handles_sensitive": True,
    "handles_specific": True,
    "persons_count": 120_000,
    "subcontract_allowed": True,
    "special_terms_edition": "令和6年版",
    "inspection_cycle": "contract_year",
    "report_due_rule": {"kind": "end_of_next_month"},
    "officer_in_charge": "福井",
    "section_chief": "舘",
    "section_head": "邉見",
    "pia_number": "7",
    "file_register_number": "12",
    "remarks": "追記",
    "periods": (
        PeriodDraft(PeriodKind.PREPARATION, dt.date(2023, 2, 1), dt.date(2023, 3, 31)),
        PeriodDraft(PeriodKind.SERVICE, dt.date(2023, 4, 1), dt.date(2027, 3, 31)),
    ),
    "places": (PlaceDraft("本庁舎", address="札幌市", area="2階 作業室"), PlaceDraft("分庁舎")),
    "hours": (HoursDraft(4, dt.time(9), dt.time(18, 30)), HoursDraft(7, dt.time(0), dt.time(0))),
    "systems": (SystemDraft("介護保険", is_core=True), SystemDraft("表計算")),
}
SHOWN = {
    "number": ("契約番号", "R5-100", "R5-999"),
    "title": ("件名", "介護認定調査業務", "改題"),
    "contractor_id": ("委託先", "株式会社髙﨑 R5-100", "承継会社"),
    "department_id": ("所管課", "介護保険課 R5-100", "総務課"),
    "title_kana": ("件名フリガナ", "", "カイダイ"),
    "kind": ("契約種別", "単年", "長期継続"),
    "state": ("状態", "履行中", "完了（返還・廃棄待ち）"),
    "signed_on": ("契約締結日", "令和5年3月1日", "令和5年3月2日"),
    "signed_as_written": ("締結日（原文）", "", "令和5年3月2日"),
    "amount_yen": ("契約金額（円）", "", "1,500,000"),
    "payment_cycle": ("支払周期", "", "四半期"),
    "personal_data_items": ("個人情報の項目", "", "氏名\n住所"),
    "media": ("媒体", "", "紙\nシステム"),
    "handles_sensitive": ("要配慮個人情報", "なし", "あり"),
    "handles_specific": ("特定個人情報", "なし", "あり"),
    "persons_count": ("本人の数", "", "120,000"),
    "subcontract_allowed": ("再委託の可否", "不可", "可"),
    "special_terms_edition": ("特記事項の版", "", "令和6年版"),
    "inspection_cycle": ("検査周期", "fiscal_year", "contract_year"),
    "report_due_rule": ("月次報告の期日", "", "翌月末日（閉庁日なら次の開庁日）"),
    "officer_in_charge": ("主任", "", "福井"),
    "section_chief": ("係長", "", "舘"),
    "section_head": ("課長", "", "邉見"),
    "pia_number": ("保護評価書番号", "", "7"),
    "file_register_number": ("個人情報ファイル簿番号", "", "12"),
    "remarks": ("備考", "", "追記"),
    "periods": (
        "契約期間",
        "履行期間 令和5年4月1日～令和8年3月31日",
        "準備期間 令和5年2月1日～令和5年3月31日\n履行期間 令和5年4月1日～令和9年3月31日",
    ),
    "places": ("履行場所", "", "本庁舎 2階 作業室 札幌市\n分庁舎"),
    "hours": ("業務時間", "", "金 09:00～18:30\n祝日 00:00～00:00"),
    "systems": ("使用システム", "", "介護保険（基幹系）\n表計算"),
}


@pytest.fixture
def service(desk: Desk) -> ContractsService:
    return ContractsService(desk)


def test_every_field_can_be_shown_before_and_after(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    heir, section = enter_contractor(desk, "承継会社"), make_department(desk, "総務課")
    draft = replace(
        service.get_contract(row_id).draft,
        **ALL_OTHER,  # type: ignore[arg-type]
        contractor_id=heir,
        department_id=section,
    )
    service.amend_contract(row_id, draft, amended_on=desk.today(), reason="全部変更")
    shown = service.list_amended_fields(row_id)[1]
    assert {each.field: (each.word, each.before, each.after) for each in shown} == SHOWN
    assert [each.field for each in shown] == [each.name for each in fields(ContractDraft)]


def test_what_an_amendment_would_change_is_told_before_it_is_written(
    service: ContractsService, desk: Desk
) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    before = service.get_contract(row_id).draft
    heir, section = enter_contractor(desk, "承継会社"), make_department(desk, "総務課")
    after = replace(before, **ALL_OTHER, contractor_id=heir, department_id=section)  # type: ignore[arg-type]
    told = service.list_changes(before, after)
    assert {each.field: (each.word, each.before, each.after) for each in told} == SHOWN
    assert service.list_changes(before, before) == ()
    assert service.get_contract(row_id).draft == before


def test_each_amendment_shows_its_own_changes(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, amount_yen=0)))
    assert service.list_amended_fields(row_id) == {}
    for amount in (1000, None):
        draft = replace(service.get_contract(row_id).draft, amount_yen=amount)
        service.amend_contract(row_id, draft, amended_on=desk.today(), reason="増減")
    shown = service.list_amended_fields(row_id)
    assert [(each.before, each.after) for each in shown[1]] == [("0", "1,000")]
    assert [(each.before, each.after) for each in shown[2]] == [("1,000", "")]


def test_days_follow_the_language_in_use() -> None:
    before, after = {"signed_on": None}, {"signed_on": SERVICE.starts_on.isoformat()}
    with speaking("en"):
        (change,) = changes_of(before, after, {})
    assert change.after == "1 Apr 2023"
