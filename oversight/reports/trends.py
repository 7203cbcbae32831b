"""Trends of the monthly reports: the share that came in time by section and month, the age of what is late.

Pure functions over the lines of a fiscal year (``oversight.reports.lines``): window and paper share them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from uuid import UUID

from oversight.calendar import months_of
from oversight.papers.trend_data import NOTHING_DUE, SectionTrend, Share, Trends
from oversight.reports.lines import ReportLine
from oversight.reports.rows import Standing
from oversight.reports.today import AGES
from oversight.words import _, _n

ON_TIME, LATE, MISSING, WAIVED = Share(on_time=1), Share(late=1), Share(missing=1), Share(waived=1)


def share_of(line: ReportLine, today: dt.date) -> Share:
    """Return what a month counts as; nothing before the day after its due day, received or not."""
    if line.due_on >= today:
        return NOTHING_DUE
    if line.standing is Standing.WAIVED:
        return WAIVED
    if line.received_on is None:
        return MISSING
    return ON_TIME if line.received_on <= line.due_on else LATE


def trends_of(lines: Iterable[ReportLine], year: int, today: dt.date) -> Trends:
    """Return the trends over the lines of a fiscal year; lines of other years count only where late."""
    found: dict[UUID, list[ReportLine]] = defaultdict(list)
    for line in lines:
        found[line.contract.department_id].append(line)
    rows = (_section(own, year, today) for own in found.values())
    sections = tuple(sorted((row for row in rows if _says_something(row)), key=_lowest_first))
    months = tuple(
        sum((section.months[at] for section in sections), NOTHING_DUE) for at in range(len(months_of(year)))
    )
    late = tuple(sum(section.late[band] for section in sections) for band in range(len(AGES)))
    return Trends(year, today, SectionTrend(None, _("全体"), months, late), sections)


def _section(lines: list[ReportLine], year: int, today: dt.date) -> SectionTrend:
    shares = dict.fromkeys(months_of(year), NOTHING_DUE)
    late = [0] * len(AGES)
    for line in lines:
        if line.month in shares:
            shares[line.month] += share_of(line, today)
        if line.standing.is_late:
            late[bisect_right(AGES, line.days_late) - 1] += 1
    head = lines[0].contract
    return SectionTrend(head.department_id, head.department, tuple(shares.values()), tuple(late))


def _says_something(row: SectionTrend) -> bool:
    return row.year != NOTHING_DUE or row.late_count > 0


def _lowest_first(row: SectionTrend) -> tuple[bool, int, str]:
    percent = row.year.percent
    return percent is None, percent or 0, row.department


def age_words() -> tuple[str, ...]:
    """Return the names of the bands of ``AGES``: 1～7日, 8～14日, 15～30日, 31日以上."""
    between = (
        _("{first}～{last}日").format(first=first, last=following - 1) for first, following in pairwise(AGES)
    )
    return (*between, _("{first}日以上").format(first=AGES[-1]))


def tell_share(share: Share) -> str:
    """Return a share in words: 期限内 92%（12件中11件）・遅れて提出 1件・免除 2件."""
    parts = []
    if share.percent is not None:
        told = _("期限内 {percent}%（{due:,}件中{on_time:,}件）")
        parts.append(told.format(percent=share.percent, due=share.due, on_time=share.on_time))
    for count, said in (
        (share.late, _n("遅れて提出 {count:,}件", share.late)),
        (share.missing, _n("未提出 {count:,}件", share.missing)),
        (share.waived, _n("免除 {count:,}件", share.waived)),
    ):
        parts += [said.format(count=count)] if count else []
    return _("・").join(parts) or _("期限の来た報告なし")
