"""The fields of one row: what its item asks, and what was written beside the mark, in the paper's order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from oversight.checklist import ExtraField, FieldKind, Item
from oversight.inspections import AnswerDraft, Mark
from oversight.words import _
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.led_field import led
from ui.widgets.number_field import NumberField

TEXT, POPULATION, SAMPLE_SIZE = "text", "population", "sample_size"
_NARROW = 160
_SLOTS = {Mark.NONCONFORMING: "finding_text", Mark.NOT_APPLICABLE: "reason"}


def slot_of(mark: Mark | None) -> str:
    """Return where what is written beside a mark belongs: finding, reason, else note."""
    return "note" if mark is None else _SLOTS.get(mark, "note")


def fields_for(item: Item) -> tuple[Field, ...]:
    """Return the fields of a row in the order of the paper."""
    return tuple(led(field) for field in _fields(item))


def _fields(item: Item) -> Iterator[Field]:
    for asked in item.fields:
        if asked.is_sample:
            yield NumberField(POPULATION, _("母数"), width=_NARROW)
            yield NumberField(SAMPLE_SIZE, _("抽出数"), width=_NARROW)
        if asked.kind is not FieldKind.PHOTO:
            yield _field_for(asked)
    if item.only_field is None:
        yield MultiLineField(TEXT, _("指摘・理由"), rows=2)


def _field_for(asked: ExtraField) -> Field:
    label = asked.label.spoken()
    options = [(each.value, each.label.spoken()) for each in asked.choices]
    if asked.kind is FieldKind.CHOICE:
        return ChoiceField(asked.id, label, options)
    if asked.kind is FieldKind.CHOICES:
        return MultiChoiceField(asked.id, label, options)
    if asked.kind is FieldKind.DATE:
        return DateField(asked.id, label)
    if asked.kind is not FieldKind.NUMBER:
        return TextField(asked.id, label)
    rule = asked.number_rule
    return NumberField(
        asked.id,
        label,
        unit=asked.unit.spoken(),
        low=rule.low,
        high=rule.high,
        decimals=rule.decimals,
        width=_NARROW,
    )


def shown_value(item: Item, draft: AnswerDraft, name: str) -> Any:
    """Return what a field shows of an answer."""
    if name == TEXT:
        return getattr(draft, slot_of(draft.mark))
    if name in (POPULATION, SAMPLE_SIZE):
        return getattr(draft, name)
    asked, value = item.find_field(name), draft.values.get(name)
    if asked is None or value in (None, ""):
        return None
    if asked.kind is FieldKind.DATE:
        return dt.date.fromisoformat(str(value))
    return tuple(str(value).split()) if asked.kind is FieldKind.CHOICES else value


def kept_value(name: str, value: Any) -> dict[str, str | int | float]:
    """Return a field's value as an answer keeps it; nothing of one that is empty."""
    if isinstance(value, dt.date):
        return {name: value.isoformat()}
    if isinstance(value, tuple):
        value = " ".join(value)
    return {} if value in (None, "") else {name: value}
