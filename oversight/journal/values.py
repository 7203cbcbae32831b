"""A journalled value in the office's words: enumerations as words, moments on Japan's clock, days as days.

The journal itself keeps the value as the store has it; this is how it is read to a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import Date, DateTime, Enum, LargeBinary, Time, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from models.tables import Base
from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.clock import at_japan
from oversight.device_classes import class_words
from oversight.journal.door_values import told_of_door
from oversight.words import _

_REFERENCES = frozenset({("door_point", "key")})
"""Texts that name what a row is about by identifiers."""


def told_value(table: str, field: str, value: Any, classes: Mapping[str, str] | None = None) -> str:
    """Return a value of a table's field for a person; what no rule knows comes as it is.

    ``classes`` are the words of the office's device classes; without them the house's own.
    """
    if value is None:
        return ""
    of_door = told_of_door(table, field, value, class_words(()) if classes is None else classes)
    if of_door is not None:
        return of_door
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, list):
        return _("、").join(told_value(table, field, inner) for inner in value)
    if isinstance(value, dict):
        return _("、").join(f"{key}: {told_value(table, field, inner)}" for key, inner in value.items())
    return _told_text(_type_of(table, field), str(value))


def is_reference(table: str, field: str) -> bool:
    """Tell whether a field names another row by its identifier, which says little in a list."""
    return (table, field) in _REFERENCES or isinstance(_type_of(table, field), Uuid)


def _type_of(table: str, field: str) -> TypeEngine[Any] | None:
    found = Base.metadata.tables.get(table)
    column = found.c.get(field) if found is not None else None
    kind = column.type if column is not None else None
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _told_text(kind: TypeEngine[Any] | None, text: str) -> str:
    try:
        if isinstance(kind, Enum) and kind.enum_class is not None:
            return _word(kind.enum_class(text))
        if isinstance(kind, DateTime):
            return f"{at_japan(dt.datetime.fromisoformat(text)):%Y-%m-%d %H:%M:%S}"
        if isinstance(kind, Date):
            return show_day(dt.date.fromisoformat(text))
        if isinstance(kind, Time):
            return f"{dt.time.fromisoformat(text):%H:%M}"
        if isinstance(kind, LargeBinary):
            return _("要約値 {hash}").format(hash=text.removeprefix("sha256:"))
    except ValueError:
        return text  # a black bar over an Individual Number, or a value of an older edition
    return text


def _word(member: PythonEnum) -> str:
    """Return the word of a choice; one that is no word of the office comes as it is."""
    try:
        return word_of(member)  # type: ignore[arg-type]  # every choice of the store is a StrEnum
    except KeyError:
        return str(member.value)
