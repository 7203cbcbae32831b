"""The evidence of an item beside its photos: what is there, and what can be added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight.checklist import FieldKind, Item
from oversight.inspections import EvidenceKind, EvidenceRow, SketchDraftRow, word_of
from oversight.words import _
from ui.inspections.conduct.evidence_cards import EvidenceCard, SketchDraftCard
from ui.inspections.conduct.evidence_form import EvidenceForm
from ui.inspections.conduct.key_button import KeyButton
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.text import key_cap, note, quiet_line

_ICONS = {
    EvidenceKind.SERIAL: "id-badge-2",
    EvidenceKind.COUNT: "list-check",
    EvidenceKind.STATEMENT: "user",
    EvidenceKind.DOCUMENT: "file-text",
}


class EvidenceStrip(QWidget):
    """``kind_wanted`` asks to enter a kind, ``sketch_wanted`` to draw; cards tell through the others."""

    kind_wanted = Signal(object)
    sketch_wanted = Signal()
    change_wanted = Signal(object)
    withdraw_given = Signal(object, str)
    resumed = Signal(object)
    dropped = Signal(object)

    def __init__(self, *, is_forbidden: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_forbidden = is_forbidden
        self.asked = note("")
        self.asked.setProperty("role", "warning")
        self.sketch_button = KeyButton(_("見取図を描く"), Shortcut.DRAW_SKETCH.shown, icon="map-pin")
        self.kind_buttons = {kind: Button(word_of(kind), icon=icon) for kind, icon in _ICONS.items()}
        self.cards: list[EvidenceCard] = []
        self.draft_cards: list[SketchDraftCard] = []
        self.form: EvidenceForm | None = None
        self._lay_out()
        self.sketch_button.clicked.connect(self.sketch_wanted)
        for kind, button in self.kind_buttons.items():
            button.setProperty("evidence_kind", kind.value)
            button.setAccessibleName(_("{kind}を証拠に加える").format(kind=word_of(kind)))
            button.clicked.connect(self._tell_kind)

    def _lay_out(self) -> None:
        space = current_theme().space
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space(8))
        buttons = Flow()
        buttons.setSpacing(space(8))
        for widget in (_heading(), self.sketch_button, *self.kind_buttons.values()):
            buttons.addWidget(widget)
        self.column.addLayout(buttons)
        self.column.addWidget(self.asked)

    @Slot()
    def _tell_kind(self) -> None:
        self.kind_wanted.emit(EvidenceKind(str(self.sender().property("evidence_kind"))))

    @property
    def first_button(self) -> Button:
        """Return where one begins to add evidence."""
        return self.sketch_button

    # showing

    def show_item(
        self,
        item: Item,
        rows: Sequence[EvidenceRow],
        drafts: Sequence[SketchDraftRow],
        images: Mapping[str, QImage],
        hidden: EvidenceRow | None = None,
    ) -> None:
        """Show what stands with an item; ``hidden`` is being changed in the form."""
        self._say_asked(item, bool(rows))
        shown = [row for row in rows if hidden is None or row.id != hidden.id]
        if [card.row for card in self.cards] != shown:
            self._rebuild(shown)
        if [card.row for card in self.draft_cards] != list(drafts):
            self._rebuild_drafts(drafts)
        for card in self.cards:
            if card.row.sha256 in images:
                card.show_image(images[card.row.sha256])

    def _say_asked(self, item: Item, has_any: bool) -> None:
        """Say, where cameras are banned, that evidence stands in for the photos the item asks for."""
        wanted = [each.label.spoken() for each in item.fields if each.kind is FieldKind.PHOTO]
        is_said = self._is_forbidden and bool(wanted) and not has_any
        self.asked.setVisible(is_said)
        if is_said:
            names = _("、").join(wanted)
            self.asked.setText(_("写真「{names}」に代わる証拠を加えてください。").format(names=names))

    def _rebuild(self, rows: Sequence[EvidenceRow]) -> None:
        for card in self.cards:
            self._free(card)
        self.cards = []
        for row in rows:
            card = EvidenceCard(row)
            card.change_wanted.connect(self.change_wanted)
            card.withdraw_given.connect(self.withdraw_given)
            self.cards.append(card)
            self.column.addWidget(card)

    def _rebuild_drafts(self, rows: Sequence[SketchDraftRow]) -> None:
        for card in self.draft_cards:
            self._free(card)
        self.draft_cards = []
        for row in rows:
            card = SketchDraftCard(row)
            card.resumed.connect(self.resumed)
            card.dropped.connect(self.dropped)
            self.draft_cards.append(card)
            self.column.insertWidget(2, card)

    def show_image(self, sha256: str, image: QImage) -> None:
        """Show a sketch that has just been read."""
        for card in self.cards:
            if card.row.sha256 == sha256:
                card.show_image(image)

    # the form

    def open_form(self, form: EvidenceForm) -> None:
        """Show a form beneath the buttons, with the cursor in it."""
        self.close_form()
        self.form = form
        self.column.insertWidget(2, form)
        form.show()
        form.focus_first()

    def close_form(self) -> None:
        """Take the form away."""
        if self.form is not None:
            self._free(self.form)
            self.form = None

    def _free(self, widget: QWidget) -> None:
        self.column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def _heading() -> QWidget:
    """Make the words before the buttons, with the key that leads to them."""
    holder = QWidget()
    holder.setMinimumHeight(current_theme().control_height)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_theme().space(8))
    row.addWidget(quiet_line(_("写真のほかの証拠")))
    row.addWidget(key_cap(Shortcut.ADD_OTHER_EVIDENCE.shown), 0, Qt.AlignmentFlag.AlignVCenter)
    return holder
