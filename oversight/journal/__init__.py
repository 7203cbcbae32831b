"""The journal (操作履歴): who changed what, when, why; and whether it is whole."""

from oversight.journal.service import ChangedField, Entry, JournalService, Progress
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
    "seal_of",
    "verify_chain",
]
