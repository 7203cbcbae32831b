"""Attention points noted anew when the entry log or the roster of a reported month changes afterwards.

Part of the deed that changes them, whoever does it: what is keyed in late is held against a report that
came in before. What was decided stays decided; what is new is noted, once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.device import DeviceReturn, DoorPoint, Visit, VisitDevice, VisitExit
from models.journal import JournalHead
from models.monthly_report import MonthlyReport
from models.report_filing import AttentionPoint, PointKind, PointState, ReportFiling
from models.worker import Worker
from oversight.calendar import month_of
from oversight.clock import day_of
from oversight.japanese import fold
from oversight.ledger.noting import NotedRow
from oversight.report_form.answers import answers_from_document
from oversight.reports.door_comparing import find_door_points
from oversight.reports.lines import ReportKey
from oversight.reports.point import Point
from oversight.reports.register_facts import read_facts

_AT_ONCE = 500
_VISITS = select(Visit.contract_id, Visit.entered_at)
_LOGGED: dict[str, tuple[Select[UUID, dt.datetime], Any]] = {
    "visit": (_VISITS, Visit.id),
    "visit_exit": (_VISITS.join(VisitExit, VisitExit.visit_id == Visit.id), VisitExit.id),
    "device_return": (
        _VISITS.join(VisitDevice, VisitDevice.visit_id == Visit.id).join(
            DeviceReturn, DeviceReturn.visit_device_id == VisitDevice.id
        ),
        DeviceReturn.id,
    ),
    "door_point": (select(DoorPoint.contract_id, DoorPoint.noticed_at), DoorPoint.id),
}
"""How the contract and the moment of a row are read, and its identifier."""
_ROSTER = frozenset({"name", "employer", "state", "starts_on", "ends_on", "withdrawn_on"})
"""Fields of a worker that are compared."""
_WHERE = frozenset({"where", "classes"})
"""Details that only say where to look or what a figure is made of."""

Wanted = Mapping[UUID, set[Any]]
"""Contract → the months touched; ``None`` among them stands for all."""


def note_door_points(session: Session, noted: Sequence[NotedRow]) -> None:
    """Note what a deed made the log or the roster say otherwise than reports that had come in."""
    wanted = _wanted(session, noted)
    if not wanted:
        return
    # one at a time: a report that comes in meanwhile sees this deed, or is seen by it
    session.get(JournalHead, 1, with_for_update=True, populate_existing=True)
    for key, filing in _newest_filings(session, wanted):
        answers = answers_from_document(filing.answers)
        points = tuple(find_door_points(answers, read_facts(session, key), key.month))
        _note(session, filing, points)
    session.flush()


def _wanted(session: Session, noted: Sequence[NotedRow]) -> Wanted:
    wanted = defaultdict[UUID, set[Any]](set)
    for table, (query, row_id) in _LOGGED.items():
        ids = [UUID(row.row_id) for row in noted if row.table == table]
        for some in _batches(ids):
            for contract_id, moment in session.execute(query.where(row_id.in_(some))):
                wanted[contract_id].add(month_of(day_of(moment)))
    workers = [row for row in noted if row.table == "worker" and _ROSTER.intersection(row.changes)]
    for some in _batches([UUID(row.row_id) for row in workers]):
        for contract_id in session.scalars(select(Worker.contract_id).where(Worker.id.in_(some))):
            wanted[contract_id].add(None)
    return wanted


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _newest_filings(session: Session, wanted: Wanted) -> Iterator[tuple[ReportKey, ReportFiling]]:
    """Yield the newest filing of each month touched whose report has come in."""
    newest: dict[ReportKey, UUID] = {}
    for some in _batches(list(wanted)):
        query = (
            select(MonthlyReport.contract_id, MonthlyReport.month, ReportFiling.id)
            .join(ReportFiling, ReportFiling.report_id == MonthlyReport.id)
            .where(MonthlyReport.contract_id.in_(some), MonthlyReport.withdrawn_on.is_(None))
            .order_by(MonthlyReport.contract_id, MonthlyReport.month, ReportFiling.number)
        )
        for contract_id, month, filing_id in session.execute(query):
            if wanted[contract_id] & {month, None}:
                newest[ReportKey(contract_id, month)] = filing_id
    for key, filing_id in newest.items():
        yield key, session.get_one(ReportFiling, filing_id)


def _note(session: Session, filing: ReportFiling, points: Sequence[Point]) -> None:
    """Add what is new; an undecided point of the same matter takes the figures of now.

    One that no longer holds waits for a person's decision, but for what was only missing in the log.
    """
    kept = select(AttentionPoint).where(AttentionPoint.filing_id == filing.id).order_by(AttentionPoint.id)
    known = defaultdict[Any, list[AttentionPoint]](list)
    for row in session.scalars(kept):
        known[_matter(row.kind, row.details)].append(row)
    matters = {_matter(point.kind, point.details) for point in points}
    for row in (row for matter, rows in known.items() if matter not in matters for row in rows):
        if row.state is PointState.OPEN and _was_missing(row):
            row.state = PointState.REPLACED
    for point in points:
        same = known[_matter(point.kind, point.details)]
        still = next((row for row in same if row.state is PointState.OPEN), None)
        if still is not None:
            still.details = dict(point.details)
        elif not any(_settles(row, point) for row in same):
            session.add(kept_point(filing, point))


def kept_point(filing: ReportFiling, point: Point) -> AttentionPoint:
    """Return a point as it is kept with its filing, undecided."""
    return AttentionPoint(
        id=new_id(),
        report_id=filing.report_id,
        filing_id=filing.id,
        kind=point.kind,
        details=dict(point.details),
        state=PointState.OPEN,
    )


def _matter(kind: PointKind, details: Mapping[str, Any]) -> tuple[PointKind, str]:
    """Return what a point is about: a person, or the figure of its kind."""
    return kind, fold(str(details.get("name", "")))


def _was_missing(row: AttentionPoint) -> bool:
    """Tell whether a point was that the log lacks what the report tells: keyed in late, it is there."""
    details = row.details
    if row.kind is PointKind.DOOR_DEVICES:
        return bool(details["reported"] > details["most"])
    if row.kind is PointKind.DOOR_PERMITS:
        return bool(details["reported"] > details["used"])
    return row.kind is PointKind.DOOR_NEVER


def _settles(decided: AttentionPoint, point: Point) -> bool:
    """Tell whether a decision holds: it was about this person, these names or these figures."""
    before, now = decided.details, point.details
    if "name" in now:
        return True
    if "names" in now:
        return {fold(name) for name in now["names"]} <= {fold(name) for name in before["names"]}
    return all(before.get(name) == now[name] for name in now if name not in _WHERE)
