"""Findings (指摘・是正): from the day they were found to the day another person verified the correction."""

from models.finding import FindingState, StepKind, Urgency, Verification
from models.marks import Severity
from oversight.findings.rows import FindingRow, StepRow
from oversight.findings.service import FindingsService
from oversight.findings.severity import corrective_due, raised, told_due
from oversight.findings.states import AWAITED, STANDING, TO_VERIFY

__all__ = [
    "AWAITED",
    "STANDING",
    "TO_VERIFY",
    "FindingRow",
    "FindingState",
    "FindingsService",
    "Severity",
    "StepKind",
    "StepRow",
    "Urgency",
    "Verification",
    "corrective_due",
    "raised",
    "told_due",
]
