"""The photos of an item: add, look once more, black out, caption, take out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight.checklist import FieldKind, Item
from oversight.inspections import PhotoRow, no_photos_here
from oversight.words import _
from ui.inspections.conduct.photo_button import PhotoButton
from ui.inspections.conduct.photo_cards import PendingPhoto, PhotoCard
from ui.inspections.conduct.photo_rows import ReadingRow, TogetherRow
from ui.inspections.conduct.pictures import Picture
from ui.theme import current_theme
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.text import note

IN_SIGHT = 6
"""Photos of an item that are looked at before the next come: none is added unseen, and no card is slow."""


class PhotoStrip(QWidget):
    """``added`` carries a ``PendingPhoto`` to save with its item's id, ``blacken_wanted`` one to black out;
    ``withdraw_wanted`` the identifier of a photo to take out, ``caption_given`` that of one and its words.
    ``fields_made`` tells that there may be texts that were not there before.
    """

    fields_made = Signal()
    blacken_wanted = Signal(object)
    added = Signal(str, object)
    withdraw_wanted = Signal(object)
    caption_given = Signal(object, str)

    def __init__(self, *, is_forbidden: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_forbidden = is_forbidden
        self.add_button = PhotoButton()
        self.asked, self.instead = note(""), note(no_photos_here().remedy)
        self.reading, self.together = ReadingRow(), TogetherRow()
        self.cards: list[PhotoCard] = []
        self._pending: dict[str, list[PendingPhoto]] = {}
        self._waiting: dict[str, list[tuple[Picture, str]]] = {}
        self._item_id = ""
        self._wanted: dict[str, str] = {}
        self._lay_out()
        self.add_button.setDisabled(is_forbidden)
        self.together.add_wanted.connect(self._add_all)
        self.together.drop_wanted.connect(self._drop_all)

    def _lay_out(self) -> None:
        space = current_theme().space
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(12))
        head = QHBoxLayout()
        head.setSpacing(space(12))
        head.addWidget(self.add_button)
        head.addWidget(self.asked, 1)
        if self.is_forbidden:
            self.asked.setProperty("role", "warning")
            self.asked.setText(_("この区域では写真を使えません"))
        self._column.addLayout(head)
        for row in (self.instead, self.reading, self.together):
            self._column.addWidget(row)
        self.instead.setVisible(self.is_forbidden)
        self._shelf = QWidget()
        self._flow = Flow(self._shelf)
        self._flow.setSpacing(space(12))
        self._column.addWidget(self._shelf)

    # showing

    def show_item(self, item: Item, photos: Sequence[PhotoRow], images: Mapping[str, QImage]) -> None:
        """Show the photos of an item; ``images`` are those already read, by SHA-256."""
        self._item_id = item.id
        self._wanted = {each.id: each.label.spoken() for each in item.fields if each.kind is FieldKind.PHOTO}
        named = _("、").join(self._wanted.values())
        if not self.is_forbidden:
            self.asked.setText(_("求める写真: {names}").format(names=named) if named else "")
        for item_id, pending in self._pending.items():
            for card in pending:
                card.setVisible(item_id == item.id)
        self._show_together()
        self.show_photos(photos, images)
        self.fields_made.emit()

    def show_photos(self, photos: Sequence[PhotoRow], images: Mapping[str, QImage]) -> None:
        """Show the photos in the record."""
        same = 0
        for card, photo in zip(self.cards, photos, strict=False):
            if (card.photo_id, card.caption) != (photo.id, photo.caption):
                break
            same += 1
        if same < max(len(self.cards), len(photos)):
            self._rebuild(photos, same)
        for card in self.cards:
            if card.sha256 in images:
                card.thumbnail.show_image(images[card.sha256])
        self._shelf.setVisible(bool(self.cards))

    def show_image(self, sha256: str, image: QImage) -> None:
        """Show a picture that has just been read."""
        for card in self.cards:
            if card.sha256 == sha256:
                card.thumbnail.show_image(image)

    def _rebuild(self, photos: Sequence[PhotoRow], same: int) -> None:
        """Make the cards anew, but for the first ones, which are the same."""
        for card in self.cards[same:]:
            self._flow.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self.cards[same:]
        for number, photo in enumerate(photos[same:], same + 1):
            card = PhotoCard(photo, number)
            card.withdraw_wanted.connect(self.withdraw_wanted)
            card.caption_given.connect(self.caption_given)
            self.cards.append(card)
            self._flow.addWidget(card)
        self.fields_made.emit()

    # photos not yet added

    @property
    def pending(self) -> list[PendingPhoto]:
        """Return the photos chosen, not yet added and to be looked at, of all items."""
        return [card for cards in self._pending.values() for card in cards]

    def offer(self, picture: Picture, key: str, item_id: str) -> None:
        """Show a picture to be looked at and added; where enough are, once there is room."""
        if len(self._pending.get(item_id, ())) < IN_SIGHT:
            self._show_pending(picture, key, item_id)
        else:
            self._waiting.setdefault(item_id, []).append((picture, key))
        self._show_together()

    def _show_pending(self, picture: Picture, key: str, item_id: str) -> None:
        card = PendingPhoto(picture, self._caption_for(item_id), key)
        card.added.connect(self._pass_on)
        card.dropped.connect(self._drop)
        card.blacken_wanted.connect(self.blacken_wanted)
        self._pending.setdefault(item_id, []).append(card)
        self._column.insertWidget(self._column.indexOf(self._shelf), card)
        card.setVisible(item_id == self._item_id)

    @property
    def _here(self) -> list[PendingPhoto]:
        """Return the photos chosen and not yet added of the item on the screen."""
        return self._pending.get(self._item_id, [])

    def begin_captions(self) -> None:
        """Put the cursor into the caption of the first photo not yet added."""
        self.fields_made.emit()
        if self._here:
            self._here[0].caption.setFocus()

    def _show_together(self) -> None:
        if len(self._here) < 2 and self.together.add_button.hasFocus():
            self.add_button.setFocus()
        self.together.show_count(len(self._here), len(self._waiting.get(self._item_id, ())))

    @Slot()
    def _add_all(self) -> None:
        for card in self._here:
            if card.add_button.isEnabled():
                card.add_button.click()

    @Slot()
    def _drop_all(self) -> None:
        self._waiting.pop(self._item_id, None)
        for card in [each for each in self._here if each.add_button.isEnabled()]:
            self.drop(card.key)
        self.add_button.setFocus()

    def _caption_for(self, item_id: str) -> str:
        """Return what the next photo of the item on the screen is wanted for."""
        named = list(self._wanted.values())
        if not named or item_id != self._item_id:
            return ""
        taken = len(self.cards) + len(self._pending.get(item_id, ()))
        return named[min(taken, len(named) - 1)]

    def asks_for(self, field_id: str) -> bool:
        """Tell whether a field of the item on the screen asks for a photo."""
        return field_id in self._wanted

    def find_pending(self, key: str) -> PendingPhoto | None:
        """Return the photo whose saving has this key."""
        return next((card for card in self.pending if card.key == key), None)

    def find_card(self, photo_id: UUID) -> PhotoCard | None:
        """Return the card of a photo in the record, if it is on the screen."""
        return next((card for card in self.cards if card.photo_id == photo_id), None)

    def unsaved_caption(self) -> Field | None:
        """Return the field of a caption that was written and is not in the record."""
        return next((card.caption_field for card in self.cards if card.has_unsaved_caption), None)

    def item_with_pending(self) -> str:
        """Return an item that has a photo chosen and not added, or nothing."""
        return next((item_id for item_id, cards in self._pending.items() if cards), "")

    @Slot(object)
    def _pass_on(self, card: PendingPhoto) -> None:
        item_id = next(each for each, cards in self._pending.items() if card in cards)
        self.added.emit(item_id, card)

    @Slot(object)
    def _drop(self, card: PendingPhoto) -> None:
        self.drop(card.key)
        self.add_button.setFocus()

    def drop(self, key: str) -> None:
        """Forget a picture: it was added, or is not wanted. Who was busy with it goes on to the next."""
        for item_id, cards in self._pending.items():
            for card in [each for each in cards if each.key == key]:
                was_busy = card.holds_focus()
                cards.remove(card)
                if waiting := self._waiting.get(item_id):
                    self._show_pending(*waiting.pop(0), item_id)
                if was_busy:
                    (self._here[0].caption if self._here else self.add_button).setFocus()
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
        self._show_together()
