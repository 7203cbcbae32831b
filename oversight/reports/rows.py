"""What lists and panes of monthly reports show: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models.monthly_report import ReportState
from oversight.choice_words import word_of
from oversight.words import _, mark


class Standing(StrEnum):
    """Where a month's report stands today; the first three and the last are not states of a report."""

    NOT_YET_DUE = "not_yet_due"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    RECEIVED = "received"
    UNDER_CHECK = "under_check"
    RETURNED = "returned"
    RESUBMISSION_OVERDUE = "resubmission_overdue"
    RESUBMITTED = "resubmitted"
    CHECKED = "checked"
    CLOSED = "closed"
    WAIVED = "waived"

    @property
    def word(self) -> str:
        """Return the word of the office."""
        return _(_WORDS[self]) if self in _WORDS else word_of(ReportState(self.value))

    @property
    def is_late(self) -> bool:
        """Tell whether something should be here by now and is not."""
        return self in (Standing.OVERDUE, Standing.RESUBMISSION_OVERDUE)


_WORDS = {
    Standing.NOT_YET_DUE: mark("未到来"),
    Standing.AWAITED: mark("提出待ち"),
    Standing.OVERDUE: mark("期限超過"),
    Standing.RESUBMISSION_OVERDUE: mark("再提出の期限超過"),
    Standing.WAIVED: mark("免除"),
}
"""The words of what is not a state of a report."""


_STANDINGS = {state: Standing(state.value) for state in ReportState}
"""Looked up once for each of a city's reports: making the member anew takes eight times as long."""


def standing_of_owed(month_ends_on: dt.date, due_on: dt.date, today: dt.date, *, waived: bool) -> Standing:
    """Return where a report that has not come in stands; it is late from the day after its due day."""
    if waived:
        return Standing.WAIVED
    if today > due_on:
        return Standing.OVERDUE
    return Standing.AWAITED if today > month_ends_on else Standing.NOT_YET_DUE


def standing_of_received(state: ReportState, resubmit_on: dt.date | None, today: dt.date) -> Standing:
    """Return where a report that has come in stands."""
    if resubmit_on is not None and today > resubmit_on:
        return Standing.RESUBMISSION_OVERDUE
    return _STANDINGS[state]


def days_late_of(
    standing: Standing, due_on: dt.date, received_on: dt.date, resubmit_on: dt.date | None, today: dt.date
) -> int:
    """Return how late a report came in, or how late its resubmission is by today; 0 when it is not."""
    if standing is Standing.RESUBMISSION_OVERDUE and resubmit_on is not None:
        return (today - resubmit_on).days
    return max((received_on - due_on).days, 0)


@dataclass(frozen=True)
class LateReport:
    """A report that is late: ``days`` over, ``streak`` months in a row ending with the contract's newest.

    ``due_on`` is the day it is late against: that of the month, or that of the resubmission.
    """

    contract_id: UUID
    month: dt.date
    contract_number: str
    contract_title: str
    contractor: str
    department_id: UUID
    department: str
    due_on: dt.date
    days: int
    streak: int
    standing: Standing
    report_id: UUID | None


@dataclass(frozen=True)
class OpenReport:
    """A report that has come in and is not closed yet."""

    report_id: UUID
    contract_id: UUID
    month: dt.date
    contract_number: str
    contract_title: str
    contractor: str
    department_id: UUID
    department: str
    received_on: dt.date
    standing: Standing
    resubmit_on: dt.date | None


@dataclass(frozen=True)
class ReturnRow:
    """One return of a report: why, by when again, and when it came."""

    number: int
    returned_on: dt.date
    returned_by: str
    reasons: str
    resubmit_on: dt.date
    resubmitted_on: dt.date | None


@dataclass(frozen=True)
class WaiverRow:
    """An excuse from reports: which months, why, and who approved it."""

    waiver_id: UUID
    first_month: dt.date
    last_month: dt.date
    reason: str
    approved_on: dt.date
    approved_by: str
    version: int


@dataclass(frozen=True)
class MonthRow:
    """One month of a contract: where its report stands, and why its due day is what it is.

    ``days_late`` is how late it came in, or is by today, or its resubmission is; 0 when it is not late.
    """

    month: dt.date
    standing: Standing
    due_on: dt.date
    explanation: str
    days_late: int
    report_id: UUID | None = None
    version: int | None = None
    received_on: dt.date | None = None
    submitted_by: str = ""
    resubmit_on: dt.date | None = None
    checked_on: dt.date | None = None
    checked_by: str = ""
    chief_checked_on: dt.date | None = None
    chief_checked_by: str = ""
    closed_on: dt.date | None = None
    closed_by: str = ""
    remarks: str = ""
    returns: tuple[ReturnRow, ...] = ()
    waiver: WaiverRow | None = None
