"""The journal (操作履歴): who changed what, when, why; and whether it is whole."""

from oversight.journal.service import ChangedField, Entry, JournalService
from oversight.ledger.chain import Head, Link, Soundness, Verdict, verify_chain

__all__ = [
    "ChangedField",
    "Entry",
    "Head",
    "JournalService",
    "Link",
    "Soundness",
    "Verdict",
    "verify_chain",
]
