"""Inspections for which somebody comes to the door: planned, announced or under way for the contract."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.inspection import Inspection, Inspector
from oversight.devices.arrivals import UNDER_WAY
from oversight.japanese import fold


@dataclass(frozen=True)
class ExpectedInspection:
    """An inspection with its inspectors: those of the staff list, and the names of all, folded."""

    id: UUID
    number: str
    planned_on: dt.date
    staff_ids: frozenset[UUID]
    names: frozenset[str]

    def awaits(self, on: dt.date, staff_id: UUID | None, person: str) -> bool:
        """Tell whether it is on that day, and the person one of its inspectors."""
        return self.planned_on == on and (staff_id in self.staff_ids or fold(person) in self.names)


def list_expected(session: Session, contract_id: UUID) -> tuple[ExpectedInspection, ...]:
    """Return the inspections of a contract that are not on record yet, the earliest first."""
    query = (
        select(Inspection)
        .where(
            Inspection.contract_id == contract_id,
            Inspection.state.in_(UNDER_WAY),
            Inspection.withdrawn_on.is_(None),
        )
        .order_by(Inspection.planned_on, Inspection.number)
    )
    rows = session.scalars(query).all()
    people: defaultdict[UUID, list[Inspector]] = defaultdict(list)
    of_these = Inspector.inspection_id.in_([each.id for each in rows])
    for each in session.scalars(select(Inspector).where(of_these, Inspector.withdrawn_on.is_(None))):
        people[each.inspection_id].append(each)
    return tuple(_expected(each, people[each.id]) for each in rows)


def _expected(row: Inspection, inspectors: Iterable[Inspector]) -> ExpectedInspection:
    inspectors = tuple(inspectors)
    return ExpectedInspection(
        row.id,
        row.number,
        row.planned_on,
        frozenset(each.staff_id for each in inspectors if each.staff_id is not None),
        frozenset(fold(each.name) for each in inspectors),
    )
