"""Severities (重大性): the day by which one is put right, and how a repeated finding is raised."""

from __future__ import annotations

import datetime as dt

from models.marks import Severity
from oversight.calendar import ComputedDay, deadline
from oversight.settings import OfficeSettings

_RAISED = {Severity.C: Severity.B, Severity.B: Severity.A, Severity.A: Severity.A}


def corrective_due(severity: Severity, found_on: dt.date, settings: OfficeSettings) -> ComputedDay:
    """Return the day by which a finding is to be put right, counted from the day after it was found.

    The days are the city's setting (docs/checklists.md#deadlines-of-findings); a closed day moves on.
    """
    days = settings.corrective_days[severity.value]
    return deadline(found_on, days, first_day_counts=False, calendar=settings.closing_days.calendar())


def raised(severity: Severity) -> Severity:
    """Return the severity of a finding whose item failed before (docs/records.md#findings)."""
    return _RAISED[severity]
