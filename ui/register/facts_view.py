"""Facts of one record, label over value, sections apart; empty ones are left out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.text import note, prose, section


class FactsView(QScrollArea):
    """The content of a detail pane."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("surface", "clear")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, current_theme().space(8), 0)
        self._column.setSpacing(current_theme().space(4))
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)

    def add_facts(self, *facts: tuple[str, str]) -> None:
        """Add label and value for each fact that has a value."""
        for label, value in facts:
            if value:
                self._column.addWidget(note(label))
                text = prose(value)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._column.addWidget(text)

    def add_section(self, heading: str) -> None:
        """Begin a section."""
        self._column.addSpacing(current_theme().space(8))
        self._column.addWidget(section(heading))

    def add_warning(self, sentence: str) -> None:
        """Add something to look at."""
        label = note(sentence)
        label.setProperty("role", "warning")
        self._column.addWidget(label)

    def add_text(self, text: str) -> None:
        """Add running text."""
        self._column.addWidget(prose(text))

    def add_button(self, button: QWidget) -> None:
        """Add a button or another widget over the whole width."""
        self._column.addSpacing(current_theme().space(4))
        self._column.addWidget(button)
