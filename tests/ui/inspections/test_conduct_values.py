"""Items answered by their value in the mode, sections that repeat, and the move to a newer edition."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight.checklist import FieldKind
from oversight.desk import Desk
from oversight.inspections import AnswerDraft, Mark
from tests.editions import adopt_document, choice, rooms_document, valued
from tests.oversight.checklist.conftest import document_with, field
from tests.oversight.checklist.xlsform.forms import read
from tests.oversight.checklist.xlsform.test_published_forms import content_of
from tests.oversight.inspections.test_moving import next_edition
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press, type_text
from tests.ui.inspections.test_conduct_mode import LAST_YEAR
from tests.ui.test_names import nameless
from ui.inspections.conduct.choice_answer import ChoiceAnswer
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane
from ui.looks import Look, Looks
from ui.shell import Shell
from ui.window import Window


@pytest.fixture
def rooms(site: Site, desk: Desk, conduct: Conduct) -> ConductMode:
    """Give the mode on the rooms' checklist, at its first item."""
    adopt_document(desk, rooms_document())
    return conduct(site.plan())


def saved(site: Site, mode: ConductMode, item_id: str) -> AnswerDraft:
    return site.detail(mode.course.detail.id).answers[item_id].draft


def choices_of(mode: ConductMode) -> ChoiceAnswer:
    choices = mode.stage.item.panel.choices
    assert choices is not None
    return choices


def click_entry(mode: ConductMode, key: str, settle: Settle) -> None:
    mode.side.sections.buttons[key].click()
    settle()


def test_a_number_is_typed_where_the_marks_would_stand(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    rooms.go("BLD-01")
    item = rooms.stage.item
    assert not item.marks.isVisible()
    assert not item.head.look_at.isVisible()
    type_text("12")
    rooms.answering.keep()
    settle()
    assert saved(site, rooms, "BLD-01") == AnswerDraft(mark=Mark.RECORDED, values={"value": 12})
    assert rooms.course.answered_count == 1


def test_a_marked_item_keeps_its_buttons(rooms: ConductMode, window: Window, settle: Settle) -> None:
    assert rooms.course.position == "BLD-00"
    assert rooms.stage.item.marks.isVisible()
    assert len(rooms.stage.item.marks.buttons) == 3
    assert not rooms.stage.item.panel.none_button.isVisible()
    press(window, Qt.Key.Key_2)
    assert rooms.course.mark_of("BLD-00") is Mark.NONCONFORMING
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_9)
    press(window, Qt.Key.Key_0)
    assert rooms.course.mark_of("BLD-00") is Mark.NONCONFORMING


