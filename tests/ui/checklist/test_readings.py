"""What the windows of checklists read and look for: the functions that run beside the window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel

from oversight.checklist import FaultKind, builtin_editions, document_from_edition
from oversight.checklist.drafts import NewDraft
from oversight.checklist.editing import HEAD, Place
from oversight.desk import Desk
from oversight.errors import RefusedError, StoppedError
from oversight.office import Office
from tests.factories import adopt_editions
from tests.oversight.checklist.conftest import document_with, item
from tests.ui.checklist.writing import Desktop
from ui.checklist.editor import open_editor
from ui.checklist.opened import read_draft, read_opened
from ui.checklist.pane import read_checklist
from ui.checklist.rows import read_rows
from ui.checklist.side_part import Side
from ui.checklist.watcher import Asked, look
from ui.notices import Notice

TODAY = dt.date(2026, 11, 24)


def quiet(_done: int, _total: int) -> None:
    """Go on."""


@pytest.fixture
def edition_id(office: Office, desk: Desk) -> UUID:
    adopt_editions(desk)
    return office.checklists.list_editions()[0].id


def test_a_look_finds_faults_differences_and_what_is_asked() -> None:
    base = builtin_editions()[0]
    document = document_from_edition(base)
    first = {**document["sections"][0]["items"][0], "condition": "${特定個人情報} = 'yes'"}
    del first["basis"]
    sections = [{**document["sections"][0], "items": [first]}, *document["sections"][1:]]
    seen = look({**document, "sections": sections}, Asked({"特定個人情報": "no"}, {}, TODAY, base), quiet)
    assert set(seen.places) >= {Place(0, 0)}
    assert FaultKind.MISSING_BASIS in {fault.kind for fault in seen.faults}
    assert seen.trial is not None
    assert first["id"] not in seen.trial.asked
    assert {one.place for one in seen.differences} >= {first["id"], "ORG-02"}


def test_a_look_without_a_dry_run_or_an_edition_looks_for_faults_alone() -> None:
    seen = look(document_with(item("A-01")), Asked(), quiet)
    assert (seen.faults, seen.trial, seen.differences) == ((), None, ())


def test_a_dry_run_of_conditions_that_cannot_be_told_says_why() -> None:
    seen = look(document_with(item("A-01", "${A-01} = ''")), Asked(today=TODAY), quiet)
    assert seen.trial is not None
    assert "堂々巡り" in seen.trial.wrong
    assert seen.trial.asked == {"A-01"}


def test_a_look_ends_where_the_next_has_begun() -> None:
    def stopped(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        look(document_with(item("A-01")), Asked(), stopped)


def test_an_edition_and_a_draft_are_read_with_what_they_rest_on(office: Office, edition_id: UUID) -> None:
    draft_id = office.checklists.copy_edition(edition_id).row_id
    assert draft_id is not None
    draft, edition = read_rows(office)
    assert (draft.number, edition.number) == ("案", "第1版")
    assert draft.day == TODAY
    assert draft.who == "係長 福井 太郎"
    opened = read_opened(office, draft)
    assert opened.draft is not None
    assert opened.based_on == builtin_editions()[0]
    assert len(opened.base_items) == 93
    assert read_draft(office, draft_id).document == opened.document
    read = read_opened(office, edition)
    assert (read.draft, read.based_on, read.base_items) == (None, None, {})
    assert read_checklist(office, draft).based_on.endswith("第1版")
    assert read_checklist(office, edition).based_on == ""


def test_the_next_edition_knows_the_one_it_was_copied_from(office: Office, edition_id: UUID) -> None:
    draft_id = office.checklists.copy_edition(edition_id).row_id
    assert draft_id is not None
    detail = office.checklists.read_draft(draft_id)
    document = {**detail.document, "title": {"ja": "次の点検表"}}
    revision = office.checklists.keep_draft(draft_id, document, revision=1)
    office.checklists.publish(draft_id, revision=revision, change_note="改正", use=True)
    newest = read_rows(office)[0]
    assert newest.standing == "ふだん使う"
    assert read_opened(office, newest).based_on == builtin_editions()[0]
    assert read_checklist(office, newest).based_on.endswith("第1版")
    assert read_rows(office)[1].standing == ""


def test_what_was_reduced_when_a_draft_was_taken_in_is_told(office: Office) -> None:
    office.checklists.begin_draft(
        NewDraft({"sections": []}, came_from="旧様式.xlsx", notes=[{"told": "図は入りません。"}, {}])
    )
    (row,) = read_rows(office)
    assert row.title == "（題名なし）"
    assert read_checklist(office, row).notes == ("図は入りません。",)
    opened = read_opened(office, row)
    assert opened.based_on is None
    assert opened.title == "（題名なし）　案"


def test_a_draft_is_opened_at_a_place_and_a_side(desktop: Desktop, draft_id: UUID, office: Office) -> None:
    row = next(one for one in read_rows(office) if one.id == draft_id)
    open_editor(desktop.shell, row, owner=desktop.shell, at="HUM-03", side=Side.DIFFERENCES)
    desktop.settle()
    editor = desktop.at_rest()
    assert editor.place == Place(1, 2)
    assert editor.side.side is Side.DIFFERENCES
    editor.leave()
    desktop.settle()
    open_editor(desktop.shell, row, owner=desktop.shell, at="SUB")
    desktop.settle()
    assert desktop.editor.place == Place(4)
    desktop.editor.go_to_id("nowhere")
    assert desktop.editor.place == HEAD


def test_what_goes_wrong_beside_the_window_is_told(desktop: Desktop, draft_id: UUID) -> None:
    editor = desktop.open_draft(draft_id)
    heard: list[Notice] = []
    desktop.shell.notices.raised.connect(heard.append)
    editor.watcher._failed(StoppedError())
    assert heard == []
    editor.watcher._failed(RefusedError("できません。", "やり直してください。"))
    assert heard[0].sentence == "できません。"
    late = editor.seen
    assert late is not None
    editor.go_to(Place(0, 0))
    editor.deeds.copy_item()
    shown = editor.seen
    editor.watcher._show(replace(late, document={}))
    assert editor.seen is shown, "a look at what stands there no more is not shown"
    desktop.at_rest()


def test_an_edition_read_only_comes_back_after_the_lock(desktop: Desktop, office: Office) -> None:
    (row,) = read_rows(office)
    open_editor(desktop.shell, row, owner=desktop.shell)
    desktop.settle()
    editor = desktop.editor
    assert not editor.holds_back()
    editor.publish()
    assert editor.form is None
    desktop.window.show_gate(QLabel("鍵"))
    desktop.window.show_desk()
    desktop.settle()
    assert len(editor.draft.document["sections"]) == 10
    editor.leave()
    desktop.settle()
    assert desktop.page.isVisible()
