"""Tab reaches every control of every page, and comes round; so does Shift+Tab."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from tests.factories import make_contract
from tests.ui.tab_walk import WindowsShown, pauses, unreached
from ui.app import page_classes
from ui.page import Page
from ui.shell import Shell
from ui.window import Window

KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def test_a_control_that_tab_skips_is_found(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    keeps_tab = QPlainTextEdit()
    for widget in (QPushButton("あとで"), keeps_tab):
        column.addWidget(widget)
    room.show()
    room.activateWindow()
    QTest.qWaitForWindowActive(room)
    keeps_tab.setFocus()
    assert unreached(room) == ["QPushButton あとで"]
    keeps_tab.setTabChangesFocus(True)
    assert unreached(room) == []


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
@pytest.mark.parametrize("page", page_classes(), ids=lambda page: page.key.value)
def test_tab_reaches_every_control_of_a_page(
    page: type[Page], key: Qt.Key, shell: Shell, desk: Desk, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    make_contract(desk)
    window = Window(shell.notices)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    view = window.open_desk(shell, page_classes())
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    with WindowsShown() as shown:
        view.open(page.key.value)
        settle()
        # a list reads the row under the cursor after a short pause: what it shows then is walked too
        qtbot.waitUntil(lambda: not pauses(window), timeout=20_000)
        settle()
    assert shown == [], "a control flashed up as a window of its own"
    assert view.page is not None
    view.page.setFocus()
    assert unreached(window, key) == []
    window.close_desk()
    settle()
