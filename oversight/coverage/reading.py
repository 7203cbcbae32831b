"""Reading the year's list: how each contract's year is covered, and what is planned for it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.inspection import Inspection, InspectionMethod, InspectionState
from oversight.inspection_years import (
    AHEAD,
    COUNTING,
    RECORDED,
    CoveredYear,
    Covering,
    CoverKey,
    CoverYear,
    of_contract,
    read_covered,
    read_covered_of,
)
from oversight.reports.lines import ContractHead, read_heads


@dataclass(frozen=True, slots=True)
class Coming:
    """An inspection that is planned or under way."""

    inspection_id: UUID
    number: str
    contract_id: UUID
    planned_on: dt.date
    state: InspectionState


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A year of a contract: how it is covered, what is planned, when the work was last seen on site."""

    contract: ContractHead
    year: CoverYear
    covering: Covering
    coming: Coming | None
    last_seen_on: dt.date | None

    @property
    def key(self) -> CoverKey:
        """Which year of which contract."""
        return CoverKey(self.contract.contract_id, self.year.starts_on)


def list_cover(session: Session, today: dt.date, year: int) -> tuple[CoverRow, ...]:
    """Return the years of contracts that fall due in a fiscal year, by last day and number."""
    rows = _rows(session, read_covered(session, today, year))
    return tuple(sorted(rows, key=lambda row: (row.year.due_on, row.contract.number)))


def list_years(session: Session, contract_id: UUID, today: dt.date) -> tuple[CoverRow, ...]:
    """Return all years of a contract that have begun by today, the newest first."""
    rows = _rows(session, read_covered_of(session, today, contract_id), contract_id)
    begun = (row for row in rows if row.year.starts_on <= today)
    return tuple(sorted(begun, key=lambda row: row.year.starts_on, reverse=True))


def read_year(session: Session, key: CoverKey, today: dt.date) -> CoverRow | None:
    """Return one year of a contract, begun or not; None where the contract owes none."""
    covered = (each for each in read_covered_of(session, today, key.contract_id) if each.key == key)
    return next(_rows(session, covered, key.contract_id), None)


def _rows(
    session: Session, covered: Iterator[CoveredYear], contract_id: UUID | None = None
) -> Iterator[CoverRow]:
    heads, coming = read_heads(session, contract_id), _coming(session, contract_id)
    seen = last_seen(session, contract_id)
    for key, year, covering in covered:
        owner = key.contract_id
        ahead = _within(year, coming.get(owner, ()))
        yield CoverRow(heads[owner], year, covering, ahead, seen.get(owner))


def _within(year: CoverYear, coming: Sequence[Coming]) -> Coming | None:
    """Return the first inspection planned within a year."""
    return next((each for each in coming if year.starts_on <= each.planned_on <= year.ends_on), None)


def last_seen(session: Session, contract_id: UUID | None = None) -> Mapping[UUID, dt.date]:
    """Return the day each contract's work was last seen on site."""
    query = (
        select(Inspection.contract_id, func.max(Inspection.conducted_on))
        .where(
            Inspection.state.in_(RECORDED),
            Inspection.method == InspectionMethod.VISIT,
            Inspection.kind.in_(COUNTING),
            Inspection.subcontract_id.is_(None),
            Inspection.withdrawn_on.is_(None),
        )
        .group_by(Inspection.contract_id)
    )
    return dict(session.execute(of_contract(query, Inspection.contract_id, contract_id)).all())


def _coming(session: Session, contract_id: UUID | None) -> Mapping[UUID, list[Coming]]:
    """Return the inspections planned or under way, by contract, the earliest first."""
    columns = (Inspection.id, Inspection.number, Inspection.contract_id, Inspection.planned_on)
    query = (
        select(*columns, Inspection.state)
        .where(
            Inspection.state.in_(AHEAD),
            Inspection.kind.in_(COUNTING),
            Inspection.subcontract_id.is_(None),
            Inspection.withdrawn_on.is_(None),
        )
        .order_by(Inspection.planned_on, Inspection.number)
    )
    found: dict[UUID, list[Coming]] = defaultdict(list)
    for row in session.execute(of_contract(query, Inspection.contract_id, contract_id)):
        found[row.contract_id].append(Coming(*row))
    return found
