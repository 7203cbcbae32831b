"""One of every kind of paper, filled with what is hard: rare characters, long tables, photos, empty cells."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from models.base import new_id
from models.marks import Severity
from oversight import papers
from oversight.inspections.record_document import document_from_record, source_of_document
from oversight.papers import Paper
from oversight.papers.checklist_data import (
    BlankChecklistData,
    BlankField,
    BlankItem,
    BlankSection,
    WayToFill,
)
from oversight.papers.correction_letter_data import CorrectionLetterData, LetterFinding
from oversight.papers.entry_log_data import (
    AreaData,
    EntryLogData,
    EntrySheetData,
    HeldRule,
    LogLine,
    LookedBack,
)
from oversight.papers.evidence_data import EvidenceData, EvidenceKind
from oversight.papers.letter_data import LetterMonth, ReportLetterData, ReturnLetterData
from oversight.papers.notice_data import InspectionNoticeData
from oversight.papers.overdue_data import OverdueListData, OverdueRow
from oversight.papers.permit_data import PermitData, PermitRegisterData, RegisteredPermit
from oversight.papers.record_data import ApprovalEvent, InspectionRecordData, InspectorData, ReportedData
from oversight.papers.signature_data import SignatureData
from oversight.papers.summary_data import (
    ContractorSummaryData,
    ContractSummary,
    FindingSummary,
    LateSummary,
    Part,
)
from oversight.papers.trend_data import SectionTrend, Share, TrendChartsData, Trends
from oversight.papers.year_plan_data import PlannedRow, YearPlanData
from tests.oversight.papers.sample_record import drawn_photo, full_record

HARD = "髙﨑𠮷①～令和元年 葛\U000e0100城 絵文字😀"
SKETCH = drawn_photo(7)
SKETCH_HASH = hashlib.sha256(SKETCH).hexdigest()
MADE_AT = dt.datetime(2024, 12, 2, 1, 5, tzinfo=dt.UTC)
DAY = dt.date(2024, 12, 2)
_HEAD: dict[str, Any] = {
    "number": "6介第12号",
    "issued_on": DAY,
    "made_at": MADE_AT,
    "city_name": "吹田市",
    "section": "介護保険課",
    "phone": "06-6384-1231",
    "signer": "吹田市長　山田 太郎",
    "addressee": f"株式会社 {HARD}",
    "addressee_person": "代表取締役　髙橋 一郎",
}


def frozen_record(record: InspectionRecordData) -> tuple[InspectionRecordData, bytes]:
    """Freeze a record as finalising does; return it with its hash and photos, and its canonical JSON."""
    bare = tuple(
        replace(
            section,
            items=tuple(
                replace(item, photos=tuple(replace(photo, image=b"") for photo in item.photos))
                for item in section.items
            ),
        )
        for section in record.sections
    )
    document, digest = document_from_record(replace(record, record_hash="", sections=bare))
    return replace(record, record_hash=digest), source_of_document(document)


def hard_record(*, photos: int = 4, language: str = "ja") -> InspectionRecordData:
    """Make a record with 93 items, photos (one unreadable), rare characters and a text longer than a page."""
    record = full_record(photos=photos, language=language)
    first, *others = record.sections
    one, *more = first.items
    broken = replace(first.items[-1], photos=(*first.items[-1].photos, *_unreadable(record)))
    long = replace(one, note=f"{HARD}。" * 260, evidence="", evidences=_evidences(), contradicts=_reported())
    first = replace(first, items=(long, *more[:-1], broken))
    return replace(
        record,
        sections=(first, *others),
        remarks=HARD,
        closing_talk=HARD * 90,
        signatures=_signatures(record),
        approval_history=(ApprovalEvent(MADE_AT, "承認", "課長", "髙橋 一郎", HARD),),
    )


def _evidences() -> tuple[EvidenceData, ...]:
    """Make one of every kind of evidence; the sketch is a picture."""
    noted: dict[str, Any] = {"noted_at": MADE_AT, "noted_by": "係長 𠮷田 太郎"}
    return (
        EvidenceData(
            kind=EvidenceKind.SKETCH, subject=f"倉庫の配置 {HARD}", sha256=SKETCH_HASH, image=SKETCH, **noted
        ),
        EvidenceData(kind=EvidenceKind.SERIAL, subject="封印", number="A-0012", **noted),
        EvidenceData(
            kind=EvidenceKind.COUNT,
            subject="受渡簿",
            population=240,
            sample_size=3,
            failed=1,
            seed="a1b2c3d4",
            picks=(3, 6, 9),
            rate=5,
            confidence=95,
            **noted,
        ),
        EvidenceData(kind=EvidenceKind.STATEMENT, said=HARD, speaker="髙﨑 恵", witness="大野 実", **noted),
        EvidenceData(kind=EvidenceKind.DOCUMENT, subject="規程集", pages="12", **noted),
    )


def _reported() -> tuple[ReportedData, ...]:
    return (ReportedData(dt.date(2024, 10, 1), "Q7", f"教育を実施した {HARD}", "done"),)


def _signatures(record: InspectionRecordData) -> tuple[SignatureData, ...]:
    """Make a drawn signature, one by passphrase and one that is refused."""
    kept = {"signed_at": MADE_AT, "signed_hash": record.record_hash}
    return (
        SignatureData(False, 0, HARD, "手書きの署名", image=SKETCH, **kept),  # type: ignore[arg-type]
        SignatureData(True, 0, "𠮷田 太郎", "本人のパスフレーズ", **kept),  # type: ignore[arg-type]
    )


def _unreadable(record: InspectionRecordData) -> list[Any]:
    found = [photo for section in record.sections for item in section.items for photo in item.photos]
    return [replace(found[0], image=b"no picture", caption="", taken_at=None)] if found else []


def notice() -> InspectionNoticeData:
    """Make a notice with every entry."""
    return InspectionNoticeData(
        city_name="吹田市",
        owning_section="介護保険課",
        document_number="吹高介第1180号",
        document_on=dt.date(2024, 11, 5),
        addressee=f"株式会社 {HARD}",
        addressee_person="代表取締役　髙橋 一郎",
        sender="吹田市長　山田 太郎",
        inspection_number="R6-012",
        contract_number="4介第58号",
        contract_title="介護保険認定調査等業務委託",
        planned_on=dt.date(2024, 11, 26),
        planned_from=dt.time(9, 30),
        planned_until=dt.time(15),
        place="髙﨑ビル3階",
        kind="定期",
        method="訪問",
        method_reason="",
        period_from=dt.date(2023, 11, 1),
        period_until=dt.date(2024, 10, 31),
        inspectors=(InspectorData("係長", "𠮷田 太郎", is_lead=True),),
        sections=("組織的安全管理", "人的安全管理"),
        made_at=MADE_AT,
        documents=("従事者名簿", "入退室記録簿"),
        contact="介護保険課 06-6384-1231",
    )


def report_letter() -> ReportLetterData:
    """Make a letter about months that have not come."""
    months = tuple(LetterMonth(f"令和6年{month}月分", DAY, 30 - month) for month in range(4, 10))
    return ReportLetterData(
        **_HEAD,
        title="取扱状況報告書の提出について（督促）",
        body="　下記の報告書が提出されていません。\n　期限までに提出してください。",
        contract_number="4介第58号",
        contract_title="認定調査",
        months=months,
        answer_by=dt.date(2024, 12, 12),
    )


def return_letter() -> ReturnLetterData:
    """Make a letter that sends a report back."""
    return ReturnLetterData(
        **_HEAD,
        contract_number="4介第58号",
        contract_title="認定調査",
        month="令和6年10月分",
        received_on=dt.date(2024, 11, 9),
        count=1,
        reasons=f"従事者の数が名簿と合わない。{HARD}",
        resubmit_on=dt.date(2024, 12, 9),
    )


def correction_letter() -> CorrectionLetterData:
    """Make a letter about findings with every part."""
    rows = (("事実", HARD), ("根拠", "別添1 2 E a"), ("是正期限", "令和6年12月9日"))
    finding = LetterFinding("R6-0001-01", "A 重大", rows)
    return CorrectionLetterData(
        **_HEAD,
        subject="是正要求書",
        body="　下記のとおり是正を求めます。",
        contract_title="認定調査",
        entries=(("検査番号", "R6-0001"), ("検査の日", "令和6年11月26日")),
        findings=(finding,) * 9,
        findings_label="指摘",
        framed=("講評", HARD * 40),
        closing=("様式に記入して提出してください。",),
    )


def overdue_list(rows: int = 90) -> OverdueListData:
    """Make a list over several pages."""
    one = OverdueRow("介護保険課", HARD, "認定調査", "令和6年10月分", DAY, 22, "督促", "催告")
    return OverdueListData(
        "吹田市", "介護保険課", DAY, MADE_AT, tuple(replace(one, days=rows - n) for n in range(rows))
    )


def year_plan() -> YearPlanData:
    """Make a plan over several pages with contracts still unplanned."""
    one = PlannedRow(DAY, "R6-0001", "介護保険課", HARD, "認定調査", "本社", "訪問", "𠮷田 太郎", "定期")
    later = tuple(replace(one, day=None, number="", inspectors="") for _number in range(3))
    told = (("実地", 40), ("未実施", 3))
    return YearPlanData("吹田市", "介護保険課", "令和6年度", DAY, MADE_AT, told, (one,) * 40, later)


def device_permit() -> PermitData:
    """Make a permit with long words, shortened by its holder's leaving."""
    return PermitData(
        number="持R6-0001",
        granted_on=DAY,
        granted_by="課長 𠮷田 太郎",
        made_at=MADE_AT,
        city_name="吹田市",
        section="介護保険課",
        holder=f"髙﨑 恵 {HARD}",
        organisation=f"株式会社 {HARD}",
        contract="4介第58号 認定調査",
        contractor=f"株式会社 {HARD}",
        place="髙﨑ビル3階",
        area="サーバ室",
        purpose=HARD * 12,
        device_kind="ノートパソコン",
        device="保守用端末",
        serial="PF-3X9K21",
        starts_on=DAY,
        ends_on=dt.date(2025, 3, 31),
        measures=("暗号化", "通信断"),
        conditions="",
        checked_out_how="電源を入れて確かめる",
        shortened_because="名簿の離任日（令和7年3月31日）に合わせて終了",
    )


