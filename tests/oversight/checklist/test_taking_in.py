"""A file becomes a draft and an edition a file: whichever kind it is, whole or not at all."""

from __future__ import annotations

import copy
import datetime as dt
import io
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
import yaml

from models.department import Role
from oversight.checklist import builtin_editions
from oversight.checklist.giving_out import GIVEN_WORDS, GivenAs, file_name_of, give_out
from oversight.checklist.rows import DraftDetail
from oversight.checklist.service import ChecklistsService
from oversight.checklist.taking_in import (
    KIND_WORDS,
    FileKind,
    FileRefusedError,
    drafted,
    look_into,
    read_chosen,
)
from oversight.checklist.told_notes import LOSS_WORDS, Loss, ToldNote
from oversight.checklist.workbook import ColumnRole, with_role
from oversight.desk import Desk
from oversight.errors import NotFoundError, NotPermittedError, RefusedError
from oversight.exchange.course import Course, StoppedError
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    InspectionsService,
    InspectorDraft,
    Mark,
    PlanDraft,
)
from oversight.personal_number import PersonalNumberError
from tests.factories import adopt_editions, make_contract
from tests.oversight.checklist.workbook.offices import ORG, aoba, midori, saved
from tests.oversight.checklist.xlsform.test_published_forms import COUNTS, content_of
from tests.oversight.exchange.test_hostile_books import opendocument

EDITION = builtin_editions()[0]


@pytest.fixture
def checklists(desk: Desk) -> ChecklistsService:
    adopt_editions(desk)
    return ChecklistsService(desk)


def taken(
    checklists: ChecklistsService, content: bytes, name: str, *, title: str = "", based_on: UUID | None = None
) -> DraftDetail:
    looked = checklists.look_into(content, name)
    draft_id = checklists.take_in(looked, title=title or looked.title, based_on_id=based_on).row_id
    assert draft_id is not None
    return checklists.read_draft(draft_id)


def published(checklists: ChecklistsService, detail: DraftDetail) -> UUID:
    line = detail.line
    edition_id = checklists.publish(line.id, revision=line.revision, change_note="取込").row_id
    assert edition_id is not None
    return edition_id


def form_of(*survey: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    for row in (("type", "name", "label", "relevant"), *survey):
        sheet.append(row)
    return saved(book)


def test_every_kind_and_every_loss_has_its_word() -> None:
    assert (set(KIND_WORDS), set(LOSS_WORDS), set(GIVEN_WORDS)) == (set(FileKind), set(Loss), set(GivenAs))


@pytest.mark.parametrize("given_as", [GivenAs.XLSFORM, GivenAs.YAML])
def test_what_went_out_comes_in_again_as_the_next_edition_of_the_same(
    checklists: ChecklistsService, given_as: GivenAs
) -> None:
    (line,) = checklists.list_editions()
    given = checklists.give_out(line.id, given_as)
    looked = checklists.look_into(given.content, given.file_name)
    assert looked.title == EDITION.title.ja
    base = checklists.base_of(looked)
    assert base == line.id
    assert checklists.would_become(looked, title=looked.title).edition == EDITION
    detail = taken(checklists, given.content, given.file_name, based_on=base)
    assert (detail.line.series, detail.line.based_on_id) == (line.series, line.id)
    assert detail.line.came_from == given.file_name


def test_a_form_of_another_house_begins_a_checklist_of_its_own(checklists: ChecklistsService) -> None:
    looked = checklists.look_into(form_of(("text", "q1", "規程があるか")), "form.xlsx")
    assert looked.kind is FileKind.XLSFORM
    assert checklists.base_of(looked) is None
    detail = taken(checklists, looked.content, "form.xlsx", title="借りた点検表")
    assert detail.line.series.startswith("own-")
    assert (detail.line.title, detail.document["title"]) == ("借りた点検表", {"ja": "借りた点検表"})


def test_what_a_form_loses_is_kept_with_the_draft_by_sheet_and_row(checklists: ChecklistsService) -> None:
    content = form_of(("text", "q1", "規程があるか"), ("geopoint", "where", "場所"))
    detail = taken(checklists, content, "form.xlsx")
    note = next(each for each in detail.notes if each["row"] == 3)
    assert (note["sheet"], note["name"]) == ("survey", "where")
    assert note["told"].startswith("survey 3行目 where")
    assert note["sentence"] in note["told"]


def test_a_faulty_form_is_refused_with_the_list_of_its_faults(checklists: ChecklistsService) -> None:
    content = form_of(("text", "q1", "問い", "${nobody} = 'x'"), ("begin group", "g", "区分"))
    with pytest.raises(FileRefusedError, match="何も取り込んでいません") as refused:
        checklists.look_into(content, "form.xlsx")
    assert refused.value.remedy
    assert all(each.sheet == "survey" and each.row and each.sentence for each in refused.value.notes)
    assert checklists.list_drafts() == ()


def test_a_faulty_edition_file_is_refused_with_every_fault(checklists: ChecklistsService) -> None:
    document = yaml.safe_load(give_out(EDITION, GivenAs.YAML).content)
    items = document["sections"][0]["items"]
    del items[0]["severity"]
    del items[1]["basis"]
    with pytest.raises(FileRefusedError) as refused:
        checklists.look_into(yaml.safe_dump(document).encode(), "版.yaml")
    assert len(refused.value.notes) == 2
    assert all(each.word == "誤り" and each.place for each in refused.value.notes)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "a.pdf"),
        (b"", "a.xlsx"),
        (b"PK\x03\x04", "a.xlsx"),
        (b"- 1", "a.yaml"),
        (b"a,b", "a.csv"),
    ],
)
def test_what_is_no_checklist_is_refused_with_a_remedy(
    checklists: ChecklistsService, content: bytes, name: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        checklists.look_into(content, name)
    assert refused.value.remedy
    assert checklists.list_drafts() == ()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="ファイルを開けません"):
        read_chosen(tmp_path / "nothing.xlsx")


