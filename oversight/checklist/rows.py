"""What windows get of checklists: frozen lines and details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from oversight.checklist.edition import Edition


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list. ``used_by`` counts the inspections that keep it."""

    id: UUID
    series: str
    number: int
    title: str
    published_on: dt.date
    published_by: str
    change_note: str
    item_count: int
    used_by: int
    is_in_use: bool
    is_usual: bool
    has_workbook: bool
    based_on_id: UUID | None


@dataclass(frozen=True)
class DraftLine:
    """One draft in the list; ``based_on`` is the title and number of the edition it was copied from."""

    id: UUID
    series: str
    title: str
    revision: int
    based_on_id: UUID | None
    based_on: str
    begun_by: str
    saved_by: str
    saved_at: dt.datetime
    came_from: str
    has_workbook: bool


@dataclass(frozen=True)
class DraftDetail:
    """A draft whole: its line, its document, what was reduced when it was taken in, what it is based on."""

    line: DraftLine
    document: Mapping[str, Any]
    notes: tuple[Mapping[str, Any], ...]
    based_on: Edition | None
    workbook_layout: Mapping[str, Any]
