"""What the register, earlier reports and the entry log know of a contract's people, places and bodies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract, Medium, Place
from models.contractor import Contractor
from models.monthly_report import MonthlyReport
from models.report_filing import ReportFiling
from models.subcontract import Subcontract, SubcontractState
from models.worker import Worker, WorkerState
from oversight.choice_words import word_of
from oversight.desk import get_row
from oversight.japanese import fold
from oversight.report_form.answers import Answers, answers_from_document
from oversight.reports.door_facts import DoorFacts, read_door
from oversight.reports.lines import ReportKey

PERMITTED = frozenset({SubcontractState.PERMITTED, SubcontractState.ACTIVE})
"""States in which a sub-contractor may handle the data (番号法 10)."""


@dataclass(frozen=True)
class KnownWorker:
    """A worker of the roster; ``is_there``: neither struck nor gone before the month."""

    name: str
    employer: str
    trained_on: dt.date | None
    ends_on: dt.date | None
    is_there: bool
    starts_on: dt.date | None = None


@dataclass(frozen=True)
class KnownBody:
    """A sub-contractor of any tier."""

    name: str
    scope: str
    is_permitted: bool


@dataclass(frozen=True)
class KnownPlace:
    """A place of the contract."""

    name: str
    address: str


@dataclass(frozen=True)
class RegisterFacts:
    """What the register says, and what earlier reports said, up to a month.

    ``left`` and ``trained`` hold, by folded name, the newest day earlier reports gave; ``before`` is
    the newest report of an earlier month with that month; ``door`` is the entry log of the month.
    """

    workers: tuple[KnownWorker, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    media: tuple[str, ...] = ()
    left: Mapping[str, dt.date] = field(default_factory=dict)
    trained: Mapping[str, dt.date] = field(default_factory=dict)
    before: tuple[dt.date, Answers] | None = None
    door: DoorFacts = field(default_factory=DoorFacts)


def read_facts(session: Session, key: ReportKey) -> RegisterFacts:
    """Read what is known of a contract for a month."""
    contract = get_row(session, Contract, key.contract_id)
    earlier = _earlier(session, key)
    left: dict[str, dt.date] = {}
    trained: dict[str, dt.date] = {}
    for _month, answers in earlier:
        for row in answers.rows("workers"):
            _keep_newest(left, row.text("name"), row.day("left_on"))
            _keep_newest(trained, row.text("name"), row.day("trained_on"))
    return RegisterFacts(
        workers=_workers(session, key),
        bodies=_bodies(session, key.contract_id),
        places=_places(session, key.contract_id),
        media=tuple(word_of(medium) for medium in Medium if medium.value in contract.media),
        left=left,
        trained=trained,
        before=earlier[-1] if earlier else None,
        door=read_door(session, key),
    )


def _keep_newest(days: dict[str, dt.date], name: str, day: dt.date | None) -> None:
    if day is not None:
        known = fold(name)
        days[known] = max(day, days.get(known, day))


def _earlier(session: Session, key: ReportKey) -> list[tuple[dt.date, Answers]]:
    """Return what earlier months' reports said, the newest filing of each, in the order of the months."""
    query = (
        select(MonthlyReport.month, ReportFiling.answers)
        .join(ReportFiling, ReportFiling.report_id == MonthlyReport.id)
        .where(
            MonthlyReport.contract_id == key.contract_id,
            MonthlyReport.month < key.month,
            MonthlyReport.withdrawn_on.is_(None),
        )
        .order_by(MonthlyReport.month, ReportFiling.number)
    )
    newest = {month: answers for month, answers in session.execute(query)}  # noqa: C416 - the last one wins
    return [(month, answers_from_document(document)) for month, document in newest.items()]


def _workers(session: Session, key: ReportKey) -> tuple[KnownWorker, ...]:
    query = (
        select(Worker)
        .where(Worker.contract_id == key.contract_id, Worker.withdrawn_on.is_(None))
        .order_by(Worker.kana, Worker.name)
    )
    return tuple(
        KnownWorker(
            row.name,
            row.employer,
            row.trained_on,
            row.ends_on,
            row.state is not WorkerState.STRUCK and (row.ends_on is None or row.ends_on >= key.month),
            row.starts_on,
        )
        for row in session.scalars(query)
    )


def _bodies(session: Session, contract_id: UUID) -> tuple[KnownBody, ...]:
    query = (
        select(Contractor.name, Subcontract.scope, Subcontract.state)
        .join(Contractor, Contractor.id == Subcontract.contractor_id)
        .where(Subcontract.contract_id == contract_id, Subcontract.withdrawn_on.is_(None))
        .order_by(Contractor.name)
    )
    return tuple(KnownBody(name, scope, state in PERMITTED) for name, scope, state in session.execute(query))


def _places(session: Session, contract_id: UUID) -> tuple[KnownPlace, ...]:
    query = (
        select(Place.name, Place.address)
        .where(Place.contract_id == contract_id, Place.withdrawn_on.is_(None))
        .order_by(Place.name)
    )
    return tuple(KnownPlace(name, address) for name, address in session.execute(query))
