"""The parts of a file before it is taken in: all in sight where there is room, else one at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.chips import ChipRow, ChipSpec

_WIDE = 1000
"""Pixels at 100 % from which all parts are in sight."""
HEAD, CONTENT, BESIDE = range(3)


@dataclass(frozen=True)
class Part:
    """One part: the word of its chip, what it holds, its share of the width."""

    word: str
    widget: QWidget
    share: int = 0


class ImportParts(QWidget):
    """The head above, content and what is told of it beneath, side by side."""

    def __init__(self, head: Part, content: Part, beside: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets = (head.widget, content.widget, beside.widget)
        specs = [ChipSpec(at, part.word) for at, part in enumerate((head, content, beside))]
        self.chips = ChipRow(specs, name=_("画面の部分"), one=True)
        self.chips.choose(CONTENT)
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(24))
        for part in (content, beside):
            row.addWidget(part.widget, part.share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(10))
        column.addWidget(self.chips)
        column.addWidget(head.widget)
        column.addLayout(row, 1)
        self.chips.chosen_changed.connect(self._share)

    def turn(self, at: int) -> None:
        """Bring a part into sight."""
        self.chips.choose(at)

    def say_word(self, at: int, word: str) -> None:
        """Change the word of a part's chip."""
        self.chips.say_count(at, word)

    @property
    def is_wide(self) -> bool:
        """Tell whether all parts are in sight."""
        return self.width() >= current_theme().width(_WIDE)

    @Slot()
    @Slot(object)
    def _share(self, _chosen: object = None) -> None:
        is_wide = self.is_wide
        self.chips.setVisible(not is_wide)
        for at, widget in enumerate(self._widgets):
            widget.setVisible(is_wide or self.chips.only == at)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether all fit."""
        super().resizeEvent(event)
        self._share()
