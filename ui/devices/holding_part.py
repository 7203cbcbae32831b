"""What holds at the door of an area, in words: what is asked, what becomes of each device, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.choice_words import word_of
from oversight.devices import DeviceClass, Handling, Holding
from oversight.devices.rule_words import told_demands, told_devices
from oversight.words import _
from ui.theme import Tone, current_theme
from ui.widgets.facts import Facts
from ui.widgets.text import Tag, note, section

HANDLING_TONES = {
    Handling.BANNED: Tone.DANGER,
    Handling.DEPOSIT: Tone.ATTENTION,
    Handling.PERMIT: Tone.INFO,
    Handling.ALLOWED: Tone.NEUTRAL,
}


class HoldingPart(QWidget):
    """The demands of a door, then its devices by what becomes of them, each with the rules that say so."""

    def __init__(
        self, holding: Holding, classes: tuple[DeviceClass, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(section(_("入口で求めること")))
        asked = tuple(told_demands(holding))
        column.addWidget(Facts(asked) if asked else note(_("決まりはありません。")))
        column.addWidget(section(_("持ち込む機器")))
        for handling in Handling:
            names = told_devices(holding, classes, handling)
            if names:
                column.addWidget(Tag(word_of(handling), HANDLING_TONES[handling]))
                for line in names:
                    column.addWidget(note(line))
