"""An open inspection moves to another edition and loses nothing; a recorded one never moves."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight.checklist.differences import DifferenceKind
from oversight.clock import FixedClock
from oversight.corrections import CorrectionLettersService
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.findings import FindingsService
from oversight.inspections import (
    AnswerDraft,
    Fate,
    InspectionsService,
    InspectionState,
    InspectorDraft,
    Mark,
    PlanDraft,
)
from oversight.journal import JournalService
from oversight.words import speaking
from tests.editions import Document, adopt_document, choice, rooms_document, valued
from tests.factories import make_contract
from tests.oversight.checklist.conftest import both, document_with, item
from tests.oversight.inspections.signed_site import SignedSite, make_site
from tests.oversight.inspections.test_values_filled import DAY, JPEG, fill, finalise, put
from tests.oversight.papers.reading_pdf import text_of

LEAD = (InspectorDraft("福井 太郎", is_lead=True),)


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    return InspectionsService(desk)


def planned(service: InspectionsService, contract_id: UUID) -> UUID:
    planned = service.plan_inspection(PlanDraft(contract_id, DAY, inspectors=LEAD)).row_id
    assert planned is not None
    return planned


def started(service: InspectionsService, desk: Desk) -> UUID:
    adopt_document(desk, rooms_document())
    inspection_id = planned(service, make_contract(desk))
    service.start(inspection_id)
    return inspection_id


def next_edition(desk: Desk) -> UUID:
    """Adopt an edition that renames, retypes, takes out, moves and adds items."""
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(minutes=1)
    document = deepcopy(rooms_document(2))
    building, rooms = document["sections"]
    building["items"][0]["title"] = both("出入口の施錠", "Doors locked")
    building["items"][1] = valued("BLD-01", "階数", "Floors", "text")
    building["items"][4] = item("BLD-04", title=both("媒体の保管", "Keeping of media"))
    del building["items"][2]
    rooms["items"].append(valued("ROOM-04", "広さ", "Area", "number"))
    document["sections"] = [rooms, building]
    return adopt_document(desk, document)


def test_what_a_move_changes_is_told_before_it(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    fill(service, inspection_id)
    edition_id = next_edition(desk)
    assert [line.id for line in service.list_newer_editions(inspection_id)] == [edition_id]
    preview = service.preview_move(inspection_id, edition_id)
    assert preview.number_in_words == "第2版"
    kinds = {(each.kind, each.place) for each in preview.differences}
    assert {(DifferenceKind.REMOVED, "BLD-02"), (DifferenceKind.ADDED, "ROOM-04")} <= kinds
    assert any(each.is_retyped and each.place == "BLD-04" for each in preview.differences)
    dropped = {each.item_id: each.lost for each in preview.of(Fate.VALUE_DROPPED)}
    assert dropped == {"BLD-01": "記入済、階数「3 階」", "BLD-04": "記入済、主な媒体「クラウド」"}
    assert [(each.item_id, each.lost) for each in preview.of(Fate.NOT_ASKED)] == [
        ("BLD-02", "記入済、管理者「山﨑 恵」")
    ]
    assert [each.item_id for each in preview.of(Fate.NEW)] == ["ROOM-04"]
    assert {each.item_id for each in preview.of(Fate.KEPT)} == {
        "BLD-00",
        "BLD-03",
        "BLD-06",
        "ROOM-01",
        "ROOM-02",
    }
    assert {each.title for each in preview.of(Fate.KEPT)} >= {"出入口の施錠"}


def test_after_a_move_the_new_edition_asks_and_after_moving_back_all_is_there(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk)
    service.add_part(inspection_id, "ROOM")
    fill(service, inspection_id, rooms=2)
    before = service.get_inspection(inspection_id)
    edition_id = next_edition(desk)
    service.move_to_edition(inspection_id, edition_id)
    moved = service.get_inspection(inspection_id)
    assert moved.edition.number == 2
    assert moved.asked[:2] == ("ROOM-01", "ROOM-02")
    assert "ROOM-04#2" in moved.asked
    assert moved.answers["BLD-04"].draft.mark is None
    assert moved.answers["BLD-01"].draft.values == {}
    service.save_answer(inspection_id, "BLD-04", AnswerDraft(mark=Mark.CONFORMING))
    service.move_to_edition(inspection_id, before.edition_id)
    again = service.get_inspection(inspection_id)
    assert again.answers["BLD-04"].draft == before.answers["BLD-04"].draft
    assert {**again.answers, "BLD-04": None} == {**before.answers, "BLD-04": None}
    assert again.photos == before.photos


def test_a_moved_inspection_is_recorded_by_its_new_edition(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    fill(service, inspection_id)
    service.move_to_edition(inspection_id, next_edition(desk))
    put(service, inspection_id, "BLD-01", "三階建て")
    put(service, inspection_id, "ROOM-04", 20)
    service.save_answer(inspection_id, "BLD-04", AnswerDraft(mark=Mark.CONFORMING))
    record_id = finalise(service, inspection_id)
    with service._desk.reading() as session:
        from oversight.inspections.printing import read_record

        record, _source = read_record(session, record_id)
    assert record.edition == "部屋の点検表 第2版"
    items = {each.item_id: each for section in record.sections for each in section.items}
    assert "BLD-02" not in items
    assert items["BLD-01"].values == (("階数", "三階建て"),)
    assert items["BLD-04"].values == ()


def test_photos_of_before_answer_an_item_that_asks_for_one_now(
    service: InspectionsService, desk: Desk
) -> None:
    first = document_with(item("PHO-01"), id="pho-1", number=1)
    adopt_document(desk, first, "photos")
    inspection_id = planned(service, make_contract(desk))
    service.start(inspection_id)
    service.add_photo(inspection_id, "PHO-01", content=JPEG, file_name="a.jpg")
    second = document_with(valued("PHO-01", "外観", "Outside", "photo"), id="pho-2", number=2)
    service.move_to_edition(inspection_id, adopt_document(desk, second, "photos"))
    assert service.get_inspection(inspection_id).answers["PHO-01"].draft.mark is Mark.RECORDED
    assert service.list_inspections()[0].answered == 1


def test_a_plan_moves_too_and_the_journal_says_so(service: InspectionsService, desk: Desk) -> None:
    adopt_document(desk, rooms_document())
    inspection_id = planned(service, make_contract(desk))
    edition_id = next_edition(desk)
    service.move_to_edition(inspection_id, edition_id)
    assert service.get_inspection(inspection_id).edition_id == edition_id
    newest = JournalService(desk).list_entries(subject="inspection")[0]
    assert newest.deed == "実地検査: 点検表の版の変更"
    assert service.list_newer_editions(inspection_id) == ()


def test_a_record_and_its_correction_never_move(service: InspectionsService, desk: Desk) -> None:
    inspection_id = started(service, desk)
    fill(service, inspection_id)
    finalise(service, inspection_id)
    edition_id = next_edition(desk)
    for _state in (InspectionState.FINALISED, InspectionState.CORRECTING):
        assert service.list_newer_editions(inspection_id) == ()
        for deed in (service.preview_move, service.move_to_edition):
            with pytest.raises(RefusedError, match="確定した記録"):
                deed(inspection_id, edition_id)
        if _state is InspectionState.FINALISED:
            service.start_correction(inspection_id, reason="誤記")


def test_what_was_called_off_and_what_is_not_in_use_is_refused(
    service: InspectionsService, desk: Desk
) -> None:
    adopt_document(desk, rooms_document())
    contract_id = make_contract(desk)
    inspection_id, other = planned(service, contract_id), planned(service, contract_id)
    now = service.get_inspection(inspection_id).edition_id
    with pytest.raises(RefusedError, match="もうその版"):
        service.move_to_edition(inspection_id, now)
    first = adopt_document(desk, document_with(item("X-01"), id="x-1", number=1), "x", usual=False)
    second = adopt_document(desk, document_with(item("X-02"), id="x-2", number=2), "x", usual=False)
    with pytest.raises(RefusedError, match="今は使われていません"):
        service.move_to_edition(inspection_id, first)
    service.move_to_edition(inspection_id, second)
    service.call_off(other, reason="契約の解除")
    with pytest.raises(RefusedError, match="取り止めた"):
        service.move_to_edition(other, second)


# what an edition may ask of one item, and answers to it
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": st.integers(0, 50),
    "text": st.sampled_from(["甲", "2026-04-01", "paper", "長い答え"]),
    "date": st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)).map(dt.date.isoformat),
    "choice": st.sampled_from(["paper", "disk"]),
    "choices": st.sampled_from(["paper", "disk paper"]),
}
_KINDS = st.sampled_from(["mark", *_VALUES])
_EDITION = st.tuples(
    st.lists(st.tuples(st.integers(1, 6), _KINDS), min_size=1, max_size=6, unique_by=lambda each: each[0]),
    st.booleans(),
)
_MARKS = st.sampled_from([Mark.CONFORMING, Mark.NONCONFORMING, Mark.NOT_APPLICABLE])


def _document(number: int, drawn: tuple[list[tuple[int, str]], bool]) -> Document:
    asked, repeats = drawn
    choices = [choice("paper", "紙", "Paper"), choice("disk", "円盤", "Disk")]
    more: dict[str, dict[str, Any]] = {"choice": {"choices": choices}, "choices": {"choices": choices}}
    items = [
        item(f"P-{at}") if kind == "mark" else valued(f"P-{at}", "値", "Value", kind, **more.get(kind, {}))
        for at, kind in asked
    ]
    document = document_with(*items, id=f"drawn-{number}", number=number)
    document["title"] = both(f"引いた点検表{number}", f"Drawn {number}")
    document["sections"][0] |= {"repeats": True} if repeats else {}
    return document


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), editions=st.lists(_EDITION, min_size=2, max_size=4))
def test_no_answer_is_lost_by_moving_there_and_back(
    service: InspectionsService,
    desk: Desk,
    data: st.DataObject,
    editions: list[tuple[list[tuple[int, str]], bool]],
) -> None:
    assert isinstance(desk.clock, FixedClock)
    adopted = []
    for number, drawn in enumerate(editions, 1):
        desk.clock.moment += dt.timedelta(seconds=1)
        adopted.append(adopt_document(desk, _document(number, drawn), "drawn"))
    contract_id = make_contract(desk, number=f"R8-{desk.clock.moment:%H%M%S}")
    inspection_id = planned(service, contract_id)
    if service.get_inspection(inspection_id).edition_id != adopted[0]:
        service.move_to_edition(inspection_id, adopted[0])
    service.start(inspection_id)
    for at, kind in editions[0][0]:
        if kind == "mark":
            draft = AnswerDraft(mark=data.draw(_MARKS), finding_text="事実", reason="理由")
        else:
            draft = AnswerDraft(values={"value": data.draw(_VALUES[kind])})
        service.save_answer(inspection_id, f"P-{at}", draft)
    before = service.get_inspection(inspection_id)
    for edition_id in (*adopted[1:], adopted[0]):
        if service.get_inspection(inspection_id).edition_id != edition_id:
            service.preview_move(inspection_id, edition_id)
            service.move_to_edition(inspection_id, edition_id)
            service.list_gaps(inspection_id)
    again = service.get_inspection(inspection_id)
    assert again.answers == before.answers
    assert again.asked == before.asked


# a record of last year


def _retype(desk: Desk) -> None:
    """Let the office's next edition of the shipped checklist rename, retype, take out, move, repeat."""
    from models.checklist import SHIPPED_SERIES
    from oversight.checklist import builtin_editions, document_from_edition

    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(days=300)
    document = deepcopy(document_from_edition(builtin_editions()[0]))
    document |= {"id": "next", "number": 2, "title": both("改めた点検表", "Revised")}
    sections = document["sections"]
    for section in sections:
        section["title"] = both(f"改 {section['title']['ja']}", "Revised")
        for asked in section["items"]:
            asked["title"] = both(f"改めた {asked['id']}", f"Revised {asked['id']}")
            for own in asked.get("fields", ()):
                own["label"] = both("改めた欄", "Revised field")
                if own["kind"] == "text":
                    own["kind"] = "date"
        section["items"].reverse()
    gone = sections[-1]["items"].pop(0)
    document["retired"] = [{"id": gone["id"], "title": gone["title"]}]
    leaf = next(one for one in sections[0]["items"] if not one.get("condition"))
    leaf |= {
        "answer": "value",
        "fields": [{"id": "v", "kind": "text", "label": both("値"), "need": "advised"}],
    }
    rooms = {"id": "ROOM", "title": both("部屋", "Room"), "repeats": True, "items": [item("ROOM-01")]}
    rooms["items"][0]["basis"] = deepcopy(leaf["basis"])  # type: ignore[index]
    document["sections"] = [*reversed(sections), rooms]
    adopt_document(desk, document, SHIPPED_SERIES)


