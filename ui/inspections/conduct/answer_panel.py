"""What belongs to an answer beneath its mark: only the fields that the mark and the item ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.checklist import Item
from oversight.checklist.logic import Relevance
from oversight.errors import RefusedError
from oversight.field_words import field_word
from oversight.inspections import AnswerDraft, Mark
from oversight.personal_number import PersonalNumberError
from oversight.sampling import DEFAULT_RULES, Risk, SamplingRule
from oversight.words import _
from ui.inspections.conduct.choice_answer import ChoiceAnswer
from ui.inspections.conduct.extra_fields import POPULATION, SAMPLE_SIZE, ExtraFields
from ui.inspections.conduct.finding_fields import Due, FindingFields
from ui.inspections.conduct.key_button import KeyButton
from ui.inspections.conduct.number_box import NumberBox
from ui.inspections.conduct.reason_fields import ReasonFields
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import ButtonKind
from ui.widgets.choice_fields import beside
from ui.widgets.fields import Field, MultiLineField

_STORED = ("finding_text", "reason", "measure", "evidence", "note", "values")


class AnswerPanel(QWidget):
    """Built once, filled anew for each item; ``edited`` follows each change by the user.

    ``sampled`` carries what a sample was drawn of and the ``Sample``, by ``rules``. ``chosen`` follows each
    choice made: it is taken at once. ``judge`` tells what is asked and allowed with an answer.
    """

    edited = Signal()
    chosen = Signal()
    sampled = Signal(str, object)

    def __init__(self, *, may_declare: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding, self.reason = FindingFields(), ReasonFields()
        self.evidence = MultiLineField(
            "evidence", _("証拠"), rows=2, placeholder=_("確かめた文書の名前・日付・頁、陳述した人の職")
        )
        note_label = _("メモ（{key}）").format(key=Shortcut.WRITE_NOTE.shown)
        self.note = MultiLineField("note", note_label, rows=2, placeholder=_("手元の覚え"))
        self.number_box = NumberBox(may_declare=may_declare)
        self.rules: Mapping[Risk, SamplingRule] = DEFAULT_RULES
        self.judge: Callable[[AnswerDraft], Relevance] | None = None
        self.none_button = KeyButton("", Shortcut.ANSWER_NOT_APPLICABLE.shown, kind=ButtonKind.QUIET)
        self._mark: Mark | None = None
        self._item: Item | None = None
        self._extras: dict[str, ExtraFields] = {}
        self._extra: ExtraFields | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(current_theme().space(16))
        self.words = beside(self.evidence, self.note)
        self.column.addWidget(self.finding)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.none_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.words, self.number_box):
            self.column.addWidget(widget)
        for part in (self.finding, self.reason, self.evidence, self.note):
            part.edited.connect(self._note_edit)

    @Slot()
    def _note_edit(self) -> None:
        self._weigh()
        self.edited.emit()

    def _weigh(self) -> None:
        """Let the fields know what is asked and allowed with what stands on the screen."""
        if self.judge is not None and self._extra is not None and not self._extra.is_empty:
            self._extra.weigh(self.judge(self.draft(self._mark)))

    @property
    def choices(self) -> ChoiceAnswer | None:
        """Return the choices that answer the item, where choices do and are in sight."""
        choices = self._extra.choices if self._extra is not None else None
        return choices if choices is not None and choices.isVisibleTo(self) else None

    @property
    def first_field(self) -> Field | None:
        """Return the field that is typed into to answer the item, where one does and is in sight."""
        only = self._item.only_field if self._item is not None else None
        field = self.fields.get(only.id) if only is not None else None
        return (
            field
            if field is not None and not isinstance(field, ChoiceAnswer) and field.isVisibleTo(self)
            else None
        )

    @property
    def fields(self) -> Mapping[str, Field]:
        """Return the fields in sight by the names a refusal may use."""
        extra = self._extra.fields if self._extra is not None else {}
        own = (*self.finding.fields, self.reason.reason, self.evidence, self.note)
        return {**{field.name: field for field in own}, **extra}

    # showing

    def show_item(self, item: Item, draft: AnswerDraft, due: Due) -> None:
        """Fill in what was answered to an item."""
        self._change_extra(item)
        self._item = item
        self.number_box.clear()
        self.finding.show_draft(draft, due)
        self.reason.show_draft(draft)
        for field, value in ((self.evidence, draft.evidence), (self.note, draft.note)):
            field.set_value(value)
            field.show_error("")
        if self._extra is not None:
            self._extra.show_draft(draft)
        self.show_mark(draft.mark)

    def _change_extra(self, item: Item) -> None:
        """Put the fields of this item in sight; they are made at its first showing and kept."""
        if self._extra is not None:
            self._extra.hide()
        if item.id not in self._extras:
            extra = ExtraFields(item, self.rules)
            extra.edited.connect(self._note_edit)
            extra.chosen.connect(self.chosen)
            extra.sampled.connect(self.sampled)
            self._extras[item.id] = extra
            self.column.insertWidget(self.column.indexOf(self.none_button), extra)
        self._extra = self._extras[item.id]

    def show_mark(self, mark: Mark | None) -> None:
        """Show the fields that a mark asks for."""
        self._mark = mark
        self._show_none(mark)
        self.finding.setVisible(mark is Mark.NONCONFORMING)
        self.reason.setVisible(mark is Mark.NOT_APPLICABLE)
        if self._extra is not None:
            self._extra.setVisible(mark is not Mark.NOT_APPLICABLE and not self._extra.is_empty)
        self._weigh()

    def _show_none(self, mark: Mark | None) -> None:
        """Offer 非該当 where the item is answered by its value: nothing may be there to write."""
        is_by_value = self._item is not None and self._item.only_field is not None
        self.none_button.setVisible(is_by_value)
        if is_by_value:
            by_choice = self._extra is not None and self._extra.choices is not None
            key = Shortcut.CHOOSE_NONE if by_choice else Shortcut.ANSWER_NOT_APPLICABLE
            word = _("記入に戻す") if mark is Mark.NOT_APPLICABLE else _("非該当にする")
            self.none_button.say(word, key.shown)

    def first_owed(self, mark: Mark | None) -> Field | None:
        """Return the field to go to once a mark is given, if it owes words and has none."""
        owed = {Mark.NONCONFORMING: self.finding.finding_text, Mark.NOT_APPLICABLE: self.reason.reason}
        field = owed.get(mark) if mark is not None else None
        return field if field is not None and field.is_empty else None

    def first_empty(self) -> Field | None:
        """Return the first field in sight that is owed and empty."""
        in_sight = (each for each in self.fields.values() if each.isVisible())
        return next((each for each in in_sight if each.is_required and each.is_empty), None)

    def first_unreadable(self) -> Field | None:
        """Return the first field in sight that holds something that cannot be taken."""
        in_sight = (each for each in self.fields.values() if each.isVisible())
        return next((each for each in in_sight if not each.is_empty and each.wrong()), None)

    # taking

    def draft(self, mark: Mark | None) -> AnswerDraft:
        """Return the answer as it stands on the screen."""
        extra = self._extra
        return AnswerDraft(
            mark=mark,
            finding_text=self.finding.finding_text.value(),
            reason=self.reason.reason.value(),
            measure=self.finding.measure.value(),
            correct_by=self.finding.day(),
            values=extra.values() if extra is not None else {},
            population=extra.number(POPULATION) if extra is not None else None,
            sample_size=extra.number(SAMPLE_SIZE) if extra is not None else None,
            evidence=self.evidence.value(),
            note=self.note.value(),
        )

    def point_at_unreadable(self) -> None:
        """Say at each field that is not empty what cannot be read in it; empty ones may wait."""
        for field in self.fields.values():
            if not field.is_empty:
                field.show_error(field.wrong())

    # refusals

    def show_refusal(self, error: RefusedError) -> None:
        """Show a refusal at its field; beneath it the box where it is about an Individual Number."""
        field = self.fields.get(error.field) or self.fields.get(_name_of(error.field))
        if field is not None:
            field.show_error(str(error))
        if isinstance(error, PersonalNumberError):
            part = self._part_of(field)
            self.column.removeWidget(self.number_box)
            self.column.insertWidget(self.column.indexOf(part) + 1, self.number_box)
            self.number_box.say(error, is_said_at_field=field is not None)

    def _part_of(self, field: Field | None) -> QWidget:
        """Return the part of the panel a field stands in."""
        parts = (self.finding, self.reason, self._extra, self.words)
        held = (part for part in parts if part is not None and field is not None)
        return next((part for part in held if field is not None and part.isAncestorOf(field)), self.words)


def _name_of(word: str) -> str:
    """Return the field's name for the word that the store uses of it."""
    return next((name for name in _STORED if field_word("answer", name) == word), "")
