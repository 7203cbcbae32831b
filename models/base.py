"""The ground every table stands on: naming, column types, stamps."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from sqlalchemy import JSON, Date, DateTime, Dialect, MetaData, Text, TypeDecorator, Uuid, event
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from typing_extensions import override
from uuid6 import uuid7

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[dt.datetime]):
    """An aware moment, kept in UTC on every engine; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn an aware moment into what the engine keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must carry its time zone")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    @override
    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


JsonDocument = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """The declarative base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(as_uuid=True),
        dt.datetime: Moment(),
        dt.date: Date(),
        str: Text(),
        dict[str, Any]: JsonDocument,
        list[str]: JsonDocument,
        list[dict[str, Any]]: JsonDocument,
    }


def new_id() -> UUID:
    """Make an identifier: UUIDv7 (RFC 9562), so that rows made on two laptops never clash."""
    return UUID(bytes=uuid7().bytes)


class Identified:
    """A row with an identifier made on the machine that creates it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class Edited(Identified):
    """A row people edit: an optimistic version column; stale writes are refused by the store.

    ``withdrawn_on`` and ``withdrawn_reason`` stand in for deletion by hand (docs/records.md).
    """

    version: Mapped[int] = mapped_column(nullable=False)
    withdrawn_on: Mapped[dt.date | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="", server_default="")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class-level directive
        """Let SQLAlchemy count the version on each update and refuse a stale one."""
        return {"version_id_col": cls.version}


NOT_PROSE = {"prose": False}
"""``info`` of a text column that no person types into: hashes, words, numbers with their own check."""

DERIVED = {"derived": True}
"""``info`` of a table that is no record: it is not journalled. Made from others at any time, or a draft."""


def words_column(kind: type[StrEnum]) -> SqlEnum:
    """Return the column type for an enumeration: its value as a word, checked on the way in and out."""
    return SqlEnum(
        kind,
        native_enum=False,
        length=32,
        validate_strings=True,
        values_callable=lambda words: [word.value for word in words],
    )


def refuse_changes(*kinds: type[Base]) -> None:
    """Let the store refuse, by ``TypeError``, that a row of these tables is ever changed or deleted."""
    for kind in kinds:
        event.listen(kind, "before_update", _refuse_change)
        event.listen(kind, "before_delete", _refuse_change)


def _refuse_change(_mapper: Any, _connection: Any, row: Base) -> NoReturn:
    raise TypeError(f"a row of {row.__tablename__} is never changed or deleted")
