"""Drives the editor as a person does: keys, and what the store holds afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight.checklist.editing import Place
from oversight.office import Office
from ui.checklist.editor import Editor, open_editor
from ui.checklist.page import ChecklistsPage
from ui.checklist.rows import ChecklistRow
from ui.shell import Shell
from ui.window import Window

Settle = Callable[[], None]
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Desktop:
    """The window with the list, and the ways about in it."""

    office: Office
    shell: Shell
    window: Window
    qtbot: QtBot
    settle: Settle

    @property
    def page(self) -> ChecklistsPage:
        """Return the list."""
        desk = self.window.desk
        assert desk is not None
        assert isinstance(desk.page, ChecklistsPage)
        return desk.page

    @property
    def editor(self) -> Editor:
        """Return the editor that covers the window."""
        editor = self.window.layers.currentWidget()
        assert isinstance(editor, Editor)
        return editor

    def open_draft(self, draft_id: UUID) -> Editor:
        """Open a draft in the editor."""
        line = next(one for one in self.office.checklists.list_drafts() if one.id == draft_id)
        open_editor(self.shell, ChecklistRow(draft=line), owner=self.shell)
        self.settle()
        return self.at_rest()

    def at_rest(self) -> Editor:
        """Wait until the draft is kept and looked at as it stands."""
        editor = self.editor

        def is_at_rest() -> bool:
            keeper = editor.keeper
            is_kept = keeper is None or keeper.is_parted or not keeper.is_unsaved
            return is_kept and editor.seen is not None and editor.seen.document is editor.draft.document

        self.qtbot.waitUntil(is_at_rest, timeout=20_000)
        self.settle()
        QTest.qWait(1)
        return editor

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text where the focus is: by keys, or as an input method commits what has no key."""
        for sign in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            if sign.isascii():
                QTest.keyClicks(focused, sign)
                continue
            event = QInputMethodEvent()
            event.setCommitString(sign)
            QApplication.sendEvent(focused, event)

    def kept(self, draft_id: UUID) -> Mapping[str, Any]:
        """Return the draft's document as the store holds it."""
        return self.office.checklists.read_draft(draft_id).document

    def walk_to(self, place: Place) -> None:
        """Walk to a place of the tree with the arrows."""
        tree = self.editor.tree
        tree.setFocus()
        for _step in range(2000):
            if tree.place == place:
                return
            self.press(Qt.Key.Key_Down if _order(tree.place) < _order(place) else Qt.Key.Key_Up)
        raise AssertionError("never reached")


def _order(place: Place) -> tuple[int, int]:
    return place.section, -1 if place.item is None else place.item
