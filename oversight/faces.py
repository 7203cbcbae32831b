"""Frozen faces of stored rows: what windows and papers get instead of the rows themselves."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Face = TypeVar("Face", bound="DataclassInstance")


def face_of(kind: type[Face], row: object, /, **own: Any) -> Face:
    """Return the dataclass ``kind`` with its fields read from the row; ``own`` gives the others.

    A field that neither has is our own bug and raises ``AttributeError``.
    """
    copied = {each.name: getattr(row, each.name) for each in fields(kind) if each.name not in own}
    return kind(**copied, **own)
