"""Days in fields, and moments; the other forms of a day stand in ``oversight.calendar``."""

from __future__ import annotations

import datetime as dt

from oversight.calendar import show_day, show_short
from oversight.clock import at_japan
from oversight.words import _, language


def day_typed(day: dt.date) -> str:
    """Return a day as a field shows it, in a form that reads back: 令和8年11月24日, 2026-11-24."""
    return show_day(day) if language() == "ja" else day.isoformat()


def moment_in_full(moment: dt.datetime) -> str:
    """Return an aware moment on Japan's wall clock: 令和8年11月24日(火) 13:42."""
    at = at_japan(moment)
    return f"{show_day(at.date(), weekday=True)} {at:%H:%M}"


def moment_short(moment: dt.datetime) -> str:
    """Return an aware moment for tables, sortable by eye: 2026-11-24 13:42:07."""
    return f"{at_japan(moment):%Y-%m-%d %H:%M:%S}"


def moment_narrow(moment: dt.datetime) -> str:
    """Return an aware moment of this year where there is little room: 11/24(火) 13:42."""
    at = at_japan(moment)
    return f"{show_short(at.date())} {at:%H:%M}"


def saved_at(moment: dt.datetime) -> str:
    """Say quietly when something was saved: 保存済み 13:42:07."""
    return _("保存済み {time}").format(time=f"{at_japan(moment):%H:%M:%S}")
