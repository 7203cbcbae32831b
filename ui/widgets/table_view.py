"""How every table of the window behaves: nothing is edited in place, Tab leaves it, it scrolls by pixels."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QTableView


def settle_table(table: QTableView) -> None:
    """Let a table behave and look as all tables do; what it selects is its own."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
