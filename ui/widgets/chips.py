"""Chips: filters in words, pressed or not, walked with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from ui.widgets.flow import Flow
from ui.widgets.walked_button import WalkedButton


class Chip(WalkedButton):
    """A filter that is on or off."""

    def __init__(self, text: str, value: object = None, parent: QWidget | None = None) -> None:
        super().__init__(text, kind="chip", parent=parent)
        self.value = value
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


@dataclass(frozen=True)
class ChipSpec:
    """A chip: the value it stands for and its word."""

    value: object
    text: str


class ChipRow(QWidget):
    """A row of chips; ``chosen_changed`` carries the frozen set of values pressed.

    With ``one`` exactly one is pressed at a time (the first to begin with).
    """

    chosen_changed = Signal(object)

    def __init__(
        self, chips: Sequence[ChipSpec], *, name: str, one: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(one)
        row = Flow(self)
        self.chips: list[Chip] = []
        for spec in chips:
            chip = Chip(spec.text, spec.value, self)
            chip.setAccessibleDescription(name)
            self.chips.append(chip)
            self._group.addButton(chip)
            row.addWidget(chip)
        if one and self.chips:
            self.chips[0].setChecked(True)
        self._group.buttonToggled.connect(self._note)

    @property
    def chosen(self) -> frozenset[object]:
        """Return the values pressed."""
        return frozenset(chip.value for chip in self.chips if chip.isChecked())

    @property
    def only(self) -> object:
        """Return the one value pressed, or None."""
        return next((chip.value for chip in self.chips if chip.isChecked()), None)

    def choose(self, *values: object) -> None:
        """Press the chips of these values and no others; tells once."""
        self._group.blockSignals(True)
        for chip in self.chips:
            chip.setChecked(chip.value in values)
        self._group.blockSignals(False)
        self.chosen_changed.emit(self.chosen)

    def say_count(self, value: object, text: str) -> None:
        """Change a chip's word, e.g. when its count is known."""
        for chip in self.chips:
            if chip.value == value:
                chip.setText(text)

    @Slot(QPushButton, bool)
    def _note(self, _chip: QPushButton, is_on: bool) -> None:
        if is_on or not self._group.exclusive():
            self.chosen_changed.emit(self.chosen)
