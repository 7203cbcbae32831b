"""What must I do today? Each number is the length of the list it opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.finding import Finding
from models.inspection import Inspection, InspectionState
from oversight.approvals import ApprovalMark, Standing
from oversight.approvals.reading import read_marks
from oversight.calendar import fiscal_year_of
from oversight.coverage import Cover, CoverKey
from oversight.coverage.reading import list_cover
from oversight.desk import Desk
from oversight.devices.permits import PermitStanding, list_pressing
from oversight.devices.point_deeds import DoorToday
from oversight.devices.point_deeds import read_today as read_door_today
from oversight.findings.states import AWAITED, TO_VERIFY
from oversight.inspection_years import CHANGEABLE, OPEN
from oversight.reports.today import ReportsToday, read_today

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class HomeView:
    """The identifiers behind each number of the first page, and how far the year is."""

    today: dt.date
    fiscal_year: int
    contracts: int
    inspected: frozenset[CoverKey]
    not_inspected: frozenset[CoverKey]
    missed: frozenset[CoverKey]
    planned_this_week: frozenset[UUID]
    past_plan: frozenset[UUID]
    in_progress: frozenset[UUID]
    findings_open: frozenset[UUID]
    findings_overdue: frozenset[UUID]
    findings_to_verify: frozenset[UUID]
    longest_overdue_days: int
    reports: ReportsToday
    approvals_mine: frozenset[UUID] = frozenset()
    approvals_under_way: frozenset[UUID] = frozenset()
    approvals_returned: frozenset[UUID] = frozenset()
    door: DoorToday = field(default_factory=DoorToday)
    permits_waiting: frozenset[UUID] = frozenset()
    permits_expiring: frozenset[UUID] = frozenset()


class HomeService:
    """Answers the first page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self) -> HomeView:
        """Return the lists of the day.

        Which years of contracts owe an inspection: docs/records.md#coverage. Counted are those that fall
        due in this fiscal year; an excused one is neither inspected nor lacking.
        """
        today = self._desk.today()
        year = fiscal_year_of(today)
        with self._desk.reading() as session:
            covers = {row.key: row.covering.cover for row in list_cover(session, today, year)}
            plans = _inspections(session, CHANGEABLE)
            running = _inspections(session, OPEN)
            findings = _open_findings(session)
            to_verify = session.scalars(select(Finding.id).where(Finding.state.in_(TO_VERIFY))).all()
            more = _others(session, self._desk)
        overdue = {row: due for row, due in findings.items() if due < today}
        return HomeView(
            today=today,
            fiscal_year=year,
            contracts=len(covers),
            inspected=frozenset(key for key, cover in covers.items() if cover.is_done),
            not_inspected=frozenset(key for key, cover in covers.items() if cover.is_lacking),
            missed=frozenset(key for key, cover in covers.items() if cover is Cover.MISSED),
            planned_this_week=frozenset(row for row, day in plans.items() if today <= day < today + WEEK),
            past_plan=frozenset(row for row, day in plans.items() if day < today),
            in_progress=frozenset(running),
            findings_open=frozenset(findings),
            findings_overdue=frozenset(overdue),
            findings_to_verify=frozenset(to_verify),
            longest_overdue_days=max(((today - due).days for due in overdue.values()), default=0),
            **more,
        )


def _others(session: Session, desk: Desk) -> dict[str, Any]:
    """Return what other subjects count for themselves."""
    return {
        **_approvals(read_marks(session, desk.actor)),
        **_permits(session, desk.today()),
        "reports": read_today(session, desk.actor, desk.today()),
        "door": read_door_today(session, desk.clock.now()),
    }


def _permits(session: Session, today: dt.date) -> dict[str, frozenset[UUID]]:
    permits = list_pressing(session, today)
    return {
        "permits_waiting": permits[PermitStanding.WAITING],
        "permits_expiring": permits[PermitStanding.EXPIRING],
    }


def _approvals(marks: Mapping[UUID, ApprovalMark]) -> dict[str, frozenset[UUID]]:
    return {
        "approvals_mine": frozenset(row for row, each in marks.items() if each.is_mine),
        "approvals_under_way": _ours(marks, Standing.UNDER_WAY),
        "approvals_returned": _ours(marks, Standing.RETURNED),
    }


def _ours(marks: Mapping[UUID, ApprovalMark], standing: Standing) -> frozenset[UUID]:
    return frozenset(row for row, each in marks.items() if each.is_ours and each.standing is standing)


def _inspections(session: Session, states: frozenset[InspectionState]) -> dict[UUID, dt.date]:
    query = select(Inspection.id, Inspection.planned_on).where(
        Inspection.state.in_(states), Inspection.withdrawn_on.is_(None)
    )
    return dict(session.execute(query).all())


def _open_findings(session: Session) -> dict[UUID, dt.date]:
    query = select(Finding.id, Finding.due_on).where(Finding.state.in_(AWAITED))
    return dict(session.execute(query).all())
