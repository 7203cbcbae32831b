"""Short lines that never wrap; where text may be long, ``ui.widgets.text.note`` wraps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def quiet_line(text: str = "", role: str = "note") -> QLabel:
    """Make a small quiet label of one line."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
