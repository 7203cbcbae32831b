"""Approval (決裁) of finalised records, step by step on a section's route (docs/records.md#approval)."""

from models.approval import Decision
from oversight.approvals.route import DEFAULT_ROUTE, EVERY, MOST_STEPS, RouteStep, checked_route
from oversight.approvals.rows import (
    ApprovalMark,
    ApprovalRow,
    ApprovalsView,
    AwaitingRow,
    DecisionDraft,
    Happening,
    HistoryRow,
    Standing,
    StepRow,
)
from oversight.approvals.service import ApprovalsService

__all__ = [
    "DEFAULT_ROUTE",
    "EVERY",
    "MOST_STEPS",
    "ApprovalMark",
    "ApprovalRow",
    "ApprovalsService",
    "ApprovalsView",
    "AwaitingRow",
    "Decision",
    "DecisionDraft",
    "Happening",
    "HistoryRow",
    "RouteStep",
    "Standing",
    "StepRow",
    "checked_route",
]
