"""Writing contracts: parts matched, withdrawn and brought back; amendments; the ten subjects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.base import new_id
from models.contract import BusinessHours, ContractPeriod, Place
from models.department import Role
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.personal_number import PersonalNumberError
from oversight.register import (
    ContractDraft,
    ContractKind,
    ContractsService,
    ContractState,
    ContractSubject,
    HoursDraft,
    Medium,
    PlaceDraft,
    SubjectCheck,
    SystemDraft,
)
from oversight.register.contract_writing import PARTS, plain_draft
from tests.factories import make_contract
from tests.oversight.register.entries import (
    PREPARATION,
    SERVICE,
    contract_draft,
    enter_contractor,
    hours_of,
    row_id_of,
)


@pytest.fixture
def service(desk: Desk) -> ContractsService:
    return ContractsService(desk)


def full_draft(desk: Desk) -> ContractDraft:
    return contract_draft(
        desk,
        title_kana="カイゴニンテイ",
        kind=ContractKind.LONG_TERM,
        signed_as_written="令和5年3月1日",
        amount_yen=123_456_789_012_345,
        payment_cycle="毎月",
        personal_data_items=("氏名", "要介護度"),
        media=(Medium.PAPER, Medium.SYSTEM),
        handles_sensitive=True,
        handles_specific=True,
        persons_count=120_000,
        subcontract_allowed=True,
        special_terms_edition="令和5年版",
        report_due_rule={"kind": "next_month_day", "number": 5},
        officer_in_charge="福井",
        section_chief="舘",
        section_head="邉見",
        pia_number="7",
        file_register_number="12",
        remarks="備考",
        periods=(PREPARATION, SERVICE),
        places=(PlaceDraft("本庁舎2階", "札幌市", "作業室", photography_forbidden=True, remarks="奥"),),
        hours=hours_of(0, 1, 2, 3, 4),
        systems=(SystemDraft("介護保険システム", is_core=True), SystemDraft("表計算")),
    )


def without_ids(draft: ContractDraft) -> ContractDraft:
    parts: dict[str, Any] = {name: tuple(replace(p, id=None) for p in getattr(draft, name)) for name in PARTS}
    return replace(draft, **parts)


def count(desk: Desk, model: Any) -> int:
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_contract_comes_back_as_entered(service: ContractsService, desk: Desk) -> None:
    draft = full_draft(desk)
    unset = {each.name for each in fields(draft) if getattr(draft, each.name) in ((), "", None, False)}
    assert unset == set()
    detail = service.get_contract(row_id_of(service.add_contract(draft)))
    assert without_ids(detail.draft) == draft
    assert (detail.contractor, detail.department) == ("株式会社髙﨑 R5-100", "介護保険課 R5-100")
    assert tuple(year.fiscal_year for year in detail.inspection_years) == (2023, 2024, 2025)
    assert [row.result for row in detail.subjects] == [SubjectCheck.UNCHECKED] * 10


def test_blank_words_of_a_list_are_dropped(service: ContractsService, desk: Desk) -> None:
    draft = contract_draft(desk, personal_data_items=(" 氏名 ", "", "　"))
    detail = service.get_contract(row_id_of(service.add_contract(draft)))
    assert detail.draft.personal_data_items == ("氏名",)


def test_saving_what_was_read_changes_nothing_but_the_version(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(full_draft(desk)))
    before = service.get_contract(row_id)
    service.change_contract(row_id, before.draft, version=before.version)
    after = service.get_contract(row_id)
    assert after.draft == before.draft
    assert after.version == before.version + 1


def test_a_part_keeps_its_identifier_through_a_change(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(full_draft(desk)))
    draft = service.get_contract(row_id).draft
    renamed = replace(draft, places=(replace(draft.places[0], name="第二庁舎"),))
    service.change_contract(row_id, renamed)
    assert service.get_contract(row_id).draft.places == renamed.places


def test_a_part_left_out_is_withdrawn_and_can_come_back(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(full_draft(desk)))
    draft = service.get_contract(row_id).draft
    service.change_contract(row_id, replace(draft, places=(), hours=(), systems=(), periods=(SERVICE,)))
    changed = service.get_contract(row_id).draft
    assert (changed.places, changed.hours, changed.systems) == ((), (), ())
    with desk.reading() as session:
        place = session.scalars(select(Place)).one()
        assert (place.withdrawn_on, place.withdrawn_reason) == (desk.today(), "契約の変更で除かれた")
    assert count(desk, BusinessHours) == 5
    service.change_contract(row_id, draft)
    assert service.get_contract(row_id).draft == draft
    assert (count(desk, Place), count(desk, BusinessHours), count(desk, ContractPeriod)) == (1, 5, 3)


def test_hours_typed_anew_take_the_place_of_the_old(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, hours=hours_of(0, 4))))
    draft = service.get_contract(row_id).draft
    late_friday = HoursDraft(4, dt.time(9), dt.time(18, 30))
    service.change_contract(row_id, replace(draft, hours=(late_friday, *hours_of(0))))
    assert [(h.weekday, h.closes) for h in service.get_contract(row_id).draft.hours] == [
        (0, dt.time(17, 30)),
        (4, dt.time(18, 30)),
    ]
    assert count(desk, BusinessHours) == 2


def test_two_weekdays_may_change_places(service: ContractsService, desk: Desk) -> None:
    hours = (*hours_of(0), *hours_of(1, closes=dt.time(20)))
    row_id = row_id_of(service.add_contract(contract_draft(desk, hours=hours)))
    draft = service.get_contract(row_id).draft
    monday, tuesday = draft.hours
    service.change_contract(
        row_id, replace(draft, hours=(replace(monday, weekday=1), replace(tuesday, weekday=0)))
    )
    assert [h.closes for h in service.get_contract(row_id).draft.hours] == [dt.time(20), dt.time(17, 30)]


def test_a_copied_contract_gets_parts_of_its_own(service: ContractsService, desk: Desk) -> None:
    first = row_id_of(service.add_contract(full_draft(desk)))
    draft = service.get_contract(first).draft
    second = row_id_of(service.add_contract(replace(draft, number="R5-101")))
    copied = service.get_contract(second).draft
    assert without_ids(copied) == replace(without_ids(draft), number="R5-101")
    assert {p.id for p in copied.places}.isdisjoint(p.id for p in draft.places)
    assert service.get_contract(first).draft == draft


def test_an_identifier_made_by_the_caller_is_kept(service: ContractsService, desk: Desk) -> None:
    place = PlaceDraft("本庁舎", id=new_id())
    detail = service.get_contract(row_id_of(service.add_contract(contract_draft(desk, places=(place,)))))
    assert detail.draft.places == (place,)


def test_a_change_of_parts_alone_makes_older_copies_stale(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    detail = service.get_contract(row_id)
    service.change_contract(row_id, replace(detail.draft, places=(PlaceDraft("甲"),)), version=detail.version)
    writes: tuple[Callable[[], object], ...] = (
        lambda: service.change_contract(row_id, detail.draft, version=detail.version),
        lambda: service.withdraw_contract(row_id, reason="x", version=detail.version),
        lambda: service.amend_contract(
            row_id, detail.draft, amended_on=desk.today(), reason="x", version=detail.version
        ),
    )
    for write in writes:
        with pytest.raises(ChangedMeanwhileError):
            write()
    assert [p.name for p in service.get_contract(row_id).draft.places] == ["甲"]


def test_an_amendment_keeps_what_changed_before_and_after(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, amount_yen=1_000_000)))
    draft = service.get_contract(row_id).draft
    longer = replace(draft.periods[0], ends_on=dt.date(2027, 3, 31))
    service.amend_contract(
        row_id,
        replace(draft, amount_yen=1_500_000, periods=(longer,)),
        amended_on=dt.date(2026, 3, 1),
        reason="  期間の延長  ",
    )
    detail = service.get_contract(row_id)
    (amendment,) = detail.amendments
    assert (amendment.number, amendment.amended_on, amendment.reason) == (
        1,
        dt.date(2026, 3, 1),
        "期間の延長",
    )
    assert amendment.before["amount_yen"] == 1_000_000
    assert amendment.after["amount_yen"] == 1_500_000
    assert amendment.before["periods"][0]["ends_on"] == "2026-03-31"
    assert amendment.after["periods"][0]["ends_on"] == "2027-03-31"
    assert set(amendment.before) == set(amendment.after) == {"amount_yen", "periods"}
    assert tuple(year.fiscal_year for year in detail.inspection_years) == (2023, 2024, 2025, 2026)


@pytest.mark.parametrize(
    ("amended_on", "reason", "field"),
    [(dt.date(2024, 1, 1), " ", "reason"), (dt.date(2023, 2, 28), "延長", "amended_on")],
)
def test_an_amendment_owes_a_reason_and_comes_after_signing(
    service: ContractsService, desk: Desk, amended_on: dt.date, reason: str, field: str
) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    draft = service.get_contract(row_id).draft
    with pytest.raises(RefusedError) as refusal:
        service.amend_contract(row_id, replace(draft, title="新"), amended_on=amended_on, reason=reason)
    assert refusal.value.field == field
    assert service.get_contract(row_id).draft == draft


def test_a_contract_not_yet_dated_may_be_amended(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk, signed_on=None)))
    draft = service.get_contract(row_id).draft
    service.amend_contract(row_id, draft, amended_on=dt.date(2020, 1, 1), reason="条文のみ")
    assert service.get_contract(row_id).amendments[0].before == {}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "amount_yen": st.one_of(st.none(), st.integers(0, 10**12)),
                "title": st.sampled_from(["甲業務", "乙業務", "𠮷野業務"]),
                "media": st.lists(st.sampled_from(Medium), unique=True).map(tuple),
                "persons_count": st.integers(0, 1000),
                "places": st.lists(st.sampled_from("ABC"), max_size=3).map(
                    lambda names: tuple(PlaceDraft(name) for name in names)
                ),
                "hours": st.sets(st.integers(0, 7), max_size=4).map(lambda days: hours_of(*days)),
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_amendments_replayed_lead_from_the_first_contract_to_the_present_one(
    service: ContractsService, desk: Desk, steps: list[dict[str, Any]]
) -> None:
    number = new_id().hex[-8:]
    row_id = row_id_of(service.add_contract(contract_draft(desk, number)))
    first = plain_draft(service.get_contract(row_id).draft)
    for step in steps:
        draft = service.get_contract(row_id).draft
        service.amend_contract(row_id, replace(draft, **step), amended_on=desk.today(), reason="変更")
    detail = service.get_contract(row_id)
    assert [each.number for each in detail.amendments] == list(range(1, len(steps) + 1))
    replayed = dict(first)
    for amendment in detail.amendments:
        assert {name: replayed[name] for name in amendment.before} == amendment.before
        replayed |= amendment.after
    assert replayed == plain_draft(detail.draft)


def test_checking_a_subject_keeps_who_when_and_where(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    service.check_subject(row_id, ContractSubject.CONFIDENTIALITY, SubjectCheck.PRESENT, article=" 第3条 ")
    service.check_subject(row_id, ContractSubject.ON_SITE_INSPECTION, SubjectCheck.MISSING)
    rows = {row.subject: row for row in service.get_contract(row_id).subjects}
    assert list(rows) == list(ContractSubject)
    checked = rows[ContractSubject.CONFIDENTIALITY]
    assert (checked.result, checked.article) == (SubjectCheck.PRESENT, "第3条")
    assert (checked.checked_on, checked.checked_by) == (desk.today(), "係長 福井 太郎")
    assert rows[ContractSubject.ON_SITE_INSPECTION].result is SubjectCheck.MISSING
    assert rows[ContractSubject.NAMED_WORKERS].checked_on is None


def test_a_contract_that_came_without_subjects_shows_ten_and_can_be_checked(
    service: ContractsService, desk: Desk
) -> None:
    row_id = make_contract(desk)
    assert len(service.get_contract(row_id).subjects) == 10
    service.check_subject(row_id, ContractSubject.LEAK_LIABILITY, SubjectCheck.PRESENT)
    results = {row.subject: row.result for row in service.get_contract(row_id).subjects}
    assert results.pop(ContractSubject.LEAK_LIABILITY) is SubjectCheck.PRESENT
    assert set(results.values()) == {SubjectCheck.UNCHECKED}
    with pytest.raises(NotFoundError):
        service.check_subject(new_id(), ContractSubject.LEAK_LIABILITY, SubjectCheck.PRESENT)


def test_a_withdrawn_contract_is_gone_from_lists_and_its_number_is_free(
    service: ContractsService, desk: Desk
) -> None:
    draft = contract_draft(desk)
    row_id = row_id_of(service.add_contract(draft))
    service.withdraw_contract(row_id, reason="誤登録")
    assert service.list_contracts() == ()
    again = row_id_of(service.add_contract(draft))
    service.withdraw_contract(again, reason="また誤登録")
    service.add_contract(draft)
    writes: tuple[Callable[[], object], ...] = (
        lambda: service.change_contract(row_id, draft),
        lambda: service.amend_contract(row_id, draft, amended_on=desk.today(), reason="x"),
        lambda: service.check_subject(row_id, ContractSubject.NAMED_WORKERS, SubjectCheck.PRESENT),
        lambda: service.withdraw_contract(row_id, reason="x"),
    )
    for write in writes:
        with pytest.raises(RefusedError, match="取り下げ"):
            write()


def test_withdrawing_a_contract_owes_a_reason(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    with pytest.raises(RefusedError) as refusal:
        service.withdraw_contract(row_id, reason="")
    assert refusal.value.field == "withdrawn_reason"


def test_an_individual_number_in_any_part_is_refused_and_nothing_is_written(
    service: ContractsService, desk: Desk
) -> None:
    digits = "1234 5678 9018"
    for values in (
        {"remarks": digits},
        {"personal_data_items": (digits,)},
        {"places": (PlaceDraft("甲", remarks=digits),)},
        {"systems": (SystemDraft(digits),)},
    ):
        with pytest.raises(PersonalNumberError) as refusal:
            service.add_contract(contract_draft(desk, new_id().hex[-8:], **values))
        assert digits not in str(refusal.value)
    assert service.list_contracts() == ()


def test_an_unsound_part_takes_the_whole_change_back(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(full_draft(desk)))
    draft = service.get_contract(row_id).draft
    with pytest.raises(PersonalNumberError):
        service.change_contract(
            row_id, replace(draft, title="新", places=(PlaceDraft("甲", remarks="123456789018"),))
        )
    assert service.get_contract(row_id).draft == draft


def test_who_may_only_read_writes_no_contract(
    service: ContractsService, desk: Desk, desk_as: Callable[..., Desk]
) -> None:
    draft = contract_draft(desk)
    row_id = row_id_of(service.add_contract(draft))
    other = ContractsService(desk_as(Role.AUDITOR))
    writes: tuple[Callable[[], object], ...] = (
        lambda: other.add_contract(draft),
        lambda: other.change_contract(row_id, draft),
        lambda: other.amend_contract(row_id, draft, amended_on=desk.today(), reason="x"),
        lambda: other.check_subject(row_id, ContractSubject.NAMED_WORKERS, SubjectCheck.PRESENT),
        lambda: other.withdraw_contract(row_id, reason="x"),
    )
    for write in writes:
        with pytest.raises(NotPermittedError):
            write()
    assert other.get_contract(row_id).version == 1


def test_another_contractor_may_take_over(service: ContractsService, desk: Desk) -> None:
    row_id = row_id_of(service.add_contract(contract_draft(desk)))
    draft = service.get_contract(row_id).draft
    heir = enter_contractor(desk, "承継会社")
    service.change_contract(row_id, replace(draft, contractor_id=heir), reason="会社分割")
    assert service.get_contract(row_id).contractor == "承継会社"
    assert [row.id for row in service.search_contracts("承継")] == [row_id]
    assert service.list_contracts()[0].state is ContractState.IN_SERVICE
