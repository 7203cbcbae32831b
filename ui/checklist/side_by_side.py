"""The three parts of the editor: side by side where there is room, fewer at a time where there is not."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _, mark
from ui.theme import current_theme
from ui.widgets.chips import ChipRow, ChipSpec

_THREE, _TWO, _ONE = 1120, 760, 360
"""So many parts stand side by side where the page is so wide, in pixels at 100 %."""


class Part(Enum):
    """A part of the editor, in its word."""

    TREE = mark("構成")
    FORM = mark("内容")
    SIDE = mark("見本・直すところ")


class SideBySide(QWidget):
    """Holds the parts; ``show_part`` brings one into sight where not all are."""

    def __init__(self, tree: QWidget, form: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = {Part.TREE: tree, Part.FORM: form, Part.SIDE: side}
        self.chips = ChipRow([ChipSpec(part, _(part.value)) for part in Part], name=_("画面の部分"), one=True)
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(20))
        for widget, share in ((tree, 30), (form, 40), (side, 34)):
            row.addWidget(widget, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.chips)
        column.addLayout(row, 1)
        self.chips.chosen_changed.connect(self._fit)

    def show_part(self, part: Part) -> None:
        """Bring a part into sight."""
        self.chips.choose(part)

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for the room of one part alone: the others give way."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), current_theme().width(_ONE)), least.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew how many parts stand side by side."""
        super().resizeEvent(event)
        self._fit()

    @Slot(object)
    def _fit(self, _chosen: object = None) -> None:
        width, theme = self.width(), current_theme()
        is_three, is_two = width >= theme.width(_THREE), width >= theme.width(_TWO)
        only = self.chips.only
        self.chips.setHidden(is_three)
        self.chips.chips[0].setHidden(is_two)
        if is_two and only is Part.TREE:
            only = Part.FORM
        for key, part in self._parts.items():
            part.setHidden(not (is_three or key is only or (is_two and key is Part.TREE)))
