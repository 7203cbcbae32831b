"""Conducting an inspection: a full-screen mode, one item at a time, every answer saved when given."""
