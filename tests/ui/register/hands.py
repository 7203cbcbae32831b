"""Hands at the keyboard of the register's windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.page import Page
from ui.register.contractors_page import ContractorsPage
from ui.register.contracts_page import ContractsPage
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.fields import Field
from ui.window import Window

Kind = TypeVar("Kind", bound=QWidget)
CTRL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
_MOST_TABS = 150


class Hands:
    """Types into whatever has the focus."""

    def __init__(self, window: Window, settle: Callable[[], None], qtbot: QtBot) -> None:
        self.window, self.settle, self.qtbot = window, settle, qtbot

    def rest(self) -> None:
        """Let every timer of the pages run out and all work come home."""
        self.qtbot.wait(10)
        self.settle()
        self.qtbot.wait(150)
        self.settle()
        self.qtbot.wait(10)

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        return self.window if focused is None else focused

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        QTest.keyClick(self._focused(), key, modifiers)
        self.settle()

    def commit(self, text: str) -> None:
        """Commit a text as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._focused(), event)

    def tab_to(self, widget: QWidget) -> None:
        passed: list[str] = []
        for _step in range(_MOST_TABS):
            focused = QApplication.focusWidget()
            passed.append(focused.accessibleName() if focused is not None else "-")
            if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
                return
            QTest.keyClick(focused or self.window, Qt.Key.Key_Tab)
        raise AssertionError(f"{widget.accessibleName()} cannot be reached with Tab; passed {passed[-40:]}")

    def fill(self, field: Field, text: str) -> None:
        self.tab_to(field)
        while QApplication.focusWidget() is not field.focusProxy():
            QTest.keyClick(self._focused(), Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_A, CTRL)
        self.commit(text)

    def choose(self, field: Field, value: Any) -> None:
        self.tab_to(field)
        if isinstance(field, ChoiceField):
            self.press(Qt.Key.Key_Home)
            while field.value() != value:
                self.press(Qt.Key.Key_Down)
        elif isinstance(field, OneOfField):
            while QApplication.focusWidget() is not field.buttons[field._values.index(value)]:
                self.press(Qt.Key.Key_Right)
            self.press(Qt.Key.Key_Space)

    def push(self, button: QWidget) -> None:
        self.tab_to(button)
        self.press(Qt.Key.Key_Space)

    def sheet(self, kind: type[Kind]) -> Kind:
        """Return the sheet that covers the window."""
        self.rest()
        found = self.window.layers.currentWidget()
        assert isinstance(found, kind), found
        return found

    def contracts(self) -> ContractsPage:
        page = self._page("contracts")
        assert isinstance(page, ContractsPage)
        return page

    def contractors(self) -> ContractorsPage:
        page = self._page("contractors")
        assert isinstance(page, ContractorsPage)
        return page

    def _page(self, room: str) -> Page | None:
        assert self.window.desk is not None
        self.window.desk.open(room)
        self.rest()
        page = self.window.desk.page
        if page is not None and page.isVisible():
            page.setFocus()
        return page
