"""What stands first in an inspection and where it contradicts the contractor's reports, on both engines."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import replace
from uuid import UUID

import pytest

from models.inspection import Inspection, InspectionRecord
from oversight.checklist.service import ChecklistsService
from oversight.desk import Desk
from oversight.inspections import (
    AnswerDraft,
    InspectionsService,
    Mark,
    contradictions_of,
    focus_items,
    told_reports,
)
from oversight.inspections.bearings import Speaks, builtin_bearings
from oversight.inspections.record_document import document_from_record, record_from_document
from oversight.inspections.record_reported import spoken_reported
from oversight.inspections.record_spoken import spoken_record
from oversight.inspections.reported import Reported, read_reported, statements_of
from oversight.papers import print_inspection_record
from oversight.papers.record_data import InspectionRecordData, ItemData, ReportedData
from oversight.report_form.answers import Answer, Answers
from oversight.report_form.questions import current_set
from oversight.reports import FilingService, PaperDraft, ReportKey, ReportsService
from oversight.words import speaking
from tests.factories import adopt_editions, make_contract
from tests.oversight.inspections.test_inspections import DAY, finalised, planned
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.reports.test_reports import move_to

D = dt.date
QUIET = Answers({"check_storage": Answer("yes"), "devices": Answer(is_nil=True), "training": Answer("no")})
FAILED = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="鍵のない棚に申請書の束。")


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    adopt_editions(desk)
    return InspectionsService(desk)


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    return make_contract(desk, service=(D(2025, 4, 1), D(2028, 3, 31)), handles_specific=True)


def report(desk: Desk, contract_id: UUID, month: D, answers: Answers) -> None:
    FilingService(desk).enter(PaperDraft(ReportKey(contract_id, month), desk.today(), answers))


def started(service: InspectionsService, contract_id: UUID) -> UUID:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    return inspection_id


def frozen(desk: Desk, inspection_id: UUID) -> bytes:
    with desk.reading() as session:
        return session.query(InspectionRecord).filter_by(inspection_id=inspection_id).one().document


def item_of(record: InspectionRecordData, item_id: str) -> ItemData:
    return next(item for section in record.sections for item in section.items if item.item_id == item_id)


def test_what_the_reports_say_stands_with_its_items(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    report(desk, contract_id, D(2026, 9, 1), Answers({"training": Answer("yes")}))
    report(desk, contract_id, D(2026, 10, 1), QUIET)
    reported = service.get_inspection(started(service, contract_id)).reported
    said = {item: told_reports(each) for item, each in reported.statements.items()}
    assert said["PHY-08"] == "月次報告 2026年10月分: 書類・媒体を施錠して保管している「適」"
    # a month without training takes nothing back of the month that had it
    assert said["HUM-03"] == "月次報告 2026年9月分: 今月の教育の実施「実施した」"
    assert said["DEV-01"] == "月次報告 2026年10月分: 持ち込んだ機器の件数「該当なし」"
    assert set(said) == {"PHY-08", "HUM-03", "DEV-01"}


def test_the_reports_speak_of_the_items_of_a_changed_checklist_too(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    checklists = ChecklistsService(desk)
    for title in ("第2版の題名", "第3版の題名"):
        draft_id = checklists.copy_edition(checklists.list_editions()[0].id).row_id
        assert draft_id is not None
        draft = checklists.read_draft(draft_id)
        document = {**draft.document, "title": {"ja": title}}
        revision = checklists.keep_draft(draft_id, document, revision=draft.line.revision)
        checklists.publish(draft_id, revision=revision, change_note="題名を直した")
    report(desk, contract_id, D(2026, 10, 1), QUIET)
    detail = service.get_inspection(started(service, contract_id))
    assert detail.edition.title.ja == "第3版の題名"
    assert set(detail.reported.statements) == {"PHY-08", "HUM-03", "DEV-01"}


def test_the_newest_filing_of_a_month_is_what_was_said(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    report(desk, contract_id, D(2026, 10, 1), QUIET)
    inspection_id = started(service, contract_id)
    reports = ReportsService(desk)
    month = next(row for row in reports.list_months(contract_id) if row.month == D(2026, 10, 1))
    assert month.report_id is not None
    reports.return_report(month.report_id, reasons="書き直し", resubmit_on=D(2026, 12, 1))
    report(desk, contract_id, D(2026, 10, 1), Answers({"check_storage": Answer("no")}))
    (said,) = service.get_inspection(inspection_id).reported.statements["PHY-08"]
    assert (said.speaks, said.told()) == (Speaks.AGAINST, "書類・媒体を施錠して保管している「不適」")


def test_only_reports_of_the_period_count(service: InspectionsService, desk: Desk, contract_id: UUID) -> None:
    for month, word in ((D(2025, 10, 1), "no"), (D(2026, 10, 1), "yes")):
        report(desk, contract_id, month, Answers({"check_entry": Answer(word)}))
    within = planned(service, contract_id, period_from=D(2025, 4, 1), period_until=D(2026, 3, 31))
    assert service.get_inspection(within).reported.statements["PHY-03"][0].month == D(2025, 10, 1)
    year = service.get_inspection(planned(service, contract_id)).reported
    assert year.statements["PHY-03"][0].month == D(2026, 10, 1)
    assert len(year.statements) == 1


def test_without_a_period_the_reports_since_the_inspection_before_count(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    move_to(desk, D(2025, 11, 4))
    finalised(service, planned(service, contract_id, on=D(2025, 11, 4)))
    move_to(desk, DAY)
    for month in (D(2025, 10, 1), D(2025, 11, 1)):
        report(desk, contract_id, month, Answers({"check_entry": Answer("yes")}))
    detail = service.get_inspection(started(service, contract_id))
    assert detail.reported.statements["PHY-03"][0].month == D(2025, 11, 1)


def test_failed_last_time_comes_before_problems_reported_and_these_before_claims(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    move_to(desk, D(2025, 11, 4))
    finalised(service, planned(service, contract_id, on=D(2025, 11, 4)), TEC_06=FAILED, HUM_07=FAILED)
    move_to(desk, DAY)
    said = {"check_storage": Answer("yes"), "check_entry": Answer("no"), "log_anomalies": Answer(2)}
    report(desk, contract_id, D(2026, 10, 1), Answers(said))
    detail = service.get_inspection(started(service, contract_id))
    # the anomalies are an undecided point besides, and so press more on LOG-02 than a claim would
    claims = ("PHY-08", "LOG-04", "LOG-05", "LOG-06", "LOG-07")
    assert focus_items(detail) == ("HUM-07", "TEC-06", "PHY-03", "LOG-02", *claims)
    (point,) = detail.reported.points_of("LOG-02")
    assert point.told == "ログの点検で異常が2件あります。"


def test_points_of_every_month_are_told_until_they_are_decided(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    for month in (D(2026, 6, 1), D(2026, 10, 1)):
        report(desk, contract_id, month, Answers({"incident": Answer("yes")}))
    inspection_id = started(service, contract_id)
    points = service.get_inspection(inspection_id).reported.points
    assert [(each.month, each.items) for each in points] == [
        (D(2026, 10, 1), ("INC-03",)),
        (D(2026, 6, 1), ("INC-03",)),
    ]
    filings = FilingService(desk)
    (row,) = filings.list_filings(ReportKey(contract_id, D(2026, 6, 1)))[0].points
    filings.dismiss_point(row.point_id, reason="届出済み")
    assert len(service.get_inspection(inspection_id).reported.points) == 1


def test_a_mark_against_a_claim_is_a_contradiction_and_so_is_one_against_a_problem(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    answers = Answers({"check_storage": Answer("yes"), "check_entry": Answer("no"), "prints": Answer(9)})
    report(desk, contract_id, D(2026, 10, 1), answers)
    inspection_id = started(service, contract_id)
    assert contradictions_of(service.get_inspection(inspection_id)) == ()
    service.save_answer(inspection_id, "PHY-08", FAILED)
    service.save_answer(inspection_id, "PHY-03", AnswerDraft(mark=Mark.CONFORMING))
    service.save_answer(inspection_id, "MED-07", FAILED)  # it was told, and spoke neither way
    detail = service.get_inspection(inspection_id)
    assert [(each.item_id, each.told()) for each in contradictions_of(detail)] == [
        (
            "PHY-03",
            "月次報告（2026年10月分）では取扱区域への入退室を記録している「不適」ですが、検査では「適」です。",
        ),
        (
            "PHY-08",
            "月次報告（2026年10月分）では書類・媒体を施錠して保管している「適」ですが、検査では「不適」です。",
        ),
    ]
    service.save_answer(inspection_id, "PHY-03", FAILED)
    service.save_answer(inspection_id, "PHY-08", AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="無い"))
    assert contradictions_of(service.get_inspection(inspection_id)) == ()


def test_a_contradiction_stays_in_the_frozen_record_whatever_the_reports_become(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    report(desk, contract_id, D(2026, 10, 1), QUIET)
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id, PHY_08=FAILED)
    document = frozen(desk, inspection_id)
    record = record_from_document(document)
    (kept,) = item_of(record, "PHY-08").contradicts
    assert kept == ReportedData(
        D(2026, 10, 1), "check_storage", "令和8年10月分 書類・媒体を施錠して保管している「適」", "yes"
    )
    assert item_of(record, "DEV-01").contradicts == ()
    assert document_from_record(record)[0] != document  # its own hash is no part of what is hashed
    paper = service.print_record(service.get_inspection(inspection_id).records[0].id)
    assert "月次報告との食い違い：令和8年10月分書類・媒体を施錠して保管している「適」" in solid(
        text_of(paper.pdf)
    )
    edition = service.get_inspection(inspection_id).edition
    with speaking("en"):
        (spoken,) = item_of(spoken_record(record, edition), "PHY-08").contradicts
        assert "Papers and media are kept under lock" in spoken.told
        assert "Conforming" in spoken.told


def test_an_answer_of_a_question_unknown_by_now_is_told_as_written() -> None:
    kept = ReportedData(D(2026, 10, 1), "gone", "令和8年10月分 昔の設問「適」", "yes")
    with speaking("en"):
        assert spoken_reported(kept) is kept


def test_a_document_from_before_contradictions_loads_and_prints_the_same(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    inspection_id = planned(service, contract_id)
    finalised(service, inspection_id)
    plain = json.loads(zlib.decompress(frozen(desk, inspection_id)))
    for section in plain["sections"]:
        for item in section["items"]:
            assert item.pop("contradicts") == []
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    old = record_from_document(zlib.compress(text.encode("utf-8"), 9))
    new = record_from_document(frozen(desk, inspection_id))
    assert old.sections == new.sections
    assert old.record_hash != new.record_hash  # each is known by the bytes it was frozen as
    assert print_inspection_record(replace(old, record_hash="")).pdf == (
        print_inspection_record(replace(new, record_hash="")).pdf
    )


def test_another_checklist_is_not_spoken_of(
    service: InspectionsService, desk: Desk, contract_id: UUID
) -> None:
    report(desk, contract_id, D(2026, 10, 1), QUIET)
    inspection_id = started(service, contract_id)
    with desk.reading() as session:
        row = session.get_one(Inspection, inspection_id)
        assert read_reported(session, row, ["edition-0"]) == Reported()


def test_other_questions_and_questions_that_are_gone_say_nothing() -> None:
    questions, said = current_set(), Answers({"check_entry": Answer("yes")})
    other = replace(questions, id="monthly-report-0")
    assert statements_of(builtin_bearings(), [(D(2026, 10, 1), other, said)]) == {}
    fewer = replace(questions, sections=questions.sections[:1])
    assert statements_of(builtin_bearings(), [(D(2026, 10, 1), fewer, said)]) == {}
