"""In which states a contract owes anything, and how far an inspection is in each of its states."""

from __future__ import annotations

import datetime as dt

from models.contract import ContractState
from models.inspection import InspectionState

UNSIGNED = frozenset({ContractState.DRAFTED, ContractState.ANNOUNCED, ContractState.SAFETY_CHECK})
"""States in which nothing is owed yet (docs/records.md#contracts)."""

CHANGEABLE = frozenset({InspectionState.PLANNED, InspectionState.NOTIFIED})
OPEN = frozenset({InspectionState.IN_PROGRESS, InspectionState.CORRECTING})
RECORDED = frozenset({InspectionState.FINALISED, InspectionState.CORRECTING})
AHEAD = frozenset({InspectionState.PLANNED, InspectionState.NOTIFIED, InspectionState.IN_PROGRESS})


def owes(state: ContractState, signed_on: dt.date | None) -> bool:
    """Tell whether a contract owes reports and inspections; one called off before signing never did."""
    return state not in UNSIGNED and (state is not ContractState.CANCELLED or signed_on is not None)
