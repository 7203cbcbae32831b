"""One class of devices declared at a door: how many, what becomes of them, where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.devices import (
    DeclaredDevice,
    DeviceClass,
    Handling,
    Said,
    ShownPermit,
    Treatment,
)
from oversight.inspections import word_of
from oversight.words import _
from ui.devices.holding_part import HANDLING_TONES
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import OneOfField
from ui.widgets.fields import Field, TextField
from ui.widgets.flow import Flow
from ui.widgets.number_field import NumberField
from ui.widgets.text import Tag, Wrapping, note

MOST = 99
OFFERED: Mapping[Handling, tuple[Treatment, ...]] = {
    Handling.BANNED: (Treatment.DEPOSITED, Treatment.REFUSED),
    Handling.DEPOSIT: (Treatment.DEPOSITED, Treatment.REFUSED),
    Handling.PERMIT: (Treatment.ADMITTED, Treatment.DEPOSITED, Treatment.REFUSED),
    Handling.ALLOWED: (Treatment.ADMITTED, Treatment.DEPOSITED),
}
"""What may become of a device at the door, the usual first."""
AS_IT_WAS: Mapping[Handling, tuple[Treatment, ...]] = dict.fromkeys(Handling, tuple(Treatment)[::-1])
"""What may have become of it, whatever the rule says: paper tells what happened."""


class DeviceCard(QFrame):
    """A permit named on the card is for one device: its serial and count are the permit's."""

    changed = Signal()
    unwanted = Signal()

    def __init__(
        self,
        device: DeviceClass,
        said: Said,
        lockers: Iterable[str] = (),
        offered: Mapping[Handling, tuple[Treatment, ...]] = OFFERED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.device = device
        self.permit_id: UUID | None = None
        self.permit_tag = Tag("", Tone.DONE)
        self.locker_buttons = [self._locker_button(name) for name in lockers]
        self._lockers = QWidget()
        self.setProperty("piece", "card")
        options = [(each, word_of(each)) for each in offered[said.handling]]
        self.count = NumberField("count", _("台数"), low=1, high=MOST, width=90)
        self.treatment = OneOfField("treatment", _("取扱い"), options)
        self.kept_at = TextField("kept_at", _("ロッカー・封印番号"), width=200, is_required=True)
        self.serial = TextField("serial", _("識別番号（許可証の番号）"), width=240)
        self.remove_button = Button(_("取り消す"), kind=ButtonKind.QUIET, icon="trash")
        self.remove_button.setAccessibleName(_("{device}を取り消す").format(device=device.told))
        for field in self._fields:
            field.edited.connect(self._note)
        self.count.set_value(1)
        self.treatment.set_value(offered[said.handling][0])
        self.remove_button.clicked.connect(self.unwanted)
        self._lay_out(said)
        self._show_needed()

    @property
    def _fields(self) -> tuple[Field, ...]:
        return self.count, self.treatment, self.kept_at, self.serial

    def _lay_out(self, said: Said) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(8))
        head = Flow(is_centred=True)
        head.addWidget(Wrapping(self.device.told, "strong"))
        head.addWidget(Tag(word_of(said.handling), HANDLING_TONES[said.handling]))
        head.addWidget(self.permit_tag)
        head.addWidget(self.remove_button)
        column.addLayout(head)
        why = _("、").join(said.rules)
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
        self.count.setVisible(self.permit_id is None)
        self.permit_tag.setVisible(self.permit_id is not None and treatment is Treatment.ADMITTED)

    def declared(self) -> DeclaredDevice:
        """Return what is declared."""
        treatment = self.treatment.value() or Treatment.REFUSED
        is_admitted = treatment is Treatment.ADMITTED
        return DeclaredDevice(
            self.device.id,
            self.count.value() or 1,
            treatment,
            self.kept_at.value() if treatment is Treatment.DEPOSITED else "",
            self.serial.value() if is_admitted else "",
            self.permit_id if is_admitted else None,
        )

    def put_under(self, permit: ShownPermit) -> None:
        """Declare one device under a permit."""
        self.permit_id = permit.id
        self.permit_tag.setText(permit.number)
        self.count.set_value(1)
        self.treatment.set_value(Treatment.ADMITTED)
        self.serial.set_value(permit.serial)
        self.serial.set_read_only(True)
        self._show_needed()

    def show_declared(self, declared: DeclaredDevice) -> None:
        """Show what was declared before; where it is kept is new each time."""
        self.count.set_value(declared.count)
        self.treatment.set_value(declared.treatment)
        self.kept_at.set_value(declared.kept_at)
        self.serial.set_value(declared.serial)
        self.permit_id = declared.permit_id
        self.permit_tag.setText(_("持込許可") if declared.permit_id else "")
        self._show_needed()
