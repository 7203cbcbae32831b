"""The year's plan as its paper says it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from sqlalchemy.orm import Session

from oversight.calendar import show_fiscal_year
from oversight.choice_words import word_of
from oversight.clock import JAPAN
from oversight.coverage.detail_reading import read_calendar
from oversight.coverage.planning import read_risks
from oversight.coverage.reading import CoverRow, list_cover
from oversight.coverage.risk import tell_risk
from oversight.coverage.rows import DayEntry
from oversight.inspection_years import Cover
from oversight.papers.year_plan_data import PlannedRow, YearPlanData
from oversight.settings import read_settings
from oversight.words import _


def plan_data(session: Session, today: dt.date, year: int) -> YearPlanData:
    """Return the plan of a fiscal year: its inspections by day, then what has none planned yet."""
    settings, rows = read_settings(session), list_cover(session, today, year)
    counts = Counter(row.covering.cover for row in rows)
    risks = read_risks(session, today)
    without = [row for row in rows if row.covering.cover is Cover.OPEN and row.coming is None]
    without.sort(key=lambda row: (-risks[row.contract.contract_id].points, row.contract.number))
    return YearPlanData(
        city_name=settings.city,
        section=settings.section,
        year=show_fiscal_year(year),
        on=today,
        made_at=dt.datetime.combine(today, dt.time(9), JAPAN),
        told=((_("契約"), len(rows)), *((cover.word, counts[cover]) for cover in Cover)),
        planned=tuple(map(_planned, _by_day(read_calendar(session, year).entries))),
        unplanned=tuple(_unplanned(row, tell_risk(risks[row.contract.contract_id])) for row in without),
    )


def _by_day(entries: Iterable[DayEntry]) -> list[DayEntry]:
    return sorted(entries, key=attrgetter("day", "number"))


def _planned(entry: DayEntry) -> PlannedRow:
    head = entry.contract
    return PlannedRow(
        day=entry.day,
        number=entry.number,
        department=head.department,
        contractor=head.contractor,
        contract=f"{head.number} {head.title}",
        place=entry.place,
        method=word_of(entry.method),
        inspectors="\n".join(member.name for member in entry.team),
        reason=entry.plan_reason or word_of(entry.kind),
    )


def _unplanned(row: CoverRow, reason: str) -> PlannedRow:
    head = row.contract
    contract = f"{head.number} {head.title}"
    return PlannedRow(None, "", head.department, head.contractor, contract, "", "", "", reason)
