"""The rooms of the window by name, so that one room can send to another without importing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID


class Room(StrEnum):
    """A page of the window."""

    HOME = "home"
    CONTRACTS = "contracts"
    CONTRACTORS = "contractors"
    REPORTS = "reports"
    COVERAGE = "coverage"
    INSPECTIONS = "inspections"
    FINDINGS = "findings"
    DEVICES = "devices"
    PERMITS = "permits"
    CHECKLISTS = "checklists"
    IMPORTS = "imports"
    JOURNAL = "journal"
    SETTINGS = "settings"


@dataclass(frozen=True)
class OpenRows:
    """A request to a page: show exactly these rows, and say so in ``said`` (a chip that can be taken off)."""

    ids: frozenset[Hashable]
    said: str


@dataclass(frozen=True)
class OpenRecord:
    """A request to a page: open this one record."""

    id: UUID


@dataclass(frozen=True)
class OpenMonth:
    """A request to the monthly reports: open this month (its first day) of this contract."""

    contract_id: UUID
    month: dt.date


@dataclass(frozen=True)
class OpenEntryLog:
    """A request to the areas: open the entry log of an area at a month (its first day)."""

    area_id: UUID
    month: dt.date


@dataclass(frozen=True)
class OpenFiles:
    """A request to the monthly reports: look at these files and folders."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class PlanReinspection:
    """A request to the inspections: plan a re-inspection like one that was; or of a contract without one."""

    contract_id: UUID
    inspection_id: UUID | None
    purpose: str


@dataclass(frozen=True)
class AddRecord:
    """A request to a page: begin a new record, perhaps under another (an inspection of a contract)."""

    under: UUID | None = None
