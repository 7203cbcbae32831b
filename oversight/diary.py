"""Days of the office as an iCalendar file (RFC 5545): imported again it updates, never doubles.

Each event keeps its identifier for ever; each export bears a higher sequence number, and what is settled
since is told as cancelled, so that it leaves the calendar it was imported into.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from icalendar import Calendar, Event

_EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class DiaryEvent:
    """One event: an all-day one, or from one aware moment to another.

    ``space`` and ``name`` make its identifier; ``is_standing`` tells whether it is still awaited.
    """

    space: UUID
    name: str
    summary: str
    description: str
    begins: dt.date | dt.datetime
    ends: dt.date | dt.datetime
    place: str = ""
    is_standing: bool = True
    is_busy: bool = False


def all_day(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return when an all-day event begins and ends."""
    return day, day + dt.timedelta(days=1)


def diary_file(title: str, events: Iterable[DiaryEvent], now: dt.datetime) -> bytes:
    """Return the file; ``now`` is aware, ``title`` names the product's part in ASCII."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Oversight//{title}//")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_component(event, now))
    content: bytes = calendar.to_ical()
    return content


def _component(event: DiaryEvent, now: dt.datetime) -> Event:
    component = Event()
    component.add("uid", f"{uuid5(event.space, event.name)}@oversight")
    component.add("summary", event.summary)
    component.add("description", event.description)
    if event.place:
        component.add("location", event.place)
    component.add("dtstart", event.begins)
    component.add("dtend", event.ends)
    component.add("dtstamp", now)
    component.add("last-modified", now)
    component.add("sequence", int((now - _EPOCH).total_seconds()))
    component.add("status", "CONFIRMED" if event.is_standing else "CANCELLED")
    component.add("transp", "OPAQUE" if event.is_busy else "TRANSPARENT")
    return component
