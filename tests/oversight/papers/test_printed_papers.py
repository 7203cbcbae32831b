"""Finished papers read back: fonts, text, properties, bytes, and what their reader is told."""

from __future__ import annotations

import datetime as dt
import gettext
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from typing_extensions import override

from models.marks import Mark, Severity
from oversight import papers, words
from oversight.clock import JAPAN
from oversight.papers import Paper
from oversight.papers.blocks import Block
from oversight.papers.notice_data import InspectionNoticeData
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.record_data import (
    ApprovalBox,
    InspectionRecordData,
    InspectorData,
    ItemData,
    SectionData,
)
from oversight.papers.wording import time_text
from oversight.words import speaking
from tests.oversight.papers.reading_pdf import (
    fonts_of,
    jpegs_of,
    page_text,
    printed_lines,
    solid,
    text_of,
    unpacked,
)
from tests.oversight.papers.sample_record import full_record, photo_data, sections, small_record
from tests.oversight.papers.test_kinsoku import JIS_NEVER_FIRST, JIS_NEVER_LAST, punctuated_text

ROOT = Path(__file__).parents[3]
MADE_AT = dt.datetime(2024, 12, 2, 1, 5, tzinfo=dt.UTC)
HARD_TEXT = "髙 﨑 𠮷 ① ～ 令和元年 葛\U000e0100城 葛城 ㍿㋿〒\uff0d"


@pytest.fixture(scope="module")
def full() -> Paper:
    return papers.print_inspection_record(full_record())


def print_blocks(*blocks: Block) -> Paper:
    return print_paper([blocks], Properties("題", "市", MADE_AT), Edges("題", "号", ("脚",)))


def notice(**changes: Any) -> InspectionNoticeData:
    plain = InspectionNoticeData(
        city_name="吹田市",
        owning_section="介護保険課",
        document_number="吹高介第1180号",
        document_on=dt.date(2024, 11, 5),
        addressee="株式会社 髙﨑ケアサポート",
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
    return replace(plain, **changes)


def sheet() -> Paper:
    code = "7K2QM-XW9RT-4HB3D-ZN6VC-P8YF5-J2G7S-E3A4K-T9MQX"
    return papers.print_recovery_sheet(code, city="吹田市", made_on=dt.date(2024, 11, 5), vault_name="監督")


def in_english(record: InspectionRecordData) -> Paper:
    with speaking("en"):
        return papers.print_inspection_record(replace(record, version=2, correction_reason="typing error"))


ALL_PAPERS: dict[str, Callable[[], Paper]] = {
    "record": lambda: papers.print_inspection_record(full_record(photos=3)),
    "small record": lambda: papers.print_inspection_record(small_record()),
    "notice": lambda: papers.print_inspection_notice(notice()),
    "recovery sheet": sheet,
    "English record": lambda: in_english(full_record(photos=1, language="en")),
}


@pytest.mark.parametrize("name", ALL_PAPERS)
def test_every_font_is_embedded_as_a_subset_with_its_text(name: str) -> None:
    fonts = fonts_of(ALL_PAPERS[name]().pdf)
    assert fonts
    for font in fonts:
        assert font["embedded"], font["name"]
        assert re.fullmatch(r"/[A-Z]{6}\+(BIZUD|NotoSansJP).*", font["name"])
        assert font["tounicode"]
        assert "<0000>" not in font["tounicode"].split("endcodespacerange")[1]
        assert all(int(size) <= 100 for size in re.findall(r"(\d+) beginbfchar", font["tounicode"]))


@pytest.mark.parametrize("name", ALL_PAPERS)
def test_no_paper_refers_to_helvetica_or_a_transition(name: str) -> None:
    content = unpacked(ALL_PAPERS[name]().pdf)
    assert b"Helvetica" not in content
    assert b"/Trans" not in content
    assert b"ASCII85" not in content


@pytest.mark.parametrize("name", ALL_PAPERS)
def test_every_page_is_a4_and_counted(name: str) -> None:
    paper = ALL_PAPERS[name]()
    with pikepdf.open(BytesIO(paper.pdf)) as document:
        assert len(document.pages) == paper.page_count
        for page in document.pages:
            assert [round(float(value)) for value in page.mediabox] == [0, 0, 595, 842]


@pytest.mark.parametrize("name", ALL_PAPERS)
def test_every_page_says_which_of_how_many_it_is(name: str) -> None:
    import pypdfium2

    paper = ALL_PAPERS[name]()
    with pypdfium2.PdfDocument(paper.pdf) as document:
        for number in range(paper.page_count):
            assert f"{number + 1} / {paper.page_count}" in page_text(document, number)


@pytest.mark.parametrize("name", ALL_PAPERS)
def test_the_same_content_gives_the_same_bytes(name: str) -> None:
    assert ALL_PAPERS[name]() == ALL_PAPERS[name]()


@pytest.mark.parametrize("name", ALL_PAPERS)
def test_nothing_stands_in_the_margins(name: str) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(ALL_PAPERS[name]().pdf) as document:
        for page in document:
            for each in page.get_objects():
                left, bottom, right, top = each.get_bounds()
                assert left >= 24.5 / 25.4 * 72
                assert right <= 595.3 - 14.5 / 25.4 * 72
                assert bottom > 15
                assert top < 842 - 25
            page.close()


def test_the_same_record_gives_the_same_bytes_in_other_processes() -> None:
    script = (
        "import sys, hashlib\n"
        "from dataclasses import replace\n"
        "from oversight.papers import print_inspection_record\n"
        "from tests.oversight.papers.sample_record import full_record, small_record\n"
        "for text in sys.argv[1:]:\n"
        "    print_inspection_record(small_record(remarks=text))\n"
        "print(hashlib.sha256(print_inspection_record(full_record(photos=2)).pdf).hexdigest())\n"
    )
    hashes = set()
    for seed, texts in (("1", []), ("77", ["邉\U000e0101 邉\U000e0102 😀 𠮷", "葛\U000e0101"])):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed[0]}", "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", script, *texts],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=environment,
            text=True,
        )
        hashes.add(done.stdout.strip())
    here = papers.print_inspection_record(full_record(photos=2)).pdf
    assert hashes == {hashlib.sha256(here).hexdigest()}


