"""Reports come in on forms, on both engines: looked at, taken in, entered by hand, decided about."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from models.attachment import Attachment
from models.department import Role
from models.report_filing import AttentionPoint, PointKind, PointState, ReportFiling
from oversight.attachments import AttachmentsService
from oversight.change import Subject
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotFoundError, NotPermittedError, RefusedError
from oversight.exchange import Course, StoppedError
from oversight.findings import FindingsService
from oversight.inspections import Severity
from oversight.journal import JournalService
from oversight.papers import print_report_form
from oversight.personal_number import PersonalNumberError
from oversight.register import PeriodDraft, PeriodKind, WorkerDraft, WorkersService
from oversight.report_form.answers import Answer, Answers
from oversight.report_form.faults import FileFault
from oversight.report_form.recognising import recognise
from oversight.report_form.workbook import write_workbook
from oversight.reports import (
    FilingChannel,
    FilingRow,
    FilingService,
    FormKind,
    Original,
    PaperDraft,
    PointFindingDraft,
    PointRow,
    ReportKey,
    ReportsService,
    Standing,
)
from tests.factories import make_place, make_subcontract
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.report_form.filling import COMPLETE, fill_book, fill_pdf
from tests.oversight.reports.test_reports import enter, month_of, receive

D = dt.date
AUTUMN = PeriodDraft(PeriodKind.SERVICE, D(2026, 9, 1), D(2026, 10, 31))
SEPTEMBER, OCTOBER = D(2026, 9, 1), D(2026, 10, 1)
NUMBER = "123456789018"


@pytest.fixture
def filings(desk: Desk) -> FilingService:
    return FilingService(desk)


@pytest.fixture
def key(desk: Desk) -> ReportKey:
    contract_id = enter(desk, AUTUMN, media=["paper", "system"])
    make_place(desk, contract_id)
    workers = [
        WorkerDraft(contract_id, "髙橋 一郎", employer="株式会社髙﨑", trained_on=D(2026, 5, 1)),
        WorkerDraft(contract_id, "去った人", ends_on=D(2026, 9, 15)),
    ]
    WorkersService(desk).add_workers(workers)
    return ReportKey(contract_id, OCTOBER)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def filled(filings: FilingService, key: ReportKey, answers: Mapping[str, Any] | None = None) -> bytes:
    return fill_book(filings.make_form(key, FormKind.WORKBOOK), {**COMPLETE, **(answers or {})})


def take_in(filings: FilingService, *paths: Path, received_on: D | None = None) -> int:
    return len(filings.take_in(filings.look_at(paths), received_on=received_on).taken)


def newest(filings: FilingService, key: ReportKey) -> FilingRow:
    return filings.list_filings(key)[0]


def count_rows(desk: Desk) -> tuple[int, ...]:
    with desk.reading() as session:
        return tuple(
            session.scalars(select(func.count()).select_from(model)).one()
            for model in (ReportFiling, AttentionPoint, Attachment)
        )


def test_a_form_is_filled_in_with_what_the_city_knows(
    filings: FilingService, key: ReportKey, desk: Desk
) -> None:
    make_subcontract(desk, key.contract_id, scope="運搬")
    form = filings.get_form(key)
    assert (form.contract_number, form.month, form.due_on) == ("R8-001", OCTOBER, D(2026, 11, 10))
    assert [row["name"] for row in form.known["workers"]] == ["髙橋 一郎"]
    assert [row["name"] for row in form.known["places"]] == ["認定事務センター 2階 作業室"]
    assert [row["name"] for row in form.known["media"]] == ["紙", "システム"]
    assert [row["scope"] for row in form.known["subcontracts"]] == ["運搬"]
    earlier = filings.get_form(ReportKey(key.contract_id, SEPTEMBER))
    assert [row["name"] for row in earlier.known["workers"]] == ["去った人", "髙橋 一郎"]
    assert filings.get_form(ReportKey(key.contract_id, D(2027, 1, 1))).due_on is None


def test_both_kinds_carry_the_contract_and_the_month(filings: FilingService, key: ReportKey) -> None:
    for kind in FormKind:
        found = recognise(filings.make_form(key, kind), "x")
        assert (found.identity.contract_id, found.month) == (key.contract_id, OCTOBER)
        assert recognise(filings.make_form(None, kind), "x").identity.contract_id is None


def test_the_forms_of_a_month_are_those_still_awaited(
    filings: FilingService, key: ReportKey, desk: Desk
) -> None:
    other = enter(desk, AUTUMN, number="R8-002/ア")
    returned = enter(desk, AUTUMN, number="R8-003")
    closed = enter(desk, AUTUMN, number="R8-004")
    receive(desk, closed, OCTOBER)
    report_id = receive(desk, returned, OCTOBER)
    ReportsService(desk).return_report(report_id, reasons="記入漏れ", resubmit_on=D(2026, 12, 1))
    keys = filings.list_to_send(OCTOBER)
    assert [each.contract_id for each in keys] == [key.contract_id, other, returned]
    course = Course()
    made = dict(filings.make_forms(keys, kinds=tuple(FormKind), course=course))
    assert list(made)[:4] == [
        "R8-001_2026-10.pdf",
        "R8-001_2026-10.xlsx",
        "R8-002_ア_2026-10.pdf",
        "R8-002_ア_2026-10.xlsx",
    ]
    assert (course.done, course.total) == (3, 3)
    assert filings.get_form(keys[2]).due_on == D(2026, 12, 1)


def test_looking_writes_nothing_and_tells_what_would_come(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    answers = {"workers.1.name": "新田 二郎", "received": "", "devices": "2"}
    path = put(tmp_path, "a.xlsx", filled(filings, key, answers))
    before = count_rows(desk)
    (look,) = filings.look_at([path])
    assert (look.fault, look.key, look.word) == (None, key, "受け取れる")
    assert look.contract is not None
    assert look.contract.number == "R8-001"
    assert look.missing == ("受領した件数",)
    assert look.differences == ("従事者「新田 二郎」が加わった",)
    assert [point.split("「")[0] for point in look.points] == [
        "名簿にない従事者",
        "令和7年10月31日より後に教育を受けた記録のない人が1人います: 新田 二郎",
        "持ち込んだ機器が2件ですが、例外許可は0件です。",
    ]
    assert look.told == "未回答 1・台帳との違い 1・注意点 3"
    assert count_rows(desk) == before


def test_what_is_taken_in_is_kept_as_received_by_its_hash(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    pdf = fill_pdf(filings.make_form(key, FormKind.PDF), COMPLETE)
    path = put(tmp_path, "10月分.pdf", pdf)
    assert take_in(filings, path, received_on=D(2026, 11, 9)) == 1
    month = month_of(desk, key.contract_id, OCTOBER)
    assert (month.standing, month.received_on, month.submitted_by) == (
        Standing.RECEIVED,
        D(2026, 11, 9),
        "総務部長 佐藤花子",
    )
    filing = newest(filings, key)
    assert (filing.number, filing.channel, filing.original) == (1, FilingChannel.PDF, "10月分.pdf")
    assert (filing.submitted_on, filing.missing, filing.points) == (D(2026, 11, 5), (), ())
    assert filing.original_id is not None
    kept = AttachmentsService(desk).read_content(filing.original_id)
    assert hashlib.sha256(kept).hexdigest() == hashlib.sha256(pdf).hexdigest()
    assert filing.tables[0].label.startswith("従事者名簿")
    assert filing.tables[0].rows[0][0] == "髙橋 一郎"
    entries = JournalService(desk).list_entries()
    assert "月次報告の提出物: 取込み" in {entry.deed for entry in entries}


def test_every_file_is_told_by_itself_and_none_stops_the_others(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "came in"
    (folder / "deeper").mkdir(parents=True)
    good = filled(filings, key)
    sept = ReportKey(key.contract_id, SEPTEMBER)
    stranger = filings.get_form(key)
    outside = ReportKey(key.contract_id, D(2025, 10, 1))
    future = ReportKey(key.contract_id, D(2027, 2, 1))
    files = {
        "01 good.xlsx": good,
        "02 same bytes.xlsx": good,
        "03 same month.pdf": fill_pdf(filings.make_form(key, FormKind.PDF), COMPLETE),
        "04 stranger.xlsx": write_workbook(replace(stranger, contract_id=UUID(int=99))),
        "05 not owed.xlsx": filings.make_form(outside, FormKind.WORKBOOK),
        "06 not yet.pdf": print_report_form(replace(stranger, month=future.month)).pdf,
        "07 number.xlsx": filled(filings, sept, {"notes": NUMBER}),
        "08 damaged.xlsx": good[:3000],
        "09 empty.pdf": b"",
        "10 letter.txt": b"hello",
        "11 september.xlsx": filled(filings, sept),
    }
    for name, content in files.items():
        put(folder, name, content)
    put(folder / "deeper", "~$11 september.xlsx", b"lock")
    looks = filings.look_at([folder])
    assert [(look.name[:2], look.fault) for look in looks] == [
        ("01", None),
        ("02", FileFault.DUPLICATE),
        ("03", FileFault.ALREADY_HERE),
        ("04", FileFault.UNKNOWN_CONTRACT),
        ("05", FileFault.WRONG_MONTH),
        ("06", FileFault.WRONG_MONTH),
        ("07", FileFault.INDIVIDUAL_NUMBER),
        ("08", FileFault.DAMAGED),
        ("09", FileFault.DAMAGED),
        ("10", FileFault.NOT_A_FORM),
        ("11", None),
    ]
    assert all(look.sentence and look.remedy for look in looks if look.fault)
    assert len(filings.take_in(looks).taken) == 2
    again = filings.look_at([folder])
    assert [look.fault for look in again][:3] == [
        FileFault.DUPLICATE,
        FileFault.DUPLICATE,
        FileFault.ALREADY_HERE,
    ]
    assert not any(NUMBER in str(look) for look in looks)


def test_a_file_that_cannot_be_opened_is_told(filings: FilingService, tmp_path: Path) -> None:
    from oversight.reports.taking_in import ReportLooking

    with filings._desk.reading() as session:
        look = ReportLooking(D(2026, 11, 24)).look_at(session, tmp_path / "gone.xlsx")
    assert look.fault is FileFault.UNOPENED
    big = put(tmp_path, "big.xlsx", bytes(21 << 20))
    assert filings.look_at([big])[0].fault is FileFault.TOO_LARGE


def test_a_blank_form_finds_its_contract_by_the_number_written(
    filings: FilingService, key: ReportKey, tmp_path: Path
) -> None:
    blank = filings.make_form(None, FormKind.WORKBOOK)
    right = fill_book(blank, {**COMPLETE, "contract_number": "R8-001", "month": "2026/10"})
    wrong = fill_book(blank, {"contract_number": "R8-999", "month": "2026/10"})
    no_month = fill_book(blank, {"contract_number": "R8-001"})
    no_number = fill_book(blank, {"month": "2026/10"})
    paths = [
        put(tmp_path, f"{n}.xlsx", content) for n, content in enumerate((right, wrong, no_month, no_number))
    ]
    assert [look.fault for look in filings.look_at(paths)] == [
        None,
        FileFault.UNKNOWN_CONTRACT,
        FileFault.WRONG_MONTH,
        FileFault.UNKNOWN_CONTRACT,
    ]
    assert take_in(filings, paths[0]) == 1
    assert newest(filings, key).channel is FilingChannel.WORKBOOK


def test_a_file_changed_after_it_was_looked_at_is_not_taken_in(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    path = put(tmp_path, "a.xlsx", filled(filings, key))
    looks = filings.look_at([path])
    path.write_bytes(filled(filings, key, {"received": "1"}))
    outcome = filings.take_in(looks)
    assert not outcome.taken
    assert "ファイルが変わりました" in outcome.refused[0][1]
    assert outcome.change.touches(Subject.REPORT)
    path.unlink()
    assert "開けません" in filings.take_in(looks).refused[0][1]
    assert month_of(desk, key.contract_id, OCTOBER).standing is Standing.OVERDUE


def test_taking_in_stops_when_told_and_keeps_what_was_done(
    filings: FilingService, key: ReportKey, tmp_path: Path
) -> None:
    path = put(tmp_path, "a.xlsx", filled(filings, key))
    with pytest.raises(StoppedError):
        filings.look_at([path], course=Course(is_stopping=True))
    looks = filings.look_at([path])
    with pytest.raises(StoppedError):
        filings.take_in(looks, course=Course(is_stopping=True))
    assert len(filings.take_in(looks).taken) == 1


def test_one_refused_by_the_store_leaves_nothing_of_itself(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    path = put(tmp_path, "a.xlsx", filled(filings, key))
    looks = filings.look_at([path])
    before = count_rows(desk)
    outcome = filings.take_in(looks, received_on=D(2027, 1, 1))
    assert "まだ来ていない日" in outcome.refused[0][1]
    assert count_rows(desk) == before


def test_a_returned_report_is_taken_in_again_and_its_points_give_way(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    first = put(tmp_path, "1.xlsx", filled(filings, key, {"devices": "2", "incident": "yes"}))
    take_in(filings, first)
    report_id = month_of(desk, key.contract_id, OCTOBER).report_id
    assert report_id is not None
    assert [point.kind for point in newest(filings, key).points] == [PointKind.NO_PERMIT, PointKind.INCIDENT]
    second = put(
        tmp_path, "2.xlsx", filled(filings, key, {"devices": "2", "permits": "2", "incident": "yes"})
    )
    assert filings.look_at([second])[0].fault is FileFault.ALREADY_HERE
    ReportsService(desk).return_report(report_id, reasons="許可の件数が違います", resubmit_on=D(2026, 12, 1))
    (look,) = filings.look_at([second])
    assert (look.fault, look.is_again, look.word) == (None, True, "再提出")
    assert len(filings.take_in([look]).taken) == 1
    again, before = filings.list_filings(key)
    assert (again.number, before.number) == (2, 1)
    assert [point.kind for point in again.points] == [PointKind.INCIDENT]
    assert {point.state for point in before.points} == {PointState.REPLACED}
    assert month_of(desk, key.contract_id, OCTOBER).standing is Standing.RESUBMITTED


def test_answers_may_follow_a_receipt_noted_before(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    receive(desk, key.contract_id, OCTOBER, D(2026, 11, 9))
    path = put(tmp_path, "a.xlsx", filled(filings, key))
    assert take_in(filings, path) == 1
    assert month_of(desk, key.contract_id, OCTOBER).received_on == D(2026, 11, 9)
    assert month_of(desk, key.contract_id, OCTOBER).submitted_by == "総務部長 佐藤花子"


def test_a_file_of_a_receipt_taken_back_is_no_duplicate(
    filings: FilingService, key: ReportKey, desk: Desk, tmp_path: Path
) -> None:
    path = put(tmp_path, "a.xlsx", filled(filings, key))
    take_in(filings, path)
    report_id = month_of(desk, key.contract_id, OCTOBER).report_id
    assert report_id is not None
    ReportsService(desk).withdraw_report(report_id, reason="誤り")
    assert filings.list_filings(key) == ()
    assert take_in(filings, path) == 1


# the route


def checked(desk: Desk, key: ReportKey) -> UUID:
    report_id = receive(desk, key.contract_id, OCTOBER)
    ReportsService(desk).check_report(report_id)
    return report_id


def test_a_contract_that_names_a_chief_has_the_chief_look_before_it_is_closed(desk: Desk) -> None:
    key = ReportKey(enter(desk, AUTUMN, section_chief="舘 花子", section_head="福井 太郎"), OCTOBER)
    reports, report_id = ReportsService(desk), checked(desk, key)
    with pytest.raises(RefusedError, match="係長（舘 花子）の確認がまだ"):
        reports.close_report(report_id)
    detail = reports.get_month(key)
    assert detail is not None
    assert detail.awaits_chief
    reports.check_by_chief(report_id)
    reports.close_report(report_id)
    month = month_of(desk, key.contract_id, OCTOBER)
    assert month.chief_checked_by == "係長 福井 太郎（舘 花子の代決）"
    assert (month.chief_checked_on, month.closed_by) == (D(2026, 11, 24), "係長 福井 太郎")


def test_without_a_chief_the_head_closes_at_once(desk: Desk) -> None:
    key = ReportKey(enter(desk, AUTUMN, section_head="舘 花子"), OCTOBER)
    reports, report_id = ReportsService(desk), checked(desk, key)
    detail = reports.get_month(key)
    assert detail is not None
    assert (detail.awaits_chief, detail.head) == (False, "舘 花子")
    reports.close_report(report_id)
    assert month_of(desk, key.contract_id, OCTOBER).closed_by.endswith("（舘 花子の代決）")


def test_a_return_takes_the_chiefs_look_back_and_only_a_checked_report_gets_one(desk: Desk) -> None:
    key = ReportKey(enter(desk, AUTUMN, section_chief="福井太郎"), OCTOBER)
    reports, report_id = ReportsService(desk), checked(desk, key)
    reports.check_by_chief(report_id)
    assert month_of(desk, key.contract_id, OCTOBER).chief_checked_by == "係長 福井 太郎"
    reports.return_report(report_id, reasons="漏れ", resubmit_on=D(2026, 12, 1))
    assert month_of(desk, key.contract_id, OCTOBER).chief_checked_on is None
    with pytest.raises(RefusedError, match="差戻"):
        reports.check_by_chief(report_id)


def test_the_letter_of_a_return_says_what_went_back_why_and_by_when(
    desk: Desk, filings: FilingService
) -> None:
    key = ReportKey(enter(desk, AUTUMN), OCTOBER)
    with pytest.raises(NotFoundError):
        filings.print_return(key, 1)
    report_id = receive(desk, key.contract_id, OCTOBER, D(2026, 11, 9))
    reports = ReportsService(desk)
    reasons = "従事者の増減が名簿と合いません。10月2日に加わった2名の教育日を書いてください。"
    reports.return_report(report_id, reasons=reasons, resubmit_on=D(2026, 12, 1))
    paper = filings.print_return(key, 1)
    text = solid(text_of(paper.pdf))
    for told in ("R8-001-202610-差1", "令和8年11月9日に受け取った", "令和8年10月分", "第1回", solid(reasons)):
        assert told in text
    assert "令和8年12月1日（火）" in text
    assert filings.print_return(key, 1).pdf == paper.pdf
    with pytest.raises(NotFoundError):
        filings.print_return(key, 2)
    reports.receive_again(report_id, received_on=D(2026, 11, 24))
    reports.return_report(report_id, reasons="まだ", resubmit_on=D(2026, 12, 4))
    assert "令和8年11月24日に受け取った" in solid(text_of(filings.print_return(key, 2).pdf))


# by hand


SCAN = b"%PDF-1.4\n% a scan\n"


def test_paper_is_typed_in_with_its_scan(filings: FilingService, key: ReportKey, desk: Desk) -> None:
    answers = Answers({"submitted_by": Answer("代表 田中"), "incident": Answer("yes")})
    draft = PaperDraft(key, D(2026, 11, 9), answers, Original(SCAN, "scan.pdf"))
    change = filings.enter(draft)
    assert change.touches(Subject.REPORT)
    filing = newest(filings, key)
    assert (filing.channel, filing.original, filing.submitted_on) == (FilingChannel.PAPER, "scan.pdf", None)
    assert "受領した件数" in filing.missing
    assert filings.tell_points(key, answers) == ("事故・ヒヤリハットが書かれています。",)
    with pytest.raises(RefusedError, match="受け取り済み"):
        filings.enter(draft)


def test_paper_without_a_scan_is_taken_and_an_individual_number_is_not(
    filings: FilingService, key: ReportKey, desk: Desk
) -> None:
    before = count_rows(desk)
    with pytest.raises(PersonalNumberError) as caught:
        filings.enter(PaperDraft(key, D(2026, 11, 9), Answers({"notes": Answer(NUMBER)})))
    assert NUMBER not in str(caught.value)
    assert count_rows(desk) == before
    filings.enter(PaperDraft(key, D(2026, 11, 9), Answers({"notes": Answer("特になし")})))
    assert newest(filings, key).original_id is None


# points


@pytest.fixture
def points(filings: FilingService, key: ReportKey) -> tuple[PointRow, ...]:
    answers = Answers({"incident": Answer("yes"), "log_anomalies": Answer(3)})
    filings.enter(PaperDraft(key, D(2026, 11, 9), answers))
    return newest(filings, key).points


def test_a_report_is_not_found_right_while_points_are_undecided(
    filings: FilingService, key: ReportKey, desk: Desk, points: tuple[PointRow, ...]
) -> None:
    report_id = month_of(desk, key.contract_id, OCTOBER).report_id
    assert report_id is not None
    with pytest.raises(RefusedError, match="注意点が2件"):
        ReportsService(desk).check_report(report_id)
    for point in points:
        filings.dismiss_point(point.point_id, reason="確認済み", version=point.version)
    ReportsService(desk).check_report(report_id)
    assert month_of(desk, key.contract_id, OCTOBER).standing is Standing.CHECKED


def test_a_point_is_dismissed_with_a_reason_by_someone_on_a_day(
    filings: FilingService, key: ReportKey, points: tuple[PointRow, ...]
) -> None:
    point = points[0]
    with pytest.raises(RefusedError, match="理由"):
        filings.dismiss_point(point.point_id, reason=" ")
    with pytest.raises(ChangedMeanwhileError):
        filings.dismiss_point(point.point_id, reason="済", version=point.version + 1)
    filings.dismiss_point(point.point_id, reason="電話で確かめた")
    decided = newest(filings, key).points[0]
    assert (decided.state, decided.reason, decided.decided_by, decided.decided_on, decided.is_open) == (
        PointState.DISMISSED,
        "電話で確かめた",
        "係長 福井 太郎",
        D(2026, 11, 24),
        False,
    )
    with pytest.raises(RefusedError, match="もう決まって"):
        filings.dismiss_point(point.point_id, reason="もう一度")


def test_a_point_becomes_a_finding_that_is_followed_like_any_other(
    filings: FilingService, key: ReportKey, desk: Desk, points: tuple[PointRow, ...]
) -> None:
    with pytest.raises(RefusedError, match="事実"):
        filings.make_finding(points[0].point_id, PointFindingDraft(Severity.B, " "))
    change = filings.make_finding(
        points[0].point_id, PointFindingDraft(Severity.B, "ログの異常3件", "原因の報告")
    )
    filings.make_finding(points[1].point_id, PointFindingDraft(Severity.A, "事故", due_on=D(2026, 12, 24)))
    assert change.touches(Subject.FINDING, Subject.REPORT)
    findings = {row.number: row for row in FindingsService(desk).list_findings()}
    first, second = findings["R8-001-202610-01"], findings["R8-001-202610-02"]
    assert (first.inspection_id, first.report_month, first.found_on) == (None, OCTOBER, D(2026, 11, 24))
    assert (first.due_on, first.fact, first.measure) == (D(2026, 12, 24), "ログの異常3件", "原因の報告")
    assert (second.due_on, second.due_explanation) == (D(2026, 12, 24), "")
    assert {point.finding for point in newest(filings, key).points} == set(findings)
    FindingsService(desk).record_correction(first.id, corrected_on=D(2026, 11, 24), reply="直した")
    FindingsService(desk).ask_closure(first.id)


def test_who_may_do_what_is_decided_in_the_deed(
    key: ReportKey, points: tuple[PointRow, ...], desk_as: Callable[..., Desk], tmp_path: Path
) -> None:
    auditor, desk_officer = FilingService(desk_as(Role.AUDITOR)), FilingService(desk_as(Role.DATA_PROTECTION))
    with pytest.raises(NotPermittedError):
        auditor.take_in(())
    with pytest.raises(NotPermittedError):
        auditor.enter(PaperDraft(ReportKey(key.contract_id, SEPTEMBER), D(2026, 11, 9), Answers()))
    with pytest.raises(NotPermittedError):
        desk_officer.dismiss_point(points[0].point_id, reason="済")
    with pytest.raises(NotPermittedError):
        desk_officer.make_finding(points[0].point_id, PointFindingDraft(Severity.A, "事実"))
    desk_officer.take_in(())


def test_an_earlier_report_is_what_the_next_is_held_against(
    filings: FilingService, key: ReportKey, tmp_path: Path
) -> None:
    september = ReportKey(key.contract_id, SEPTEMBER)
    rows = {"workers.0.left_on": "2026/9/15", "workers.1.trained_on": "2026/9/1"}
    take_in(filings, put(tmp_path, "9.xlsx", filled(filings, september, {"received": "100", **rows})))
    (look,) = filings.look_at([put(tmp_path, "10.xlsx", filled(filings, key))])
    changed = {line.question_id: (line.before, line.shown) for line in look.lines if line.is_changed}
    assert changed == {"received": ("100件", "1,200件")}
    assert look.points == ("受領した件数が100から1,200になっています（2026年9月分との差 +1,100, +1100%）。",)
