"""Two parts beside each other; where there is no room for both, one at a time, chosen by chips."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.chips import ChipRow, ChipSpec

_WIDE = 1000
"""Pixels at 100 % from which both parts stand side by side."""


class TwoParts(QWidget):
    """``parts`` are word, widget and share of the width of each."""

    def __init__(self, *parts: tuple[str, QWidget, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets = [widget for _word, widget, _share in parts]
        specs = [ChipSpec(at, word) for at, (word, _widget, _share) in enumerate(parts)]
        self.chips = ChipRow(specs, name=_("画面の部分"), one=True)
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(24))
        for _word, widget, share in parts:
            row.addWidget(widget, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.chips)
        column.addLayout(row, 1)
        self.chips.chosen_changed.connect(self._share)

    def turn(self, at: int) -> None:
        """Bring a part into sight."""
        self.chips.choose(at)

    @property
    def is_wide(self) -> bool:
        """Tell whether both parts are in sight."""
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
        """Decide anew whether both fit."""
        super().resizeEvent(event)
        self._share()
