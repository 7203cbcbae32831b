"""Due days and promises as an iCalendar file (RFC 5545): imported again it updates, never doubles.

Each report and each promise keeps its identifier for ever; each export bears a higher sequence number, and
what has come in since is told as cancelled, so that it leaves the calendar it was imported into.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from oversight.reports.chasing import Chased
from oversight.reports.lines import ContractHead, ReportKey, ReportLine
from oversight.reports.rows import Standing
from oversight.reports.told import show_month
from oversight.words import _

_SPACE = uuid5(NAMESPACE_URL, "oversight:monthly-reports")
_EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_NOT_HERE = frozenset({Standing.NOT_YET_DUE, Standing.AWAITED, Standing.OVERDUE})
_RETURNED = frozenset({Standing.RETURNED, Standing.RESUBMISSION_OVERDUE})


def diary_of(lines: Iterable[ReportLine], chased: Iterable[Chased], now: dt.datetime) -> bytes:
    """Return the file: an all-day event for each due day and for each promise; ``now`` is aware."""
    calendar = Calendar()
    calendar.add("prodid", "-//Oversight//Monthly reports//")
    calendar.add("version", "2.0")
    for line in lines:
        awaited = line.standing in _NOT_HERE or line.standing in _RETURNED
        told = _("報告の提出期限 {month}").format(month=show_month(line.month))
        calendar.add_component(
            _event("due", line.key, line.contract, line.awaited_on, told, now, is_standing=awaited)
        )
    for each in chased:
        if each.past.promised_on is not None:
            told = _("報告の約束の日 {month}").format(month=show_month(each.key.month))
            calendar.add_component(
                _event("promise", each.key, each.contract, each.past.promised_on, told, now)
            )
    content: bytes = calendar.to_ical()
    return content


def _event(
    kind: str,
    key: ReportKey,
    contract: ContractHead,
    day: dt.date,
    told: str,
    now: dt.datetime,
    *,
    is_standing: bool = True,
) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(_SPACE, f'{kind}:{key.contract_id}:{key.month:%Y-%m}')}@oversight")
    event.add("summary", f"{contract.contractor} {told}")
    event.add("description", f"{contract.number} {contract.title}\n{contract.department}")
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", int((now - _EPOCH).total_seconds()))
    event.add("status", "CONFIRMED" if is_standing else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    return event
