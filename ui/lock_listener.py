"""What every system's listener for lock and sleep has in common."""

from __future__ import annotations

from PySide6.QtCore import QObject


class LockListener(QObject):
    """Told whether there are keys to wipe, so that it may hold sleep back until they are wiped."""

    def keys_held(self) -> None:
        """Note that the vault is open. Most systems offer nothing to do about it."""

    def keys_wiped(self) -> None:
        """Note that the keys are gone."""