def test_the_work_is_stopped_on_the_way(checklists: ChecklistsService) -> None:
    with pytest.raises(StoppedError):
        checklists.look_into(aoba(), "あおば.xlsx", course=Course(is_stopping=True))


@pytest.mark.parametrize(("title", "told"), [(" ", "題名がありません"), ("長" * 2001, "題名が長すぎます")])
def test_a_title_that_cannot_be_kept_is_refused(checklists: ChecklistsService, title: str, told: str) -> None:
    looked = checklists.look_into(aoba(), "あおば.xlsx")
    with pytest.raises(RefusedError, match=told) as refused:
        checklists.take_in(looked, title=title)
    assert refused.value.field == "title"


def test_an_individual_number_in_the_title_is_refused_and_not_repeated(
    checklists: ChecklistsService,
) -> None:
    looked = checklists.look_into(aoba(), "あおば.xlsx")
    with pytest.raises(PersonalNumberError) as refused:
        checklists.take_in(looked, title="点検 123456789018")
    assert refused.value.field == "title"
    assert "1234" not in str(refused.value)
    assert checklists.list_drafts() == ()


def test_only_who_may_change_checklists_takes_one_in(desk: Desk, checklists: ChecklistsService) -> None:
    looked = checklists.look_into(aoba(), "あおば.xlsx")
    inspector = ChecklistsService(
        Desk(desk.store, desk.clock, desk.actor.__class__(**{**vars(desk.actor), "roles": {Role.INSPECTOR}}))
    )
    with pytest.raises(NotPermittedError):
        inspector.take_in(looked, title="点検表")


def test_a_workbook_corrected_is_inspected_with_and_goes_out_filled_in(
    desk: Desk, checklists: ChecklistsService
) -> None:
    looked = checklists.look_into(aoba(), "あおば市 点検表.xlsx")
    assert (looked.kind, looked.title, looked.comes_from) == (FileKind.WORKBOOK, "あおば市 点検表", "")
    assert looked.workbook is not None
    assert checklists.base_of(looked) is None
    corrected = looked.with_workbook(with_role(looked.workbook, "実地検査", 2, ColumnRole.BASIS))
    draft_id = checklists.take_in(corrected, title="あおば市の点検表").row_id
    assert draft_id is not None
    edition_id = published(checklists, checklists.read_draft(draft_id))
    assert checklists.list_editions()[0].has_workbook
    first = checklists.read_edition(edition_id).items[0]
    assert first.basis[0].clause.ja == "規程、手順書"

    inspections = InspectionsService(desk)
    plan = PlanDraft(
        make_contract(desk),
        desk.today(),
        edition_id=edition_id,
        inspectors=(InspectorDraft("福井 太郎", is_lead=True),),
    )
    inspection_id = inspections.plan_inspection(plan).row_id
    assert inspection_id is not None
    inspections.start(inspection_id)
    inspections.save_answer(
        inspection_id, first.id, AnswerDraft(Mark.NONCONFORMING, finding_text="規程がない")
    )
    assert inspections.get_inspection(inspection_id).has_workbook

    given = inspections.fill_workbook(inspection_id)
    assert given.file_name.endswith("_未確定.xlsx")
    assert given.notes[0].told == "記録はまだ確定していません。途中の答えです。"
    sheet = openpyxl.load_workbook(io.BytesIO(given.content))["実地検査"]
    assert (sheet["B6"].value, sheet["E6"].value, sheet["G6"].value) == (ORG[0], "○", "規程がない")
    assert sheet["B2"].value == "株式会社髙﨑 R8-001"
    assert sheet.print_area == "'実地検査'!$A$1:$G$17"


