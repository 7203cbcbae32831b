"""The devices a visitor declares: big buttons by class, what becomes of each, or the declaration of none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.devices import (
    HANDLING_WORDS,
    DeclaredDevice,
    DeviceClass,
    Handling,
    Holding,
    Locker,
    Treatment,
)
from oversight.inspections import word_of
from oversight.words import _
from ui.devices.holding_part import HANDLING_TONES
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind, ToggleButton
from ui.widgets.choice_fields import OneOfField
from ui.widgets.fields import Field, TextField
from ui.widgets.flow import Flow
from ui.widgets.number_field import NumberField
from ui.widgets.text import Tag, note, strong

_MOST = 99
_MOST_LOCKERS = 8
OFFERED: Mapping[Handling, tuple[Treatment, ...]] = {
    Handling.BANNED: (Treatment.DEPOSITED, Treatment.REFUSED),
    Handling.DEPOSIT: (Treatment.DEPOSITED, Treatment.REFUSED),
    Handling.PERMIT: (Treatment.ADMITTED, Treatment.DEPOSITED, Treatment.REFUSED),
    Handling.ALLOWED: (Treatment.ADMITTED, Treatment.DEPOSITED),
}
"""What may become of a device at the door, the usual first."""
AS_IT_WAS: Mapping[Handling, tuple[Treatment, ...]] = dict.fromkeys(Handling, tuple(Treatment)[::-1])
"""What may have become of it, whatever the rule says: paper tells what happened."""


@dataclass(frozen=True)
class Declaration:
    """What a visitor declares; neither devices nor the declaration of none is no declaration yet."""

    devices: tuple[DeclaredDevice, ...] = ()
    carries_nothing: bool = False


class DeviceCard(QFrame):
    """One class of devices declared: how many, what becomes of them, where they are kept."""

    changed = Signal()
    unwanted = Signal()

    def __init__(
        self,
        device: DeviceClass,
        said: Handling,
        why: str,
        lockers: Iterable[str] = (),
        offered: Mapping[Handling, tuple[Treatment, ...]] = OFFERED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.device = device
        self.locker_buttons = [self._locker_button(name) for name in lockers]
        self._lockers = QWidget()
        self.setProperty("piece", "card")
        options = [(each, word_of(each)) for each in offered[said]]
        self.count = NumberField("count", _("台数"), low=1, high=_MOST, width=90)
        self.treatment = OneOfField("treatment", _("取扱い"), options)
        self.kept_at = TextField("kept_at", _("ロッカー・封印番号"), width=200)
        self.serial = TextField("serial", _("識別番号（許可証の番号）"), width=240)
        self.remove_button = Button(_("取り消す"), kind=ButtonKind.QUIET, icon="trash")
        self.remove_button.setAccessibleName(_("{device}を取り消す").format(device=device.told))
        for field in self._fields:
            field.edited.connect(self._note)
        self.count.set_value(1)
        self.treatment.set_value(OFFERED[said][0])
        self.remove_button.clicked.connect(self.unwanted)
        self._lay_out(said, why)
        self._show_needed()

    @property
    def _fields(self) -> tuple[Field, ...]:
        return self.count, self.treatment, self.kept_at, self.serial

    def _lay_out(self, said: Handling, why: str) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(8))
        head = Flow()
        head.addWidget(strong(self.device.told))
        head.addWidget(Tag(_(HANDLING_WORDS[said]), HANDLING_TONES[said]))
        head.addWidget(self.remove_button)
        column.addLayout(head)
        if why:
            column.addWidget(note(_("決まり: {rules}").format(rules=why)))
        row = Flow()
        for field in self._fields:
            row.addWidget(field)
        column.addLayout(row)
        free = Flow(self._lockers)
        for button in self.locker_buttons:
            free.addWidget(button)
        column.addWidget(self._lockers)

    def _locker_button(self, name: str) -> Button:
        button = Button(name)
        button.setAccessibleName(_("{device}を{locker}に預かる").format(device=self.device.told, locker=name))
        button.clicked.connect(partial(self._put_in_locker, name))
        return button

    def _put_in_locker(self, name: str) -> None:
        self.kept_at.set_value(name)
        self.changed.emit()

    @Slot()
    def _note(self) -> None:
        self._show_needed()
        self.changed.emit()

    def _show_needed(self) -> None:
        treatment = self.treatment.value()
        self.kept_at.setVisible(treatment is Treatment.DEPOSITED)
        self._lockers.setVisible(treatment is Treatment.DEPOSITED and bool(self.locker_buttons))
        self.serial.setVisible(treatment is Treatment.ADMITTED)

    def declared(self) -> DeclaredDevice:
        """Return what is declared."""
        treatment = self.treatment.value() or Treatment.REFUSED
        return DeclaredDevice(
            self.device.id,
            self.count.value() or 1,
            treatment,
            self.kept_at.value() if treatment is Treatment.DEPOSITED else "",
            self.serial.value() if treatment is Treatment.ADMITTED else "",
        )

    def show_declared(self, declared: DeclaredDevice) -> None:
        """Show what was declared before; where it is kept is new each time."""
        self.count.set_value(declared.count)
        self.treatment.set_value(declared.treatment)
        self.kept_at.set_value(declared.kept_at)
        self.serial.set_value(declared.serial)
        self._show_needed()


class DeclaredField(Field):
    """``value`` is a ``Declaration``."""

    def __init__(
        self,
        name: str,
        holding: Holding,
        classes: Iterable[DeviceClass],
        lockers: Iterable[Locker] = (),
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
        holder = QWidget()
        flow = Flow(holder)
        flow.addWidget(self.nothing_button)
        for device in self._classes.values():
            button = self.buttons[device.id] = Button(device.told, icon="plus")
            button.setAccessibleName(_("{device}を申告する").format(device=device.told))
            button.clicked.connect(partial(self._declare, device.id))
            flow.addWidget(button)
        self._hold(holder)
        self.setFocusProxy(self.nothing_button)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(current_theme().space(8))
        self.column.addLayout(self._cards)
        self.nothing_button.clicked.connect(self._declare_nothing)

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
                self._card(declared.class_id).show_declared(declared)

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

    def _declare(self, device_id: str) -> None:
        self.nothing_button.setChecked(False)
        if device_id in self.cards:
            card = self.cards[device_id]
            card.count.set_value(min((card.count.value() or 0) + 1, _MOST))
        else:
            self._card(device_id)
        self._note_edit()

    def _card(self, device_id: str) -> DeviceCard:
        said = self._holding.devices[device_id]
        card = self.cards[device_id] = DeviceCard(
            self._classes[device_id], said.handling, _("、").join(said.rules), self._free, self._offered
        )
        card.changed.connect(self._note_edit)
        card.unwanted.connect(partial(self._take_back, device_id))
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