def permit_register() -> PermitRegisterData:
    """Make a register over several pages."""
    one = RegisteredPermit(
        "持R6-0001",
        "有効",
        HARD,
        f"株式会社 {HARD}",
        "髙﨑ビル3階",
        "サーバ室",
        "ノートパソコン 保守用端末",
        "PF-3X9K21",
        DAY,
        dt.date(2025, 3, 31),
        "暗号化・通信断",
        "R6.12.2 課長 𠮷田 太郎",
    )
    rows = tuple(replace(one, number=f"持R6-{number:04}") for number in range(1, 41))
    return PermitRegisterData("吹田市", "介護保険課", DAY, MADE_AT, (("有効", 40),), rows)


def entry_log(visits: int = 40) -> EntryLogData:
    """Make the log of a month over several pages: long names, much brought in, a rule that changed."""
    name = "髙" * 40
    one = LogLine(
        "1",
        "R6.12.2 9:05",
        "R6.12.2 17:31",
        name,
        f"株式会社 {HARD}",
        HARD,
        (
            "スマートフォン 2台（預かる ロッカー12 R6.12.2 17:30 返却）",
            f"ノートパソコン 1台（持ち込む {HARD}）",
        ),
        ("立会い：主査 𠮷田 太郎（目視）",),
        ("入室者（入室時）：手書きの署名", "立会職員（入室時）：本人のパスフレーズ"),
        ("例外：上限を超えた入室", f"後から記録: {HARD}"),
    )
    rows = tuple(replace(one, number=str(number)) for number in range(1, visits + 1))
    back = LookedBack("立会いの回数", ("立会職員", "回数"), (200.0, 67.0), ((name, "9回"),) * visits, "なし")
    empty = replace(back, heading="返却されない機器", rows=())
    rule = (("持込禁止", "スマートフォン、タブレット（基幹系システムを使う区域）"),)
    rules = (HeldRule("第1号から", rule), HeldRule("第9号から", (*rule, ("入口で求めること", HARD))))
    return EntryLogData(area_data(), "令和6年12月分", DAY, MADE_AT, rules, rows, (back, empty))


