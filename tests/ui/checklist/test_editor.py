"""Writing a draft by keys; what counts is what the store holds afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from oversight.checklist import FaultKind, LintFault
from oversight.checklist.drafts import NewDraft
from oversight.checklist.editing import HEAD, Place, part_at
from oversight.office import Office
from tests.ui.checklist.writing import ALT, CTRL, SHIFT, Desktop
from tests.ui.tab_walk import WindowsShown, unreached
from tests.ui.test_names import nameless
from ui.checklist.editor import Editor
from ui.checklist.records_field import RecordsField
from ui.checklist.side_part import Side
from ui.notices import Notice

FIRST = Place(0, 0)
Key = Qt.Key


@pytest.fixture
def editor(desktop: Desktop, draft_id: UUID) -> Editor:
    return desktop.open_draft(draft_id)


def ids(document: Any, at: int = 0) -> list[str]:
    return [one["id"] for one in document["sections"][at]["items"]]


def focus(editor: Editor, name: str) -> None:
    editor.form_part.form.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)


def records(editor: Editor, name: str) -> RecordsField:
    field = editor.form_part.form.fields[name]
    assert isinstance(field, RecordsField)
    return field


def test_opening_shows_no_window_of_its_own_and_names_every_control(desktop: Desktop, draft_id: UUID) -> None:
    with WindowsShown() as shown:
        editor = desktop.open_draft(draft_id)
        for side in Side:
            editor.side.turn(side)
            assert nameless(editor) == []
        for place in (HEAD, Place(0), FIRST):
            editor.go_to(place)
            assert nameless(editor) == []
    assert shown == []


def test_a_title_typed_is_kept_and_undone_as_one_step(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    desktop.walk_to(FIRST)
    before = part_at(editor.draft.document, FIRST)["title"]["ja"]
    desktop.press(Key.Key_Return)
    focus(editor, "title.ja")
    desktop.press(Key.Key_End)
    desktop.type("（年1回）")
    desktop.at_rest()
    assert part_at(desktop.kept(draft_id), FIRST)["title"]["ja"] == f"{before}（年1回）"
    assert editor.said.text().startswith("保存済み")
    assert editor.draft.steps.count() == 1
    desktop.press(Key.Key_Z, CTRL)
    assert editor.form_part.form.fields["title.ja"].value() == before
    desktop.at_rest()
    assert part_at(desktop.kept(draft_id), FIRST)["title"]["ja"] == before
    desktop.press(Key.Key_Y, CTRL)
    desktop.at_rest()
    assert part_at(desktop.kept(draft_id), FIRST)["title"]["ja"] == f"{before}（年1回）"


def test_typing_in_two_fields_is_two_steps(desktop: Desktop, editor: Editor) -> None:
    editor.go_to(FIRST)
    for name in ("title.ja", "title.en"):
        focus(editor, name)
        desktop.type("ab")
    assert editor.draft.steps.count() == 2
    editor.form_part.item.fields["severity"].buttons[0].click()  # type: ignore[attr-defined]
    editor.form_part.item.fields["severity"].buttons[2].click()  # type: ignore[attr-defined]
    assert editor.draft.steps.count() == 4


def test_an_item_moves_by_keys_within_and_beyond_its_section(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    first, second, *_rest = ids(editor.draft.document)
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_Down, ALT)
    assert editor.tree.place == Place(0, 1)
    desktop.at_rest()
    assert ids(desktop.kept(draft_id))[:2] == [second, first]
    last = len(ids(editor.draft.document)) - 1
    editor.go_to(Place(0, last))
    editor.tree.setFocus()
    moved = ids(editor.draft.document)[-1]
    desktop.press(Key.Key_Down, ALT)
    desktop.at_rest()
    assert ids(desktop.kept(draft_id), 1)[0] == moved
    desktop.press(Key.Key_Up, ALT)
    desktop.at_rest()
    assert ids(desktop.kept(draft_id))[-1] == moved


def test_a_section_moves_as_a_whole(desktop: Desktop, editor: Editor, draft_id: UUID) -> None:
    before = [one["id"] for one in editor.draft.document["sections"]]
    desktop.walk_to(Place(0))
    desktop.press(Key.Key_Down, ALT)
    desktop.at_rest()
    after = [one["id"] for one in desktop.kept(draft_id)["sections"]]
    assert after == [before[1], before[0], *before[2:]]


def test_an_item_goes_to_another_section_by_choice(desktop: Desktop, editor: Editor, draft_id: UUID) -> None:
    wanted = ids(editor.draft.document)[0]
    editor.go_to(FIRST)
    editor.form_part.item.section.set_value(2)
    editor.form_part.item.section.combo.activated.emit(3)
    desktop.at_rest()
    assert ids(desktop.kept(draft_id), 2)[-1] == wanted
    editor.deeds.move_to_section(2)
    assert editor.draft.steps.count() == 1, "it is there already"


def test_a_new_item_gets_the_next_id_and_is_written_at_once(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_N, CTRL)
    desktop.type("入退室の記録を保存している")
    basis = records(editor, "basis")
    basis.add_button.click()
    basis.fields["source"].combo.setCurrentIndex(1)  # type: ignore[attr-defined]
    basis.fields["source"].combo.activated.emit(1)  # type: ignore[attr-defined]
    desktop.at_rest()
    item = part_at(desktop.kept(draft_id), Place(0, 1))
    assert item == {
        "id": "ORG-14",
        "severity": "B",
        "title": {"ja": "入退室の記録を保存している"},
        "basis": [{"source": "P1"}],
    }
    assert editor.seen is not None
    assert editor.seen.faults == ()


def test_a_new_item_says_at_once_what_it_lacks(desktop: Desktop, editor: Editor) -> None:
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_N, CTRL)
    desktop.at_rest()
    assert editor.seen is not None
    assert [fault.place for fault in editor.seen.faults] == ["ORG-14", "ORG-14"]
    assert "根拠がありません" in editor.form_part.form.told_faults.text()
    model = editor.tree.tree_model
    assert "直すところ 2" in model.index_of(Place(0, 1)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "直すところ 2" in model.index_of(Place(0)).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_section_is_added_with_its_first_item(desktop: Desktop, editor: Editor, draft_id: UUID) -> None:
    desktop.walk_to(HEAD)
    desktop.press(Key.Key_N, CTRL | SHIFT)
    desktop.type("Rooms")
    focus(editor, "id")
    editor.form_part.section.own_id.line.selectAll()
    desktop.type("ROOM")
    desktop.press(Key.Key_Return)
    editor.form_part.section.repeats.buttons[0].click()
    focus(editor, "repeat_count")
    desktop.type("2")
    desktop.press(Key.Key_N, CTRL)
    desktop.type("Door")
    desktop.at_rest()
    section = desktop.kept(draft_id)["sections"][-1]
    assert (section["id"], section["repeats"], section["repeat_count"]) == ("ROOM", True, "2")
    assert [one["id"] for one in section["items"]] == ["ROOM-01"]
    editor.go_to(Place(len(editor.draft.document["sections"]) - 1))
    editor.form_part.section.repeats.buttons[1].click()
    desktop.at_rest()
    assert not {"repeats", "repeat_count"} & set(desktop.kept(draft_id)["sections"][-1])


def test_an_item_is_copied_by_a_key(desktop: Desktop, editor: Editor, draft_id: UUID) -> None:
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_D, CTRL)
    desktop.at_rest()
    one, copy = (part_at(desktop.kept(draft_id), Place(0, at)) for at in (0, 1))
    assert copy == {**one, "id": "ORG-14"}
    desktop.walk_to(Place(0))
    editor.deeds.copy_item()
    assert editor.draft.steps.count() == 1, "a section is not copied"


def test_a_published_id_stays_and_a_new_one_takes_what_speaks_of_it_along(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    editor.go_to(FIRST)
    assert editor.form_part.item.own_id.line.isReadOnly()
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_N, CTRL)
    editor.go_to(Place(0, 2))
    focus(editor, "condition")
    desktop.type("${ORG-14} = 'conforming'")
    editor.go_to(Place(0, 1))
    focus(editor, "id")
    editor.form_part.item.own_id.line.selectAll()
    desktop.type("ORG-01")
    desktop.press(Key.Key_Return)
    assert "使えません" in editor.form_part.item.own_id.error
    editor.form_part.item.own_id.line.selectAll()
    desktop.type("ORG-99")
    desktop.press(Key.Key_Return)
    desktop.at_rest()
    assert part_at(desktop.kept(draft_id), Place(0, 2))["condition"] == "${ORG-99} = 'conforming'"


def test_an_item_is_retired_with_a_reason_and_taken_back(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    whole = part_at(editor.draft.document, FIRST)
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_Delete, CTRL)
    editor.form_part.retire.do_button.click()
    assert editor.form_part.retire.reason.error, "a reason is owed"
    desktop.type("要領の改正")
    editor.form_part.retire.do_button.click()
    desktop.at_rest()
    (noted,) = desktop.kept(draft_id)["retired"]
    assert (noted["id"], noted["reason"]) == ("ORG-01", "要領の改正")
    editor.go_to(HEAD)
    head = editor.form_part.head
    head.retired.choose("ORG-01")
    head.return_button.click()
    desktop.at_rest()
    kept = desktop.kept(draft_id)
    assert "retired" not in kept
    assert part_at(kept, Place(0, len(ids(kept)) - 1)) == whole


def test_a_retirement_can_be_declined_by_escape(desktop: Desktop, editor: Editor) -> None:
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_Delete, CTRL)
    assert editor.form_part.stack.currentWidget() is editor.form_part.retire
    desktop.press(Key.Key_Escape)
    assert editor.form_part.stack.currentWidget() is editor.form_part.item
    assert editor.tree.hasFocus()
    assert editor.draft.steps.count() == 0


def test_what_was_never_published_goes_without_a_question(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_N, CTRL)
    editor.tree.setFocus()
    desktop.press(Key.Key_Delete, CTRL)
    desktop.at_rest()
    assert "retired" not in desktop.kept(draft_id)
    assert "ORG-14" not in ids(desktop.kept(draft_id))


def test_every_section_can_go_and_come_back_by_undoing(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    for _section in editor.draft.document["sections"]:
        editor.go_to(Place(0))
        editor.deeds.retire("廃止")
    assert editor.tree.place == HEAD
    editor.deeds.take_back("ORG-01")
    editor.deeds.ask_retirement()
    assert editor.draft.document["sections"] == []
    editor.deeds.add_item()
    assert [one["id"] for one in editor.draft.document["sections"]] == ["SEC-1"]
    while editor.draft.steps.canUndo():
        editor.undo_button.click()
    desktop.at_rest()
    assert desktop.kept(draft_id) == editor.opened.document


def test_the_head_is_written_too(desktop: Desktop, editor: Editor, draft_id: UUID) -> None:
    editor.go_to(HEAD)
    facts, sources = records(editor, "facts"), records(editor, "sources")
    facts.add_button.click()
    facts.fields["name"].control.selectAll()  # type: ignore[attr-defined]
    desktop.type("夜間")
    sources.add_button.click()
    sources.fields["id"].control.selectAll()  # type: ignore[attr-defined]
    desktop.type("N1")
    editor.form_part.head.fields["rules.reason_on_not_applicable"].buttons[1].click()  # type: ignore[attr-defined]
    desktop.at_rest()
    kept = desktop.kept(draft_id)
    assert kept["facts"][-1] == {"name": "夜間", "kind": "yes_no", "label": {"ja": "事実10"}}
    assert kept["sources"][-1]["id"] == "N1"
    assert kept["sources"][-1]["as_of"] == "2026-11-24"
    assert kept["rules"]["reason_on_not_applicable"] is False


def test_fields_of_an_item_are_added_changed_ordered_and_taken_out(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    editor.go_to(FIRST)
    fields = records(editor, "fields")
    for record in list(fields.records):
        fields.table.choose(0)
        fields.drop_button.click()
        assert record not in fields.records
    fields.add_button.click()
    kind = fields.fields["kind"]
    assert fields.fields["unit.ja"].isHidden()
    kind.combo.setCurrentIndex(1)  # type: ignore[attr-defined]
    kind.combo.activated.emit(1)  # type: ignore[attr-defined]
    assert not fields.fields["unit.ja"].isHidden()
    fields.fields["maximum"].setFocus()
    desktop.type("90")
    fields.add_button.click()
    kind.combo.setCurrentIndex(5)  # type: ignore[attr-defined]
    kind.combo.activated.emit(5)  # type: ignore[attr-defined]
    offered = fields.fields["choices"]
    assert isinstance(offered, RecordsField)
    offered.add_button.click()
    offered.add_button.click()
    kind.control.setFocus()
    desktop.press(Key.Key_Up)
    desktop.at_rest()
    assert kind.value() == "photo"
    desktop.press(Key.Key_Down)  # walking through the kinds loses nothing of what was asked
    fields.up_button.click()
    desktop.at_rest()
    one, other = part_at(desktop.kept(draft_id), FIRST)["fields"]
    assert (one["kind"], [each["value"] for each in one["choices"]]) == ("choice", ["c1", "c2"])
    assert (other["kind"], other["maximum"]) == ("number", 90)
    fields.down_button.click()
    kind.combo.setCurrentIndex(3)  # type: ignore[attr-defined]
    kind.combo.activated.emit(3)  # type: ignore[attr-defined]
    desktop.at_rest()
    assert "choices" not in part_at(desktop.kept(draft_id), FIRST)["fields"][1]


def test_faults_are_gone_to_by_key_and_by_enter(desktop: Desktop, editor: Editor) -> None:
    editor.go_to_next_fault()
    for place in (FIRST, Place(1, 0)):
        editor.go_to(place)
        focus(editor, "title.ja")
        editor.form_part.form.fields["title.ja"].control.selectAll()  # type: ignore[attr-defined]
        desktop.press(Key.Key_Delete)
    desktop.at_rest()
    editor.tree.setFocus()
    desktop.press(Key.Key_F8)
    assert editor.place == FIRST
    desktop.press(Key.Key_F8)
    assert editor.place == Place(1, 0)
    editor.side.turn(Side.FAULTS)
    editor.side.faults.table.setFocus()
    editor.side.faults.table.choose(0)
    desktop.press(Key.Key_Return)
    assert editor.place == FIRST


def test_f6_goes_between_tree_and_form_and_escape_back(desktop: Desktop, editor: Editor) -> None:
    desktop.walk_to(FIRST)
    desktop.press(Key.Key_F6)
    assert editor.form_part.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]
    desktop.press(Key.Key_F6)
    assert editor.tree.hasFocus()
    desktop.press(Key.Key_F6)
    desktop.press(Key.Key_Escape)
    assert editor.tree.hasFocus()
    desktop.press(Key.Key_Escape)
    desktop.settle()
    assert desktop.page.isVisible()


def test_a_dry_run_greys_what_is_not_asked(desktop: Desktop, editor: Editor) -> None:
    editor.side.turn(Side.DRY_RUN)
    desktop.qtbot.waitUntil(lambda: editor.side.dry_run.said.text().startswith("尋ねる項目 93"), timeout=5000)
    run = editor.side.dry_run
    run.table.setFocus()
    run.table.choose("特定個人情報")
    desktop.press(Key.Key_Return)
    assert run.field is not None
    run.field.combo.setCurrentIndex(2)  # type: ignore[attr-defined]
    run.field.combo.activated.emit(2)  # type: ignore[attr-defined]
    desktop.qtbot.waitUntil(lambda: "93 / 全93" not in run.said.text(), timeout=5000)
    model = editor.tree.tree_model
    texts = [
        str(model.index(row, 0, model.index(at, 0)).data(Qt.ItemDataRole.AccessibleTextRole))
        for at in range(1, model.rowCount())
        for row in range(model.rowCount(model.index(at, 0)))
    ]
    assert any(text.endswith("尋ねない") for text in texts)
    run.clear_button.click()
    desktop.qtbot.waitUntil(lambda: "93 / 全93" in run.said.text(), timeout=5000)
    editor.side.turn(Side.PREVIEW)
    assert (
        not editor.tree.tree_model.index_of(FIRST).data(Qt.ItemDataRole.AccessibleTextRole).endswith("ない")
    )


def test_tab_goes_on_through_the_form_once_a_basis_is_open(desktop: Desktop, editor: Editor) -> None:
    editor.go_to(FIRST)
    records(editor, "basis").table.choose(0)
    editor.form_part.item.fields["answer"].buttons[0].setFocus()  # type: ignore[attr-defined]
    desktop.at_rest()
    desktop.qtbot.waitUntil(lambda: not editor.form_part.item.tab_chain.is_waiting)
    for key in (Key.Key_Tab, Key.Key_Backtab):
        assert unreached(desktop.window, key) == []


def test_differences_lead_to_the_item(desktop: Desktop, editor: Editor) -> None:
    editor.go_to(Place(1, 2))
    focus(editor, "title.ja")
    desktop.type("新")
    desktop.at_rest()
    editor.go_to(HEAD)
    editor.side.turn(Side.DIFFERENCES)
    editor.side.differences.table.setFocus()
    editor.side.differences.table.choose_first()
    desktop.press(Key.Key_Return)
    assert editor.place == Place(1, 2)


def test_a_draft_with_faults_is_not_published(desktop: Desktop, editor: Editor, office: Office) -> None:
    editor.go_to(FIRST)
    focus(editor, "title.ja")
    editor.form_part.form.fields["title.ja"].control.selectAll()  # type: ignore[attr-defined]
    desktop.press(Key.Key_Delete)
    desktop.press(Key.Key_Return, CTRL)
    assert "調べています" in editor.said.text(), "what stands there was not looked at yet"
    desktop.at_rest()
    desktop.press(Key.Key_Return, CTRL)
    assert "直すところが1ある" in editor.said.text()
    assert editor.side.side is Side.FAULTS
    assert editor.side.faults.table.hasFocus()
    assert len(office.checklists.list_editions()) == 1


def test_a_sound_draft_is_published_and_used(
    desktop: Desktop, editor: Editor, draft_id: UUID, office: Office
) -> None:
    heard: list[Notice] = []
    desktop.shell.notices.raised.connect(heard.append)
    editor.go_to(FIRST)
    focus(editor, "title.ja")
    desktop.type("新")
    desktop.at_rest()
    desktop.press(Key.Key_Return, CTRL)
    desktop.settle()
    assert editor.form is not None
    assert nameless(editor) == []
    assert [one.what for one in editor.publishing.differences.differences] == ["題名"]
    editor.form.do_button.click()
    assert editor.form.form.fields["change_note"].error
    desktop.type("要領の改正")
    editor.form.do_button.click()
    desktop.settle()
    desktop.settle()
    newest = office.checklists.list_editions()[0]
    assert (newest.number, newest.change_note, newest.is_usual) == (2, "要領の改正", True)
    assert office.checklists.list_drafts() == ()
    assert desktop.page.shown == newest.id
    assert "公開しました" in heard[-1].sentence


def test_publishing_can_be_left_and_a_difference_gone_to(desktop: Desktop, editor: Editor) -> None:
    editor.go_to(Place(1, 1))
    focus(editor, "title.ja")
    desktop.type("新")
    desktop.at_rest()
    editor.publish_button.click()
    desktop.settle()
    assert not editor.publish_button.isEnabled()
    desktop.press(Key.Key_Escape)
    assert editor.form is None
    editor.publish_button.click()
    desktop.settle()
    editor.publishing.differences.table.choose_first()
    editor.publishing.differences.table.setFocus()
    desktop.press(Key.Key_Return)
    assert editor.form is None
    assert editor.place == Place(1, 1)
    assert editor.body.currentWidget() is editor.work


def test_somebody_elses_change_is_told_and_nothing_is_lost(
    desktop: Desktop, editor: Editor, draft_id: UUID, office: Office
) -> None:
    heard: list[Notice] = []
    desktop.shell.notices.raised.connect(heard.append)
    theirs = {**desktop.kept(draft_id), "title": {"ja": "相手の題名"}}
    office.checklists.keep_draft(draft_id, theirs, revision=1)
    editor.go_to(HEAD)
    focus(editor, "title.ja")
    desktop.type("x")
    desktop.at_rest()
    assert editor.said.text() == "保存していません"
    (told,) = heard
    assert "先に変更しました" in told.sentence
    editor.publish()
    assert editor.form is None
    assert editor.holds_back(), "leaving would lose what was typed: said once"
    assert not editor.holds_back()
    assert told.deed is not None
    told.deed()
    desktop.settle()
    desktop.at_rest()
    drafts = {one.id: one for one in office.checklists.list_drafts()}
    assert len(drafts) == 2
    assert drafts[draft_id].title == "相手の題名"
    assert editor.keeper is not None
    mine = editor.keeper.kept.draft_id
    assert drafts[mine].title.endswith("x")
    desktop.type("y")
    desktop.at_rest()
    assert office.checklists.read_draft(mine).line.title.endswith("xy")


def test_an_individual_number_is_refused_and_never_kept(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    heard: list[Notice] = []
    desktop.shell.notices.raised.connect(heard.append)
    editor.go_to(FIRST)
    focus(editor, "title.ja")
    desktop.type("123456789018")
    desktop.qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert "個人番号" in heard[0].sentence
    assert "1234" not in heard[0].sentence
    assert "1234" not in part_at(desktop.kept(draft_id), FIRST)["title"]["ja"]
    desktop.press(Key.Key_Z, CTRL)
    desktop.at_rest()


def test_the_lock_keeps_nothing_in_sight_and_loses_nothing(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    from PySide6.QtWidgets import QLabel

    editor.go_to(FIRST)
    focus(editor, "title.ja")
    desktop.type("zz")
    desktop.window.show_gate(QLabel("鍵"))
    desktop.settle()
    assert part_at(desktop.kept(draft_id), FIRST)["title"]["ja"].endswith("zz")
    assert editor.draft.document.get("sections", ()) == ()
    desktop.window.show_desk()
    desktop.settle()
    desktop.at_rest()
    assert part_at(editor.draft.document, FIRST)["title"]["ja"].endswith("zz")


def test_behind_the_lock_what_parted_from_the_store_is_kept_apart(
    desktop: Desktop, editor: Editor, draft_id: UUID, office: Office
) -> None:
    from PySide6.QtWidgets import QLabel

    office.checklists.keep_draft(draft_id, {**desktop.kept(draft_id), "title": {"ja": "相手"}}, revision=1)
    editor.go_to(HEAD)
    focus(editor, "title.ja")
    desktop.type("x")
    desktop.at_rest()
    desktop.window.show_gate(QLabel("鍵"))
    desktop.settle()
    assert sorted(one.title[-1] for one in office.checklists.list_drafts()) == ["x", "手"]
    desktop.window.show_desk()
    desktop.settle()
    desktop.at_rest()
    assert editor.draft.document["title"]["ja"].endswith("x")


def test_the_window_closing_keeps_what_waits_to_be_kept(
    desktop: Desktop, editor: Editor, draft_id: UUID
) -> None:
    editor.go_to(FIRST)
    focus(editor, "title.ja")
    desktop.type("q")
    assert not editor.holds_back()
    desktop.settle()
    assert part_at(desktop.kept(draft_id), FIRST)["title"]["ja"].endswith("q")


def test_sections_folded_stay_folded_when_rows_come_and_go(desktop: Desktop, editor: Editor) -> None:
    tree = editor.tree
    tree.setExpanded(tree.tree_model.index_of(Place(1)), False)
    tree.setExpanded(tree.tree_model.index_of(Place(2)), False)
    tree.setExpanded(tree.tree_model.index_of(Place(2)), True)
    editor.go_to(FIRST)
    editor.deeds.copy_item()
    assert not tree.isExpanded(tree.tree_model.index_of(Place(1)))
    assert tree.isExpanded(tree.tree_model.index_of(Place(0)))
    assert tree.isExpanded(tree.tree_model.index_of(Place(2)))


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Backtab], ids=lambda key: key.name)
def test_tab_reaches_every_control_of_the_editor(desktop: Desktop, editor: Editor, key: Qt.Key) -> None:
    for place in (HEAD, Place(0), Place(0, 1)):
        editor.go_to(place)
        for name, field in editor.form_part.form.fields.items():
            if isinstance(field, RecordsField) and field.records:
                records(editor, name).table.choose(0)
        for side in Side:
            editor.side.turn(side)
            desktop.at_rest()
            if side is Side.DRY_RUN:
                editor.side.dry_run.table.choose_first()
            editor.tree.setFocus()
            assert unreached(desktop.window, key) == [], (place, side)


def test_a_closed_editor_is_freed(desktop: Desktop, editor: Editor) -> None:
    editor.leave_button.click()
    desktop.settle()
    desktop.qtbot.waitUntil(lambda: not isValid(editor), timeout=5000)


def test_a_document_that_is_taken_in_empty_can_be_begun(desktop: Desktop, office: Office) -> None:
    draft_id = office.checklists.begin_draft(NewDraft({})).row_id
    assert draft_id is not None
    editor = desktop.open_draft(draft_id)
    desktop.press(Key.Key_N, CTRL)
    desktop.at_rest()
    assert [one["id"] for one in desktop.kept(draft_id)["sections"]] == ["SEC-1"]
    assert editor.place == Place(0)


@pytest.mark.parametrize(
    ("kind", "place", "focused"),
    [
        (FaultKind.MISSING_TITLE, "ORG-02 title", "title.ja"),
        (FaultKind.MISSING_TITLE, "ORG-02 look_at", "look_at.ja"),
        (FaultKind.MISSING_BASIS, "ORG-02", "basis"),
        (FaultKind.UNREACHABLE, "ORG-02", "condition"),
        (FaultKind.DUPLICATE_ID, "ORG-02", "id"),
        (FaultKind.SCHEMA, "ORG-02", "id"),
        (FaultKind.BAD_CONDITION, "ORG-02 responsible_persons", "fields"),
        (FaultKind.DUPLICATE_ID, "ORG-02.responsible_persons", "fields"),
        (FaultKind.MISSING_AS_OF, "P2", "sources"),
        (FaultKind.SCHEMA, "検査方法 choices", "facts"),
        (FaultKind.MISSING_TITLE, "ORG title", "title.ja"),
        (FaultKind.BAD_CONDITION, "ORG", "id"),
    ],
)
def test_going_to_a_fault_ends_in_its_field(
    editor: Editor, kind: FaultKind, place: str, focused: str
) -> None:
    editor.go_to_fault(LintFault(kind, place, "文"))
    holder = editor.form_part.form.fields[focused]
    control = QApplication.focusWidget()
    assert control is not None
    assert holder.isAncestorOf(control)
    if isinstance(holder, RecordsField) and focused != "basis":
        record = holder.records[holder.chosen or 0]
        assert (record.get("id") or record["name"]) in place


def test_a_fault_of_a_count_leads_to_the_count(desktop: Desktop, editor: Editor) -> None:
    editor.go_to(Place(0))
    editor.form_part.section.repeats.buttons[0].click()
    focus(editor, "repeat_count")
    desktop.type("1 +")
    desktop.at_rest()
    assert editor.seen is not None
    editor.tree.setFocus()
    editor.go_to_fault(editor.seen.faults[0])
    assert editor.form_part.section.count.lines.hasFocus()
