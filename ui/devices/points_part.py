"""What at the door of an area wants a look: each point in a sentence, with what may be decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.access import Actor, Deed, may
from oversight.choice_words import word_of
from oversight.devices import DoorPointRow
from oversight.words import _
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, section


class PointsPart(QWidget):
    """``dismissal_wanted`` and ``finding_wanted`` carry the point."""

    dismissal_wanted = Signal(object)
    finding_wanted = Signal(object)

    def __init__(self, points: Sequence[DoorPointRow], actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_decide = may(actor, Deed.EDIT_FINDING)
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(section(_("入室の注意点")))
        for point in points:
            column.addWidget(self._card(point))

    def _card(self, point: DoorPointRow) -> QWidget:
        card, space = QFrame(), current_theme().space
        card.setProperty("piece", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(6))
        head = Flow()
        head.addWidget(Tag(word_of(point.kind), Tone.ATTENTION))
        column.addLayout(head)
        column.addWidget(note(point.told))
        if self._may_decide:
            deeds = Flow()
            for word, wanted in (
                (_("指摘にする"), self.finding_wanted),
                (_("支障なしとする"), self.dismissal_wanted),
            ):
                button = Button(word)
                button.setAccessibleName(f"{word} {point.told}")
                button.clicked.connect(partial(wanted.emit, point))
                self.buttons.append(button)
                deeds.addWidget(button)
            column.addLayout(deeds)
        return card
