"""The persons of a group at the door: added by name, from the lists, or by one press; a card each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _, _n
from ui.devices.entry_drafts import given_of_regular
from ui.devices.given_persons import Given, people_of
from ui.devices.person_card import PersonCard
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind, NameButton
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import Field, TextField
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import strong

if TYPE_CHECKING:
    from oversight.devices import Regular
    from ui.devices.door_reading import DoorStanding

_LEAST = 2


class _AddedName(TextField):
    """A name with the button that adds it."""

    @override
    def _beside(self) -> tuple[QWidget, ...]:
        self.add_button = Button(_("加える"), icon="plus")
        return (self.add_button,)


class PersonsField(Field):
    """``value`` is a tuple of ``Given``, one card open at a time; ``completed`` follows the last of them."""

    completed = Signal()

    def __init__(self, name: str, shell: Shell, standing: DoorStanding) -> None:
        super().__init__(name, _("入る人"), is_required=True)
        self._shell, self._standing = shell, standing
        self.cards: list[PersonCard] = []
        self._is_late = False
        self.name_field = _AddedName("added", _("氏名を書いて加える"), width=280)
        self.add_button = self.name_field.add_button
        self.list_field = ChoiceField("listed", _("名簿から加える"), tuple(people_of(standing)))
        self.begin_button = Button(_("申告と署名を受ける"), icon="chevron-right")
        self.regular_buttons = [self._regular_button(each) for each in standing.awaited]
        self._count = strong("")
        holder = QWidget()
        self._lay_out(holder)
        self._hold(holder)
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs do not know that None takes it away
        self._pointed: QWidget = self
        lead_focus(self, self.name_field.line)
        self.name_field.line.returnPressed.connect(self._add_typed)
        self.add_button.clicked.connect(self._add_typed)
        self.list_field.edited.connect(self._add_listed)
        self.begin_button.clicked.connect(self.go_on)
        self._show_count()

    def _lay_out(self, holder: QWidget) -> None:
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(self.name_field)
        column.addWidget(self.list_field)
        regulars = Flow()
        for button in self.regular_buttons:
            regulars.addWidget(button)
        column.addLayout(regulars)
        column.addWidget(self._count)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(current_theme().space(8))
        column.addLayout(self._cards)
        row = Flow()
        row.addWidget(self.begin_button)
        column.addLayout(row)

    def _regular_button(self, regular: Regular) -> Button:
        spoken = _("{person}を加える").format(person=regular.person)
        button = NameButton(regular.person, spoken=spoken, kind=ButtonKind.LINE, icon="user")
        button.clicked.connect(partial(self._add_regular, regular))
        return button

    def set_late(self, is_late: bool) -> None:
        """Ask for signatures, or no longer: of what is recorded afterwards none is owed."""
        self._is_late = is_late
        for card in self.cards:
            card.set_late(is_late)

    # adding

    @Slot()
    def _add_typed(self) -> None:
        name = self.name_field.value()
        if name:
            self.name_field.set_value("")
            self.name_field.line.setFocus()
            self._add(Given(None, name))

    @Slot()
    def _add_listed(self) -> None:
        who = self.list_field.value()
        self.list_field.set_value(None)
        if who is not None and who not in [card.given.who for card in self.cards]:
            self._add(Given(who, ""))

    def _add_regular(self, regular: Regular) -> None:
        given = given_of_regular(regular)
        known = [(card.given.who, card.given.person) for card in self.cards]
        if (given.who, given.person) not in known:
            self._add(given)

    def _add(self, given: Given) -> None:
        self._put(given)
        self._note_edit()

    def _put(self, given: Given) -> None:
        card = PersonCard(self._shell, self._standing, given)
        card.edited.connect(self._note_edit)
        card.opened.connect(partial(self._close_others, card))
        card.next_wanted.connect(self.go_on)
        card.unwanted.connect(partial(self._take_out, card))
        card.set_late(self._is_late)
        self.cards.append(card)
        self._cards.addWidget(card)
        self._show_count()

    def _take_out(self, card: PersonCard) -> None:
        self._drop(card)
        self.name_field.line.setFocus()
        self._note_edit()

    def _drop(self, card: PersonCard) -> None:
        self.cards.remove(card)
        self._pointed = self
        lead_focus(self, self.name_field.line)
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.cards)
        self._count.setText(_n("{count}人", count).format(count=count))
        self.begin_button.setVisible(bool(count))

    # one after the other

    @Slot()
    def go_on(self) -> None:
        """Open the first person who has not declared and signed; when all have, close the last."""
        following = next((card for card in self.cards if not card.is_complete), None)
        if following is not None:
            following.open()
            return
        for card in self.cards:
            card.close_up()
        self.completed.emit()

    def _close_others(self, opened: PersonCard) -> None:
        for card in self.cards:
            if card is not opened and card.is_open:
                card.close_up()

    def point_at_person(self, place: int, sentence: str) -> None:
        """Open the card of a person and say there what is wrong."""
        card = self.cards[place]
        card.open()
        card.show_error(sentence)
        self._pointed = card
        lead_focus(self, card.goes_on)

    @override
    def in_sight(self) -> QWidget:
        return self._pointed

    # the field

    @override
    def value(self) -> tuple[Given, ...]:
        return tuple(card.given for card in self.cards)

    @override
    def set_value(self, value: Any) -> None:
        for card in tuple(self.cards):
            self._drop(card)
        for given in value or ():
            self._put(given)

    @property
    @override
    def is_empty(self) -> bool:
        return not self.cards

    @override
    def wrong(self) -> str:
        if len(self.cards) < _LEAST:
            return _("2人以上を加えてください。1人なら「入室を受け付ける」です。")
        for place, card in enumerate(self.cards):
            sentence = card.wrong()
            if sentence:
                self.point_at_person(place, sentence)
                return _("{person}: {what}").format(person=card.name, what=sentence)
        return ""
