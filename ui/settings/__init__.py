"""Settings: the eyes' choices, the locks, the colleagues, the backups."""
