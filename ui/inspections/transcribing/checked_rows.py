"""A section's rows, big and plain, to be held against the paper; one that differs says what the paper has."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.checklist import Item, Section
from oversight.inspections import AnswerDraft, InspectionDetail
from oversight.words import _
from ui.inspections.transcribing.sheet import told_answer, told_note
from ui.inspections.transcribing.sides import Sides
from ui.theme import current_theme
from ui.widgets.buttons import ToggleButton
from ui.widgets.fields import TextField
from ui.widgets.led_field import led
from ui.widgets.text import Wrapping, prose, section

_SIDE_BY_SIDE = 560
"""What was asked and what was answered stand side by side in so wide a row, in pixels at 100 %."""


class CheckedRow(QWidget):
    """One row; ``changed`` follows what is said of it."""

    changed = Signal()

    def __init__(
        self, item: Item, draft: AnswerDraft, told: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item_id = item.id
        self.different_button = ToggleButton(_("違う"))
        self.different_button.setAccessibleName(_("{item} は紙と違う").format(item=item.id))
        self.paper_field = TextField("paper", _("紙ではどうなっているか"))
        led(self.paper_field)
        self.paper_field.line.setAccessibleName(_("{item} 紙ではどうなっているか").format(item=item.id))
        self._lay_out(item, draft)
        self.different_button.setChecked(told is not None)
        self.paper_field.set_value(told)
        self.paper_field.setVisible(told is not None)
        self.different_button.toggled.connect(self._ask)
        self.paper_field.edited.connect(self.changed)

    def _lay_out(self, item: Item, draft: AnswerDraft) -> None:
        space = current_theme().space
        told_words, told_mark = QWidget(), QWidget()
        words = QVBoxLayout(told_words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(space(4))
        words.addWidget(Wrapping(f"{item.id}　{item.title.spoken()}", "strong"))
        note_told = told_note(item, draft)
        if note_told:
            words.addWidget(prose(note_told))
        line = QHBoxLayout(told_mark)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Wrapping(told_answer(item, draft) or _("（なし）"), "section"), 1)
        line.addWidget(self.different_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(4), 0, space(4))
        column.addWidget(Sides(told_words, told_mark, (2, 1), room=_SIDE_BY_SIDE, gap=12))
        column.addWidget(self.paper_field)

    @Slot(bool)
    def _ask(self, is_different: bool) -> None:
        self.paper_field.setVisible(is_different)
        if is_different:
            self.paper_field.setFocus()
        self.changed.emit()

    @property
    def difference(self) -> str | None:
        """Return what the paper has, where it differs; ``None`` where it agrees."""
        if not self.different_button.isChecked():
            return None
        return self.paper_field.value() or _("紙と違う")


class CheckedRows(QScrollArea):
    """The rows of a section; ``different`` follows each change of what differs."""

    different = Signal()

    def __init__(
        self,
        detail: InspectionDetail,
        shown: Section,
        differences: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.section = shown
        self._be_a_column()
        asked, empty = set(detail.asked), AnswerDraft()
        answers = {key: saved.draft for key, saved in detail.answers.items()}
        self.rows = [
            CheckedRow(item, answers.get(item.id, empty), differences.get(item.id))
            for item in shown.items
            if item.id in asked
        ]
        self._put_together(shown)
        self.verticalScrollBar().rangeChanged.connect(self._show_focused)  # a row that differs grows later

    def _be_a_column(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("転記した行"))

    def _put_together(self, shown: Section) -> None:
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"]
        column.setContentsMargins(room, room, current_theme().space(12), room)
        column.addWidget(section(shown.title.spoken()))
        for row in self.rows:
            row.changed.connect(self.different)
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(holder)

    @Slot()
    def _show_focused(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)

    def differences(self) -> dict[str, str]:
        """Return what the paper has where it differs, by item."""
        found = ((row.item_id, row.difference) for row in self.rows)
        return {item_id: told for item_id, told in found if told is not None}

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Bring what gets the focus into sight."""
        moved = super().focusNextPrevChild(next)
        self._show_focused()
        return moved
