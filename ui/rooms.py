"""The rooms of the window by name, so that one room can send to another without importing it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Room(StrEnum):
    """A page of the window."""

    HOME = "home"
    CONTRACTS = "contracts"
    CONTRACTORS = "contractors"
    INSPECTIONS = "inspections"
    FINDINGS = "findings"
    IMPORTS = "imports"
    JOURNAL = "journal"
    SETTINGS = "settings"


@dataclass(frozen=True)
class OpenRows:
    """A request to a page: show exactly these rows, and say so in ``said`` (a chip that can be taken off)."""

    ids: frozenset[UUID]
    said: str


@dataclass(frozen=True)
class OpenRecord:
    """A request to a page: open this one record."""

    id: UUID


@dataclass(frozen=True)
class AddRecord:
    """A request to a page: begin a new record, perhaps under another (an inspection of a contract)."""

    under: UUID | None = None
