"""Migrations of the store, from the first table."""
