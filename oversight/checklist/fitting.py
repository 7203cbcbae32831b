"""What of an answer fits an item: editions differ in how they ask, and an answer outlives its edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from models.marks import Mark
from oversight.checklist.answers import FieldValue
from oversight.checklist.edition import ExtraField, FieldKind, Item
from oversight.checklist.values import day_from_text

Given = TypeVar("Given")


def fits(field: ExtraField, value: object) -> bool:
    """Tell whether a value is of the field's kind; a chosen one must be among its choices."""
    match field.kind:
        case FieldKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case FieldKind.DATE:
            return isinstance(value, str) and day_from_text(value) is not None
        case FieldKind.CHOICE:
            return any(value == choice.value for choice in field.choices)
        case FieldKind.CHOICES:
            return isinstance(value, str) and set(value.split()) <= {one.value for one in field.choices}
        case FieldKind.TEXT:
            return isinstance(value, str)
        case _:
            return False


def fitting_values(item: Item, values: Mapping[str, Given]) -> dict[str, Given]:
    """Return the values that fit the item's fields; the others belong to another edition of it."""
    fields = {field.id: field for field in item.fields}
    return {name: value for name, value in values.items() if name in fields and fits(fields[name], value)}


def settled_mark(
    item: Item, mark: Mark | None, values: Mapping[str, FieldValue | None], pictures: int
) -> Mark | None:
    """Return the mark an answer stands with at an item.

    One answered by its value is 記入済 as soon as the value is there, or the ``pictures`` it asks for; 非該当
    is given by hand. One answered by marks is never 記入済.
    """
    field = item.only_field
    if field is None:
        return None if mark is Mark.RECORDED else mark
    if mark is Mark.NOT_APPLICABLE:
        return mark
    if field.kind is FieldKind.PHOTO:
        return Mark.RECORDED if pictures else None
    return Mark.RECORDED if has_value(values, field) else None


def has_value(values: Mapping[str, FieldValue | None], field: ExtraField) -> bool:
    """Tell whether something stands in a field."""
    value = values.get(field.id)
    return bool(value.strip()) if isinstance(value, str) else value is not None