def test_two_papers_printed_at_once_do_not_disturb_each_other() -> None:
    records = [small_record(remarks="𠮷田 葛\U000e0100城"), full_record(photos=1)] * 2
    with ThreadPoolExecutor(max_workers=4) as pool:
        at_once = list(pool.map(papers.print_inspection_record, records))
    assert at_once == [papers.print_inspection_record(record) for record in records]


def test_importing_papers_loads_no_heavy_library() -> None:
    script = (
        "import sys, oversight.papers, oversight.papers.record_data, oversight.papers.notice_data\n"
        "heavy = {'reportlab', 'PIL', 'fontTools', 'pikepdf', 'sqlalchemy', 'PySide6'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, text=True
    )
    assert done.stdout.strip() == "[]"


def test_papers_are_made_in_memory_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert papers.print_inspection_record(full_record(photos=2)).pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("style", [Style(), Style(align=Align.FLUSH, size=12, leading=18)])
def test_hard_text_extracts_unchanged(style: Style) -> None:
    paper = print_blocks(Paragraph(HARD_TEXT, style))
    assert HARD_TEXT in text_of(paper.pdf)
    assert paper.warnings == ()


def test_long_flush_text_extracts_without_stray_blanks() -> None:
    text = "個人情報の取扱状況を、現地で確認した（令和6年度）。" * 20
    extracted = text_of(print_blocks(Paragraph(text, Style(align=Align.FLUSH))).pdf)
    assert "".join(extracted.split("\n")).count(text) == 1


def test_names_of_a_record_extract_unchanged(full: Paper) -> None:
    text = text_of(full.pdf)
    for name in (
        "𠮷田 太郎",
        "山﨑 花子",
        "髙橋 一郎",
        "葛\U000e0100城 美咲",
        "髙﨑ビル3階",
        "平成38年3月31日",
    ):
        assert name in text


