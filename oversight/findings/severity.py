"""Severities (重大性): the day by which one is put right, and how a repeated finding is raised."""

from __future__ import annotations

import datetime as dt
import re

from models.marks import Severity
from oversight.calendar import ComputedDay, deadline
from oversight.settings import OfficeSettings
from oversight.words import _n, speaking

_RAISED = {Severity.C: Severity.B, Severity.B: Severity.A, Severity.A: Severity.A}


def corrective_due(severity: Severity, found_on: dt.date, settings: OfficeSettings) -> ComputedDay:
    """Return the day by which a finding is to be put right, counted from the day after it was found.

    The days are the city's setting (docs/checklists.md#deadlines-of-findings); a closed day moves on.
    """
    days = settings.corrective_days[severity.value]
    return deadline(found_on, days, first_day_counts=False, calendar=settings.closing_days.calendar())


def told_due(severity: Severity, computed: ComputedDay, settings: OfficeSettings) -> str:
    """Return how a day came about, in Japanese, as it is kept: the rule, then the steps over closed days."""
    with speaking("ja"):
        rule = _rule(settings.corrective_days[severity.value])
    return f"{rule}　{computed.explanation}" if "→" in computed.explanation else rule


def spoken_due(told: str) -> str:
    """Return what ``told_due`` kept, its rule in the language in use; anything else as it was written."""
    with speaking("ja"):
        pattern = re.escape(_rule(0)).replace("0", r"(\d+)")
    return re.sub(f"^{pattern}", lambda found: _rule(int(found[1])), told)


def _rule(days: int) -> str:
    return _n("指摘の日から{days}日以内（初日不算入）", days).format(days=days)


def raised(severity: Severity) -> Severity:
    """Return the severity of a finding whose item failed before (docs/records.md#findings)."""
    return _RAISED[severity]