def test_values_asked_for_stand_among_the_notes(desk: Desk, checklists: ChecklistsService) -> None:
    draft_id = checklists.take_in(checklists.look_into(aoba(), "あおば.xlsx"), title="点検表").row_id
    assert draft_id is not None
    detail = checklists.read_draft(draft_id)
    document = copy.deepcopy(dict(detail.document))
    counted, written, *_rest = document["sections"][0]["items"]
    unit, label = {"ja": "人"}, {"ja": "名簿の人数"}
    field = {"id": "count", "kind": "number", "label": label, "need": "required", "unit": unit}
    counted["fields"] = [field]
    written.update(
        answer="value", fields=[{"id": "value", "kind": "text", "label": label, "need": "required"}]
    )
    revision = checklists.keep_draft(draft_id, document, revision=detail.line.revision)
    edition_id = checklists.publish(draft_id, revision=revision, change_note="数も尋ねる").row_id
    inspections = InspectionsService(desk)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    plan = PlanDraft(make_contract(desk), desk.today(), edition_id=edition_id, inspectors=lead)
    inspection_id = inspections.plan_inspection(plan).row_id
    assert inspection_id is not None
    inspections.start(inspection_id)
    answer = AnswerDraft(Mark.CONFORMING, values={"count": 0}, note="控えあり")
    inspections.save_answer(inspection_id, counted["id"], answer)
    inspections.save_answer(inspection_id, written["id"], AnswerDraft(values={"value": "届出番号77"}))
    given = inspections.fill_workbook(inspection_id)
    sheet = openpyxl.load_workbook(io.BytesIO(given.content))["実地検査"]
    assert (sheet["D6"].value, sheet["G6"].value) == ("○", "名簿の人数: 0人\n控えあり")
    assert [sheet[f"{column}7"].value for column in "DEFG"] == [None, None, None, "届出番号77"]
    assert not any("答えを書く欄" in note.told for note in given.notes)


def test_a_final_record_is_said_to_be_final(desk: Desk, checklists: ChecklistsService) -> None:
    edition_id = published(checklists, taken(checklists, aoba(), "あおば.xlsx"))
    inspections = InspectionsService(desk)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    plan = PlanDraft(make_contract(desk), desk.today(), edition_id=edition_id, inspectors=lead)
    inspection_id = inspections.plan_inspection(plan).row_id
    assert inspection_id is not None
    inspections.start(inspection_id)
    for item in checklists.read_edition(edition_id).items:
        inspections.save_answer(inspection_id, item.id, AnswerDraft(Mark.CONFORMING))
    inspections.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵", "所長", "髙﨑事務", "責任者")])
    inspections.conclude(
        inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好", opinion="", documents_checked=()
    )
    inspections.finalise(inspection_id)
    given = inspections.fill_workbook(inspection_id)
    assert "未確定" not in given.file_name
    assert given.notes[0].told == "記録は確定しています。"


def test_an_inspection_by_a_checklist_without_a_workbook_says_so(
    desk: Desk, checklists: ChecklistsService
) -> None:
    inspections = InspectionsService(desk)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    inspection_id = inspections.plan_inspection(
        PlanDraft(make_contract(desk), desk.today(), inspectors=lead)
    ).row_id
    assert inspection_id is not None
    assert not inspections.get_inspection(inspection_id).has_workbook
    with pytest.raises(NotFoundError, match="元のExcel"):
        inspections.fill_workbook(inspection_id)


def test_a_next_workbook_keeps_the_ids_of_the_edition_it_is_based_on(checklists: ChecklistsService) -> None:
    edition_id = published(checklists, taken(checklists, aoba(), "あおば.xlsx"))
    ids = [item.id for item in checklists.read_edition(edition_id).items]
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    book.worksheets[0]["B6"].value = "個人情報の取扱いに関する規程を整備し、周知しているか。"
    detail = taken(checklists, saved(book), "あおば2.xlsx", based_on=edition_id)
    assert detail.line.based_on_id == edition_id
    assert [one["id"] for part in detail.document["sections"] for one in part["items"]] == ids


def test_a_form_based_on_an_edition_keeps_the_workbook_of_that(checklists: ChecklistsService) -> None:
    edition_id = published(checklists, taken(checklists, aoba(), "あおば.xlsx"))
    given = checklists.give_out(edition_id, GivenAs.XLSFORM)
    detail = taken(checklists, given.content, given.file_name, based_on=edition_id)
    assert detail.line.has_workbook
    before = checklists.read_workbook(edition_id)
    assert before is not None
    assert detail.workbook_layout == before[1]


def test_an_edition_goes_out_in_the_layout_of_its_own_workbook(checklists: ChecklistsService) -> None:
    edition_id = published(checklists, taken(checklists, aoba(), "あおば.xlsx"))
    sheet = openpyxl.load_workbook(
        io.BytesIO(checklists.give_out(edition_id, GivenAs.OWN_EXCEL).content)
    ).worksheets[0]
    assert sheet["A1"].value == "個人情報取扱委託　実地検査チェックリスト"
    assert sheet.print_title_rows == "$3:$4"


