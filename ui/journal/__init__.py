"""The journal: who did what, when and why."""
