"""Editions of checklists and of the questions of forms: data only."""
