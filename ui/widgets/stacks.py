"""One widget at a time in a place."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget


def put_in(stack: QStackedWidget, widget: QWidget) -> None:
    """Show a widget alone in a stack; what was there is freed."""
    before = stack.currentWidget()
    stack.addWidget(widget)
    stack.setCurrentWidget(widget)
    if before is not None:
        stack.removeWidget(before)
        before.deleteLater()
