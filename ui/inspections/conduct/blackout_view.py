"""A page of the mode: a photo large, with a brush to black out faces and papers before it is added."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from oversight.pictures import Blackened
from oversight.words import _
from ui.actions import bind
from ui.inspections.conduct.blackout_canvas import BREADTHS, BlackoutCanvas, Tool
from ui.inspections.conduct.photo_cards import PendingPhoto
from ui.inspections.conduct.photo_page import PhotoPage
from ui.inspections.conduct.pictures import image_of
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind, ToggleButton
from ui.widgets.flow import Flow
from ui.widgets.text import note


class BlackoutView(PhotoPage):
    """What is drawn stands on the photo's card at once: whoever leaves, by whatever way, keeps what is black.

    Only ``cancel_button`` gives up what was drawn since the page was opened.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: PendingPhoto | None = None
        self._before: tuple[Blackened, ...] = ()
        self.setAccessibleName(_("写真の黒塗り"))
        self.canvas = BlackoutCanvas()
        self.tools = {Tool.BRUSH: ToggleButton(_("筆")), Tool.BOX: ToggleButton(_("四角"))}
        self.sizes = [ToggleButton(word) for word in (_("細い"), _("中"), _("太い"))]
        for size, word in zip(self.sizes, (_("細い筆"), _("中くらいの筆"), _("太い筆")), strict=True):
            size.setAccessibleName(word)
        self.undo_button = Button(_("戻す"), kind=ButtonKind.QUIET, icon="arrow-back-up")
        self.redo_button = Button(_("やり直す"), kind=ButtonKind.QUIET)
        self.done_button = Button(_("黒塗りを終える"), icon="check")
        self.cancel_button = Button(_("やめる"), kind=ButtonKind.QUIET)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(40), space(16), space(40), space(8))
        column.setSpacing(space(8))
        bar = Flow()
        for group in (self.tools.values(), self.sizes):
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, space(8), 0)
            row.setSpacing(space(4))
            for choice in group:
                row.addWidget(choice)
            bar.addWidget(held)
        for button in (self.undo_button, self.redo_button, self.done_button, self.cancel_button):
            bar.addWidget(button)
        bar.push_right(self.done_button)
        column.addLayout(bar)
        column.addWidget(note(_("矢印で枠を動かし、＋と－で大きさを変え、スペースで黒く塗れます。")))
        column.addWidget(self.canvas, 1)

    def _listen(self) -> None:
        for buttons in (self.tools.values(), self.sizes):
            group = QButtonGroup(self)
            for button in buttons:
                group.addButton(button)
        self.tools[Tool.BRUSH].setChecked(True)
        self.sizes[1].setChecked(True)
        for button in (*self.tools.values(), *self.sizes):
            button.toggled.connect(self._take_tool)
        self.undo_button.clicked.connect(self._undo)
        self.redo_button.clicked.connect(self._redo)
        self.done_button.clicked.connect(self.finish)
        self.cancel_button.clicked.connect(self._cancel)
        self.canvas.edited.connect(self._show_state)
        bind(Shortcut.UNDO_BLACK, self, self._undo)
        bind(Shortcut.REDO_BLACK, self, self._redo)

    # showing

    def show_card(self, card: PendingPhoto) -> None:
        """Show the photo of a card."""
        self._card, self._before = card, card.areas
        self.canvas.show_image(image_of(card.picture.content), card.areas)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        """Let the card follow each stroke: what is saved is what is seen, whatever happens next."""
        blackening = self.canvas.blackening
        self.undo_button.setEnabled(blackening.can_undo)
        self.redo_button.setEnabled(blackening.can_redo)
        if self._card is not None:
            self._card.show_areas(blackening.areas)

    @Slot()
    def _take_tool(self) -> None:
        self.canvas.tool = next(tool for tool, button in self.tools.items() if button.isChecked())
        self.canvas.breadth = next(
            breadth for breadth, button in zip(BREADTHS, self.sizes, strict=True) if button.isChecked()
        )
        for size in self.sizes:
            size.setEnabled(self.canvas.tool is Tool.BRUSH)

    @Slot()
    def _undo(self) -> None:
        self.canvas.undo()

    @Slot()
    def _redo(self) -> None:
        self.canvas.redo()

    # leaving

    @Slot()
    def _cancel(self) -> None:
        if self._card is not None:
            self._card.show_areas(self._before)
        self.finish()

    def release(self) -> None:
        """Let go of the photo: another page is shown."""
        self._card = None
        self.canvas.forget()
