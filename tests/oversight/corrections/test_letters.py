"""Letters about findings: what they say, their numbers, what making them does."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pytest
from sqlalchemy import Engine

from models.finding import Finding
from models.journal import JournalEntry
from oversight.access import Actor, Deed, Role
from oversight.clock import FixedClock
from oversight.corrections import CorrectionFormsService, CorrectionLettersService
from oversight.desk import Desk
from oversight.errors import NotPermittedError, RefusedError
from oversight.findings import FindingState, Severity, StepKind, Urgency, Verification
from oversight.inspections import InspectionsService
from oversight.reports import ReceiptDraft, ReportsService
from oversight.reports.outbox import draft_of
from oversight.settings import SettingsService
from tests.oversight.corrections.correction_site import PHONE, TODAY, Corrections, make_corrections

D = dt.date


@pytest.fixture
def engine(embedded: Engine) -> Engine:
    """Stay with one engine: an inspection takes its time; the chasing is tested on both."""
    return embedded


@pytest.fixture
def site(desk: Desk, clock: FixedClock) -> Corrections:
    SettingsService(desk).change(city="吹田市")
    return make_corrections(desk, clock)


def text_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")


def as_other(site: Corrections) -> Corrections:
    other = Actor(None, "舘 花子", "主任", frozenset({Role.INSPECTOR}))
    return Corrections(site.desk.of_person(other), site.clock, site.contract_id, site.inspection_id)


def close(site: Corrections, item_id: str) -> None:
    site.findings.record_correction(
        site.row(item_id).id, corrected_on=site.desk.today(), reply="預け箱を置いた。"
    )
    site.findings.ask_closure(site.row(item_id).id)
    as_other(site).findings.confirm(site.row(item_id).id, how=Verification.PAPER, said="写真で確かめた")


def test_the_request_letter_is_the_request(site: Corrections) -> None:
    offer = site.letters.offer_request(site.phone.id)
    assert (offer.contractor, offer.person) == ("株式会社髙﨑事務サービス", "代表取締役 髙﨑 一郎")
    assert offer.chosen == {site.phone.id, site.rules.id} == {row.id for row in offer.findings}
    assert offer.source == "令和8年11月24日の実地検査（R8-0001）"
    letter = site.letters.make_request(
        offer.chosen,
        issued_on=TODAY,
        signer="課長 福井 太郎",
        urgent_ids={site.phone.id},
        told_on=TODAY,
    )
    assert (letter.number, letter.title, letter.issued_on) == ("是R8-0001", "是正要求書", TODAY)
    assert site.phone.state is site.rules.state is FindingState.REQUESTED
    assert (site.phone.urgency, site.rules.urgency) == (Urgency.URGENT, Urgency.NORMAL)
    assert (site.phone.told_on, site.rules.told_on) == (TODAY, None)
    assert [step.kind for step in site.findings.list_steps(site.phone.id)] == [StepKind.REQUESTED]
    assert site.letters.list_letters(site.phone.id) == (letter,) == site.letters.list_letters(site.rules.id)
    text = text_of(site.letters.print_letter(letter.letter_id).pdf)
    for told in (
        "是R8-0001",
        "令和8年11月24日",
        "株式会社髙﨑事務サービス　御中".replace("　", ""),
        "代表取締役髙﨑一郎",
        "作業室東側の机3番に私物スマートフォン1台。",
        "取扱規程が定められていない。",
        "持込禁止の周知と入室時の確認",
        "A重大・緊急",
        "令和8年12月1日（火）",
        "個人番号（マイナンバー）は、様式のどの欄にも書かないでください。",
    ):
        assert told in text.replace("　", ""), told
    assert site.letters.offer_request(site.rules.id).chosen == {site.rules.id}


def test_one_deed_writes_the_letter_and_the_steps(site: Corrections) -> None:
    site.letters.make_request({site.phone.id}, issued_on=TODAY)
    with site.desk.reading() as session:
        newest = session.query(JournalEntry).order_by(JournalEntry.sequence.desc()).first()
        assert newest is not None
        assert newest.deed == "finding_letter.request"


def test_the_same_number_prints_the_same_bytes_and_numbers_have_no_gap(site: Corrections) -> None:
    first = site.letters.make_request({site.phone.id}, issued_on=TODAY)
    second = site.letters.make_request({site.rules.id}, issued_on=D(2027, 3, 31))
    third = site.letters.make_request({site.rules.id}, issued_on=D(2027, 4, 1))
    assert [each.number for each in (first, second, third)] == ["是R8-0001", "是R8-0002", "是R9-0001"]
    pdf = site.letters.print_letter(first.letter_id).pdf
    assert site.letters.print_letter(first.letter_id).pdf == pdf


def test_a_letter_that_cannot_be_made_leaves_nothing(site: Corrections) -> None:
    with pytest.raises(RefusedError, match="載せる指摘がありません"):
        site.letters.make_request((), issued_on=TODAY)
    with pytest.raises(RefusedError, match="口頭で伝えた日"):
        site.letters.make_request({site.phone.id}, issued_on=TODAY, urgent_ids={site.phone.id})
    assert site.phone.state is FindingState.OPEN
    assert site.letters.list_letters(site.phone.id) == ()
    again = site.inspect(D(2027, 2, 1), DEV_01=PHONE)
    rows = {row.id for row in site.findings.list_findings() if row.item_id == "DEV-01"}
    assert again != site.inspection_id
    with pytest.raises(RefusedError, match="別の検査"):
        site.letters.make_request(rows, issued_on=D(2027, 2, 1))
    with pytest.raises(RefusedError, match="状態が変わった"):
        site.letters.make_closure({site.phone.id}, issued_on=TODAY)


def test_an_auditor_makes_no_letter(site: Corrections) -> None:
    auditor = site.desk.of_person(Actor(None, "監査 委員", "", frozenset({Role.AUDITOR})))
    with pytest.raises(NotPermittedError):
        CorrectionLettersService(auditor).make_request({site.phone.id}, issued_on=TODAY)


def test_sending_a_report_back_makes_its_letter(site: Corrections) -> None:
    site.findings.record_correction(site.phone.id, corrected_on=TODAY, reply="口頭で注意した。")
    site.letters.send_back(
        site.phone.id,
        reasons="再発を防ぐ措置が書かれていない。",
        due_on=D(2026, 12, 8),
        signer="課長",
        version=site.phone.version,
    )
    assert (site.phone.state, site.phone.due_on) == (FindingState.REQUESTED, D(2026, 12, 8))
    (letter,) = site.letters.list_letters(site.phone.id)
    assert letter.number == "是差R8-0001"
    text = text_of(site.letters.print_letter(letter.letter_id).pdf)
    for told in (
        "再発を防ぐ措置が書かれていない。",
        "口頭で注意した。",
        "令和8年12月8日（火）",
        "令和8年11月24日に受け取った",
    ):
        assert told in text, told


def test_a_report_sent_back_without_a_step_tells_the_day_of_correction(site: Corrections) -> None:
    with site.desk.writing(Deed.EDIT_FINDING, "finding.change") as session:
        row = session.get(Finding, site.phone.id)
        assert row is not None
        row.state, row.reply, row.corrected_on = FindingState.CORRECTED, "是正した", D(2026, 11, 20)
    site.letters.send_back(site.phone.id, reasons="証跡がない。", due_on=D(2026, 12, 8))
    (letter,) = site.letters.list_letters(site.phone.id)
    assert "令和8年11月20日に受け取った" in text_of(site.letters.print_letter(letter.letter_id).pdf)


def test_the_closure_letter_follows_the_verification(site: Corrections) -> None:
    close(site, "DEV-01")
    offer = site.letters.offer_closure(site.phone.id)
    assert [row.id for row in offer.findings] == [site.phone.id]
    assert not site.letters.is_closure_told(site.phone.id)
    letter = site.letters.make_closure(offer.chosen, issued_on=TODAY, signer="課長")
    assert letter.number == "是完R8-0001"
    assert site.letters.is_closure_told(site.phone.id)
    text = text_of(site.letters.print_letter(letter.letter_id).pdf)
    for told in ("是正を確認したので、完了とします", "預け箱を置いた。", "書面"):
        assert told in text, told


def test_every_inspection_gets_one_result_notice_for_each_version(site: Corrections) -> None:
    assert site.letters.read_results(site.inspection_id).is_owed
    letter = site.letters.make_result(site.inspection_id, issued_on=TODAY, signer="課長")
    found = site.letters.read_results(site.inspection_id)
    assert (found.letters, found.is_owed, letter.number) == ((letter,), False, "結R8-0001")
    with pytest.raises(RefusedError, match="もう作って"):
        site.letters.make_result(site.inspection_id, issued_on=TODAY)
    text = text_of(site.letters.print_letter(letter.letter_id).pdf)
    for told in (
        "実地検査の結果について",
        "重大な不適合あり",
        "2件",
        "おおむね良好",
        "私物スマートフォン1台",
    ):
        assert told in text, told
    inspections = InspectionsService(site.desk)
    inspections.start_correction(site.inspection_id, reason="台数の誤り")
    assert not site.letters.read_results(site.inspection_id).is_owed
    with pytest.raises(RefusedError, match="確定していない"):
        site.letters.make_result(site.inspection_id, issued_on=TODAY)
    inspections.finalise(site.inspection_id)
    assert site.letters.read_results(site.inspection_id).is_owed
    assert site.letters.make_result(site.inspection_id, issued_on=TODAY).number == "結R8-0002"


def test_a_result_without_findings_says_none(site: Corrections) -> None:
    inspection_id = site.inspect(D(2027, 2, 1))
    letter = site.letters.make_result(inspection_id, issued_on=D(2027, 2, 2))
    text = text_of(site.letters.print_letter(letter.letter_id).pdf)
    assert "指摘事項なし" in text.replace("　", "")
    assert "引き続き、契約と法令に従って" in text


def test_a_recurrence_names_the_closure_before(site: Corrections) -> None:
    close(site, "DEV-01")
    before = site.phone
    inspection_id = site.inspect(D(2027, 6, 1), DEV_01=PHONE)
    row = next(each for each in site.findings.list_findings() if each.inspection_id == inspection_id)
    assert (row.earlier_id, row.earlier_number, row.earlier_found_on) == (before.id, before.number, TODAY)
    told = f"令和8年の指摘{before.number}（令和8年11月24日完了）の再発"
    letter = site.letters.make_request({row.id}, issued_on=D(2027, 6, 1))
    assert told in text_of(site.letters.print_letter(letter.letter_id).pdf)
    result = site.letters.make_result(inspection_id, issued_on=D(2027, 6, 1))
    assert told in text_of(site.letters.print_letter(result.letter_id).pdf)
    inspections = InspectionsService(site.desk)
    record = inspections.get_inspection(inspection_id).records[-1]
    assert told in text_of(inspections.print_record(record.id).pdf)


def test_a_draft_of_a_mail_carries_the_letter(site: Corrections) -> None:
    letter = site.letters.make_request({site.phone.id}, issued_on=TODAY)
    sent = site.letters.read_letter(letter.letter_id)
    assert (sent.email, sent.contractor) == ("info@takasaki.example", "株式会社髙﨑事務サービス")
    assert sent.subject == "個人情報の取扱いに係る是正要求書の送付について"
    assert b"X-Unsent: 1" in draft_of(sent)


def test_a_finding_of_a_monthly_report_stands_alone(site: Corrections) -> None:
    reports = ReportsService(site.desk)
    report_id = reports.receive_report(ReceiptDraft(site.contract_id, D(2026, 10, 1), TODAY, "佐藤")).row_id
    assert report_id is not None
    with site.desk.writing(Deed.EDIT_FINDING, "finding.add") as session:
        session.add(
            Finding(
                id=report_id,
                number="M-0001",
                report_id=report_id,
                contract_id=site.contract_id,
                severity=Severity.B,
                state=FindingState.OPEN,
                fact="許諾のない再委託先",
                due_on=D(2026, 12, 24),
            )
        )
    offer = site.letters.offer_request(report_id)
    assert offer.source == "令和8年10月分の月次報告"
    assert offer.chosen == {report_id}
    site.letters.make_request(offer.chosen, issued_on=TODAY)
    rows = CorrectionFormsService(site.desk).list_to_send(report_id)
    assert [row.number for row in rows] == ["M-0001"]
