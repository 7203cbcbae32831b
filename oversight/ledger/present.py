"""The rows as they lie in the store, each told as the journal would tell it had it just been added."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any, Final

from sqlalchemy import JSON, Boolean, LargeBinary, Time, Uuid, inspect
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.types import TypeEngine

from models.base import Base, Moment
from oversight.ledger.entries import moment_text, raw_rows
from oversight.ledger.noting import SILENT, plain

_encode: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
).encode
_BIG_AT_ONCE: Final = 20
_ROWS_AT_ONCE: Final = 2_000
UNSET: Final[tuple[Any, ...]] = (None, "", [], {})
"""What the journal leaves out of an added row."""

Telling = Callable[[Any], str]
"""Turns a raw value that is not empty into JSON, or into nothing where the journal would leave it out."""


class PresentTable:
    """One table: its columns that the journal speaks of, and its rows."""

    def __init__(self, model: type[Base]) -> None:
        mapper: Mapper[Any] = inspect(model)
        columns = {each.key: each.columns[0] for each in mapper.column_attrs if each.key not in SILENT}
        self.name = model.__tablename__
        self.names = tuple(sorted(columns))
        self.defaults = {name: _default(columns[name].default) for name in self.names}
        kinds = [columns[name].type for name in self.names]
        self._tellings = [
            (f'"{name}":[null,', _telling(kind)) for name, kind in zip(self.names, kinds, strict=True)
        ]
        is_big = any(isinstance(kind, LargeBinary) for kind in kinds)
        self._at_once = _BIG_AT_ONCE if is_big else _ROWS_AT_ONCE

    def read(self, session: Session) -> Iterator[list[tuple[str, str]]]:
        """Yield rows in pieces: the identifier, and the row as the changes of an entry ``added``."""
        names = ("id", *self.names)
        for piece in raw_rows(session, self.name, names, at_once=self._at_once):
            yield [(tell_id(row[0]), self._told(row[1:])) for row in piece]

    def _told(self, values: Sequence[Any]) -> str:
        parts = [
            head + told + "]"
            for (head, tell), value in zip(self._tellings, values, strict=True)
            if value is not None and value != "" and (told := tell(value))
        ]
        return "{" + ",".join(parts) + "}"


def tell_id(value: Any) -> str:
    """Return an identifier as the journal writes it, from what either engine keeps."""
    if isinstance(value, str) and len(value) == 32:
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"
    return str(value)


def _default(default: Any) -> Any:
    """Return the value the program gives a column that a deed leaves out."""
    return plain(default.arg) if default is not None and default.is_scalar else None


def _telling(kind: TypeEngine[Any]) -> Telling:
    for type_, telling in _TELLINGS:
        if isinstance(kind, type_):
            return telling
    return _tell_text


def _tell_text(value: Any) -> str:
    return encode_basestring(value) if type(value) is str else _tell_any(value)  # most are: the quick way


def _tell_any(value: Any) -> str:
    shown = plain(value)
    return "" if shown in UNSET else _encode(shown)


def _tell_uuid(value: Any) -> str:
    return encode_basestring(tell_id(value))


def _tell_moment(value: Any) -> str:
    return _tell_text(moment_text(value))


def _tell_time(value: Any) -> str:
    try:
        return _tell_any(dt.time.fromisoformat(value) if isinstance(value, str) else value)
    except ValueError:
        return _tell_any(value)


def _tell_boolean(value: Any) -> str:
    return _tell_any(bool(value) if value in (0, 1) else value)


def _tell_json(value: Any) -> str:
    if not isinstance(value, str):
        return _tell_any(value)  # the office server hands it out read
    if value in ("{}", "[]"):
        return ""
    try:
        return _tell_any(json.loads(value))
    except ValueError:
        return _tell_any(value)


_TELLINGS: Final = (
    (Moment, _tell_moment),
    (Uuid, _tell_uuid),
    (Boolean, _tell_boolean),
    (Time, _tell_time),
    (JSON, _tell_json),
)
