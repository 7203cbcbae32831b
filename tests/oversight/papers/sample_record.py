"""Records to print in tests: the 吹田市 case of the acceptance list, small and full, with drawn photos."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw, ImageFilter

from models.marks import Mark, Severity
from oversight.clock import JAPAN
from oversight.papers.record_data import (
    ApprovalBox,
    AttendeeData,
    ContractData,
    FindingData,
    InspectionRecordData,
    InspectorData,
    ItemData,
    OutOfCondition,
    PhotoData,
    SectionData,
)

EDITION = Path(__file__).parents[3] / "checklists" / "edition_1.yaml"
MORNING = dt.datetime(2024, 11, 26, 9, 30, tzinfo=JAPAN)
PLACE = (35.0, 41.0, 30.0)


def drawn_photo(number: int, *, width: int = 1600, height: int = 1200, orientation: int = 1) -> bytes:
    """Draw a photo as a camera would hand it over: 1600 pixels wide, noisy, with place and device in EXIF."""
    dice = random.Random(number)
    small = Image.new("RGB", (width // 8, height // 8), (200, 200, 190))
    pen = ImageDraw.Draw(small)
    for _each in range(60):
        x, y = dice.randrange(small.width), dice.randrange(small.height)
        colour = tuple(dice.randrange(40, 240) for _channel in range(3))
        pen.rectangle((x, y, x + dice.randrange(5, 40), y + dice.randrange(5, 30)), fill=colour)
    photo = small.resize((width, height), Image.Resampling.BICUBIC).filter(ImageFilter.UnsharpMask(3))
    grain = Image.frombytes("L", (width, height), dice.randbytes(width * height)).convert("RGB")
    photo = Image.blend(photo, grain, 0.08)
    ImageDraw.Draw(photo).text((40, 40), f"PHOTO {number}", fill="white", font_size=90)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "SecretCamera", "Model-9000", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "E", 4: (135.0, 30.0, 0.0)})
    out = BytesIO()
    photo.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


@cache
def _photo(number: int) -> bytes:
    return drawn_photo(number)


def photo_data(number: int, caption: str = "") -> PhotoData:
    """Make the record's photo of a drawn picture."""
    image = _photo(number)
    taken_at = MORNING + dt.timedelta(minutes=7 * number)
    text = caption or "作業室の書類保管庫。施錠され、鍵は管理簿で管理されている。"
    return PhotoData(image, text, taken_at, hashlib.sha256(image).hexdigest())


@cache
def edition() -> dict[str, Any]:
    """Read edition 1 of the checklist."""
    loaded: dict[str, Any] = yaml.safe_load(EDITION.read_text(encoding="utf-8"))
    return loaded


_EVIDENCES = (
    "個人情報取扱規程（第3版、令和5年4月1日改定）及び取扱手順書を現場の書庫で確認",
    "従事者名簿（令和6年11月1日現在）",
    "入退室記録簿 令和6年10月分",
    "",
    "システムの設定画面（管理者立会いの下で目視）",
)
_NOTES = (
    "",
    "手順書は全従事者の机上にあり、聞き取りをした2名とも所在を答えられた。",
    "",
    "委託先の「情報セキュリティ委員会」が四半期ごとに点検し、その結果（指摘3件・是正済）を所長へ報告している。",
    "",
)


def _item(position: int, source: dict[str, Any], language: str) -> ItemData:
    mark = Mark.NONCONFORMING if position in {12, 38, 61} else Mark.CONFORMING
    if position % 11 == 5:
        mark = Mark.NOT_APPLICABLE
    fields = [field for field in source.get("fields", ()) if field["kind"] == "number"]
    values = tuple((field["label"][language], "5分" if "分" in str(field) else "12人") for field in fields)
    failed, skipped = mark is Mark.NONCONFORMING, mark is Mark.NOT_APPLICABLE
    return ItemData(
        item_id=source["id"],
        title=source["title"][language],
        mark=mark,
        values=() if skipped else values,
        population=130 if position % 9 == 2 else None,
        sample_size=20 if position % 9 == 2 else None,
        evidence="" if skipped else _EVIDENCES[position % 5],
        finding="届出のない倉庫に申請書の控え（段ボール4箱）が保管されていた。" if failed else "",
        note=_NOTES[position % 5],
        reason="委託先では単独の部署で取り扱うため。" if skipped else "",
        previous=(Mark.CONFORMING, Mark.CONFORMING, None, Mark.NONCONFORMING)[position % 4],
    )


