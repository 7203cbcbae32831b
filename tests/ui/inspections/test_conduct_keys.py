"""The mode by keyboard alone, as an inspector with one hand on a clipboard works."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight.inspections import Mark
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press, type_text
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier


def test_several_items_are_answered_without_a_mouse(
    mode: ConductMode, window: Window, site: Site, settle: Settle, qtbot: QtBot
) -> None:
    inspection_id = mode.course.detail.id
    press(window, Qt.Key.Key_1)  # ORG-01 lacks nothing: on to the next
    assert mode.course.position == "ORG-02"
    press(window, Qt.Key.Key_2)
    assert QApplication.focusWidget() is mode.stage.item.panel.finding.finding_text.lines
    type_text("Kanri sekininsha ga todokede to chigau. 1, 2, 3")
    press(window, Qt.Key.Key_Right, ALT)
    assert mode.course.position == "ORG-03"
    press(window, Qt.Key.Key_3)
    type_text("Toriatsukai nashi")
    press(window, Qt.Key.Key_Escape)  # leaves the text, not the mode
    assert window.layers.currentWidget() is mode
    press(window, Qt.Key.Key_N)
    assert mode.course.position == "ORG-04"
    press(window, Qt.Key.Key_Left, ALT)
    press(window, Qt.Key.Key_M)
    type_text("memo")
    press(window, Qt.Key.Key_Escape)
    settle()
    answers = site.detail(inspection_id).answers
    assert answers["ORG-01"].draft.mark is Mark.CONFORMING
    assert answers["ORG-02"].draft.mark is Mark.NONCONFORMING
    assert answers["ORG-02"].draft.finding_text == "Kanri sekininsha ga todokede to chigau. 1, 2, 3"
    assert answers["ORG-03"].draft.reason == "Toriatsukai nashi"
    assert answers["ORG-03"].draft.note == "memo"
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.layers.currentWidget() is window.desk)
    assert isinstance(window.desk.page if window.desk else None, InspectionsPage)


def test_enter_goes_on_and_the_numbers_answer(mode: ConductMode, window: Window) -> None:
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    assert mode.course.position == "ORG-03"
    assert mode.course.answered_count == 0


def test_an_answer_given_can_be_gone_back_to(mode: ConductMode, window: Window, settle: Settle) -> None:
    press(window, Qt.Key.Key_1)
    assert "ORG-01" in mode.foot.undo_button.text()
    mode.foot.undo_button.click()
    assert mode.course.position == "ORG-01"
    assert mode.stage.item.marks.buttons[Mark.CONFORMING].isChecked()
    assert not mode.foot.undo_button.isVisible()


def test_without_going_on_the_item_stays(mode: ConductMode, window: Window) -> None:
    mode.side.goes_on.set_checked(False)
    press(window, Qt.Key.Key_1)
    assert mode.course.position == "ORG-01"


def test_an_item_that_lacks_a_number_is_not_left_by_itself(mode: ConductMode, window: Window) -> None:
    mode.go("ORG-03")
    press(window, Qt.Key.Key_1)
    assert mode.course.position == "ORG-03"
    mode.stage.item.panel.fields["handlers"].setFocus()
    type_text("12")
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_1)
    assert mode.course.position == "ORG-04"
    assert mode.course.draft_of("ORG-03").values == {"handlers": 12}


def test_keys_belong_to_the_input_method_while_it_composes(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    press(window, Qt.Key.Key_2)
    lines = mode.stage.item.panel.finding.finding_text.lines
    QApplication.sendEvent(lines, QInputMethodEvent("しょるい", []))
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_M):
        press(window, key)
        assert mode.course.position == "ORG-01"
        assert mode.stage.item.mark is Mark.NONCONFORMING
        assert QApplication.focusWidget() is lines
    committed = QInputMethodEvent()
    committed.setCommitString("書類")
    QApplication.sendEvent(lines, committed)
    press(window, Qt.Key.Key_Escape)
    settle()
    assert "書類" in mode.course.draft_of("ORG-01").finding_text


def test_a_letter_pressed_by_program_is_held_back_while_one_types(mode: ConductMode, window: Window) -> None:
    from ui.shortcuts import Shortcut

    mode.stage.item.panel.note.setFocus()
    mode._keys.press(Shortcut.ANSWER_CONFORMING)
    assert mode.stage.item.mark is None
    mode._keys.press(Shortcut.NEXT_ITEM)
    assert mode.course.position == "ORG-02"


def test_sections_are_walked_with_arrows_and_entered(mode: ConductMode, window: Window) -> None:
    buttons = list(mode.side.sections.buttons.values())
    buttons[0].setFocus()
    press(window, Qt.Key.Key_Down)
    assert buttons[1].hasFocus()
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Up)
    assert buttons[0].hasFocus()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert mode.course.position == "HUM-01"
    mode.side.sections.buttons["closing"].click()
    assert mode.course.position == "closing"


def test_an_inspection_under_way_reopens_at_the_same_item(
    mode: ConductMode, window: Window, conduct: Conduct, settle: Settle, qtbot: QtBot
) -> None:
    inspection_id = mode.course.detail.id
    mode.go("PHY-05")
    mode.close_mode()
    settle()
    qtbot.waitUntil(lambda: window.layers.currentWidget() is window.desk)
    assert conduct(inspection_id).course.position == "PHY-05"


def test_what_cannot_be_read_is_not_left_unseen(mode: ConductMode, window: Window) -> None:
    mode.go("ORG-03")
    press(window, Qt.Key.Key_1)
    field = mode.stage.item.panel.fields["handlers"]
    field.setFocus()
    type_text("12,5")
    press(window, Qt.Key.Key_Right, ALT)
    assert mode.course.position == "ORG-03"
    assert "小数点" in field.error
    assert field.control.hasFocus()
    press(window, Qt.Key.Key_Right, ALT)  # told once; who goes on again gives it up
    assert mode.course.position == "ORG-04"
    mode.go("ORG-03")
    assert field.is_empty


def test_a_number_out_of_bounds_is_told_and_not_saved(
    mode: ConductMode, window: Window, settle: Settle, site: Site
) -> None:
    mode.go("ORG-03")
    press(window, Qt.Key.Key_1)
    field = mode.stage.item.panel.fields["handlers"]
    field.setFocus()
    type_text("-5")
    press(window, Qt.Key.Key_Escape)
    settle()
    assert "0以上の数にしてください。" in field.error
    press(window, Qt.Key.Key_1)
    settle()
    assert mode.course.position == "ORG-03"
    assert mode.side.unsaved.isVisible()
    field.setFocus()
    press(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text("5")
    press(window, Qt.Key.Key_Escape)
    settle()
    assert not mode.side.unsaved.isVisible()
    assert site.detail(mode.course.detail.id).answers["ORG-03"].draft.values == {"handlers": 5}