def test_1500_punctuated_fragments_are_printed_without_a_forbidden_line_start_or_end() -> None:
    text = punctuated_text(1500, seed=11)
    paper = print_blocks(Paragraph(text, Style(align=Align.FLUSH)))
    pages = [printed_lines(paper.pdf, number) for number in range(paper.page_count)]
    lines = [line for page in pages for line in page if len(line) > 4]
    body = [line for line in lines if "題" not in line and "脚" not in line]
    assert len(body) > 100
    assert solid(text) == "".join(body)
    assert [line for line in body[1:] if line[0] in JIS_NEVER_FIRST] == []
    assert [line for line in body[:-1] if line[-1] in JIS_NEVER_LAST] == []


def test_a_missing_character_is_printed_as_geta_and_reported_with_its_page() -> None:
    record = small_record(remarks="絵文字😀と外字\ue000", closing_talk="検\U000e01ef査")
    paper = papers.print_inspection_record(record)
    assert "絵文字〓と外字〓" in solid(text_of(paper.pdf))
    assert "検\U000e01ef査" in text_of(paper.pdf)
    assert any("U+1F600" in sentence and sentence[0].isdigit() for sentence in paper.warnings)
    assert any("U+E000" in sentence for sentence in paper.warnings)
    assert any("U+691C U+E01EF" in sentence for sentence in paper.warnings)
    assert "😀" not in "".join(paper.warnings)


def test_properties_name_the_paper_and_no_person(full: Paper) -> None:
    record = full_record(photos=0)
    with pikepdf.open(BytesIO(full.pdf)) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}
        assert str(document.Root.Lang) == "ja-JP"
    assert info["/Title"] == "個人情報取扱委託 実地検査記録書　検査番号 R6-012　第1版"
    assert info["/Author"] == "吹田市 福祉部 高齢福祉室 介護保険課"
    assert info["/Keywords"] == "吹高介第1234号"
    assert info["/CreationDate"].startswith("D:20241202010500")
    names = [one.name for one in record.inspectors] + [one.name for one in record.attendees]
    assert [name for name in names if name in "".join(info.values())] == []


def test_bookmarks_lead_through_the_record(full: Paper) -> None:
    with pikepdf.open(BytesIO(full.pdf)) as document, document.open_outline() as outline:
        top = [str(entry.title) for entry in outline.root]
        annex = outline.root[-3]
        assert next(str(entry.title) for entry in annex.children) == "ORG　組織的安全管理"
    assert top[0] == "個人情報取扱委託 実地検査記録書"
    assert top[1] == "1　検査の概要"
    assert top[-3:] == ["別紙　点検項目ごとの結果", "添付の一覧", "記録の同一性"]


def test_the_foot_of_every_page_carries_edition_journal_head_and_hash(full: Paper) -> None:
    import pypdfium2

    record = full_record(photos=0)
    with pypdfium2.PdfDocument(full.pdf) as document:
        for number in range(len(document)):
            text = page_text(document, number)
            assert record.edition in text
            assert f"第{record.journal_sequence}号 {record.journal_hash[:16]}" in text
            assert record.record_hash in text
            assert record.document_number in text


def test_the_record_tells_every_item_and_count(full: Paper) -> None:
    text = text_of(full.pdf)
    for section in sections(photos=0):
        for item in section.items:
            assert item.item_id in text
        for out in section.out_of_condition:
            assert f"{out.item_id} " in text
    assert re.search(r"合計\s*93\s*76\s*2\s*9\s*6", text)
    assert "回答漏れはない" in text


def test_each_photo_stands_with_its_caption_and_without_the_cameras_notes(full: Paper) -> None:
    jpegs = jpegs_of(full.pdf)
    assert len(jpegs) == 20
    for jpeg in jpegs:
        assert b"SecretCamera" not in jpeg
        with Image.open(BytesIO(jpeg)) as picture:
            assert dict(picture.getexif()) == {}
    assert b"Exif" not in full.pdf
    text = text_of(full.pdf)
    for number in range(1, 21):
        assert f"写真{number}（" in text
        assert photo_data(number).sha256[:16] in text


