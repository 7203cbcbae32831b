"""The fields by which an entry or a leaving is recorded afterwards: the day, the time, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from oversight.clock import JAPAN
from oversight.errors import RefusedError
from oversight.words import _
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField
from ui.widgets.time_field import TimeField


def late_fields() -> tuple[Field, Field, Field]:
    """Return the fields; left empty, it happened just now."""
    hint = _("今のことなら、書きません。後から記録したことが、理由とともに残ります。")
    return (
        DateField("late_on", _("後から記録するときの日")),
        TimeField("late_at", _("後から記録するときの時刻")),
        MultiLineField("late_reason", _("後から記録する理由"), rows=2, hint=hint),
    )


def moment_of(values: Mapping[str, Any]) -> dt.datetime | None:
    """Return the moment typed, or None for now; a day without its time is refused, and the reverse."""
    day, time = values["late_on"], values["late_at"]
    if day is None and time is None:
        return None
    if day is None or time is None:
        field = "late_on" if day is None else "late_at"
        raise RefusedError(
            _("日と時刻の両方が要ります。"), _("今のことなら、どちらも空にしてください。"), field=field
        )
    return dt.datetime.combine(day, time, JAPAN)


@contextmanager
def refused_at(places: Mapping[str, str]) -> Iterator[None]:
    """Let a refusal show at the field of a form that stands for the service's own, or for its first part."""
    try:
        yield
    except RefusedError as error:
        first = error.field.partition(".")[0]
        error.field = places.get(first, error.field)
        raise
