"""The form of the monthly handling report: its questions, its identity, what comes back on it."""
