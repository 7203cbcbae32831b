"""What the page of monthly reports reads; all of it runs off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.reports import BoardRow, Chased, ReportKey, ReportLine, board_of, due_letters
from ui.reports.pane import Shown

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class Listed:
    """The lines of a year, the section of the person signed in, how many letters are due today."""

    year: int
    lines: tuple[ReportLine, ...]
    board: tuple[BoardRow, ...]
    chased: tuple[Chased, ...]
    own_section: UUID | None
    letters_due: int = 0


def read_year(office: Office, year: int) -> Listed:
    """Read the lines."""
    lines, chased = office.reports.list_year(year), office.chasing.list_chased()
    letters = len(due_letters(chased)) + len(due_letters(office.finding_chasing.list_chased()))
    return Listed(year, lines, board_of(lines, year), chased, office.people.own_section(), letters)


def read_month(office: Office, key: ReportKey) -> Shown | None:
    """Read one month with its chasing."""
    detail = office.reports.get_month(key)
    if detail is None:
        return None
    chasing = office.chasing
    filings = office.filings.list_filings(key)
    return Shown(
        detail, chasing.get_chased(key), chasing.list_contacts(key), chasing.list_letters(key), filings
    )