def area_data() -> AreaData:
    """Name an area with all its facts."""
    facts = (
        ("区分", "管理区域"),
        ("使用システム", HARD),
        ("委託先", f"株式会社 {HARD}"),
        ("契約", "認定調査"),
    )
    return AreaData("吹田市", "介護保険課", "髙﨑ビル3階", "サーバ室", facts)


def entry_sheet() -> EntrySheetData:
    """Make two sheets under a long rule."""
    rule = (("持込禁止", "、".join(["スマートフォン"] * 18)), ("入口で求めること", HARD * 2))
    return EntrySheetData(area_data(), MADE_AT, rule, ("241202-1005-A", "241202-1005-B"), 12)


def blank_checklist() -> BlankChecklistData:
    """Make a checklist with every way to fill a field in, a section that repeats, and one of no items."""
    fields = (
        BlankField(HARD, unit="人", limits="1以上、20以下", is_required=True),
        BlankField("不備の件数", unit="件", population="入退室の記録"),
        BlankField("施錠", WayToFill.ONE, choices=("あり", "なし", HARD)),
        BlankField("媒体", WayToFill.SEVERAL, choices=tuple(["紙"] * 20)),
        BlankField("入口" * 30, WayToFill.PHOTO),
    )
    marked = BlankItem(
        "ORG-01", HARD, HARD * 4, "P1 別添1", Severity.A, True, "「再委託がある」のとき", fields
    )
    valued = BlankItem("ORG-02", "部屋の数", "", "", Severity.C, is_marked=False, fields=fields[:1])
    return BlankChecklistData(
        "吹田市",
        "介護保険課",
        f"点検表 {HARD}",
        "第2版",
        "2598c41905a5c433" * 4,
        "R6-0412-2598C419",
        MADE_AT,
        (("検査番号", "R6-0412"), ("委託先", HARD), ("実施日", "")),
        (
            BlankSection(
                "ORG", "組織", (*(replace(marked, item_id=f"ORG-{n:02}") for n in range(12)), valued)
            ),
            BlankSection("ROOM", "部屋", (valued,), repeats=True),
            BlankSection("SUB", "再委託", (), not_asked=("SUB-01", "SUB-02")),
        ),
        (("P1", HARD),),
        inspection_number="R6-0412",
        parts=2,
    )


