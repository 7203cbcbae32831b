"""Blank checklists: what stands on them, what is left out, how they break over pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2
import pytest

from oversight.access import Deed
from oversight.blank_checklists import BlankHead, BlankWish, PrintedChecklists, blank_data
from oversight.blank_checklists.contents import unknown_facts
from oversight.blank_checklists.plain_conditions import told_condition
from oversight.checklist import builtin_editions, edition_from_document
from oversight.checklist.adopting import adopt
from oversight.checklist.edition import Edition
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections import (
    InspectionsService,
    InspectorDraft,
    PlanDraft,
)
from oversight.papers import print_blank_checklist
from oversight.papers.checklist_data import BlankField
from oversight.words import speaking
from tests.factories import adopt_editions, make_contract, make_place
from tests.oversight.checklist.conftest import both, document_with, field, item
from tests.oversight.papers.reading_pdf import page_text, solid, text_of

DAY = dt.date(2026, 11, 24)


def choice(value: str, ja: str) -> dict[str, Any]:
    return {"value": value, "label": both(ja)}


def every_kind() -> Edition:
    """An edition with values, choices, bounds, samples, photos and a room that repeats."""
    valued = {"answer": "value"}
    rate: dict[str, Any] = {"decimals": 1, "minimum": 1, "maximum": 20, "unit": both("%", "%")}
    rate |= {"constraint": ". > 2", "constraint_message": both("2を超える数")}
    document = document_with(
        item(
            "AAA-01",
            fields=[field("rate", **rate)],
        ),
        item("AAA-02", fields=[field("count", sample_of=both("入室の記録", "Entries"), unit=both("件"))]),
        item("AAA-03", fields=[field("day", "date", "advised"), field("door", "photo")]),
        item("AAA-04", "${AAA-01} = 'nonconforming'"),
        item("rooms", fields=[field("value", maximum=9)], **valued),
        item(
            "lock",
            fields=[field("value", "choice", choices=[choice("y", "ある"), choice("n", "ない")])],
            **valued,
        ),
        item(
            "media",
            fields=[field("value", "choices", choices=[choice("p", "紙"), choice("d", "電子")])],
            **valued,
        ),
    )
    room = [item("room_name", fields=[field("value", "text")], **valued), item("ROOM-01", "${lock} = 'y'")]
    document["sections"].append({"id": "ROOM", "title": both("部屋", "Room"), "items": room, "repeats": True})
    document["sections"].append({"id": "END", "title": both("終わり", "End"), "items": [item("END-01")]})
    return edition_from_document(document)


def printed(edition: Edition, known: dict[str, Any] | None = None, **wish: Any) -> bytes:
    head = BlankHead("吹田市", "介護保険課", DAY, unknown_facts(), known)
    return print_blank_checklist(blank_data(edition, head, BlankWish(**wish))).pdf


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [solid(page_text(document, number)) for number in range(len(document))]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("is_roomy", [False, True])
def test_each_item_stands_with_its_boxes_on_one_page(language: str, is_roomy: bool) -> None:
    edition = builtin_editions()[0]
    with speaking(language):
        pages = pages_of(printed(edition, is_roomy=is_roomy))
        for each in edition.items:
            (page,) = [
                page
                for page in pages
                if each.id + "A" in page or each.id + "B" in page or each.id + "C" in page
            ]
            assert solid(each.title.spoken()) in page
            assert solid(each.look_at.spoken()) in page
    whole = "".join(pages)
    assert whole.count("□") - 1 >= 3 * len(edition.items)


def test_the_head_says_what_it_is_and_leaves_the_rest_to_be_written() -> None:
    edition = builtin_editions()[0]
    pages = pages_of(printed(edition))
    assert "吹田市介護保険課" in pages[0]
    assert "点検表（記入用）" in pages[0]
    assert "第1版" in pages[0]
    for page in pages:
        assert edition.content_hash[:16] in page
        assert "個人番号（マイナンバー）は、どの欄にも書かないでください。" in page
        assert "edition-1-2598C419" in page
    assert f"1/{len(pages)}" in pages[0]
    for word in ("記入者", "記入日", "立会者の署名", "転記者", "照合者"):
        assert word in pages[-1]


def test_every_way_to_fill_in_has_its_room() -> None:
    whole = "".join(pages_of(printed(every_kind())))
    for said in (
        "※数",
        "小数1桁まで、1以上、20以下、2を超える数",
        "母数（入室の記録）",
        "抽出数",
        "年月日",
        "□写真：※数枚",
        "※数（1つ）□ある□ない",
        "※数（いくつでも）□紙□電子",
        "（記入）",
        "AAA-01が「不適」のとき",
        "lockが「ある」のとき",
    ):
        assert said in whole, said


def test_an_item_answered_by_its_value_has_no_boxes_of_a_mark() -> None:
    document = document_with(item("rooms", fields=[field("value")], answer="value"))
    whole = "".join(pages_of(printed(edition_from_document(document))))
    assert "□適" not in whole
    assert "指摘・理由" not in whole


def test_a_repeating_section_is_printed_once_to_be_copied_or_as_often_as_wanted() -> None:
    once = pages_of(printed(every_kind()))
    (room,) = [page for page in once if "ROOM-01" in page]
    assert "番目" in room
    assert "複写してください" in room
    assert "AAA-01" not in room.replace("AAA-01が", "")
    assert "END-01" not in room
    thrice = pages_of(printed(every_kind(), parts=3))
    rooms = [page for page in thrice if "ROOM-01" in page]
    assert ["1番目" in rooms[0], "2番目" in rooms[1], "3番目" in rooms[2]] == [True, True, True]


@pytest.mark.parametrize("parts", [0, 101])
def test_no_absurd_number_of_parts_is_printed(parts: int) -> None:
    with pytest.raises(RefusedError) as refused:
        printed(every_kind(), parts=parts)
    assert refused.value.field == "parts"


def test_the_facts_leave_out_what_can_not_be_asked() -> None:
    edition = builtin_editions()[0]
    known = {**{fact.name: "no" for fact in edition.facts}, "検査方法": "visit"}
    whole = "".join(pages_of(printed(edition, known)))
    assert "特定個人情報（個人番号を含む個人情報）を取り扱う」のとき" not in whole
    ruled_out = [each.id for each in edition.items if each.condition == "${特定個人情報} != 'no'"]
    assert ruled_out
    assert "この検査では対象外の項目：" in whole
    for each in edition.items:
        assert each.condition or solid(each.look_at.spoken()) in whole, each.id
    leaning = [each.id for each in edition.items if "SUB-01" in each.condition]
    for item_id in leaning:  # asked after all where SUB-01 does not conform
        assert f"{item_id}A" in whole or f"{item_id}B" in whole or f"{item_id}C" in whole
    assert "SUB-01が「不適」のとき" in whole


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("", ""),
        ("${特定個人情報} = 'yes'", "「特定個人情報」のとき"),
        ("${特定個人情報} != 'no'", "「特定個人情報」のとき"),
        ("${特定個人情報} = 'no'", "「特定個人情報」以外のとき"),
        ("${検査方法} = 'paper'", "検査方法が「書面」のとき"),
        (
            "${検査方法} != 'paper' and ${AAA-01} = 'conforming'",
            "検査方法が「書面」以外かつAAA-01が「適」のとき",
        ),
        (
            "selected(${媒体}, 'data') or ${AAA-01} = 'nonconforming'",
            "媒体が「電子」又はAAA-01が「不適」のとき",
        ),
        ("${AAA-02.state} = 'y'", "AAA-02 数が「ある」のとき"),
        ("${人数} > 100", "${人数} > 100のとき"),
        ("${人数} = 'many'", "${人数} = 'many'のとき"),
        ("${AAA-01} = 'odd'", "${AAA-01} = 'odd'のとき"),
        ("${ROOM} = '2'", "${ROOM} = '2'のとき"),
        ("${無い名} = 'yes'", "${無い名} = 'yes'のとき"),
        (
            "${検査方法} = 'paper' or ${AAA-01} = 'conforming' and ${人数} > 1",
            "${検査方法} = 'paper' or ${AAA-01} = 'conforming' and ${人数} > 1のとき",
        ),
        ("not(${特定個人情報} = 'no')", "not(${特定個人情報} = 'no')のとき"),
    ],
)
def test_conditions_are_told_in_plain_words_where_they_are_simple(source: str, told: str) -> None:
    choices = [choice("y", "ある"), choice("n", "ない")]
    document = document_with(
        item("AAA-01"), item("AAA-02", fields=[field("state", "choice", choices=choices)])
    )
    document["sections"].append(
        {"id": "ROOM", "title": both("部屋"), "items": [item("R-01")], "repeats": True}
    )
    assert told_condition(edition_from_document(document), source) == told


def test_a_row_longer_than_a_page_goes_on_and_no_source_is_listed_where_none_is() -> None:
    fields = tuple(BlankField(f"欄{number}") for number in range(90))
    data = blank_data(builtin_editions()[0], BlankHead("吹田市", "", DAY, ()), BlankWish())
    long_item = replace(data.sections[0].items[0], fields=fields)
    section = replace(data.sections[0], items=(long_item,))
    pages = pages_of(print_blank_checklist(replace(data, sections=(section,), sources=())).pdf)
    assert len(pages) > 2
    assert all(f"欄{number}" in "".join(pages) for number in range(90))
    assert "根拠の略号" not in "".join(pages)


def test_bookmarks_lead_to_each_section() -> None:
    edition = builtin_editions()[0]
    with pikepdf.open(BytesIO(printed(edition))) as document, document.open_outline() as outline:
        titles = [child.title for child in outline.root[0].children]
    assert [title.split("　")[0] for title in titles][: len(edition.sections)] == [
        s.id for s in edition.sections
    ]


# through the services


@pytest.fixture
def service(desk: Desk) -> PrintedChecklists:
    adopt_editions(desk)
    return PrintedChecklists(desk)


def test_an_edition_is_printed_alone(service: PrintedChecklists) -> None:
    edition_id = service.list_editions()[0].id
    paper = service.print_blank(edition_id)
    assert paper.pdf == service.print_blank(edition_id).pdf
    assert paper.warnings == ()
    assert service.print_blank(edition_id, is_roomy=True).page_count > paper.page_count


def planned(desk: Desk, edition_id: UUID | None = None) -> UUID:
    contract_id = make_contract(desk, number="R8-077", handles_specific=False)
    change = InspectionsService(desk).plan_inspection(
        PlanDraft(
            contract_id,
            dt.date(2026, 11, 26),
            place_id=make_place(desk, contract_id),
            inspectors=(InspectorDraft("検査 太郎", "主事", is_lead=True), InspectorDraft("検査 花子")),
            edition_id=edition_id,
        )
    )
    assert change.row_id is not None
    return change.row_id


def test_a_planned_inspection_fills_in_its_head_and_its_facts(desk: Desk, service: PrintedChecklists) -> None:
    inspections, inspection_id = InspectionsService(desk), planned(desk)
    paper = inspections.print_blank(inspection_id)
    first, *_others = pages_of(paper.pdf)
    for told in (
        "R8-0001",
        "R8-077",
        "令和8年11月26日（木）",
        "検査太郎、検査花子",
        "認定事務センター2階作業室",
    ):
        assert told in first, told
    assert "「特定個人情報（個人番号を含む個人情報）を取り扱う」のとき" not in solid(text_of(paper.pdf))
    inspections.start(inspection_id)
    assert inspections.print_blank(inspection_id, is_roomy=True).page_count > paper.page_count


def test_an_inspection_prints_its_own_edition(desk: Desk, service: PrintedChecklists) -> None:
    with desk.writing(Deed.EDIT_CHECKLIST, "checklist.adopt") as session:
        edition_id = adopt(session, desk.clock, every_kind())
    service.put_in_use(edition_id)
    pdf = InspectionsService(desk).print_blank(planned(desk, edition_id), parts=2).pdf
    assert solid(text_of(pdf)).count("ROOM-01") == 2
