"""The devices a visitor declares: big buttons by class, what becomes of each, or the declaration of none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.devices import DeclaredDevice, DeviceClass, Handling, Holding, Locker, ShownPermit, Treatment
from oversight.japanese import fold
from oversight.words import _
from ui.devices.device_card import MOST, OFFERED, DeviceCard
from ui.devices.permits_part import PermitsPart
from ui.theme import current_theme
from ui.widgets.buttons import Button, ToggleButton
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.walked_button import bring_into_sight

_MOST_LOCKERS = 8


@dataclass(frozen=True)
class Declaration:
    """What a visitor declares; neither devices nor the declaration of none is no declaration yet."""

    devices: tuple[DeclaredDevice, ...] = ()
    carries_nothing: bool = False


class DeclaredField(Field):
    """``value`` is a ``Declaration``; ``nothing_declared`` follows the press that says so.

    Cards go by class, those of devices under a permit by class and permit.
    """

    nothing_declared = Signal()

    def __init__(
        self,
        name: str,
        holding: Holding,
        classes: Iterable[DeviceClass],
        lockers: Iterable[Locker] = (),
        *,
        is_folded: bool = False,
        offered: Mapping[Handling, tuple[Treatment, ...]] = OFFERED,
    ) -> None:
        super().__init__(name, _("持ち物の申告"), is_required=True)
        self._free = tuple(locker.name for locker in lockers if not locker.holds)[:_MOST_LOCKERS]
        self._offered = offered
        self._holding, self._classes = holding, {each.id: each for each in classes}
        self.cards: dict[str, DeviceCard] = {}
        self.nothing_button = ToggleButton(_("機器を何も持っていない"))
        self.nothing_button.setAccessibleName(_("持ち物の申告 機器を何も持っていない"))
        self.buttons: dict[str, Button] = {}
        self.unfold_button = Button(_("機器がある"), icon="plus")
        self.unfold_button.setAccessibleName(_("持ち物の申告 機器がある"))
        self._hold(self._make_buttons(is_folded))
        self.setFocusProxy(self.nothing_button)
        self.permits = PermitsPart(holding)
        self.permits.declared.connect(self._declare_permitted)
        self.column.insertWidget(1, self.permits)  # before the classes: what is permitted is seen at once
        self._cards = QVBoxLayout()
        self._cards.setSpacing(current_theme().space(8))
        self.column.addLayout(self._cards)
        self.nothing_button.clicked.connect(self._declare_nothing)

    def _make_buttons(self, is_folded: bool) -> QWidget:
        holder = QWidget()
        flow = Flow(holder)
        flow.addWidget(self.nothing_button)
        flow.addWidget(self.unfold_button)
        self.unfold_button.setHidden(not is_folded)
        self.unfold_button.clicked.connect(self._unfold)
        for device in self._classes.values():
            button = self.buttons[device.id] = Button(device.told, icon="plus")
            button.setAccessibleName(_("{device}を申告する").format(device=device.told))
            button.clicked.connect(partial(self._declare, device.id))
            flow.addWidget(button)
            button.setHidden(is_folded)
        return holder

    @Slot()
    def _unfold(self) -> None:
        """Show the classes, with the cursor at the first."""
        self._show_classes()
        next(iter(self.buttons.values())).setFocus()

    def _show_classes(self) -> None:
        self.unfold_button.hide()
        for button in self.buttons.values():
            button.setHidden(False)

    @override
    def value(self) -> Declaration:
        return Declaration(
            tuple(card.declared() for card in self.cards.values()), self.nothing_button.isChecked()
        )

    @override
    def set_value(self, value: Any) -> None:
        declaration = value or Declaration()
        for device_id in tuple(self.cards):
            self._drop(device_id)
        self.nothing_button.setChecked(declaration.carries_nothing)
        for declared in declaration.devices:
            if declared.class_id in self._classes:
                self._show_classes()
                key = _key(declared.class_id, declared.permit_id)
                self._card(declared.class_id, key).show_declared(declared)

    def show_permits(self, permits: Sequence[ShownPermit]) -> None:
        """Show the permits of whoever is chosen; what is declared already is put under its own."""
        words = {each.id: each.told for each in self._classes.values()}
        known = [each for each in permits if each.device_class in self._classes]
        self.permits.show_permits(known, words)
        offered = [each for each in known if each.number in self.permits.buttons]
        for card in self.cards.values():
            own = next((each for each in offered if _is_of(card, each)), None)
            if own is not None:
                card.put_under(own)

    @Slot(object)
    def _declare_permitted(self, permit: ShownPermit) -> None:
        self.nothing_button.setChecked(False)
        key = _key(permit.device_class, permit.id)
        card = self.cards.get(key) or self._card(permit.device_class, key)
        card.put_under(permit)
        self._note_edit()

    @property
    @override
    def is_empty(self) -> bool:
        return not self.cards and not self.nothing_button.isChecked()

    @override
    def wrong(self) -> str:
        if self.is_empty:
            return _("持ち物を申告してもらってください。何も無ければ「機器を何も持っていない」です。")
        for card in self.cards.values():
            if not card.count.check():
                return card.count.error
        return ""

    @Slot()
    def _declare_nothing(self) -> None:
        if self.nothing_button.isChecked():
            for device_id in tuple(self.cards):
                self._drop(device_id)
        self._note_edit()
        if self.nothing_button.isChecked():
            self.nothing_declared.emit()

    def _declare(self, device_id: str) -> None:
        self.nothing_button.setChecked(False)
        if device_id in self.cards:
            card = self.cards[device_id]
            card.count.set_value(min((card.count.value() or 0) + 1, MOST))
        else:
            self._card(device_id, device_id)
        self._note_edit()
        QTimer.singleShot(0, self.cards[device_id], partial(bring_into_sight, self.cards[device_id]))

    def _card(self, device_id: str, key: str) -> DeviceCard:
        card = self.cards[key] = DeviceCard(
            self._classes[device_id], self._holding.devices[device_id], self._free, self._offered
        )
        card.changed.connect(self._note_edit)
        card.unwanted.connect(partial(self._take_back, key))
        self._cards.addWidget(card)
        return card

    def _take_back(self, device_id: str) -> None:
        self._drop(device_id)
        self.nothing_button.setFocus()
        self._note_edit()

    def _drop(self, device_id: str) -> None:
        card = self.cards.pop(device_id)
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()


def _key(class_id: str, permit_id: UUID | None) -> str:
    return f"{class_id} {permit_id}" if permit_id else class_id


def _is_of(card: DeviceCard, permit: ShownPermit) -> bool:
    """Tell whether a card is about the device of a permit: named, or declared before by its serial."""
    declared = card.declared()
    if declared.permit_id is not None:
        return declared.permit_id == permit.id
    is_in = declared.treatment is Treatment.ADMITTED and card.device.id == permit.device_class
    return is_in and bool(declared.serial) and fold(declared.serial) == fold(permit.serial)