def test_photo_and_caption_are_on_the_same_page(full: Paper) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(full.pdf) as document:
        for number in range(len(document)):
            page = document[number]
            pictures = [each for each in page.get_objects() if each.type == 3]
            assert len(pictures) == len(re.findall(r"写真\d+（", page_text(document, number)))
            page.close()


def test_a_damaged_photo_is_told_on_paper_and_in_the_warnings() -> None:
    broken = replace(photo_data(1), image=b"damaged")
    item = ItemData("PHY-01", "区画", Mark.CONFORMING, photos=(broken,))
    paper = papers.print_inspection_record(small_record(sections=(SectionData("PHY", "物理", (item,)),)))
    assert "画像として読めないため印刷できない" in solid(text_of(paper.pdf))
    assert paper.warnings == ("写真1（PHY-01）は画像として読めないため印刷されていません。",)


def test_a_finding_shows_severity_basis_with_its_day_and_due_day(full: Paper) -> None:
    text = solid(text_of(full.pdf))
    assert "R6-012-01（前回に続く指摘）" in text
    assert "A重大" in text
    assert "（令和5年12月1日時点）" in text
    assert "令和6年12月3日（火）" in text
    assert "検査日から7日以内（初日不算入）" in text
    assert "A重大：1件B要改善：1件C改善が望ましい：1件" in text


def test_a_record_without_findings_photos_people_or_documents_says_so() -> None:
    record = small_record(
        attendees=(),
        inspectors=(),
        documents_checked=(),
        sections=(),
        closing_talk="",
        opinion="",
        opinion_heard_on=None,
        document_number="",
        document_on=None,
        approval=(),
        conducted_on=None,
        started_at=None,
        ended_at=None,
        period_from=None,
        period_until=None,
        conclusion="",
    )
    text = text_of(papers.print_inspection_record(record).pdf)
    assert "今回の検査において、指摘事項はない。" in text
    assert "確認した資料の記録はない。" in text
    assert "0件" in text
    assert "―" in text


def test_a_correction_shows_its_version_and_reason() -> None:
    paper = papers.print_inspection_record(
        small_record(version=2, correction_reason="判定の誤りを改めるため")
    )
    text = text_of(paper.pdf)
    assert "（第2版・訂正）" in text
    assert "判定の誤りを改めるため" in text


def test_a_visit_by_other_means_shows_its_reason() -> None:
    paper = papers.print_inspection_record(small_record(method="テレビ通話", method_reason="遠隔地のため"))
    assert "遠隔地のため" in text_of(paper.pdf)


def test_unanswered_items_are_counted_and_told() -> None:
    items = (ItemData("ORG-01", "方針", None), ItemData("ORG-02", "責任者", Mark.CONFORMING))
    text = solid(
        text_of(
            papers.print_inspection_record(small_record(sections=(SectionData("ORG", "組織", items),))).pdf
        )
    )
    assert "1項目に回答がない" in text
    assert "未回答" in text


def test_approval_given_on_screen_is_printed_in_its_box() -> None:
    approval = (ApprovalBox("課長", "山田", dt.date(2024, 12, 3)), ApprovalBox("係長", "佐藤"))
    text = text_of(papers.print_inspection_record(small_record(approval=approval)).pdf)
    assert "R6.12.3" in text
    assert "佐藤" in text


def test_a_contract_shows_what_it_handles() -> None:
    plain = full_record(photos=0).contract
    record = small_record(
        contract=replace(
            plain,
            handles_specific=True,
            uses_core_system=False,
            has_subcontract=False,
            persons_count=None,
            as_written="",
            personal_data_items="",
        )
    )
    text = text_of(papers.print_inspection_record(record).pdf)
    assert re.search(r"特定個人情報\s*取り扱う", text)
    assert re.search(r"基幹系システム\s*使用しない", text)
    assert re.search(r"再委託\s*なし", text)
    with_subcontract = replace(plain, has_subcontract=True, subcontract_note="")
    text = text_of(papers.print_inspection_record(small_record(contract=with_subcontract)).pdf)
    assert re.search(r"再委託\s*あり", text)