def contractor_summary() -> ContractorSummaryData:
    """Make a page about a contractor with something in each part."""
    contract = ContractSummary("認定調査", "介護保険課", "令和5年度～", DAY, tuple("○○△×－－－－－－－－"))
    late = LateSummary("認定調査", "令和6年10月分", DAY, 3, "督促", "催告")
    finding = FindingSummary("R6-0001-01", "A", "是正待ち", HARD)
    return ContractorSummaryData(
        "吹田市",
        "介護保険課",
        DAY,
        MADE_AT,
        2024,
        f"株式会社 {HARD}",
        (("法人番号", "9000020011002"), ("代表者", "髙橋 一郎"), ("電話", "")),
        "○ 期限内　△ 期限後　× 未提出",
        Part((contract,), 2),
        Part(("再委託先 1社",), 1),
        Part((late,)),
        Part((finding,)),
    )


def trend_charts() -> TrendChartsData:
    """Make charts with shares, waived months, months not yet due and late reports."""
    months = (Share(5, 1), Share(waived=2), Share(4, 0, 2), *(Share() for _month in range(9)))
    section = SectionTrend(new_id(), "介護保険課", months, (1, 0, 2, 0))
    whole = SectionTrend(None, "全体", months, (1, 0, 2, 0))
    trends = Trends(2024, DAY, whole, (section,))
    return TrendChartsData("吹田市", "介護保険課", MADE_AT, trends, ("～7日", "～14日", "～30日", "31日～"))


CODE = "7K2QM-XW9RT-4HB3D-ZN6VC-P8YF5-J2G7S-E3A4K-T9MQX"

ARCHIVED: dict[str, Callable[[str], Paper]] = {
    "print_inspection_record": lambda language: papers.print_inspection_record(
        *frozen_record(hard_record(language=language))
    ),
    "print_inspection_notice": lambda _language: papers.print_inspection_notice(notice()),
    "print_recovery_sheet": lambda _language: papers.print_recovery_sheet(
        CODE, city="吹田市", made_on=DAY, vault_name=HARD
    ),
    "print_report_letter": lambda _language: papers.print_report_letter(report_letter()),
    "print_correction_letter": lambda _language: papers.print_correction_letter(correction_letter()),
    "print_return_letter": lambda _language: papers.print_return_letter(return_letter()),
    "print_overdue_list": lambda _language: papers.print_overdue_list(overdue_list()),
    "print_year_plan": lambda _language: papers.print_year_plan(year_plan()),
    "print_contractor_summary": lambda _language: papers.print_contractor_summary(contractor_summary()),
    "print_device_permit": lambda _language: papers.print_device_permit(device_permit()),
    "print_permit_register": lambda _language: papers.print_permit_register(permit_register()),
    "print_blank_checklist": lambda _language: papers.print_blank_checklist(blank_checklist()),
    "print_entry_log": lambda _language: papers.print_entry_log(entry_log()),
    "print_entry_sheet": lambda _language: papers.print_entry_sheet(entry_sheet()),
    "print_trend_charts": lambda _language: papers.print_trend_charts(trend_charts()),
}
"""How each paper is printed in the language in use; all but the form to be filled in are archives."""
