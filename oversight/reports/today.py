"""What a manager must know of the monthly reports today: each number is the size of the set it opens."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.monthly_report import OwedReport
from oversight.access import Actor, Deed, may
from oversight.reports.lines import ReportKey
from oversight.reports.reading import list_late, list_open
from oversight.reports.rows import LateReport, OpenReport, Standing

AGES = (1, 8, 15, 31)
"""The first days of the bands in which lateness is told: 1–7, 8–14, 15–30, 31 days and more."""
_WEEK = dt.timedelta(days=6)
_IN_HAND = frozenset({Standing.RECEIVED, Standing.UNDER_CHECK, Standing.RESUBMITTED})
_RETURNED = frozenset({Standing.RETURNED, Standing.RESUBMISSION_OVERDUE})


@dataclass(frozen=True)
class SectionAges:
    """What is late in one section, by how long: a set of reports for each band of ``AGES``."""

    department_id: UUID
    department: str
    late: tuple[frozenset[ReportKey], ...]

    @property
    def count(self) -> int:
        """How many are late in the section."""
        return sum(len(band) for band in self.late)


@dataclass(frozen=True)
class ReportsToday:
    """The reports behind each number of the first page."""

    late: tuple[LateReport, ...]
    due_this_week: frozenset[ReportKey]
    due_until: dt.date
    to_check: frozenset[ReportKey]
    oldest_received_on: dt.date | None
    returned: frozenset[ReportKey]
    sections: tuple[SectionAges, ...]

    @property
    def overdue(self) -> frozenset[ReportKey]:
        """The reports that are late."""
        return frozenset(key_of(row) for row in self.late)

    @property
    def longest_days(self) -> int:
        """How many days the longest is late; 0 when none is."""
        return max((row.days for row in self.late), default=0)

    @property
    def longest_streak(self) -> int:
        """How many months in a row the worst contract is late; 0 when none is."""
        return max((row.streak for row in self.late), default=0)


def key_of(row: LateReport | OpenReport) -> ReportKey:
    """Return which report a row is about."""
    return ReportKey(row.contract_id, row.month)


def read_today(session: Session, actor: Actor, today: dt.date) -> ReportsToday:
    """Read what is late, due until the sixth day from today, and waiting for the actor or a contractor."""
    late, standing = list_late(session, today), list_open(session, today)
    waiting = [row for row in standing if row.standing in _awaited_from(actor)]
    return ReportsToday(
        late=late,
        due_this_week=_due_between(session, today, today + _WEEK),
        due_until=today + _WEEK,
        to_check=frozenset(map(key_of, waiting)),
        oldest_received_on=min((row.received_on for row in waiting), default=None),
        returned=frozenset(key_of(row) for row in standing if row.standing in _RETURNED),
        sections=ages_of(late),
    )


def _awaited_from(actor: Actor) -> frozenset[Standing]:
    """Return where a report stands when this person is the one to go on with it."""
    to_check = _IN_HAND if may(actor, Deed.CHECK_REPORT) else frozenset[Standing]()
    return to_check | {Standing.CHECKED} if may(actor, Deed.CLOSE_REPORT) else to_check


def _due_between(session: Session, first: dt.date, last: dt.date) -> frozenset[ReportKey]:
    query = select(OwedReport.contract_id, OwedReport.month).where(
        OwedReport.waiver_id.is_(None), OwedReport.due_on >= first, OwedReport.due_on <= last
    )
    return frozenset(ReportKey(*row) for row in session.execute(query))


def ages_of(late: Iterable[LateReport]) -> tuple[SectionAges, ...]:
    """Return the sections with something late, those with most first."""
    found: dict[UUID, list[LateReport]] = defaultdict(list)
    for row in late:
        found[row.department_id].append(row)
    sections = (SectionAges(key, own[0].department, _bands(own)) for key, own in found.items())
    return tuple(sorted(sections, key=lambda section: (-section.count, section.department)))


def _bands(late: Iterable[LateReport]) -> tuple[frozenset[ReportKey], ...]:
    rows = list(late)
    edges = (*AGES, dt.timedelta.max.days)
    return tuple(
        frozenset(key_of(row) for row in rows if first <= row.days < following)
        for first, following in pairwise(edges)
    )
