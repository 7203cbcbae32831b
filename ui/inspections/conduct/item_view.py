"""One item, large: its head, the three answers, and beneath them what belongs to the answer given."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.checklist import Edition, Item
from oversight.errors import RefusedError
from oversight.inspections import AnswerDraft, Mark, PreviousAnswer, ReportedPoint, Statement
from oversight.inspections.evidence_gaps import EVIDENCE
from oversight.inspections.filling import asks_for_picture
from ui.inspections.conduct.answer_panel import AnswerPanel
from ui.inspections.conduct.contradiction_box import ContradictionBox
from ui.inspections.conduct.entry_box import EntryBox
from ui.inspections.conduct.evidence_strip import EvidenceStrip
from ui.inspections.conduct.finding_fields import Due
from ui.inspections.conduct.item_head import ItemHead
from ui.inspections.conduct.marks import MarkButtons
from ui.inspections.conduct.photo_strip import PhotoStrip
from ui.inspections.conduct.scrolling import Scrolling
from ui.theme import current_theme


class ItemView(Scrolling):
    """``marked`` carries a mark just given; ``edited`` follows each change of a field."""

    marked = Signal(object)
    edited = Signal()

    def __init__(
        self, edition: Edition, photos: PhotoStrip, *, may_declare: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.head, self.marks = ItemHead(edition), MarkButtons()
        self.contradiction, self.entries = ContradictionBox(), EntryBox()
        self.panel = AnswerPanel(may_declare=may_declare)
        self.photos = photos
        self.evidence = EvidenceStrip(is_forbidden=photos.is_forbidden)
        self.mark: Mark | None = None
        self.is_by_value = False
        self._lay_out()
        self.marks.marked.connect(self.give)
        self.panel.edited.connect(self.edited)
        self.panel.none_button.clicked.connect(self.give_none)

    def _lay_out(self) -> None:
        space = current_theme().space
        column: QVBoxLayout = self.column
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(space(12))
        column.addWidget(self.marks)
        column.addWidget(self.entries)
        column.addWidget(self.contradiction)
        column.addSpacing(space(16))
        column.addWidget(self.panel)
        column.addSpacing(space(12))
        column.addWidget(self.photos)
        column.addSpacing(space(12))
        column.addWidget(self.evidence)
        if self.head.has_basis_below:
            column.addSpacing(space(12))
            column.addWidget(self.head.basis)
        column.addStretch(1)

    def show_item(
        self,
        item: Item,
        place: str,
        draft: AnswerDraft,
        previous: PreviousAnswer | None,
        due: Due,
    ) -> None:
        """Fill the view with an item and what was answered to it."""
        self.setUpdatesEnabled(False)
        self.mark = draft.mark
        self.is_by_value = item.only_field is not None
        self.head.show_item(item, place, previous)
        self.marks.setVisible(not self.is_by_value)
        self._place_photos(is_answer=asks_for_picture(item))
        self.marks.show_mark(draft.mark)
        self.panel.show_item(item, draft, due)
        self.verticalScrollBar().setValue(0)
        self.setUpdatesEnabled(True)

    def _place_photos(self, *, is_answer: bool) -> None:
        """Let the photos stand where the marks would, where a photo is the answer; else beneath the words."""
        column: QVBoxLayout = self.column
        if (column.indexOf(self.photos) < column.indexOf(self.panel)) is not is_answer:
            column.removeWidget(self.photos)
            place = column.indexOf(self.panel) if is_answer else column.indexOf(self.evidence) - 1
            column.insertWidget(place, self.photos)

    def show_reported(
        self, item_id: str, statements: tuple[Statement, ...], points: tuple[ReportedPoint, ...]
    ) -> None:
        """Show what the contractor reported of the item, and whether the mark contradicts it."""
        self.head.show_reported(statements, points)
        self.contradiction.show_item(item_id, statements)
        self.contradiction.show_mark(self.mark)

    def draft(self) -> AnswerDraft:
        """Return the answer as it stands on the screen."""
        return self.panel.draft(self.mark)

    @Slot(object)
    def give(self, mark: Mark | None) -> None:
        """Give a mark: show what it asks for and put the cursor where words are owed."""
        self._show_given(mark)
        self.marked.emit(mark)

    @Slot()
    def give_none(self) -> None:
        """Say that nothing can be written to an item answered by its value, or take that back."""
        self.give(None if self.mark is Mark.NOT_APPLICABLE else Mark.NOT_APPLICABLE)

    def _show_given(self, mark: Mark | None) -> None:
        self.mark = mark
        self.marks.show_mark(mark)
        self.panel.show_mark(mark)
        self.contradiction.show_mark(mark)
        owed = self.panel.first_owed(mark)
        if owed is not None:
            owed.setFocus()
            QTimer.singleShot(0, self, self.bring_focus_into_sight)

    def show_refusal(self, error: RefusedError) -> None:
        """Show a refusal at its field."""
        self.panel.show_refusal(error)

    def go_to_gap(self, field_id: str) -> None:
        """Put the cursor where something is owed and missing: in its field, or on the way to evidence."""
        place: QWidget | None = self.panel.fields.get(field_id) or self.panel.first_empty()
        if self.photos.asks_for(field_id):
            place = self.evidence.first_button if self.photos.is_forbidden else self.photos.add_button
        elif field_id == EVIDENCE:
            place = self.evidence.first_button
        if place is not None:
            place.setFocus()
            self.bring_focus_into_sight()