def test_values_samples_and_long_details_are_printed() -> None:
    items = (
        ItemData(
            "TEC-01", "ID", Mark.CONFORMING, values=(("ロック", "5分"),), population=1300, sample_size=20
        ),
        ItemData("TEC-02", "権限", Mark.NONCONFORMING, finding="不適の事実" * 90, photos=(photo_data(1),)),
        ItemData("TEC-03", "管理者", Mark.CONFORMING, population=7),
    )
    text = solid(
        text_of(
            papers.print_inspection_record(small_record(sections=(SectionData("TEC", "技術", items),))).pdf
        )
    )
    assert "ロック：5分" in text
    assert "1,300件中20件" in text
    assert "7件中―件" in text
    assert "下欄のとおり" in text
    assert text.count("不適の事実") == 90


def test_markup_in_peoples_words_is_printed_as_it_stands() -> None:
    text = '<b>太字</b> & <img src="x"/> %s {name} \\n'
    assert text in text_of(papers.print_inspection_record(small_record(remarks=text)).pdf)


LETTERS = st.sampled_from("検査、。「」（）ABC 123\n　髙𠮷😀ー…\u0301\U000e0100")
ANY_TEXT = st.one_of(
    st.text(LETTERS, max_size=400),
    st.text(max_size=60),
    st.integers(1, 2500).map("あ".__mul__),
    st.integers(1, 1500).map("x".__mul__),
    st.integers(1, 120).map("改行\n".__mul__),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_is_too_long_or_too_strange_to_print(one: str, two: str, three: str, four: str) -> None:
    items = tuple(
        ItemData(two[:400] or "X", three, mark, evidence=one, note=four, reason=two, photos=photos)
        for mark, photos in ((Mark.NONCONFORMING, (replace(photo_data(1), caption=one),)), (None, ()))
    )
    contract = replace(full_record(photos=0).contract, title=one, contractor=two, place=three, number=four)
    finding = replace(
        full_record(photos=0).findings[0], fact=one, measure=two, number=three, severity=Severity.B
    )
    record = small_record(
        city_name=one,
        owning_section=two,
        document_number=three,
        inspection_number=four,
        contract=contract,
        sections=(SectionData(one[:30], two, items),),
        findings=(finding, finding),
        closing_talk=three,
        opinion=four,
        documents_checked=(one, two, three),
        attendees=tuple(replace(each, name=one, post=two) for each in full_record(photos=0).attendees),
        approval=(ApprovalBox(one[:40], two[:200]),),
        edition=three,
    )
    paper = papers.print_inspection_record(record)
    count = one.count("検") * 2 + two.count("検")
    assert solid(text_of(paper.pdf)).count("検") >= count


def test_the_notice_says_when_where_who_and_what() -> None:
    paper = papers.print_inspection_notice(notice())
    text = solid(text_of(paper.pdf))
    assert paper.page_count == 1
    for expected in (
        "吹高介第1180号",
        "髙橋一郎様",
        "（公印省略）",
        "令和6年11月26日（火）9時30分～15時00分",
        "係長𠮷田太郎",
        "組織的安全管理、人的安全管理",
        "・従事者名簿",
        "ノートパソコン1台",
        "問合せ先",
        "以上",
    ):
        assert expected in text


def test_the_notice_leaves_out_what_is_not_known() -> None:
    plain = notice(
        document_number="",
        document_on=None,
        addressee_person="",
        owning_section="",
        seal_omitted=False,
        contract_number="",
        planned_from=None,
        planned_until=None,
        period_from=None,
        period_until=None,
        inspectors=(),
        sections=(),
        documents=(),
        contact="",
    )
    text = text_of(papers.print_inspection_notice(plain).pdf)
    for absent in ("公印省略", "様", "対象期間", "準備していただく書類", "問合せ先", "担当"):
        assert absent not in text


def test_the_notice_takes_the_offices_own_wording() -> None:
    own = notice(
        purpose="独自の目的",
        devices_note="機器は持ち込みません",
        remarks="駐車場なし",
        method_reason="遠隔地",
        planned_until=None,
    )
    text = solid(text_of(papers.print_inspection_notice(own).pdf))
    for expected in (
        "独自の目的",
        "機器は持ち込みません",
        "駐車場なし",
        "定期・訪問（理由：遠隔地）",
        "9時30分～",
    ):
        assert expected in text


def test_the_recovery_sheet_shows_the_code_in_numbered_groups() -> None:
    text = text_of(sheet().pdf)
    groups = ["7K2QM", "XW9RT", "4HB3D", "ZN6VC", "P8YF5", "J2G7S", "E3A4K", "T9MQX"]
    for place, group in enumerate(groups, start=1):
        assert re.search(rf"^{place}\s+{group}$", text, re.MULTILINE)
    assert "監督" in text
    assert "令和6年11月5日" in text
    assert "保管場所" in text


@pytest.mark.parametrize("code", ["ABCDE", "AAAAA-BBBBB-CCCCC", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE"])
def test_a_code_of_any_number_of_groups_is_printed(code: str) -> None:
    paper = papers.print_recovery_sheet(code, city="", made_on=dt.date(2019, 4, 30))
    text = text_of(paper.pdf)
    assert all(group in text for group in code.split("-"))
    assert "平成31年4月30日" in text
    assert "保管庫の名称" not in text


class _Shouting(gettext.NullTranslations):
    """A catalogue that shows what passed through it."""

    @override
    def gettext(self, message: str) -> str:
        return f"EN {message}" if len(message) > 2 else f"EN{message}"


def test_an_english_paper_is_english_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_catalogue", lambda _language: _Shouting())
    paper = in_english(full_record(photos=1, language="en"))
    text = text_of(paper.pdf)
    assert "26 Nov 2024 (Tue)" in text
    assert "令和6年11月26日" not in text
    assert "EN 検査の概要" in text
    assert {font["name"].split("+")[1] for font in fonts_of(paper.pdf)} == {
        "BIZUDPGothic-Regular",
        "BIZUDPGothic-Bold",
        "NotoSansJP-Regular",
    }
    with pikepdf.open(BytesIO(paper.pdf)) as document:
        assert str(document.Root.Lang) == "en"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2019, 5, 1), "令和元年5月1日"),
        (dt.date(2019, 4, 30), "平成31年4月30日"),
        (dt.date(1989, 1, 7), "昭和64年1月7日"),
        (dt.date(1926, 12, 24), "大正15年12月24日"),
    ],
)
def test_days_are_written_in_their_era(day: dt.date, written: str) -> None:
    assert written in text_of(papers.print_inspection_record(small_record(planned_on=day)).pdf)


