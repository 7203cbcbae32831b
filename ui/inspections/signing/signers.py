"""Who signs: one card each, with what they gave and what they may do now."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from oversight.inspections.signature_rows import SignerRow
from oversight.words import _, mark
from ui.inspections.signing.standing import (
    Standing,
    told_missing,
    told_signature,
    told_signer,
    told_state,
    told_voided,
)
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, note, prose


class Way(Enum):
    """What may be done at a signer's card: the verb and its icon."""

    DRAW = (mark("署名する"), "pencil")
    TYPE = (mark("手書きできないとき"), "id-badge-2")
    DECLINE = (mark("署名しない"), "x")
    KEY = (mark("本人のパスフレーズで署名する"), "key")
    VOID = (mark("誤りなので無効にする"), "arrow-back-up")

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return self.value[1]


def ways_of(standing: Standing, signer: SignerRow) -> tuple[Way, ...]:
    """Return what may be done at a signer's card now."""
    if not standing.sheet.is_open:
        return ()
    if not signer.is_open:
        return (Way.VOID,)
    return (Way.DRAW, Way.TYPE, Way.DECLINE) if signer.is_attendee else (Way.KEY,)


class Signers(Pane):
    """``wanted`` carries the way and the signer of a button pressed."""

    wanted = Signal(object, object)

    def __init__(self, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(_("署名する人"), parent)
        self.buttons: dict[QAbstractButton, tuple[Way, SignerRow]] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.column.addWidget(prose(told_missing(standing)))
        for signer in standing.sheet.signers:
            self.column.addWidget(self._card(standing, signer))
        if not standing.sheet.is_open:
            told = _("この版は訂正されるか、すでに訂正されています。署名は新しい版にします。")
            self.column.addWidget(note(told))
        self.end()
        self._group.buttonClicked.connect(self._tell)

    @property
    def first(self) -> QWidget | None:
        """Return the button at which one goes on: that of the first who has not signed."""
        return next((button for button, (way, _who) in self.buttons.items() if way is not Way.VOID), None)

    def button_of(self, way: Way, name: str) -> QAbstractButton:
        """Return the button of a way at the card of a person."""
        return next(button for button, (each, who) in self.buttons.items() if (each, who.name) == (way, name))

    def _card(self, standing: Standing, signer: SignerRow) -> QWidget:
        space = current_theme().space
        card = QFrame()
        card.setProperty("piece", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(space(16), space(12), space(16), space(12))
        column.setSpacing(space(8))
        head = QHBoxLayout()
        head.setSpacing(space(12))
        head.addWidget(prose(told_signer(signer), "strong"), 1)
        head.addWidget(Tag(*told_state(standing, signer)))
        column.addLayout(head)
        column.addWidget(note(signer.organisation))
        for line in filter(None, (told_signature(standing, signer), *told_voided(signer))):
            column.addWidget(prose(line))
        ways = ways_of(standing, signer)
        if ways:
            column.addLayout(self._flow(ways, signer))
        return card

    def _flow(self, ways: tuple[Way, ...], signer: SignerRow) -> Flow:
        flow = Flow()
        for way in ways:
            kind = ButtonKind.LINE if way in (Way.DRAW, Way.KEY) else ButtonKind.QUIET
            button = Button(way.word, kind=kind, icon=way.icon)
            button.setAccessibleName(f"{signer.name} {way.word}")
            self.buttons[button] = way, signer
            self._group.addButton(button)
            flow.addWidget(button)
        return flow

    @Slot(QAbstractButton)
    def _tell(self, pressed: QAbstractButton) -> None:
        self.wanted.emit(*self.buttons[pressed])
