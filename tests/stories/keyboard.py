"""A pair of hands at the keyboard: Tab, letters, keys; texts come as an input method commits them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.app import Program
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField, OneOfField
from ui.widgets.fields import Field

Kind = TypeVar("Kind", bound=QWidget)
_PATIENCE_SECONDS = 60
_MOST_VISITS = 2
_NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Keyboard:
    """Types into whatever has the focus; waits for the program as a person would."""

    def __init__(self, program: Program, out: Path | None = None) -> None:
        self.program, self.window, self._out = program, program.window, out
        self.pictures: list[Path] = []

    # waiting and looking

    def rest(self, seconds: float = 0.05) -> None:
        """Let the program finish what it is doing, and a little more."""
        until, limit = time.monotonic() + seconds, time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until or not self.program.background.is_idle:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.002)
            if time.monotonic() > limit:
                raise AssertionError("the program does not come to rest")

    def wait_for(self, kind: type[Kind], *, ready: Callable[[Kind], bool] = lambda _w: True) -> Kind:
        """Wait until a widget of a kind is in sight (and ready)."""
        limit = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < limit:
            self.rest()
            for widget in self.window.findChildren(kind):
                if widget.isVisible() and ready(widget):
                    return widget
        self.picture("not-in-sight")
        raise AssertionError(f"no {kind.__name__} comes into sight")

    def picture(self, name: str) -> None:
        """Keep a picture of the window."""
        self.rest(0.2)
        if self._out is not None:
            path = self._out / f"{len(self.pictures) + 1:02d}-{name}.png"
            self.window.grab().save(str(path))
            self.pictures.append(path)

    # keys

    def come_to_front(self) -> None:
        """Click the window's title, so to speak: off-screen nobody gives it back the focus."""
        if QApplication.activeWindow() is None and QApplication.activePopupWidget() is None:
            self.window.activateWindow()
            QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key where the focus is."""
        self.come_to_front()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.rest(0.02)

    def type(self, text: str) -> None:
        """Commit a text where the focus is, as an input method does."""
        self.come_to_front()
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)
        self.rest(0.01)

    def tab_to(self, widget: QWidget) -> None:
        """Go with Tab until the focus is in a widget; fail if it never is.

        A page that is being read anew may lay its parts out meanwhile: who does not get there rests and walks
        once more.
        """
        if self._walk_to(widget):
            return
        self.rest(1.0)
        if self._walk_to(widget):
            return
        self.picture("unreachable")
        name = widget.accessibleName() or widget.objectName() or type(widget).__name__
        raise AssertionError(f"{name} cannot be reached with Tab")

    def _walk_to(self, widget: QWidget) -> bool:
        self.come_to_front()
        passed: list[QWidget | None] = []
        while passed.count(QApplication.focusWidget()) < _MOST_VISITS:
            focused = QApplication.focusWidget()
            if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
                return True
            passed.append(focused)
            QTest.keyClick(focused or self.window, Qt.Key.Key_Tab)
            QApplication.processEvents()
        return False

    def push(self, button: QWidget) -> None:
        """Go to a button with Tab and press it with the space bar."""
        self.tab_to(button)
        self.press(Qt.Key.Key_Space)

    # fields

    def fill(self, field: Field, text: str) -> None:
        """Go to a field with Tab and type; what stood there is replaced."""
        self.tab_to(field)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(text)
        assert not field.wrong(), f"{field.label}: {field.wrong()}"

    def choose(self, field: Field, value: object) -> None:
        """Go to a field of choices with Tab and choose by arrows or the space bar."""
        self.tab_to(field)
        if isinstance(field, ChoiceField):
            self.press(Qt.Key.Key_Home)
            for _step in range(field.combo.count()):
                if field.value() == value:
                    break
                self.press(Qt.Key.Key_Down)
        elif isinstance(field, OneOfField | MultiChoiceField):
            at = field._values.index(value)
            self.tab_or_arrow_to(field.buttons[at])
            self.press(Qt.Key.Key_Space)
        chosen = field.value()
        assert chosen == value or (isinstance(chosen, tuple) and value in chosen), field.label

    def tab_or_arrow_to(self, button: QWidget) -> None:
        """Go to one of a group of buttons: Tab enters the group, arrows walk it."""
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Tab):
            for _step in range(12):
                if QApplication.focusWidget() is button:
                    return
                QTest.keyClick(QApplication.focusWidget() or self.window, key)
                QApplication.processEvents()
        raise AssertionError(f"{button.accessibleName()} cannot be reached by keyboard")
