"""What is known of a record, as labels and values beneath one another; what is empty is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import current_theme
from ui.widgets.text import note, prose

Fact = tuple[str, str]
"""Label and value."""
_LABEL_WIDTH = 88


class Facts(QWidget):
    """Two columns: labels and values."""

    def __init__(self, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(12))
        grid.setVerticalSpacing(theme.space(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.width(_LABEL_WIDTH))
        top = Qt.AlignmentFlag.AlignTop
        for place, (label, value) in enumerate(fact for fact in facts if fact[1]):
            words = prose(value)
            words.setAccessibleName(f"{label} {value}")
            grid.addWidget(note(label), place, 0, top)
            grid.addWidget(words, place, 1, top)
