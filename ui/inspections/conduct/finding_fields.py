"""What a nonconformity asks for: the fact, the measure requested, the day by which it is put right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from oversight.calendar import ComputedDay
from oversight.inspections import AnswerDraft
from oversight.words import _, _n
from ui.theme import current_theme
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField
from ui.widgets.text import note

_STACKED_FROM = 1.5


@dataclass(frozen=True)
class Due:
    """The day the city's rule gives a finding, and the rule's number of days."""

    computed: ComputedDay
    days: int


class FindingFields(QWidget):
    """``edited`` follows each change by the user."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding_text = MultiLineField("finding_text", _("指摘の内容"), rows=3, is_required=True)
        self.measure = MultiLineField("measure", _("求める措置"), rows=2)
        self.correct_by = DateField("correct_by", _("是正期限"))
        self.explained = note("")
        self._due: Due | None = None
        self._lay_out()
        for field in self.fields:
            field.edited.connect(self.edited)
        self.correct_by.edited.connect(self._explain)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields."""
        return (self.finding_text, self.measure, self.correct_by)

    def _lay_out(self) -> None:
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(12))
        column.addWidget(self.finding_text)
        is_stacked = theme.scale >= _STACKED_FROM
        direction = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(direction)
        row.setSpacing(theme.space(16))
        due = QVBoxLayout()
        due.setSpacing(theme.space(4))
        due.addWidget(self.correct_by)
        due.addWidget(self.explained)
        due.addStretch(1)
        row.addWidget(self.measure, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(due, 1)
        column.addLayout(row)

    def show_draft(self, draft: AnswerDraft, due: Due) -> None:
        """Show what was entered; without a day of its own a finding takes the computed one."""
        self._due = due
        self.finding_text.set_value(draft.finding_text)
        self.measure.set_value(draft.measure)
        self.correct_by.set_value(draft.correct_by or due.computed.day)
        for field in self.fields:
            field.show_error("")
        self._explain()

    @Slot()
    def _explain(self) -> None:
        if self._due is None:
            return
        sentence = _n("市の既定: 検査の日から{days}日 → {explanation}", self._due.days)
        rule = sentence.format(days=self._due.days, explanation=self._due.computed.explanation)
        changed = _("（変更しています）") if self.day() is not None else ""
        self.explained.setText(rule + changed)

    def day(self) -> dt.date | None:
        """Return the day if it is not the computed one; None leaves it to the city's rule."""
        day = self.correct_by.value()
        return None if self._due is not None and day == self._due.computed.day else day
