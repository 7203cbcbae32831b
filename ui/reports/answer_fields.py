"""Fields for the answers of a report on paper: typed in a line, Enter goes on, 「-」 is 該当なし."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget
from typing_extensions import override

from oversight.report_form.answers import NIL, Answer, read_answer
from oversight.report_form.form import KnownRow
from oversight.report_form.questions import Column, Question, QuestionKind, Table
from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import ToggleButton
from ui.widgets.choice_fields import OneOfField
from ui.widgets.fields import Field, MultiLineField, TextField

_DASHES = frozenset(("-", "－", "ー", "―", "−", "/", "／"))
"""What people write into a field to say that there is nothing of the kind."""
_LINE_WIDTH = 420
_MOST_ROWS_SEEN = 9


class AnswerField(TextField):
    """A count, day or text, with 該当なし beside it where that is an answer; ``value`` is an ``Answer``."""

    def __init__(self, number: int, question: Question) -> None:
        self.question = question
        self._nil: ToggleButton | None = None
        super().__init__(
            question.id, _label(number, question), placeholder=_placeholder(question), width=_LINE_WIDTH
        )
        self.line.returnPressed.connect(self._go_on)
        self.line.textEdited.connect(self._heed_dash)

    @override
    def _beside(self) -> tuple[QWidget, ...]:
        if not self.question.nil:
            return ()
        self._nil = ToggleButton(_(NIL))
        self._nil.setAccessibleName(_("{label} 該当なし").format(label=self.label))
        self._nil.toggled.connect(self._note_nil)
        return (self._nil,)

    @Slot()
    def _go_on(self) -> None:
        """Go to the next field; 該当なし beside this one is passed over, for 「-」 says the same."""
        self.focusNextChild()
        if self._nil is not None and self._nil.hasFocus():
            self.focusNextChild()

    @Slot(str)
    def _heed_dash(self, text: str) -> None:
        if self._nil is not None:
            self._nil.setChecked(text.strip() in _DASHES)

    @Slot(bool)
    def _note_nil(self, _is_on: bool) -> None:
        self._note_edit()

    @override
    def value(self) -> Any:
        text = self.line.text().strip()
        is_nil = self._nil is not None and self._nil.isChecked()
        if is_nil and text in _DASHES:
            text = ""
        return read_answer(self.question, text, _(NIL) if is_nil else None)

    @override
    def set_value(self, value: Any) -> None:
        answer = value if isinstance(value, Answer) else Answer()
        self.line.setText("" if answer.value is None else str(answer.value))
        if self._nil is not None:
            self._nil.setChecked(answer.is_nil)

    @property
    @override
    def is_empty(self) -> bool:
        return bool(self.value() == Answer())

    @override
    def wrong(self) -> str:
        unread = self.value().unread
        return _("「{written}」を読めません。").format(written=unread) if unread else ""


class LongAnswerField(MultiLineField):
    """A longer text; 「-」 alone is 該当なし where that is an answer."""

    def __init__(self, number: int, question: Question) -> None:
        self.question = question
        hint = _("該当するものがなければ「-」とだけ書きます。") if question.nil else ""
        super().__init__(question.id, _label(number, question), rows=2, hint=hint)

    @override
    def value(self) -> Any:
        text = self.lines.toPlainText().strip()
        return read_answer(
            self.question, "" if text in _DASHES else text, _(NIL) if text in _DASHES else None
        )

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value.value if isinstance(value, Answer) else None)

    @property
    @override
    def is_empty(self) -> bool:
        return bool(self.value() == Answer())


class ChoiceAnswerField(OneOfField):
    """One of a question's choices, 該当なし among them where that is an answer."""

    def __init__(self, number: int, question: Question) -> None:
        options: list[tuple[Answer, str]] = [
            (Answer(choice.value), choice.label.spoken()) for choice in question.choices
        ]
        if question.nil:
            options.append((Answer(is_nil=True), _(NIL)))
        super().__init__(question.id, _label(number, question), options)

    @override
    def value(self) -> Any:
        return super().value() or Answer()

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(None if value == Answer() else value)

    @property
    @override
    def is_empty(self) -> bool:
        return bool(self.value() == Answer())