def sections(language: str = "ja", photos: int = 0) -> tuple[SectionData, ...]:
    """Make the 93 items with mixed answers; items on specific personal information are out of condition."""
    made: list[SectionData] = []
    position = 0
    left = photos
    for source in edition()["sections"]:
        items: list[ItemData] = []
        out: list[OutOfCondition] = []
        for each in source["items"]:
            position += 1
            if "特定個人情報" in str(each.get("condition", "")):
                why = "特定個人情報を取り扱わない" if language == "ja" else "No specific personal information"
                out.append(OutOfCondition(each["id"], each["title"][language], why))
                continue
            item = _item(position, each, language)
            if left and position % 5 == 0:
                count = min(left, 2 if position % 10 == 0 else 1)
                numbers = range(photos - left + 1, photos - left + 1 + count)
                item = replace(item, photos=tuple(photo_data(number) for number in numbers))
                left -= count
            items.append(item)
        made.append(SectionData(source["id"], source["title"][language], tuple(items), tuple(out)))
    if left:
        last = made[-1]
        extra = tuple(photo_data(photos - left + 1 + at) for at in range(left))
        grown = replace(last.items[-1], photos=(*last.items[-1].photos, *extra))
        made[-1] = replace(last, items=(*last.items[:-1], grown))
    return tuple(made)


def findings() -> tuple[FindingData, ...]:
    """Make three findings of the three severities."""
    return (
        FindingData(
            number="R6-012-01",
            item_id="ORG-12",
            item_title="作業場所・データ保管場所が届出どおりか",
            severity=Severity.A,
            fact="届出のない第2倉庫（同一敷地内）に、認定調査票の控え（段ボール4箱、約1,200人分）が保管されて"
            "いた。倉庫は施錠されていたが、鍵の管理簿がなく、誰がいつ開けたかを確認できなかった。",
            basis="個人情報取扱特記事項 第5(4)（作業場所及びデータ保管場所の届出）",
            basis_as_of=dt.date(2023, 12, 1),
            measure="直ちに届出のある保管庫へ移すこと。移すまでの間、鍵を業務責任者が管理し、開閉を記録すること。"
            "経緯と再発防止策を書面で報告すること。",
            due_on=dt.date(2024, 12, 3),
            due_explanation="検査日から7日以内（初日不算入）",
            repeated=True,
        ),
        FindingData(
            number="R6-012-02",
            item_id="TEC-02",
            item_title="アクセス権が必要最小の人と範囲に限られているか",
            severity=Severity.B,
            fact="異動した2名の利用者IDが有効なままであった。",
            basis="特定個人情報ガイドライン（行政機関等編）別添1 2 F a",
            basis_as_of=dt.date(2025, 9, 24),
            measure="当該IDを停止し、異動時の手続を手順書に定めること。",
            due_on=dt.date(2024, 12, 26),
            due_explanation="検査日から30日以内（初日不算入）",
        ),
        FindingData(
            number="R6-012-03",
            item_id="PHY-10",
            item_title="離席・終業時に机上と画面が片付けられているか",
            severity=Severity.C,
            fact="昼休み中、2席で書類が机上に置かれたままであった。",
            basis="事務取扱要領 第2条(1)",
            basis_as_of=None,
            measure="朝礼で周知し、終業時の点検表に項目を加えること。",
            due_on=None,
            due_explanation="次回検査まで",
        ),
    )


