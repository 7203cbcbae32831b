"""The summary of a contractor: what is on it, on one page, and what is left out is counted."""

from __future__ import annotations

import datetime as dt

import pytest

from models.base import new_id
from models.finding import Finding, FindingState
from models.marks import Severity
from oversight.contractor_summary import print_summary, read_summary
from oversight.desk import Desk
from oversight.papers import print_contractor_summary
from oversight.papers.summary_data import (
    ContractorSummaryData,
    ContractSummary,
    FindingSummary,
    LateSummary,
    Part,
)
from oversight.reports import (
    ChasingService,
    ContactDraft,
    ContactKind,
    ReportKey,
    ReportsService,
    WaiverDraft,
)
from tests.factories import make_contract, make_contractor, make_department, make_subcontract
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.reports.test_reports import move_to, receive

D = dt.date
TODAY = D(2026, 11, 24)


def test_a_summary_tells_months_and_what_is_late(desk: Desk) -> None:
    move_to(desk, TODAY)
    contractor, section = make_contractor(desk, "株式会社髙﨑事務サービス"), make_department(desk)
    service = (D(2026, 4, 1), D(2027, 3, 31))
    contract = make_contract(
        desk, number="R8-001", contractor_id=contractor, department_id=section, service=service
    )
    ahead = (D(2027, 4, 1), D(2028, 3, 31))
    make_contract(desk, number="R9-001", contractor_id=contractor, department_id=section, service=ahead)
    make_subcontract(desk, contract)
    receive(desk, contract, D(2026, 4, 1), D(2026, 5, 1))
    receive(desk, contract, D(2026, 5, 1), D(2026, 6, 30))
    reports = ReportsService(desk)
    for month in (4, 5):
        line = next(each for each in reports.list_year(2026) if each.month == D(2026, month, 1))
        assert line.report_id is not None
        reports.check_report(line.report_id)
    reports.waive(WaiverDraft(contract, D(2026, 6, 1), D(2026, 9, 1), "設備の入替え"))
    key = ReportKey(contract, D(2026, 10, 1))
    ChasingService(desk).note_contact(ContactDraft(key, ContactKind.CALL, TODAY, "佐藤", "出すとのこと"))
    data = read_summary(desk, contractor)
    first = next(row for row in data.contracts.rows if row.name.startswith("R8-001"))
    assert first.signs == ("○", "遅", "免", "免", "免", "免", "！", "-", "-", "-", "-", "-")
    assert [(row.month, row.done) for row in data.late.rows] == [("R8.10", "連絡1回")]
    assert len(data.tiers.rows) == 1
    paper = print_summary(desk, contractor)
    printed = solid(text_of(paper.pdf))
    for words in ("株式会社髙﨑事務サービス", "R8-001", "連絡1回", "再委託先", "○期限内"):
        assert words in printed
    assert (paper.page_count, paper.warnings) == (1, ())
    assert paper.pdf == print_summary(desk, contractor).pdf


def test_a_summary_of_little_says_none(desk: Desk) -> None:
    contractor = make_contractor(desk, "有限会社ひばり印刷")
    paper = print_summary(desk, contractor)
    assert solid(text_of(paper.pdf)).count("なし") == 4


def test_months_before_the_service_are_left_blank_and_findings_stand(desk: Desk) -> None:
    move_to(desk, TODAY)
    contractor = make_contractor(desk, "医療法人 楡の会")
    service = (D(2026, 9, 1), D(2027, 3, 31))
    contract = make_contract(desk, number="R8-009", contractor_id=contractor, service=service)
    report = receive(desk, contract, D(2026, 10, 1), TODAY)
    with desk.store.writing(desk.actor, "finding.add") as session:
        session.add(
            Finding(
                id=new_id(),
                number="R8-F-1",
                contract_id=contract,
                severity=Severity.B,
                state=FindingState.OPEN,
                fact="名簿にない従事者がいた。" * 10,
                due_on=TODAY,
                report_id=report,
            )
        )
    data = read_summary(desk, contractor)
    assert data.contracts.rows[0].signs[:6] == ("", "", "", "", "", "！")
    assert [row.number for row in data.findings.rows] == ["R8-F-1"]
    assert data.findings.rows[0].fact.endswith("…")


@pytest.mark.parametrize("more", [0, 3])
def test_a_full_summary_stays_on_one_page(more: int) -> None:
    long = "個人住民税当初課税に係る特別徴収関係書類の封入封緘及び発送業務委託"
    contract = ContractSummary(
        f"R8-001 {long}", "高齢福祉部 介護保険課", "R8.4.1～R9.3.31", TODAY, ("○",) * 12
    )
    late = LateSummary(
        f"R8-001 {long[:19]}…", "R8.10", TODAY, 42, "連絡2回・文書1通", "催告書 令和8年12月1日から"
    )
    finding = FindingSummary("R8-012-01", "B 要改善", "是正待ち", "名簿にない従事者がいた。" * 6)
    data = ContractorSummaryData(
        city_name="吹田市",
        section="情報政策課",
        on=TODAY,
        made_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
        year=2026,
        name="独立行政法人 長い名前の協会",
        facts=(("所在地", "吹田市泉町1丁目3番40号 髙﨑ビル3階"),) * 6,
        key="○ 期限内",
        contracts=Part((contract,) * 5, more),
        tiers=Part(("R8-001　1次 有限会社ひばり印刷（許諾済）",) * 3, more),
        late=Part((late,) * 4, more),
        findings=Part((finding,) * 3, more),
    )
    paper = print_contractor_summary(data)
    assert paper.page_count == 1
    assert (solid(text_of(paper.pdf)).count("ほか3件") == 4) is (more == 3)
