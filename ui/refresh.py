"""Tells every screen what a deed touched; each decides itself whether to read again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Refresh(QObject):
    """``changed`` carries the ``oversight.change.Change`` a writing deed answered with."""

    changed = Signal(object)
