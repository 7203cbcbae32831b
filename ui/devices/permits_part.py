"""The permits of whoever stands at a door: one press declares a device under its permit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.calendar import show_day
from oversight.devices import Handling, Holding, ShownPermit
from oversight.words import _
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, prose, strong

_LETTING_IN = (Handling.PERMIT, Handling.ALLOWED)


class PermitsPart(QWidget):
    """``declared`` carries the permit whose button was pressed; one that lets nothing in stands in red."""

    declared = Signal(object)

    def __init__(self, holding: Holding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holding = holding
        self.buttons: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self._shown: list[QWidget] = []
        self.hide()

    def show_permits(self, permits: Sequence[ShownPermit], words: Mapping[str, str]) -> None:
        """Show the permits of a person in place of those before; ``words`` are the classes'."""
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.buttons = {}
        heading = strong(_("この人の持込許可"))
        self._shown = [heading, *(self._card(each, words) for each in permits)] if permits else []
        for widget in self._shown:
            self._column.addWidget(widget)
        self.setVisible(bool(permits))

    def _card(self, permit: ShownPermit, words: Mapping[str, str]) -> QWidget:
        card = QFrame()
        card.setProperty("piece", "card")
        space = current_theme().space
        column = QVBoxLayout(card)
        column.setContentsMargins(space(12), space(8), space(12), space(8))
        column.setSpacing(space(6))
        told = told_permit(permit, words)
        column.addWidget(prose(told, "strong"))
        head, tag = Flow(is_centred=True), Tag(*self._told_standing(permit))
        head.addWidget(tag)
        if tag.property("tone") != Tone.DANGER.value:
            button = self.buttons[permit.number] = Button(_("この許可で申告する"), icon="plus")
            button.setAccessibleName(_("{permit} この許可で申告する").format(permit=told))
            button.clicked.connect(partial(self.declared.emit, permit))
            head.addWidget(button)
        column.addLayout(head)
        until = _("{day}まで").format(day=show_day(permit.ends_on, weekday=True))
        conditions = _("条件: {conditions}").format(conditions=permit.conditions) if permit.conditions else ""
        column.addWidget(note("　".join(part for part in (until, conditions) if part)))
        return card

    def _told_standing(self, permit: ShownPermit) -> tuple[str, Tone]:
        said = self._holding.devices.get(permit.device_class)
        if said is None or said.handling not in _LETTING_IN:
            return _("いまの決まりでは持ち込めません"), Tone.DANGER
        if not permit.holds:
            return _("{standing}　持ち込めません").format(standing=permit.standing.word), Tone.DANGER
        return permit.standing.word, Tone.DONE


def told_permit(permit: ShownPermit, words: Mapping[str, str]) -> str:
    """Return a permit in a line: 持R8-0001　ノートパソコン（VJ-12）　識別番号 SN-100."""
    word = words.get(permit.device_class, permit.device_class)
    device = (
        word
        if permit.device in ("", word)
        else _("{word}（{device}）").format(word=word, device=permit.device)
    )
    serial = _("識別番号 {serial}").format(serial=permit.serial)
    return f"{permit.number}　{device}　{serial}"
