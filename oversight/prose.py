"""The guard at the door of the store: no text that holds an Individual Number is written.

Whatever road a text takes (typed, imported, a file's name, a migration's default), it passes here at
flush. A manager may declare, with a reason, that digits are no Individual Number: ``declaring``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from sqlalchemy import JSON, Text, inspect
from sqlalchemy.orm import InstanceState, Mapper

from models.base import Base
from oversight.field_words import field_word
from oversight.personal_number import find_individual_numbers, mask, refuse_individual_number

_declared: ContextVar[bool] = ContextVar("declared", default=False)


@contextmanager
def declaring() -> Iterator[None]:
    """Let digits pass that a manager declares not to be an Individual Number (see ``Desk.declaring``)."""
    token = _declared.set(True)
    try:
        yield
    finally:
        _declared.reset(token)


@cache
def prose_columns(model: type[Base]) -> tuple[str, ...]:
    """Return the names of the columns of a table that people's words go into."""
    mapper: Mapper[Any] = inspect(model)
    return tuple(
        attribute.key
        for attribute in mapper.column_attrs
        if isinstance(attribute.columns[0].type, Text | JSON) and attribute.columns[0].info.get("prose", True)
    )


def refuse_in_row(model: type[Base], row: Mapping[str, Any]) -> None:
    """Raise ``PersonalNumberError`` if a text of the row holds an Individual Number."""
    if _declared.get():
        return
    for name in prose_columns(model):
        value = row.get(name)
        if value:
            _refuse(value, field_word(model.__tablename__, name))


def refuse_in_object(row: Base) -> None:
    """Do the same for a mapped object about to be flushed, looking at changed columns only."""
    if _declared.get():
        return
    state: InstanceState[Any] = inspect(row)
    for name in prose_columns(type(row)):
        history = state.attrs[name].history
        for value in history.added or ():
            if value:
                _refuse(value, field_word(type(row).__tablename__, name))


def _refuse(value: Any, field: str) -> None:
    for text in texts_in(value):
        refuse_individual_number(text, field=field)


def texts_in(value: Any) -> Iterable[str]:
    """Yield every text in a value: itself, or those of a list or mapping, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_in(key)
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def without_digits(text: str) -> str:
    """Return the text as it may stand in the journal: an Individual Number's digits are blacked out."""
    return mask(text) if find_individual_numbers(text) else text


def blacked_out(value: Any) -> Any:
    """Return a value as JSON carries it with every text in it as it may stand in the journal."""
    if isinstance(value, str):
        return without_digits(value)
    if isinstance(value, Mapping):
        return {without_digits(str(key)): blacked_out(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [blacked_out(inner) for inner in value]
    return value
