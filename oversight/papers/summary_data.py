"""What the summary of a contractor says; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """The rows that a page has room for, and how many more there are."""

    rows: tuple[T, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class ContractSummary:
    """A contract with a sign for each month from April to March, and when it was last inspected."""

    name: str
    department: str
    service: str
    inspected_on: dt.date | None
    signs: tuple[str, ...]


@dataclass(frozen=True)
class LateSummary:
    """A report that is late: ``done`` and ``next_step`` come from the ladder of chasing."""

    contract: str
    month: str
    due_on: dt.date
    days: int
    done: str
    next_step: str


@dataclass(frozen=True)
class FindingSummary:
    """A finding that is not closed."""

    number: str
    severity: str
    state: str
    fact: str


@dataclass(frozen=True)
class ContractorSummaryData:
    """A contractor as of a day; ``facts`` are label and value, ``key`` explains the signs."""

    city_name: str
    section: str
    on: dt.date
    made_at: dt.datetime
    year: int
    name: str
    facts: tuple[tuple[str, str], ...]
    key: str
    contracts: Part[ContractSummary] = field(default_factory=Part)
    tiers: Part[str] = field(default_factory=Part)
    late: Part[LateSummary] = field(default_factory=Part)
    findings: Part[FindingSummary] = field(default_factory=Part)
