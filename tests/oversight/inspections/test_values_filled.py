"""Items answered by their value, choices and sections that repeat, from the answer to the printed record."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from oversight.checklist import Bilingual, Choice, ExtraField, FieldKind, Need
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    EvidenceDraft,
    EvidenceKind,
    InspectionsService,
    InspectorDraft,
    Mark,
    PlanDraft,
)
from oversight.inspections.reading import with_pictures_marked
from oversight.inspections.value_words import spoken_value
from oversight.journal import JournalService
from oversight.words import speaking, use_language
from tests.editions import adopt_document, choice, rooms_document
from tests.factories import make_contract, make_place
from tests.oversight.checklist.conftest import both, document_with, field, item
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.papers.sample_record import drawn_photo

DAY = dt.date(2026, 11, 24)
JPEG = drawn_photo(1)


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    return InspectionsService(desk)


def started(service: InspectionsService, desk: Desk, document: dict[str, Any] | None = None) -> UUID:
    adopt_document(desk, document or rooms_document())
    draft = PlanDraft(make_contract(desk), DAY, inspectors=(InspectorDraft("福井 太郎", is_lead=True),))
    planned = service.plan_inspection(draft).row_id
    assert planned is not None
    service.start(planned)
    return planned


def put(service: InspectionsService, inspection_id: UUID, item_id: str, value: Any, **more: Any) -> None:
    service.save_answer(inspection_id, item_id, AnswerDraft(values={"value": value}, **more))


def mark_of(service: InspectionsService, inspection_id: UUID, item_id: str) -> Mark | None:
    return service.get_inspection(inspection_id).answers[item_id].draft.mark


def fill(service: InspectionsService, inspection_id: UUID, rooms: int = 1) -> None:
    service.save_answer(inspection_id, "BLD-00", AnswerDraft(mark=Mark.CONFORMING))
    fill_rest(service, inspection_id, rooms)


def fill_rest(service: InspectionsService, inspection_id: UUID, rooms: int = 1) -> None:
    values = {"BLD-01": 3, "BLD-02": "山﨑 恵", "BLD-03": "2026-11-20", "BLD-04": "cloud"}
    for item_id, value in values.items():
        put(service, inspection_id, item_id, value)
    service.add_photo(inspection_id, "BLD-06", content=JPEG, file_name="外観.jpg")
    for number in range(1, rooms + 1):
        end = "" if number == 1 else f"#{number}"
        put(service, inspection_id, f"ROOM-01{end}", f"第{number}保管室")
        put(service, inspection_id, f"ROOM-02{end}", "yes")


def finalise(service: InspectionsService, inspection_id: UUID) -> UUID:
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵", "所長")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好である。")
    assert service.list_gaps(inspection_id) == ()
    return service.finalise(inspection_id).record_id


def gap_of(service: InspectionsService, inspection_id: UUID, item_id: str) -> list[str]:
    return [each.sentence for each in service.list_gaps(inspection_id) if each.item_id == item_id]


def test_a_value_gives_its_item_the_mark_and_taking_it_away_takes_the_mark(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    put(service, inspection_id, "BLD-01", 0)
    assert mark_of(service, inspection_id, "BLD-01") is Mark.RECORDED
    assert service.list_progress(service.get_inspection(inspection_id))[0].answered == 1
    assert service.list_inspections()[0].answered == 1
    service.save_answer(inspection_id, "BLD-01", AnswerDraft(mark=Mark.RECORDED))
    assert mark_of(service, inspection_id, "BLD-01") is None
    assert service.list_inspections()[0].answered == 0


def test_what_nobody_can_fill_in_is_not_applicable_with_a_reason(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    fill(service, inspection_id)
    put(service, inspection_id, "BLD-02", "鍵屋 次郎", mark=Mark.NOT_APPLICABLE)
    assert gap_of(service, inspection_id, "BLD-02") == ["BLD-02: 非該当ですが、理由がありません。"]
    put(
        service, inspection_id, "BLD-02", "鍵屋 次郎", mark=Mark.NOT_APPLICABLE, reason="管理者を置いていない"
    )
    text = solid(text_of(service.print_record(finalise(service, inspection_id)).pdf))
    assert "管理者を置いていない" in text
    assert "鍵屋" not in text


def test_no_mark_makes_an_item_recorded_that_is_answered_by_marks(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    service.save_answer(inspection_id, "BLD-00", AnswerDraft(mark=Mark.RECORDED))
    assert mark_of(service, inspection_id, "BLD-00") is None


def test_required_values_are_owed_and_advised_ones_are_not(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    owed = {each.item_id for each in service.list_gaps(inspection_id)}
    assert {"BLD-00", "BLD-01", "BLD-02", "BLD-03", "BLD-04", "BLD-06", "ROOM-01", "ROOM-02"} <= owed
    assert "BLD-05" not in owed


@pytest.mark.parametrize(
    ("item_id", "value", "why"),
    [
        ("BLD-01", 61, "60"),
        ("BLD-01", "三", "形"),
        ("BLD-03", "2026-11-25", "点検日は今日までの日です。"),
        ("BLD-03", "11月", "形"),
        ("BLD-04", "stone", "選べる答え"),
        ("BLD-04", "cloud", "選べる答え"),
        ("BLD-05", "paper stone", "選べる答え"),
    ],
)
def test_what_is_not_allowed_is_refused_at_its_field(
    service: InspectionsService, desk: Desk, item_id: str, value: Any, why: str
) -> None:
    inspection_id = started(service, desk)
    with pytest.raises(RefusedError, match=why) as refusal:
        put(service, inspection_id, item_id, value)
    assert refusal.value.field == "value"
    assert service.get_inspection(inspection_id).answers == {}


def test_an_answer_that_a_later_one_takes_the_ground_from_is_a_gap(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    fill(service, inspection_id)
    put(service, inspection_id, "BLD-01", 1)
    assert gap_of(service, inspection_id, "BLD-04") == ["BLD-04: 「主な媒体」: 選べる答えの中にありません。"]
    put(service, inspection_id, "BLD-04", "cloud", note="他の欄は直せる")
    put(service, inspection_id, "BLD-04", "paper")
    assert gap_of(service, inspection_id, "BLD-04") == []


def test_a_photo_answers_its_item_and_taking_it_out_leaves_it_open(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    photo = service.add_photo(inspection_id, "BLD-06", content=JPEG, file_name="a.jpg").row_id
    assert photo is not None
    assert mark_of(service, inspection_id, "BLD-06") is Mark.RECORDED
    assert service.list_inspections()[0].answered == 1
    service.withdraw_photo(photo)
    assert mark_of(service, inspection_id, "BLD-06") is None
    assert service.list_inspections()[0].answered == 0


def test_before_a_photo_is_saved_the_window_marks_its_item_as_the_store_will(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    before = service.get_inspection(inspection_id)
    photo = service.add_photo(inspection_id, "BLD-06", content=JPEG, file_name="a.jpg").row_id
    after = service.get_inspection(inspection_id)
    moment = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    ahead = with_pictures_marked(replace(before, photos=after.photos), moment, "係長")
    assert ahead.answers["BLD-06"].draft == after.answers["BLD-06"].draft
    assert with_pictures_marked(after, moment, "係長").answers == after.answers
    assert photo is not None
    assert with_pictures_marked(replace(after, photos=()), moment, "").answers["BLD-06"].draft.mark is None


def test_a_value_taken_out_is_no_wrong_value(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    put(service, inspection_id, "BLD-01", 3)
    put(service, inspection_id, "BLD-01", None)
    assert mark_of(service, inspection_id, "BLD-01") is None
    put(service, inspection_id, "BLD-01", "")
    assert mark_of(service, inspection_id, "BLD-01") is None


def test_a_section_of_which_nothing_is_asked_has_no_progress(service: InspectionsService, desk: Desk) -> None:
    document = document_with(item("A-01"))
    hidden = {"id": "B", "title": both("尋ねない区分"), "items": [item("B-01", "${特定個人情報} = 'yes'")]}
    document["sections"].append(hidden)
    detail = service.get_inspection(started(service, desk, document))
    assert [row.section_id for row in service.list_progress(detail)] == ["AAA"]


def test_words_that_are_no_choice_are_told_as_they_stand() -> None:
    offered = tuple(Choice(word, Bilingual(word, f"{word} in English")) for word in ("紙", "電子"))
    asked = ExtraField("media", FieldKind.CHOICES, Bilingual("媒体"), Need.REQUIRED, choices=offered)
    with speaking("en"):
        assert spoken_value(asked, "電子") == "電子 in English"
        assert spoken_value(asked, "磁気") == "磁気"


def test_where_photos_are_forbidden_other_evidence_answers(service: InspectionsService, desk: Desk) -> None:
    adopt_document(desk, rooms_document())
    contract_id = make_contract(desk)
    place_id = make_place(desk, contract_id, photography_forbidden=True)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    inspection_id = service.plan_inspection(
        PlanDraft(contract_id, DAY, place_id=place_id, inspectors=lead)
    ).row_id
    assert inspection_id is not None
    service.start(inspection_id)
    assert "撮影禁止" in gap_of(service, inspection_id, "BLD-06")[0]
    draft = EvidenceDraft(kind=EvidenceKind.DOCUMENT, subject="配置図", number="7")
    service.add_evidence(inspection_id, "BLD-06", draft)
    assert mark_of(service, inspection_id, "BLD-06") is Mark.RECORDED
    assert gap_of(service, inspection_id, "BLD-06") == []


def test_rooms_are_added_and_the_last_is_taken_out_and_brought_back(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    service.add_part(inspection_id, "ROOM")
    fill(service, inspection_id, rooms=2)
    photo = service.add_photo(inspection_id, "ROOM-01#2", content=JPEG, file_name="a.jpg").row_id
    taken = service.add_photo(inspection_id, "ROOM-01#2", content=JPEG, file_name="b.jpg").row_id
    assert photo is not None
    assert taken is not None
    service.withdraw_photo(taken, reason="ぶれている")
    before = service.get_inspection(inspection_id)
    assert [one.title.ja for one in before.edition.sections] == ["建物", "部屋 (1)", "部屋 (2)"]
    service.drop_part(inspection_id, "ROOM")
    without = service.get_inspection(inspection_id)
    assert [one.title.ja for one in without.edition.sections] == ["建物", "部屋"]
    assert "ROOM-01#2" not in without.answers
    assert without.photos == before.photos[:1]
    service.add_part(inspection_id, "ROOM")
    again = service.get_inspection(inspection_id)
    assert again.answers == before.answers
    assert again.photos == before.photos  # the one taken out by hand stays out


def test_there_may_be_no_room_at_all_and_conditions_still_hold(
    service: InspectionsService, desk: Desk
) -> None:
    document = rooms_document()
    asked = [item("END-01", "count(${ROOM}) = 0"), item("END-02", "${ROOM-02} = 'no'")]
    document["sections"].append({"id": "END", "title": both("終わり", "End"), "items": asked})
    inspection_id = started(service, desk, document)
    service.drop_part(inspection_id, "ROOM")
    detail = service.get_inspection(inspection_id)
    assert not [each for each in detail.asked if each.startswith("ROOM")]
    assert [each for each in detail.asked if each.startswith("END")] == ["END-01"]
    with pytest.raises(RefusedError, match="1つもありません"):
        service.drop_part(inspection_id, "ROOM")


def test_no_more_rooms_are_added_than_an_inspection_takes(
    service: InspectionsService, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection_id = started(service, desk)
    monkeypatch.setattr("oversight.inspections.parts.MOST_PARTS", 2)
    service.add_part(inspection_id, "ROOM")
    with pytest.raises(RefusedError, match="2まで"):
        service.add_part(inspection_id, "ROOM")


@pytest.mark.parametrize("section_id", ["BLD", "NONE"])
def test_only_what_the_inspector_adds_to_grows(
    service: InspectionsService, desk: Desk, section_id: str
) -> None:
    inspection_id = started(service, desk)
    with pytest.raises(RefusedError, match="検査員が増やしたり"):
        service.add_part(inspection_id, section_id)


def test_a_count_among_the_answers_lays_out_the_rooms(service: InspectionsService, desk: Desk) -> None:
    document = rooms_document()
    document["sections"][1]["repeat_count"] = "${BLD-01}"
    inspection_id = started(service, desk, document)
    assert service.get_inspection(inspection_id).edition.sections[-1].id == "BLD"
    put(service, inspection_id, "BLD-01", 2)
    put(service, inspection_id, "ROOM-01#2", "第2保管室")
    put(service, inspection_id, "BLD-01", 1)
    assert "ROOM-01#2" not in service.get_inspection(inspection_id).asked
    with pytest.raises(RefusedError, match="点検表にありません"):
        put(service, inspection_id, "ROOM-01#2", "他の部屋")
    put(service, inspection_id, "BLD-01", 2)
    assert service.get_inspection(inspection_id).answers["ROOM-01#2"].draft.values == {"value": "第2保管室"}


def test_the_record_tells_values_choices_and_rooms_in_both_languages(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    service.add_part(inspection_id, "ROOM")
    fill(service, inspection_id, rooms=2)
    put(service, inspection_id, "BLD-05", "cloud paper")
    put(service, inspection_id, "BLD-02", "長い名前" * 200)
    record_id = finalise(service, inspection_id)
    detail = service.get_inspection(inspection_id)
    ja = solid(text_of(service.print_record(record_id).pdf))
    with speaking("en"):
        use_language("en")
        en = text_of(service.print_record(record_id).pdf)
        use_language("ja")
    for told in (
        "3階",
        "令和8年11月20日",
        "クラウド",
        "紙、クラウド",
        "部屋(1)",
        "部屋(2)",
        "第2保管室",
        "記入",
    ):
        assert told in ja
    assert "長い名前" * 20 in ja
    for told in ("3 floors", "Cloud", "Paper", "Room (2)", "Name of the room"):
        assert told in " ".join(en.split())
    assert detail.edition_id == service.get_inspection(inspection_id).edition_id


def test_a_finding_in_a_room_is_cited_by_its_part(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    service.add_part(inspection_id, "ROOM")
    fill(service, inspection_id, rooms=2)
    put(service, inspection_id, "ROOM-02#2", "no")
    found = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="見張りがいない。")
    service.save_answer(inspection_id, "ROOM-03#2", found)
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵")])
    service.conclude(inspection_id, conclusion=Conclusion.NEEDS_IMPROVEMENT, closing_talk="改善を要する。")
    record_id = service.finalise(inspection_id).record_id
    text = solid(text_of(service.print_record(record_id).pdf))
    assert "ROOM-03#2" in text
    assert "鍵のない部屋の見張り" in text


def test_next_year_the_value_stands_beside_as_it_was_told(
    service: InspectionsService, desk: Desk, clock: FixedClock
) -> None:
    inspection_id = started(service, desk)
    fill(service, inspection_id)
    finalise(service, inspection_id)
    contract_id = service.get_inspection(inspection_id).contract_id
    clock.moment += dt.timedelta(days=365)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    again = service.plan_inspection(PlanDraft(contract_id, desk.today(), inspectors=lead)).row_id
    assert again is not None
    service.start(again)
    previous = service.get_inspection(again).previous
    assert (previous["BLD-01"].mark, previous["BLD-01"].text) == (Mark.RECORDED, "3 階")
    assert previous["BLD-04"].text == "クラウド"
    assert previous["BLD-03"].text == "令和8年11月20日"
    assert previous["BLD-06"].text == ""


def test_adding_a_room_is_journalled(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    service.add_part(inspection_id, "ROOM")
    newest = JournalService(desk).list_entries(subject="inspection")[0]
    assert (newest.deed, newest.action) == ("実地検査: 繰り返しの数の変更", "変更")


def test_a_form_in_one_language_with_long_names_prints_whole_in_both(
    service: InspectionsService, desk: Desk
) -> None:
    document = rooms_document()
    name = "household_respondent_confirms_that_the_storage_room_is_locked"
    for section in document["sections"]:
        del section["title"]["en"]
        for each in section["items"]:
            del each["title"]["en"]
            for own in each.get("fields", ()):
                del own["label"]["en"]
                for offered in own.get("choices", ()):
                    del offered["label"]["en"]
    document["sections"][0]["items"][0]["id"] = name
    inspection_id = started(service, desk, document)
    service.save_answer(inspection_id, name, AnswerDraft(mark=Mark.CONFORMING))
    fill_rest(service, inspection_id)
    record_id = finalise(service, inspection_id)
    for language in ("ja", "en"):
        with speaking(language):
            text = solid(text_of(service.print_record(record_id).pdf))
        assert name in text.replace("-", "")
        assert "主な媒体" in text
        assert "クラウド" in text


def test_choices_whose_words_hold_a_comma_are_told_apart_in_english(
    service: InspectionsService, desk: Desk
) -> None:
    document = rooms_document()
    labels = (("紙、図面", "Paper"), ("紙", "Sheets"), ("クラウド", "Cloud"))
    for offered, (ja, en) in zip(
        document["sections"][0]["items"][5]["fields"][0]["choices"], labels, strict=True
    ):
        offered["label"] = {"ja": ja, "en": en}
    inspection_id = started(service, desk, document)
    fill(service, inspection_id)
    put(service, inspection_id, "BLD-05", "paper cloud")
    record_id = finalise(service, inspection_id)
    with speaking("en"):
        text = " ".join(text_of(service.print_record(record_id).pdf).split())
    assert "Paper, Cloud" in text


def test_a_marked_item_owes_its_required_choice_too(service: InspectionsService, desk: Desk) -> None:
    document = rooms_document()
    own = field("how", "choice", choices=[choice("key", "鍵", "Key"), choice("card", "カード", "Card")])
    document["sections"][0]["items"][0]["fields"] = [own]
    inspection_id = started(service, desk, document)
    fill(service, inspection_id)
    gaps = [each for each in service.list_gaps(inspection_id) if each.item_id == "BLD-00"]
    assert [each.field_id for each in gaps] == ["how"]
    service.save_answer(inspection_id, "BLD-00", AnswerDraft(mark=Mark.CONFORMING, values={"how": "card"}))
    assert mark_of(service, inspection_id, "BLD-00") is Mark.CONFORMING
    assert "数：カード" in solid(text_of(service.print_record(finalise(service, inspection_id)).pdf))


def test_a_photo_leaves_what_is_not_applicable_as_it_is(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    draft = AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="立ち入れない")
    service.save_answer(inspection_id, "BLD-06", draft)
    service.add_photo(inspection_id, "BLD-06", content=JPEG, file_name="a.jpg")
    assert service.get_inspection(inspection_id).answers["BLD-06"].draft == draft
