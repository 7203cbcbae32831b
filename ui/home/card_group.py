"""A group of numbers under its heading: those with something to do large and first, the zeros in a line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.home.cards import GroupSpec
from ui.theme import Tone, current_theme
from ui.widgets.cards import Card
from ui.widgets.flow import Flow
from ui.widgets.text import Prose, section

_HEADING, _BESIDE = 132, 900


class CardGroup(QWidget):
    """Holds the cards of a group; its heading stands beside them, above them where there is no room."""

    def __init__(self, spec: GroupSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec, self.heading = spec, _(spec.heading)
        self.setAccessibleName(self.heading)
        space = current_theme().space
        self._title: Prose = section(self.heading)
        self._pressing, self._quiet = Flow(is_even=True), Flow()
        self.cards = [self._card(_(each.heading)) for each in spec.cards]
        cards = QVBoxLayout()
        cards.setSpacing(space(8))
        self._pressing.setSpacing(space(12))
        cards.addLayout(self._pressing)
        cards.addLayout(self._quiet)
        cards.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space(8))
        self._box.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addLayout(cards, 1)
        for card in self.cards:
            self._quiet.addWidget(card)

    def _card(self, heading: str) -> Card:
        card = Card(heading, tone=Tone.NEUTRAL, parent=self)
        card.setAccessibleDescription(self.heading)
        return card

    @property
    def in_order(self) -> tuple[Card, ...]:
        """Return the cards as they stand: those that count something, then the zeros."""
        return tuple(sorted(self.cards, key=lambda card: card.is_quiet))

    def arrange(self) -> None:
        """Set each card where its number belongs."""
        items = {item.widget(): item for item in (*self._pressing.hand_over(), *self._quiet.hand_over())}
        for flow, is_quiet in ((self._pressing, False), (self._quiet, True)):
            flow.take_up(items[card] for card in self.cards if card.is_quiet is is_quiet)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew where the heading stands."""
        super().resizeEvent(event)
        theme = current_theme()
        is_beside = event.size().width() >= theme.width(_BESIDE)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(sideways if is_beside else down)
        self._title.setMinimumWidth(theme.width(_HEADING) if is_beside else 0)
        self._title.setMaximumWidth(theme.width(_HEADING) if is_beside else self.maximumWidth())


def chain(groups: Iterable[CardGroup]) -> None:
    """Let Tab walk the cards group by group, as they stand."""
    for one, following in pairwise(card for group in groups for card in group.in_order):
        QWidget.setTabOrder(one, following)