def _printed(site: SignedSite) -> list[bytes]:
    """Return the record's paper in both languages, and what is written of its findings and letters."""
    pages = []
    for language in ("ja", "en"):
        with speaking(language):
            pages.append(site.inspections.print_record(site.record_id).pdf)
            sheet = site.signatures.read_sheet(site.record_id)
            pages.append(repr(replace(sheet.record)).encode())
    letters, findings = CorrectionLettersService(site.desk), FindingsService(site.desk).list_findings()
    for finding in findings:
        pages += [letters.print_letter(each.letter_id).pdf for each in letters.list_letters(finding.id)]
    return pages


def test_last_years_record_prints_the_same_bytes_after_the_checklist_changed(desk: Desk) -> None:
    site = make_site(desk, failing="DEV-01")
    site.inspections.start_correction(site.inspection_id, reason="写真の追加")
    site.inspections.add_photo(site.inspection_id, "DEV-01", content=JPEG, file_name="机3番.jpg")
    site.inspections.finalise(site.inspection_id)
    site.sign_all()
    letters, finding = CorrectionLettersService(desk), FindingsService(desk).list_findings()[0]
    letters.make_request([finding.id], issued_on=desk.today())
    letters.make_result(site.inspection_id, issued_on=desk.today())
    before, seen = _printed(site), site.inspections.get_inspection(site.inspection_id)
    _retype(desk)
    assert _printed(site) == before
    late = letters.make_request([finding.id], issued_on=desk.today())
    assert "改めた" not in text_of(letters.print_letter(late.letter_id).pdf)
    assert all(each.is_unchanged for each in site.signatures.check_all())
    after = site.inspections.get_inspection(site.inspection_id)
    assert (after.edition, after.asked, after.answers) == (seen.edition, seen.asked, seen.answers)
    assert after.edition.number == 1
