"""The tree of a draft with the deeds on what stands under its cursor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.words import _
from ui.actions import Action, action_button
from ui.checklist.tree import ChecklistTree
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus


class TreePart(QWidget):
    """Each ``…_wanted`` asks for what its button says of the place under the cursor."""

    item_wanted = Signal()
    section_wanted = Signal()
    copy_wanted = Signal()
    up_wanted = Signal()
    down_wanted = Signal()
    retirement_wanted = Signal()

    def __init__(self, *, is_read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = ChecklistTree()
        quiet = ButtonKind.QUIET
        self.add_button = _button(_("項目を加える"), "plus", Shortcut.ADD_ITEM, self.item_wanted.emit)
        self.section_button = _button(
            _("区分を加える"), "plus", Shortcut.ADD_SECTION, self.section_wanted.emit
        )
        self.copy_button = _button(_("複製"), "notes", Shortcut.COPY_ITEM, self.copy_wanted.emit, quiet)
        self.up_button = _button(_("上へ"), "chevron-up", Shortcut.MOVE_UP, self.up_wanted.emit, quiet)
        self.down_button = _button(
            _("下へ"), "chevron-down", Shortcut.MOVE_DOWN, self.down_wanted.emit, quiet
        )
        self.retire_button = _button(
            _("廃止"), "trash", Shortcut.RETIRE_ITEM, self.retirement_wanted.emit, quiet
        )
        self.buttons = (
            *(self.add_button, self.section_button, self.copy_button),
            *(self.up_button, self.down_button, self.retire_button),
        )
        self._lay_out(is_read_only=is_read_only)
        lead_focus(self, self.tree)

    def _lay_out(self, *, is_read_only: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        deeds = Flow()
        deeds.setSpacing(current_theme().space(4))
        for button in self.buttons:
            deeds.addWidget(button)
            if is_read_only:
                button.hide()
        column.addLayout(deeds)
        column.addWidget(self.tree, 1)

    def allow(self, *, is_item: bool, is_head: bool) -> None:
        """Let those deeds be done that the place under the cursor allows."""
        self.copy_button.setEnabled(is_item)
        for button in (self.up_button, self.down_button, self.retire_button):
            button.setEnabled(not is_head)


def _button(
    word: str, icon: str, shortcut: Shortcut, deed: object, kind: ButtonKind = ButtonKind.LINE
) -> Button:
    return action_button(Action(word, icon, shortcut), deed, kind=kind, word=word)  # type: ignore[arg-type]
