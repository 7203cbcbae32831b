"""What the page of findings reads; all of it runs off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.findings import FindingRow
from ui.chase_panel import read_due

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class Listed:
    """The findings, and how many letters are due today, of monthly reports too."""

    rows: tuple[FindingRow, ...]
    letters_due: int


def read_listed(office: Office) -> Listed:
    """Read the findings."""
    return Listed(office.findings.list_findings(), len(read_due(office)))
