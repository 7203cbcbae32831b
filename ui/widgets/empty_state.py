"""What an empty list says: why it is empty and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.text import prose, section


class EmptyState(QWidget):
    """A sentence, a hint, and at most one button (``button`` is None without a verb)."""

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        *,
        verb: str = "",
        icon: str = "plus",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(24), 0, 0)
        column.setSpacing(space(8))
        self._sentence, self._hint = section(sentence), prose(hint, "sub")
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        self.button: Button | None = None
        if verb:
            self.button = Button(verb, kind=ButtonKind.LINE, icon=icon)
            column.addSpacing(space(8))
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, sentence: str, hint: str = "") -> None:
        """Say another reason for being empty."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
