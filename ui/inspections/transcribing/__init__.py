"""A checklist filled in on paper is keyed in, row by row, and held against the paper by another person."""
