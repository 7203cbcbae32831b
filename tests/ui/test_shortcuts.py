from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.actions import ADD, VERIFY, action_button, bind
from ui.shortcuts import PAGES, Scope, Shortcut
from ui.widgets.fields import MultiLineField, TextField


def test_no_two_keys_clash_where_both_work() -> None:
    everywhere = [key.shown for key in Shortcut if key.scope is Scope.WINDOW]
    for scope in Scope:
        keys = [key.shown for key in Shortcut if key.scope is scope]
        also = everywhere if scope is not Scope.WINDOW else []
        assert [key for key, count in Counter(keys + also).items() if count > 1] == []


@pytest.mark.parametrize("shortcut", Shortcut)
def test_every_key_is_one_qt_knows_and_has_words(shortcut: Shortcut) -> None:
    assert shortcut.keys.toString(QKeySequence.SequenceFormat.PortableText) == shortcut.shown
    assert shortcut.word


def test_single_letters_work_only_while_conducting() -> None:
    assert {key.scope for key in Shortcut if key.is_letter} == {Scope.CONDUCT}


def test_the_pages_have_the_ten_figures_and_the_keys_beside_them() -> None:
    assert [key.shown for key in PAGES] == [f"Ctrl+{figure}" for figure in (*range(1, 10), 0, "-", "^", "\\")]


class Room(QWidget):
    """A window with a text field, several lines and a button, and the key 1 bound."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.text, self.lines, self.button = (
            TextField("a", "甲"),
            MultiLineField("b", "乙"),
            QPushButton("丙"),
        )
        column = QVBoxLayout(self)
        for widget in (self.text, self.lines, self.button):
            column.addWidget(widget)
        bind(Shortcut.ANSWER_CONFORMING, self, self.press)

    def press(self) -> None:
        self.pressed += 1


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    room = Room()
    qtbot.addWidget(room)
    room.show()
    room.activateWindow()
    with qtbot.waitActive(room):
        room.activateWindow()
    return room


def test_a_single_letter_works_outside_text_fields(room: Room, qtbot: QtBot) -> None:
    room.button.setFocus()
    qtbot.waitUntil(room.button.hasFocus)
    QTest.keyClick(room.button, Qt.Key.Key_1)
    assert room.pressed == 1


def test_a_text_field_keeps_single_letters(room: Room, qtbot: QtBot) -> None:
    for field in (room.text.line, room.lines.lines):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        QTest.keyClick(field, Qt.Key.Key_1)
    assert room.pressed == 0
    assert (room.text.value(), room.lines.value()) == ("1", "1")


def test_a_composing_input_method_keeps_its_keys(room: Room, qtbot: QtBot) -> None:
    line = room.text.line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QApplication.sendEvent(line, QInputMethodEvent("い", []))
    assert line.is_composing
    commit = QInputMethodEvent()
    commit.setCommitString("1件")
    QApplication.sendEvent(line, commit)
    assert room.pressed == 0
    assert room.text.value() == "1件"


def test_a_button_shows_its_verb_and_its_key(room: Room, qtbot: QtBot) -> None:
    button = action_button(ADD, room.press, word="契約を登録する", parent=room)
    button.show()
    assert button.text() == "契約を登録する"
    assert "Ctrl+N" in button.toolTip()
    button.setText("契約を登録する (3件)")
    QTest.keyClick(room, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert room.pressed == 1
    button.setEnabled(False)
    QTest.keyClick(room, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert room.pressed == 1
    plain = action_button(VERIFY, room.press, parent=room)
    assert plain.toolTip() == ""
    assert plain.text() == "記録簿を検証する"
