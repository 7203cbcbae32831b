"""The journal (記録簿): who changed what, when, why; and whether it is whole."""

from oversight.journal.service import (
    DEPARTURE_WORDS,
    ChangedField,
    Entry,
    JournalService,
    Progress,
    describe_difference,
)
from oversight.ledger.chain import (
    Departure,
    Head,
    Link,
    RowDifference,
    Seal,
    Soundness,
    Verdict,
    seal_of,
    verify_chain,
)

__all__ = [
    "DEPARTURE_WORDS",
    "ChangedField",
    "Departure",
    "Entry",
    "Head",
    "JournalService",
    "Link",
    "Progress",
    "RowDifference",
    "Seal",
    "Soundness",
    "Verdict",
    "describe_difference",
    "seal_of",
    "verify_chain",
]
