"""What an item asks beside its mark or in its place: numbers, days, texts, choices, samples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.checklist import ExtraField, FieldKind, Item
from oversight.checklist.allowed import offered_choices, what_is_wrong
from oversight.checklist.logic import Relevance
from oversight.inspections import AnswerDraft
from oversight.sampling import DEFAULT_RULES, Risk, Sample, SamplingRule
from oversight.words import _
from ui.inspections.conduct.choice_answer import ChoiceAnswer
from ui.inspections.conduct.sampling_box import SamplingBox
from ui.theme import current_theme
from ui.widgets.choice_fields import beside
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.number_field import NumberField
from ui.widgets.text import note

POPULATION, SAMPLE_SIZE = "population", "sample_size"


class ExtraFields(QWidget):
    """The fields of one item; ``edited`` follows each change by the user, ``chosen`` each choice made.

    ``sampled`` carries what was sampled, in words, and the ``Sample`` taken.
    """

    edited = Signal()
    chosen = Signal()
    sampled = Signal(str, object)

    def __init__(
        self,
        item: Item,
        rules: Mapping[Risk, SamplingRule] = DEFAULT_RULES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules, self._sampled_of, self._item = rules, "", item
        self._relevance: Relevance | None = None
        self._before: Mapping[str, str | int | float] = {}
        self._said: dict[str, str] = {}
        self.sampling: SamplingBox | None = None
        self.fields: dict[str, Field] = {}
        self._asked = {each.id: each for each in item.fields if each.kind is not FieldKind.PHOTO}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        for asked in self._asked.values():
            if asked.is_sample:
                column.addWidget(self._sample(asked))
            else:
                column.addWidget(self._keep(self._field_for(asked)))

    @property
    def is_empty(self) -> bool:
        """Tell whether the item asks for nothing but its mark."""
        return not self._asked

    def _keep(self, field: Field) -> Field:
        self.fields[field.name] = field
        field.edited.connect(self._note_edit)
        if isinstance(field, ChoiceAnswer):
            field.edited.connect(self.chosen)
        return field

    @property
    def choices(self) -> ChoiceAnswer | None:
        """Return the choices that answer the item, where choices do."""
        only = self._item.only_field
        field = self.fields.get(only.id) if only is not None else None
        return field if isinstance(field, ChoiceAnswer) else None

    def _field_for(self, asked: ExtraField) -> Field:
        return _field_for(asked, self._item, partial(self._what_is_wrong, asked))

    def _what_is_wrong(self, asked: ExtraField, value: Any) -> str:
        return "" if self._relevance is None else what_is_wrong(asked, value, self._relevance)

    def weigh(self, relevance: Relevance) -> None:
        """Offer the choices that are offered now, and say at once what a constraint does not allow."""
        self._relevance = relevance
        for name, asked in self._asked.items():
            field = self.fields[name]
            if isinstance(field, ChoiceAnswer):
                field.offer([choice.value for choice in offered_choices(asked, relevance)])
            wrong = self._what_is_wrong(asked, field.value())
            if wrong or field.error == self._said.get(name):
                field.show_error(wrong)
            self._said[name] = wrong

    def _sample(self, asked: ExtraField) -> QWidget:
        """Make the three numbers of a sample, next to each other where there is room."""
        population = asked.sample_of.spoken() if asked.sample_of is not None else ""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(4))
        numbers = (
            NumberField(POPULATION, _("母数"), width=160),
            NumberField(SAMPLE_SIZE, _("抽出数"), width=160),
            self._field_for(asked),
        )
        column.addWidget(note(_("抽出調査: {population}").format(population=population)))
        column.addWidget(beside(*(self._keep(each) for each in numbers)))
        self._sampled_of = population
        self.sampling = SamplingBox(numbers[0], self._rules)
        self.sampling.taken.connect(self._take_sample)
        column.addWidget(self.sampling)
        return holder

    @Slot(object)
    def _take_sample(self, sample: Sample) -> None:
        """Fill in the two numbers of a sample, and tell how it was drawn."""
        self.fields[POPULATION].set_value(sample.population)
        self.fields[SAMPLE_SIZE].set_value(sample.size)
        self.edited.emit()
        self.sampled.emit(self._sampled_of, sample)

    @Slot()
    def _note_edit(self) -> None:
        self.edited.emit()

    def show_draft(self, draft: AnswerDraft) -> None:
        """Show what was entered."""
        self._before, self._said = dict(draft.values), {}
        for name, field in self.fields.items():
            field.set_value(self._value_in(draft, name))
            field.show_error("")
        if self.sampling is not None:
            self.sampling.close_box()

    def _value_in(self, draft: AnswerDraft, name: str) -> Any:
        if name in (POPULATION, SAMPLE_SIZE):
            return draft.population if name == POPULATION else draft.sample_size
        value = draft.values.get(name)
        if self._asked[name].kind is FieldKind.DATE and isinstance(value, str):
            return dt.date.fromisoformat(value)
        return value

    def values(self) -> dict[str, str | int | float]:
        """Return what is entered, days as YYYY-MM-DD, without what is empty.

        What is not allowed is not taken either, unless it stood there before.
        """
        entered: dict[str, str | int | float] = {}
        for name, asked in self._asked.items():
            value = self.fields[name].value()
            if isinstance(value, dt.date):
                value = value.isoformat()
            if value in (None, ""):
                continue
            if value == self._before.get(name) or not self._what_is_wrong(asked, value):
                entered[name] = value
        return entered

    def number(self, name: str) -> int | None:
        """Return the population or the sample size, where the item asks for one."""
        field = self.fields.get(name)
        return field.value() if field is not None else None


def _field_for(asked: ExtraField, item: Item, check: Callable[[Any], str]) -> Field:
    """Make the field for what an item asks; the one that answers it is large."""
    is_answer = asked is item.only_field
    label = _("記入") if is_answer and asked.label == item.title else asked.label.spoken()
    rest: dict[str, Any] = {"is_required": asked.is_required, "check": check}
    if asked.choices:
        options = [(choice.value, choice.label.spoken()) for choice in asked.choices]
        several = asked.kind is FieldKind.CHOICES
        return ChoiceAnswer(asked.id, label, options, several=several, with_keys=is_answer, **rest)
    if asked.kind is FieldKind.DATE:
        return DateField(asked.id, label, **rest)
    if asked.kind is FieldKind.NUMBER:
        return _number_field(asked, label, rest)
    return (
        MultiLineField(asked.id, label, rows=3, **rest) if is_answer else TextField(asked.id, label, **rest)
    )


def _number_field(asked: ExtraField, label: str, rest: dict[str, Any]) -> NumberField:
    rule = asked.number_rule
    return NumberField(
        asked.id,
        label,
        unit=asked.unit.spoken(),
        low=rule.low,
        high=rule.high,
        decimals=rule.decimals,
        width=160,
        **rest,
    )
