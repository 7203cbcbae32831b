"""Editions of checklists: data only."""
