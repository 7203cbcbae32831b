"""The list of checklists: what it tells, and the deeds of its pane, by keys and buttons."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from models.department import Role
from oversight.access import Actor
from oversight.office import Office
from tests.ui.checklist.writing import Desktop
from tests.ui.test_names import nameless
from ui.checklist.compare_page import ComparePage
from ui.checklist.pane import ChecklistPane, Wish
from ui.checklist.rows import ChecklistRow, ChecklistView
from ui.checklist.side_part import Side
from ui.notices import ConfirmDialog


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def open_pane(desktop: Desktop, row_id: UUID) -> ChecklistPane:
    page = desktop.page
    page.on_show()
    desktop.settle()
    assert page.table.choose(row_id)
    assert page.table.chosen is not None
    page.open_row(page.table.chosen)
    desktop.settle()
    assert page.pane is not None
    return page.pane


def cells(desktop: Desktop) -> list[list[str]]:
    model = desktop.page.table.rows_model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def publish_next(office: Office, *, use: bool = False) -> UUID:
    """Publish a second edition with another title."""
    before = office.checklists.list_editions()[0].id
    draft_id = office.checklists.copy_edition(before).row_id
    assert draft_id is not None
    detail = office.checklists.read_draft(draft_id)
    document = {**detail.document, "title": {"ja": "次の点検表"}}
    revision = office.checklists.keep_draft(draft_id, document, revision=detail.line.revision)
    edition_id = office.checklists.publish(
        draft_id, revision=revision, change_note="要領の改正", use=use
    ).row_id
    assert edition_id is not None
    return edition_id


def test_the_list_tells_editions_and_drafts(desktop: Desktop, draft_id: UUID, office: Office) -> None:
    desktop.page.on_show()
    desktop.settle()
    draft, edition = cells(desktop)
    assert draft[1:4] == ["案", "作成中", ""]
    assert edition[1:4] == ["第1版", "ふだん使う", "93"]
    assert edition[-1] == "0件の検査"
    assert [chip.text() for chip in desktop.page.chips.chips] == ["使用中 1", "案 1", "すべて 2"]
    assert nameless(desktop.window) == []


def test_chips_and_search_narrow(desktop: Desktop, draft_id: UUID) -> None:
    page = desktop.page
    page.on_show()
    desktop.settle()
    page.chips.choose(ChecklistView.DRAFTS)
    assert [row[1] for row in cells(desktop)] == ["案"]
    page.chips.choose(ChecklistView.IN_USE)
    assert [row[1] for row in cells(desktop)] == ["第1版"]
    page.search.setText("無い語")
    page._narrow()
    assert cells(desktop) == []
    assert "この条件に当たる点検表はありません。" in said(page.empty)


def test_an_edition_is_copied_and_the_draft_shown(desktop: Desktop, office: Office) -> None:
    pane = open_pane(desktop, office.checklists.list_editions()[0].id)
    assert nameless(pane) == []
    pane.buttons[Wish.COPY].click()
    desktop.settle()
    desktop.settle()
    (draft,) = office.checklists.list_drafts()
    assert desktop.page.shown == draft.id
    assert desktop.page.pane is not None
    assert set(desktop.page.pane.buttons) == {Wish.OPEN, Wish.COMPARE, Wish.EXPORT, Wish.DROP}


def test_a_draft_is_dropped_after_one_question(desktop: Desktop, draft_id: UUID, office: Office) -> None:
    open_pane(desktop, draft_id).buttons[Wish.DROP].click()
    (dialog,) = desktop.page.findChildren(ConfirmDialog)
    assert office.checklists.list_drafts()
    dialog.verb_button.click()
    desktop.settle()
    assert office.checklists.list_drafts() == ()
    assert [row[1] for row in cells(desktop)] == ["第1版"]


def test_enter_opens_a_draft_to_be_written_and_an_edition_to_be_read(
    desktop: Desktop, draft_id: UUID, office: Office
) -> None:
    page = desktop.page
    page.on_show()
    desktop.settle()
    page.table.setFocus()
    page.table.choose(draft_id)
    desktop.press(Qt.Key.Key_Return)
    desktop.settle()
    assert not desktop.editor.is_read_only
    desktop.at_rest()
    desktop.press(Qt.Key.Key_Escape)
    desktop.settle()
    page.table.setFocus()
    page.table.choose(office.checklists.list_editions()[0].id)
    desktop.press(Qt.Key.Key_Return)
    desktop.settle()
    editor = desktop.editor
    assert editor.is_read_only
    assert editor.publish_button.isHidden()
    assert all(button.isHidden() for button in editor.tree_part.buttons)
    assert nameless(editor) == []


def test_which_edition_is_used_is_said_by_buttons(desktop: Desktop, office: Office) -> None:
    second = publish_next(office)
    first = next(one.id for one in office.checklists.list_editions() if one.id != second)
    pane = open_pane(desktop, second)
    assert set(pane.buttons) >= {Wish.PUT_IN_USE, Wish.MAKE_USUAL}
    assert "要領の改正" in said(pane)
    pane.buttons[Wish.PUT_IN_USE].click()
    desktop.settle()
    desktop.settle()
    (used,) = office.checklists.list_in_use()
    assert used.id == second
    open_pane(desktop, first).buttons[Wish.MAKE_USUAL].click()
    desktop.settle()
    assert office.checklists.list_in_use()[0].id == first


def test_an_edition_of_another_checklist_is_taken_out_of_use(desktop: Desktop, office: Office) -> None:
    from oversight.checklist.drafts import NewDraft

    draft_id = office.checklists.copy_edition(office.checklists.list_editions()[0].id).row_id
    assert draft_id is not None
    document = office.checklists.read_draft(draft_id).document
    office.checklists.drop_draft(draft_id)
    own_id = office.checklists.begin_draft(NewDraft({**document, "title": {"ja": "別の点検表"}})).row_id
    assert own_id is not None
    edition_id = office.checklists.publish(own_id, revision=1, change_note="新しい業務").row_id
    assert edition_id is not None
    assert len(office.checklists.list_in_use()) == 2
    open_pane(desktop, edition_id).buttons[Wish.TAKE_OUT].click()
    desktop.settle()
    assert len(office.checklists.list_in_use()) == 1


def test_editions_are_compared_and_a_line_leads_into_the_edition(desktop: Desktop, office: Office) -> None:
    second = publish_next(office)
    open_pane(desktop, second).buttons[Wish.COMPARE].click()
    desktop.settle()
    page = desktop.window.layers.currentWidget()
    assert isinstance(page, ComparePage)
    assert [one.what for one in page.list.differences] == ["題名"]
    assert nameless(page) == []
    page.list.table.choose_first()
    assert "次の点検表" in said(page.list.detail)
    page.list.table.setFocus()
    desktop.press(Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.editor.is_read_only
    desktop.editor.leave_button.click()
    desktop.settle()
    assert desktop.window.layers.currentWidget() is page
    page.other.set_value(None)
    page.reread()
    assert page.list.differences == ()
    page.leave_button.click()
    assert desktop.page.isVisible()


def test_the_only_edition_has_none_to_be_compared_with(desktop: Desktop, office: Office) -> None:
    open_pane(desktop, office.checklists.list_editions()[0].id).buttons[Wish.COMPARE].click()
    desktop.settle()
    page = desktop.window.layers.currentWidget()
    assert isinstance(page, ComparePage)
    assert page.list.said.text() == "比べられる版が、ほかにありません。"


def test_a_draft_is_compared_in_the_editor(desktop: Desktop, draft_id: UUID) -> None:
    open_pane(desktop, draft_id).buttons[Wish.COMPARE].click()
    desktop.settle()
    assert desktop.at_rest().side.side is Side.DIFFERENCES


def test_who_may_not_change_checklists_only_reads(desktop: Desktop, draft_id: UUID, office: Office) -> None:
    auditor = Actor(None, "監査 四郎", roles=frozenset({Role.AUDITOR}))
    object.__setattr__(office.desk, "actor", auditor)
    pane = open_pane(desktop, office.checklists.list_editions()[0].id)
    assert set(pane.buttons) == {Wish.OPEN, Wish.COMPARE, Wish.EXPORT}
    pane = open_pane(desktop, draft_id)
    assert set(pane.buttons) == {Wish.OPEN, Wish.COMPARE, Wish.EXPORT}
    pane.buttons[Wish.OPEN].click()
    desktop.settle()
    assert desktop.editor.is_read_only


def test_the_help_names_the_keys_of_the_editor(desktop: Desktop) -> None:
    assert "Alt+Up　上へ移す" in desktop.page.help_text()


def test_an_empty_list_says_what_to_do(desktop: Desktop) -> None:
    page = desktop.page
    assert page.told_empty(0)[0] == "点検表がまだありません。"
    page.shown = "nothing of this name"
    page.show_chosen()
    page._do_wish(Wish.OPEN)
    assert page.pane is None


def test_a_row_is_an_edition_or_a_draft() -> None:
    with pytest.raises(ValueError, match="neither"):
        _nothing = ChecklistRow().id