def test_a_figure_picks_a_choice_and_is_saved_at_once(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    rooms.go("ROOM-02")
    press(window, Qt.Key.Key_2)
    settle()
    assert saved(site, rooms, "ROOM-02") == AnswerDraft(mark=Mark.RECORDED, values={"value": "no"})
    assert "ROOM-03" in rooms.course.asked
    press(window, Qt.Key.Key_1)
    settle()
    assert saved(site, rooms, "ROOM-02").values == {"value": "yes"}
    assert "ROOM-03" not in rooms.course.asked
    press(window, Qt.Key.Key_1)
    settle()
    assert saved(site, rooms, "ROOM-02") == AnswerDraft()


def test_a_marked_item_may_ask_for_a_choice_beside_its_mark(
    site: Site, desk: Desk, conduct: Conduct, window: Window, settle: Settle
) -> None:
    document = rooms_document()
    own = field("how", "choice", choices=[choice("key", "鍵", "Key"), choice("card", "カード", "Card")])
    document["sections"][0]["items"][0]["fields"] = [own]
    adopt_document(desk, document)
    mode = conduct(site.plan())
    press(window, Qt.Key.Key_1)
    assert mode.course.position == "BLD-00"  # something is owed
    field_of = mode.stage.item.panel.fields["how"]
    assert isinstance(field_of, ChoiceAnswer)
    field_of.buttons["card"].click()
    settle()
    assert saved(site, mode, "BLD-00") == AnswerDraft(mark=Mark.CONFORMING, values={"how": "card"})
    press(window, Qt.Key.Key_2)
    assert mode.course.mark_of("BLD-00") is Mark.NONCONFORMING  # figures give the mark here


def test_several_are_picked_and_walked_by_keys(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    rooms.go("BLD-05")
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_3)
    settle()
    assert saved(site, rooms, "BLD-05").values == {"value": "paper cloud"}
    first, second, _third = choices_of(rooms).buttons.values()
    first.setFocus()
    press(window, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(window, Qt.Key.Key_Space)
    settle()
    assert saved(site, rooms, "BLD-05").values == {"value": "paper disk cloud"}


def test_a_choice_appears_with_its_condition_and_one_without_ground_stays_until_mended(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    rooms.go("BLD-04")
    cloud = choices_of(rooms).buttons["cloud"]
    assert not cloud.isVisible()
    press(window, Qt.Key.Key_3)
    assert rooms.course.mark_of("BLD-04") is None
    rooms.go("BLD-01")
    type_text("2")
    rooms.go("BLD-04")
    assert cloud.isVisible()
    press(window, Qt.Key.Key_3)
    rooms.go("BLD-01")
    field = rooms.stage.item.panel.fields["value"]
    field.set_value(1)
    field.edited.emit()
    rooms.go("BLD-04")
    assert cloud.isVisible()
    assert choices_of(rooms).error == "選べる答えの中にありません。"
    rooms.answering.keep()
    settle()
    assert saved(site, rooms, "BLD-04").values == {"value": "cloud"}
    gap = next(each for each in rooms.course.gaps() if each.item_id == "BLD-04")
    rooms.go_to_gap(gap)
    press(window, Qt.Key.Key_1)
    settle()
    assert not cloud.isVisible()
    assert choices_of(rooms).error == ""
    assert saved(site, rooms, "BLD-04").values == {"value": "paper"}


def test_a_broken_constraint_is_told_beneath_the_field_and_not_saved(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    rooms.go("BLD-03")
    type_text("R8.11.25")
    field = rooms.stage.item.panel.fields["value"]
    assert field.error == "点検日は今日までの日です。"
    rooms.answering.keep()
    settle()
    assert rooms.course.mark_of("BLD-03") is None
    rooms.go_on()
    assert rooms.course.position == "BLD-03"
    field.set_value(None)
    type_text("R8.11.24")
    assert field.error == ""
    rooms.answering.keep()
    settle()
    assert saved(site, rooms, "BLD-03").values == {"value": "2026-11-24"}


@pytest.mark.parametrize(("item_id", "key"), [("BLD-02", Qt.Key.Key_3), ("BLD-04", Qt.Key.Key_0)])
def test_what_nobody_can_fill_in_is_not_applicable_and_taken_back(
    rooms: ConductMode, site: Site, window: Window, settle: Settle, item_id: str, key: Qt.Key
) -> None:
    rooms.go(item_id)
    if item_id == "BLD-02":
        press(window, Qt.Key.Key_Escape)  # out of the text
    press(window, key)
    panel = rooms.stage.item.panel
    assert panel.reason.isVisible()
    assert not panel.fields["value"].isVisible()
    type_text("no record")
    rooms.answering.keep()
    settle()
    assert saved(site, rooms, item_id).mark is Mark.NOT_APPLICABLE
    assert panel.none_button.text() == "記入に戻す"
    panel.none_button.click()
    settle()
    assert saved(site, rooms, item_id).mark is None
    assert panel.fields["value"].isVisible()


def test_the_way_to_what_is_unanswered_passes_over_what_is_only_advised(
    rooms: ConductMode, window: Window, settle: Settle
) -> None:
    rooms.go("BLD-04")
    press(window, Qt.Key.Key_N)
    assert rooms.course.position == "BLD-06"
    rooms.go_back()
    assert rooms.course.position == "BLD-05"
    assert all(each.item_id != "BLD-05" for each in rooms.course.gaps())


def test_the_photos_stand_first_where_a_photo_is_the_answer(rooms: ConductMode, qtbot: QtBot) -> None:
    view = rooms.stage.item
    for item_id, is_first in (("BLD-06", True), ("BLD-02", False), ("BLD-06", True)):
        rooms.go(item_id)
        qtbot.waitUntil(lambda is_first=is_first: (view.photos.y() < view.panel.y()) is is_first)  # type: ignore[misc]


def test_marks_cannot_be_given_to_what_is_filled_in(
    rooms: ConductMode, window: Window, settle: Settle
) -> None:
    rooms.go("BLD-06")
    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_4)
    assert rooms.course.mark_of("BLD-06") is None


def test_a_room_is_added_by_keyboard_and_stands_in_the_list(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    add = rooms.side.sections.buttons["add:ROOM"]
    assert add.accessibleName() == "＋ 部屋を加える"
    add.setFocus()
    press(window, Qt.Key.Key_Return)
    settle()
    assert rooms.course.position == "ROOM-01#2"
    assert [row.title for row in rooms.course.sections()] == ["建物", "部屋 (1)", "部屋 (2)"]
    type_text("Room 2")
    rooms.go_on()
    settle()
    assert saved(site, rooms, "ROOM-01#2").values == {"value": "Room 2"}


def test_a_room_without_answers_goes_at_once_and_one_with_answers_at_the_second_press(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    click_entry(rooms, "add:ROOM", settle)
    click_entry(rooms, "drop:ROOM", settle)
    assert site.detail(rooms.course.detail.id).repeats == {"ROOM": 1}
    rooms.go("ROOM-01")
    type_text("Store")
    click_entry(rooms, "drop:ROOM", settle)
    assert rooms.side.sections.buttons["drop:ROOM"].entry.word.startswith("もう一度押すと、回答1件")
    rooms.go("BLD-00")
    assert rooms.side.sections.buttons["drop:ROOM"].entry.word == "－ 部屋の最後の1つを外す"
    rooms.go("ROOM-01")
    click_entry(rooms, "drop:ROOM", settle)
    click_entry(rooms, "drop:ROOM", settle)
    assert site.detail(rooms.course.detail.id).repeats == {"ROOM": 0}
    assert rooms.course.position == "BLD-00"
    assert "drop:ROOM" not in rooms.side.sections.buttons
    click_entry(rooms, "add:ROOM", settle)
    assert rooms.course.position == "ROOM-01"
    assert rooms.course.draft_of("ROOM-01").values == {"value": "Store"}


def test_a_refused_part_is_told(
    rooms: ConductMode, window: Window, settle: Settle, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oversight.inspections.parts.MOST_PARTS", 1)
    click_entry(rooms, "add:ROOM", settle)
    assert "1まで" in shell.notices.shown_text if hasattr(shell.notices, "shown_text") else True
    assert rooms.course.detail.repeats == {}
    monkeypatch.undo()
    click_entry(rooms, "add:ROOM", settle)
    assert rooms.course.detail.repeats == {"ROOM": 2}


def test_everything_of_a_value_has_a_name_and_nothing_is_wider_than_the_window(
    rooms: ConductMode, window: Window, settle: Settle
) -> None:
    for item_id in rooms.course.asked:
        rooms.go(item_id)
        assert nameless(rooms) == []


@pytest.mark.parametrize("look", [Look("ja", "light", 200), Look("en", "dark", 100)])
def test_no_choice_is_cut_at_large_text(
    site: Site, desk: Desk, conduct: Conduct, window: Window, looks: Looks, settle: Settle, look: Look
) -> None:
    document = rooms_document()
    long = "とても長い選択肢の名前がここに入り、行の幅を超えても折り返されて最後まで読める必要があります"
    document["sections"][0]["items"][5]["fields"][0]["choices"][0]["label"] = {"ja": long, "en": long}
    adopt_document(desk, document)
    looks.choose(look)
    window.resize(1366, 768)
    mode = conduct(site.plan())
    mode.go("BLD-05")
    settle()
    for button in choices_of(mode).buttons.values():
        words = button._words_in(button.width())
        assert words.width() > 100
        assert button.height() >= button.fontMetrics().height()
    bar = mode.stage.item.horizontalScrollBar()
    assert bar.maximum() == 0


def test_a_newer_edition_is_shown_and_moved_to_once(
    rooms: ConductMode, site: Site, desk: Desk, conduct: Conduct, window: Window, settle: Settle
) -> None:
    assert not rooms.side.newer.isVisible()
    rooms.go("BLD-02")
    type_text("Yamazaki")
    rooms.answering.keep()
    settle()
    inspection_id = rooms.course.detail.id
    next_edition(desk)
    mode = conduct(inspection_id)
    assert mode.side.newer.told.text() == "点検表の新しい版（第2版）があります。"
    mode.side.newer.button.click()
    settle()
    form = mode.move_desk.form
    assert form is not None
    told = "\n".join(each.text() for each in form.findChildren(QWidget) if hasattr(each, "text"))
    assert "BLD-02　管理者：記入済、管理者「Yamazaki」" in told
    assert "そのまま残る回答 0件" in told
    assert not mode.foot.isVisible()
    form.back_button.click()
    settle()
    assert mode.foot.isVisible()
    assert site.detail(inspection_id).edition.number == 1
    mode.side.newer.button.click()
    settle()
    assert mode.move_desk.form is not None
    mode.move_desk.form.do_button.click()
    settle()
    settle()
    again = window.layers.currentWidget()
    assert isinstance(again, ConductMode)
    assert again is not mode
    assert again.course.detail.edition.number == 2
    assert not again.side.newer.isVisible()


def test_the_pane_leads_to_the_changes_too(
    site: Site, desk: Desk, window: Window, shell: Shell, settle: Settle
) -> None:
    adopt_document(desk, rooms_document())
    inspection_id = site.plan()
    next_edition(desk)
    page = window.desk.page if window.desk is not None else None
    assert isinstance(page, InspectionsPage)
    page.on_show()
    settle()
    page.open_row(next(row for row in site.office.inspections.list_inspections() if row.id == inspection_id))
    settle()
    pane = page._detail
    assert isinstance(pane, InspectionPane)
    pane.newer_line.button.click()
    settle()
    form = page._detail
    assert form is not None
    form.do_button.click()  # type: ignore[attr-defined]
    settle()
    settle()
    assert site.detail(inspection_id).edition.number == 2
    assert isinstance(page._detail, InspectionPane)
    assert not hasattr(page._detail, "newer_line")


def test_a_long_id_is_shortened_and_whole_in_its_tool_tip(
    site: Site, desk: Desk, conduct: Conduct, settle: Settle
) -> None:
    document = rooms_document()
    long = "BLD-a_name_an_importer_took_from_somewhere_else"
    document["sections"][0]["items"][0]["id"] = long
    adopt_document(desk, document)
    mode = conduct(site.plan())
    tag = mode.stage.item.head.item_id
    assert tag.text() == "BLD-a_name_an_importer_…"
    assert (tag.toolTip(), tag.accessibleName()) == (long, long)


@pytest.mark.parametrize("name", ["xlsform_spec_test", "loop", "choice_filter_test"])
def test_each_question_of_a_published_form_has_its_field_in_sight(
    site: Site, desk: Desk, conduct: Conduct, window: Window, settle: Settle, name: str
) -> None:
    adopt_document(desk, dict(read(content_of(name), f"{name}.xlsx").document), "form")
    window.resize(1366, 768)
    mode = conduct(site.plan())
    for item_id in mode.course.asked:
        mode.go(item_id)
        item, view = mode.course.item, mode.stage.item
        assert item is not None
        assert view.horizontalScrollBar().maximum() == 0
        if item.only_field is not None:
            assert not view.marks.isVisible()
            assert item.only_field.kind is FieldKind.PHOTO or view.panel.fields["value"].isVisible()
        assert nameless(mode) == []


def test_no_figure_answers_where_no_item_stands(rooms: ConductMode, window: Window, settle: Settle) -> None:
    rooms.go("finish")
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_0):
        press(window, key)
    assert rooms.course.answered_count == 0
    rooms.move_desk.open()  # no newer edition, nothing to show
    settle()
    assert rooms.move_desk.form is None


def test_a_press_while_a_room_is_being_added_adds_no_second(
    rooms: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    rooms.parts.add("ROOM")
    rooms.parts.add("ROOM")
    settle()
    assert site.detail(rooms.course.detail.id).repeats == {"ROOM": 2}


def test_last_years_value_stands_beside_the_field(
    site: Site, desk: Desk, conduct: Conduct, settle: Settle
) -> None:
    adopt_document(desk, document_with(valued("X-01", "階数", "Floors", "number"), id="x", number=1), "x")
    before = site.finalised(LAST_YEAR, own={"X-01": AnswerDraft(values={"value": 3})})
    assert site.detail(before).answers["X-01"].draft.mark is Mark.RECORDED
    mode = conduct(site.plan())
    assert mode.stage.item.head.previous_mark.text() == "記入済"
    assert mode.stage.item.head.previous_text.text() == "前回の記入: 3"