def test_an_approval_day_is_written_out_in_english() -> None:
    record = small_record(approval=(ApprovalBox("Chief", "", dt.date(2024, 12, 3)),))
    assert "3Dec2024" in solid(text_of(in_english(record).pdf))


def test_a_section_without_any_item_leaves_no_empty_table() -> None:
    paper = papers.print_inspection_record(small_record(sections=(SectionData("XYZ", "空の区分", ()),)))
    assert text_of(paper.pdf).count("空の区分") == 1


def test_an_approval_day_before_all_eras_is_written_in_full() -> None:
    approval = (ApprovalBox("課長", "", dt.date(1867, 1, 2)),)
    paper = papers.print_inspection_record(small_record(approval=approval))
    assert "西暦1867年1月2日" in solid(text_of(paper.pdf))


def test_times_are_those_of_japans_clock() -> None:
    moment = dt.datetime(2024, 11, 26, 0, 5, tzinfo=dt.UTC)
    text = text_of(papers.print_inspection_record(small_record(started_at=moment, ended_at=None)).pdf)
    assert "9:05～" in text
    assert time_text(None) == "―"
    assert moment.astimezone(JAPAN).hour == 9


def test_a_photo_without_a_time_and_an_open_period_are_printed() -> None:
    item = ItemData(
        "PHY-01", "区画", Mark.CONFORMING, photos=(replace(photo_data(1), taken_at=None, caption=""),)
    )
    record = small_record(sections=(SectionData("PHY", "物理", (item,)),), period_from=None)
    text = text_of(papers.print_inspection_record(record).pdf)
    assert "撮影 ―" in text
    assert "～令和6年10月31日" in text