def test_an_edition_without_a_workbook_goes_out_in_the_layout_of_the_house(
    checklists: ChecklistsService,
) -> None:
    (line,) = checklists.list_editions()
    given = checklists.give_out(line.id, GivenAs.OWN_EXCEL)
    assert [each.loss for each in given.notes] == [Loss.REDUCED]
    assert "答えの条件" in given.notes[0].told
    looked = checklists.look_into(given.content, given.file_name)
    assert looked.workbook is not None
    assert looked.workbook.item_count == len(EDITION.items)


def test_an_opendocument_comes_in_and_it_is_said_that_its_layout_does_not_go_out(
    checklists: ChecklistsService,
) -> None:
    edition_id = published(checklists, taken(checklists, aoba(), "あおば.xlsx"))
    old = old_workbook()
    detail = taken(checklists, old, "ほか.ods", based_on=edition_id)
    assert any("元の様式のまま書き出せません" in each["told"] for each in detail.notes)
    before = checklists.read_workbook(edition_id)
    assert before is not None
    assert detail.workbook_layout == before[1]


def old_workbook() -> bytes:
    rows = [("番号", "点検項目", "適", "不適"), *((str(at + 1), ORG[at], "", "") for at in range(3))]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    told = ("".join(map(cell.format, row)) for row in rows)
    return opendocument("".join(f"<table:table-row>{row}</table:table-row>" for row in told))


def test_a_house_workbook_that_lacks_nothing_has_no_note() -> None:
    day = dt.date(2026, 4, 1)
    looked = look_into(midori(), file_name="みどり.xlsx", today=day)
    edition = drafted(looked, title="みどり", today=day).edition
    assert give_out(edition, GivenAs.EXCEL).notes == ()


def test_a_draft_goes_out_as_long_as_it_has_no_fault(checklists: ChecklistsService) -> None:
    line = taken(checklists, aoba(), "あおば.xlsx").line
    given = checklists.give_out_draft(line.id, GivenAs.OWN_EXCEL)
    assert openpyxl.load_workbook(io.BytesIO(given.content))["実地検査"].print_title_rows == "$3:$4"
    assert checklists.give_out_draft(line.id, GivenAs.YAML).file_name == "あおば_第1版.yaml"
    document = {**checklists.read_draft(line.id).document, "sources": []}
    checklists.keep_draft(line.id, document, revision=line.revision)
    with pytest.raises(RefusedError, match="書き出していません"):
        checklists.give_out_draft(line.id, GivenAs.YAML)


def test_a_copy_without_a_workbook_goes_out_in_the_layout_of_the_house(checklists: ChecklistsService) -> None:
    draft_id = checklists.copy_edition(checklists.list_editions()[0].id).row_id
    assert draft_id is not None
    given = checklists.give_out_draft(draft_id, GivenAs.OWN_EXCEL)
    assert checklists.look_into(given.content, given.file_name).kind is FileKind.WORKBOOK


@pytest.mark.parametrize("name", COUNTS)
def test_a_published_form_is_published_here_and_planned_with(
    desk: Desk, checklists: ChecklistsService, name: str
) -> None:
    detail = taken(checklists, content_of(name), f"{name}.xlsx")
    edition_id = published(checklists, detail)
    edition = checklists.read_edition(edition_id)
    assert len(edition.items) == COUNTS[name]
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    inspections = InspectionsService(desk)
    plan = PlanDraft(make_contract(desk), desk.today(), edition_id=edition_id, inspectors=lead)
    inspection_id = inspections.plan_inspection(plan).row_id
    assert inspection_id is not None
    inspections.start(inspection_id)
    assert inspections.get_inspection(inspection_id).published == edition
    given = checklists.give_out(edition_id, GivenAs.XLSFORM)
    again = checklists.look_into(given.content, given.file_name)
    assert checklists.base_of(again) == edition_id
    assert checklists.would_become(again, title=again.title).edition == edition


def test_a_title_makes_a_name_that_any_system_takes() -> None:
    assert file_name_of(EDITION, "xlsx", "a/b:c?") == "個人情報取扱委託 実地検査点検表_第1版_a_b_c_.xlsx"
    assert len(file_name_of(EDITION, "xlsx", "長" * 300)) < 90


def test_a_note_on_the_whole_has_no_place() -> None:
    assert ToldNote.noted("ひとこと").told == "ひとこと"
    assert ToldNote(Loss.DROPPED, "survey", 3, "q", "理由").cells == ("除いた", "survey", "3", "q", "理由")
    assert ToldNote.fault("a", "b").cells == ("誤り", "", "", "a", "b")
