"""A workbook drafted upon an earlier edition: ids stay, new ones are new, what is gone is retired."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import openpyxl
import pytest

from oversight.checklist import Edition, builtin_editions, edition_from_document, lint_document
from oversight.checklist.schema import schema_faults
from oversight.checklist.workbook import WorkbookDraft, draft_from, house_workbook, understand
from tests.oversight.checklist.workbook.offices import HUM, ORG, saved

TODAY = dt.date(2026, 12, 1)
Row = tuple[object, ...]
HEADINGS: Row = ("区分", "番号", "点検項目", "根拠", "重要度", "English", "判定")


def drafted(*rows: Row, based_on: Edition | None = None, headings: Row = HEADINGS) -> WorkbookDraft:
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.worksheets[0].append(list(row))
    return draft_from(
        understand(saved(book), file_name="a.xlsx"), title="本市点検表", today=TODAY, based_on=based_on
    )


def rows_with(*titles: str, section: str = "組織体制") -> list[Row]:
    return [(section, at, title) for at, title in enumerate(titles, start=1)]


def base(**more: Any) -> Edition:
    document = copy.deepcopy(drafted(*rows_with(*ORG)).document)
    document["sections"][0]["items"][0] |= {
        "title": {"ja": ORG[0], "en": "Are there rules?"},
        "look_at": {"ja": "規程", "en": "Rules"},
        "severity": "A",
        "condition": "${再委託} != 'no'",
        "fields": [{"id": "made_on", "kind": "date", "label": {"ja": "制定日"}, "need": "required"}],
        "basis": [{"source": "C12", "clause": {"ja": "第5(4)"}}],
    }
    document["facts"] = [{"name": "再委託", "kind": "yes_no", "label": {"ja": "再委託がある"}}]
    document["sources"].append({"id": "C12", "title": {"ja": "特記事項"}, "as_of": "2026-11-23"})
    return edition_from_document({**document, **more})


def ids(draft: WorkbookDraft) -> list[str]:
    return [item["id"] for part in draft.document["sections"] for item in part["items"]]


def first(draft: WorkbookDraft) -> dict[str, Any]:
    item: dict[str, Any] = draft.document["sections"][0]["items"][0]
    return item


def test_what_the_workbook_does_not_say_stays() -> None:
    draft = drafted(*rows_with(*ORG), based_on=base())
    item = first(draft)
    assert (item["severity"], item["condition"]) == ("A", "${再委託} != 'no'")
    assert item["fields"][0]["id"] == "made_on"
    assert item["title"]["en"] == "Are there rules?"
    assert item["basis"] == [{"source": "C12", "as_of": "2026-11-23", "clause": {"ja": "第5(4)"}}]
    assert draft.document["facts"][0]["name"] == "再委託"
    assert draft.document["number"] == 2
    assert lint_document(draft.document) == ()


def test_a_question_in_other_words_at_its_place_keeps_its_id_and_its_english_is_to_be_looked_at() -> None:
    changed = ORG[0].replace("整備しているか", "整備し、周知しているか")
    draft = drafted(*rows_with(changed, *ORG[1:]), based_on=base())
    assert ids(draft) == ["S01-01", "S01-02", "S01-03"]
    assert first(draft)["title"] == {"ja": changed, "en": "Are there rules?"}
    assert [(note.row, "英語" in note.sentence) for note in draft.notes] == [(2, True)]


def test_items_keep_their_ids_wherever_they_move() -> None:
    draft = drafted(*rows_with(ORG[2], section="台帳"), *rows_with(ORG[1], ORG[0]), based_on=base())
    assert ids(draft) == ["S01-03", "S01-02", "S01-01"]
    assert len({part["id"] for part in draft.document["sections"]}) == 2


def test_an_item_not_found_is_retired_and_its_id_never_given_again() -> None:
    draft = drafted(*rows_with(*ORG[:2], *HUM), based_on=base())
    assert ids(draft) == ["S01-01", "S01-02", "S01-04", "S01-05"]
    assert [one["id"] for one in draft.document["retired"]] == ["S01-03"]
    assert any("S01-03" in note.sentence for note in draft.notes)
    again = drafted(*rows_with(ORG[0], "鍵を返しているか。"), based_on=edition_from_document(draft.document))
    assert ids(again) == ["S01-01", "S01-06"]
    assert {one["id"] for one in again.document["retired"]} == {"S01-02", "S01-03", "S01-04", "S01-05"}


def test_the_id_written_as_the_number_finds_the_item_whatever_the_words() -> None:
    draft = drafted(("他", "S01-02", "まったく別の文か。"), based_on=base())
    assert ids(draft) == ["S01-02"]


def test_a_new_section_takes_an_id_of_its_own() -> None:
    draft = drafted(*rows_with(*ORG), *rows_with(*HUM, section="従事者"), based_on=base())
    assert [part["id"] for part in draft.document["sections"]] == ["S01", "S02"]
    odd = base(sections=[{**copy.deepcopy(first_section()), "id": "1.a"}])
    assert ids(drafted(*rows_with(*ORG, "鍵を返しているか。"), based_on=odd))[-1] == "S1_a-01"


def first_section() -> dict[str, Any]:
    section: dict[str, Any] = drafted(*rows_with(*ORG)).document["sections"][0]
    return section


def test_a_section_under_another_name_is_known_by_its_items_and_keeps_that_it_repeats() -> None:
    known = base(sections=[{**copy.deepcopy(first_section()), "repeats": True}])
    draft = drafted(*rows_with(*ORG, section="管理の体制"), based_on=known)
    section = draft.document["sections"][0]
    assert (section["id"], section["title"]["ja"], section["repeats"]) == ("S01", "管理の体制", True)


def test_basis_severity_and_english_of_the_workbook_count() -> None:
    draft = drafted(
        ("体制", 1, ORG[0], "特記事項 第5(4)", "高", "Rules?"),
        ("体制", 2, ORG[1], "契約書第9条", "軽微"),
        ("体制", 3, ORG[2], None, "？"),
        based_on=base(),
    )
    items = draft.document["sections"][0]["items"]
    assert items[0]["basis"][0]["source"] == "C12"
    assert items[0]["title"]["en"] == "Rules?"
    assert items[1]["basis"] == [{"source": "BOOK", "clause": {"ja": "契約書第9条"}}]
    assert [item["severity"] for item in items] == ["A", "C", "B"]
    assert any("「？」" in note.sentence for note in draft.notes)


def test_the_title_of_the_file_stands_where_none_is_given() -> None:
    book = openpyxl.Workbook()
    for row in (HEADINGS, *rows_with(*ORG)):
        book.worksheets[0].append(list(row))
    understood = understand(saved(book), file_name="様式第3号.xlsx")
    draft = draft_from(understood, title=" ", today=TODAY)
    assert draft.document["title"] == {"ja": "様式第3号"}
    assert draft_from(understood, title="別の題", today=TODAY).document["id"] != draft.document["id"]


def test_sections_in_two_columns_and_nested_rows_are_told_with_what_they_stand_under() -> None:
    two = drafted(
        ("安全", "組織", 1, ORG[0]),
        (None, None, 2, ORG[1]),
        (None, "人", 3, HUM[0]),
        ("再委託", None, 4, HUM[1]),
        headings=("大項目", "中項目", "番号", "点検項目"),
    )
    titles = [part["title"]["ja"] for part in two.document["sections"]]
    assert titles == ["安全 組織", "安全 人", "再委託"]
    nested = drafted(
        ("Ⅰ　安全管理", None),
        ("(1) 組織", None),
        (None, "ア", ORG[0]),
        ("(2) 人", None),
        (None, "ア", HUM[0]),
        ("Ⅱ　再委託", None),
        (None, "ア", HUM[1]),
        headings=("区分名", "番号", "点検項目", "判定"),
    )
    titles = [part["title"]["ja"] for part in nested.document["sections"]]
    assert titles == ["Ⅰ　安全管理 (1) 組織", "Ⅰ　安全管理 (2) 人", "Ⅱ　再委託"]


def test_a_number_that_leads_the_question_is_parted_from_it() -> None:
    draft = drafted(
        ("第1 組織",),
        ("１．" + ORG[0],),
        ("２．" + ORG[1],),
        ("【人】",),
        ("(1) " + HUM[0], "○"),
        headings=("確認事項", "結果"),
    )
    sections = draft.document["sections"]
    assert [part["title"]["ja"] for part in sections] == ["第1 組織", "【人】"]
    assert [item["title"]["ja"] for part in sections for item in part["items"]] == [*ORG[:2], HUM[0]]
    assert draft.layout["items"][0]["question"] == {"cells": ["A3"], "text": ORG[0], "before": "１．"}


@pytest.mark.parametrize("edition", builtin_editions())
def test_the_house_edition_goes_out_and_comes_back_the_same(edition: Edition) -> None:
    understood = understand(house_workbook(edition), file_name="a.xlsx")
    draft = draft_from(understood, title=edition.title.ja, today=TODAY, based_on=edition)
    assert list(schema_faults(draft.document)) == []
    back = edition_from_document(draft.document)
    assert [section.title for section in back.sections] == [section.title for section in edition.sections]
    assert back.items == edition.items
    assert (back.facts, back.sources, back.retired) == (edition.facts, edition.sources, edition.retired)
    assert draft.notes == ()


def test_a_new_section_does_not_take_the_id_of_one_that_stands_elsewhere() -> None:
    known = edition_from_document(drafted(*rows_with(*ORG), *rows_with(HUM[0], section="従事者")).document)
    draft = drafted(
        *rows_with(*ORG),
        *rows_with("鍵を返しているか。", section="鍵"),
        *rows_with(HUM[0], section="従事者"),
        based_on=known,
    )
    assert [part["id"] for part in draft.document["sections"]] == ["S01", "S03", "S02"]
