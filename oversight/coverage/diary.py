"""Planned inspections, for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from oversight.clock import JAPAN
from oversight.coverage.rows import DayEntry
from oversight.diary import DiaryEvent, all_day, diary_file
from oversight.inspection_years import CHANGEABLE
from oversight.words import _

_SPACE = uuid5(NAMESPACE_URL, "oversight:inspections")
_LASTS = dt.timedelta(hours=2)


def diary_of(entries: Iterable[DayEntry], now: dt.datetime) -> bytes:
    """Return the file: an event for each inspection, all day where no time is set; ``now`` is aware.

    One called off or carried out is told as cancelled.
    """
    return diary_file("Inspections", (_event(entry) for entry in entries), now)


def _event(entry: DayEntry) -> DiaryEvent:
    head = entry.contract
    begins, ends = _span(entry)
    people = _("、").join(member.name for member in entry.team)
    return DiaryEvent(
        _SPACE,
        str(entry.inspection_id),
        _("実地検査 {contractor}").format(contractor=head.contractor),
        f"{entry.number} {head.number} {head.title}\n{people}",
        begins,
        ends,
        place=entry.place,
        is_standing=entry.state in CHANGEABLE,
        is_busy=True,
    )


def _span(entry: DayEntry) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime]:
    """Return from when to when; moments in UTC need no table of zones in the file."""
    if entry.starts is None:
        return all_day(entry.day)
    begins = dt.datetime.combine(entry.day, entry.starts, JAPAN).astimezone(dt.UTC)
    if entry.ends is None:
        return begins, begins + _LASTS
    return begins, dt.datetime.combine(entry.day, entry.ends, JAPAN).astimezone(dt.UTC)
