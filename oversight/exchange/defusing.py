"""Texts that a spreadsheet would take for a formula are made harmless (CWE-1236).

In a workbook a text cell is a text whatever it begins with; the danger is a CSV opened by Excel, or a
workbook saved as one. So CSV cells get a leading apostrophe, workbook cells are written as texts.
"""

from __future__ import annotations

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """Return a text that no spreadsheet evaluates when it stands in a CSV cell."""
    if text.lstrip(" \u3000").startswith(_TRIGGERS):
        return "'" + text
    return text
