"""Several persons in one deed at the door: a refusal says whom it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from oversight.errors import RefusedError


@contextmanager
def told_of(place: int, size: int) -> Iterator[None]:
    """Let a refusal among several name the person by their place: ``persons.2.purpose``."""
    try:
        yield
    except RefusedError as error:
        if size > 1:
            error.field = f"persons.{place}.{error.field}"
        raise
