"""A copy of an edition is changed, kept, published; which edition is in use; nobody writes over anybody."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.checklist import ChecklistEdition
from models.department import Role
from models.journal import JournalEntry
from oversight.checklist import builtin_editions, document_from_edition
from oversight.checklist.drafts import NewDraft
from oversight.checklist.service import ChecklistsService
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from tests.factories import adopt_editions, make_contract
from tests.oversight.checklist.conftest import both, document_with, item


@pytest.fixture
def checklists(desk: Desk) -> ChecklistsService:
    adopt_editions(desk)
    return ChecklistsService(desk)


def copied(checklists: ChecklistsService) -> tuple[UUID, dict[str, Any], int]:
    draft_id = checklists.copy_edition(checklists.list_editions()[0].id).row_id
    assert draft_id is not None
    detail = checklists.read_draft(draft_id)
    return draft_id, copy.deepcopy(dict(detail.document)), detail.line.revision


def changed(document: dict[str, Any], title: str = "新しい題名") -> dict[str, Any]:
    document["sections"][0]["items"][0]["title"]["ja"] = title
    return document


def published(checklists: ChecklistsService, title: str = "新しい題名", *, use: bool = True) -> UUID:
    draft_id, document, revision = copied(checklists)
    revision = checklists.keep_draft(draft_id, changed(document, title), revision=revision)
    edition_id = checklists.publish(draft_id, revision=revision, change_note="要領の改正", use=use).row_id
    assert edition_id is not None
    return edition_id


def test_a_copy_is_the_edition_and_leaves_it_alone(checklists: ChecklistsService) -> None:
    draft_id, document, _revision = copied(checklists)
    assert document == document_from_edition(builtin_editions()[0])
    (line,) = checklists.list_drafts()
    assert (line.id, line.based_on.split()[-1], line.begun_by) == (draft_id, "第1版", "係長 福井 太郎")


def test_what_is_kept_is_read_again(checklists: ChecklistsService) -> None:
    draft_id, document, revision = copied(checklists)
    checklists.keep_draft(draft_id, changed(document), revision=revision)
    detail = checklists.read_draft(draft_id)
    assert detail.document["sections"][0]["items"][0]["title"]["ja"] == "新しい題名"
    assert detail.line.revision == revision + 1


def test_two_people_do_not_write_over_one_another(checklists: ChecklistsService) -> None:
    draft_id, document, revision = copied(checklists)
    checklists.keep_draft(draft_id, changed(document, "先"), revision=revision)
    with pytest.raises(ChangedMeanwhileError, match="福井 太郎"):
        checklists.keep_draft(draft_id, changed(document, "後"), revision=revision)
    with pytest.raises(ChangedMeanwhileError, match="公開していません"):
        checklists.publish(draft_id, revision=revision, change_note="改正")
    kept = checklists.read_draft(draft_id).document
    assert kept["sections"][0]["items"][0]["title"]["ja"] == "先"


def test_an_individual_number_is_refused_in_a_draft_and_not_repeated(checklists: ChecklistsService) -> None:
    draft_id, document, revision = copied(checklists)
    with pytest.raises(RefusedError, match="個人番号") as refusal:
        checklists.keep_draft(draft_id, changed(document, "例 1234 5678 9018"), revision=revision)
    assert "9018" not in refusal.value.sentence


def test_a_file_named_after_an_individual_number_begins_no_draft(checklists: ChecklistsService) -> None:
    with pytest.raises(RefusedError, match="個人番号") as refusal:
        checklists.begin_draft(NewDraft(document_with(item("A-01")), came_from="123456789018.xlsx"))
    assert "9018" not in str(refusal.value)
    assert checklists.list_drafts() == ()


def test_the_key_of_a_checklist_of_its_own_never_looks_like_an_individual_number(
    checklists: ChecklistsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oversight.checklist.drafts.new_id", lambda: UUID(hex="123456789018" + "a" * 20))
    draft_id = checklists.begin_draft(NewDraft(document_with(item("A-01")))).row_id
    assert draft_id is not None
    assert checklists.publish(draft_id, revision=1, change_note="取り込み").row_id is not None


def test_a_draft_of_far_too_many_items_is_refused(checklists: ChecklistsService) -> None:
    many = document_with(*(item(f"A-{number}") for number in range(2_001)))
    with pytest.raises(RefusedError, match="2001"):
        checklists.begin_draft(NewDraft(many))


def test_publishing_makes_the_next_edition_and_puts_it_in_use(checklists: ChecklistsService) -> None:
    edition_id = published(checklists)
    newest, first = checklists.list_editions()
    assert (newest.id, newest.number, newest.series) == (edition_id, 2, first.series)
    assert (newest.published_by, newest.change_note) == ("係長 福井 太郎", "要領の改正")
    assert (newest.is_in_use, newest.is_usual, first.is_in_use) == (True, True, False)
    assert newest.published_on.isoformat() == "2026-11-24"
    assert checklists.list_drafts() == ()
    assert [line.id for line in checklists.list_in_use()] == [edition_id]


def test_the_edition_before_stays_as_it_was(checklists: ChecklistsService) -> None:
    before = checklists.read_edition(checklists.list_editions()[0].id)
    published(checklists)
    assert before == builtin_editions()[0]
    assert checklists.read_edition(checklists.list_editions()[1].id) == before


def test_an_edition_may_be_published_and_not_used_yet(checklists: ChecklistsService) -> None:
    edition_id = published(checklists, use=False)
    assert [line.number for line in checklists.list_in_use()] == [1]
    checklists.put_in_use(edition_id)
    assert [line.number for line in checklists.list_in_use()] == [2]


def test_two_editions_are_compared(checklists: ChecklistsService) -> None:
    before = checklists.list_editions()[0].id
    (one,) = checklists.compare(before, published(checklists))
    assert (one.kind.value, one.place, one.what) == ("changed", "ORG-01", "題名")
    assert checklists.compare(before, before) == ()


def test_the_store_itself_refuses_to_change_an_edition(checklists: ChecklistsService, desk: Desk) -> None:
    edition_id = published(checklists)
    with (
        pytest.raises((RefusedError, DBAPIError)),
        desk.store.writing(desk.actor, "test") as session,
    ):
        session.execute(
            ChecklistEdition.__table__.update()  # type: ignore[attr-defined]
            .where(ChecklistEdition.id == edition_id)
            .values(title="別の題名")
        )


@pytest.mark.parametrize("spoil", ["fault", "note", "nothing"])
def test_what_is_not_ready_is_not_published(checklists: ChecklistsService, spoil: str) -> None:
    draft_id, document, revision = copied(checklists)
    if spoil == "fault":
        document["sections"][0]["items"][0].pop("basis")
    if spoil != "nothing":
        revision = checklists.keep_draft(draft_id, changed(document), revision=revision)
    words = {"fault": "根拠", "note": "何を、なぜ", "nothing": "何も変わって"}[spoil]
    with pytest.raises(RefusedError, match=words):
        checklists.publish(draft_id, revision=revision, change_note="" if spoil == "note" else "改正")
    assert [line.id for line in checklists.list_drafts()] == [draft_id]
    assert len(checklists.list_editions()) == 1


def test_an_item_that_goes_is_retired_and_its_id_stays_taken(checklists: ChecklistsService) -> None:
    draft_id, document, revision = copied(checklists)
    gone = document["sections"][0]["items"].pop(0)
    revision = checklists.keep_draft(draft_id, document, revision=revision)
    edition_id = checklists.publish(draft_id, revision=revision, change_note="整理").row_id
    assert edition_id is not None
    (retired,) = checklists.read_edition(edition_id).retired
    assert (retired.id, retired.title.ja) == (gone["id"], gone["title"]["ja"])

    draft_id, document, revision = copied(checklists)
    document["sections"][1]["items"].append({**gone, "title": both("別の問い")})
    revision = checklists.keep_draft(draft_id, document, revision=revision)
    with pytest.raises(RefusedError, match=gone["id"]):
        checklists.publish(draft_id, revision=revision, change_note="復活")


def test_publishing_is_journalled_and_drafting_is_not(checklists: ChecklistsService, desk: Desk) -> None:
    published(checklists)
    with desk.reading() as session:
        deeds = session.scalars(
            select(JournalEntry.deed).where(JournalEntry.deed.startswith("checklist."))
        ).all()
    assert set(deeds) == {"checklist.publish"}


def test_a_draft_can_be_dropped(checklists: ChecklistsService) -> None:
    draft_id, _document, _revision = copied(checklists)
    checklists.drop_draft(draft_id)
    assert checklists.list_drafts() == ()


def test_inspectors_read_checklists_and_do_not_change_them(checklists: ChecklistsService, desk: Desk) -> None:
    inspector = replace(desk.actor, roles=frozenset({Role.INSPECTOR}))
    theirs = ChecklistsService(desk.of_person(inspector))
    assert checklists.may_change()
    assert not theirs.may_change()
    assert len(theirs.list_editions()) == 1
    with pytest.raises(NotPermittedError):
        theirs.copy_edition(theirs.list_editions()[0].id)


def another(checklists: ChecklistsService, desk: Desk) -> UUID:
    document = document_with(item("A-01"))
    draft_id = checklists.begin_draft(NewDraft(document, came_from="庁舎点検.xlsx")).row_id
    assert draft_id is not None
    edition_id = checklists.publish(draft_id, revision=1, change_note="取り込み").row_id
    assert edition_id is not None
    return edition_id


def planned(desk: Desk, edition_id: UUID | None = None, contract_id: UUID | None = None) -> UUID:
    service = InspectionsService(desk)
    inspectors = (InspectorDraft("福井 太郎", is_lead=True),)
    plan = PlanDraft(
        contract_id or make_contract(desk), desk.today(), inspectors=inspectors, edition_id=edition_id
    )
    change = service.plan_inspection(plan)
    assert change.row_id is not None
    return service.get_inspection(change.row_id).edition_id


def test_new_inspections_take_the_usual_checklist_unless_another_is_asked_for(
    checklists: ChecklistsService, desk: Desk
) -> None:
    other = another(checklists, desk)
    usual = checklists.list_in_use()[0]
    assert [line.is_usual for line in checklists.list_in_use()] == [True, False]
    contract_id = make_contract(desk)
    assert planned(desk, contract_id=contract_id) == usual.id
    assert planned(desk, other, contract_id) == other


def test_an_edition_out_of_use_is_not_planned_with(checklists: ChecklistsService, desk: Desk) -> None:
    other = another(checklists, desk)
    checklists.take_out_of_use(other)
    with pytest.raises(RefusedError, match="使われていません"):
        planned(desk, other)


def test_another_checklist_can_become_the_usual_one(checklists: ChecklistsService, desk: Desk) -> None:
    other = another(checklists, desk)
    checklists.make_usual(other)
    assert [(line.id == other, line.is_usual) for line in checklists.list_in_use()] == [
        (True, True),
        (False, False),
    ]
    assert planned(desk) == other
    with pytest.raises(RefusedError, match="使用をやめられません"):
        checklists.take_out_of_use(other)


def test_who_uses_an_edition_is_counted(checklists: ChecklistsService, desk: Desk) -> None:
    planned(desk)
    assert checklists.list_editions()[0].used_by == 1
