"""One row of the paper beside the table: its mark, what was written, its fields; Enter goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.checklist import FieldKind, Item
from oversight.errors import RefusedError
from oversight.inspections import AnswerDraft, GapRow, Mark, word_of
from oversight.words import _
from ui.inspections.transcribing.keyed_fields import (
    POPULATION,
    SAMPLE_SIZE,
    TEXT,
    fields_for,
    kept_value,
    shown_value,
    slot_of,
)
from ui.inspections.transcribing.sheet import PHOTO_TOLD
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.choice_fields import OneOfField
from ui.widgets.led_field import led
from ui.widgets.text import Wrapping, note

MARKS = (Mark.CONFORMING, Mark.NONCONFORMING, Mark.NOT_APPLICABLE)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SLOTS = frozenset({"finding_text", "reason", "note"})


class RowEditor(QScrollArea):
    """``marked`` carries a mark pressed, ``edited`` follows each change, ``gone_on`` Enter at the end."""

    marked = Signal(object)
    edited = Signal()
    gone_on = Signal()

    def __init__(
        self, item: Item, draft: AnswerDraft, difference: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item, self._draft = item, draft
        self._is_typed = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("{item} の記入").format(item=item.id))
        self.mark_field: OneOfField | None = None
        self.fields = {field.name: field for field in fields_for(item)}
        self.next_button = Button(_("次の行へ"), icon="arrow-right")
        self._lay_out(difference)
        self._show(draft)
        self._listen()

    def _lay_out(self, difference: str) -> None:
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"]
        column.setContentsMargins(room, room, current_theme().space(12), room)
        column.setSpacing(current_theme().space(12))
        column.addWidget(Wrapping(f"{self.item.id}　{self.item.title.spoken()}", "strong"))
        if difference:
            told = note(_("照合での相違：{told}").format(told=difference))
            told.setProperty("role", "error")
            column.addWidget(told)
        if self.item.only_field is None:
            options = [(mark, f"{place} {word_of(mark)}") for place, mark in enumerate(MARKS, start=1)]
            self.mark_field = OneOfField("mark", _("結果"), options)
            column.addWidget(led(self.mark_field))
        for field in self.fields.values():
            column.addWidget(field)
        if any(field.kind is FieldKind.PHOTO for field in self.item.fields):
            column.addWidget(note(_(PHOTO_TOLD)))
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(holder)

    def _show(self, draft: AnswerDraft) -> None:
        if self.mark_field is not None:
            self.mark_field.set_value(draft.mark)
        for name, field in self.fields.items():
            field.set_value(shown_value(self.item, draft, name))

    def _listen(self) -> None:
        if self.mark_field is not None:
            self.mark_field.edited.connect(self._tell_mark)
        for field in self.fields.values():
            field.edited.connect(self._note_edit)
        self.next_button.clicked.connect(self.gone_on)
        for control in self._controls():
            control.installEventFilter(self)

    def _controls(self) -> list[QWidget]:
        """Return what takes keys, in order."""
        found: list[QWidget] = []
        for field in self.fields.values():
            inside: list[QWidget] = [field.control, *field.control.findChildren(QPushButton)]
            found += [
                each for each in inside if isinstance(each, QLineEdit | QTextEdit | QComboBox | QPushButton)
            ]
        return found

    @Slot()
    def _tell_mark(self) -> None:
        mark = self.draft().mark
        self.marked.emit(mark)

    @Slot()
    def _note_edit(self) -> None:
        self._is_typed = self._is_typed or self.sender() is self.fields.get(TEXT)
        self.edited.emit()

    # what stands there

    def take_mark(self, mark: Mark) -> None:
        """Show a mark; what was written here beside another goes with it."""
        if self.mark_field is not None:
            self.mark_field.set_value(mark)
        text = self.fields.get(TEXT)
        if text is not None and not self._is_typed:
            text.set_value(getattr(self._draft, slot_of(mark)))

    def draft(self) -> AnswerDraft:
        """Return the answer as it stands here; what is not asked here stays as it was."""
        mark = self.mark_field.value() if self.mark_field is not None else self._draft.mark
        values = dict(self._draft.values)
        changes: dict[str, Any] = {"mark": mark}
        for name, field in self.fields.items():
            if name in (POPULATION, SAMPLE_SIZE):
                changes[name] = field.value()
            elif name == TEXT:
                changes |= self._written(mark, field.value())
            else:
                values.pop(name, None)
                values |= kept_value(name, field.value())
        return replace(self._draft, values=values, **changes)

    def _written(self, mark: Mark | None, text: str) -> dict[str, str]:
        before, now = slot_of(self._draft.mark), slot_of(mark)
        moved = {before: ""} if self._is_typed and before != now else {}
        return {**moved, now: text}

    def wrong(self) -> bool:
        """Show what cannot be read, and go to the first such field; tell whether there is one."""
        wrong = [field for field in self.fields.values() if not field.check()]
        if wrong:
            wrong[0].control.setFocus()
        return bool(wrong)

    def show_refusal(self, error: RefusedError) -> bool:
        """Show a refusal at the field it is about; tell whether there is one."""
        name = TEXT if error.field in _SLOTS else error.field
        field = self.fields.get(name) or next(iter(self.fields.values()), None)
        if field is not None:
            field.show_error(str(error))
        return field is not None

    # the keys

    def go_to(self, gaps: tuple[GapRow, ...] = ()) -> bool:
        """Put the focus where something is lacking, else into the first field; tell whether there is one."""
        names = [self._place_of(gap) for gap in gaps]
        name = next((each for each in names if each in self.fields), next(iter(self.fields), ""))
        if name:
            self._enter(name)
        return bool(name)

    def _place_of(self, gap: GapRow) -> str:
        if not gap.field_id:
            return TEXT
        field = self.fields.get(gap.field_id)
        population = self.fields.get(POPULATION)
        if population is not None and (population.is_empty or field is None or not field.is_empty):
            return POPULATION if population.is_empty else SAMPLE_SIZE
        return gap.field_id

    def _enter(self, name: str) -> None:
        field = self.fields[name]
        field.setFocus()
        if isinstance(field.control, QLineEdit):
            field.control.selectAll()
        self.ensureWidgetVisible(field)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the next field on Enter; Shift+Enter begins a new line in a text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTERS:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and isinstance(watched, QTextEdit):
                return False
            self._leave(watched)
            return True
        return super().eventFilter(watched, event)

    def _leave(self, control: QObject) -> None:
        names = list(self.fields)
        here = next(place for place, name in enumerate(names) if self._holds(name, control))
        if here + 1 < len(names):
            self._enter(names[here + 1])
        else:
            self.gone_on.emit()

    def _holds(self, name: str, control: QObject) -> bool:
        held = self.fields[name].control
        return control is held or control in held.findChildren(QPushButton)
