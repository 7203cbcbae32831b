"""Words to put into a field with one press; one stop for Tab, arrows walk them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget
from typing_extensions import override

from ui.widgets.chips import Chip
from ui.widgets.flow import Flow

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class QuickChips(QWidget):
    """``pressed`` carries the word of the chip pressed, and whether it is on now."""

    pressed = Signal(str, bool)

    def __init__(self, words: Sequence[str], *, name: str, keeps: bool = True) -> None:
        """Offer words; with ``keeps`` a chip stays pressed while its word stands in the field."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        flow = Flow(self)
        self.chips: list[Chip] = []
        for word in words:
            chip = Chip(word, word)
            chip.setCheckable(keeps)
            chip.setAccessibleDescription(name)
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.chips else Qt.FocusPolicy.StrongFocus)
            self._group.addButton(chip)
            self.chips.append(chip)
            flow.addWidget(chip)
        self._group.buttonClicked.connect(self._tell)

    def show_on(self, words: Collection[str]) -> None:
        """Press the chips whose words stand in the field."""
        for chip in self.chips:
            chip.setChecked(chip.text() in words)

    @Slot(QAbstractButton)
    def _tell(self, chip: QAbstractButton) -> None:
        self.pressed.emit(chip.text(), chip.isChecked())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the chips with the arrows."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        at = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        if not step or at < 0:
            super().keyPressEvent(event)
            return
        self.chips[(at + step) % len(self.chips)].setFocus(Qt.FocusReason.OtherFocusReason)
