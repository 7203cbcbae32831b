"""How far verifying the journal is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.text import strong

_STEPS = 1000


class WalkRow(QWidget):
    """Hidden until there is something to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("記録簿の検証の進み具合"))
        self.said = strong("")
        self.stop_button = Button(_("検証を止める"), icon="x")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, current_theme().space(8))
        row.setSpacing(current_theme().space(12))
        row.addWidget(self.bar, 1)
        row.addWidget(self.said)
        row.addWidget(self.stop_button)
        self.hide()

    def tell(self, done: int, total: int) -> None:
        """Show how much is done."""
        self.bar.setValue(done * _STEPS // max(total, 1))
        self.said.setText(f"{done * 100 // max(total, 1)}%")
        self.show()
