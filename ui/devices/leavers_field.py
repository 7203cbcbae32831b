"""Who leaves or takes devices back, a card each: what is handed back, and the signature for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.devices import CarrierSign, VisitDeviceRow, VisitRow
from oversight.words import _
from ui.devices.sign_field import SignField
from ui.theme import current_theme
from ui.widgets.buttons import NameToggle
from ui.widgets.choice_fields import MultiChoiceField
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import note


@dataclass(frozen=True)
class Leaving:
    """Who leaves, with which devices, and what each gives as a signature."""

    visit_ids: tuple[UUID, ...]
    device_ids: tuple[UUID, ...]
    signed: Mapping[UUID, CarrierSign]


class LeaverCard(QFrame):
    """One visitor: pressed, they leave; what they take back is handed back and signed for."""

    edited = Signal()

    def __init__(self, visit: VisitRow, *, is_chosen: bool, devices_label: str) -> None:
        super().__init__()
        self.visit = visit
        self.setProperty("piece", "card")
        spoken = _("{person} が退室する").format(person=visit.person)
        self.leaves_button = NameToggle(visit.person, spoken=spoken)
        self.leaves_button.setChecked(is_chosen)
        options = [(device.id, told_device(device)) for device in visit.owed]
        self.devices = MultiChoiceField("device_ids", devices_label, options)
        self.devices.set_value(tuple(device.id for device in visit.owed))
        self.checked = note("\n".join(told_check(each) for each in visit.owed if each.checked_out_how))
        label = _("{person} さんの署名（受け取りました）").format(person=visit.person)
        self.signed = SignField("signed", label, is_required=True)
        self._error = note("")
        self._error.setProperty("role", "error")
        self._lay_out()
        self.leaves_button.clicked.connect(self._note)
        for field in (self.devices, self.signed):
            field.edited.connect(self._note)
        self._show_needed()

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(12))
        head = Flow()
        head.addWidget(self.leaves_button)
        column.addLayout(head)
        for widget in (self._error, self.devices, self.checked, self.signed):
            column.addWidget(widget)
        self._error.hide()

    @property
    def leaves(self) -> bool:
        """Tell whether the visitor leaves."""
        return self.leaves_button.isChecked()

    @property
    def device_ids(self) -> tuple[UUID, ...]:
        """Return what is handed back to them."""
        return tuple(self.devices.value()) if self.leaves else ()

    @Slot()
    def _note(self) -> None:
        self.show_error("")
        self._show_needed()
        self.edited.emit()

    def _show_needed(self) -> None:
        self.devices.setVisible(self.leaves and bool(self.devices.buttons))
        self.checked.setVisible(self.leaves and bool(self.checked.text()))
        self.signed.setVisible(bool(self.device_ids))

    @property
    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with this visitor, or take it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))


class LeaversField(Field):
    """``value`` is a ``Leaving``; whoever takes something back signs, unless it ``is_late``."""

    def __init__(
        self, name: str, label: str, visits: Sequence[VisitRow], chosen: Collection[UUID], devices_label: str
    ) -> None:
        super().__init__(name, label, is_required=True)
        self.is_late = False
        self.cards = [
            LeaverCard(each, is_chosen=each.id in chosen, devices_label=devices_label) for each in visits
        ]
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        for card in self.cards:
            card.edited.connect(self._note_edit)
            column.addWidget(card)
        self._hold(holder)
        first = self.cards[0]
        if len(self.cards) == 1:
            first.leaves_button.hide()
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs do not know that None takes it away
        self._lead_to(first)

    def _lead_to(self, card: LeaverCard) -> None:
        """Put the focus at a card when the field gets it."""
        self._pointed = card
        is_unsigned = bool(card.device_ids) and (card.error or len(self.cards) == 1)
        lead_focus(self, card.signed.pad if is_unsigned else card.leaves_button)

    @override
    def in_sight(self) -> QWidget:
        return self._pointed

    @property
    def leaving(self) -> list[LeaverCard]:
        """Return the cards of those who leave, in the order of the deed."""
        return [card for card in self.cards if card.leaves]

    @override
    def value(self) -> Leaving:
        cards = self.leaving
        signs = {card.visit.id: card.signed.value() for card in cards if card.device_ids}
        return Leaving(
            tuple(card.visit.id for card in cards),
            tuple(each for card in cards for each in card.device_ids),
            {visit_id: sign for visit_id, sign in signs.items() if sign is not None},
        )

    @override
    def set_value(self, value: Any) -> None:
        """Choose those who leave."""
        for card in self.cards:
            card.leaves_button.setChecked(value is None or card.visit.id in value.visit_ids)

    @property
    @override
    def is_empty(self) -> bool:
        return not self.leaving

    @override
    def wrong(self) -> str:
        if self.is_empty:
            return _("退室する人を選んでください。")
        for place, card in enumerate(self.leaving):
            is_owed = bool(card.device_ids) and not (self.is_late and card.signed.is_empty)
            sentence = card.signed.wrong() if is_owed else ""
            if sentence:
                return self.point_at_person(place, sentence)
        return ""

    def point_at_person(self, place: int, sentence: str) -> str:
        """Say at the card of one who leaves what is wrong, and return it with their name."""
        card = self.leaving[place]
        card.show_error(sentence)
        self._lead_to(card)
        return _("{person}: {what}").format(person=card.visit.person, what=sentence)


def told_device(device: VisitDeviceRow) -> str:
    """Return a device in a line: スマートフォン 1台（ロッカー12）."""
    told = _("{device} {count}台").format(device=device.class_word, count=device.count)
    where = device.kept_at or device.permit_number or device.serial
    return _("{what}（{rules}）").format(what=told, rules=where) if where else told


def told_check(device: VisitDeviceRow) -> str:
    """Return how taking a device out is checked, as its permit says."""
    return _("{device}　持出時の確認: {how}").format(device=told_device(device), how=device.checked_out_how)
