"""Leads the focus that a page or panel is given to the control where one begins.

A focus proxy would do as much, but Qt also walks through proxies: Tab then comes back to the proxy and
never reaches what stands before it.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class _Lead(QObject):
    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.first: QWidget | None = None
        holder.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self.first is not None and shiboken6.isValid(self.first):
            self.first.setFocus()
            return True
        return False


def lead_focus(holder: QWidget, first: QWidget) -> None:
    """Let ``holder.setFocus()`` put the focus into ``first``; a later call leads elsewhere."""
    lead = holder.findChild(_Lead, options=_DIRECT) or _Lead(holder)
    lead.first = first


def led_from(holder: QWidget) -> QWidget | None:
    """Return where the focus given to a holder goes, if it is led anywhere."""
    lead = holder.findChild(_Lead, options=_DIRECT)
    return lead.first if lead is not None else holder.focusProxy()