def full_record(*, photos: int = 20, language: str = "ja") -> InspectionRecordData:
    """Make the record of the acceptance case with 93 items."""
    return InspectionRecordData(
        city_name="吹田市",
        owning_section="福祉部 高齢福祉室 介護保険課",
        document_number="吹高介第1234号",
        document_on=dt.date(2024, 12, 2),
        inspection_number="R6-012",
        version=1,
        correction_reason="",
        kind="定期",
        method="訪問",
        method_reason="",
        planned_on=dt.date(2024, 11, 26),
        conducted_on=dt.date(2024, 11, 26),
        started_at=MORNING,
        ended_at=MORNING + dt.timedelta(hours=5, minutes=15),
        period_from=dt.date(2023, 11, 1),
        period_until=dt.date(2024, 10, 31),
        contract=ContractData(
            number="4介第58号",
            title="介護保険認定調査等業務委託",
            contractor="株式会社 髙﨑ケアサポート 北大阪認定調査センター",
            corporate_number="9000020011002",
            place="大阪府吹田市泉町1丁目3番40号 髙﨑ビル3階",
            service_from=dt.date(2023, 4, 1),
            service_until=dt.date(2026, 3, 31),
            as_written="平成35年4月1日から平成38年3月31日まで",
            persons_count=14_200,
            personal_data_items="氏名、住所、生年月日、要介護認定の申請内容、主治医意見書、認定調査票",
            uses_core_system=True,
            has_subcontract=True,
            subcontract_note="調査票の封入・1社",
        ),
        inspectors=(
            InspectorData("係長", "𠮷田 太郎", is_lead=True),
            InspectorData("主査", "山﨑 花子"),
        ),
        attendees=(
            AttendeeData("センター長", "髙橋 一郎", "業務責任者"),
            AttendeeData("主任", "葛\U000e0100城 美咲", "個人情報管理者", signed_at=MORNING.replace(hour=15)),
        ),
        documents_checked=(
            "個人情報取扱規程（第3版）",
            "取扱手順書",
            "従事者名簿・誓約書",
            "研修計画・出席簿（令和6年度）",
            "入退室記録簿（令和6年10月分）",
            "操作履歴・帳票出力履歴の点検報告",
            "再委託の承諾書",
        ),
        sections=sections(language, photos),
        findings=findings(),
        conclusion="要改善",
        closing_talk="全体として規程と手順は整い、従事者への周知も行き届いている。一方、届出のない倉庫での保管は契約"
        "（特記事項第5(4)）に反し、前回の指摘と同じ内容である。本日中に移すよう口頭で求め、センター長が了承した。"
        "利用者IDの棚卸しは、異動のつど行う手順に改めること。",
        opinion="事実の誤りはない。倉庫の書類は本日17時までに3階の保管庫へ移す。再発防止策は12月3日までに提出する。",
        opinion_heard_on=dt.date(2024, 11, 26),
        edition="個人情報取扱委託 実地検査点検表 第1版",
        journal_sequence=18_204,
        journal_hash=hashlib.sha256(b"journal").hexdigest(),
        record_hash=hashlib.sha256(b"record").hexdigest(),
        finalised_at=dt.datetime(2024, 12, 2, 10, 5, tzinfo=JAPAN),
        finalised_by="係長 𠮷田 太郎",
        approval=(ApprovalBox("部長"), ApprovalBox("課長"), ApprovalBox("係長"), ApprovalBox("担当")),
    )


def small_record(**changes: Any) -> InspectionRecordData:
    """Make a record of one section with two items, no finding and no photo, with some of it changed."""
    items = (
        ItemData("ORG-01", "方針と規程があるか", Mark.CONFORMING, evidence="規程"),
        ItemData("ORG-02", "責任者が届出と一致するか", Mark.NOT_APPLICABLE, reason="届出が不要なため"),
    )
    plain = replace(
        full_record(photos=0),
        sections=(SectionData("ORG", "組織的安全管理", items),),
        findings=(),
        conclusion="問題なし",
    )
    return replace(plain, **changes)
