"""How far a finding is, in each of its states (docs/records.md#findings)."""

from __future__ import annotations

from models.finding import FindingState

AWAITED = frozenset({FindingState.OPEN, FindingState.REQUESTED, FindingState.PLANNED})
"""The contractor's report is awaited: late once the due day has passed."""

TO_VERIFY = frozenset({FindingState.CORRECTED, FindingState.CLOSURE_ASKED})
"""The report lies with the city."""

STANDING = AWAITED | TO_VERIFY
