"""One person of a group at the door: what they declare, what they sign with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.devices import ShownPermit
from oversight.words import _, _n
from ui.devices.declared_field import DeclaredField
from ui.devices.given_persons import Given, name_of, who_values
from ui.devices.sign_field import SignField
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, Wrapping, note
from ui.widgets.walked_button import bring_into_sight

if TYPE_CHECKING:
    from ui.devices.door_reading import DoorStanding


class PersonCard(QFrame):
    """Closed it tells how far the person is; open it takes declaration and signature.

    ``next_wanted`` asks to go on to the next person, ``opened`` tells that this one was opened.
    """

    edited = Signal()
    opened = Signal()
    next_wanted = Signal()
    unwanted = Signal()

    def __init__(self, shell: Shell, standing: DoorStanding, given: Given) -> None:
        super().__init__()
        self._shell, self._standing, self._given = shell, standing, given
        self.declared: DeclaredField | None = None
        self.signed: SignField | None = None
        self._is_late = False
        self.name = name_of(standing, given.who, given.person)
        self.setProperty("piece", "card")
        self.declared_tag, self.signed_tag, self._error = Tag(), Tag(), note("")
        self._error.setProperty("role", "error")
        self.open_button = Button(_("申告・署名"), icon="pencil")
        self.open_button.setAccessibleName(_("{person} 申告・署名").format(person=self.name))
        self.remove_button = Button(_("除く"), kind=ButtonKind.QUIET, icon="trash")
        self.remove_button.setAccessibleName(_("{person} 除く").format(person=self.name))
        self.next_button = Button(_("次の人へ"), icon="chevron-right")
        self.next_button.setAccessibleName(_("{person} 次の人へ").format(person=self.name))
        self._lay_out()
        self.open_button.clicked.connect(self.open)
        self.remove_button.clicked.connect(self.unwanted)
        self.next_button.clicked.connect(self.next_wanted)
        self._show_state()

    def _lay_out(self) -> None:
        space = current_theme().space
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space(12), space(12), space(12), space(12))
        self._column.setSpacing(space(12))
        name, head = Wrapping(self.name, "strong"), Flow(is_centred=True)
        for widget in (name, self.declared_tag, self.signed_tag, self.open_button):
            head.addWidget(widget)
        head.addWidget(self.remove_button)
        self._column.addLayout(head)
        self._column.addWidget(self._error)
        self._column.addWidget(self.next_button)
        self._error.hide()
        self.next_button.hide()

    @property
    def given(self) -> Given:
        """Return what the person gave so far."""
        if self.declared is None or self.signed is None:
            return self._given
        return replace(self._given, declared=self.declared.value(), signed=self.signed.value())

    @property
    def is_open(self) -> bool:
        """Tell whether declaration and signature are in sight."""
        return not self.next_button.isHidden()

    @property
    def is_complete(self) -> bool:
        """Tell whether the person has declared and signed."""
        return not self.wrong()

    def set_late(self, is_late: bool) -> None:
        """Ask for a signature, or no longer."""
        self._is_late = is_late
        if self.signed is not None:
            self.signed.set_required(not is_late)
        self._show_state()

    @Slot()
    def open(self) -> None:
        """Show the declaration and the pad, with the cursor where one goes on."""
        if self.declared is None:
            self._make_fields()
        self._show_body(True)
        self.opened.emit()
        self.focus_on()

    def close_up(self) -> None:
        """Show only how far the person is."""
        self._show_body(False)

    def focus_on(self) -> None:
        """Put the cursor where one goes on, with the way to the next person in sight."""
        self.goes_on.setFocus()
        QTimer.singleShot(0, self, self._bring_into_sight)

    @Slot()
    def _bring_into_sight(self) -> None:
        for widget in (self.next_button, self.goes_on):
            bring_into_sight(widget)

    @property
    def goes_on(self) -> QWidget:
        """Return where one goes on: the declaration, then the pad."""
        if self.declared is None or self.signed is None:
            return self.open_button
        return self.declared.nothing_button if self.declared.is_empty else self.signed.pad

    def _make_fields(self) -> None:
        standing, given = self._standing, self._given
        self.declared = DeclaredField(
            "declared", standing.holding, standing.classes, standing.lockers, is_folded=True
        )
        label = _("{person} さんの署名（申告に相違ありません）").format(person=self.name)
        self.signed = SignField("signed", label, is_required=True)
        self.signed.set_required(not self._is_late)
        self.declared.set_value(given.declared)
        for place, field in enumerate((self.declared, self.signed)):
            self._column.insertWidget(2 + place, field)
            field.edited.connect(self._note_edit)
        self.declared.nothing_declared.connect(self.signed.pad.setFocus)
        visits, area_id = self._shell.office.visits, standing.area.id
        who = who_values(given.who, self.name)
        self._shell.read(lambda: visits.permits_of(area_id, **who), self._show_permits, owner=self)

    def _show_permits(self, permits: Sequence[ShownPermit]) -> None:
        if self.declared is not None:
            self.declared.show_permits(permits)

    def _show_body(self, is_open: bool) -> None:
        for widget in (self.declared, self.signed, self.next_button):
            if widget is not None:
                widget.setVisible(is_open)
        self.open_button.setVisible(not is_open)
        self._show_state()

    @Slot()
    def _note_edit(self) -> None:
        self.show_error("")
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        declared = self.declared.value() if self.declared is not None else self._given.declared
        count = sum(each.count for each in declared.devices)
        if count:
            self.declared_tag.say(_n("機器{count}台", count).format(count=count), Tone.INFO)
        elif declared.carries_nothing:
            self.declared_tag.say(_("何も持っていない"), Tone.DONE)
        else:
            self.declared_tag.say(_("申告がまだ"), Tone.ATTENTION)
        is_unsigned = self.signed is None or self.signed.is_empty
        self.signed_tag.setVisible(not (is_unsigned and self._is_late))
        if self.signed is None or self.signed.is_empty:
            self.signed_tag.say(_("署名がまだ"), Tone.ATTENTION)
        else:
            is_declined = self.signed.decline_button.isChecked()
            self.signed_tag.say(_("署名しない") if is_declined else _("署名あり"), Tone.DONE)

    def wrong(self) -> str:
        """Return what the person has not given, or nothing."""
        if self.declared is None or self.signed is None:
            if self._is_late:
                return _("{person} さんの申告がまだです。").format(person=self.name)
            return _("{person} さんの申告と署名がまだです。").format(person=self.name)
        return self.declared.wrong() or self.signed.wrong()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with this person, or take it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
