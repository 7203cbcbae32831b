"""The ledger beneath the journal: how changes are noted and chained. ``oversight.journal`` reads it."""
