"""An inspection from plan to printed record, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from PIL import Image

from models.base import new_id
from models.department import Role
from oversight.checklist import Edition, ExtraField, FieldKind, Item
from oversight.checklist.adopting import adopt
from oversight.checklist.edition import Bilingual, Need
from oversight.checklist.reading import builtin_editions
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.findings import FindingsService, FindingState, corrective_due
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    InspectionMethod,
    InspectionsService,
    InspectionState,
    InspectorDraft,
    Mark,
    PlanDraft,
    Severity,
)
from oversight.inspections.record_spoken import _item
from oversight.journal import JournalService
from oversight.papers.record_data import ItemData
from oversight.settings import OfficeSettings
from oversight.words import speaking, use_language
from tests.answering import answer_all
from tests.factories import adopt_editions, make_contract, make_contractor, make_place, make_subcontract
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.papers.sample_record import drawn_photo

LEAD = (InspectorDraft("福井 太郎", "係長", is_lead=True),)
DAY = dt.date(2026, 11, 24)
JPEG = drawn_photo(1)


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    adopt_editions(desk)
    return InspectionsService(desk)


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    return make_contract(desk, persons_count=120_000, handles_specific=True, core_system="介護保険")


def planned(service: InspectionsService, contract_id: UUID, on: dt.date = DAY, **values: Any) -> UUID:
    draft = PlanDraft(contract_id, on, **{"inspectors": LEAD, **values})
    change = service.plan_inspection(draft)
    assert change.row_id is not None
    return change.row_id


def conclude(service: InspectionsService, inspection_id: UUID, conclusion: Conclusion) -> None:
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵", "所長", "髙﨑事務サービス", "業務責任者")])
    service.conclude(
        inspection_id,
        conclusion=conclusion,
        closing_talk="おおむね良好である。",
        opinion="事実誤認はない。",
        documents_checked=("従事者名簿", " ", "入退室記録"),
    )


def finalised(service: InspectionsService, inspection_id: UUID, **own: AnswerDraft) -> None:
    service.start(inspection_id)
    answer_all(service, inspection_id, {key.replace("_", "-"): draft for key, draft in own.items()})
    serious = any(draft.mark is Mark.NONCONFORMING for draft in own.values())
    conclude(service, inspection_id, Conclusion.SERIOUS if serious else Conclusion.NO_PROBLEM)
    assert service.list_gaps(inspection_id) == ()
    service.finalise(inspection_id)


PHONE_FOUND = AnswerDraft(
    mark=Mark.NONCONFORMING,
    finding_text="作業室東側の机3番に私物スマートフォン1台。",
    measure="持込禁止の周知と入室時の確認",
)


def test_a_plan_gets_the_next_number_of_its_fiscal_year(
    service: InspectionsService, contract_id: UUID
) -> None:
    first, second = planned(service, contract_id), planned(service, contract_id)
    next_year = planned(service, contract_id, dt.date(2027, 4, 1))
    numbers = [service.get_inspection(each).number for each in (first, second, next_year)]
    assert numbers == ["R8-0001", "R8-0002", "R9-0001"]
    assert {row.id for row in service.list_inspections()} == {first, second, next_year}
    assert service.list_inspections(contract_id=new_id()) == ()


def test_without_an_edition_nothing_is_planned(desk: Desk, contract_id: UUID) -> None:
    with pytest.raises(RefusedError, match="点検表"):
        planned(InspectionsService(desk), contract_id)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"inspectors": ()}, "inspectors"),
        ({"inspectors": (InspectorDraft("甲"), InspectorDraft("乙"))}, "inspectors"),
        ({"planned_from": dt.time(10), "planned_until": dt.time(9)}, "planned_until"),
        ({"period_from": DAY, "period_until": DAY - dt.timedelta(days=1)}, "period_until"),
        ({"method": InspectionMethod.VIDEO}, "method_reason"),
        ({"method": InspectionMethod.PAPER, "method_reason": "忙しい"}, "method"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused_and_names_the_field(
    service: InspectionsService, contract_id: UUID, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        planned(service, contract_id, **values)
    assert refusal.value.field == field
    assert service.list_inspections() == ()


def test_a_place_of_another_contract_is_refused(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    other = make_place(desk, make_contract(desk, number="R8-002"))
    with pytest.raises(RefusedError) as refusal:
        planned(service, contract_id, place_id=other)
    assert refusal.value.field == "place_id"
    own = make_place(desk, contract_id, photography_forbidden=True)
    detail = service.get_inspection(planned(service, contract_id, place_id=own))
    assert detail.photography_forbidden
    assert detail.place == "認定事務センター 2階 作業室"


def test_paper_is_allowed_for_few_persons_until_the_work_is_subcontracted(
    service: InspectionsService, desk: Desk
) -> None:
    small = make_contract(desk, number="R8-009", persons_count=800)
    assert service.rule_on_paper(small, DAY).allowed
    make_subcontract(desk, small)
    assert not service.rule_on_paper(small, DAY).allowed


def test_a_plan_can_be_changed_until_it_is_started(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    draft = PlanDraft(contract_id, DAY, inspectors=(InspectorDraft("舘 花子", is_lead=True), *LEAD[:0]))
    service.change_plan(inspection_id, draft, version=1)
    assert [each.name for each in service.get_inspection(inspection_id).inspectors] == ["舘 花子"]
    with pytest.raises(ChangedMeanwhileError):
        service.change_plan(inspection_id, draft, version=1)
    service.start(inspection_id)
    with pytest.raises(RefusedError):
        service.change_plan(inspection_id, draft)


def test_the_notice_is_recorded_before_the_start_only(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.notify(inspection_id, notice_number="札総行第77号", notice_on=DAY)
    assert service.get_inspection(inspection_id).state is InspectionState.NOTIFIED
    service.start(inspection_id)
    with pytest.raises(RefusedError):
        service.notify(inspection_id, notice_number="札総行第78号", notice_on=DAY)


def test_calling_off_needs_a_reason_and_ends_it(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    with pytest.raises(RefusedError):
        service.call_off(inspection_id, reason=" ")
    service.call_off(inspection_id, reason="契約解除")
    assert service.get_inspection(inspection_id).called_off_reason == "契約解除"
    for deed in (service.start, lambda each: service.call_off(each, reason="再度")):
        with pytest.raises(RefusedError):
            deed(inspection_id)


def test_an_answer_is_there_when_saving_returns_and_the_place_is_remembered(
    service: InspectionsService, contract_id: UUID, clock: FixedClock
) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    saved = service.save_answer(inspection_id, "DEV-01", PHONE_FOUND)
    assert saved.saved_at == clock.moment
    detail = service.get_inspection(inspection_id)
    assert detail.answers["DEV-01"].draft == PHONE_FOUND
    assert detail.answers["DEV-01"].answered_by == "係長 福井 太郎"
    assert detail.current_item == "DEV-01"
    service.stand_at(inspection_id, "DEV-02")
    assert service.get_inspection(inspection_id).current_item == "DEV-02"
    (section,) = [each for each in service.list_progress(detail) if each.section_id == "DEV"]
    assert (section.answered, section.nonconforming) == (1, 1)
    (row,) = service.list_inspections()
    assert row.answered == 1


def test_moving_about_is_no_evidence_and_is_not_journalled(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    before = JournalService(desk).count()
    service.stand_at(inspection_id, "LOG-01")
    assert JournalService(desk).count() == before


def test_an_answer_changed_keeps_one_row_and_its_history_in_the_journal(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    for mark in (Mark.CONFORMING, Mark.NONCONFORMING):
        service.save_answer(inspection_id, "DEV-01", AnswerDraft(mark=mark))
    entries = JournalService(desk).list_entries(subject="answer")
    assert [entry.action for entry in entries] == ["変更", "追加"]


def test_more_samples_than_population_are_refused(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    with pytest.raises(RefusedError) as refusal:
        service.save_answer(inspection_id, "HUM-01", AnswerDraft(population=5, sample_size=6))
    assert refusal.value.field == "sample_size"


def test_only_an_open_inspection_takes_answers(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    with pytest.raises(RefusedError):
        service.save_answer(inspection_id, "DEV-01", PHONE_FOUND)


def test_starting_twice_changes_nothing(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    version = service.get_inspection(inspection_id).version
    service.start(inspection_id)
    assert service.get_inspection(inspection_id).version == version


def test_photos_stand_with_their_item_until_withdrawn(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    change = service.add_photo(inspection_id, "DEV-01", content=JPEG, file_name="机.jpg", caption="机3番")
    (photo,) = service.get_inspection(inspection_id).photos
    assert (photo.id, photo.caption) == (change.row_id, "机3番")
    with pytest.raises(RefusedError):
        service.add_photo(inspection_id, "DEV-01", content=b"%PDF-1.7", file_name="a.pdf")
    service.withdraw_photo(photo.id, reason="個人が写っている")
    assert service.get_inspection(inspection_id).photos == ()


def test_attendees_are_replaced_and_need_a_name(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    service.put_attendees(inspection_id, [AttendeeDraft("甲"), AttendeeDraft("乙")])
    service.put_attendees(inspection_id, [AttendeeDraft("乙", "所長")])
    assert service.get_inspection(inspection_id).attendees == (AttendeeDraft("乙", "所長"),)
    with pytest.raises(RefusedError):
        service.put_attendees(inspection_id, [AttendeeDraft(" ")])


def test_gaps_are_told_and_keep_the_record_open(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    answer_all(service, inspection_id, {"DEV-01": AnswerDraft(mark=Mark.NONCONFORMING)})
    gaps = {gap.item_id for gap in service.list_gaps(inspection_id)}
    assert {"DEV-01", "attendees", "closing_talk"} <= gaps
    with pytest.raises(RefusedError, match="まだ確定できません"):
        service.finalise(inspection_id)
    assert service.get_inspection(inspection_id).state is InspectionState.IN_PROGRESS


def test_a_severe_nonconformity_forbids_the_conclusion_no_problem(
    service: InspectionsService, contract_id: UUID
) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    answer_all(service, inspection_id, {"DEV-01": PHONE_FOUND})
    conclude(service, inspection_id, Conclusion.NO_PROBLEM)
    assert len(service.list_gaps(inspection_id)) == 1
    conclude(service, inspection_id, Conclusion.SERIOUS)
    assert service.list_gaps(inspection_id) == ()


def test_finalising_freezes_the_record_and_makes_the_finding_with_its_due_day(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id, DEV_01=PHONE_FOUND)
    detail = service.get_inspection(inspection_id)
    assert detail.state is InspectionState.FINALISED
    assert [record.number for record in detail.records] == [1]
    (finding,) = FindingsService(desk).list_findings()
    assert (finding.number, finding.item_id, finding.severity) == ("R8-0001-01", "DEV-01", Severity.A)
    assert finding.due_on == dt.date(2026, 12, 1)
    assert finding.state is FindingState.OPEN
    assert not finding.repeated
    with pytest.raises(RefusedError):
        service.save_answer(inspection_id, "DEV-01", PHONE_FOUND)


def test_a_finding_is_not_due_on_a_day_the_office_is_closed() -> None:
    settings = OfficeSettings(closed_days={"2026-12-01": "開庁記念日"})
    assert corrective_due(Severity.A, DAY, settings).day == dt.date(2026, 12, 2)


def test_the_same_record_prints_the_same_bytes_whatever_happens_later(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id, DEV_01=PHONE_FOUND)
    (record,) = service.get_inspection(inspection_id).records
    first = service.print_record(record.id)
    service.start_correction(inspection_id, reason="机の番号の誤り")
    service.save_answer(
        inspection_id, "DEV-01", AnswerDraft(mark=Mark.NONCONFORMING, finding_text="机4番", measure="周知")
    )
    service.finalise(inspection_id)
    assert service.print_record(record.id).pdf == first.pdf
    records = service.get_inspection(inspection_id).records
    assert [(each.number, each.reason) for each in records] == [(1, ""), (2, "机の番号の誤り")]
    (finding,) = FindingsService(desk).list_findings()
    assert finding.fact == "机4番"


def test_a_correction_may_drop_a_finding_and_bring_it_back(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id, DEV_01=PHONE_FOUND)
    for draft, state in (
        (AnswerDraft(mark=Mark.CONFORMING), FindingState.DROPPED),
        (PHONE_FOUND, FindingState.OPEN),
    ):
        service.start_correction(inspection_id, reason="見直し")
        answer_all(service, inspection_id, {"DEV-01": draft})
        service.finalise(inspection_id)
        (finding,) = FindingsService(desk).list_findings()
        assert finding.state is state


def test_each_version_tells_when_it_was_finalised(
    service: InspectionsService, contract_id: UUID, clock: FixedClock
) -> None:
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id)
    clock.moment += dt.timedelta(days=40)
    service.start_correction(inspection_id, reason="職名の誤り")
    second = service.finalise(inspection_id)
    records = service.get_inspection(inspection_id).records
    first, then = (solid(text_of(service.print_record(each.id).pdf)) for each in records)
    assert "確定令和8年11月24日" in first
    assert "確定令和9年1月3日" in then
    assert second.record_number == 2


def test_what_a_finding_is_based_on_is_kept_in_japanese_and_told_in_the_language_in_use(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    use_language("en")
    inspection_id = planned(service, contract_id)
    unlocked = AnswerDraft(
        mark=Mark.NONCONFORMING, finding_text="鍵が開いていた。", correct_by=dt.date(2027, 1, 15)
    )
    finalised(service, inspection_id, DEV_01=PHONE_FOUND, PHY_08=unlocked)
    rules, phone = FindingsService(desk).list_findings()[::-1]
    if rules.item_id != "PHY-08":
        rules, phone = phone, rules
    assert "ガイドライン" in phone.basis
    assert (rules.due_explanation, phone.due_explanation) == ("", "指摘の日から7日以内（初日不算入）")
    (record,) = service.get_inspection(inspection_id).records
    english = solid(text_of(service.print_record(record.id).pdf))
    assert "within7daysofthefinding" in english
    assert "PPC,guidelines" in english
    use_language("ja")
    japanese = solid(text_of(service.print_record(record.id).pdf))
    assert "指摘の日から7日以内" in japanese
    assert "PPC" not in japanese


def test_correcting_needs_a_finalised_record_and_a_reason(
    service: InspectionsService, contract_id: UUID
) -> None:
    inspection_id = planned(service, contract_id)
    with pytest.raises(RefusedError):
        service.start_correction(inspection_id, reason="早い")
    finalised(service, inspection_id)
    with pytest.raises(RefusedError) as refusal:
        service.start_correction(inspection_id, reason="")
    assert refusal.value.field == "correction_reason"


def test_next_year_shows_last_years_answer_and_marks_a_repeated_finding(
    service: InspectionsService, contract_id: UUID, desk: Desk, clock: FixedClock
) -> None:
    finalised(service, planned(service, contract_id), DEV_01=PHONE_FOUND)
    clock.moment += dt.timedelta(days=300)
    second = planned(service, contract_id, clock.today())
    service.start(second)
    detail = service.get_inspection(second)
    assert detail.previous["DEV-01"].mark is Mark.NONCONFORMING
    assert detail.previous["DEV-01"].text == PHONE_FOUND.finding_text
    assert detail.previous["DEV-01"].conducted_on == DAY
    assert "ORG-10" in detail.asked
    answer_all(service, second, {"DEV-01": PHONE_FOUND})
    conclude(service, second, Conclusion.SERIOUS)
    service.finalise(second)
    findings = FindingsService(desk).list_findings()
    assert [finding.repeated for finding in findings] == [False, True]


def test_a_finding_is_overdue_the_day_after_its_due_day_until_the_correction(
    service: InspectionsService, contract_id: UUID, desk: Desk, clock: FixedClock
) -> None:
    finalised(service, planned(service, contract_id), DEV_01=PHONE_FOUND)
    findings = FindingsService(desk)
    clock.moment += dt.timedelta(days=7)
    assert findings.list_findings()[0].days_overdue == 0
    clock.moment += dt.timedelta(days=1)
    (row,) = findings.list_findings()
    assert row.days_overdue == 1
    with pytest.raises(RefusedError):
        findings.record_correction(row.id, corrected_on=clock.today(), reply=" ")
    findings.record_correction(row.id, corrected_on=clock.today(), reply="周知した", version=row.version)
    assert findings.list_findings()[0].days_overdue == 0
    assert len(findings.list_findings(standing_only=True)) == 1


def test_an_auditor_neither_plans_nor_conducts(
    service: InspectionsService, contract_id: UUID, desk_as: Callable[..., Desk]
) -> None:
    inspection_id = planned(service, contract_id)
    auditor = InspectionsService(desk_as(Role.AUDITOR))
    assert auditor.get_inspection(inspection_id).number == "R8-0001"
    with pytest.raises(NotPermittedError):
        auditor.start(inspection_id)
    with pytest.raises(NotPermittedError):
        planned(auditor, contract_id)


def with_required_photo(edition: Edition, item_id: str) -> Edition:
    """Return an edition that owes the photo of an item."""

    def owed(item: Item) -> Item:
        fields = [
            replace(each, need=Need.REQUIRED) if each.kind is FieldKind.PHOTO else each
            for each in item.fields
        ]
        return replace(item, fields=tuple(fields)) if item.id == item_id else item

    sections = [replace(part, items=tuple(owed(item) for item in part.items)) for part in edition.sections]
    return replace(edition, id=f"{edition.id}-photo", sections=tuple(sections))


def test_a_photo_owed_is_missed_until_it_is_taken(service: InspectionsService, desk: Desk) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(minutes=1)
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        adopt(session, desk.clock, with_required_photo(builtin_editions()[0], "DEV-01"))
    inspection_id = planned(service, make_contract(desk, number="R8-900", core_system="介護保険"))
    service.start(inspection_id)
    answer_all(service, inspection_id)
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好")
    assert [gap.item_id for gap in service.list_gaps(inspection_id)] == ["DEV-01"]
    service.add_photo(inspection_id, "DEV-01", content=JPEG, file_name="a.jpg")
    assert service.list_gaps(inspection_id) == ()
    (photo,) = service.get_inspection(inspection_id).photos
    service.withdraw_photo(photo.id)
    assert [gap.item_id for gap in service.list_gaps(inspection_id)] == ["DEV-01"]
    service.add_photo(inspection_id, "DEV-01", content=JPEG + b"2", file_name="b.jpg")
    service.finalise(inspection_id)


def test_where_photography_is_forbidden_other_evidence_is_owed_for_a_photo(
    service: InspectionsService, desk: Desk
) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(minutes=1)
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        adopt(session, desk.clock, with_required_photo(builtin_editions()[0], "DEV-01"))
    contract_id = make_contract(desk, number="R8-901", core_system="介護保険")
    place_id = make_place(desk, contract_id, photography_forbidden=True)
    inspection_id = planned(service, contract_id, place_id=place_id)
    service.start(inspection_id)
    answer_all(service, inspection_id)
    gaps = {gap.item_id: gap for gap in service.list_gaps(inspection_id)}
    assert set(gaps) == {"", "DEV-01", "attendees", "closing_talk"}
    assert (gaps["DEV-01"].field_id, "撮影禁止" in gaps["DEV-01"].sentence) == ("area", True)


def test_a_visit_to_a_sub_contractor_is_kept_shown_and_printed(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    tier = make_subcontract(desk, contract_id)
    inspection_id = planned(service, contract_id, subcontract_id=tier)
    detail = service.get_inspection(inspection_id)
    assert (detail.subcontract_id, detail.subcontractor) == (tier, "有限会社ひばり印刷")
    draft = PlanDraft(contract_id, DAY, subcontract_id=detail.subcontract_id, inspectors=LEAD, remarks="追記")
    service.change_plan(inspection_id, draft)
    assert service.get_inspection(inspection_id).subcontractor == "有限会社ひばり印刷"
    assert "有限会社ひばり印刷" in text_of(service.print_notice(inspection_id).pdf)
    service.start(inspection_id)
    answer_all(service, inspection_id)
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好")
    record = service.print_record(service.finalise(inspection_id).record_id)
    assert "検査先" in text_of(record.pdf)
    assert "有限会社ひばり印刷" in text_of(record.pdf)


def test_a_sub_contractor_of_another_contract_is_refused(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    other = make_subcontract(desk, make_contract(desk, number="R8-777"))
    with pytest.raises(RefusedError) as refusal:
        planned(service, contract_id, subcontract_id=other)
    assert refusal.value.field == "subcontract_id"


def test_a_caption_can_be_mended_until_the_record_is_final(
    service: InspectionsService, contract_id: UUID, desk: Desk
) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    added = service.add_photo(inspection_id, "DEV-01", content=JPEG, file_name="a.jpg", caption="机2番")
    assert added.row_id is not None
    service.caption_photo(added.row_id, " 机3番 ")
    assert service.get_inspection(inspection_id).photos[0].caption == "机3番"
    entry = JournalService(desk).list_entries(subject="photo")[0]
    assert (entry.deed, entry.changes[0].old, entry.changes[0].new) == ("写真: 説明の変更", "机2番", "机3番")
    with pytest.raises(RefusedError):
        service.caption_photo(added.row_id, "123456789018")
    service.withdraw_photo(added.row_id)
    with pytest.raises(RefusedError):
        service.caption_photo(added.row_id, "机4番")
    other = service.add_photo(inspection_id, "DEV-01", content=JPEG, file_name="b.jpg")
    answer_all(service, inspection_id)
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好")
    service.finalise(inspection_id)
    assert other.row_id is not None
    with pytest.raises(RefusedError):
        service.caption_photo(other.row_id, "後から")


def with_celsius(edition: Edition) -> Edition:
    """Return an edition whose first item asks for a temperature."""
    label, unit = Bilingual("室温", "Room temperature"), Bilingual("℃", "°C")
    field = ExtraField(
        "celsius", FieldKind.NUMBER, label, Need.REQUIRED, unit, decimals=1, minimum=-20, maximum=45.5
    )
    part = edition.sections[0]
    items = (replace(part.items[0], fields=(field,)), *part.items[1:])
    sections = (replace(part, items=items), *edition.sections[1:])
    return replace(edition, id=f"{edition.id}-celsius", sections=sections)


def test_a_number_is_taken_as_its_edition_says(service: InspectionsService, desk: Desk) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(minutes=1)
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        adopt(session, desk.clock, with_celsius(builtin_editions()[0]))
    inspection_id = planned(service, make_contract(desk, number="R8-902", core_system="介護保険"))
    service.start(inspection_id)
    first = service.get_inspection(inspection_id).asked[0]
    for number, why in ((46, "45.5"), (20.55, "1桁"), (-20.5, "-20")):
        with pytest.raises(RefusedError, match=why) as refusal:
            service.save_answer(
                inspection_id, first, AnswerDraft(mark=Mark.CONFORMING, values={"celsius": number})
            )
        assert refusal.value.field == "celsius"
    answer_all(service, inspection_id)
    service.save_answer(inspection_id, first, AnswerDraft(mark=Mark.CONFORMING, values={"celsius": 20}))
    with pytest.raises(RefusedError, match="点検表にありません"):
        service.save_answer(inspection_id, "ZZZ-99", AnswerDraft(values={"celsius": 99}))
    conclude(service, inspection_id, Conclusion.NO_PROBLEM)
    record = service.print_record(service.finalise(inspection_id).record_id)
    assert "室温：20.0℃" in solid(text_of(record.pdf))


def test_the_tier_of_a_sub_contractor_is_told(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    first = make_subcontract(desk, contract_id)
    body = make_contractor(desk, "株式会社つばめ配送")
    second = make_subcontract(desk, contract_id, parent_id=first, contractor_id=body)
    inspection_id = planned(service, contract_id, subcontract_id=second)
    detail = service.get_inspection(inspection_id)
    assert (detail.subcontractor, detail.subcontract_depth) == ("株式会社つばめ配送", 2)
    told = "株式会社つばめ配送（再委託先2段目）"
    assert told in solid(text_of(service.print_notice(inspection_id).pdf))
    with pytest.raises(RefusedError):
        planned(service, contract_id, subcontract_id=new_id())


def test_the_photo_owed_is_named_by_its_field_and_stands_in_the_record(
    service: InspectionsService, desk: Desk
) -> None:
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(minutes=1)
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        adopt(session, desk.clock, with_required_photo(builtin_editions()[0], "DEV-01"))
    inspection_id = planned(service, make_contract(desk, number="R8-903", core_system="介護保険"))
    service.start(inspection_id)
    answer_all(service, inspection_id)
    conclude(service, inspection_id, Conclusion.NO_PROBLEM)
    assert [(gap.item_id, gap.field_id) for gap in service.list_gaps(inspection_id)] == [("DEV-01", "area")]
    picture, out = Image.new("RGB", (80, 60), "navy"), BytesIO()
    picture.save(out, "JPEG")
    service.add_photo(
        inspection_id, "DEV-01", content=out.getvalue(), file_name="a.jpg", caption="入口のロッカー"
    )
    paper = service.print_record(service.finalise(inspection_id).record_id)
    assert "入口のロッカー" in text_of(paper.pdf)
    assert paper.warnings == ()
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        assert sum(len(page.get_images()) for page in pdf.pages) == 1


def test_a_record_is_told_in_english_from_its_edition_and_stays_japanese_in_japanese(
    service: InspectionsService, contract_id: UUID
) -> None:
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id, DEV_01=PHONE_FOUND)
    (record,) = service.get_inspection(inspection_id).records
    japanese = service.print_record(record.id)
    with speaking("en"):
        english = text_of(service.print_record(record.id).pdf)
    edition = service.get_inspection(inspection_id).edition
    told = " ".join(english.split())
    for item_id in ("ORG-01", "DEV-01"):
        item = edition.find_item(item_id)
        assert item is not None
        assert solid(item.title.en) in solid(told)
        assert solid(item.title.ja) not in solid(told)
    assert "24Nov2026" in solid(told)
    assert "令和8年11月24日" not in solid(told)
    assert "Conforming" in english.split()
    assert "Nonconforming" in english.split()
    assert solid("作業室東側の机3番") in solid(told), "what was written stays as written"
    assert service.print_record(record.id).pdf == japanese.pdf


def test_a_record_of_items_no_longer_known_is_told_as_written(
    service: InspectionsService, contract_id: UUID
) -> None:
    inspection_id = planned(service, contract_id)
    edition = service.get_inspection(inspection_id).edition
    item = ItemData("OLD-01", "古い項目", Mark.CONFORMING, values=(("数", "3人"),))
    known = edition.find_item("HUM-02")
    assert known is not None
    field = next(each for each in known.fields if each.unit.ja)
    other = ItemData("HUM-02", "", None, values=((field.label.ja, "不明"), ("別", "5")))
    with speaking("en"):
        assert _item(item, edition) == item
        assert _item(other, edition).values == ((field.label.en, "不明"), ("別", "5"))