class _TableCell(QTableWidgetItem):
    """A cell that is read aloud with its row and column."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    @override
    def data(self, role: int) -> Any:
        """Return the cell's data; aloud, its place comes first."""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._place} {self.text()}".rstrip()
        return super().data(role)


class TableField(Field):
    """The rows of a table: what the city knows stands there, the rest is typed; ``value`` is its fields."""

    def __init__(self, table: Table, known: Sequence[KnownRow]) -> None:
        super().__init__(
            table.id, table.label.spoken(), hint=_("矢印で歩き、打つと書き込みます。Tabで次へ進みます。")
        )
        self._table, self._known = table, len(known)
        self.grid = QTableWidget(len(known) + table.spare, len(table.columns))
        self.grid.setHorizontalHeaderLabels([column.label.spoken() for column in table.columns])
        self.grid.verticalHeader().hide()
        self.grid.setTabKeyNavigation(False)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self._fill(known)
        self._fit()
        self._hold(self.grid)
        self.grid.itemChanged.connect(self._note_edit)

    def _fill(self, known: Sequence[KnownRow]) -> None:
        for row in range(self.grid.rowCount()):
            for at, column in enumerate(self._table.columns):
                is_locked = column.known and row < len(known)
                item = _TableCell(f"{row + 1} {column.label.spoken()}")
                item.setText(known[row].get(column.id, "") if is_locked else "")
                if is_locked:
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.grid.setItem(row, at, item)
        start = next((at for at, column in enumerate(self._table.columns) if not column.known), 0)
        self.grid.setCurrentCell(0, start)

    def _fit(self) -> None:
        theme = current_theme()
        height = theme.row_height
        self.grid.verticalHeader().setDefaultSectionSize(height)
        rows = min(self.grid.rowCount(), _MOST_ROWS_SEEN)
        self.grid.setFixedHeight(height * (rows + 1) + theme.space(8))
        header = self.grid.horizontalHeader()
        header.setFixedHeight(height)
        for at, column in enumerate(self._table.columns):
            mode = (
                QHeaderView.ResizeMode.Stretch
                if _is_wide(column)
                else QHeaderView.ResizeMode.ResizeToContents
            )
            header.setSectionResizeMode(at, mode)

    @override
    def value(self) -> Any:
        return dict(self._cells())

    def _cells(self) -> Iterable[tuple[str, str | bool]]:
        for row in range(self.grid.rowCount()):
            if row < self._known:
                yield f"{self._table.id}.{row}.known", True
            for at, column in enumerate(self._table.columns):
                item = self.grid.item(row, at)
                if item is not None and item.text().strip():
                    yield f"{self._table.id}.{row}.{column.id}", item.text().strip()

    @override
    def set_value(self, value: Any) -> None:
        """Leave the rows as they are: they are filled in when the field is made."""


def _is_wide(column: Column) -> bool:
    return column.kind is QuestionKind.TEXT


def _label(number: int, question: Question) -> str:
    unit = question.unit.spoken()
    told = _("{number} {label}").format(number=number, label=question.label.spoken())
    return _("{label}（{unit}）").format(label=told, unit=unit) if unit else told


def _placeholder(question: Question) -> str:
    return _("例 R8.4.30") if question.kind is QuestionKind.DATE else ""


def field_of(number: int, question: Question) -> AnswerField | LongAnswerField | ChoiceAnswerField:
    """Return the field of a question."""
    if question.kind is QuestionKind.CHOICE:
        return ChoiceAnswerField(number, question)
    return LongAnswerField(number, question) if question.long else AnswerField(number, question)
