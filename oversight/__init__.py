"""What the office may do: deeds, rules, papers. No window code."""

__version__ = "0.1.0"
