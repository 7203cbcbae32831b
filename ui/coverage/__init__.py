"""The year's plan of inspections: what is covered, what is open, which day for whom."""
